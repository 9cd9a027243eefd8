//! `activity-ban-without-article`

use super::support::applicable_code::code_at;
use crate::diagnostic::Severity;
use crate::law::CodeType;
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
    for verdict in model.verdicts().filter(|verdict| verdict.can_sentence()) {
        // `sentence-without-article` already reports a verdict that cites nothing.
        let cites_general = verdict.articles().filter_map(Citation::from_node).any(|citation| {
            let is_general = |code: &crate::law::LegalCode| code.is_general(citation.article());
            // Article 50 of the Criminal Code of Kazakhstan provides for such bans.
            (citation.code(), citation.article()) == ("KZ-CC", "50")
                || cx.law().get(citation.code()).is_some_and(is_general)
        });
        let rests_on_verdict = verdict.articles().next().is_some() && !cites_general;
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
