//! Lines among keys or items that lack their colon, their dash or some of their spaces.

use super::scene::{Line, Parts, Piece, Scene, shown, spaces, standing};
use super::{prose, space};
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::schema;
use crate::source::{Span, offset};

/// A line that stands as a key among keys and lacks only its colon: `title Kyrgyzstan`.
pub(super) fn without_colon(scene: Scene<'_>, line: Line<'_>) -> Option<Diagnostic> {
    let parts = line.parts();
    let text = match parts.key {
        None => parts.value,
        // `period {start: 2024-04}` is read as one key up to its colon.
        Some(key) if key.text.contains([' ', '\t']) => key,
        Some(_) => return None,
    };
    let (word, rest) = text.text.split_once([' ', '\t'])?;
    let opens_bracket = rest.trim_start().starts_with(['{', '[']);
    if !is_word(word) || parts.key.is_some() && !opens_bracket {
        return None;
    }
    let above = if parts.dashes.is_empty() { up(scene, line, parts.column) } else { None };
    let above = above.map(Line::parts);
    let is_below_text = |above: &Parts<'_>| above.column < parts.column && !is_bare(above);
    if above.as_ref().is_some_and(|above| is_below_text(above) || space::lacks(above)) {
        return None;
    }
    let above = above.filter(|above| above.column == parts.column && above.key.is_some());
    let below = down(scene, line, parts.column).map(Line::parts);
    let below = below.filter(|below| is_key_at(below, parts.column));
    let beside = above.as_ref().or(below.as_ref()).map(Parts::name);
    if beside.is_none() && !opens_bracket {
        return None;
    }
    let is_sentence = rest.starts_with(char::is_lowercase) && rest.contains(' ');
    let text_above = above.as_ref().filter(|above| prose::may_go_on(above)).and_then(|above| above.key);
    // An unknown word is a key only where nothing else can be meant.
    let is_key_for_sure = || schema::is_key(word) || is_used(scene, line, word);
    let ends_above = above.as_ref().is_some_and(|above| !is_bare(above) && !above.opens_block());
    let may_be_key = opens_bracket || ends_above && text_above.is_none() && !is_sentence;
    if !may_be_key && !is_key_for_sure() {
        return None;
    }
    let key = Piece { start: text.start, text: word };
    let mut help = format!("write `{word}: …`");
    if let Some(owner) = text_above.filter(|_| is_sentence) {
        let owner = owner.text;
        help.push_str(&format!(
            "; if it goes on with the text of `{owner}`, put it two spaces further in than `{owner}`"
        ));
    }
    let colon = Edit { span: Span::empty(key.span().end), replacement: ":".to_owned() };
    let found = scene
        .diagnostic("syntax/missing-colon", key.span(), format!("no colon after the key `{word}`"))
        .with_help(help)
        .with_fix("put a colon after the key", Applicability::Unsafe, vec![colon]);
    Some(match beside {
        Some(beside) => found.with_label(beside.span(), "a key at the same indentation"),
        None => found,
    })
}

/// A line that stands apart, where those around it agree on where they stand; `after` is the one below it.
pub(super) fn astray(scene: Scene<'_>, line: Line<'_>, after: Line<'_>) -> Option<Diagnostic> {
    let (parts, next) = (line.parts(), after.parts());
    let wanted = next.column;
    let is_flow = parts.name().text.starts_with(['{', '[']);
    let is_alone = parts.key.is_some() && !is_flow && parts.column != wanted && !is_bare(&parts);
    // What an empty line sets apart need not agree.
    let touches = |line: Line<'_>| scene.previous(line).is_none_or(|above| !above.text.trim().is_empty());
    if !is_alone || !is_key_at(&next, wanted) || !touches(line) || !touches(after) {
        return None;
    }
    let before = up(scene, line, wanted);
    let owner = before.map(Line::parts);
    let is_beside = owner.as_ref().is_some_and(|owner| owner.column == wanted && owner.key.is_some());
    let second = down(scene, after, wanted).filter(|&second| touches(second)).map(Line::parts);
    let is_item = !parts.dashes.is_empty();
    let is_first = scene.above(line) == before
        && owner.as_ref().is_none_or(|owner| owner.column != wanted && is_bare(owner));
    let agrees = if is_first {
        let beside_parent = !is_item && owner.as_ref().is_some_and(|owner| owner.column == parts.column);
        beside_parent || second.is_some_and(|second| is_key_at(&second, wanted))
    } else {
        // With as much said for it, `after` may be the one that stands apart.
        is_beside && second.is_none_or(|second| second.column != parts.column || is_bare(&second))
    };
    if !agrees {
        return None;
    }
    let indent = (line.indent() + wanted).checked_sub(parts.column)?;
    let (key, below) = (parts.name(), next.name());
    let message = if is_item {
        format!(
            "{} stands {}, so that `{}` below it does not stand under `{}`",
            shown(line.content().text),
            standing(line.indent()),
            below.text,
            key.text
        )
    } else {
        let others = if is_beside { "around" } else { "below" };
        let (here, there) = (standing(parts.column), standing(wanted));
        format!("`{}` stands {here}, the keys {others} it {there}", key.text)
    };
    let mut found = scene.diagnostic("syntax/indentation", key.span(), message);
    if let Some(owner) = owner.filter(|_| is_beside) {
        found = found.with_label(owner.name().span(), standing(wanted));
    }
    let blanks = Span::new(line.start, line.start + offset(line.indent()));
    let edit = Edit { span: blanks, replacement: " ".repeat(indent) };
    Some(
        found
            .with_label(below.span(), standing(wanted))
            .with_help(format!("begin the line with {}", spaces(indent)))
            .with_fix(format!("put {} before it", spaces(indent)), Applicability::Unsafe, vec![edit]),
    )
}

/// The first item of a list without its dash, where spaces stand for it: `item` is a later one with a dash.
pub(super) fn blank_dash(scene: Scene<'_>, item: Line<'_>) -> Option<Diagnostic> {
    let dash = item.indent();
    let mut first = item;
    let mut parent = scene.above(item)?;
    while parent.indent() > dash {
        first = parent;
        parent = scene.above(parent)?;
    }
    let is_first = is_key_at(&first.parts(), item.parts().column) && is_bare(&parent.parts());
    let blanks = Span::new(first.start + offset(dash), first.content().start);
    is_first.then(|| no_dash(scene, first, item, blanks))
}

/// The same where nothing stands for it, so that the keys below stand further in.
pub(super) fn lost_dash(scene: Scene<'_>, first: Line<'_>, after: Line<'_>) -> Option<Diagnostic> {
    let parts = first.parts();
    let is_first = parts.key.is_some() && parts.dashes.is_empty() && is_bare(&scene.above(first)?.parts());
    let item = down(scene, first, parts.column)?;
    let begins_item = item.parts().dashes.first() == Some(&parts.column);
    let place = Span::empty(first.content().start);
    (is_first && begins_item && is_key_at(&after.parts(), parts.column + 2))
        .then(|| no_dash(scene, first, item, place))
}

fn no_dash(scene: Scene<'_>, first: Line<'_>, item: Line<'_>, place: Span) -> Diagnostic {
    let key = first.parts().name();
    let dash = Span::new(item.content().start, item.content().start + 1);
    scene
        .diagnostic(
            "syntax/mixed-list",
            key.span(),
            format!("no dash before `{}`, with which the first item of a list begins", key.text),
        )
        .with_label(dash, "the next item has its dash")
        .with_help(format!("write {}", shown(&format!("- {}", first.content().text))))
        .with_fix(
            "put a dash before it",
            Applicability::Unsafe,
            vec![Edit { span: place, replacement: "- ".to_owned() }],
        )
}

/// Whether `word` has the form that keys have in reports.
fn is_word(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_'))
}

/// Whether another line of the document that `line` lies in has `word` as its key.
fn is_used(scene: Scene<'_>, line: Line<'_>, word: &str) -> bool {
    let has = |line: &Line<'_>| line.parts().key.is_some_and(|key| key.text == word);
    let mut above = std::iter::successors(scene.previous(line), |&line| scene.previous(line));
    let mut below = std::iter::successors(scene.next(line), |&line| scene.next(line));
    above.any(|line| has(&line)) || below.any(|line| has(&line))
}

/// Whether a line is a key without a value.
pub(super) fn is_bare(parts: &Parts<'_>) -> bool {
    parts.key.is_some() && parts.value.text.is_empty()
}

/// Whether a line is a key at `column` that no dash stands before.
fn is_key_at(parts: &Parts<'_>, column: usize) -> bool {
    parts.key.is_some() && parts.dashes.is_empty() && parts.column == column
}

/// The nearest line above `line` that stands no further in than `column`.
pub(super) fn up<'a>(scene: Scene<'a>, line: Line<'_>, column: usize) -> Option<Line<'a>> {
    let mut above = scene.above(line)?;
    while above.indent() > column {
        above = scene.above(above)?;
    }
    Some(above)
}

/// The same below it.
fn down<'a>(scene: Scene<'a>, line: Line<'_>, column: usize) -> Option<Line<'a>> {
    let mut below = scene.below(line)?;
    while below.indent() > column {
        below = scene.below(below)?;
    }
    Some(below)
}
