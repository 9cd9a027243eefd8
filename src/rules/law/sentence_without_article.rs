//! `sentence-without-article`

use super::support::applicable_code::code_to_cite;
use crate::diagnostic::Severity;
use crate::model::{Sentence, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::Place;
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

fn check(cx: &mut DocumentContext<'_>) {
    let verdicts = cx.model().verdicts();
    for verdict in
        // A review rests on the articles of the verdict that it reviews.
        verdicts.filter(|verdict| {
            verdict.can_sentence() && verdict.articles().next().is_none() && !verdict.has_appeals_key()
        })
    {
        for sentence in verdict.sentences().filter(|sentence| sentence.articles().next().is_none()) {
            report(cx, verdict, sentence);
        }
    }
}

fn report<'a>(cx: &mut DocumentContext<'a>, verdict: Verdict<'a>, sentence: Sentence<'a>) {
    let whom = cx.model().names(sentence.persons());
    let what = sentence.type_entry().and_then(|entry| entry.value.as_str()).map(quoted);
    let to = what.map(|what| format!(" to {what}")).unwrap_or_default();
    let message = match whom {
        Some(names) => format!("the sentence of {names}{to} cites no article"),
        None => format!("the sentence{to} cites no article"),
    };
    let place = sentence.type_entry().map_or_else(|| Place::from(sentence.node()), Place::from);
    let code = code_to_cite(cx, verdict.event());
    let mut report = cx.report(place, message).note("this sentence has no `articles:`");
    if let Some(entry) = verdict.event().type_entry() {
        report = report.label(entry, "nor does the verdict that it belongs to");
    }
    report.help(format!(
        "without the article nobody can compare the sentence with the law: add `articles: [{code} NUMBER(PART)]` to \
         the verdict, or to this sentence if it rests on an article of its own"
    ));
}
