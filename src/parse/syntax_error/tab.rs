//! Tabs where only spaces may stand.

use super::scene::{Line, Scene, cut};
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::{Span, offset};

/// The fault of `line` if a tab stands in its indentation.
pub(super) fn in_indentation(scene: Scene<'_>, line: Line<'_>) -> Option<Diagnostic> {
    let blanks = cut(line.text, 0, line.indent());
    let tab = blanks.find('\t')?;
    let tabs = blanks.len() - tab - cut(blanks, tab, blanks.len()).trim_start_matches('\t').len();
    let start = line.start + offset(tab);
    let primary = Span::new(start, start + offset(tabs));
    let found = scene
        .diagnostic("syntax/tab-indentation", primary, "a tab stands where only spaces can")
        .with_help("indent with spaces instead; most editors can be set to put spaces for the Tab key");
    let unit = indent_unit(scene, line);
    let mut edits = Vec::new();
    let mut cursor = Some(line);
    while let Some(line) = cursor {
        let blanks = cut(line.text, 0, line.indent());
        if blanks.contains('\t') {
            let span = Span::new(line.start, line.start + offset(blanks.len()));
            edits.push(Edit { span, replacement: blanks.replace('\t', &" ".repeat(unit)) });
        }
        cursor = scene.next(line);
    }
    Some(found.with_fix(format!("put {unit} spaces for each tab"), Applicability::Unsafe, edits))
}

/// The fault of the first line from the place on that is indented with a tab.
pub(super) fn below(scene: Scene<'_>) -> Option<Diagnostic> {
    let mut line = scene.line(scene.at);
    loop {
        // A line of blanks alone does no harm.
        if !line.is_blank()
            && let Some(found) = in_indentation(scene, line)
        {
            return Some(found);
        }
        line = scene.next(line)?;
    }
}

/// `-<tab>- item`
pub(super) fn after_mark(scene: Scene<'_>) -> Diagnostic {
    let line = scene.line(scene.at);
    let before = scene.slice(Span::new(line.start, scene.at));
    let Some(tab) = before.rfind('\t') else { return super::unreadable(scene) };
    let at = line.start + offset(tab);
    scene
        .diagnostic("syntax/tab-indentation", Span::new(at, at + 1), "a tab stands where only spaces can")
        .with_help("write a space between the dashes")
        .with_fix(
            "put a space for the tab",
            Applicability::Safe,
            vec![Edit { span: Span::new(at, at + 1), replacement: " ".to_owned() }],
        )
}

/// How far the lines above are indented, as the unit that a tab stood for.
fn indent_unit(scene: Scene<'_>, line: Line<'_>) -> usize {
    let mut cursor = line;
    while let Some(above) = scene.above(cursor) {
        let indent = above.indent();
        if (1..=8).contains(&indent) && !cut(above.text, 0, indent).contains('\t') {
            return if indent % 4 == 0 { 4 } else { 2 };
        }
        cursor = above;
    }
    2
}
