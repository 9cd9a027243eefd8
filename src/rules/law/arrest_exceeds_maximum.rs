//! `arrest-exceeds-maximum`

use super::code_at;
use crate::diagnostic::Severity;
use crate::law::{CodeType, LegalCode};
use crate::model::duration::Duration;
use crate::model::{Citation, Sentence, SentenceType, Term, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "arrest-exceeds-maximum",
    group: Group::Law,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: None,
    page: include_str!("arrest-exceeds-maximum.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for sentence in model.verdicts().filter(|verdict| verdict.can_sentence()).flat_map(Verdict::sentences) {
        let Some((term, code)) = exceeding(cx, sentence) else { continue };
        let Some(maximum) = code.maximum_arrest else { continue };
        let whom = model.names(sentence.persons()).map(|names| format!(" of {names}")).unwrap_or_default();
        cx.report(term, format!("the arrest{whom} is for {}, and the {} allows {maximum} at most", term.duration, code.title_shown()))
            .help(
                "look the length up again; if it is right, the court went beyond the law, or several terms were added up: \
                 then say so, and list each as a sentence of its own (a state of emergency may allow more)",
            );
    }
}

/// The term of an administrative arrest that is longer than its code allows for any offence.
pub(super) fn exceeding<'a>(
    cx: &DocumentContext<'a>,
    sentence: Sentence<'a>,
) -> Option<(Term<'a>, &'a LegalCode)> {
    let term = sentence.duration().filter(|_| sentence.is(SentenceType::AdministrativeArrest))?;
    let law = cx.law();
    let cited = sentence
        .articles_in_force()
        .filter_map(Citation::from_node)
        .filter_map(|citation| law.get(citation.code()))
        .find(|code| code.maximum_arrest.is_some());
    // Where no article is cited, the code can only be that of the country at the time.
    let is_uncited = sentence.articles_in_force().next().is_none();
    let of_country =
        || code_at(cx, sentence.verdict().event(), CodeType::Administrative).filter(|_| is_uncited);
    let code = cited.or_else(of_country)?;
    let maximum = code.maximum_arrest?;
    // A part may allow more than the code does otherwise.
    let of_parts = sentence.articles_in_force().filter_map(Citation::from_node).flat_map(|citation| {
        let article = law.get(citation.code()).and_then(|code| code.listed_article(citation.article()));
        let parts = article.into_iter().flat_map(|article| &article.parts);
        let cited =
            parts.filter(move |part| citation.part_number().is_none_or(|number| number == part.number));
        let arrests = cited
            .flat_map(|part| &part.penalties)
            .filter(|penalty| penalty.is(SentenceType::AdministrativeArrest));
        arrests.filter_map(|penalty| penalty.maximum)
    });
    let most = of_parts.map(Duration::days).chain([maximum.days()]).max()?;
    (term.duration.days() > most).then_some((term, code))
}
