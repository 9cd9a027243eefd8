//! The page of a rule, which `reportlint explain` prints.

use super::fix_words;
use super::reader::Reader;
use crate::diagnostic::{Applicability, Severity};
use crate::local_rules::name::{LocalName, PREFIX};
use crate::tree::NodeRef;

/// The keys that a page shows as they are written, in their order.
const SHOWN: [&str; 13] = [
    "files",
    "documents",
    "since",
    "select",
    "let",
    "assert",
    "unique",
    "exists_in",
    "message",
    "help",
    "at",
    "label",
    "fix",
];

impl Reader<'_> {
    /// Writes the page of the rule.
    pub(super) fn page_text(
        &self,
        name: LocalName,
        severity: Severity,
        fix: Option<Applicability>,
    ) -> String {
        let path = self.root.source().path();
        let line = self.root.source().position(self.root.span().start).line;
        let severity = severity.as_str();
        let mut page = format!(
            "# {PREFIX}{name}\n\nGroup local, severity {severity}, {}. A rule of this repository, in `{path}`, line {line}.\n",
            fix_words(fix)
        );
        if let Some(why) = self.root.get("why").and_then(NodeRef::as_str) {
            page.push_str(&format!("\n{}\n", why.trim()));
        }
        let asked: String = SHOWN.iter().filter_map(|key| self.written(key)).collect();
        let has_template = ["message", "help"].iter().any(|key| {
            self.root.get(key).and_then(NodeRef::scalar_text).is_some_and(|text| text.contains('{'))
        });
        let lead = match has_template {
            true => "This is what it asks and says; where braces stand, a finding has the value:",
            false => "This is what it asks and says:",
        };
        page.push_str(&format!("\n{lead}\n\n{}", fenced(&asked)));
        if let Some(examples) = self.written("examples") {
            page.push_str(&format!("\nIts examples:\n\n{}", fenced(&examples)));
        }
        page
    }

    /// Returns a key with its value as the file has them, with a line end.
    fn written(&self, key: &str) -> Option<String> {
        let entry = self.root.entries().find(|entry| entry.name() == key)?;
        let source = self.root.source();
        let (start, end) = (entry.key.span().start, entry.value.span().end);
        let text = source.text().get(start as usize..end as usize)?;
        // In a mapping that is indented each line is.
        let before = source.text().get(..start as usize)?;
        let indent = before.len() - before.rfind('\n').map_or(0, |at| at + 1);
        let line = |line: &str| {
            let blank = line.bytes().take(indent).take_while(|byte| *byte == b' ').count();
            line.get(blank..).unwrap_or_default().trim_end().to_owned()
        };
        let mut lines = text.trim_end().lines();
        let first = lines.next().unwrap_or_default().trim_end().to_owned();
        let lines: Vec<String> = std::iter::once(first).chain(lines.map(line)).collect();
        Some(lines.join("\n") + "\n")
    }
}

/// Puts text into a fence that nothing in it closes.
fn fenced(text: &str) -> String {
    let mut fence = "```".to_owned();
    while text.contains(&fence) {
        fence.push('`');
    }
    format!("{fence}yaml\n{text}{fence}\n")
}
