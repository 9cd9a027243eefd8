//! A legal code: its articles, and the penalties that they allow.

use std::collections::BTreeMap;

use crate::document::Document;
use crate::model::date::Date;
use crate::model::duration::Duration;
use crate::model::vocabulary::{CodeType, SentenceType, field};
use crate::tree::NodeRef;
use crate::words::clip;

/// A legal code. From a malformed file it holds what can be read; the schema reports the rest.
#[derive(Debug, Clone)]
pub(crate) struct LegalCode {
    /// The id that citations use: `KZ-CC`.
    pub id: String,
    /// ISO 3166-1 alpha-2 code.
    pub country: Option<String>,
    /// English title; the id if there is no title.
    pub title: String,
    /// The type of law.
    pub code_type: Option<CodeType>,
    /// The date of adoption.
    pub adopted: Option<Date>,
    /// The date from which the code is law.
    pub in_force: Option<Date>,
    /// The date from which the code is no longer law.
    pub repealed: Option<Date>,
    /// The id of the code that this one replaced.
    pub replaces: Option<String>,
    /// Short names in citations: УК РК, CC RK.
    pub abbreviations: Vec<String>,
    /// The title in the language of the law.
    pub title_original: Option<String>,
    /// The longest administrative arrest that the code allows for any offence.
    pub maximum_arrest: Option<Duration>,
    /// First and last article of the general part, whose rules hold for all offences.
    general: Option<(u32, u32)>,
    /// True if an article that is neither listed nor in a range does not exist.
    complete: bool,
    /// First and last article of each range, as in `"1-467"`.
    ranges: Vec<(u32, u32)>,
    /// Articles by themselves: those listed, and inserted ones such as `188-1`.
    articles: BTreeMap<String, Article>,
}

/// An article of a legal code, as far as the code's file describes it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Article {
    /// The date from which the article is law, if it is younger than the code.
    pub in_force: Option<Date>,
    /// The date from which the article is no longer law.
    pub repealed: Option<Date>,
    /// The freedoms that it restricts, in the words of cases.
    pub freedoms: Vec<String>,
    /// Its parts, in the order of the file.
    pub parts: Vec<Part>,
}

/// A numbered part of an article.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// The number: `2`, `1-1`.
    pub number: String,
    /// A short description.
    pub title: Option<String>,
    /// True if it punishes the offence of another part when that is committed again.
    pub is_repetition: bool,
    /// The known penalties; the part may have others.
    pub penalties: Vec<Penalty>,
}

/// A penalty that a part allows, for as long as it does.
#[derive(Debug, Clone)]
pub(crate) struct Penalty {
    /// The word under `type:`, one of those for sentences: `imprisonment`.
    pub type_text: String,
    /// The shortest term.
    pub minimum: Option<Duration>,
    /// The longest term.
    pub maximum: Option<Duration>,
    /// The date from which it applies; often unknown.
    pub from: Option<Date>,
    /// The last date on which it applies.
    pub until: Option<Date>,
}

impl Penalty {
    /// Returns true if the penalty is of this kind.
    pub(crate) fn is(&self, sentence_type: SentenceType) -> bool {
        self.type_text == sentence_type.as_str()
    }

    /// Returns true if the penalty may have been law at a date: it neither began after the date nor ended before it.
    pub(crate) fn may_apply(&self, date: &Date) -> bool {
        !self.from.is_some_and(|from| from.is_after(date)) && !self.ended_before(date)
    }

    /// Returns true if the penalty had ended at a date.
    pub(crate) fn ended_before(&self, date: &Date) -> bool {
        self.until.is_some_and(|until| until.is_before(date))
    }
}

impl Article {
    fn read(node: NodeRef<'_>) -> Self {
        let parts = node.get(field::PARTS).into_iter().flat_map(NodeRef::items);
        let freedoms = node.get(field::FREEDOMS).into_iter().flat_map(NodeRef::items);
        Self {
            in_force: date(node, field::IN_FORCE),
            repealed: date(node, field::REPEALED),
            freedoms: freedoms.filter_map(NodeRef::as_str).map(str::to_owned).collect(),
            parts: parts.filter_map(Part::read).collect(),
        }
    }
}

impl Part {
    fn read(node: NodeRef<'_>) -> Option<Self> {
        let penalties = node.get(field::PENALTIES).into_iter().flat_map(NodeRef::items);
        Some(Self {
            number: text(node, field::PART)?,
            title: text(node, field::TITLE),
            is_repetition: node.get(field::REPEATS).is_some_and(|part| !part.is_null()),
            penalties: penalties.filter_map(Penalty::read).collect(),
        })
    }
}

impl Penalty {
    fn read(node: NodeRef<'_>) -> Option<Self> {
        let term = |key: &str| node.get(key).and_then(NodeRef::as_str).and_then(Duration::parse);
        Some(Self {
            type_text: text(node, field::TYPE)?,
            minimum: term(field::MINIMUM),
            maximum: term(field::MAXIMUM),
            from: date(node, field::FROM),
            until: date(node, field::UNTIL),
        })
    }
}

fn text(node: NodeRef<'_>, key: &str) -> Option<String> {
    node.get(key).filter(|node| !node.is_null()).and_then(NodeRef::scalar_text).map(str::to_owned)
}

fn date(node: NodeRef<'_>, key: &str) -> Option<Date> {
    Date::parse(node.get(key)?.scalar_text()?).ok()
}

/// The answer to a lookup of an article in a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    /// The code has it.
    Present,
    /// The code's file does not say.
    Unknown,
    /// The code's file lists all articles, and it is not among them.
    Absent,
    /// The number lies beyond the last article.
    BeyondLast(u32),
}

impl LegalCode {
    /// Reads a legal code; `None` where the document has no id.
    pub(crate) fn from_document(document: &Document) -> Option<Self> {
        let root = document.root();
        let text = |key: &str| text(root, key);
        let id = text(field::ID).filter(|id| !id.is_empty())?;
        let listed = root.get(field::ARTICLES).into_iter().flat_map(NodeRef::items);
        let mut articles: BTreeMap<String, Article> = listed
            .filter_map(|article| {
                Some((article.get(field::ARTICLE)?.scalar_text()?.to_owned(), Article::read(article)))
            })
            .collect();
        let abbreviations = root.get(field::ABBREVIATIONS).into_iter().flat_map(NodeRef::items);
        let mut ranges = Vec::new();
        let written = root.get(field::ARTICLE_RANGES).into_iter().flat_map(NodeRef::items);
        for range in written.filter_map(NodeRef::scalar_text) {
            // `1-467` is a range and `188-1` an inserted article: a range runs upwards.
            let ends = range.split_once('-').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
            match ends {
                Some((first, last)) if first < last => ranges.push((first, last)),
                _ => {
                    articles.entry(range.to_owned()).or_default();
                }
            }
        }
        Some(Self {
            country: text(field::COUNTRY),
            title: text(field::TITLE).unwrap_or_else(|| id.clone()),
            code_type: text(field::TYPE).and_then(|name| CodeType::from_name(&name)),
            adopted: date(root, field::ADOPTED),
            in_force: date(root, field::IN_FORCE),
            repealed: date(root, field::REPEALED),
            replaces: text(field::REPLACES),
            abbreviations: abbreviations.filter_map(NodeRef::as_str).map(str::to_owned).collect(),
            title_original: text(field::TITLE_ORIGINAL),
            maximum_arrest: root
                .get(field::MAXIMUM_ARREST)
                .and_then(NodeRef::as_str)
                .and_then(Duration::parse),
            general: root.get(field::GENERAL_PART).and_then(NodeRef::as_str).and_then(|range| {
                let (first, last) = range.split_once('-')?;
                Some((first.parse().ok()?, last.parse().ok()?))
            }),
            complete: root.get(field::COMPLETE).and_then(NodeRef::as_bool).unwrap_or_default(),
            ranges,
            articles,
            id,
        })
    }

    /// Returns the title for a message, cut if it is too long.
    pub(crate) fn title_shown(&self) -> String {
        clip(&self.title)
    }

    /// Returns the day before which the code was not law: its entry into force, or else its adoption.
    pub(crate) fn earliest_start(&self) -> Option<Date> {
        self.in_force.or(self.adopted)
    }

    /// Returns the number of the last article, if the code's file has a range that begins with article 1.
    pub(crate) fn last_article(&self) -> Option<u32> {
        self.ranges.iter().filter(|&&(first, _)| first == 1).map(|&(_, last)| last).max()
    }

    /// Looks up the article `number`, such as `272` or `174-1`.
    pub(crate) fn article(&self, number: &str) -> Presence {
        if self.articles.contains_key(number) {
            return Presence::Present;
        }
        if let Ok(plain) = number.parse::<u32>()
            && self.ranges.iter().any(|&(first, last)| first <= plain && plain <= last)
        {
            return Presence::Present;
        }
        // `930-2` lies beyond article 920 as surely as `930`.
        let whole = number.split(['-', '.']).next().and_then(|digits| digits.parse::<u32>().ok());
        match (self.last_article(), whole) {
            (Some(last), Some(whole)) if whole > last => Presence::BeyondLast(last),
            _ if self.complete => Presence::Absent,
            _ => Presence::Unknown,
        }
    }

    /// Returns true if an article belongs to the general part, with which nobody is charged.
    pub(crate) fn is_general(&self, number: &str) -> bool {
        let whole = number.split(['-', '.']).next().and_then(|digits| digits.parse::<u32>().ok());
        self.general.zip(whole).is_some_and(|((first, last), number)| (first..=last).contains(&number))
    }

    /// Returns the inserted articles that follow article `number`: `188-1` for `188`.
    pub(crate) fn inserted_after<'a>(&'a self, number: &'a str) -> impl Iterator<Item = &'a str> {
        let from = self.articles.range(format!("{number}-")..).map(|(number, _)| number.as_str());
        from.take_while(move |single| single.strip_prefix(number).is_some_and(|rest| rest.starts_with('-')))
    }

    /// Returns the articles that regulate one of some freedoms, with their numbers.
    pub(crate) fn articles_on<'a>(
        &'a self,
        freedoms: &'a [&str],
    ) -> impl Iterator<Item = (&'a str, &'a Article)> {
        let listed = self.articles.iter().map(|(number, article)| (number.as_str(), article));
        listed.filter(move |(_, article)| {
            article.freedoms.iter().any(|freedom| freedoms.contains(&freedom.as_str()))
        })
    }

    /// Returns an article, if the code's file lists it.
    pub(crate) fn listed_article(&self, number: &str) -> Option<&Article> {
        self.articles.get(number)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::Format;
    use crate::parse;
    use crate::source::{FileId, SourceFile};

    fn code(text: &str) -> LegalCode {
        let source = Arc::new(SourceFile::new(FileId(0), "code.yaml", text));
        LegalCode::from_document(&parse::parse(&source, Format::Yaml).documents[0]).unwrap()
    }

    #[test]
    fn articles_are_looked_up_in_ranges_and_lists() {
        let complete =
            code("{id: XX-CC, complete: true, article_ranges: [1-467, 188-1], articles: [{article: 380-1}]}");
        for number in ["1", "467", "188-1", "380-1"] {
            assert_eq!(complete.article(number), Presence::Present, "{number}");
        }
        assert_eq!(complete.article("174-1"), Presence::Absent);
        assert_eq!(complete.article("468"), Presence::BeyondLast(467));
        assert_eq!(complete.article("500-1"), Presence::BeyondLast(467));
    }

    #[test]
    fn a_selection_says_nothing_of_what_it_lacks() {
        let selection = code("{id: XX-CC, article_ranges: [100-150], articles: [{article: \"7\"}]}");
        assert_eq!(selection.article("7"), Presence::Present);
        assert_eq!(selection.article("8"), Presence::Unknown);
        assert_eq!(selection.article("151"), Presence::Unknown);
    }

    #[test]
    fn a_code_with_faults_is_still_known() {
        let faulty = code("{id: XX-CC, type: crimnal, articles: [{title: no number}]}");
        assert_eq!((faulty.title.as_str(), faulty.code_type), ("XX-CC", None));
    }
}
