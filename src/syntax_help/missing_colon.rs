//! Keys without the colon after them.

use super::context::ErrorContext;
use super::known_keys::is_known_key;
use super::layout::{self, ColonCase};
use super::line::{Line, Parts, Piece, is_atom};
use super::phrases::shown;
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::{Span, offset};

/// Recognises a line that stands as a key among keys: `title Kyrgyzstan`.
pub(super) fn after_first_word(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let colon_line = || Some(layout::colon_in_value(context)?.0);
    let beside = || layout::above_colon(context)?.beside;
    let line = layout::keyless_line(context).or_else(colon_line).or_else(beside)?;
    let parts = line.parts();
    let Candidate { key, rest, opens_bracket } = candidate(&parts)?;
    let neighbours = neighbours(context, line, &parts)?;
    let beside = neighbours.beside();
    if beside.is_none() && !opens_bracket {
        return None;
    }
    let above = neighbours.above.as_ref();
    let is_sentence = rest.starts_with(char::is_lowercase) && rest.contains(' ');
    let text_above = above.filter(|above| may_go_on(above)).and_then(|above| above.key);
    // An unknown word is a key only where nothing else can be meant.
    let is_key_for_sure = || is_known_key(key.text) || is_used_as_key(context, line, key.text);
    let ends_above = above.is_some_and(|above| !above.is_bare_key() && !above.opens_block());
    let may_be_key = opens_bracket || ends_above && text_above.is_none() && !is_sentence;
    if !may_be_key && !is_key_for_sure() {
        return None;
    }
    let word = key.text;
    let mut help = format!("write `{word}: …`");
    if let Some(owner) = text_above.filter(|_| is_sentence) {
        let owner = owner.text;
        help.push_str(&format!(
            "; if it goes on with the text of `{owner}`, put it two spaces further in than `{owner}`"
        ));
    }
    let mut colon = Edit { span: Span::empty(key.span().end), replacement: ":".to_owned() };
    if let Some(value) = rest.trim_start().strip_prefix(['=', '-']).filter(|value| value.starts_with(' ')) {
        // `country = KZ`, as in other notations.
        let gap = rest.len() - value.len() + 1;
        colon.span = Span::new(key.span().end, key.span().end + offset(gap));
        help = format!("write {}", shown(&format!("{word}:{value}")));
    }
    let found = context
        .diagnostic("syntax/missing-colon", key.span(), format!("no colon after the key `{word}`"))
        .with_help(help)
        .with_fix("put a colon after the key", Applicability::Unsafe, vec![colon]);
    Some(match beside {
        Some(beside) => found.with_label(beside.span(), "a key at the same indentation"),
        None => found,
    })
}

/// The first word of a line, which may be a key without its colon.
struct Candidate<'a> {
    key: Piece<'a>,
    rest: &'a str,
    /// True if a bracket follows the word.
    opens_bracket: bool,
}

fn candidate<'a>(parts: &Parts<'a>) -> Option<Candidate<'a>> {
    let text = match parts.key {
        None => parts.value,
        // `period {start: 2024-04}` is read as one key up to its colon.
        Some(key) if key.text.contains([' ', '\t']) => key,
        Some(_) => return None,
    };
    let (word, rest) = text.text.split_once([' ', '\t'])?;
    let opens_bracket = rest.trim_start().starts_with(['{', '[']);
    let may_be_key = has_form_of_key(word) && (parts.key.is_none() || opens_bracket);
    may_be_key.then_some(Candidate { key: Piece { start: text.start, text: word }, rest, opens_bracket })
}

/// The keys directly above and below a line at its own indentation.
struct Neighbours<'a> {
    above: Option<Parts<'a>>,
    below: Option<Parts<'a>>,
}

impl<'a> Neighbours<'a> {
    fn beside(&self) -> Option<Piece<'a>> {
        self.above.as_ref().or(self.below.as_ref()).map(Parts::name)
    }
}

/// Reads the keys beside `line`; `None` if the line above makes it a text, or lacks a space itself.
fn neighbours<'a>(context: ErrorContext<'a>, line: Line<'_>, parts: &Parts<'_>) -> Option<Neighbours<'a>> {
    let above = if parts.dashes.is_empty() { context.nearest_above(line, parts.column) } else { None };
    let above = above.map(Line::parts);
    let is_below_text = |above: &Parts<'_>| above.column < parts.column && !above.is_bare_key();
    if above.as_ref().is_some_and(|above| is_below_text(above) || above.lacks_space()) {
        return None;
    }
    let above = above.filter(|above| above.column == parts.column && above.key.is_some());
    let below = context.nearest_below(line, parts.column).map(Line::parts);
    let below = below.filter(|below| below.is_key_at(parts.column));
    Some(Neighbours { above, below })
}

/// Recognises an item that is text, with a key below it.
pub(super) fn of_item(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let ColonCase::BelowTextItem(owner) = layout::above_colon(context)?.case else { return None };
    let (text, key) = (owner.parts().value, context.line(context.at).parts().name());
    if text.text.is_empty() {
        return None;
    }
    let message = format!("no colon after {}, though a key stands below it", shown(text.text));
    let help = format!("write {}, or a key before the text", shown(&format!("- {}: …", text.text)));
    let found = context
        .diagnostic("syntax/missing-colon", text.span(), message)
        .with_label(key.span(), "this key can only stand beside others")
        .with_help(help);
    Some(found)
}

/// Recognises any other line without a colon where only a key can stand.
pub(super) fn in_line(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let line = layout::keyless_line(context).or_else(|| layout::line_without_colon(context))?;
    let parts = line.parts();
    let piece = if parts.value.text.is_empty() { line.content() } else { parts.value };
    let found = context.diagnostic(
        "syntax/missing-colon",
        piece.span(),
        format!("no colon after {}", shown(piece.text)),
    );
    let below = context.next(line).filter(|below| !below.is_blank() && below.indent() > line.indent());
    // A sign alone, such as the `|` of a block text, is no key.
    let is_word = piece.text.contains(char::is_alphanumeric);
    if let Some(below) = below.map(Line::parts).filter(|below| below.key.is_some() && is_word) {
        let colon = Edit { span: Span::empty(piece.span().end), replacement: ":".to_owned() };
        return Some(
            found
                .with_label(below.name().span(), "this key can only stand below another")
                .with_help(format!("write {}", shown(&format!("{}:", piece.text))))
                .with_fix("put a colon after the key", Applicability::Unsafe, vec![colon]),
        );
    }
    let help = format!("if it is a key, write {}", shown(&format!("{}: …", piece.text)));
    let above = context.above(line).map(Line::parts);
    let value_ends =
        |above: &Parts<'_>| above.value.text.ends_with(['"', '\'', ']', '}']) || is_atom(above.value.text);
    Some(match above.filter(|above| !value_ends(above)).and_then(|above| above.key) {
        Some(key) => found.with_label(key.span(), "the key above").with_help(format!(
            "{help}; if it goes on with the text of `{}`, put it two spaces further in than `{}`",
            key.text, key.text,
        )),
        None => found.with_help(help),
    })
}

/// Returns true if the value is a text of several words without quotes, which the line below may go on with.
fn may_go_on(parts: &Parts<'_>) -> bool {
    parts.is_plain() && parts.value.text.contains([' ', '\t'])
}

/// Returns true if `word` has the form that keys have in reports.
fn has_form_of_key(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_'))
}

/// Returns true if another line of the same document has `word` as its key.
fn is_used_as_key(context: ErrorContext<'_>, line: Line<'_>, word: &str) -> bool {
    let has = |line: &Line<'_>| line.parts().key.is_some_and(|key| key.text == word);
    let mut above = std::iter::successors(context.previous(line), |&line| context.previous(line));
    let mut below = std::iter::successors(context.next(line), |&line| context.next(line));
    above.any(|line| has(&line)) || below.any(|line| has(&line))
}
