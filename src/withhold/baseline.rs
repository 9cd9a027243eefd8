//! The findings that a repository had when it adopted reportlint. A file beside the configuration lists them; they no
//! longer count, and new ones do.

mod moved;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::error::Category;

use super::{Decision, Withholder, is_syntax};
use crate::diagnostic::{Diagnostic, Fingerprint};
use crate::files::{Files, MAX_BASELINE_BYTES};
use crate::outcome::{FileEntry, Holder, Outcome};
use crate::pages::may_compare_files;
use crate::source::FileId;
use moved::{Moved, document_id};

/// The file's name.
pub const BASELINE_NAME: &str = "reportlint-baseline.json";

/// The version that is written; the first had no ids, and took texts in the layout that they had.
const VERSION: u32 = 2;

/// A baseline.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: BTreeMap<Fingerprint, Entry>,
    moved: Moved,
}

/// A finding of the baseline.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    path: String,
    /// The id of the file's first document that has one, by which the file is known when it is moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    rule: String,
    /// 32 hexadecimal digits.
    fingerprint: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    version: u32,
    findings: Vec<Entry>,
}

/// A baseline that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// The file cannot be read.
    #[error("cannot read the baseline {path}: {error}", path = .0.display(), error = .1)]
    Unreadable(PathBuf, String),
    /// A later version of reportlint wrote it.
    #[error("{path} has version {version}, which a later reportlint wrote: use that one, or run `reportlint baseline` in a \
             folder without it", path = .0.display(), version = .1)]
    Newer(PathBuf, u32),
    /// The file does not have the form that `reportlint baseline` writes.
    #[error("{path} is no baseline ({why}); `reportlint baseline` writes it anew", path = .0.display(), why = .1)]
    Malformed(PathBuf, String),
}

/// The entries that a run can judge: those of files that it checked completely, under rules that it ran.
struct Judged<'a> {
    whole: HashSet<&'a str>,
    known: HashSet<&'a str>,
    rules: HashSet<&'a str>,
    /// True if files that are not among the run's are gone.
    is_whole: bool,
    /// True if rules over the repository saw all of it.
    sees_all: bool,
    has_schema: bool,
}

impl<'a> Judged<'a> {
    fn new(outcome: &'a Outcome, extent: Extent) -> Self {
        let cut_short: HashSet<u32> = outcome
            .diagnostics
            .iter()
            .filter(|finding| is_syntax(finding))
            .map(|finding| finding.primary.file.0)
            .collect();
        let checked = (0..).zip(&outcome.files).filter(|(_, file)| file.is_checked);
        let whole =
            checked.filter(|(index, _)| !cut_short.contains(index)).map(|(_, file)| file.path.as_str());
        let unread = outcome.failures.iter().filter_map(|failure| failure.path.as_deref());
        Self {
            whole: whole.collect(),
            known: outcome.files.iter().map(|file| file.path.as_str()).chain(unread).collect(),
            rules: outcome.rules.iter().map(|enabled| enabled.rule.name()).collect(),
            is_whole: extent.checks_all && outcome.failures.is_empty(),
            sees_all: extent.checks_all && outcome.failures.is_empty() && cut_short.is_empty(),
            has_schema: extent.checks_schema,
        }
    }

    fn covers(&self, entry: &Entry) -> bool {
        let is_checked = self.whole.contains(entry.path.as_str())
            || self.is_whole && !self.known.contains(entry.path.as_str());
        let is_blind = || !self.sees_all && may_compare_files(&entry.rule);
        let has_run =
            self.rules.contains(entry.rule.as_str()) || self.has_schema && entry.rule.starts_with("schema/");
        is_checked && has_run && !is_blind()
    }
}

/// Withholds the findings that a baseline has.
pub(crate) struct BaselineWithholder<'a> {
    baseline: &'a Baseline,
    files: &'a [FileEntry],
    /// The former paths of files that were moved.
    former: HashMap<String, String>,
    met: HashSet<Fingerprint>,
}

impl Withholder for BaselineWithholder<'_> {
    fn decide(&mut self, finding: &Diagnostic) -> Decision {
        if is_syntax(finding) {
            return Decision::Keep;
        }
        if self.knows(finding) { Decision::Withhold(Holder::Baseline, None) } else { Decision::Keep }
    }
}

impl BaselineWithholder<'_> {
    /// Returns true if the baseline has a finding, and marks its entry as met.
    fn knows(&mut self, finding: &Diagnostic) -> bool {
        let name = self.name_of(finding);
        name.is_some_and(|name| {
            self.met.insert(name);
            true
        })
    }

    /// Returns the name of the entry of a finding: under the path of its file or a former one, as this version or the first
    /// names it.
    fn name_of(&self, finding: &Diagnostic) -> Option<Fingerprint> {
        let file = self.files.get(finding.primary.file.0 as usize)?;
        let text = label_of(file, finding);
        let paths = [Some(&file.path), self.former.get(&file.path)];
        let schemes = [Fingerprint::of_finding_in_any_layout, Fingerprint::of_finding];
        paths.into_iter().flatten().find_map(|path| {
            schemes.iter().find_map(|scheme| {
                let names = (0..).map(|occurrence| scheme(finding, path, text, occurrence));
                let mut names = names.take_while(|name| self.baseline.entries.contains_key(name));
                names.find(|name| !self.met.contains(name))
            })
        })
    }

    /// Returns the entries that were met.
    pub(crate) fn into_met(self) -> HashSet<Fingerprint> {
        self.met
    }
}

/// The extent of a run, which decides what its silence means.
#[derive(Debug, Clone, Copy, Default)]
pub struct Extent {
    /// The run checked all files of the repository.
    pub checks_all: bool,
    /// The run checked schemas.
    pub checks_schema: bool,
}

/// Says in an editor's words why a text is no baseline.
fn in_words(error: &serde_json::Error) -> String {
    match error.classify() {
        Category::Eof => format!("it breaks off in line {}", error.line()),
        Category::Syntax => format!("line {} is no JSON", error.line()),
        Category::Data | Category::Io => error.to_string(),
    }
}

impl Baseline {
    /// Reads the file at `path`, in this state of the files.
    ///
    /// # Errors
    /// It cannot be read, or is no baseline.
    pub(crate) fn load(files: &Files, path: &Path) -> Result<Self, BaselineError> {
        let malformed = |why: String| BaselineError::Malformed(path.to_path_buf(), why);
        let bytes = files.read(path, MAX_BASELINE_BYTES + 1);
        let bytes = bytes.map_err(|error| BaselineError::Unreadable(path.to_path_buf(), error))?;
        if bytes.len() as u64 > MAX_BASELINE_BYTES {
            return Err(malformed(format!("it is larger than {} MiB", MAX_BASELINE_BYTES >> 20)));
        }
        let text = String::from_utf8(bytes).map_err(|_| malformed("it is not UTF-8".to_owned()))?;
        // The conflict markers of a merge would be a riddle as a JSON error.
        if text.lines().any(|line| line.starts_with("<<<<<<< ")) {
            return Err(malformed("it has conflicts of a merge".to_owned()));
        }
        let content: Content = serde_json::from_str(&text).map_err(|error| malformed(in_words(&error)))?;
        if !(1..=VERSION).contains(&content.version) {
            return Err(BaselineError::Newer(path.to_path_buf(), content.version));
        }
        let mut entries = BTreeMap::new();
        for entry in content.findings {
            let fingerprint = Fingerprint::parse(&entry.fingerprint)
                .ok_or_else(|| malformed(format!("`{}` is no fingerprint", entry.fingerprint)))?;
            entries.insert(fingerprint, entry);
        }
        Ok(Self { entries, moved: Moved::default() })
    }

    /// Returns the number of findings.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns true if it has no finding.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns the paths of files for which two baselines list other findings.
    pub(crate) fn differing_paths(&self, other: &Self) -> BTreeSet<String> {
        let missing = |one: &Self, other: &Self| -> Vec<String> {
            let entries = one.entries.iter().filter(|(name, _)| !other.entries.contains_key(name));
            entries.map(|(_, entry)| entry.path.clone()).collect()
        };
        missing(self, other).into_iter().chain(missing(other, self)).collect()
    }

    /// Makes a withholder for the findings of a run, in these files.
    pub(crate) fn withholder<'a>(&'a self, files: &'a [FileEntry]) -> BaselineWithholder<'a> {
        BaselineWithholder { baseline: self, files, former: self.former_paths(files), met: HashSet::new() }
    }

    /// Counts the entries that were not `met`, among those that the run can judge. `extent` says what the run covered.
    pub(crate) fn count_stale(&self, met: &HashSet<Fingerprint>, outcome: &Outcome, extent: Extent) -> usize {
        let judged = Judged::new(outcome, extent);
        let missing = self.entries.iter().filter(|(fingerprint, _)| !met.contains(fingerprint));
        missing.filter(|(_, entry)| judged.covers(entry)).count()
    }

    /// Adds the findings of a run and drops the entries that no longer occur; if `prunes`, it only drops. Syntax errors are
    /// left out: a file with one has no other findings.
    pub fn update(&mut self, outcome: &Outcome, extent: Extent, prunes: bool) {
        let mut withholder = self.withholder(&outcome.files);
        let judged = Judged::new(outcome, extent);
        let mut ids: HashMap<FileId, Option<String>> = HashMap::new();
        let mut found: BTreeMap<Fingerprint, Entry> = BTreeMap::new();
        let mut known: HashSet<Fingerprint> = HashSet::new();
        let mut occurrences: HashMap<Fingerprint, u64> = HashMap::new();
        for finding in outcome.diagnostics.iter().filter(|finding| !is_syntax(finding)) {
            let Some(file) = outcome.file(finding.primary.file) else { continue };
            let id = ids.entry(finding.primary.file).or_insert_with(|| document_id(file));
            let text = label_of(file, finding);
            let name =
                |occurrence| Fingerprint::of_finding_in_any_layout(finding, &file.path, text, occurrence);
            let occurrence = occurrences.entry(name(0)).or_default();
            let name = name(*occurrence);
            *occurrence += 1;
            if withholder.knows(finding) {
                known.insert(name);
            }
            found.insert(name, entry(file, id.clone(), finding, name));
        }
        let met = withholder.into_met();
        self.entries
            .retain(|name, entry| found.contains_key(name) || !judged.covers(entry) && !met.contains(name));
        // An entry that followed its file gets the path that the file has now.
        let is_kept = |name: &Fingerprint| !prunes || known.contains(name);
        self.entries.extend(found.into_iter().filter(|(name, _)| is_kept(name)));
    }

    /// Writes it: an entry on each line, in the order of their files, so that git can merge two.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut entries: Vec<&Entry> = self.entries.values().collect();
        entries.sort();
        writeln!(out, "{{\n  \"version\": {VERSION},\n  \"findings\": [")?;
        for (index, entry) in entries.iter().enumerate() {
            let comma = if index + 1 < entries.len() { "," } else { "" };
            writeln!(out, "    {}{comma}", serde_json::to_string(entry)?)?;
        }
        writeln!(out, "  ]\n}}")
    }
}

fn entry(file: &FileEntry, id: Option<String>, finding: &Diagnostic, name: Fingerprint) -> Entry {
    let (rule, fingerprint) = (finding.rule.as_str().to_owned(), name.to_string());
    Entry { path: file.path.clone(), id, rule, fingerprint }
}

/// Returns the text that a finding points at.
fn label_of<'a>(file: &'a FileEntry, finding: &Diagnostic) -> &'a str {
    file.source.as_deref().map_or("", |source| source.slice(finding.primary.span))
}
