//! Finds a few path patterns that match the wanted files of a repository and not the others.

use std::collections::{BTreeMap, BTreeSet};

use super::scan::ScannedFile;
use crate::globs::literal;

/// Nobody reads a configuration that lists more names than this.
const MOST_NAMES: usize = 20;

/// A path pattern of a form that is matched without a glob engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pattern {
    /// `folder/**`
    Below(String),
    /// `folder/**/*.yaml`
    EndingBelow(String, String),
    /// `folder/*.yaml`
    Ending(String, String),
    /// `folder/a.yaml`
    File(String),
}

impl Pattern {
    /// Returns true if the pattern matches the file at `path`.
    pub(super) fn matches(&self, path: &str) -> bool {
        match self {
            Self::Below(folder) => below(path, folder).is_some(),
            Self::EndingBelow(folder, end) => below(path, folder).is_some() && ending(path) == end,
            Self::Ending(folder, end) => {
                below(path, folder).is_some_and(|rest| !rest.contains('/')) && ending(path) == end
            }
            Self::File(file) => path == file,
        }
    }

    /// Returns the pattern as a configuration writes it.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Below(folder) => join(&literal(folder), "**"),
            Self::EndingBelow(folder, end) => join(&literal(folder), &format!("**/*.{}", literal(end))),
            Self::Ending(folder, end) => join(&literal(folder), &format!("*.{}", literal(end))),
            Self::File(file) => literal(file),
        }
    }
}

/// The files that patterns have to match, and how closely.
pub(super) struct Selection<'a> {
    /// The files to match.
    pub(super) wanted: &'a dyn Fn(&ScannedFile) -> bool,
    /// The files not to match; any other file may or may not match.
    pub(super) unwanted: &'a dyn Fn(&ScannedFile) -> bool,
    /// True if a folder of wanted files may bring a few unwanted ones along. Next year's folder is then matched as well.
    pub(super) is_tolerant: bool,
    /// Up to this many files of a folder are named one by one; a pattern by their ending would match files to come.
    pub(super) max_names: usize,
}

/// Returns the patterns for `selection` among `files`, in the order of the folders.
pub(super) fn glob_patterns(files: &[ScannedFile], selection: &Selection<'_>) -> Vec<Pattern> {
    let mut top = Folder::default();
    for file in files {
        let role = match ((selection.wanted)(file), (selection.unwanted)(file)) {
            (true, _) => Role::Wanted,
            (false, true) => Role::Unwanted,
            (false, false) => continue,
        };
        top.add(&file.path, &file.path, role);
    }
    let mut patterns = Vec::new();
    top.cover("", selection, &BTreeSet::new(), &mut patterns);
    patterns
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Wanted,
    Unwanted,
}

/// A folder with the files that have a role.
#[derive(Default)]
struct Folder<'a> {
    files: Vec<(&'a str, Role)>,
    folders: BTreeMap<&'a str, Folder<'a>>,
    /// The number of wanted and of unwanted files below, by ending.
    endings: BTreeMap<&'a str, (usize, usize)>,
}

impl<'a> Folder<'a> {
    fn add(&mut self, path: &'a str, rest: &'a str, role: Role) {
        let mut folder = self;
        let mut rest = rest;
        loop {
            let (wanted, unwanted) = folder.endings.entry(ending(path)).or_default();
            *(if role == Role::Wanted { wanted } else { unwanted }) += 1;
            let Some((name, below)) = rest.split_once('/') else { break };
            folder = folder.folders.entry(name).or_default();
            rest = below;
        }
        folder.files.push((path, role));
    }

    /// Counts the wanted and the unwanted files below, except those whose ending is covered already.
    fn total(&self, covered: &BTreeSet<&str>) -> (usize, usize) {
        let left = self.endings.iter().filter(|(end, _)| !covered.contains(*end));
        left.fold((0, 0), |sum, (_, (wanted, unwanted))| (sum.0 + wanted, sum.1 + unwanted))
    }

    fn cover(
        &self,
        path: &str,
        selection: &Selection<'_>,
        covered: &BTreeSet<&'a str>,
        patterns: &mut Vec<Pattern>,
    ) {
        let (wanted, unwanted) = self.total(covered);
        if wanted == 0 {
            return;
        }
        // A pattern for the top folder would match everything, and say nothing.
        let is_top = path.is_empty();
        let owned = || path.to_owned();
        let mut covered = covered.clone();
        let (good, bad) = self.children(&covered);
        if !is_top {
            if unwanted == 0 || selection.is_tolerant && good > bad && self.is_spread(&covered) {
                patterns.push(Pattern::Below(owned()));
                return;
            }
            if self.is_spread(&covered) {
                for (end, (wanted, unwanted)) in &self.endings {
                    if *wanted > selection.max_names && *unwanted == 0 && covered.insert(*end) {
                        patterns.push(Pattern::EndingBelow(owned(), (*end).to_owned()));
                    }
                }
            }
        }
        self.cover_files(path, selection, &covered, patterns);
        for (name, folder) in &self.folders {
            folder.cover(&join(path, name), selection, &covered, patterns);
        }
    }

    /// Covers the files that lie in the folder itself.
    fn cover_files(
        &self,
        path: &str,
        selection: &Selection<'_>,
        covered: &BTreeSet<&str>,
        patterns: &mut Vec<Pattern>,
    ) {
        let mut by_ending: BTreeMap<&str, (Vec<&str>, usize)> = BTreeMap::new();
        for (file, role) in &self.files {
            let (wanted, unwanted) = by_ending.entry(ending(file)).or_default();
            match role {
                Role::Wanted => wanted.push(file),
                Role::Unwanted => *unwanted += 1,
            }
        }
        for (end, (wanted, unwanted)) in by_ending {
            if wanted.is_empty() || covered.contains(end) {
                continue;
            }
            if unwanted == 0 && wanted.len() > selection.max_names
                || selection.is_tolerant && wanted.len() > MOST_NAMES
            {
                patterns.push(Pattern::Ending(path.to_owned(), end.to_owned()));
            } else if wanted.len() <= MOST_NAMES {
                patterns.extend(wanted.into_iter().map(|file| Pattern::File(file.to_owned())));
            }
        }
    }

    /// Counts the files and folders in here that hold something wanted, and those that hold only unwanted files.
    fn children(&self, covered: &BTreeSet<&str>) -> (usize, usize) {
        let files = self.files.iter().filter(|(file, _)| !covered.contains(ending(file)));
        let files = files.map(|(_, role)| *role == Role::Wanted);
        let totals = self.folders.values().map(|folder| folder.total(covered));
        let folders = totals.filter(|total| *total != (0, 0)).map(|(wanted, _)| wanted > 0);
        let (good, bad): (Vec<bool>, Vec<bool>) = files.chain(folders).partition(|is_wanted| *is_wanted);
        (good.len(), bad.len())
    }

    /// Returns true if wanted files lie in the folder itself, or in several folders below it: more will come here.
    fn is_spread(&self, covered: &BTreeSet<&str>) -> bool {
        let here = |(file, role): &(&str, Role)| *role == Role::Wanted && !covered.contains(ending(file));
        let below = self.folders.values().filter(|folder| folder.total(covered).0 > 0).count();
        below >= 2 || self.files.iter().any(here)
    }
}

/// Returns what follows `folder/` in `path`; the whole path, if the folder is the top.
fn below<'a>(path: &'a str, folder: &str) -> Option<&'a str> {
    if folder.is_empty() { Some(path) } else { path.strip_prefix(folder)?.strip_prefix('/') }
}

fn ending(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, ending)| ending)
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

#[cfg(test)]
mod tests {
    use super::super::scan::Contents;
    use super::*;
    use crate::document::DocumentKind;

    const REPORT: Contents = Contents::Declared(DocumentKind::Report);

    fn scanned(files: &[(&str, Contents)]) -> Vec<ScannedFile> {
        files
            .iter()
            .map(|(path, contents)| ScannedFile { path: (*path).to_owned(), contents: *contents })
            .collect()
    }

    fn included(files: &[(&str, Contents)]) -> Vec<String> {
        let selection = Selection {
            wanted: &|file| file.contents.kind().is_some(),
            unwanted: &|file| file.contents == Contents::Other,
            is_tolerant: true,
            max_names: 0,
        };
        glob_patterns(&scanned(files), &selection).iter().map(Pattern::text).collect()
    }

    #[test]
    fn folders_of_reports_are_taken_in_whole() {
        let files = [("a/x.yaml", REPORT), ("b/c/y.md", REPORT), ("mkdocs.yml", Contents::Other)];
        assert_eq!(included(&files), ["a/**", "b/**"]);
        let deep = [("data/reports/x.yaml", REPORT), ("data/geo.json", Contents::Other)];
        assert_eq!(included(&deep), ["data/reports/**"]);
    }

    #[test]
    fn next_years_folder_is_taken_in_too() {
        let files = [
            ("r/2023/x.yaml", REPORT),
            ("r/2024/y.yaml", REPORT),
            ("r/notes.json", Contents::Other),
            ("a.md", Contents::Other),
        ];
        assert_eq!(included(&files), ["r/**"]);
        let beside_prose = [
            ("r/2023/x.yaml", REPORT),
            ("r/2024/y.yaml", REPORT),
            ("r/a.md", Contents::Other),
            ("r/b.md", Contents::Other),
            ("r/c.md", Contents::Other),
        ];
        assert_eq!(included(&beside_prose), ["r/**/*.yaml"]);
    }

    #[test]
    fn files_among_many_others_are_named() {
        let files = [
            ("d/x.yaml", REPORT),
            ("d/[1].yaml", Contents::Other),
            ("d/y*.yaml", REPORT),
            ("d/z.yaml", Contents::Other),
            ("x.yaml", REPORT),
        ];
        assert_eq!(included(&files), ["*.yaml", "d/x.yaml", "d/y[*].yaml"]);
    }

    #[test]
    fn what_is_covered_is_told_from_the_rest() {
        for (pattern, inside, outside) in [
            (Pattern::Below("a".to_owned()), "a/b/c.yaml", "ab/c.yaml"),
            (Pattern::EndingBelow("a".to_owned(), "md".to_owned()), "a/b/c.md", "a/b/c.yaml"),
            (Pattern::Ending(String::new(), "md".to_owned()), "c.md", "a/c.md"),
            (Pattern::File("a/c.md".to_owned()), "a/c.md", "a/c.mdx"),
        ] {
            assert!(pattern.matches(inside) && !pattern.matches(outside), "{}", pattern.text());
        }
    }
}
