//! Few patterns that take in some files of a repository and leave out others.

use std::collections::{BTreeMap, BTreeSet};

use super::survey::Seen;

/// More names than this are no configuration that anybody reads.
const MOST_NAMES: usize = 20;

/// A path pattern of a form that can be held against paths as it is.
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
    /// Whether it takes in the file at `path`.
    pub(super) fn takes_in(&self, path: &str) -> bool {
        match self {
            Self::Below(folder) => below(path, folder).is_some(),
            Self::EndingBelow(folder, end) => below(path, folder).is_some() && ending(path) == end,
            Self::Ending(folder, end) => {
                below(path, folder).is_some_and(|rest| !rest.contains('/')) && ending(path) == end
            }
            Self::File(file) => path == file,
        }
    }

    /// The pattern as a configuration has it.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Below(folder) => join(&escape(folder), "**"),
            Self::EndingBelow(folder, end) => join(&escape(folder), &format!("**/*.{}", escape(end))),
            Self::Ending(folder, end) => join(&escape(folder), &format!("*.{}", escape(end))),
            Self::File(file) => escape(file),
        }
    }
}

/// What is to be covered, and how.
pub(super) struct Job<'a> {
    /// The files to take in.
    pub(super) wanted: &'a dyn Fn(&Seen) -> bool,
    /// The files to leave out; any other may go either way.
    pub(super) barred: &'a dyn Fn(&Seen) -> bool,
    /// Whether a folder of what is wanted may bring a little along of what is barred. Next year's folder
    /// is then taken in as well.
    pub(super) is_tolerant: bool,
    /// Up to this many files of a folder are named rather than taken in by their ending, which would
    /// take in files to come.
    pub(super) names: usize,
}

/// The patterns for `job` among `files`, in the order of the folders.
pub(super) fn cover(files: &[Seen], job: &Job<'_>) -> Vec<Pattern> {
    let mut top = Folder::default();
    for file in files {
        let role = match ((job.wanted)(file), (job.barred)(file)) {
            (true, _) => Role::Wanted,
            (false, true) => Role::Barred,
            (false, false) => continue,
        };
        top.add(&file.path, &file.path, role);
    }
    let mut patterns = Vec::new();
    top.cover("", job, &BTreeSet::new(), &mut patterns);
    patterns
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Wanted,
    Barred,
}

/// A folder with the files that have a role.
#[derive(Default)]
struct Folder<'a> {
    files: Vec<(&'a str, Role)>,
    folders: BTreeMap<&'a str, Folder<'a>>,
    /// How many files there are below of each ending, wanted and barred.
    endings: BTreeMap<&'a str, (usize, usize)>,
}

impl<'a> Folder<'a> {
    fn add(&mut self, path: &'a str, rest: &'a str, role: Role) {
        let mut folder = self;
        let mut rest = rest;
        loop {
            let (wanted, barred) = folder.endings.entry(ending(path)).or_default();
            *(if role == Role::Wanted { wanted } else { barred }) += 1;
            let Some((name, below)) = rest.split_once('/') else { break };
            folder = folder.folders.entry(name).or_default();
            rest = below;
        }
        folder.files.push((path, role));
    }

    /// How many files below are wanted and how many barred, but for those whose ending is covered already.
    fn total(&self, covered: &BTreeSet<&str>) -> (usize, usize) {
        let left = self.endings.iter().filter(|(end, _)| !covered.contains(*end));
        left.fold((0, 0), |sum, (_, (wanted, barred))| (sum.0 + wanted, sum.1 + barred))
    }

    fn cover(&self, path: &str, job: &Job<'_>, covered: &BTreeSet<&'a str>, patterns: &mut Vec<Pattern>) {
        let (wanted, barred) = self.total(covered);
        if wanted == 0 {
            return;
        }
        // The top as a whole is everything, which is not worth a pattern.
        let is_top = path.is_empty();
        let owned = || path.to_owned();
        let mut covered = covered.clone();
        let (good, bad) = self.children(&covered);
        if !is_top {
            if barred == 0 || job.is_tolerant && good > bad && self.is_spread(&covered) {
                patterns.push(Pattern::Below(owned()));
                return;
            }
            if self.is_spread(&covered) {
                for (end, (wanted, barred)) in &self.endings {
                    if *wanted > job.names && *barred == 0 && covered.insert(*end) {
                        patterns.push(Pattern::EndingBelow(owned(), (*end).to_owned()));
                    }
                }
            }
        }
        self.cover_files(path, job, &covered, patterns);
        for (name, folder) in &self.folders {
            folder.cover(&join(path, name), job, &covered, patterns);
        }
    }

    /// Covers the files that lie in the folder itself.
    fn cover_files(&self, path: &str, job: &Job<'_>, covered: &BTreeSet<&str>, patterns: &mut Vec<Pattern>) {
        let mut by_ending: BTreeMap<&str, (Vec<&str>, usize)> = BTreeMap::new();
        for (file, role) in &self.files {
            let (wanted, barred) = by_ending.entry(ending(file)).or_default();
            match role {
                Role::Wanted => wanted.push(file),
                Role::Barred => *barred += 1,
            }
        }
        for (end, (wanted, barred)) in by_ending {
            if wanted.is_empty() || covered.contains(end) {
                continue;
            }
            if barred == 0 && wanted.len() > job.names || job.is_tolerant && wanted.len() > MOST_NAMES {
                patterns.push(Pattern::Ending(path.to_owned(), end.to_owned()));
            } else if wanted.len() <= MOST_NAMES {
                patterns.extend(wanted.into_iter().map(|file| Pattern::File(file.to_owned())));
            }
        }
    }

    /// How many of the files and folders in here hold something wanted, and how many only what is barred.
    fn children(&self, covered: &BTreeSet<&str>) -> (usize, usize) {
        let files = self.files.iter().filter(|(file, _)| !covered.contains(ending(file)));
        let files = files.map(|(_, role)| *role == Role::Wanted);
        let totals = self.folders.values().map(|folder| folder.total(covered));
        let folders = totals.filter(|total| *total != (0, 0)).map(|(wanted, _)| wanted > 0);
        let (good, bad): (Vec<bool>, Vec<bool>) = files.chain(folders).partition(|is_wanted| *is_wanted);
        (good.len(), bad.len())
    }

    /// Whether what is wanted lies in the folder itself, or in several below it: then more of it will come here.
    fn is_spread(&self, covered: &BTreeSet<&str>) -> bool {
        let here = |(file, role): &(&str, Role)| *role == Role::Wanted && !covered.contains(ending(file));
        let below = self.folders.values().filter(|folder| folder.total(covered).0 > 0).count();
        below >= 2 || self.files.iter().any(here)
    }
}

/// What follows `folder/` in `path`; everything, where the folder is the top.
fn below<'a>(path: &'a str, folder: &str) -> Option<&'a str> {
    if folder.is_empty() { Some(path) } else { path.strip_prefix(folder)?.strip_prefix('/') }
}

fn ending(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, ending)| ending)
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// A path as a pattern that takes in nothing else. No pattern may hold a `\`, which is a letter to some
/// systems.
fn escape(path: &str) -> String {
    let escaped = globset::escape(path).replace('\\', "?");
    // At the beginning it looks as if the pattern took something out.
    if escaped.starts_with('!') { escaped.replacen('!', "{!}", 1) } else { escaped }
}

#[cfg(test)]
mod tests {
    use super::super::survey::What;
    use super::*;
    use crate::document::DocumentKind;

    const REPORT: What = What::Says(DocumentKind::Report);

    fn seen(files: &[(&str, What)]) -> Vec<Seen> {
        files.iter().map(|(path, what)| Seen { path: (*path).to_owned(), what: *what }).collect()
    }

    fn included(files: &[(&str, What)]) -> Vec<String> {
        let job = Job {
            wanted: &|file| file.what.kind().is_some(),
            barred: &|file| file.what == What::Other,
            is_tolerant: true,
            names: 0,
        };
        cover(&seen(files), &job).iter().map(Pattern::text).collect()
    }

    #[test]
    fn folders_of_reports_are_taken_in_whole() {
        let files = [("a/x.yaml", REPORT), ("b/c/y.md", REPORT), ("mkdocs.yml", What::Other)];
        assert_eq!(included(&files), ["a/**", "b/**"]);
        let deep = [("data/reports/x.yaml", REPORT), ("data/geo.json", What::Other)];
        assert_eq!(included(&deep), ["data/reports/**"]);
    }

    #[test]
    fn next_years_folder_is_taken_in_too() {
        let files = [
            ("r/2023/x.yaml", REPORT),
            ("r/2024/y.yaml", REPORT),
            ("r/notes.json", What::Other),
            ("a.md", What::Other),
        ];
        assert_eq!(included(&files), ["r/**"]);
        let beside_prose = [
            ("r/2023/x.yaml", REPORT),
            ("r/2024/y.yaml", REPORT),
            ("r/a.md", What::Other),
            ("r/b.md", What::Other),
            ("r/c.md", What::Other),
        ];
        assert_eq!(included(&beside_prose), ["r/**/*.yaml"]);
    }

    #[test]
    fn files_among_many_others_are_named() {
        let files = [
            ("d/x.yaml", REPORT),
            ("d/[1].yaml", What::Other),
            ("d/y*.yaml", REPORT),
            ("d/z.yaml", What::Other),
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
            assert!(pattern.takes_in(inside) && !pattern.takes_in(outside), "{}", pattern.text());
        }
    }
}
