//! Markdown with YAML front matter: `---`, YAML, `---`, then the narrative.

use std::sync::Arc;

use super::{Parsed, syntax_error, yaml};
use crate::document::Format;
use crate::source::{SourceFile, Span, offset};

/// Parses the front matter; a file without one has no document.
pub(super) fn parse(source: &Arc<SourceFile>) -> Parsed {
    let file = yaml::Extent::file(source).yaml;
    let mut lines = Lines { text: source.slice(file), at: file.start };
    let opening = match lines.next() {
        Some((line, text)) if text.trim_end() == "---" => line,
        Some((_, text)) if text.trim().is_empty() => return late(source, file, lines),
        _ => return Parsed::default(),
    };
    let start = lines.at;
    // A line of four dashes is an end that was meant.
    let mut odd_end = None;
    while let Some((line, text)) = lines.next() {
        if matches!(text.trim_end(), "---" | "...") {
            let extent = yaml::Extent {
                yaml: Span::new(start, line.start),
                body: Some(Span::new(lines.at, file.end)),
            };
            return yaml::parse(source, extent, Format::Markdown);
        }
        let is_rule = text.len() > 1 && text.trim_end().chars().all(|c| matches!(c, '-' | '–' | '—'));
        if is_rule && !text.trim().is_empty() {
            odd_end.get_or_insert(line);
        }
    }
    let diagnostic = match odd_end {
        Some(line) => syntax_error::odd_front_matter_end(source, line),
        None => syntax_error::unclosed_front_matter(source, opening),
    };
    Parsed { documents: Vec::new(), diagnostics: vec![diagnostic] }
}

/// A file that begins with an empty line: its front matter, if it has any, begins too late.
fn late(source: &Arc<SourceFile>, file: Span, mut lines: Lines<'_>) -> Parsed {
    match lines.find(|(_, text)| !text.trim().is_empty()) {
        Some((line, text)) if text.trim_end() == "---" => {
            let blank = Span::new(file.start, line.start);
            Parsed {
                documents: Vec::new(),
                diagnostics: vec![syntax_error::late_front_matter(source, blank)],
            }
        }
        _ => Parsed::default(),
    }
}

/// Takes lines off a text, counting bytes.
struct Lines<'a> {
    text: &'a str,
    at: u32,
}

impl<'a> Iterator for Lines<'a> {
    type Item = (Span, &'a str);

    /// The next line with its place in the file, line break included.
    fn next(&mut self) -> Option<Self::Item> {
        if self.text.is_empty() {
            return None;
        }
        let length = self.text.find('\n').map_or(self.text.len(), |end| end + 1);
        let (line, rest) = self.text.split_at_checked(length)?;
        let span = Span::new(self.at, self.at + offset(length));
        self.text = rest;
        self.at = span.end;
        Some((span, line))
    }
}
