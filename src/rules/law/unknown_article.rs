//! `unknown-article`

use crate::diagnostic::Severity;
use crate::law::Presence;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "unknown-article",
    group: Group::Law,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: None,
    page: include_str!("unknown-article.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for citation in cx.model().citations() {
        let Some(code) = cx.law().get(citation.code()) else { continue };
        let article = citation.article();
        let base = article.split('-').next().unwrap_or_default();
        let help = match code.article(article) {
            Presence::Present | Presence::Unknown => continue,
            Presence::BeyondLast(last) => {
                format!("the last article of `{}` is {last}: check the number", code.id)
            }
            Presence::Absent => {
                let mut inserted: Vec<&str> = code.inserted_after(base).collect();
                inserted.sort_by_key(|number| {
                    number.rsplit('-').next().and_then(|last| last.parse::<u32>().ok())
                });
                match inserted.as_slice() {
                    [] if base == article => "check the number".to_owned(),
                    [] => format!(
                        "no article was inserted after {}; a part goes in brackets: {}",
                        clip(base),
                        quoted(&format!("{} {})", code.id, article.replacen('-', "(", 1)))
                    ),
                    _ => format!(
                        "the articles inserted after {} are {}",
                        clip(base),
                        clip(&inserted.join(", "))
                    ),
                }
            }
        };
        cx.report(
            citation.article_place(),
            format!("the {} has no article {}", code.title_shown(), citation.article_shown()),
        )
        .help(help);
    }
}
