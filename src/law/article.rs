//! The articles of a legal code, with their parts and penalties.

use std::sync::{Arc, OnceLock};

use crate::document::Format;
use crate::model::date::Date;
use crate::model::duration::Duration;
use crate::model::vocabulary::{SentenceType, field};
use crate::parse;
use crate::source::{FileId, SourceFile};
use crate::tree::NodeRef;

/// An article of a legal code, as far as the code's file describes it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Article {
    /// The title in English.
    pub title: Option<String>,
    /// The title in the language of the law.
    pub title_original: Option<String>,
    /// The date from which the article is law, if it is younger than the code.
    pub in_force: Option<Date>,
    /// The date from which the article is no longer law.
    pub repealed: Option<Date>,
    /// The date from which a sentence under the article may not be suspended.
    pub no_suspension: Option<Date>,
    /// True if all main penalties of all parts are listed.
    pub is_complete: bool,
    /// The freedoms that it restricts, in the words of cases.
    pub freedoms: Vec<String>,
    /// The places where its facts were seen.
    pub sources: Vec<String>,
    /// The date of the edition that was read, if it is another than the code's.
    pub known_until: Option<Date>,
    /// Its parts, in the order of the file. Penalties of an article without parts are those of a part without a number.
    pub parts: Vec<Part>,
}

/// A numbered part of an article.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// The number: `2`, `1-1`; empty for an article without parts.
    pub number: String,
    /// A short description.
    pub title: Option<String>,
    /// True if it punishes the offence of another part when that is committed again.
    pub is_repetition: bool,
    /// The date of the last change that is known: what held before it is not.
    pub wording_from: Option<Date>,
    /// The date of the edition that was read, if it is another than the code's.
    pub known_until: Option<Date>,
    /// The date from which a sentence under the part may not be suspended.
    pub no_suspension: Option<Date>,
    /// The known penalties; the part may have others.
    pub penalties: Vec<Penalty>,
}

/// A penalty that a part allows, for as long as it does.
#[derive(Debug, Clone)]
pub(crate) struct Penalty {
    /// The word under `type:`, one of those for sentences: `imprisonment`.
    pub type_text: String,
    /// The penalty's name, where its type does not say it.
    pub title: Option<String>,
    /// True if it comes beside another penalty.
    pub is_additional: bool,
    /// Those to whom alone it applies: `officials`.
    pub whom: Option<String>,
    /// The shortest term.
    pub minimum: Option<Duration>,
    /// The longest term.
    pub maximum: Option<Duration>,
    /// The smallest fine, in units.
    pub least: Option<u64>,
    /// The largest fine, in units.
    pub most: Option<u64>,
    /// The unit of a fine: `MCI`, or a currency.
    pub unit: Option<String>,
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

    pub(super) fn read(node: NodeRef<'_>) -> Option<Self> {
        let term = |key: &str| node.get(key).and_then(NodeRef::as_str).and_then(Duration::parse);
        let units = |key: &str| node.get(key)?.scalar_text()?.parse().ok();
        Some(Self {
            type_text: text(node, field::TYPE)?,
            title: text(node, field::TITLE),
            is_additional: node.get(field::ADDITIONAL).and_then(NodeRef::as_bool).unwrap_or_default(),
            whom: text(node, field::FOR),
            minimum: term(field::MINIMUM),
            maximum: term(field::MAXIMUM),
            least: units(field::MINIMUM),
            most: units(field::MAXIMUM),
            unit: text(node, field::UNIT),
            from: date(node, field::FROM),
            until: date(node, field::UNTIL),
        })
    }
}

impl Part {
    /// Returns true if the wording of the part is known for a date: neither may it have been another before its last
    /// change, nor may it have changed since the edition that was read.
    pub(crate) fn is_known_on(&self, date: &Date, edition: Option<Date>) -> bool {
        let edition = self.known_until.or(edition);
        self.wording_from.is_none_or(|from| date.is_from(&from))
            && edition.is_none_or(|edition| date.latest().is_some_and(|latest| latest <= edition.last_day()))
    }

    fn read(node: NodeRef<'_>, number: String) -> Self {
        let penalties = node.get(field::PENALTIES).into_iter().flat_map(NodeRef::items);
        Self {
            number,
            title: text(node, field::TITLE).filter(|_| node.get(field::PART).is_some()),
            is_repetition: node.get(field::REPEATS).is_some_and(|part| !part.is_null()),
            wording_from: date(node, field::WORDING_FROM),
            known_until: date(node, field::KNOWN_UNTIL),
            no_suspension: date(node, field::NO_SUSPENSION),
            penalties: penalties.filter_map(Penalty::read).collect(),
        }
    }
}

impl Article {
    /// The edition of an article whose file names none: nothing that was read is older than a day.
    pub(super) const ALWAYS: &str = "9999";

    /// Returns the date of the edition that was read, if it is named; `of_code` is that of the code.
    pub(crate) fn edition(&self, of_code: Option<Date>) -> Option<Date> {
        self.known_until.or(of_code).filter(|date| Date::parse(Self::ALWAYS).ok() != Some(*date))
    }

    /// Returns the article as one of an edition and of sources, where it does not name its own.
    pub(super) fn of_edition(mut self, edition: Option<Date>, sources: &[String]) -> Self {
        if self.sources.is_empty() {
            self.sources = sources.to_vec();
        }
        self.known_until = self.known_until.or(edition);
        for part in &mut self.parts {
            part.known_until = part.known_until.or(edition);
        }
        self
    }

    pub(super) fn read(node: NodeRef<'_>) -> Self {
        let items = |key: &str| node.get(key).into_iter().flat_map(NodeRef::items);
        let texts = |key: &str| items(key).filter_map(NodeRef::as_str).map(str::to_owned).collect();
        let own = node.get(field::PENALTIES).map(|_| Part::read(node, String::new()));
        let numbered =
            items(field::PARTS).filter_map(|part| Some(Part::read(part, text(part, field::PART)?)));
        let (wording_from, known_until) = (date(node, field::WORDING_FROM), date(node, field::KNOWN_UNTIL));
        // What is said of the article holds for each part that says nothing else.
        let parts = own.into_iter().chain(numbered).map(|part| Part {
            wording_from: part.wording_from.or(wording_from),
            known_until: part.known_until.or(known_until),
            ..part
        });
        Self {
            title: text(node, field::TITLE),
            title_original: text(node, field::TITLE_ORIGINAL),
            in_force: date(node, field::IN_FORCE),
            repealed: date(node, field::REPEALED),
            no_suspension: date(node, field::NO_SUSPENSION),
            is_complete: node.get(field::COMPLETE).and_then(NodeRef::as_bool).unwrap_or_default(),
            freedoms: texts(field::FREEDOMS),
            sources: texts(field::SOURCES),
            known_until,
            parts: parts.collect(),
        }
    }
}

/// An article that is read when it is first asked for: a run needs few of those that come with reportlint.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    text: &'static str,
    article: OnceLock<Article>,
}

impl From<Article> for Slot {
    fn from(article: Article) -> Self {
        Self { text: "", article: OnceLock::from(article) }
    }
}

impl Slot {
    /// Returns a slot for an item of the list of articles in a bundled file.
    pub(super) fn of_text(text: &'static str) -> Self {
        Self { text, article: OnceLock::new() }
    }

    /// Returns the article.
    pub(super) fn get(&self) -> &Article {
        self.article.get_or_init(|| {
            let source = Arc::new(SourceFile::new(FileId(0), "article", self.text));
            let parsed = parse::parse(&source, Format::Yaml);
            let root = parsed.documents.first().map(|document| document.root());
            root.and_then(|root| root.items().next()).map(Article::read).unwrap_or_default()
        })
    }

    /// Returns true if more is known of the article than its number.
    pub(super) fn is_described(&self) -> bool {
        !self.text.is_empty() || self.get().title.is_some()
    }

    /// Returns true if the article may be one on some freedoms, without reading it.
    pub(super) fn may_have_freedoms(&self) -> bool {
        self.text.is_empty() || self.text.contains("freedoms:")
    }
}

pub(super) fn text(node: NodeRef<'_>, key: &str) -> Option<String> {
    node.get(key).filter(|node| !node.is_null()).and_then(NodeRef::scalar_text).map(str::to_owned)
}

pub(super) fn date(node: NodeRef<'_>, key: &str) -> Option<Date> {
    Date::parse(node.get(key)?.scalar_text()?).ok()
}
