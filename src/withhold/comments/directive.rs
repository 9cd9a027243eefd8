//! The text of a comment, read into a [`Directive`].

use super::{Directive, DirectiveName, Scope};
use crate::rule::Fault;
use crate::settings::Selector;
use crate::source::{SourceFile, Span, offset};
use crate::suggest::nearest;

/// The beginning of every such comment.
const INDICATOR: &str = "reportlint:";

/// A part of the indicator that nearly right comments have too.
pub(super) const HINT: &str = "lint";

/// The characters that may stand before the indicator.
const LEAD: [char; 5] = ['#', ' ', '\t', '\r', '\n'];

/// The words of other programs for the same.
const FOREIGN: [&str; 6] = ["disable", "disable-line", "disable-next-line", "allow", "noqa", "skip"];

/// Reads a comment whose text is `inner`; returns `None` if it is not meant for reportlint. `scope_of` returns the scope
/// of the comment, given whether it is for the whole file; `None` where it stands in a place in which it covers nothing.
pub(super) fn read(
    source: &SourceFile,
    comment: Span,
    inner: Span,
    scope_of: impl FnOnce(bool) -> Option<Scope>,
) -> Option<Directive> {
    let text = source.slice(inner);
    let (said, is_exact) = behind_indicator(text.trim_start_matches(LEAD))?;
    let start = inner.start + offset(text.len() - said.len());
    let empty = || Directive {
        comment,
        removal: removal(source, comment),
        names: Vec::new(),
        reason: None,
        scope: Scope::Within(Span::empty(comment.end)),
        fault: None,
        correction: None,
    };
    let indicator = Span::new(inner.end - offset(text.trim_start_matches(LEAD).len()), inner.end);
    let correction = || Some((indicator, corrected(said)?.into()));
    let faulty = |fault: Fault| Some(Directive { fault: Some(fault), correction: correction(), ..empty() });
    let trimmed = said.trim_start();
    let word_end = trimmed
        .find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-')
        .unwrap_or(trimmed.len());
    let (word, rest) = trimmed.split_at_checked(word_end)?;
    if !is_exact {
        // A comment may well be about the program.
        let is_meant = rest.trim_start().starts_with('[') || FOREIGN.contains(&word);
        return faulty(Fault::Indicator).filter(|_| is_meant);
    }
    let is_file = match word {
        "ignore" => false,
        "ignore-file" => true,
        _ if FOREIGN.contains(&word) => return faulty(Fault::Word(Some("ignore"))),
        _ => return faulty(Fault::Word(nearest(word, ["ignore", "ignore-file"]))),
    };
    let Some(list) = rest.trim_start().strip_prefix('[') else { return faulty(Fault::NoRule) };
    let Some((list, reason)) = list.split_once(']') else { return faulty(Fault::Unclosed) };
    let list_start = start + offset(said.len() - reason.len() - 1 - list.len());
    let names = read_names(list, list_start);
    if names.is_empty() {
        return faulty(Fault::NoRule);
    }
    if reason.trim_start().starts_with('[') || reason.contains(&format!("{INDICATOR} ignore")) {
        return faulty(Fault::SecondList);
    }
    let Some(scope) = scope_of(is_file) else { return faulty(Fault::NotAtTop) };
    let reason = reason.trim_start_matches([' ', '\t', ':', '-', '–', '—']).trim_end();
    let reason = reason.chars().any(char::is_alphanumeric).then(|| reason.into());
    Some(Directive { names, reason, scope, ..empty() })
}

/// Writes a malformed comment in its right form, given the text `said` behind its indicator; `None` if it names no rule.
fn corrected(said: &str) -> Option<String> {
    let said = said.trim();
    let word_end = said.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-')?;
    let (word, mut rest) = said.split_at_checked(word_end)?;
    let is_between =
        |letter: char| matches!(letter, '[' | '(' | ']' | ')' | ',' | ':') || letter.is_whitespace();
    let mut names = Vec::new();
    loop {
        let begins = rest.trim_start_matches(is_between);
        let end = begins.find(|letter: char| is_between(letter)).unwrap_or(begins.len());
        let (name, behind) = begins.split_at_checked(end)?;
        if Selector::parse(name).is_err() {
            break;
        }
        names.push(name);
        rest = behind;
    }
    let reason =
        rest.trim_start_matches(|letter: char| is_between(letter) || matches!(letter, '-' | '–' | '—'));
    let word = if word.contains("file") { "ignore-file" } else { "ignore" };
    let comment = format!("{INDICATOR} {word}[{}] {reason}", names.join(", "));
    (!names.is_empty()).then(|| comment.trim_end().to_owned())
}

/// Returns the text after the indicator that a comment begins with, and true if the indicator is written as it must be.
fn behind_indicator(text: &str) -> Option<(&str, bool)> {
    if let Some(said) = text.strip_prefix(INDICATOR) {
        return Some((said, true));
    }
    let length = ["reportlint", "report-lint", "report lint"]
        .into_iter()
        .find(|name| text.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name)))?
        .len();
    let rest = text.get(length..)?.trim_start();
    Some((rest.strip_prefix(':').unwrap_or(rest), false))
}

/// Reads the names in a list that begins at byte `start`, without blanks.
fn read_names(list: &str, start: u32) -> Vec<DirectiveName> {
    let mut at = start;
    let mut names = Vec::new();
    for part in list.split(',') {
        let name = part.trim();
        let begins = at + offset(part.len() - part.trim_start().len());
        at += offset(part.len() + 1);
        if !name.is_empty() {
            names.push(DirectiveName {
                name: name.into(),
                span: Span::new(begins, begins + offset(name.len())),
                selector: Selector::parse(name),
            });
        }
    }
    names
}

/// Returns the bytes that go with a comment: its line where it stands alone, else the blanks before it.
fn removal(source: &SourceFile, comment: Span) -> Span {
    let before = source.slice(Span::new(0, comment.start));
    let indent = before.trim_end_matches([' ', '\t']);
    let after = source.slice(Span::new(comment.end, offset(source.text().len())));
    let is_alone = indent.is_empty() || indent.ends_with('\n');
    let line_break = ["\r\n", "\n"].into_iter().find(|end| after.starts_with(end)).map_or(0, str::len);
    let end = if is_alone { comment.end + offset(line_break) } else { comment.end };
    Span::new(offset(indent.len()), end)
}
