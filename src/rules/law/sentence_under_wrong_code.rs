//! `sentence-under-wrong-code`

use std::collections::HashSet;

use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::law::{CodeType, LegalCode};
use crate::model::{Citation, Event, Jurisdiction, Verdict};
use crate::rule::{DocumentContext, Group, Rule, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<SentenceUnderWrongCode>(RuleMeta {
    name: "sentence-under-wrong-code",
    group: Group::Law,
    severity: Severity::Error,
    fix: None,
    page: include_str!("sentence-under-wrong-code.md"),
});

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SentenceUnderWrongCode {}

impl Rule for SentenceUnderWrongCode {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        let verdicts = cx.model().cases().flat_map(|case| case.events()).filter_map(Event::as_verdict);
        for verdict in verdicts.filter(|verdict| verdict.can_sentence()) {
            let Some(jurisdiction) = verdict.jurisdiction() else { continue };
            // Sentences share their verdict's citations; each is reported once.
            let mut reported = HashSet::new();
            for sentence in verdict.sentences() {
                let law = cx.law();
                let cited: Vec<(Citation<'_>, &LegalCode)> = sentence
                    .articles()
                    .into_iter()
                    .filter_map(Citation::of)
                    .filter_map(|citation| Some((citation, law.get(citation.code())?)))
                    .collect();
                if cited.iter().any(|(_, code)| code.code_type == expected(jurisdiction)) {
                    continue;
                }
                for (citation, code) in cited {
                    if reported.insert(citation.node().id()) {
                        report(cx, verdict, jurisdiction, citation, code);
                    }
                }
            }
        }
    }
}

fn expected(jurisdiction: Jurisdiction) -> CodeType {
    match jurisdiction {
        Jurisdiction::Criminal => CodeType::Criminal,
        Jurisdiction::Administrative => CodeType::Administrative,
    }
}

fn report<'a>(
    cx: &mut DocumentContext<'a>,
    verdict: Verdict<'a>,
    jurisdiction: Jurisdiction,
    citation: Citation<'a>,
    code: &LegalCode,
) {
    let (case, wanted) = match jurisdiction {
        Jurisdiction::Criminal => ("a criminal case", "an article of a criminal code"),
        Jurisdiction::Administrative => {
            ("an administrative case", "an article of a code of administrative offences")
        }
    };
    let other = match (jurisdiction, code.code_type) {
        (Jurisdiction::Criminal, CodeType::Administrative) => {
            "; if this is an administrative case, write `jurisdiction: administrative` in the verdict"
        }
        (Jurisdiction::Administrative, CodeType::Criminal) => {
            "; if this is a criminal case, remove `jurisdiction: administrative` from the verdict"
        }
        _ => "",
    };
    let message = format!("a sentence in {case} rests on `{}`, the {}", code.id, code.title);
    let mut report = cx.report(citation.code_place(), message);
    if let Some(entry) = verdict.jurisdiction_entry() {
        report = report.label(entry, format!("the verdict says that it is {case}"));
    } else if let Some(entry) = verdict.event().type_entry() {
        report = report.label(entry, format!("{case}, because the verdict has no `jurisdiction:`"));
    }
    report.help(format!("cite {wanted}{other}"));
}
