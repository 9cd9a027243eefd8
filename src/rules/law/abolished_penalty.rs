//! `abolished-penalty`

use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::law::Penalty;
use crate::model::Citation;
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<AbolishedPenalty>(RuleMeta {
    name: "abolished-penalty",
    group: Group::Law,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: None,
    page: include_str!("abolished-penalty.md"),
});

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct AbolishedPenalty {}

impl Rule for AbolishedPenalty {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        for verdict in cx.model().verdicts().filter(|verdict| verdict.can_sentence()) {
            let Some(dated) = verdict.event().dated() else { continue };
            for sentence in verdict.sentences() {
                let Some(word) = sentence.sentence_type() else { continue };
                for citation in sentence.articles_in_force().filter_map(Citation::of) {
                    let code = cx.law().get(citation.code());
                    let Some(article) = code.and_then(|code| code.listed_article(citation.article())) else {
                        continue;
                    };
                    let parts = article
                        .parts
                        .iter()
                        .filter(|part| citation.part_number().is_none_or(|cited| cited == part.number));
                    let penalties: Vec<&Penalty> = parts
                        .flat_map(|part| &part.penalties)
                        .filter(|penalty| penalty.penalty_type == word)
                        .collect();
                    // The last day on which one of them was the law, if all had ended.
                    let has_ended = penalties.iter().all(|penalty| penalty.ended_before(&dated.date));
                    let Some(end) = penalties
                        .iter()
                        .filter_map(|penalty| penalty.until)
                        .map(|until| until.last_day())
                        .max()
                    else {
                        continue;
                    };
                    if has_ended {
                        let message = format!(
                            "article {} had no penalty of {} any more on {}",
                            citation.article(),
                            quoted(word),
                            clip(dated.written())
                        );
                        cx.report(sentence, message)
                            .label(citation.article_place(), format!("it had until {end}"))
                            .label(dated, "the day of the verdict")
                            .help(
                                "a penalty that the law has abolished may not be imposed, even for an older act: look the \
                                 penalty and the article up again, and if they are right, say so in the report",
                            );
                    }
                }
            }
        }
    }
}
