//! Proposes a `reportlint.yaml` that fits the files of a repository.

use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use super::glob_patterns::{Pattern, Selection, glob_patterns};
use super::scan::{Contents, Scan, ScannedFile, by_kind, counted};
use crate::config::{CONFIG_NAME, Config};
use crate::document::DocumentKind;
use crate::files::Files;
use crate::render::escape::is_deceptive;
use crate::source::{FileId, SourceFile};

/// The configuration with every key explained. It stays a text because `serde_yaml` writes no comments; the entries
/// that a repository needs are put into it.
const TEMPLATE: &str = include_str!("config.yaml");

/// Up to this many files are excluded by name: a pattern would exclude reports to come.
const MAX_EXCLUDED_NAMES: usize = 3;

/// A configuration that is not yet written.
pub(super) struct Proposal {
    pub(super) text: String,
    /// The configuration in the text.
    pub(super) config: Config,
    /// The files that were found, in a few words.
    pub(super) summary: String,
}

/// An entry of `include:`, `exclude:` or `kinds:`.
#[derive(Serialize)]
#[serde(untagged)]
enum Entry {
    Files(String),
    Kind { files: String, kind: &'static str },
    Schema { files: String, schema: String },
}

/// Proposes a configuration for the files in `scan`, of the repository at `root`.
pub(super) fn propose(scan: &Scan, root: &Path) -> Proposal {
    let read = |text: &str| {
        let source = Arc::new(SourceFile::new(FileId(0), CONFIG_NAME, text));
        Config::read(&Files::Disk, &source, root).ok()
    };
    let found = by_kind(&scan.files);
    let summary =
        if found.is_empty() { "no report was found yet".to_owned() } else { format!("found {found}") };
    let fitted = fitted(scan).and_then(|text| read(&text).map(|config| (text, config)));
    match fitted {
        Some((text, config)) => Proposal { text, config, summary },
        // A file name that no pattern can hold must not leave a repository without configuration.
        None => Proposal {
            text: TEMPLATE.to_owned(),
            config: read(TEMPLATE).unwrap_or_default(),
            summary: format!("{summary}, for which no patterns can be written"),
        },
    }
}

/// Fills the template with entries for the files that were found; `None` if one cannot be written.
fn fitted(scan: &Scan) -> Option<String> {
    let files = scan.files.as_slice();
    let is_other = |file: &ScannedFile| file.contents == Contents::Other;
    let is_report = |file: &ScannedFile| file.contents.is_known();
    let others = files.iter().filter(|file| is_other(file)).count();
    let found = by_kind(files);
    let mut text = TEMPLATE.to_owned();
    if found.is_empty() {
        let other = match files.len() {
            0 => String::new(),
            count => format!(", in {}", counted(count, "file")),
        };
        add_comment(&mut text, "include", &format!("No report was found here yet{other}."));
    } else if others == 0 {
        add_comment(&mut text, "include", &format!("Found here: {found}, and nothing else."));
    }
    if found.is_empty() {
        set_others(&mut text, files, &|_| true)?;
    }
    if found.is_empty() || others == 0 {
        set_kinds(&mut text, files, &|_| true)?;
        set_schemas(&mut text, scan)?;
        return Some(text);
    }
    let selection = Selection { wanted: &is_report, unwanted: &is_other, is_tolerant: true, max_names: 0 };
    let included = glob_patterns(files, &selection);
    add_comment(
        &mut text,
        "include",
        &format!("Found here: {found}, among {}.", counted(files.len(), "file")),
    );
    let entry = |pattern: &Pattern| (Entry::Files(pattern.text()), by_kind(matching(files, pattern)));
    set(&mut text, "include", &included.iter().map(entry).collect::<Vec<_>>())?;

    let is_included = |file: &ScannedFile| included.iter().any(|pattern| pattern.matches(&file.path));
    set_others(&mut text, files, &is_included)?;
    set_kinds(&mut text, files, &is_included)?;
    set_schemas(&mut text, scan)?;
    Some(text)
}

/// Sets `exclude:` for the files that are not reports, among those that are included.
fn set_others(
    text: &mut String,
    files: &[ScannedFile],
    is_included: &dyn Fn(&ScannedFile) -> bool,
) -> Option<()> {
    let is_other = |file: &ScannedFile| file.contents == Contents::Other;
    let selection = Selection {
        wanted: &|file| is_other(file) && is_included(file),
        unwanted: &|file| !is_other(file) && is_included(file),
        is_tolerant: false,
        max_names: MAX_EXCLUDED_NAMES,
    };
    let entry = |pattern: &Pattern| {
        let comment = match matching(files, pattern).filter(|file| is_other(file)).count() {
            1 => "1 file that is not a report".to_owned(),
            count => format!("{count} files that are not reports"),
        };
        (Entry::Files(pattern.text()), comment)
    };
    let excluded = glob_patterns(files, &selection);
    set(text, "exclude", &excluded.iter().map(entry).collect::<Vec<_>>())
}

/// Sets `schemas:` for the files that have one of the repository's own.
fn set_schemas(text: &mut String, scan: &Scan) -> Option<()> {
    let mut entries = Vec::new();
    for (index, schema) in scan.schemas.iter().enumerate() {
        let selection = Selection {
            wanted: &|file| file.contents == Contents::Under(index),
            unwanted: &|file| file.contents != Contents::Under(index),
            is_tolerant: false,
            max_names: 0,
        };
        entries.extend(glob_patterns(&scan.files, &selection).into_iter().map(|pattern| {
            let count = matching(&scan.files, &pattern).count();
            let entry = Entry::Schema { files: pattern.text(), schema: schema.path.clone() };
            (entry, counted(count, "file"))
        }));
    }
    set(text, "schemas", &entries)
}

/// Sets `kinds:` for the files that do not declare theirs.
fn set_kinds(
    text: &mut String,
    files: &[ScannedFile],
    is_included: &dyn Fn(&ScannedFile) -> bool,
) -> Option<()> {
    let has_no_kind = |file: &ScannedFile| matches!(file.contents, Contents::Resembling(_));
    let mut patterns: Vec<(Pattern, DocumentKind)> = Vec::new();
    for kind in DocumentKind::ALL {
        let selection = Selection {
            wanted: &|file| file.contents == Contents::Resembling(kind),
            // A pattern may match what the configuration leaves out anyway.
            unwanted: &|file| has_no_kind(file) || file.contents == Contents::Other && !is_included(file),
            is_tolerant: false,
            max_names: 0,
        };
        patterns.extend(glob_patterns(files, &selection).into_iter().map(|pattern| (pattern, kind)));
    }
    let is_matched = |file: &ScannedFile| patterns.iter().any(|(pattern, _)| pattern.matches(&file.path));
    match files.iter().filter(|file| has_no_kind(file) && !is_matched(file)).count() {
        0 => {}
        1 => add_comment(text, "kinds", "1 more file needs its `kind:` at the top."),
        count => add_comment(text, "kinds", &format!("{count} more files need their `kind:` at the top.")),
    }
    let entry = |(pattern, kind): &(Pattern, DocumentKind)| {
        let count = matching(files, pattern).filter(|file| has_no_kind(file)).count();
        let comment = format!("{} without `kind:`", counted(count, "file"));
        (Entry::Kind { files: pattern.text(), kind: kind.as_str() }, comment)
    };
    set(text, "kinds", &patterns.iter().map(entry).collect::<Vec<_>>())
}

/// Sets the list under `key` in place of the template's commented example, if there are entries; each comes with a
/// comment. Returns `None` if an entry cannot be written.
fn set(text: &mut String, key: &str, entries: &[(Entry, String)]) -> Option<()> {
    if entries.is_empty() {
        return Some(());
    }
    let start = text.find(&format!("\n#{key}:"))? + 1;
    let end = text.get(start..)?.find("\n\n").map_or(text.len(), |at| start + at + 1);
    let mut block = format!("{key}:\n");
    for (entry, comment) in entries {
        let item = yaml(entry)?;
        for (index, line) in item.lines().enumerate() {
            let comment = if index == 0 { format!(" # {comment}") } else { String::new() };
            block += &format!("  {line}{comment}\n");
        }
    }
    text.replace_range(start..end, &block);
    Some(())
}

/// Adds a comment above `key`.
fn add_comment(text: &mut String, key: &str, words: &str) {
    if let Some(at) = text.find(&format!("\n#{key}:")) {
        text.insert_str(at + 1, &format!("# {words}\n"));
    }
}

fn matching<'a>(files: &'a [ScannedFile], pattern: &'a Pattern) -> impl Iterator<Item = &'a ScannedFile> {
    files.iter().filter(|file| pattern.matches(&file.path))
}

/// Writes an entry as an item of a list in YAML.
fn yaml(entry: &Entry) -> Option<String> {
    let (Entry::Files(files) | Entry::Kind { files, .. } | Entry::Schema { files, .. }) = entry;
    let schema = if let Entry::Schema { schema, .. } = entry { schema } else { "" };
    if !files.contains(is_deceptive) && !schema.contains(is_deceptive) {
        return serde_yaml::to_string(&[entry]).ok();
    }
    // `serde_yaml` does not escape letters that mislead a reader. In JSON, which is YAML too, every text is in quotes,
    // so that they can be escaped.
    let json = serde_json::to_string(entry).ok()?;
    let escaped = |letter: char| match is_deceptive(letter) {
        true => format!("\\U{:08X}", u32::from(letter)),
        false => letter.to_string(),
    };
    Some(format!("- {}\n", json.chars().map(escaped).collect::<String>()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn proposal(files: Vec<ScannedFile>) -> Proposal {
        propose(&Scan { files, ..Scan::default() }, Path::new("/nowhere"))
    }

    #[test]
    fn every_key_that_is_proposed_has_its_place() {
        for key in ["include", "exclude", "kinds", "schemas"] {
            assert_eq!(TEMPLATE.matches(&format!("\n#{key}:")).count(), 1, "{key}");
        }
    }

    proptest! {
        #[test]
        fn whatever_files_are_called_their_configuration_takes_in_the_reports(
            files in prop::collection::vec(
                ("([a-c\\[{*? ж!\"'#\u{1b}\u{85}\u{202e}-]{1,3}/){0,3}[a-c\\[{*? ]{1,3}\\.(yaml|md|json)", 0..6usize), 0..24,
            )
        ) {
            let all = [
                Contents::Declared(DocumentKind::Report), Contents::Declared(DocumentKind::Case), Contents::Resembling(DocumentKind::Case),
                Contents::Resembling(DocumentKind::Report), Contents::Unclear, Contents::Other,
            ];
            let mut files: Vec<ScannedFile> =
                files.into_iter().map(|(path, contents)| ScannedFile { path, contents: all[contents] }).collect();
            files.sort_by(|a, b| a.path.cmp(&b.path));
            files.dedup_by(|a, b| a.path == b.path);
            let has_reports = files.iter().any(|file| file.contents.kind().is_some());
            let proposal = proposal(files.clone());
            prop_assert!(!proposal.summary.contains("no patterns"), "{}", proposal.text);
            for file in files.iter().filter(|_| has_reports) {
                match file.contents {
                    Contents::Other => prop_assert!(!proposal.config.includes(&file.path), "{file:?}\n{}", proposal.text),
                    Contents::Resembling(kind) => {
                        prop_assert!(proposal.config.includes(&file.path), "{file:?}\n{}", proposal.text);
                        prop_assert_eq!(proposal.config.kind(&file.path), Some(kind));
                    }
                    Contents::Declared(_) => prop_assert!(proposal.config.includes(&file.path), "{file:?}\n{}", proposal.text),
                    Contents::Under(_) | Contents::Unclear => {}
                }
            }
        }
    }
}
