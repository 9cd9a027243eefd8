//! `sentence-under-wrong-code`

use super::support::code_names::type_by_name;
use crate::diagnostic::{Premise, Severity};
use crate::law::{CodeType, LegalCode};
use crate::model::{Citation, EventType, Jurisdiction, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::NodeRef;
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "sentence-under-wrong-code",
    group: Group::Law,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: None,
    page: include_str!("sentence-under-wrong-code.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    check_charges(cx);
    let verdicts = cx.model().judgments();
    for verdict in verdicts.filter(|verdict| verdict.can_sentence()) {
        // A civil judgment may rest on any code.
        let Some(jurisdiction) = verdict.jurisdiction().filter(|known| known.code_type().is_some()) else {
            continue;
        };
        // The citations of the verdict count once for all sentences without their own.
        let mut has_inheriting = false;
        for sentence in verdict.sentences() {
            let own: Vec<_> = sentence.articles().collect();
            has_inheriting |= own.is_empty();
            check_citations(cx, verdict, jurisdiction, own.into_iter());
        }
        if has_inheriting {
            check_citations(cx, verdict, jurisdiction, verdict.articles());
        }
    }
}

/// Reports charges of a crime that cite nothing but codes of administrative offences, and the other way round.
fn check_charges(cx: &mut DocumentContext<'_>) {
    let law = cx.law();
    for event in cx.model().events().filter(|event| event.is(EventType::Charge)) {
        let (case, other, add) = match event.jurisdiction() {
            Some(Jurisdiction::Criminal) => (
                "criminal",
                CodeType::Administrative,
                "if the charge is one of an administrative offence, write `jurisdiction: administrative` in it",
            ),
            Some(Jurisdiction::Administrative) => (
                "administrative",
                CodeType::Criminal,
                "if somebody is charged with a crime, remove `jurisdiction: administrative` from the charge",
            ),
            Some(Jurisdiction::Civil) | None => continue,
        };
        let code_of = |citation: Citation<'_>| law.get(citation.code()).and_then(|code| code.code_type);
        // A citation that cannot be read may be the right one.
        let mut cited = event.citation_nodes().map(Citation::from_node);
        let Some(first) = event.citations().next() else { continue };
        if !cited.all(|cited| cited.is_some_and(|cited| code_of(cited) == Some(other))) {
            continue;
        }
        let title = law.get(first.code()).map(LegalCode::title_shown).unwrap_or_default();
        let message = format!(
            "a charge in {} case rests on {}, the {title}",
            if case == "criminal" { "a criminal" } else { "an administrative" },
            quoted(first.code())
        );
        let report = cx.report(first.code_place(), message);
        let report = match (event.jurisdiction_entry(), event.type_entry()) {
            (Some(entry), _) => report.label(entry, format!("the charge says that it is {case}")),
            (None, Some(entry)) => {
                report.label(entry, format!("{case}, because the charge has no `jurisdiction:`"))
            }
            (None, None) => report,
        };
        report
            .at_most(Severity::Warning)
            .help(format!("{add}; otherwise the code is a slip"))
            .refutes(Premise::value_right(first.node()));
    }
}

/// Reports the articles that a sentence rests on, unless one of them is in the right kind of code.
fn check_citations<'a>(
    cx: &mut DocumentContext<'a>,
    verdict: Verdict<'a>,
    jurisdiction: Jurisdiction,
    articles: impl Iterator<Item = NodeRef<'a>>,
) {
    let law = cx.law();
    let cited: Option<Vec<(Citation<'_>, CodeType)>> = articles
        .map(|node| {
            // A citation that cannot be read may be the right one.
            let citation = Citation::from_node(node)?;
            let code_type = match law.get(citation.code()) {
                Some(code) => code.code_type,
                // No file describes it, and its letters say what it is: `GE-CC`.
                None => type_by_name(citation.code()).filter(|kind| kind.defines_offences()),
            };
            Some((citation, code_type?))
        })
        .collect();
    // A code of unknown kind may be the right one.
    let Some(cited) = cited else { return };
    let is_right = |code_type: CodeType| Some(code_type) == jurisdiction.code_type();
    let has_right = cited.iter().any(|(_, code_type)| is_right(*code_type));
    for (citation, code_type) in cited {
        // A criminal court may cite an administrative offence that came before; the other way round there is no reason.
        let is_crime_beside = jurisdiction == Jurisdiction::Administrative && code_type == CodeType::Criminal;
        if !has_right || is_crime_beside {
            report(cx, verdict, jurisdiction, (citation, code_type));
        }
    }
}

fn report<'a>(
    cx: &mut DocumentContext<'a>,
    verdict: Verdict<'a>,
    jurisdiction: Jurisdiction,
    (citation, code_type): (Citation<'a>, CodeType),
) {
    let (case, wanted) = match jurisdiction {
        Jurisdiction::Criminal => ("a criminal case", "an article of a criminal code"),
        Jurisdiction::Civil => ("a civil case", "an article of a civil code"),
        Jurisdiction::Administrative => {
            ("an administrative case", "an article of a code of administrative offences")
        }
    };
    let other = match (jurisdiction, code_type) {
        (Jurisdiction::Criminal, CodeType::Administrative) => {
            "; if this is an administrative case, write `jurisdiction: administrative` in the verdict"
        }
        (Jurisdiction::Administrative, CodeType::Criminal) => {
            "; if this is a criminal case, remove `jurisdiction: administrative` from the verdict"
        }
        _ => "",
    };
    let name = match (cx.law().get(citation.code()), code_type) {
        (Some(code), _) => format!("the {}", code.title_shown()),
        (None, CodeType::Criminal) => "by its letters a criminal code".to_owned(),
        (None, CodeType::Administrative) => "by its letters a code of administrative offences".to_owned(),
        (None, _) => "by its letters a code of procedure".to_owned(),
    };
    let message = format!("a sentence in {case} rests on {}, {name}", quoted(citation.code()));
    let mut report = cx.report(citation.code_place(), message);
    if let Some(entry) = verdict.jurisdiction_entry() {
        report = report.label(entry, format!("the verdict says that it is {case}"));
    } else if let Some(entry) = verdict.event().type_entry() {
        report = report.label(entry, format!("{case}, because the verdict has no `jurisdiction:`"));
    }
    report.help(format!("cite {wanted}{other}")).refutes(Premise::value_right(citation.node()));
}
