//! The texts of a document that are written for readers, with the place of each character in the file.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;

use super::accessors::{Dated, dated, filled, listed};
use super::prose::{self, Quotation, QuotedRanges, Stray, WrittenDate};
use super::vocabulary::field;
use super::{Case, Development, Event, Model, Person, Quote, Source, UnknownField};
use crate::diagnostic::Edit;
use crate::source::{Span, offset};
use crate::tree::{Entry, NodeId, NodeRef, Place, ScalarStyle, TextMap};

/// The purpose of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum TextRole {
    /// The title of a report, case or development.
    Title,
    /// A summary: prose.
    Summary,
    /// A description of an event or a person: prose.
    Description,
    /// The offence that somebody is charged with, in words.
    Offence,
    /// The label of a figure.
    Label,
    /// The body of a Markdown file: prose.
    Body,
    /// A quote's words.
    Quote,
    /// The speaker of a quote, unless it is an id.
    Speaker,
    /// The name of a person or an organisation.
    Name,
    /// A name in its own script.
    NameOriginal,
    /// Another name of a person.
    Alias,
    /// The title, publisher or author of a source.
    Source,
    /// The name of a place.
    Place,
    /// An authority: the one that carried out a detention, or the court that decided.
    Actor,
}

impl TextRole {
    /// Returns true for the report's own words, as opposed to quotes, names and titles of sources.
    pub(crate) fn is_own_words(self) -> bool {
        matches!(
            self,
            Self::Title | Self::Summary | Self::Description | Self::Offence | Self::Label | Self::Body
        )
    }

    /// Returns true for the texts that tell what happened, in sentences.
    pub(crate) fn is_narrative(self) -> bool {
        matches!(self, Self::Summary | Self::Description | Self::Body)
    }
}

/// A text that is written for readers.
#[derive(Debug, Clone)]
pub(crate) struct Text<'a> {
    role: TextRole,
    node: NodeRef<'a>,
    owner: NodeRef<'a>,
    case: Option<Case<'a>>,
    value: &'a str,
    prose: Cow<'a, str>,
    /// The offset at which a Markdown body begins in the file.
    body: Option<u32>,
    has_digit: bool,
    /// Built on the first request for a place: building takes as long as the text, and many places may be asked for.
    map: OnceCell<Option<TextMap>>,
    /// The places of the prose's words, its dates and quotations, kept because a dozen rules ask for them.
    words: OnceCell<Vec<Range<u32>>>,
    dates: OnceCell<Vec<WrittenDate>>,
    quotations: OnceCell<(Vec<Quotation>, Vec<Stray>)>,
}

impl<'a> Text<'a> {
    fn new(role: TextRole, owner: NodeRef<'a>, node: NodeRef<'a>) -> Option<Self> {
        let value = node.as_str()?;
        // Rules report the text where it is written, not where an alias repeats it.
        let is_text = !node.is_alias() && !value.is_empty();
        is_text.then(|| Self {
            role,
            node,
            owner,
            case: None,
            value,
            prose: prose::without_code(value),
            body: None,
            has_digit: has_digit(value),
            map: OnceCell::new(),
            words: OnceCell::new(),
            dates: OnceCell::new(),
            quotations: OnceCell::new(),
        })
    }

    /// Returns the text's purpose.
    pub(crate) fn role(&self) -> TextRole {
        self.role
    }

    /// Returns the node; of a Markdown body, the root.
    pub(crate) fn node(&self) -> NodeRef<'a> {
        self.node
    }

    /// Returns the mapping that the text belongs to: a case, an event, a quote, a person.
    pub(crate) fn owner(&self) -> NodeRef<'a> {
        self.owner
    }

    /// Returns the case that the text belongs to; `None` for a report's own texts and those of its persons and
    /// developments.
    pub(crate) fn case(&self) -> Option<Case<'a>> {
        self.case
    }

    /// Returns the date of the event, development or quote that the text belongs to.
    pub(crate) fn owner_dated(&self) -> Option<Dated<'a>> {
        dated(self.owner, field::DATE)
    }

    /// Returns true if the event, development or quote that the text belongs to, or one around it, has a date.
    pub(crate) fn is_dated(&self) -> bool {
        self.owners().any(|owner| dated(owner, field::DATE).is_some() || owner.get(field::PERIOD).is_some())
    }

    /// Returns the titles above the text: of its development or case.
    pub(crate) fn titles(&self) -> impl Iterator<Item = &'a str> {
        let of_case = self.case.and_then(Case::title);
        self.owners().filter_map(|owner| owner.get(field::TITLE)?.as_str()).chain(of_case)
    }

    /// Returns the mappings and lists around the text, without the root.
    fn owners(&self) -> impl Iterator<Item = NodeRef<'a>> {
        std::iter::successors(Some(self.owner), |node| node.parent())
            .take_while(|node| node.parent().is_some())
    }

    /// Returns the text's value: escapes are decoded and lines folded.
    pub(crate) fn value(&self) -> &'a str {
        self.value
    }

    /// Returns the value with spaces in place of code, addresses, tags and comments. Byte offsets are those of the
    /// value.
    pub(crate) fn prose(&self) -> &str {
        &self.prose
    }

    /// Returns the words of the prose with their bytes.
    pub(crate) fn words(&self) -> impl Iterator<Item = (Range<usize>, &str)> {
        let words = self.words.get_or_init(|| {
            // Words have some five letters, and a space behind them.
            let mut ranges = Vec::with_capacity(self.prose.len() / 5 + 1);
            for range in prose::word_ranges(&self.prose) {
                ranges.push(offset(range.start)..offset(range.end));
            }
            ranges
        });
        words.iter().map(|range| {
            let range = range.start as usize..range.end as usize;
            (range.clone(), self.prose.get(range).unwrap_or_default())
        })
    }

    /// Returns true if there is an ASCII digit in the value. Few texts have one, and numbers and dates need one.
    pub(crate) fn has_digit(&self) -> bool {
        self.has_digit
    }

    /// Returns the dates of the prose that have a day and a month.
    pub(crate) fn dates(&self) -> &[WrittenDate] {
        if !self.has_digit {
            return &[];
        }
        self.dates.get_or_init(|| prose::dates(&self.prose))
    }

    /// Returns the prose's quotations, and the marks without a partner.
    pub(crate) fn quotations(&self) -> (&[Quotation], &[Stray]) {
        let (quotations, strays) = self.quotations.get_or_init(|| {
            let is_folded = self.body.is_none() && !self.node.style().is_some_and(ScalarStyle::keeps_breaks);
            prose::quotations(&self.prose, is_folded)
        });
        (quotations, strays)
    }

    /// Returns the bytes of the prose between quotation marks.
    pub(crate) fn quoted_ranges(&self) -> QuotedRanges {
        QuotedRanges::new(self.quotations().0)
    }

    /// Returns the span in the file of some bytes of the value.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        let in_value = Span::new(offset(range.start), offset(range.end));
        match self.body {
            Some(body) => Span::new(body + in_value.start, body + in_value.end),
            None => {
                let map = self.map.get_or_init(|| self.node.text_map());
                map.as_ref().map_or(self.node.span(), |map| map.source_span(in_value))
            }
        }
    }

    /// Returns the place of some bytes of the value, for a finding.
    pub(crate) fn place(&self, range: Range<usize>) -> Place<'a> {
        Place { span: self.span(range), node: self.node }
    }

    /// Returns an edit that replaces some bytes of the value. `None` if the bytes are written as an escape or over a
    /// line break, or if the replacement would need an escape.
    pub(crate) fn edit(&self, range: Range<usize>, replacement: impl Into<String>) -> Option<Edit> {
        let replacement = replacement.into();
        let span = self.span(range.clone());
        let is_verbatim = self.node.source().slice(span) == self.value.get(range.clone())?;
        let is_safe = self.body.is_some()
            || match self.node.style()? {
                ScalarStyle::Literal | ScalarStyle::Folded => !replacement.contains(['\n', '\r']),
                ScalarStyle::DoubleQuoted | ScalarStyle::LongDoubleQuoted => {
                    !replacement.contains(['"', '\\', '\n', '\r'])
                }
                ScalarStyle::SingleQuoted | ScalarStyle::LongSingleQuoted => {
                    !replacement.contains(['\'', '\n', '\r'])
                }
                // A plain text whose beginning changes could turn into something else, as could a short one.
                ScalarStyle::Plain => {
                    let rest = self.value.get(range.end..)?;
                    let first = replacement.chars().chain(rest.chars()).next();
                    let starts_well = range.start > 0 || first.is_some_and(char::is_alphabetic);
                    let is_long = range.start + replacement.len() + rest.len() > 5;
                    let ends = replacement.contains([':', '#', '\n', '\r'])
                        || self.is_in_flow() && replacement.contains([',', '[', ']', '{', '}']);
                    starts_well && is_long && !ends
                }
            };
        let is_kept = self.body.is_some() || self.keeps_surroundings(range, &replacement);
        (is_verbatim && is_safe && is_kept).then_some(Edit { span, replacement })
    }

    /// Returns true if the text stands in a flow collection, whose punctuation ends a plain text.
    fn is_in_flow(&self) -> bool {
        self.node.parent().is_some_and(|parent| parent.raw().starts_with(['{', '[']))
    }

    /// Returns true if the text around the edit keeps its meaning: the text does not become empty, and does not begin
    /// or end with a space.
    fn keeps_surroundings(&self, range: Range<usize>, replacement: &str) -> bool {
        let before = self.value.get(..range.start).unwrap_or_default();
        let after = self.value.get(range.end..).unwrap_or_default();
        let first = [before, replacement, after].into_iter().find_map(|part| part.chars().next());
        let last = [after, replacement, before].into_iter().find_map(|part| part.chars().next_back());
        first.is_some_and(|c| !c.is_whitespace()) && last.is_some_and(|c| !matches!(c, ' ' | '\t'))
    }
}

/// Returns true if there is an ASCII digit in a text. Looks at every byte, as many at once as the processor can.
fn has_digit(text: &str) -> bool {
    text.bytes().fold(false, |found, byte| found | byte.is_ascii_digit())
}

/// Returns every entry whose value is to be a text, even an empty one, in the order of the document's parts.
pub(super) fn text_entries<'a>(model: &Model<'a>) -> impl Iterator<Item = Entry<'a>> {
    const KEYS: [&str; 6] =
        [field::TITLE, field::SUMMARY, field::DESCRIPTION, field::OFFENCE, field::TEXT, field::NAME];
    let of = |owner: NodeRef<'a>| KEYS.into_iter().filter_map(move |key| owner.entry(key));
    let root = model.is_report().then_some(model.root);
    let cases = model.cases().map(Case::node);
    let events = model.events().map(Event::node);
    let quotes = model.quotes().map(Quote::node);
    let developments = model.developments().map(Development::node);
    root.into_iter().chain(cases).chain(events).chain(quotes).chain(developments).flat_map(of)
}

/// Returns every text of a document, in the order of its parts.
pub(super) fn collect<'a>(model: &Model<'a>) -> Vec<Text<'a>> {
    let mut texts = Texts::default();
    if model.kind().is_none() {
        return texts.texts;
    }
    // One node in six or so is a text.
    texts.texts.reserve(model.root.tree_len() / 6);
    let root = model.root;
    if model.is_report() {
        texts.report(root);
    }
    model.sources().for_each(|source| texts.source(source));
    for person in model.persons() {
        let fields = [
            (field::NAME, TextRole::Name),
            (field::NAME_ORIGINAL, TextRole::NameOriginal),
            (field::DESCRIPTION, TextRole::Description),
        ];
        texts.add(person.node(), &fields);
        texts.aliases(person);
    }
    for organisation in model.organisations() {
        texts.add(
            organisation.node(),
            &[(field::NAME, TextRole::Name), (field::NAME_ORIGINAL, TextRole::NameOriginal)],
        );
    }
    model.cases().for_each(|case| texts.case(model, case));
    for development in model.developments() {
        texts
            .add(development.node(), &[(field::TITLE, TextRole::Title), (field::SUMMARY, TextRole::Summary)]);
        texts.quotes(model, development.node());
        for figure in development.figures() {
            texts.add(figure.node(), &[(field::LABEL, TextRole::Label)]);
        }
    }
    for details in model.unknown_fields().filter_map(UnknownField::details) {
        if texts.is_new(details) {
            texts.add(details, &[(field::NOTE, TextRole::Description)]);
        }
    }
    if let Some((body, value)) = model.body {
        let prose = prose::without_code(value);
        texts.texts.push(Text {
            role: TextRole::Body,
            node: root,
            owner: root,
            case: model.cases().next().filter(|_| !model.is_report()),
            value,
            prose,
            body: Some(body),
            has_digit: has_digit(value),
            map: OnceCell::new(),
            words: OnceCell::new(),
            dates: OnceCell::new(),
            quotations: OnceCell::new(),
        });
    }
    texts.texts
}

#[derive(Default)]
struct Texts<'a> {
    texts: Vec<Text<'a>>,
    /// The nodes that aliases already led to: a few lines of aliases can repeat a document a million times.
    repeated: HashSet<NodeId>,
}

impl<'a> Texts<'a> {
    fn add(&mut self, owner: NodeRef<'a>, fields: &[(&str, TextRole)]) {
        let filled = fields.iter().filter_map(|(key, role)| Some((filled(owner, key)?.value, *role)));
        self.texts.extend(filled.filter_map(|(node, role)| Text::new(role, owner, node)));
    }

    /// Returns true if no alias has led to the node before.
    fn is_new(&mut self, node: NodeRef<'a>) -> bool {
        !node.is_alias() || self.repeated.insert(node.target_id())
    }

    fn report(&mut self, root: NodeRef<'a>) {
        self.add(root, &[(field::TITLE, TextRole::Title), (field::SUMMARY, TextRole::Summary)]);
        let publishers = listed(root.get(field::PUBLISHERS));
        self.texts.extend(publishers.filter_map(|one| Text::new(TextRole::Source, root, one)));
    }

    fn case(&mut self, model: &Model<'a>, case: Case<'a>) {
        let events = case.events_entry().map_or(case.node(), |entry| entry.value);
        if !self.is_new(case.node()) || !self.is_new(events) {
            return;
        }
        let first = self.texts.len();
        self.add(case.node(), &[(field::TITLE, TextRole::Title), (field::SUMMARY, TextRole::Summary)]);
        model.events_of(case).for_each(|event| self.event(model, event));
        self.quotes(model, case.node());
        for text in self.texts.iter_mut().skip(first) {
            text.case = Some(case);
        }
    }

    fn event(&mut self, model: &Model<'a>, event: Event<'a>) {
        let node = event.node();
        if !self.is_new(node) {
            return;
        }
        if let Some(location) = event.location().filter(|location| self.is_new(location.entry().value)) {
            let place = location.name_node();
            self.texts.extend(place.and_then(|place| Text::new(TextRole::Place, node, place)));
            self.add(location.entry().value, &[(field::REGION, TextRole::Place)]);
        }
        let fields = [
            (field::BY, TextRole::Actor),
            (field::BODY, TextRole::Actor),
            (field::TARGET, TextRole::Actor),
            (field::TO, TextRole::Actor),
            (field::REFERENCE, TextRole::Actor),
            (field::CAUSE, TextRole::Description),
            (field::OFFENCE, TextRole::Offence),
            (field::DESCRIPTION, TextRole::Description),
        ];
        self.add(node, &fields);
        let methods = listed(node.get(field::METHODS));
        self.texts.extend(methods.filter_map(|method| Text::new(TextRole::Offence, node, method)));
        if let Some(court) = event.court_entry().filter(|court| self.is_new(court.value)) {
            self.add(court.value, &[(field::NAME, TextRole::Actor)]);
        }
        self.quotes(model, node);
    }

    fn quotes(&mut self, model: &Model<'a>, owner: NodeRef<'a>) {
        for quote in super::quotes_of(owner) {
            if !self.is_new(quote.node()) {
                continue;
            }
            self.add(quote.node(), &[(field::TEXT, TextRole::Quote)]);
            let is_id = quote.speaker().is_some_and(|speaker| model.declares(speaker));
            if !is_id {
                self.add(quote.node(), &[(field::SPEAKER, TextRole::Speaker)]);
            }
            if let Some(source) = quote.inline_source() {
                self.source(source);
            }
        }
    }

    fn aliases(&mut self, person: Person<'a>) {
        let alias = |node| Text::new(TextRole::Alias, person.node(), node);
        self.texts.extend(person.alias_nodes().filter_map(alias));
    }

    fn source(&mut self, source: Source<'a>) {
        let fields = [
            (field::TITLE, TextRole::Source),
            (field::PUBLISHER, TextRole::Source),
            (field::AUTHOR, TextRole::Source),
        ];
        self.add(source.node(), &fields);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::{Document, DocumentKind, Format};
    use crate::parse;
    use crate::source::{FileId, SourceFile};

    fn document(text: &str, format: Format) -> Document {
        let source = Arc::new(SourceFile::new(FileId(0), "case", text));
        parse::parse(&source, format).documents.remove(0)
    }

    /// Returns the file's characters for each time that `word` stands in a text.
    fn shown(document: &Document, word: &str) -> Vec<(TextRole, String)> {
        let model = Model::new(document, Some(DocumentKind::Case));
        let mut shown = Vec::new();
        for text in model.texts() {
            for (at, _) in text.value().match_indices(word) {
                let span = text.span(at..at + word.len());
                shown.push((text.role(), document.source().slice(span).to_owned()));
            }
        }
        shown
    }

    #[test]
    fn a_place_in_a_text_is_that_of_its_characters_in_the_file() {
        let yaml = "title: the held one\nsummary: |\n  First line,\n  held here.\nevents:\n  - description: >\n      was\n      held\n      long\n  \
                    - description: \"h\\x65ld, she was\"\n  - description: 'it''s held'\n";
        let document = document(yaml, Format::Yaml);
        let roles = [
            TextRole::Title,
            TextRole::Summary,
            TextRole::Description,
            TextRole::Description,
            TextRole::Description,
        ];
        let written = ["held", "held", "held", "h\\x65ld", "held"];
        let expected: Vec<_> = roles.into_iter().zip(written.map(str::to_owned)).collect();
        assert_eq!(shown(&document, "held"), expected);
    }

    #[test]
    fn a_markdown_body_is_a_text() {
        let document = document("---\ntitle: Ж\n---\n\nШе held `held` on.\n", Format::Markdown);
        let model = Model::new(&document, Some(DocumentKind::Case));
        let body = model.texts().iter().find(|text| text.role() == TextRole::Body).unwrap();
        let at = body.prose().find("held").unwrap();
        assert_eq!(body.prose().matches("held").count(), 1, "code is no language");
        assert_eq!(document.source().slice(body.span(at..at + 4)), "held");
        assert_eq!(body.edit(at..at + 4, "kept: #1").unwrap().replacement, "kept: #1");
    }

    #[test]
    fn an_edit_is_only_offered_where_it_can_be_written_as_it_is() {
        let yaml = "events:\n  - description: a plain text\n  - description: 'a single text'\n  - description: \"a double\\ttext\"\n  \
                    - description: |-\n      a block text\n";
        let document = document(yaml, Format::Yaml);
        let model = Model::new(&document, Some(DocumentKind::Case));
        let edit = |index: usize, word: &str, replacement: &str| {
            let text = &model.texts()[index];
            let at = text.value().find(word).unwrap();
            text.edit(at..at + word.len(), replacement).is_some()
        };
        for (index, word, replacement, is_offered) in [
            (0, "plain", "simple", true),
            (0, "plain", "a: b", false),
            (0, "plain", "a #b", false),
            (0, "a plain", "*", false),
            (0, "a plain text", "", false),
            (1, "single", "it's", false),
            (1, "single", "“x”", true),
            (2, "double", "\"x\"", false),
            (2, "double", "simple", true),
            (2, "\t", " ", false),
            (3, "block", "a: 'b' # \"c\"", true),
            (3, "block", "two\nlines", false),
            (3, "a ", " ", false),
        ] {
            assert_eq!(edit(index, word, replacement), is_offered, "{word} → {replacement}");
        }
    }
}
