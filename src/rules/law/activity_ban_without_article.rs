//! `activity-ban-without-article`

use super::support::applicable_code::code_at;
use crate::diagnostic::Severity;
use crate::law::{CodeType, LegalCode, Part, Registry};
use crate::model::{Citation, Jurisdiction, SentenceType};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "activity-ban-without-article",
    group: Group::Law,
    severity: Severity::Info,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("activity-ban-without-article.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for verdict in model.judgments().filter(|verdict| verdict.can_sentence()) {
        let cites_general = verdict.articles().filter_map(Citation::from_node).any(|citation| {
            let is_general = |code: &LegalCode| code.is_general(citation.article());
            // Article 50 of the Criminal Code of Kazakhstan provides for such bans.
            (citation.code(), citation.article()) == ("KZ-CC", "50")
                || cx.law().get(citation.code()).is_some_and(is_general)
        });
        // The sanction of an article may provide for the ban itself: only a code whose parts list other penalties says that it
        // does not. `sentence-without-article` already reports a verdict that cites nothing.
        let mut cited = verdict.articles().peekable();
        let rests_on_verdict = cited.peek().is_some()
            && !cites_general
            && cited.all(|node| Citation::from_node(node).is_some_and(|cited| lists_no_ban(cx.law(), cited)));
        let bans = verdict.sentences().filter(|sentence| sentence.is(SentenceType::ActivityBan));
        for ban in bans.filter(|ban| rests_on_verdict && ban.articles().next().is_none()) {
            let of_whom = model.names(ban.persons()).map(|names| format!(" on {names}")).unwrap_or_default();
            let is_criminal = verdict.jurisdiction() == Some(Jurisdiction::Criminal);
            let code = code_at(cx, verdict.event(), CodeType::Criminal).filter(|_| is_criminal);
            let help = match code.map(|code| code.id.as_str()) {
                Some("KZ-CC") => {
                    "in Kazakhstan such bans rest on article 50 of the Criminal Code: check the judgment, and \
                     add `articles: [KZ-CC 50]` to this sentence"
                }
                // Article 47 is the one on this penalty (Criminal Code of Russia of 1996, chapter 9).
                Some("RU-CC") => {
                    "in Russia a court may add it under article 47 of the Criminal Code where the sanction has none: check the \
                     judgment, and add `articles: [RU-CC 47]` to this sentence"
                }
                _ => "look up the article in the judgment, and add it under `articles:` of this sentence",
            };
            cx.report(ban, format!("the activity ban{of_whom} cites no article of its own"))
                .note("an additional penalty")
                .help(format!(
                    "a ban may be lawful for one offence and not for another, and has its own limits; {help}"
                ));
        }
    }
}

/// Returns true if the code's file lists all penalties of the cited part, or of each part of the article, and none of them
/// is a ban.
fn lists_no_ban(law: &Registry, cited: Citation<'_>) -> bool {
    let Some(article) = law.get(cited.code()).and_then(|code| code.listed_article(cited.article())) else {
        return false;
    };
    // Otherwise additional penalties may be missing from the list.
    if !article.is_complete {
        return false;
    }
    let is_cited = |part: &&Part| cited.part_number().is_none_or(|number| number == part.number);
    let mut parts = article.parts.iter().filter(is_cited).peekable();
    let is_other = |part: &Part| {
        !part.penalties.is_empty()
            && !part.penalties.iter().any(|penalty| penalty.is(SentenceType::ActivityBan))
    };
    parts.peek().is_some() && parts.all(is_other)
}
