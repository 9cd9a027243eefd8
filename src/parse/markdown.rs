//! Parses Markdown with front matter: YAML between lines `---`, or TOML between lines `+++`, then the narrative.

use std::sync::Arc;

use super::{Parsed, toml, yaml};
use crate::diagnostic::Diagnostic;
use crate::document::Format;
use crate::source::{SourceFile, Span, offset};
use crate::syntax_help::front_matter;
use crate::syntax_help::toml_front_matter::{self, Notation};
use crate::tree::NodeType;

/// Parses the front matter; a file without front matter has no document.
pub(super) fn parse(source: &Arc<SourceFile>) -> Parsed {
    let file = yaml::Extent::file(source).data;
    let mut lines = Lines { text: source.slice(file), at: file.start };
    let first = lines.next();
    match first.map(|(line, text)| (line, text.trim_end())) {
        Some((opening, "---")) => yaml_front_matter(source, file, opening, lines),
        Some((opening, "+++")) => toml_front_matter(source, file, opening, lines),
        _ => Parsed {
            documents: Vec::new(),
            diagnostics: opened_otherwise(source, file).into_iter().collect(),
        },
    }
}

/// Parses what follows a line `---`.
fn yaml_front_matter(source: &Arc<SourceFile>, file: Span, opening: Span, lines: Lines<'_>) -> Parsed {
    let start = lines.at;
    let mut below = lines;
    // Reading on at each of many such lines would take time by the square of their number.
    let mut has_pluses = false;
    while let Some((line, text)) = below.next() {
        let data = Span::new(start, line.start);
        match text.trim_end() {
            "---" | "..." => {
                let extent = yaml::Extent { data, body: Some(Span::new(below.at, file.end)) };
                let parsed = yaml::parse(source, extent, Format::Markdown);
                let is_toml =
                    !is_mapping(&parsed) && Notation::of(source.slice(data)) == Some(Notation::Toml);
                return if is_toml {
                    let is_read = toml::is_toml(source.slice(data));
                    let lines = [opening, line];
                    only(toml_front_matter::between_other_lines(source, Notation::Toml, lines, is_read))
                } else {
                    parsed
                };
            }
            "+++" if !std::mem::replace(&mut has_pluses, true) => {
                let notation = Notation::of(source.slice(data));
                if notation == Some(Notation::Toml) && toml::is_toml(source.slice(data)) {
                    return only(toml_front_matter::mixed_lines(source, Notation::Toml, [opening, line]));
                }
            }
            _ => {}
        }
    }
    only(front_matter::unclosed(source, opening))
}

/// Parses what follows a line `+++`.
fn toml_front_matter(source: &Arc<SourceFile>, file: Span, opening: Span, lines: Lines<'_>) -> Parsed {
    let start = lines.at;
    let mut dashes = None;
    let mut below = lines;
    while let Some((line, text)) = below.next() {
        match text.trim_end() {
            "+++" => {
                let data = Span::new(start, line.start);
                let parsed =
                    toml::parse(source, yaml::Extent { data, body: Some(Span::new(below.at, file.end)) });
                if parsed.diagnostics.is_empty() {
                    return parsed;
                }
                if Notation::of(source.slice(data)) == Some(Notation::Yaml) {
                    let extent = yaml::Extent { data, body: None };
                    let is_read = is_mapping(&yaml::parse(source, extent, Format::Markdown));
                    let lines = [opening, line];
                    return only(toml_front_matter::between_other_lines(
                        source,
                        Notation::Yaml,
                        lines,
                        is_read,
                    ));
                }
                return mixed(source, opening, dashes).map_or(parsed, only);
            }
            "---" => {
                dashes.get_or_insert(line);
            }
            _ => {}
        }
    }
    let found = mixed(source, opening, dashes).unwrap_or_else(|| {
        let rest = source.slice(Span::new(start, file.end));
        let end = toml::end_of_toml(rest).map(|at| start + offset(at));
        toml_front_matter::unclosed_toml(source, opening, end)
    });
    only(found)
}

/// Recognises front matter that a line `+++` opens and a line `---` closes.
fn mixed(source: &Arc<SourceFile>, opening: Span, dashes: Option<Span>) -> Option<Diagnostic> {
    let closing = dashes?;
    let data = source.slice(Span::new(source.line_span(source.line_index(opening.start)).end, closing.start));
    let notation = Notation::of(data)?;
    (notation == Notation::Yaml || toml::is_toml(data))
        .then(|| toml_front_matter::mixed_lines(source, notation, [opening, closing]))
}

/// Recognises front matter in a file that begins with another line.
fn opened_otherwise(source: &Arc<SourceFile>, file: Span) -> Option<Diagnostic> {
    let text = source.slice(file).trim_start();
    let blank = Span::new(file.start, file.end - offset(text.len()));
    let other = front_matter::in_other_notation(source, file);
    let found = other.or_else(|| front_matter::below_blank_lines(source, blank));
    found.or_else(|| {
        let mut lines = Lines { text: source.slice(file), at: file.start };
        let (first, signs) = lines.find(|(_, text)| matches!(text.trim_end(), "---" | "+++"))?;
        let data = Span::new(file.start, first.start);
        if signs.trim_end() == "+++" {
            let is_toml = toml::is_toml(source.slice(data));
            return toml_front_matter::unopened_toml(source, data, first).filter(|_| is_toml);
        }
        front_matter::unopened(source, data, first).or_else(|| {
            let (closing, text) = lines.find(|(_, text)| text.trim_end() == "---")?;
            let end = closing.start + offset(text.len());
            front_matter::below_text(source, first, Span::new(closing.start, end))
        })
    })
}

/// Returns true if a text was read, and is a mapping.
fn is_mapping(parsed: &Parsed) -> bool {
    let mut roots = parsed.documents.iter().map(|document| document.root().node_type());
    parsed.diagnostics.is_empty()
        && roots.all(|node_type| matches!(node_type, NodeType::Mapping | NodeType::Null))
}

fn only(found: Diagnostic) -> Parsed {
    Parsed { documents: Vec::new(), diagnostics: vec![found] }
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
