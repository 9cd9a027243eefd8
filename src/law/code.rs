//! A legal code: what holds for all of its articles, and which articles it has.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::article::{Article, Penalty, Slot, date, text};
use super::general::{Exemption, Limit, Unit};
use super::time_limits::TimeLimits;
use crate::document::{Document, Format};
use crate::model::date::Date;
use crate::model::duration::Duration;
use crate::model::vocabulary::{CodeType, field};
use crate::parse;
use crate::source::{FileId, SourceFile};
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
    /// The longest administrative arrest in a state of emergency or under martial law.
    pub emergency_arrest: Option<Duration>,
    /// The date of the edition that was read.
    pub known_until: Option<Date>,
    /// The places where the facts on the code, and those on articles that name no others, were seen.
    pub sources: Vec<String>,
    /// The ids of the codes for which this one stands: the one in force on the day is meant.
    pub stands_for: Vec<String>,
    /// The id of the code to which this one adds articles.
    pub extends: Option<String>,
    /// The units in which fines are counted.
    pub units: Vec<Unit>,
    /// The limits of each kind of penalty, whatever the article.
    pub limits: Vec<Limit>,
    /// The kinds of penalty that are not applied for a time.
    pub suspended: Vec<Penalty>,
    /// Those who may not be arrested as a penalty.
    pub exempt: Option<Exemption>,
    /// The time after an act in which somebody can be held liable for it.
    pub time_limits: Option<TimeLimits>,
    /// First and last article of the general part, whose rules hold for all offences.
    general: Option<(u32, u32)>,
    /// True if an article that is neither listed nor in a range does not exist.
    complete: bool,
    /// First and last article of each range, as in `"1-467"`.
    ranges: Vec<(u32, u32)>,
    /// Articles by themselves: those listed, and inserted ones such as `188-1`.
    articles: BTreeMap<String, Slot>,
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
    /// Reads a legal code; `None` where the document has neither an id nor the id of a code that it extends.
    pub(crate) fn from_document(document: &Document) -> Option<Self> {
        let root = document.root();
        let mut code = Self::head(root)?;
        let listed = root.get(field::ARTICLES).into_iter().flat_map(NodeRef::items);
        for article in listed {
            if let Some(number) = article.get(field::ARTICLE).and_then(NodeRef::scalar_text) {
                code.articles.insert(number.to_owned(), Article::read(article).into());
            }
        }
        Some(code)
    }

    /// Reads a code that comes with reportlint, but none of its articles: each is read when it is asked for. A test holds
    /// that this gives what `from_document` does.
    pub(super) fn from_bundle(file: &'static str, text: &'static str) -> Option<Self> {
        const START: &str = "\n  - article: \"";
        let (head, articles) = text.split_once("\narticles:").unwrap_or((text, ""));
        let source = Arc::new(SourceFile::new(FileId(0), file, head));
        let mut code = Self::head(parse::parse(&source, Format::Yaml).documents.first()?.root())?;
        let starts: Vec<usize> = memchr::memmem::find_iter(articles.as_bytes(), START).collect();
        let ends = starts.iter().skip(1).copied().chain([articles.len()]);
        for (start, end) in starts.iter().zip(ends) {
            let Some(text) = articles.get(*start..end) else { continue };
            let number =
                text.get(START.len()..).and_then(|rest| rest.split_once('"')).map(|(number, _)| number);
            code.articles.extend(number.map(|number| (number.to_owned(), Slot::of_text(text))));
        }
        Some(code)
    }

    /// Reads all but the articles.
    fn head(root: NodeRef<'_>) -> Option<Self> {
        let text = |key: &str| text(root, key);
        let items = |key: &str| root.get(key).into_iter().flat_map(NodeRef::items);
        let texts = |key: &str| items(key).filter_map(NodeRef::as_str).map(str::to_owned).collect();
        let duration = |key: &str| root.get(key).and_then(NodeRef::as_str).and_then(Duration::parse);
        let extends = text(field::EXTENDS).filter(|id| !id.is_empty());
        let id = text(field::ID).filter(|id| !id.is_empty()).or_else(|| extends.clone())?;
        let (ranges, articles) = read_ranges(items(field::ARTICLE_RANGES));
        Some(Self {
            country: text(field::COUNTRY),
            title: text(field::TITLE).unwrap_or_else(|| id.clone()),
            code_type: text(field::TYPE).and_then(|name| CodeType::from_name(&name)),
            adopted: date(root, field::ADOPTED),
            in_force: date(root, field::IN_FORCE),
            repealed: date(root, field::REPEALED),
            replaces: text(field::REPLACES),
            abbreviations: texts(field::ABBREVIATIONS),
            title_original: text(field::TITLE_ORIGINAL),
            maximum_arrest: duration(field::MAXIMUM_ARREST),
            emergency_arrest: duration(field::MAXIMUM_ARREST_IN_EMERGENCY),
            known_until: date(root, field::KNOWN_UNTIL),
            sources: texts(field::SOURCES),
            stands_for: texts(field::STANDS_FOR),
            extends,
            units: items(field::UNITS).filter_map(Unit::read).collect(),
            limits: items(field::LIMITS).filter_map(Limit::read).collect(),
            suspended: items(field::SUSPENDED_PENALTIES).filter_map(Penalty::read).collect(),
            exempt: root.get(field::ARREST_EXEMPT).map(Exemption::read),
            time_limits: root.get(field::TIME_LIMITS).map(TimeLimits::read),
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

    /// Returns this code with the articles of another, which extends it: its own facts win.
    pub(super) fn extended_by(&self, other: &Self) -> Self {
        let mut code = self.clone();
        code.ranges.extend(&other.ranges);
        // An edition that is older than the extension says nothing of its articles.
        let known_until = other.known_until.or_else(|| Date::parse(Article::ALWAYS).ok());
        for (number, slot) in &other.articles {
            // An article from a list of numbers says nothing but that it exists.
            if slot.is_described() || !code.articles.contains_key(number) {
                code.articles.insert(
                    number.clone(),
                    slot.get().clone().of_edition(known_until, &other.sources).into(),
                );
            }
        }
        code.units.extend(other.units.iter().cloned());
        code
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
        match (self.last_article(), base_number(number)) {
            (Some(last), Some(whole)) if whole > last => Presence::BeyondLast(last),
            _ if self.complete => Presence::Absent,
            _ => Presence::Unknown,
        }
    }

    /// Returns true if it is known where the general part ends.
    pub(crate) fn knows_general_part(&self) -> bool {
        self.general.is_some()
    }

    /// Returns true if an article belongs to the general part, with which nobody is charged.
    pub(crate) fn is_general(&self, number: &str) -> bool {
        self.general
            .zip(base_number(number))
            .is_some_and(|((first, last), number)| (first..=last).contains(&number))
    }

    /// Returns true if an article is known to be about an offence: the code gives it a penalty, or one to an article before it, for
    /// general rules come first.
    pub(crate) fn is_offence(&self, number: &str) -> bool {
        let Some(own) = base_number(number) else { return false };
        let has_penalty = |article: &Article| article.parts.iter().any(|part| !part.penalties.is_empty());
        self.articles
            .iter()
            .filter(|(listed, _)| base_number(listed).is_some_and(|listed| listed <= own))
            .any(|(_, slot)| has_penalty(slot.get()))
    }

    /// Returns the inserted articles that follow article `number`: `188-1` for `188`, `280.3` for `280`.
    pub(crate) fn inserted_after<'a>(&'a self, number: &'a str) -> impl Iterator<Item = &'a str> {
        let after = move |mark: char| {
            let from = self.articles.range(format!("{number}{mark}")..).map(|(number, _)| number.as_str());
            from.take_while(move |single| {
                single.strip_prefix(number).is_some_and(|rest| rest.starts_with(mark))
            })
        };
        after('-').chain(after('.'))
    }

    /// Returns the articles that regulate one of some freedoms, with their numbers.
    pub(crate) fn articles_on<'a>(
        &'a self,
        freedoms: &'a [&str],
    ) -> impl Iterator<Item = (&'a str, &'a Article)> {
        let listed = self.articles.iter().filter(|(_, slot)| slot.may_have_freedoms());
        listed.map(|(number, slot)| (number.as_str(), slot.get())).filter(move |(_, article)| {
            article.freedoms.iter().any(|freedom| freedoms.contains(&freedom.as_str()))
        })
    }

    /// Returns an article, if the code's file lists it.
    pub(crate) fn listed_article(&self, number: &str) -> Option<&Article> {
        self.articles.get(number).map(Slot::get)
    }

    /// Returns the numbers of the articles that the file lists one by one.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = &str> {
        self.articles.keys().map(String::as_str)
    }

    /// Returns true if every article that the file lists is numbered by its chapter, a dot and its place: `19.34`.
    pub(crate) fn numbers_have_dots(&self) -> bool {
        const ENOUGH: usize = 3;
        self.ranges.is_empty()
            && self.articles.len() >= ENOUGH
            && self
                .articles
                .keys()
                .all(|number| number.split_once('.').is_some_and(|(chapter, _)| chapter.len() <= 2))
    }

    /// Returns true if the code's edition may be older than a date, so that it may have changed since.
    pub(crate) fn may_have_changed_by(&self, date: &Date) -> bool {
        self.known_until.is_some_and(|edition| date.latest().is_none_or(|latest| latest > edition.last_day()))
    }

    /// Returns the unit under a name.
    pub(crate) fn unit(&self, name: &str) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.is_called(name))
    }
}

/// Reads which articles there are: ranges, and single ones that were inserted.
fn read_ranges<'a>(written: impl Iterator<Item = NodeRef<'a>>) -> (Vec<(u32, u32)>, BTreeMap<String, Slot>) {
    let (mut ranges, mut articles) = (Vec::new(), BTreeMap::new());
    for range in written.filter_map(NodeRef::scalar_text) {
        // `1-467` is a range and `188-1` an inserted article: a range runs upwards.
        let ends = range.split_once('-').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
        match ends {
            Some((first, last)) if first < last => ranges.push((first, last)),
            _ => {
                articles.insert(range.to_owned(), Article::default().into());
            }
        }
    }
    (ranges, articles)
}

/// Returns the number of an article or part without the suffix of an inserted one: 174 for `174-1`.
pub(crate) fn base_number(number: &str) -> Option<u32> {
    number.split(['-', '.']).next()?.parse().ok()
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
