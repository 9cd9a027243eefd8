//! `same-case-twice`

use std::collections::{BTreeSet, HashMap};

use crate::diagnostic::Severity;
use crate::document::DocumentKind;
use crate::model::court::courts_agree;
use crate::model::date::{Date, Precision};
use crate::project::{CaseFact, DocumentFacts, Links, Name, Site, VerdictFact};
use crate::rule::{Check, Group, Preset, ProjectContext, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Project(check));

const META: RuleMeta = RuleMeta {
    name: "same-case-twice",
    group: Group::Project,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("same-case-twice.md"),
};

fn check(cx: &mut ProjectContext<'_>) {
    for report in cx.index().of_kind(DocumentKind::Report) {
        let mut first: HashMap<(&[Name], Date), DatedVerdict<'_>> = HashMap::new();
        for case in cases_in(cx.links(), report) {
            let verdicts = case.fact.verdicts.iter().filter(|verdict| !verdict.persons.is_empty());
            let dated = verdicts.filter_map(|verdict| Some((verdict, verdict.date.as_ref()?.value)));
            // A year does not tell one verdict from another.
            let dated = dated.filter(|(_, date)| date.precision() != Precision::Year);
            let verdicts: Vec<DatedVerdict<'_>> =
                dated.map(|(verdict, date)| DatedVerdict { case, verdict, date }).collect();
            let same = verdicts.iter().find_map(|own| {
                let other = first.get(&(&*own.verdict.persons, own.date))?;
                can_be_one(own.verdict, other.verdict).then_some(*other)
            });
            match same {
                Some(other) => report_twice(cx, case, other),
                None => {
                    for own in verdicts {
                        first.entry((&own.verdict.persons, own.date)).or_insert(own);
                    }
                }
            }
        }
    }
}

/// A case of a report, with the place where the report writes it out or takes it in.
#[derive(Clone, Copy)]
struct CaseHere<'i> {
    fact: &'i CaseFact,
    site: Site,
}

/// A verdict with its date.
#[derive(Clone, Copy)]
struct DatedVerdict<'i> {
    case: CaseHere<'i>,
    verdict: &'i VerdictFact,
    date: Date,
}

fn cases_in<'i>(links: &'i Links<'i>, report: &'i DocumentFacts) -> impl Iterator<Item = CaseHere<'i>> {
    let own = report.cases.iter().map(|fact| CaseHere { fact, site: fact.site });
    let taken_in = report.referred.iter().filter_map(|reference| {
        Some(CaseHere { fact: links.case_file(&reference.value)?.case, site: reference.site })
    });
    own.chain(taken_in)
}

/// Returns true if neither the courts nor the penalties tell the two verdicts apart.
fn can_be_one(a: &VerdictFact, b: &VerdictFact) -> bool {
    let courts = a.court.as_ref().zip(b.court.as_ref());
    let kinds = |verdict: &VerdictFact| -> BTreeSet<Name> {
        verdict.sentences.iter().map(|sentence| sentence.sentence_type.clone()).collect()
    };
    let (ours, theirs) = (kinds(a), kinds(b));
    courts.is_none_or(|(a, b)| courts_agree(&a.value, &b.value))
        && (ours.is_empty() || theirs.is_empty() || !ours.is_disjoint(&theirs))
}

fn report_twice(cx: &mut ProjectContext<'_>, case: CaseHere<'_>, other: DatedVerdict<'_>) {
    let id = other.case.fact.id.as_deref().map_or_else(|| "another case".to_owned(), quoted);
    let date = other.date;
    let message = format!("this case and {id} are about the same people and the same verdict of {date}");
    cx.report(case.site, message)
        .note("the same case again?")
        .label_at(other.case.site, "first here")
        .help(
            "whoever counts the cases counts it twice: merge the two; if there were two trials that day, say so above this \
             line with `# reportlint: ignore[same-case-twice] two trials`",
        );
}
