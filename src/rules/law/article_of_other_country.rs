//! `article-of-other-country`

use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::law::Registry;
use crate::model::{Citation, Event, country};
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<ArticleOfOtherCountry>(RuleMeta {
    name: "article-of-other-country",
    group: Group::Law,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("article-of-other-country.md"),
});

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ArticleOfOtherCountry {}

impl Rule for ArticleOfOtherCountry {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        let model = cx.model();
        let Some(own) = model.country_entry().zip(model.country()) else { return };
        for event in model.events() {
            let elsewhere = event.location().and_then(|location| location.country());
            for citation in event.citations() {
                let Some(of_code) = country_of(cx.law(), citation) else { continue };
                if of_code == own.1 || elsewhere == Some(of_code) {
                    continue;
                }
                let message = format!("{} is a code of {}", clip(citation.code()), in_words(of_code));
                let mut report = cx
                    .report(citation.code_place(), message)
                    .label(own.0, format!("the document is about {}", in_words(own.1)));
                if let Some(location) = event.location().filter(|_| elsewhere.is_some()) {
                    report = report.label(location.entry(), "where it happened");
                }
                report.help(help(event));
            }
        }
    }
}

/// The country of a code: as its file says, or else by the two letters that its id begins with.
fn country_of<'a>(law: &'a Registry, citation: Citation<'a>) -> Option<&'a str> {
    let code = law.get(citation.code())?;
    code.country.as_deref().or_else(|| code.id.get(..2))
}

fn in_words(code: &str) -> String {
    country::name(code).map_or_else(|| clip(code), str::to_owned)
}

fn help(event: Event<'_>) -> &'static str {
    if event.location().is_some_and(|location| location.name().is_some()) {
        "look the code up again; if the event took place in that country, say so: `place: {name: …, country: …}`"
    } else {
        "look the code up again; if the event took place in that country, add `place: {name: …, country: …}` to it"
    }
}
