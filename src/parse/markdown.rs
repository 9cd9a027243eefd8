//! Parses Markdown with YAML front matter: `---`, YAML, `---`, then the narrative.

use std::sync::Arc;

use super::{Parsed, yaml};
use crate::document::Format;
use crate::source::{SourceFile, Span, offset};
use crate::syntax_help::front_matter;

/// Parses the front matter; a file without front matter has no document.
pub(super) fn parse(source: &Arc<SourceFile>) -> Parsed {
    let file = yaml::Extent::file(source).yaml;
    let mut lines = Lines { text: source.slice(file), at: file.start };
    let opening = match lines.next() {
        Some((line, text)) if text.trim_end() == "---" => line,
        _ => {
            let text = source.slice(file).trim_start();
            let blank = Span::new(file.start, file.end - offset(text.len()));
            let other = front_matter::in_other_notation(source, file);
            let found = other.or_else(|| front_matter::below_blank_lines(source, blank)).or_else(|| {
                let (first, _) = lines.find(|(_, text)| text.trim_end() == "---")?;
                let unopened = front_matter::unopened(source, Span::new(file.start, first.start), first);
                unopened.or_else(|| {
                    let (closing, text) = lines.find(|(_, text)| text.trim_end() == "---")?;
                    let end = closing.start + offset(text.len());
                    front_matter::below_text(source, first, Span::new(closing.start, end))
                })
            });
            return Parsed { documents: Vec::new(), diagnostics: found.into_iter().collect() };
        }
    };
    let start = lines.at;
    while let Some((line, text)) = lines.next() {
        if matches!(text.trim_end(), "---" | "...") {
            let extent = yaml::Extent {
                yaml: Span::new(start, line.start),
                body: Some(Span::new(lines.at, file.end)),
            };
            return yaml::parse(source, extent, Format::Markdown);
        }
    }
    let diagnostic = front_matter::unclosed(source, opening);
    Parsed { documents: Vec::new(), diagnostics: vec![diagnostic] }
}

/// Iterates over the lines of a text, with their places in the file.
struct Lines<'a> {
    text: &'a str,
    at: u32,
}

impl<'a> Iterator for Lines<'a> {
    type Item = (Span, &'a str);

    /// Returns the next line with its place in the file, line break included.
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
