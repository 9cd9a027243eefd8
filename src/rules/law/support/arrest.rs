//! The limits of administrative arrest.

use super::applicable_code::code_at;
use crate::law::{CodeType, LegalCode};
use crate::model::duration::Duration;
use crate::model::{Citation, Sentence, SentenceType, Term};
use crate::rule::DocumentContext;

/// Returns the term of an administrative arrest, with its code, if the term is longer than that code allows for any
/// offence.
pub(crate) fn excessive_term<'a>(
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
    // Without a cited article the code can only be that of the country at the time.
    let is_uncited = sentence.articles_in_force().next().is_none();
    let of_country =
        || code_at(cx, sentence.verdict().event(), CodeType::Administrative).filter(|_| is_uncited);
    let code = cited.or_else(of_country)?;
    let maximum = code.maximum_arrest?;
    // A part may allow more than the general limit of its code.
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
