//! `sentence-without-article`

use super::support::applicable_code::code_to_cite;
use crate::diagnostic::Severity;
use crate::model::{Jurisdiction, Outcome, Sentence, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::rules::support::describe;
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "sentence-without-article",
    group: Group::Law,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: None,
    page: include_str!("sentence-without-article.md"),
};

/// The largest number of sentences that a finding labels.
const MOST_LABELS: usize = 4;

fn check(cx: &mut DocumentContext<'_>) {
    for event in cx.model().events() {
        let needs_article = |verdict: &Verdict<'_>| {
            // A review rests on the articles of the verdict that it reviews.
            verdict.can_sentence()
                && !verdict.accounts_for_articles()
                && !verdict.is_review()
                && verdict.jurisdiction() != Some(Jurisdiction::Civil)
                // `outcome-under-wrong-jurisdiction` says that a suit is not declared as one.
                && !verdict.outcome().is_some_and(Outcome::is_civil)
        };
        let all: Vec<Sentence<'_>> =
            event.judgments().filter(needs_article).flat_map(Verdict::sentences).collect();
        let is_lacking = |sentence: &Sentence<'_>| !sentence.accounts_for_articles();
        let lacking: Vec<Sentence<'_>> = all.iter().copied().filter(is_lacking).collect();
        report(cx, &lacking, all.len());
    }
}

/// Reports the sentences of a verdict without an article, all in one finding.
fn report<'a>(cx: &mut DocumentContext<'a>, lacking: &[Sentence<'a>], all: usize) {
    let Some((first, others)) = lacking.split_first() else { return };
    let verdict = first.verdict();
    let event = verdict.event();
    let code = code_to_cite(cx, event);
    let mut report = if others.is_empty() {
        let whom = cx.model().names(first.persons()).map(|names| format!(" of {names}")).unwrap_or_default();
        let to = first.type_text().map(|what| format!(" to {}", quoted(what))).unwrap_or_default();
        cx.report(*first, format!("the sentence{whom}{to} cites no article"))
            .note("this sentence has no `articles:`")
    } else {
        let which = match lacking.len() {
            2 if all == 2 => "neither of the two sentences".to_owned(),
            count if count == all => format!("none of the {count} sentences"),
            count => format!("{count} of the {all} sentences"),
        };
        let cite = if lacking.len() == all { "cites an article" } else { "cite no article" };
        let message =
            format!("{which} in {} {cite}", describe(cx.model(), event.as_verdict().unwrap_or(verdict)));
        let mut report = cx.report(*first, message).note("no `articles:`");
        for sentence in others.iter().take(MOST_LABELS) {
            report = report.label(*sentence, "none here either");
        }
        report
    };
    if let Some(entry) = event.type_entry() {
        report = report.label(entry, "nor does the verdict that it belongs to");
    }
    report.help(format!(
        "without the article nobody can compare the sentence with the law: add `articles: [{code} NUMBER(PART)]` to \
         the verdict, or to a sentence that rests on an article of its own; where nobody could learn it, as after a closed trial, \
         write `unknown: {{articles: {{why: closed-trial}}}}` in the verdict"
    ));
}
