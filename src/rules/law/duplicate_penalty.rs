//! `duplicate-penalty`

use std::collections::{HashMap, HashSet};

use super::support::MOST_PERSONS;
use crate::diagnostic::{Premise, Severity};
use crate::model::{Citation, Jurisdiction, Sentence, SentenceType, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "duplicate-penalty",
    group: Group::Law,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("duplicate-penalty.md"),
};

/// The most pairs of penalties of a document that are compared.
const MOST_COMPARISONS: usize = 500;

/// The most articles of a penalty that are compared.
const MOST_ARTICLES: usize = 50;

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let mut left = MOST_COMPARISONS;
    for event in model.events() {
        if event.jurisdiction() == Some(Jurisdiction::Civil) {
            continue;
        }
        let mut first: HashMap<(&str, SentenceType), Sentence<'_>> = HashMap::new();
        for sentence in event.judgments().flat_map(Verdict::sentences) {
            let Some(kind) = kind_given_once(sentence) else { continue };
            let mut earlier: Option<Sentence<'_>> = None;
            let mut twice = Vec::new();
            for id in sentence.persons().take(MOST_PERSONS) {
                let known = *first.entry((id, kind)).or_insert(sentence);
                if known == sentence || left == 0 {
                    continue;
                }
                left -= 1;
                if !are_separate(known, sentence) && !twice.contains(&id) {
                    earlier = earlier.or(Some(known));
                    twice.push(id);
                }
            }
            if let Some(earlier) = earlier {
                report(cx, sentence, earlier, &twice);
            }
        }
    }
}

fn report<'a>(
    cx: &mut DocumentContext<'a>,
    sentence: Sentence<'a>,
    earlier: Sentence<'a>,
    persons: &[&'a str],
) {
    let Some(names) = cx.model().names(persons.iter().copied()) else { return };
    let what = quoted(sentence.type_text().unwrap_or_default());
    let has = if persons.len() == 1 { "is" } else { "are" };
    // The list of persons is where such a slip is made.
    let own = sentence.person_references().find(|node| node.as_str().is_some_and(|id| persons.contains(&id)));
    let message = format!("{names} {has} sentenced to {what} twice in this verdict");
    let report = match own {
        // Somebody else may be meant, who then has no sentence.
        Some(reference) => cx.report(reference, message).refutes(Premise::value_right(reference)),
        None => cx.report(sentence, message),
    };
    report.label(earlier, "the first time").help(
        "a court gives one person one penalty of a kind: correct the persons of one of the two (`persons:`), or remove the one that does not \
         stand; if each is for an offence of its own, give each its `articles:`",
    );
}

/// Returns the kind of a penalty of which a court gives one for an offence; all that end in prison for good or for a term are
/// one kind.
fn kind_given_once(sentence: Sentence<'_>) -> Option<SentenceType> {
    use SentenceType::{
        AdministrativeArrest, CommunityService, CorrectionalLabour, CriminalArrest, DeathPenalty, Fine,
        Imprisonment, LifeImprisonment, Probation, RestrictionOfLiberty, SuspendedImprisonment,
    };
    let kind = sentence.sentence_type().filter(|_| !sentence.is_of_unnamed())?;
    match kind {
        Imprisonment | LifeImprisonment | DeathPenalty => Some(Imprisonment),
        SuspendedImprisonment
        | RestrictionOfLiberty
        | CriminalArrest
        | AdministrativeArrest
        | Fine
        | CommunityService
        | CorrectionalLabour
        | Probation => Some(kind),
        _ => None,
    }
}

/// Returns true if two penalties may stand beside each other: they are for different offences or acts, parts of one term, or one is
/// that of an earlier verdict.
fn are_separate<'a>(one: Sentence<'a>, other: Sentence<'a>) -> bool {
    // Some serve a term in prison first, and then in a colony.
    let regimes = one.regime_entry().zip(other.regime_entry());
    let is_divided = regimes.is_some_and(|(one, other)| one.value.scalar_text() != other.value.scalar_text());
    // Two acts under one article have two penalties, so that what each cites need not differ.
    let has_own = |sentence: Sentence<'_>| sentence.accounts_for_articles();
    let is_joined = |sentence: Sentence<'_>| sentence.served().is_some();
    if is_divided || [one, other].into_iter().any(|sentence| has_own(sentence) || is_joined(sentence)) {
        return true;
    }
    if one.verdict() == other.verdict() {
        return false;
    }
    let articles = |sentence: Sentence<'a>| {
        let cited = sentence.articles_in_force().take(MOST_ARTICLES).filter_map(Citation::from_node);
        cited.map(Citation::key).collect::<HashSet<_>>()
    };
    let (one, other) = (articles(one), articles(other));
    !one.is_empty() && one.is_disjoint(&other)
}
