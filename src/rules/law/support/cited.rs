//! A sentence, and the one article under which it was passed.

use super::days::Days;
use super::penalty_range::{Range, When, combined_range};
use crate::law::{Article, LegalCode, Part};
use crate::model::date::Date;
use crate::model::{Citation, Sentence, SentenceType};
use crate::rule::DocumentContext;

/// A sentence under one article of a code whose file describes it.
pub(in crate::rules::law) struct Cited<'a> {
    pub(in crate::rules::law) sentence: Sentence<'a>,
    pub(in crate::rules::law) citation: Citation<'a>,
    pub(in crate::rules::law) code: &'a LegalCode,
    pub(in crate::rules::law) article: &'a Article,
    pub(in crate::rules::law) days: Vec<Date>,
}

impl<'a> Cited<'a> {
    /// Returns the article of a sentence; `None` where several are cited, since sentences for several offences are added up, and may
    /// exceed the maximum of each.
    pub(in crate::rules::law) fn of(
        sentence: Sentence<'a>,
        code: &'a LegalCode,
        days: Vec<Date>,
    ) -> Option<Self> {
        let mut cited = sentence.articles_in_force().map(Citation::from_node);
        let (Some(Some(citation)), None) = (cited.next(), cited.next()) else { return None };
        let article = code.listed_article(citation.article())?;
        Some(Self { sentence, citation, code, article, days })
    }

    /// Returns the part that is cited, or all parts.
    pub(in crate::rules::law) fn parts(&self) -> impl Iterator<Item = &'a Part> + Clone + use<'_, 'a> {
        let cited = self.citation.part_number();
        self.article.parts.iter().filter(move |part| cited.is_none_or(|cited| cited == part.number))
    }

    pub(in crate::rules::law) fn when(&self) -> When<'_> {
        When { days: &self.days, edition: self.code.known_until }
    }

    /// Returns the terms that the article allows for the penalty of the sentence, as far as they are known.
    pub(in crate::rules::law) fn range(&self) -> Option<Range> {
        combined_range(self.parts(), penalty_word(self.sentence)?, self.when())
    }

    /// Returns the article in words.
    pub(in crate::rules::law) fn shown(&self) -> String {
        match self.citation.part_number() {
            Some(_) => format!("article {}", self.citation.shown()),
            None if self.article.parts.len() < 2 => format!("article {}", self.citation.article_shown()),
            None => format!("any part of article {}", self.citation.article_shown()),
        }
    }
}

/// Returns the code of the first article that a sentence cites, as it was on the day of the act, and the days that matter.
pub(in crate::rules::law) fn first_code<'a>(
    cx: &DocumentContext<'a>,
    sentence: Sentence<'a>,
    days: &Days<'a>,
) -> Option<(&'a LegalCode, Vec<Date>)> {
    let citation = sentence.articles_in_force().next().and_then(Citation::from_node)?;
    let date = sentence.verdict().event().dated().map(|dated| dated.date);
    let days = days.before(citation.code(), citation.article(), date);
    let code = cx.law().at(citation.code(), days.first().copied())?;
    Some((code, days))
}

/// Returns the word for a sentence's penalty in a legal code: a suspended sentence is one of imprisonment.
pub(in crate::rules::law) fn penalty_word(sentence: Sentence<'_>) -> Option<&str> {
    let is_suspended = sentence.is(SentenceType::SuspendedImprisonment);
    if is_suspended { Some(SentenceType::Imprisonment.as_str()) } else { sentence.type_text() }
}
