//! Explains syntax errors in an editor's words: the mistake that the text probably shows.
//!
//! The parser only says where it stopped and why ([`Complaint`]); the mistake behind it may stand lines above.
//! `TABLE` holds a guess for each mistake that people make. It is tried from the top, and the first guess that
//! recognises its mistake explains the error. Each file holds one kind of mistake; `context`, `line`, `layout`,
//! `quotes` and `brackets` read the text for them, and `phrases` and `folding` are what their words and fixes have
//! in common.
//!
//! Some faults do not come from the YAML parser and so not through the table: those of JSON, whose tokens are
//! walked in order, of front matter and of TOML, of merges, and of trees that cannot be built.

mod anchor;
mod block_text;
mod brackets;
mod bullet;
mod colon_in_text;
mod comment_in_text;
mod complaint;
mod context;
mod continued_text;
mod control_character;
mod directive;
mod emphasis;
mod escape;
mod folding;
pub(crate) mod front_matter;
mod html_comment;
mod indicator;
mod json;
mod known_keys;
mod layout;
mod line;
mod marker_line;
pub(crate) mod merge_conflict;
mod misindented;
mod missing_colon;
mod missing_comma;
mod missing_dash;
mod missing_space;
mod mixed_list;
mod odd_sign;
mod odd_space;
mod phrases;
mod quotes;
mod rules;
mod tab;
mod tag;
mod text_after_quote;
mod toml;
pub(crate) mod toml_front_matter;
mod too_deep;
mod unbuildable;
mod unclosed_bracket;
mod unclosed_quote;
mod under_indented;
mod unexpected_bracket;

use std::sync::Arc;

pub(crate) use complaint::Complaint;
pub(crate) use json::{explain_half_pair, explain_json};
pub(crate) use odd_space::is_around;
pub use rules::SYNTAX_RULES;
pub(crate) use toml::{explain_toml, is_toml_value, toml_quoted};
pub(crate) use unbuildable::{BuildError, explain_build_error, explain_unknown_anchor};

use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Span};
use context::ErrorContext;
use phrases::shown;

/// A guess at one mistake: explains the error if the text around it shows that mistake.
type Guess = fn(ErrorContext<'_>) -> Option<Diagnostic>;

/// The guesses, in the order in which they are tried.
///
/// The order goes from mistakes that leave a trace of their own to those that are inferred from the lines around:
///
/// 1. Characters that the parser takes for something else (odd spaces, HTML comments, bullets, odd colons, tabs) and document markers:
///    whatever follows them is their consequence.
/// 2. Signs that are missing or too many at a recognisable place: a space in `key:value`, the indentation below
///    `|`, the colon after a word that is a key for sure, a second colon.
/// 3. Lines whose indentation disagrees with their neighbours. The special cases come first (a lost dash, a line
///    between agreeing ones, a comment above, a text that goes on), the general ones last.
/// 4. A missing colon, when nothing else explains why a line is no key.
/// 5. Quotes and brackets. One that is never closed explains every error up to the end of its text, so it comes
///    before what is wrong within.
/// 6. Characters with a meaning of their own, and the rest. Each of these guesses answers complaints that no guess
///    above it knows, so their order does not matter.
const TABLE: &[Guess] = &[
    odd_space::in_indentation,
    html_comment::near_place,
    bullet::in_place_of_dash,
    odd_sign::colon,
    emphasis::around_key,
    emphasis::around_value,
    tab::in_indentation,
    marker_line::key,
    marker_line::missing_between_values,
    directive::without_document_start,
    missing_space::around_place,
    block_text::not_indented,
    missing_colon::after_first_word,
    colon_in_text::on_key_line,
    missing_colon::of_item,
    missing_dash::replaced_by_spaces,
    mixed_list::dash_before_id,
    mixed_list::key_below_dash,
    misindented::list_too_shallow,
    misindented::among_keys,
    mixed_list::item_too_deep,
    mixed_list::item_too_shallow,
    comment_in_text::above_line,
    missing_space::above_continuation,
    continued_text::too_far_left,
    missing_dash::deleted,
    misindented::above_deeper_key,
    misindented::too_deep,
    block_text::uneven,
    mixed_list::beside_other_kind,
    misindented::between_columns,
    colon_in_text::on_later_line,
    missing_colon::in_line,
    unclosed_quote::at_place,
    unclosed_quote::above_line,
    unclosed_quote::up_to_another,
    unclosed_quote::within_brackets,
    unclosed_bracket::at_place,
    unclosed_bracket::before_place,
    unclosed_bracket::above_line,
    missing_comma::too_many,
    missing_comma::colon_in_text,
    missing_comma::between_quotes,
    missing_comma::before_value,
    text_after_quote::comma,
    text_after_quote::on_same_line,
    under_indented::within_quotes,
    under_indented::within_brackets,
    unexpected_bracket::of_other_kind,
    unexpected_bracket::not_opened,
    anchor::second_on_value,
    anchor::nameless,
    text_after_quote::comma_after_bracket,
    indicator::link,
    indicator::before_text,
    indicator::begins_text,
    indicator::comma_begins_text,
    indicator::dash_in_brackets,
    control_character::at_place,
    escape::in_yaml,
    missing_space::before_bracket,
    missing_space::before_comment,
    tab::after_dash,
    mixed_list::item_on_key_line,
    marker_line::text_after_end,
    comment_in_text::behind_text,
    block_text::on_header_line,
    block_text::zero_indent,
    block_text::under_indented,
    tag::at_place,
    directive::at_place,
    too_deep::at_place,
];

/// Explains an error of the YAML parser, which read the bytes `yaml` of the file and stopped at byte `at`.
pub(crate) fn explain(complaint: Complaint, source: &Arc<SourceFile>, yaml: Span, at: u32) -> Diagnostic {
    let context = ErrorContext { source, extent: yaml, at: at.min(yaml.end), complaint };
    let mut found =
        TABLE.iter().find_map(|guess| guess(context)).unwrap_or_else(|| explain_unreadable(context));
    if found.primary.span.is_empty() {
        found.primary.span = context.character(context.at);
    }
    found
}

/// Returns the end of the document that holds byte `at` of the bytes `yaml` of a file.
pub(crate) fn document_end(source: &Arc<SourceFile>, yaml: Span, at: u32) -> u32 {
    let context = ErrorContext::without_complaint(source, yaml, at.min(yaml.end));
    context.document_end(context.line(context.at))
}

/// Explains a plain scalar with an odd space around it, for which [`is_around`] is true.
pub(crate) fn explain_odd_space(source: &Arc<SourceFile>, yaml: Span, scalar: Span) -> Option<Diagnostic> {
    let context = ErrorContext::without_complaint(source, yaml, scalar.start);
    odd_space::before_scalar(context, scalar)
        .or_else(|| missing_space::after_dash_of(context, scalar))
        .or_else(|| odd_space::beside_key(context, scalar))
}

/// Explains a key at byte `at` that begins with `<!--`, if a comment begins there.
pub(crate) fn explain_html_comment(source: &Arc<SourceFile>, yaml: Span, at: u32) -> Option<Diagnostic> {
    html_comment::as_key(ErrorContext::without_complaint(source, yaml, at))
}

/// Returns the blanks before a block collection that begins at byte `at`, if there is a tab among them.
pub(crate) fn tabs_before_block(source: &Arc<SourceFile>, yaml: Span, at: u32) -> Option<Span> {
    tab::before_block(ErrorContext::without_complaint(source, yaml, at))
}

/// Explains the tabs before the block collections of a document, all in one.
pub(crate) fn explain_tabs_before_blocks(
    source: &Arc<SourceFile>,
    yaml: Span,
    found: &[Span],
) -> Option<Diagnostic> {
    tab::before_blocks(ErrorContext::without_complaint(source, yaml, found.first()?.start), found)
}

/// Returns true if `later` says the same as `earlier`, or explains better the text that was read as an alias of an
/// unknown anchor.
pub(crate) fn supersedes(later: &Diagnostic, earlier: &Diagnostic) -> bool {
    (&later.rule, later.primary.span) == (&earlier.rule, earlier.primary.span)
        || earlier.rule.as_str() == "syntax/unknown-anchor"
            && later.rule.as_str() == "syntax/unquoted-text"
            && later.secondary.iter().any(|label| label.span.start == earlier.primary.span.start)
}

/// Names the place of an error that no guess explains.
fn explain_unreadable(context: ErrorContext<'_>) -> Diagnostic {
    let span = context.word(context.at);
    let message = match context.slice(span) {
        "" => "the YAML ends too early".to_owned(),
        text => format!("{} cannot stand here", shown(text)),
    };
    context
        .diagnostic("syntax/yaml", span, message)
        .with_help("look at this line and the one above it for a missing quote, colon or space; a text with signs such as `:` or `#` needs quotes")
}

#[cfg(test)]
mod tests;
