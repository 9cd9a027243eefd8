//! The parser's complaints, in the groups that guesses tell apart.

/// The reason for which the YAML parser stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Complaint {
    /// A colon stands where it cannot end a key.
    Colon,
    /// A line must be a key and is not one.
    NoKey,
    /// Something else stands where a key or a list item must follow.
    NoEntry,
    /// A list item begins behind a key, or a dash is followed by a tab.
    ItemAfterKey,
    /// Something else stands where a document must begin.
    NoDocumentStart,
    /// A tab stands in the indentation of this line or of one below.
    Tab,
    /// A tab follows a dash or a colon.
    TabAfterIndicator,
    /// The quote that opens at the place is not closed.
    UnclosedQuote,
    /// A line of a quoted text is not indented far enough.
    UnderIndentedQuote,
    /// Text follows a closing quote.
    TextAfterQuote,
    /// The quoted text that opens at the place holds a bad escape.
    Escape,
    /// No blank precedes the `#` of a comment.
    TightComment,
    /// The bracket that opens at the place is not closed.
    UnclosedBracket(char),
    /// The bracket that opens at the place is closed by another kind.
    MismatchedBracket { open: char, close: char },
    /// A bracket closes that is not open.
    StrayBracket,
    /// Something else stands where a comma or a closing bracket must follow.
    NoComma,
    /// A line within brackets is not indented far enough.
    UnderIndentedBracket,
    /// A value within brackets begins with a dash.
    DashInBrackets,
    /// No blank follows the colon before a bracket.
    TightColonInBrackets,
    /// A value is due, and the text cannot begin one.
    NoValue,
    /// A character stands where it cannot.
    Character(char),
    /// No name follows `&` or `*`.
    NamelessAnchor,
    /// Text follows `...` on its line.
    TextAfterDocumentEnd,
    /// Other text than a header follows `|` or `>` on its line.
    BlockHeader,
    /// A block text asks for an indentation of no space.
    ZeroBlockIndent,
    /// A line of a block text is not indented far enough.
    UnderIndentedBlock,
    /// A comment stands between the lines of a text.
    CommentInText,
    /// Collections are nested beyond the parser's bound.
    TooDeep,
    /// A tag's handle is not declared.
    UndeclaredTag,
    /// A tag's `<` is not closed.
    UnclosedTag,
    /// A tag has no name.
    NamelessTag,
    /// A `%` in a tag is not followed by a character's number.
    TagEscape,
    /// A tag or a directive holds a character that it cannot.
    TagOrDirectiveCharacter,
    /// A directive repeats one above it.
    RepeatedDirective,
    /// A directive names a version of YAML that does not exist.
    YamlVersion,
    /// A directive stands within a document.
    DirectiveInDocument,
    /// A directive cannot be read for another reason.
    Directive,
    /// Anything else.
    Other,
}

impl Complaint {
    /// Returns true if the complaint is about keys, items and their indentation.
    pub(super) fn is_about_layout(self) -> bool {
        matches!(self, Self::Colon | Self::NoKey | Self::NoEntry | Self::ItemAfterKey)
    }
}
