//! Sorts the errors of granit-parser into the complaints that `syntax_help` explains.

use granit_parser::ErrorKind;

use crate::syntax_help::Complaint;

/// Returns the complaint that an error of the parser is.
pub(crate) fn complaint(error: &ErrorKind) -> Complaint {
    match error {
        ErrorKind::MappingValueNotAllowed => Complaint::Colon,
        ErrorKind::MappingKeyNotAllowed => Complaint::Character('?'),
        ErrorKind::SimpleKeyExpected => Complaint::NoKey,
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::ExpectedNodeContent => Complaint::NoEntry,
        ErrorKind::BlockSequenceEntryNotAllowed => Complaint::ItemAfterKey,
        ErrorKind::ExpectedDocumentStart => Complaint::NoDocumentStart,
        ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabNotAllowed
        | ErrorKind::TabInPlainScalar
        | ErrorKind::TabAtBlockScalarStart => Complaint::Tab,
        ErrorKind::InvalidBlockEntryWhitespace | ErrorKind::InvalidMappingValueWhitespace => {
            Complaint::TabAfterIndicator
        }
        ErrorKind::UnexpectedEofBlockMapping
        | ErrorKind::UnexpectedEofBlockSequence
        | ErrorKind::UnexpectedEof => Complaint::NoValue,
        ErrorKind::UnexpectedCharacter { character } => Complaint::Character(*character),
        ErrorKind::BomInsideDocument => Complaint::Character('\u{feff}'),
        ErrorKind::MissingAnchorOrAliasName => Complaint::NamelessAnchor,
        ErrorKind::InvalidDocumentEnd => Complaint::TextAfterDocumentEnd,
        ErrorKind::CommentInterceptedScalar => Complaint::CommentInText,
        ErrorKind::CommentNotSeparated => Complaint::TightComment,
        ErrorKind::RecursionLimitExceeded => Complaint::TooDeep,
        error => in_scalar(error)
            .or_else(|| in_brackets(error))
            .or_else(|| in_tag_or_directive(error))
            .unwrap_or(Complaint::Other),
    }
}

/// Returns the complaint about a quoted or a block text.
fn in_scalar(error: &ErrorKind) -> Option<Complaint> {
    Some(match error {
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            Complaint::UnclosedQuote
        }
        ErrorKind::InvalidQuotedScalarIndent => Complaint::UnderIndentedQuote,
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            Complaint::TextAfterQuote
        }
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidUnicodeEscape => Complaint::Escape,
        ErrorKind::InvalidBlockScalarHeader => Complaint::BlockHeader,
        ErrorKind::ZeroBlockScalarIndent => Complaint::ZeroBlockIndent,
        ErrorKind::InvalidBlockScalarIndent => Complaint::UnderIndentedBlock,
        _ => return None,
    })
}

/// Returns the complaint about a list or a mapping in brackets.
fn in_brackets(error: &ErrorKind) -> Option<Complaint> {
    Some(match error {
        ErrorKind::UnclosedFlowCollection { open } => Complaint::UnclosedBracket(*open),
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
            Complaint::MismatchedBracket { open: *open, close: *close }
        }
        ErrorKind::MisplacedFlowCollectionEnd => Complaint::StrayBracket,
        ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::InvalidColonPlacement
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping => Complaint::NoComma,
        ErrorKind::InvalidIndentation | ErrorKind::InvalidFlowScalarIndent => Complaint::UnderIndentedBracket,
        ErrorKind::BlockEntryInFlowCollection | ErrorKind::PlainScalarStartsWithDashFlowIndicator => {
            Complaint::DashInBrackets
        }
        ErrorKind::FlowMappingValueAdjacentCollection => Complaint::TightColonInBrackets,
        _ => return None,
    })
}

/// Returns the complaint about a tag (`!name`) or a directive (`%NAME`).
fn in_tag_or_directive(error: &ErrorKind) -> Option<Complaint> {
    Some(match error {
        ErrorKind::UndeclaredTagHandle => Complaint::UndeclaredTag,
        ErrorKind::UnclosedVerbatimTag => Complaint::UnclosedTag,
        ErrorKind::MissingTagUri => Complaint::NamelessTag,
        ErrorKind::InvalidTagEscape
        | ErrorKind::InvalidTagUtf8
        | ErrorKind::InvalidTagUtf8LeadingByte
        | ErrorKind::InvalidTagUtf8TrailingByte => Complaint::TagEscape,
        ErrorKind::InvalidTagTerminator
        | ErrorKind::InvalidGlobalTagCharacter
        | ErrorKind::ExpectedTagBang => Complaint::TagOrDirectiveCharacter,
        ErrorKind::DuplicateVersionDirective | ErrorKind::DuplicateTagDirective => {
            Complaint::RepeatedDirective
        }
        ErrorKind::UnsupportedYamlMajorVersion => Complaint::YamlVersion,
        ErrorKind::MissingDocumentEndBeforeDirective => Complaint::DirectiveInDocument,
        ErrorKind::MissingDirectiveName
        | ErrorKind::InvalidDirectiveName
        | ErrorKind::InvalidDirectiveTerminator
        | ErrorKind::MissingYamlVersion
        | ErrorKind::MissingYamlVersionSeparator
        | ErrorKind::YamlVersionTooLong
        | ErrorKind::ExpectedTagDirectiveBang
        | ErrorKind::InvalidTagDirectiveTerminator
        | ErrorKind::TooManyReservedDirectiveParams { .. }
        | ErrorKind::DirectiveByteLimitExceeded { .. } => Complaint::Directive,
        _ => return None,
    })
}
