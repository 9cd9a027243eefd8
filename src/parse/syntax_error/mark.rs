//! Characters with a meaning of their own: `&`, `*`, `!`, `%`, `|`, `>`, and those no text may hold.

use super::scene::{Line, Piece, Scene, cut, quoted, shown};
use super::unreadable;
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::{Span, offset};

/// The value on the place's line that begins at the place.
fn value_at(scene: Scene<'_>) -> Option<Piece<'_>> {
    let line = scene.line(scene.at);
    let value = line.parts().value;
    if value.start == scene.at {
        return Some(value);
    }
    // Within brackets, the value ends before the next comma.
    let rest = scene.slice(Span::new(scene.at, line.end()));
    let end = rest.find([',', ']', '}']).unwrap_or(rest.len());
    let text = cut(rest, 0, end).trim_end();
    (!text.is_empty()).then_some(Piece { start: scene.at, text })
}

/// A text that begins with a character that has a meaning of its own.
fn begins_with(scene: Scene<'_>, reason: &str) -> Diagnostic {
    let Some(value) = value_at(scene) else { return unreadable(scene) };
    let span = scene.character(value.start);
    let first = scene.slice(span);
    let message = match first {
        "`" => format!("{} begins with a backtick, {reason}, so it needs quotes", shown(value.text)),
        _ if value.text == first => format!("`{first}`, {reason}, needs quotes"),
        _ => format!("{} begins with `{first}`, {reason}, so it needs quotes", shown(value.text)),
    };
    let found = scene
        .diagnostic("syntax/unquoted-text", span, message)
        .with_help(format!("write {}", shown(&quoted(value.text))));
    scene.quoting(found, value)
}

/// A character that cannot stand where it does, or nowhere.
pub(super) fn character(scene: Scene<'_>, character: char) -> Diagnostic {
    match character {
        '@' | '`' => begins_with(scene, "which is reserved"),
        '%' => begins_with(scene, "which marks an instruction about the YAML itself"),
        '?' => begins_with(scene, "which marks a key"),
        '|' | '>' => begins_with(scene, "which marks a text on the lines below it"),
        _ => control(scene, character),
    }
}

/// A control character; the place may be the beginning of the text that holds it.
pub(super) fn control(scene: Scene<'_>, character: char) -> Diagnostic {
    let at = scene.at + offset(scene.rest(scene.at).find(character).unwrap_or(0));
    let span = scene.character(at);
    let (what, advice) = match character {
        '\u{feff}' => {
            ("a byte order mark (U+FEFF) stands inside the file", "it is invisible and can only begin a file")
        }
        '\0' => ("a zero byte (U+0000) stands in the file", "the file may be damaged, or no text at all"),
        _ => ("", "it is invisible, and no text may hold it"),
    };
    let message = if what.is_empty() {
        format!("an invisible control character (U+{:04X}) stands in the file", u32::from(character))
    } else {
        what.to_owned()
    };
    scene
        .diagnostic("syntax/control-character", span, message)
        .with_help(format!("delete it: {advice}"))
        .with_fix(
            "delete the character",
            Applicability::Unsafe,
            vec![Edit { span, replacement: String::new() }],
        )
}

/// `& name`, `* text`
pub(super) fn nameless(scene: Scene<'_>) -> Diagnostic {
    let (rule, thing) =
        if scene.rest(scene.at).starts_with('*') { ("`*` repeats", "*name") } else { ("`&` names", "&name") };
    let Some(value) = value_at(scene) else { return unreadable(scene) };
    let found = scene
        .diagnostic(
            "syntax/anchor",
            scene.character(scene.at),
            format!("{rule} a part of the file, and no name follows it"),
        )
        .with_help(format!("if this is text, write {}; otherwise `{thing}`", shown(&quoted(value.text))));
    scene.quoting(found, value)
}

/// A tag that cannot be read.
pub(super) fn tag(scene: Scene<'_>, reason: &str) -> Diagnostic {
    let span = scene.word(scene.at);
    let line = scene.line(scene.at);
    let value = line.parts().value;
    let found = scene.diagnostic(
        "syntax/tag",
        span,
        format!("the `!` at the beginning makes {} a tag, {reason}", shown(scene.slice(span))),
    );
    if value.start != scene.at {
        return found.with_help("if it is text, put it into quotes");
    }
    let found = found.with_help(format!("if it is text, write {}", shown(&quoted(value.text))));
    scene.quoting(found, value)
}

/// A line that begins with `%`.
pub(super) fn directive(scene: Scene<'_>, problem: &str, help: &str) -> Diagnostic {
    let line = scene.line(scene.at);
    let content = line.content();
    let message = format!(
        "{} begins with `%`, so it is read as an instruction about the YAML itself, {problem}",
        shown(content.text)
    );
    let span = if content.span().len() > 200 { scene.word(content.start) } else { content.span() };
    scene.diagnostic("syntax/directive", span, message).with_help(help)
}

/// A document that ought to begin and does not.
pub(super) fn document_start(scene: Scene<'_>) -> Diagnostic {
    let line = scene.line(scene.at);
    if let Some(above) = scene.above(line).filter(|above| above.text.starts_with('%')) {
        return scene
            .diagnostic(
                "syntax/directive",
                above.content().span(),
                format!("a line `---` must follow {}", shown(above.text)),
            )
            .with_label(line.parts().name().span(), "the document begins before it")
            .with_help(
                "put a line `---` below it, or delete the line: reports need none that begins with `%`",
            )
            .with_fix(
                "put `---` below it",
                Applicability::Safe,
                vec![Edit { span: Span::empty(line.start), replacement: "---\n".to_owned() }],
            );
    }
    super::block::odd_line(scene, line)
}

/// Text after `...`
pub(super) fn after_end(scene: Scene<'_>) -> Diagnostic {
    let line = scene.line(scene.at);
    let rest = Span::new(scene.at, line.start + offset(line.text.trim_end().len()));
    scene
        .diagnostic("syntax/yaml", rest, "text follows `...` on its line")
        .with_label(Span::new(line.start, line.start + 3), "this ends the document")
        .with_help(
            "put the text on the next line; if the dots are part of the text, put all of it into quotes",
        )
}

/// What follows `|` or `>` on its line.
pub(super) fn block_header(scene: Scene<'_>) -> Diagnostic {
    let line = scene.line(scene.at);
    let parts = line.parts();
    let Some(value) = value_at(scene) else { return unreadable(scene) };
    let mark = cut(value.text, 0, 1);
    let rest = cut(value.text, 1, value.text.len());
    let blanks = rest.len() - rest.trim_start().len();
    let text = rest.trim_start();
    let start = value.start + offset(1 + blanks);
    let found = scene
        .diagnostic(
            "syntax/block-scalar",
            if text.is_empty() {
                scene.character(scene.at)
            } else {
                Span::new(start, start + offset(text.len()))
            },
            format!("{} stands on the line of `{mark}`; the text must begin on the next one", shown(text)),
        )
        .with_label(Span::new(value.start, value.start + 1), "this announces a text on the lines below")
        .with_help(format!(
            "put the text below, two spaces further in than the key; or write {}",
            shown(&quoted(value.text))
        ));
    let own_line = format!("\n{}", " ".repeat(parts.column + 2));
    if text.starts_with(['+', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) {
        return scene.quoting(found, value);
    }
    let edit = Edit { span: Span::new(value.start + 1, start), replacement: own_line };
    found.with_fix("put the text on the next line", Applicability::Unsafe, vec![edit])
}

/// `|0`
pub(super) fn zero_indent(scene: Scene<'_>) -> Diagnostic {
    let span = scene.word(scene.at);
    let mark = scene.slice(span);
    let mended = mark.replace('0', "");
    scene
        .diagnostic(
            "syntax/block-scalar",
            span,
            format!("`{mark}` asks for a text that is indented by no space"),
        )
        .with_help(format!("write `{mended}`; the indentation is then taken from the text's first line"))
        .with_fix(
            format!("write `{mended}`"),
            Applicability::Unsafe,
            vec![Edit { span, replacement: mended }],
        )
}

/// A line of a block text that stands less far in than its beginning asks for.
pub(super) fn block_indent(scene: Scene<'_>) -> Diagnostic {
    let line = scene.line(scene.at);
    let mut header = line;
    while let Some(above) = scene.previous(header) {
        header = above;
        if header.parts().opens_block() {
            break;
        }
    }
    let mut deepest = line;
    let mut cursor = scene.next(header);
    while let Some(blank) = cursor.filter(|blank: &Line<'_>| blank.start < line.start) {
        if blank.indent() > deepest.indent() {
            deepest = blank;
        }
        cursor = scene.next(blank);
    }
    let name = header.parts().name();
    let found = scene
        .diagnostic(
            "syntax/block-scalar",
            line.content().span(),
            "this line of a text does not stand as far in as the text begins",
        )
        .with_label(name.span(), "the text belongs to this");
    if deepest.start == line.start {
        return found.with_help("indent the line further, or delete the number after `|` or `>`");
    }
    let blanks = Span::new(deepest.start, deepest.end());
    found
        .with_label(blanks, "an empty line above it has more spaces")
        .with_help("delete the spaces of the empty line")
        .with_fix(
            "delete the spaces",
            Applicability::Unsafe,
            vec![Edit { span: blanks, replacement: String::new() }],
        )
}

/// A comment between the lines of a text.
pub(super) fn comment_in_text(scene: Scene<'_>) -> Diagnostic {
    let line = scene.line(scene.at);
    let comment = scene.slice(Span::new(scene.at, line.end())).trim_end();
    let value = line.parts().value;
    let found = scene.diagnostic(
        "syntax/unquoted-text",
        Span::new(scene.at, scene.at + offset(comment.len())),
        format!("{} is read as a comment, and the text goes on below it", shown(comment)),
    );
    let found = match scene.next(line) {
        Some(next) => found.with_label(next.content().span(), "this goes on with the text"),
        None => found,
    };
    found.with_label(value.span(), "the text begins here").with_help(
        "put the comment above the text; if the `#` is part of the text, put all of it into quotes",
    )
}
