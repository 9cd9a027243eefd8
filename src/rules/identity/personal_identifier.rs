//! `personal-identifier`

use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::redact::detect::identifiers::{self, Identifier, shown};
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<PersonalIdentifier>(RuleMeta {
    name: "personal-identifier",
    group: Group::Identity,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("personal-identifier.md"),
});

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct PersonalIdentifier {
    /// Identifiers that may be published, as they are written.
    allow: Vec<String>,
}

impl Rule for PersonalIdentifier {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        let model = cx.model();
        for text in model.texts() {
            let mut end = 0;
            for Identifier { range, kind } in identifiers::in_text(model, text) {
                let Some(written) = text.value().get(range.clone()) else { continue };
                if range.start < end || self.allow.iter().any(|allowed| allowed == written) {
                    continue;
                }
                end = range.end;
                cx.report(text.place(range), format!("this is {kind}: `{}…`", shown(written).trim_end()))
                    .note("somebody can be found by this")
                    .help(
                        "with it others can find, impersonate or rob this person: take it out, and out of the file's \
                         history if it was published before",
                    );
            }
        }
    }
}
