//! What a comment says.

use std::cell::Cell;

use super::{Fate, Named, Scope, Suppression};
use crate::settings::Selector;
use crate::source::{SourceFile, Span, offset};
use crate::suggest::nearest;

/// Why a comment holds nothing back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It says `reportlint` otherwise than it must.
    Mark,
    /// It is a heading of a Markdown text.
    Heading,
    /// It holds a second list.
    SecondList,
    /// It says something else than `ignore` and `ignore-file`; perhaps this one was meant.
    Word(Option<&'static str>),
    /// It names no rule.
    NoRule,
    /// Its bracket is not closed.
    Unclosed,
    /// It is for the whole file, and stands below the beginning of it.
    NotAtTop,
    /// It is an entry of the configuration, and no file is where it leads.
    NoFile,
    /// It is one of too many in its file.
    TooMany,
}

/// What every such comment begins with.
const MARK: &str = "reportlint:";

/// A part of it that every comment has that comes near.
pub(super) const SIGN: &str = "lint";

/// What stands before it in a comment.
const LEAD: [char; 5] = ['#', ' ', '\t', '\r', '\n'];

/// Words that other programs use.
const FOREIGN: [&str; 6] = ["disable", "disable-line", "disable-next-line", "allow", "noqa", "skip"];

/// Reads a comment whose text is `inner`; `None` where it does not mean reportlint. `scope_of` says what the comment
/// covers, for the file or not; `None` where it stands in a place in which it covers nothing.
pub(super) fn read(
    source: &SourceFile,
    comment: Span,
    inner: Span,
    scope_of: impl FnOnce(bool) -> Option<Scope>,
) -> Option<Suppression> {
    let text = source.slice(inner);
    let (said, is_exact) = behind_mark(text.trim_start_matches(LEAD))?;
    let start = inner.start + offset(text.len() - said.len());
    let empty = || Suppression {
        comment,
        removal: Some(removal(source, comment)),
        rules: Vec::new(),
        reason: None,
        scope: Scope::Within(Span::empty(comment.end)),
        fault: None,
        meant: None,
    };
    let mark = Span::new(inner.end - offset(text.trim_start_matches(LEAD).len()), inner.end);
    let meant = || Some((mark, meant(said)?.into()));
    let faulty = |fault: Fault| Some(Suppression { fault: Some(fault), meant: meant(), ..empty() });
    let trimmed = said.trim_start();
    let word_end = trimmed
        .find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-')
        .unwrap_or(trimmed.len());
    let (word, rest) = trimmed.split_at_checked(word_end)?;
    if !is_exact {
        // A comment may well be about the program.
        let is_meant = rest.trim_start().starts_with('[') || FOREIGN.contains(&word);
        return faulty(Fault::Mark).filter(|_| is_meant);
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
    let rules = names(list, list_start);
    if rules.is_empty() {
        return faulty(Fault::NoRule);
    }
    if reason.trim_start().starts_with('[') || reason.contains(&format!("{MARK} ignore")) {
        return faulty(Fault::SecondList);
    }
    let Some(scope) = scope_of(is_file) else { return faulty(Fault::NotAtTop) };
    let reason = reason.trim_start_matches([' ', '\t', ':', '-', '–', '—']).trim_end();
    let reason = reason.chars().any(char::is_alphanumeric).then(|| reason.into());
    Some(Suppression { rules, reason, scope, ..empty() })
}

/// A comment in the form that it must have, for one that says `said` behind its mark and names rules in another form.
fn meant(said: &str) -> Option<String> {
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
    let meant = format!("{MARK} {word}[{}] {reason}", names.join(", "));
    (!names.is_empty()).then(|| meant.trim_end().to_owned())
}

/// What follows the mark that a comment begins with, and whether the mark is written as it must be.
fn behind_mark(text: &str) -> Option<(&str, bool)> {
    if let Some(said) = text.strip_prefix(MARK) {
        return Some((said, true));
    }
    let length = ["reportlint", "report-lint", "report lint"]
        .into_iter()
        .find(|name| text.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name)))?
        .len();
    let rest = text.get(length..)?.trim_start();
    Some((rest.strip_prefix(':').unwrap_or(rest), false))
}

/// The names in a list that begins at byte `start`, without blanks.
fn names(list: &str, start: u32) -> Vec<Named> {
    let mut at = start;
    let mut names = Vec::new();
    for part in list.split(',') {
        let name = part.trim();
        let begins = at + offset(part.len() - part.trim_start().len());
        at += offset(part.len() + 1);
        if !name.is_empty() {
            names.push(Named {
                name: name.into(),
                span: Span::new(begins, begins + offset(name.len())),
                selector: Selector::parse(name),
                fate: Cell::new(Fate::default()),
                missed: Cell::new(None),
            });
        }
    }
    names
}

/// The bytes that go with a comment: its line where it stands alone, and else the blanks before it.
fn removal(source: &SourceFile, comment: Span) -> Span {
    let before = source.slice(Span::new(0, comment.start));
    let indent = before.trim_end_matches([' ', '\t']);
    let after = source.slice(Span::new(comment.end, offset(source.text().len())));
    let is_alone = indent.is_empty() || indent.ends_with('\n');
    let line_break = ["\r\n", "\n"].into_iter().find(|end| after.starts_with(end)).map_or(0, str::len);
    let end = if is_alone { comment.end + offset(line_break) } else { comment.end };
    Span::new(offset(indent.len()), end)
}
