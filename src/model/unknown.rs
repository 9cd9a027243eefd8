//! `unknown:`, by which a file says that a value is not known, and why.

use super::accessors::{Dated, dated, filled, text};
use super::vocabulary::{UnknownReason, field};
use super::{Case, Development, Event, Model, Quote, Sentence, Source, Verdict};
use crate::diagnostic::Edit;
use crate::document::Format;
use crate::source::Span;
use crate::tree::{Entry, NodeRef, Place};

/// Words and signs that people write in the place of a value that is not known.
const WORDS: [&str; 26] = [
    "unknown",
    "not known",
    "n/a",
    "na",
    "n.a.",
    "tba",
    "tbc",
    "tbd",
    "to be confirmed",
    "not specified",
    "not available",
    "not published",
    "no data",
    "no information",
    "?",
    "??",
    "???",
    "-",
    "–",
    "—",
    "неизвестно",
    "неизвестен",
    "не указано",
    "нет данных",
    "белгісіз",
    "белгисиз",
];

/// Returns true if a text says that a value is not known.
pub(crate) fn says_unknown(text: &str) -> bool {
    WORDS.contains(&text.trim().to_lowercase().as_str())
}

/// Returns the edit that puts the declaration that a key is not known in the place of its line, as the file's format writes it.
pub(crate) fn declaration_for(entry: Entry<'_>) -> Edit {
    let (key, unknown) = (entry.name(), field::UNKNOWN);
    let is_json = Format::from_path(entry.key.source().path()) == Some(Format::Json);
    let replacement =
        if is_json { format!("\"{unknown}\": [\"{key}\"]") } else { format!("{unknown}: [{key}]") };
    Edit { span: Span::new(entry.key.span().start, entry.value.span().end), replacement }
}

/// A key of a mapping that the file declares unknown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct UnknownField<'a> {
    owner: NodeRef<'a>,
    /// The name of the key: a key of `unknown:`, or an item of its list.
    name: NodeRef<'a>,
    /// The mapping with the reason; the short form has none.
    details: Option<NodeRef<'a>>,
}

impl<'a> UnknownField<'a> {
    /// Returns the name of the key.
    pub(crate) fn name(self) -> Option<&'a str> {
        self.name.scalar_text()
    }

    /// Returns the line of the mapping that gives the value all the same, unless it is empty.
    pub(crate) fn given(self) -> Option<Entry<'a>> {
        let is_blank = |entry: &Entry<'a>| entry.value.as_str().is_some_and(|text| text.trim().is_empty());
        filled(self.owner, self.name()?).filter(|entry| !is_blank(entry))
    }

    /// Returns true if the value that is given is a date without a day, or a span of time: then the day is not known.
    pub(crate) fn is_partly_given(self) -> bool {
        self.name()
            .and_then(|name| dated(self.owner, name))
            .is_some_and(|given| given.date.as_day().is_none())
    }

    /// Returns the `why:` line's word, where it is a known one.
    pub(crate) fn reason(self) -> Option<UnknownReason> {
        UnknownReason::from_name(text(self.details?, field::WHY)?)
    }

    /// Returns the mapping with the reason; the short form has none.
    pub(crate) fn details(self) -> Option<NodeRef<'a>> {
        self.details
    }

    /// Returns true if the file gives a reason: it uses the long form.
    pub(crate) fn has_details(self) -> bool {
        self.details.is_some()
    }

    /// Returns the date before which there was nothing to look for: that of the mapping itself, or of the event or development
    /// around it.
    pub(crate) fn happened(self) -> Option<Dated<'a>> {
        let mut around = std::iter::successors(Some(self.owner), |node| node.parent()).take(MOST_AROUND);
        around.find_map(|node| dated(node, field::DATE)).or_else(|| dated(self.owner, field::PUBLISHED))
    }

    /// Returns the date on which the value was last looked for.
    pub(crate) fn checked(self) -> Option<Dated<'a>> {
        dated(self.details?, field::CHECKED)
    }

    /// Returns true if the field has a `checked:` line, even an empty one.
    pub(crate) fn has_checked_key(self) -> bool {
        self.details.is_some_and(|details| details.entry(field::CHECKED).is_some())
    }
}

impl<'a> From<UnknownField<'a>> for Place<'a> {
    /// Points at the name of the key.
    fn from(unknown: UnknownField<'a>) -> Self {
        Self { span: unknown.name.span(), node: unknown.name }
    }
}

/// Returns the keys that a mapping declares unknown, in the short form or the long one.
pub(super) fn unknown_fields<'a>(owner: NodeRef<'a>) -> impl Iterator<Item = UnknownField<'a>> + use<'a> {
    let declared = owner.get(field::UNKNOWN);
    let listed = declared.into_iter().flat_map(NodeRef::items);
    let keyed = declared.into_iter().flat_map(NodeRef::entries);
    let listed = listed.map(move |name| UnknownField { owner, name, details: None });
    listed.chain(keyed.map(move |entry| UnknownField { owner, name: entry.key, details: Some(entry.value) }))
}

/// Returns true if a mapping has a key, even with an empty value, or declares it unknown: the file accounts for it, so
/// that no rule asks for it.
pub(super) fn accounts_for(owner: NodeRef<'_>, key: &str) -> bool {
    owner.entry(key).is_some() || declares_unknown(owner, key)
}

/// The most values between a sentence and the event that it belongs to.
const MOST_AROUND: usize = 8;

/// The most fields that are looked through: no mapping of the schemas has more keys.
const MOST_FIELDS: usize = 64;

/// Returns true if a mapping declares a key unknown.
pub(super) fn declares_unknown(owner: NodeRef<'_>, key: &str) -> bool {
    let is_it = |unknown: UnknownField<'_>| unknown.name() == Some(key);
    owner.get(field::UNKNOWN).is_some() && unknown_fields(owner).take(MOST_FIELDS).any(is_it)
}

/// Returns every key that the cases, events, results, sentences, quotes and sources of a document declare unknown.
pub(super) fn all_unknown_fields<'a>(model: &Model<'a>) -> impl Iterator<Item = UnknownField<'a>> {
    let cases = model.cases().map(Case::node);
    let events = model.events().map(Event::node);
    let results = model.judgments().filter(|judgment| judgment.is_result()).map(Verdict::node);
    let sentences = model.judgments().flat_map(Verdict::sentences).map(Sentence::node);
    let quotes = model.quotes().map(Quote::node);
    let sources = model.all_sources().map(Source::node);
    let developments = model.developments().map(Development::node);
    cases
        .chain(developments)
        .chain(events)
        .chain(results)
        .chain(sentences)
        .chain(quotes)
        .chain(sources)
        .flat_map(unknown_fields)
}
