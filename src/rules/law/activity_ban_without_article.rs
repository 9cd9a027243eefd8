//! `activity-ban-without-article`

use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<ActivityBanWithoutArticle>(RuleMeta {
    name: "activity-ban-without-article",
    group: Group::Law,
    severity: Severity::Info,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("activity-ban-without-article.md"),
});

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ActivityBanWithoutArticle {}

impl Rule for ActivityBanWithoutArticle {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        let model = cx.model();
        for verdict in model.verdicts().filter(|verdict| verdict.can_sentence()) {
            // Where nothing at all is cited, `sentence-without-article` says so.
            let rests_on_verdict = verdict.articles().next().is_some();
            let bans =
                verdict.sentences().filter(|sentence| sentence.sentence_type() == Some("activity-ban"));
            for ban in bans.filter(|ban| rests_on_verdict && ban.articles().next().is_none()) {
                let of_whom =
                    model.names(ban.persons()).map(|names| format!(" on {names}")).unwrap_or_default();
                let help = match model.country() {
                    Some("KZ") => {
                        "in Kazakhstan such bans rest on article 50 of the Criminal Code: look it up in the judgment, and \
                         add `articles: [KZ-CC 50]` to this sentence"
                    }
                    _ => "look the article up in the judgment, and add it under `articles:` of this sentence",
                };
                cx.report(ban, format!("the ban on activities{of_whom} cites no article of its own"))
                    .note("an additional penalty")
                    .help(format!(
                        "a ban may be lawful for one offence and not for another, and has limits of its own; {help}"
                    ));
            }
        }
    }
}
