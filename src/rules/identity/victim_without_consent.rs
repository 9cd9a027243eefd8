//! `victim-without-consent`

use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::model::Role;
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<VictimWithoutConsent>(RuleMeta {
    name: "victim-without-consent",
    group: Group::Identity,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("victim-without-consent.md"),
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct VictimWithoutConsent {
    /// The roles of persons who may be named only with recorded consent.
    roles: Vec<String>,
}

impl Default for VictimWithoutConsent {
    fn default() -> Self {
        Self { roles: vec![Role::Victim.as_str().to_owned()] }
    }
}

impl Rule for VictimWithoutConsent {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        for person in cx.model().persons().filter(|person| !person.is_protected()) {
            let name = person.name().map_or_else(|| quoted(person.id()), clip);
            match person.consent_entry() {
                // The schema reports anything but a yes or a no.
                Some(_) if person.consent() != Some(false) => {}
                Some(refusal) => {
                    cx.report(refusal, format!("{name} is named, but did not agree to it"))
                        .note("no consent")
                        .help(
                            "write a pseudonym in `name:`, choose an id that does not name them, and add \
                             `protected: true`; or ask them again, and record their answer",
                        );
                }
                None => {
                    let Some(role) =
                        person.role_text().filter(|role| self.roles.iter().any(|asked| asked == role))
                    else {
                        continue;
                    };
                    let Some(entry) = person.role_entry() else { continue };
                    cx.report(entry, format!("{name} is named as {}, but nothing says that they agreed", clip(role)))
                        .note("named without recorded consent")
                        .help(
                            "being named can bring reprisals: ask, and add `consent: true`; without a yes, write a \
                             pseudonym in `name:` and add `protected: true`",
                        );
                }
            }
        }
    }
}
