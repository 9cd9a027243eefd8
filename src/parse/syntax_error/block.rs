//! Keys, list items and their indentation.

use super::scene::{Line, Parts, Piece, Scene, cut, quoted, shown, spaces, standing};
use super::{prose, sibling, space, tab, unreadable};
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::{Span, offset};

/// A colon where no key can be.
///
/// The parser sees it only where the text before it turns out to be no key: that text may begin
/// lines above, at a key that lacks its space or its colon.
pub(super) fn colon(scene: Scene<'_>) -> Diagnostic {
    let line = scene.line(scene.at);
    if let Some(found) = tab::in_indentation(scene, line) {
        return found;
    }
    let parts = line.parts();
    if line.is_marker() {
        let span = Span::new(line.start, line.start + 3);
        return scene
            .diagnostic("syntax/yaml", span, "a key stands on the line of `---`")
            .with_help("put the key on a line of its own, below `---`");
    }
    match (parts.key, parts.colon) {
        (Some(key), Some(colon)) if colon < scene.at => {
            return sibling::without_colon(scene, line)
                .unwrap_or_else(|| prose::colon_in_text(scene, line, key));
        }
        (Some(_), Some(_)) => {}
        _ => return unreadable(scene),
    }
    let mut lacking = Vec::new();
    let mut text = None;
    let mut beside = None;
    let mut owner = None;
    let mut cursor = line;
    while let Some(above) = scene.above(cursor) {
        let above_parts = above.parts();
        if above_parts.column == parts.column {
            beside = Some(above);
        }
        if space::lacks(&above_parts) {
            lacking.push(above);
        } else if above_parts.key.is_none() && above_parts.dashes.is_empty() {
            text = Some(above);
        } else {
            owner = Some(above);
            break;
        }
        cursor = above;
        if !above_parts.dashes.is_empty() {
            break;
        }
    }
    if !lacking.is_empty() {
        lacking.reverse();
        return space::missing(scene, &lacking).unwrap_or_else(|| unreadable(scene));
    }
    if let Some(found) = beside.and_then(|beside| sibling::without_colon(scene, beside)) {
        return found;
    }
    match (owner.map(|owner| (owner, owner.parts())), text) {
        (Some((_, owned)), None) if owned.key.is_none() => text_with_keys(scene, &owned, &parts),
        // `city-court` alone on its line, with keys below it.
        (Some((_, owned)), Some(text))
            if sibling::is_bare(&owned)
                && !text.content().text.contains([' ', '\t'])
                && (owned.column..parts.column).contains(&text.indent()) =>
        {
            missing_colon(scene, text)
        }
        (Some((owner, owned)), text) if owned.column < parts.column => {
            let several_words = parts.name().text.contains([' ', '\t']);
            if text.is_some() || several_words {
                prose::colon_in_lines(scene, owner)
            } else {
                too_far_in(scene, line, owner)
            }
        }
        (_, Some(text)) => missing_colon(scene, text),
        _ => unreadable(scene),
    }
}

/// An item that is text, with a key below it.
fn text_with_keys(scene: Scene<'_>, owner: &Parts<'_>, parts: &Parts<'_>) -> Diagnostic {
    let (text, key) = (owner.value, parts.name());
    if text.text.is_empty() {
        return unreadable(scene);
    }
    scene
        .diagnostic(
            "syntax/missing-colon",
            text.span(),
            format!("no colon after {}, though a key stands below it", shown(text.text)),
        )
        .with_label(key.span(), "this key can only stand beside others")
        .with_help(format!("write {}, or a key before the text", shown(&format!("- {}: …", text.text))))
}

/// A key further in than the one above it, which has a value already.
fn too_far_in(scene: Scene<'_>, line: Line<'_>, above: Line<'_>) -> Diagnostic {
    let astray = || sibling::astray(scene, above, line);
    if let Some(found) = sibling::lost_dash(scene, above, line).or_else(astray) {
        return found;
    }
    let (parts, owner) = (line.parts(), above.parts());
    let (key, above) = (parts.name(), owner.name());
    let message = format!(
        "`{}` stands {}, the key above it, `{}`, {}",
        key.text,
        standing(parts.column),
        above.text,
        standing(owner.column)
    );
    let found = scene
        .diagnostic("syntax/indentation", key.span(), message)
        .with_label(above.span(), format!("`{}` stands {}", above.text, standing(owner.column)));
    let help = if owner.key.is_some() {
        format!(
            "write `{}` with {} before it, to put it beside `{}`, which has the value {} already",
            key.text,
            spaces(owner.column),
            above.text,
            shown(owner.value.text),
        )
    } else {
        format!("write `{}` with {} before it", key.text, spaces(owner.column))
    };
    let indent = Span::new(line.start, line.start + offset(line.indent()));
    let edit = Edit { span: indent, replacement: " ".repeat(owner.column) };
    found.with_help(help).with_fix(
        format!("put `{}` beside `{}`", key.text, above.text),
        Applicability::Unsafe,
        vec![edit],
    )
}

/// A line between keys that has no colon.
pub(super) fn missing_colon(scene: Scene<'_>, line: Line<'_>) -> Diagnostic {
    if let Some(found) = prose::continued(scene, line) {
        return found;
    }
    let parts = line.parts();
    let piece = if parts.value.text.is_empty() { line.content() } else { parts.value };
    let mut found = scene.diagnostic(
        "syntax/missing-colon",
        piece.span(),
        format!("no colon after {}", shown(piece.text)),
    );
    let below = scene.next(line).filter(|below| !below.is_blank() && below.indent() > line.indent());
    if let Some(below) = below.map(Line::parts).filter(|below| below.key.is_some()) {
        let colon = Edit { span: Span::empty(piece.span().end), replacement: ":".to_owned() };
        return found
            .with_label(below.name().span(), "this key can only stand below another")
            .with_help(format!("write {}", shown(&format!("{}:", piece.text))))
            .with_fix("put a colon after the key", Applicability::Unsafe, vec![colon]);
    }
    let above = scene.above(line).map(Line::parts);
    let mut help = format!("if it is a key, write {}", shown(&format!("{}: …", piece.text)));
    let ends_above = |above: &&Parts<'_>| {
        above.value.text.ends_with(['"', '\'', ']', '}']) || prose::is_atom(above.value.text)
    };
    if let Some(key) = above.as_ref().filter(|above| !ends_above(above)).and_then(|above| above.key) {
        found = found.with_label(key.span(), "the key above");
        help.push_str(&format!(
            "; if it goes on with the text of `{}`, put it two spaces further in than `{}`",
            key.text, key.text,
        ));
    }
    found.with_help(help)
}

/// A line that must be a key and is none.
pub(super) fn no_key(scene: Scene<'_>) -> Diagnostic {
    let line = scene.line(scene.at);
    if let Some(found) = tab::in_indentation(scene, line) {
        return found;
    }
    let mut lacking = Vec::new();
    let mut cursor = Some(line);
    while let Some(line) = cursor.filter(|line| space::lacks(&line.parts())) {
        lacking.push(line);
        cursor = scene.next(line);
    }
    if let Some(found) = space::missing(scene, &lacking) {
        return found;
    }
    if let Some(above) = scene.above(line).filter(|above| above.parts().opens_block()) {
        return shallow_block(scene, line, above);
    }
    sibling::without_colon(scene, line).unwrap_or_else(|| missing_colon(scene, line))
}

/// A text under `|` or `>` that does not stand further in than its key.
fn shallow_block(scene: Scene<'_>, line: Line<'_>, header: Line<'_>) -> Diagnostic {
    let parts = header.parts();
    let key = parts.name();
    let column = parts.key.map_or(parts.dashes.last().copied().unwrap_or(0), |_| parts.column);
    let mark = parts.value.text.rsplit([' ', '\t']).next().unwrap_or_default();
    let at = parts.value.span().end - offset(mark.len());
    let mut edits = Vec::new();
    let mut cursor = Some(line);
    // The text ends where keys go on.
    while let Some(line) = cursor.filter(|line| line.parts().key.is_none()) {
        if !line.content().text.is_empty() {
            edits.push(Edit { span: Span::empty(line.start), replacement: " ".repeat(column + 2) });
        }
        cursor = scene.next(line);
    }
    scene
        .diagnostic(
            "syntax/block-scalar",
            line.content().span(),
            format!(
                "the text under {} does not stand further in than its key",
                shown(&format!("{}: {mark}", key.text))
            ),
        )
        .with_label(Span::new(at, at + offset(mark.len())), "the text begins after this")
        .with_help(format!("put {} before each line of the text", spaces(column + 2)))
        .with_fix("indent the text", Applicability::Unsafe, edits)
}

/// Where a key or a list item was due and something else stands.
pub(super) fn entry(scene: Scene<'_>) -> Diagnostic {
    let line = scene.line(scene.at);
    if let Some(found) = tab::in_indentation(scene, line) {
        return found;
    }
    let parts = line.parts();
    let content = line.content();
    let before = scene.slice(Span::new(content.start, scene.at)).trim_end_matches([' ', '\t']);
    if before.chars().all(|c| matches!(c, '-' | ' ' | '\t')) {
        return odd_line(scene, line);
    }
    let last = before.rsplit([' ', '\t']).next().unwrap_or_default();
    let value = if parts.value.start < scene.at { parts.value } else { content };
    let is_mark = |word: &str| word.starts_with(['&', '!', '*']);
    if is_mark(last) && is_mark(scene.rest(scene.at)) {
        let second = scene.word(scene.at);
        let rule = if last.starts_with('!') { "syntax/tag" } else { "syntax/anchor" };
        let message =
            format!("{} follows {}, and one value cannot have both", shown(scene.slice(second)), shown(last));
        return scene
            .diagnostic(rule, second, message)
            .with_help("keep one of the two, or put the text into quotes");
    }
    if last.ends_with([']', '}']) || value.text.starts_with('*') {
        let rest = scene.slice(Span::new(scene.at, value.span().end));
        let message =
            format!("text follows {}, so all of it needs quotes", shown(before_text(value, scene.at)));
        let primary = if rest.is_empty() {
            scene.word(scene.at)
        } else {
            Span::new(scene.at, scene.at + offset(rest.len()))
        };
        let found = scene
            .diagnostic("syntax/unquoted-text", primary, message)
            .with_label(
                scene.character(value.start),
                format!("because of this `{}`, what follows is not read as text", cut(value.text, 0, 1)),
            )
            .with_help(format!("write {}", shown(&quoted(value.text))));
        return scene.quoting(found, value);
    }
    unreadable(scene)
}

fn before_text(value: Piece<'_>, at: u32) -> &str {
    cut(value.text, 0, at.saturating_sub(value.start) as usize)
}

/// A line whose indentation fits none above it, or that is a key among items, or an item among keys.
pub(super) fn odd_line(scene: Scene<'_>, line: Line<'_>) -> Diagnostic {
    let column = line.indent();
    let parts = line.parts();
    if space::lacks(&parts)
        && let Some(found) = space::missing(scene, &[line])
    {
        return found;
    }
    let is_item = !parts.dashes.is_empty();
    let lost_dash = if is_item { sibling::blank_dash(scene, line) } else { None };
    let astray = || sibling::astray(scene, line, scene.below(line)?);
    let astray_above = || sibling::astray(scene, scene.above(line)?, line);
    if let Some(found) = lost_dash.or_else(astray).or_else(astray_above) {
        return found;
    }
    if !is_item
        && parts.key.is_none()
        && let Some(found) = prose::after_comment(scene, line)
    {
        return found;
    }
    if !is_item
        && parts.key.is_some_and(prose::is_words)
        && let Some(found) = prose::continued(scene, line)
    {
        return found;
    }
    let name = if is_item { line.content() } else { parts.name() };
    let mut deeper: Option<(usize, Piece<'_>)> = None;
    let mut shallower: Option<(usize, Piece<'_>)> = None;
    let mut cursor = line;
    while let Some(above) = scene.above(cursor) {
        cursor = above;
        let above_parts = above.parts();
        if above.indent() < column && above_parts.opens_block() && deeper.is_some() {
            return uneven_block(scene, line, above, deeper);
        }
        let takes_no_more = !above_parts.value.text.is_empty() && above_parts.key.is_some();
        if deeper.is_none() && !is_item && above_parts.column < column && takes_no_more {
            return too_far_in(scene, line, above);
        }
        let keyed = (!above_parts.value.text.is_empty() || above_parts.key.is_some()).then_some((
            above_parts.column,
            above_parts.name(),
            false,
        ));
        let item = |&dash: &usize| {
            let text = cut(above.text, dash, above.text.len()).trim_end();
            (dash, Piece { start: above.start + offset(dash), text }, true)
        };
        let items = above_parts.dashes.iter().map(item);
        for (at, piece, item) in keyed.into_iter().chain(items) {
            if at == column && item != is_item {
                return mixed(scene, name, piece, is_item, column);
            }
            if at > column && deeper.is_none_or(|(best, _)| at < best) {
                deeper = Some((at, piece));
            }
            if at < column && shallower.is_none_or(|(best, _)| at > best) {
                shallower = Some((at, piece));
            }
        }
        if above.indent() < column || shallower.is_some() || above.indent() == 0 {
            break;
        }
    }
    let called = shown(name.text);
    let places: Vec<(usize, Piece<'_>)> = deeper.into_iter().chain(shallower).collect();
    if places.is_empty() || name.text.is_empty() {
        return unreadable(scene);
    }
    let others: Vec<String> =
        places.iter().map(|(at, piece)| format!("{} stands {}", shown(piece.text), standing(*at))).collect();
    let message =
        format!("{called} stands {}, which fits no line above: {}", standing(column), others.join(", "));
    let mut found = scene.diagnostic("syntax/indentation", name.span(), message);
    for (at, piece) in &places {
        let first = scene.word(piece.start);
        let span = if piece.span().len() > 80 { first } else { piece.span() };
        found = found.with_label(span, standing(*at));
    }
    // An item can stand beside items, a key beside keys.
    let advice: Vec<String> = places
        .iter()
        .filter(|(_, piece)| piece.text.starts_with("- ") == is_item)
        .map(|(at, piece)| format!("{} to put it beside {}", spaces(*at), shown(piece.text)))
        .collect();
    if advice.is_empty() {
        return found.with_help("begin the line with as many spaces as what it belongs beside");
    }
    found.with_help(format!("begin the line with {}", advice.join(", or with ")))
}

/// A line of a block text that stands less far in than the first one.
fn uneven_block(
    scene: Scene<'_>,
    line: Line<'_>,
    header: Line<'_>,
    first: Option<(usize, Piece<'_>)>,
) -> Diagnostic {
    let column = line.indent();
    let depth = first.map_or(column, |(at, _)| at);
    let mut found = scene.diagnostic(
        "syntax/block-scalar",
        line.content().span(),
        format!("this line of the text stands {}, the first one {}", standing(column), standing(depth)),
    );
    if let Some((_, piece)) = first {
        found = found.with_label(piece.span(), format!("the text begins {}", standing(depth)));
    }
    let name = header.parts().name();
    found
        .with_label(name.span(), "the text belongs to this")
        .with_help(format!("begin every line of the text with at least {}", spaces(depth)))
        .with_fix(
            "indent the line like the text's first one",
            Applicability::Unsafe,
            vec![Edit {
                span: Span::empty(line.start),
                replacement: " ".repeat(depth.saturating_sub(column)),
            }],
        )
}

fn mixed(scene: Scene<'_>, name: Piece<'_>, above: Piece<'_>, is_item: bool, column: usize) -> Diagnostic {
    let (called, beside) = (shown(name.text), shown(above.text));
    if is_item {
        scene
            .diagnostic("syntax/mixed-list", name.span(), format!("the list item {called} stands beside the key {beside}"))
            .with_label(above.span(), "a key stands at the same indentation")
            .with_help("put the list under a key of its own that has nothing after its colon, or delete the dash if this is a key")
    } else {
        scene
            .diagnostic("syntax/mixed-list", name.span(), format!("the key {called} stands beside the list item {beside}"))
            .with_label(above.span(), "a list item stands at the same indentation")
            .with_help(format!(
                "begin the line with {} if {called} belongs to this item, or with a dash if it is an item of its own",
                spaces(column + 2)
            ))
    }
}

/// `a: - b`
pub(super) fn item_after_key(scene: Scene<'_>) -> Diagnostic {
    let line = scene.line(scene.at);
    let parts = line.parts();
    let Some(key) = parts.key.filter(|key| !key.text.is_empty()) else { return tab::after_mark(scene) };
    let column = parts.column;
    let span = scene.character(scene.at);
    scene
        .diagnostic(
            "syntax/mixed-list",
            span,
            format!("a list item begins on the line of its key `{}`", key.text),
        )
        .with_label(key.span(), "the key")
        .with_help(format!(
            "put `{}` on a line of its own below `{}:`, or put it into quotes if it is text",
            parts.value.text.chars().take(40).collect::<String>(),
            key.text
        ))
        .with_fix(
            "put the item on a line of its own",
            Applicability::Unsafe,
            vec![Edit {
                span: Span::new(key.span().end + 1, parts.value.start),
                replacement: format!("\n{}", " ".repeat(column + 2)),
            }],
        )
}
