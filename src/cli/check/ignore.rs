//! Entries of the configuration's `ignore:`, which suppress findings in files that have no comments.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::error;
use crate::cli::replace::{obstacle, replace};
use crate::cli::run::RunArgs;
use crate::config::{Config, Project};
use crate::diagnostic::{Diagnostic, RuleName};
use crate::document::{Document, Format};
use crate::files::{Files, MAX_CONFIG_BYTES, in_words};
use crate::globs::literal;
use crate::outcome::Outcome;
use crate::parse::parse;
use crate::source::{FileId, SourceFile, Span, offset};
use crate::words::count;

/// The entries that suppress findings of a rule, one for each value.
pub(super) struct Entries {
    rule: RuleName,
    reason: String,
    /// The file and the pointer of each, in the order of the report.
    places: Vec<(String, String)>,
}

/// A change of the configuration in force.
pub(super) struct Change {
    path: PathBuf,
    pub(super) shown: String,
    pub(super) before: String,
    pub(super) after: String,
}

impl Entries {
    /// Returns the entries for those findings of a rule that stand in files without comments.
    pub(super) fn of(outcome: &Outcome, rule: &RuleName, reason: &str) -> Self {
        let mut seen = BTreeSet::new();
        let places = findings_of(outcome, rule).filter_map(|finding| place_of(outcome, finding));
        let places = places.filter(|place| seen.insert(place.clone())).collect();
        Self { rule: rule.clone(), reason: reason.to_owned(), places }
    }

    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// Returns true if a run still has a finding that an entry is for.
    pub(super) fn are_found_in(&self, outcome: &Outcome) -> bool {
        let places: BTreeSet<&(String, String)> = self.places.iter().collect();
        let mut found = findings_of(outcome, &self.rule).filter_map(|finding| place_of(outcome, finding));
        found.any(|place| places.contains(&place))
    }

    /// Returns the entries as items of a list whose dashes stand `indent` columns in.
    pub(super) fn text(&self, indent: usize) -> String {
        let margin = " ".repeat(indent);
        let mut text = String::new();
        for (path, pointer) in &self.places {
            let path = literal(path);
            let [path, pointer, reason] =
                [&path, pointer, &self.reason].map(|text| serde_json::Value::from(text.as_str()).to_string());
            text += &format!(
                "\n{margin}- path: {path}\n{margin}  rule: {}\n{margin}  pointer: {pointer}\n{margin}  reason: {reason}",
                self.rule
            );
        }
        text
    }

    /// Returns the change that adds the entries to the configuration in force.
    ///
    /// # Errors
    /// There is none, or it is not written in a way that can be added to; in words.
    pub(super) fn change(&self, args: &RunArgs) -> Result<Change, String> {
        let working = std::env::current_dir().map_err(|error| in_words(&error))?;
        let project = Project::find(&Files::Disk, &working, args.config_choice());
        let path = project.config().ok_or("there is no configuration; `reportlint init` makes one")?;
        let shown = project.display(path, args.config.as_deref().unwrap_or(path));
        let bytes = Files::Disk.read(path, MAX_CONFIG_BYTES)?;
        let before = String::from_utf8(bytes).map_err(|_| format!("{shown} is not written in UTF-8"))?;
        if let Some(obstacle) = obstacle(path, &before) {
            return Err(format!("{shown} is left alone: {obstacle}"));
        }
        let after = self
            .added_to(&before, &shown)
            .ok_or_else(|| format!("{shown} has no plain block to add it to"))?;
        let source = Arc::new(SourceFile::new(FileId(0), &shown, after.clone()));
        let folder = path.parent().unwrap_or_else(|| Path::new(""));
        Config::read(&Files::Disk, &source, folder)
            .map_err(|_| format!("{shown} could not be read with them"))?;
        Ok(Change { path: path.to_path_buf(), shown, before, after })
    }

    /// Returns a configuration's text with the entries behind the last item of its `ignore:`, or at its end.
    fn added_to(&self, text: &str, path: &str) -> Option<String> {
        let source = Arc::new(SourceFile::new(FileId(0), path, text));
        let mut documents = parse(&source, Format::Yaml).documents.into_iter();
        let document = documents.next().filter(|document| !document.root().is_null());
        if documents.next().is_some() {
            return None;
        }
        let (at, added) = match document.as_ref() {
            Some(document) if document.root().entry("ignore").is_some() => {
                let (at, indent) = end_of_list(document)?;
                (at, self.text(indent))
            }
            Some(document) if !is_block_at_margin(document) => return None,
            _ => (offset(text.len()), format!("\nignore:{}\n", self.text(2))),
        };
        let (head, tail) = text.split_at_checked(at as usize)?;
        // At the end of a text the line before it may be finished.
        let is_at_end = tail.is_empty() && (head.is_empty() || head.ends_with('\n')) && added.ends_with('\n');
        let added = if is_at_end { added.trim_start_matches('\n') } else { &added };
        let added = if text.contains("\r\n") { added.replace('\n', "\r\n") } else { added.to_owned() };
        Some(format!("{head}{added}{tail}"))
    }
}

/// The work on what no comment can suppress, and what came of it.
#[derive(Default)]
pub(super) struct Ignoring {
    entries: Option<Entries>,
    /// The change of the configuration, or the reason for which there is none.
    change: Option<Result<Change, String>>,
}

impl Ignoring {
    /// Adds entries to the configuration in force, and takes them back if the findings do not go. Returns the outcome after it.
    pub(super) fn run(
        entries: Entries,
        outcome: Outcome,
        args: &RunArgs,
        is_dry: bool,
        again: impl FnOnce() -> Outcome,
    ) -> (Outcome, Self) {
        let change = entries.change(args);
        let (outcome, change) = match change {
            Ok(change) if !is_dry => write_and_check(&entries, change, outcome, again),
            change => (outcome, change),
        };
        (outcome, Self { entries: Some(entries), change: Some(change) })
    }

    /// Returns the change of the configuration, if there is one.
    pub(super) fn change(&self) -> Option<&Change> {
        self.change.as_ref()?.as_ref().ok()
    }

    /// Returns true if there is something that no comment can suppress.
    pub(super) fn has_entries(&self) -> bool {
        self.entries.is_some()
    }

    /// Says which entries were added, or which are to be; and how many findings are left.
    pub(super) fn say(&self, outcome: &Outcome, rule: &RuleName, is_dry: bool) {
        let is_entry = |finding: &&Diagnostic| place_of(outcome, finding).is_some();
        let others = findings_of(outcome, rule).filter(|finding| !is_entry(finding)).count();
        if others > 0 {
            let found = count(others as u64, "finding");
            error::complain(&format!(
                "note: {found} of `{rule}` got no comment: no line of its own begins there, the file could not be changed, or \
                 it has as many comments as are read"
            ));
        }
        match (&self.entries, &self.change) {
            (Some(entries), Some(Ok(change))) if !is_dry => {
                let number = entries.len();
                let added = if number == 1 { "1 entry".to_owned() } else { format!("{number} entries") };
                error::complain(&format!(
                    "JSON has no comments; added {added} to `ignore:` of {}",
                    change.shown
                ));
            }
            (Some(entries), Some(Err(reason))) => {
                let entries = entries.text(2);
                error::complain(&format!(
                    "JSON has no comments, and {reason}; add to reportlint.yaml:\nignore:{entries}"
                ));
            }
            _ => {}
        }
    }
}

/// Writes a change of the configuration and checks the files again; what does not help is taken back.
fn write_and_check(
    entries: &Entries,
    change: Change,
    outcome: Outcome,
    again: impl FnOnce() -> Outcome,
) -> (Outcome, Result<Change, String>) {
    if let Err(reason) = change.write() {
        return (outcome, Err(reason));
    }
    let after = again();
    let is_sound = after.failures.len() <= outcome.failures.len() && !entries.are_found_in(&after);
    if is_sound {
        return (after, Ok(change));
    }
    let reason = format!("the entries in {} did not suppress it", change.shown);
    let taken_back = change.take_back();
    (outcome, Err(taken_back.err().unwrap_or(reason)))
}

impl Change {
    /// Writes the changed text in place of the one that was read.
    ///
    /// # Errors
    /// The file cannot be written; in words.
    pub(super) fn write(&self) -> Result<(), String> {
        self.put(&self.before, &self.after)
    }

    /// Writes the text that was read in place of the changed one.
    ///
    /// # Errors
    /// The file cannot be written; in words.
    pub(super) fn take_back(&self) -> Result<(), String> {
        self.put(&self.after, &self.before)
    }

    fn put(&self, read: &str, text: &str) -> Result<(), String> {
        if let Some(obstacle) = obstacle(&self.path, read) {
            return Err(format!("{} is left alone: {obstacle}", self.shown));
        }
        replace(&self.path, |out| out.write_all(text.as_bytes()))
            .map_err(|error| format!("{} cannot be written: {}", self.shown, in_words(&error)))
    }
}

/// Returns the findings of a rule.
pub(super) fn findings_of<'o>(
    outcome: &'o Outcome,
    rule: &'o RuleName,
) -> impl Iterator<Item = &'o Diagnostic> {
    outcome.diagnostics.iter().filter(move |finding| finding.rule == *rule)
}

/// Returns the file and the pointer of a finding that no comment can suppress.
fn place_of(outcome: &Outcome, finding: &Diagnostic) -> Option<(String, String)> {
    let (file, pointer) = outcome.file(finding.primary.file).zip(finding.pointer.as_ref())?;
    let has_comments = Format::from_path(&file.path) != Some(Format::Json);
    (!has_comments).then(|| (file.path.clone(), pointer.to_string()))
}

/// Returns the end of the last item's last line in a block list under `ignore:`, and the column of its dash.
fn end_of_list(document: &Document) -> Option<(u32, usize)> {
    let list = document.root().get("ignore")?;
    let last = list.items().last().filter(|last| !last.is_alias() && !list.is_alias())?;
    let source = document.source();
    let first = source.line_span(source.line_index(last.span().start));
    let before = source.slice(Span::new(first.start, last.span().start));
    if before.trim() != "-" {
        return None;
    }
    let written = source.slice(last.span()).trim_end().len();
    let line = source.line_span(source.line_index(last.span().start + offset(written)));
    let text = source.slice(line).trim_end_matches(['\n', '\r']);
    Some((line.start + offset(text.len()), before.len() - before.trim_start().len()))
}

/// Returns true if the keys of a document stand at the margin, each on a line of its own.
fn is_block_at_margin(document: &Document) -> bool {
    let source = document.source();
    let is_at_margin = |start: u32| source.line_span(source.line_index(start)).start == start;
    let mut entries = document.root().entries().peekable();
    entries.peek().is_some() && entries.all(|entry| is_at_margin(entry.key.span().start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(text: &str) -> Option<String> {
        let places = vec![("a.json".to_owned(), "/events/0".to_owned())];
        let entries =
            Entries { rule: RuleName::new("repeated-word"), reason: "as written".to_owned(), places };
        entries.added_to(text, "reportlint.yaml")
    }

    #[test]
    fn entries_follow_the_last_item_in_its_layout() {
        let entry = |indent: &str| {
            format!(
                "{indent}- path: \"a.json\"\n{indent}  rule: repeated-word\n{indent}  pointer: \"/events/0\"\n{indent}  reason: \"as written\"\n"
            )
        };
        let own = "path: x.json\n    rule: empty-text # why\n";
        for (text, expected) in [
            ("# none yet\n".to_owned(), format!("# none yet\nignore:\n{}", entry("  "))),
            (String::new(), format!("ignore:\n{}", entry("  "))),
            ("preset: strict".to_owned(), format!("preset: strict\nignore:\n{}", entry("  "))),
            (
                format!("ignore:\n  - {own}\n# rules\nrules: {{}}\n"),
                format!("ignore:\n  - {own}{}\n# rules\nrules: {{}}\n", entry("  ")),
            ),
            (
                format!("ignore:\n- {}rules: {{}}\n", own.replace("    ", "  ")),
                format!("ignore:\n- {}{}rules: {{}}\n", own.replace("    ", "  "), entry("")),
            ),
        ] {
            assert_eq!(added(&text).as_deref(), Some(expected.as_str()), "{text}");
        }
        let windows = added("preset: strict\r\n").unwrap_or_default();
        assert_eq!(windows, format!("preset: strict\nignore:\n{}", entry("  ")).replace('\n', "\r\n"));
    }

    #[test]
    fn no_entry_is_added_where_there_is_no_plain_block() {
        for text in
            ["{preset: strict}\n", "ignore: []\n", "ignore:\n", "ignore: [{path: x}]\n", "--- a\n--- b\n"]
        {
            assert_eq!(added(text), None, "{text}");
        }
    }
}
