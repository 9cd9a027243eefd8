//! The penalties and articles of the verdicts of a case, as they follow each other.

use std::collections::{HashMap, HashSet};

use super::MOST_PERSONS;
use crate::model::{Citation, Event, Outcome, Sentence, SentenceType, Term, Verdict};

/// The most penalties of one person that are compared.
const MOST_PENALTIES: usize = 20;

/// The verdicts of a case up to one of its events.
#[derive(Default)]
pub(in crate::rules::law) struct Decided<'a> {
    /// The penalties of each person, in the order of the file.
    penalties: HashMap<&'a str, Vec<Sentence<'a>>>,
    /// Those whose penalty a review changed, and the file does not say how.
    changed: HashSet<&'a str>,
    /// The articles that are cited.
    articles: HashSet<(&'a str, &'a str)>,
    /// The same with their parts.
    parts: HashSet<(&'a str, &'a str, Option<&'a str>)>,
}

impl<'a> Decided<'a> {
    /// Adds a verdict.
    pub(in crate::rules::law) fn add(&mut self, verdict: Event<'a>) {
        self.articles.extend(verdict.citations().map(|one| (one.code(), one.article())));
        self.parts.extend(verdict.citations().map(Citation::key));
        for review in verdict.judgments().filter(|one| one.outcome() == Some(Outcome::Amended)) {
            let is_told = review.sentences().any(|sentence| sentence.sentence_type().is_some());
            for id in review.persons().take(MOST_PERSONS) {
                if is_told {
                    self.changed.remove(id);
                } else {
                    self.changed.insert(id);
                }
            }
        }
        for sentence in verdict.judgments().flat_map(Verdict::sentences).filter(|one| !one.is_of_unnamed()) {
            for id in sentence.persons().take(MOST_PERSONS) {
                let penalties = self.penalties.entry(id).or_default();
                if penalties.len() < MOST_PENALTIES {
                    penalties.push(sentence);
                }
            }
        }
    }

    /// Returns true if an earlier verdict cites the article, with that part or as a whole.
    pub(in crate::rules::law) fn cites(&self, citation: Citation<'_>) -> bool {
        let (code, article) = (citation.code(), citation.article());
        let cites = |part: Option<&str>| self.parts.contains(&(code, article, part));
        match citation.part_number() {
            Some(part) => cites(Some(part)) || cites(None),
            None => self.articles.contains(&(code, article)),
        }
    }

    /// Returns a penalty of a review and the earlier one that it should be and is not, for somebody whom both are about.
    pub(in crate::rules::law) fn different_penalty(
        &self,
        sentence: Sentence<'a>,
    ) -> Option<(Penalty<'a>, Penalty<'a>)> {
        let mine = Penalty::of(sentence)?;
        for id in sentence.persons().take(MOST_PERSONS) {
            let Some(known) = self.penalties.get(id).filter(|_| !self.changed.contains(id)) else { continue };
            let known = || known.iter().filter_map(|one| Penalty::of(*one));
            // One of several penalties may have been left out.
            if known().any(|theirs| theirs.may_be(&mine)) {
                continue;
            }
            let of_kind = known().rfind(|theirs| theirs.kind == mine.kind);
            // One term in place of another; a ban or a fine may be beside it and was not listed before.
            let of_term = || known().rfind(|theirs| theirs.kind.has_term() && mine.kind.has_term());
            if let Some(theirs) = of_kind.or_else(of_term) {
                return Some((mine, theirs));
            }
        }
        None
    }

    /// Returns the last term of the same kind that somebody had whom a sentence is about.
    pub(in crate::rules::law) fn earlier_term(&self, sentence: Sentence<'a>) -> Option<Term<'a>> {
        let kind = sentence.sentence_type()?;
        let mut terms = sentence.persons().take(MOST_PERSONS).filter_map(|id| {
            let of_kind = self.penalties.get(id)?.iter().filter(|one| one.is(kind));
            of_kind.filter_map(|one| one.duration()).next_back()
        });
        terms.next()
    }
}

/// A penalty as far as two verdicts can be compared by it.
pub(in crate::rules::law) struct Penalty<'a> {
    sentence: Sentence<'a>,
    kind: SentenceType,
}

impl<'a> Penalty<'a> {
    fn of(sentence: Sentence<'a>) -> Option<Self> {
        let kind = sentence.sentence_type().filter(|kind| *kind != SentenceType::Other)?;
        Some(Self { sentence, kind })
    }

    /// Returns the sentence.
    pub(in crate::rules::law) fn place(&self) -> Sentence<'a> {
        self.sentence
    }

    /// Returns true if both may be the same penalty, as far as they say.
    fn may_be(&self, other: &Self) -> bool {
        let (one, two) = (self.sentence, other.sentence);
        let is_same_term = match (one.duration(), two.duration()) {
            (Some(one), Some(two)) => one.duration.days() == two.duration.days(),
            _ => true,
        };
        let is_same_sum = match (one.amount(), two.amount()) {
            (Some(one), Some(two)) => one == two,
            _ => true,
        };
        self.kind == other.kind && is_same_term && is_same_sum
    }

    /// Returns the penalty in words: `imprisonment` for 3 years.
    pub(in crate::rules::law) fn shown(&self) -> String {
        let kind = self.kind.as_str();
        match (self.sentence.duration(), self.sentence.amount()) {
            (Some(term), _) => format!("`{kind}` for {}", term.duration),
            (None, Some(sum)) => format!("`{kind}` of {sum}"),
            _ => format!("`{kind}`"),
        }
    }
}
