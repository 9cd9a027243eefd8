//! `abolished-penalty`

use crate::diagnostic::Severity;
use crate::law::{LegalCode, Registry};
use crate::model::date::{Date, Day};
use crate::model::{Citation, Sentence};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "abolished-penalty",
    group: Group::Law,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: None,
    page: include_str!("abolished-penalty.md"),
};

/// The largest number of articles that a finding names.
const MOST_NAMED: usize = 4;

fn check(cx: &mut DocumentContext<'_>) {
    for verdict in cx.model().judgments().filter(|verdict| verdict.can_sentence()) {
        let Some(dated) = verdict.event().dated() else { continue };
        for sentence in verdict.sentences() {
            let Some(word) = sentence.type_text() else { continue };
            let Some(ended) = all_ended(cx.law(), sentence, word, dated.date) else { continue };
            let mut named: Vec<String> =
                ended.iter().take(MOST_NAMED).map(|(cited, _)| cited.shown()).collect();
            if ended.len() > MOST_NAMED {
                named.push("others".to_owned());
            }
            let articles = match named.split_last() {
                None => continue,
                Some((only, [])) => format!("article {only}"),
                Some((last, first)) => format!("articles {} and {last}", first.join(", ")),
            };
            let day = clip(dated.written());
            let message = format!("{articles} no longer allowed {} on {day}", quoted(word));
            let mut report = cx.report(sentence, message);
            for (citation, end) in ended.into_iter().take(MOST_NAMED) {
                report = report.label(citation.article_place(), format!("allowed it until {end}"));
            }
            report.label(dated, "the day of the verdict").help(
                "a court may not impose a penalty that the law has abolished, even for an older act: check the \
                 penalty and the article; if they are right, say so in the report, and keep the line with \
                 `# reportlint: ignore[abolished-penalty] why`",
            );
        }
    }
}

/// Returns the articles on which a sentence rests, each with the last day of the penalty; `None` unless every one of
/// them is known to have had the penalty and to have lost it.
fn all_ended<'a>(
    law: &Registry,
    sentence: Sentence<'a>,
    word: &str,
    date: Date,
) -> Option<Vec<(Citation<'a>, Day)>> {
    let mut all = Vec::new();
    for node in sentence.articles_in_force() {
        // A citation that cannot be read, or whose code is unknown, may be of the article that still has the penalty.
        let citation = Citation::from_node(node)?;
        let code = law.get(citation.code())?;
        // The general part of a code has no penalties of its own.
        if !code.is_general(citation.article()) {
            all.push((citation, last_day_of_penalty(code, citation, word, date)?));
        }
    }
    Some(all)
}

/// Returns the last day of a penalty that every cited part had once and none of them has at `date`.
fn last_day_of_penalty(code: &LegalCode, citation: Citation<'_>, word: &str, date: Date) -> Option<Day> {
    let article = code.listed_article(citation.article())?;
    let mut last = None;
    for part in
        article.parts.iter().filter(|part| citation.part_number().is_none_or(|cited| cited == part.number))
    {
        let mut penalties = part.penalties.iter().filter(|penalty| penalty.type_text == word).peekable();
        // The list of a part may be incomplete: a penalty that is missing from it may be allowed.
        penalties.peek()?;
        for penalty in penalties {
            if !penalty.ended_before(&date) {
                return None;
            }
            last = last.max(penalty.until.map(|until| until.last_day()));
        }
    }
    last
}
