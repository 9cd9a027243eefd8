//! The text of a `reportlint.yaml` that fits what a repository holds.

use std::path::Path;
use std::sync::Arc;

use super::cover::{Job, Pattern, cover};
use super::survey::{Seen, Survey, What, by_kind, counted};
use crate::config::{CONFIG_NAME, Config};
use crate::document::DocumentKind;
use crate::render::escape::is_deceptive;
use crate::source::{FileId, SourceFile};

const TEMPLATE: &str = include_str!("config.yaml");

/// Up to this many files are left out by their names: a pattern would take in reports to come.
const NAMES_LEFT_OUT: usize = 3;

/// A configuration that is not yet written.
pub(super) struct Proposal {
    pub(super) text: String,
    /// What the text means.
    pub(super) config: Config,
    /// What was found, in a few words.
    pub(super) summary: String,
}

/// The configuration for the repository at `root`, which holds what `survey` says.
pub(super) fn propose(survey: &Survey, root: &Path) -> Proposal {
    let text = fitted(&survey.files);
    let read = |text: &str| {
        let source = Arc::new(SourceFile::new(FileId(0), CONFIG_NAME, text));
        Config::read(&source, root).ok()
    };
    let found = by_kind(&survey.files);
    let summary =
        if found.is_empty() { "no report was found yet".to_owned() } else { format!("found {found}") };
    match read(&text) {
        Some(config) => Proposal { text, config, summary },
        // A name of a file that no pattern can hold must not leave a repository without configuration.
        None => Proposal {
            text: TEMPLATE.to_owned(),
            config: read(TEMPLATE).unwrap_or_default(),
            summary: format!("{summary}, for which no patterns can be written"),
        },
    }
}

fn fitted(files: &[Seen]) -> String {
    let is_other = |file: &Seen| file.what == What::Other;
    let is_report = |file: &Seen| file.what.kind().is_some();
    let others = files.iter().filter(|file| is_other(file)).count();
    let found = by_kind(files);
    let (mut include, mut text) = (None, TEMPLATE.to_owned());
    if found.is_empty() {
        let other =
            if files.is_empty() { String::new() } else { format!(" Of {}, none is one.", many(files.len())) };
        note(&mut text, "include", &format!("No report was found here yet.{other}"));
    } else if others == 0 {
        note(&mut text, "include", &format!("Found here: {found}, and nothing else."));
    } else {
        let job = Job { wanted: &is_report, barred: &is_other, is_tolerant: true, names: 0 };
        let patterns = cover(files, &job);
        note(&mut text, "include", &format!("Found here: {found}, among {}.", many(files.len())));
        put(&mut text, "include", &patterns, |pattern, key| {
            *key = quoted(pattern);
            by_kind(matched(files, pattern))
        });
        include = Some(patterns);
    }
    let is_in = |file: &Seen| match &include {
        Some(patterns) => patterns.iter().any(|pattern| pattern.takes_in(&file.path)),
        None => true,
    };
    if include.is_some() {
        let job = Job {
            wanted: &|file| is_other(file) && is_in(file),
            barred: &|file| !is_other(file) && is_in(file),
            is_tolerant: false,
            names: NAMES_LEFT_OUT,
        };
        put(&mut text, "exclude", &cover(files, &job), |pattern, key| {
            *key = quoted(pattern);
            let number = matched(files, pattern).filter(|file| is_other(file)).count();
            if number == 1 {
                "1 file that is no report".to_owned()
            } else {
                format!("{number} files that are no reports")
            }
        });
    }
    kinds(&mut text, files, &is_in);
    text
}

/// Writes the entries of `kinds:`, for files that have none of their own.
fn kinds(text: &mut String, files: &[Seen], is_in: &dyn Fn(&Seen) -> bool) {
    let mut entries = Vec::new();
    for kind in DocumentKind::ALL {
        let job = Job {
            wanted: &|file| file.what == What::Like(kind),
            // What the configuration leaves out already may be taken in.
            barred: &|file| matches!(file.what, What::Like(_)) || file.what == What::Other && !is_in(file),
            is_tolerant: false,
            names: 0,
        };
        entries.extend(cover(files, &job).into_iter().map(|pattern| (pattern, kind)));
    }
    let is_covered = |file: &&Seen| entries.iter().any(|(pattern, _)| pattern.takes_in(&file.path));
    let without = files.iter().filter(|file| matches!(file.what, What::Like(_)));
    let left = without.filter(|file| !is_covered(file)).count();
    if left > 0 {
        let words = format!(
            "{} more {} `kind:` at the top.",
            counted(left, "file"),
            if left == 1 { "needs its" } else { "need their" }
        );
        note(text, "kinds", &words);
    }
    let patterns: Vec<Pattern> = entries.iter().map(|(pattern, _)| pattern.clone()).collect();
    put(text, "kinds", &patterns, |pattern, key| {
        let kind = entries.iter().find(|(one, _)| one == pattern).map_or("report", |(_, kind)| kind.as_str());
        *key = format!("{{files: {}, kind: {kind}}}", quoted(pattern));
        let number = matched(files, pattern).filter(|file| matches!(file.what, What::Like(_))).count();
        format!("{} without `kind:`", counted(number, "file"))
    });
}

/// Sets the list under `key` in place of the template's comment, unless there are no patterns. `entry`
/// sets what stands in the list, and comes back with what was found.
fn put(text: &mut String, key: &str, patterns: &[Pattern], entry: impl Fn(&Pattern, &mut String) -> String) {
    let Some(start) = text.find(&format!("\n#{key}:")).map(|at| at + 1).filter(|_| !patterns.is_empty())
    else {
        return;
    };
    let end = text.get(start..).and_then(|rest| rest.find("\n\n")).map_or(text.len(), |at| start + at + 1);
    let mut block = format!("{key}:\n");
    for pattern in patterns {
        let mut item = String::new();
        let found = entry(pattern, &mut item);
        block += &format!("  - {item} # {found}\n");
    }
    text.replace_range(start..end, &block);
}

/// Sets a comment above `key`.
fn note(text: &mut String, key: &str, words: &str) {
    if let Some(at) = text.find(&format!("\n#{key}:")) {
        text.insert_str(at + 1, &format!("# {words}\n"));
    }
}

fn matched<'a>(files: &'a [Seen], pattern: &'a Pattern) -> impl Iterator<Item = &'a Seen> {
    files.iter().filter(|file| pattern.takes_in(&file.path))
}

/// A pattern as YAML, on one line and without letters that mislead, whatever a file is called.
fn quoted(pattern: &Pattern) -> String {
    let mut quoted = String::from("\"");
    for letter in pattern.text().chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if is_deceptive(letter) => quoted += &format!("\\U{:08X}", u32::from(letter)),
            letter => quoted.push(letter),
        }
    }
    quoted + "\""
}

fn many(number: usize) -> String {
    counted(number, "file")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn proposal(files: Vec<Seen>) -> Proposal {
        propose(&Survey { files, failures: Vec::new() }, Path::new("/nowhere"))
    }

    #[test]
    fn every_key_that_is_proposed_has_its_place() {
        for key in ["include", "exclude", "kinds"] {
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
            let whats = [
                What::Says(DocumentKind::Report), What::Says(DocumentKind::Case), What::Like(DocumentKind::Case),
                What::Like(DocumentKind::Report), What::Unclear, What::Other,
            ];
            let mut files: Vec<Seen> =
                files.into_iter().map(|(path, what)| Seen { path, what: whats[what] }).collect();
            files.sort_by(|a, b| a.path.cmp(&b.path));
            files.dedup_by(|a, b| a.path == b.path);
            let has_reports = files.iter().any(|file| file.what.kind().is_some());
            let proposal = proposal(files.clone());
            prop_assert!(!proposal.summary.contains("no patterns"), "{}", proposal.text);
            for file in files.iter().filter(|_| has_reports) {
                match file.what {
                    What::Other => prop_assert!(!proposal.config.includes(&file.path), "{file:?}\n{}", proposal.text),
                    What::Like(kind) => {
                        prop_assert!(proposal.config.includes(&file.path), "{file:?}\n{}", proposal.text);
                        prop_assert_eq!(proposal.config.kind(&file.path), Some(kind));
                    }
                    What::Says(_) => prop_assert!(proposal.config.includes(&file.path), "{file:?}\n{}", proposal.text),
                    What::Unclear => {}
                }
            }
        }
    }
}
