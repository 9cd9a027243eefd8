//! The part of the files that a run is limited to, by what changed.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;

use memchr::memmem;
use rayon::prelude::*;

use super::moved::known_paths;
use super::side::Side;
use super::{ChangeArgs, unreadable_options};
use crate::changes::{Changes, Until};
use crate::cli::CliError;
use crate::config::RuleChoice;
use crate::discover::{Discovered, File, Walker};
use crate::document::{Document, DocumentKind, Format};
use crate::files::Files;
use crate::git::{GitError, Tracking};
use crate::outcome::Failure;
use crate::parse::parse_bytes;
use crate::paths::{repository_of, slashed};
use crate::schema::NamedSchemas;
use crate::withhold::Unchanged;

/// Returns the failure of a run for which git lacks the content of some files.
pub(super) fn partial_store() -> Failure {
    let failure =
        Failure::new(None, "git does not have the content of all files: the clone is partial or damaged");
    Failure { help: Some(FETCH.to_owned()), ..failure }
}

/// Returns the changes that the run is about, if it is about any.
pub(super) fn changes_of(working: &Path, args: &ChangeArgs) -> Result<Option<Changes>, CliError> {
    let until = if args.staged { Until::Index } else { Until::WorkTree };
    let changes = match (&args.changed_since, &args.new_since) {
        (Some(reference), _) => Changes::since(working, reference, until, args.diff_only),
        (None, Some(reference)) => Changes::since(working, reference, until, false),
        (None, None) if args.staged => staged(working, args.diff_only),
        (None, None) if args.diff_only => {
            return Err(CliError::new("--diff-only goes with --changed-since or --staged").with_help(
                "`--changed-since HEAD` is what is not committed yet; to gate a pull request, --new-since sees more",
            ));
        }
        (None, None) => return Ok(None),
    };
    changes.map(Some).map_err(|error| git_failed(&error))
}

/// Returns what is staged. Where pre-commit is run by hand it may ask for more: for the changes since a commit, or, which it
/// does not tell its hooks, for all files. Nothing is staged then.
fn staged(working: &Path, with_lines: bool) -> Result<Changes, GitError> {
    // Git says which index a commit is made from, and pre-commit by hand does not.
    let is_commit = std::env::var_os("GIT_INDEX_FILE").is_some();
    let is_hook = !is_commit && std::env::var_os("PRE_COMMIT").is_some_and(|value| value == "1");
    let base = std::env::var("PRE_COMMIT_FROM_REF").ok().filter(|base| is_hook && !base.is_empty());
    match base {
        Some(base) => Changes::since(working, &base, Until::WorkTree, with_lines),
        None => Changes::staged(working, is_hook, with_lines),
    }
}

/// Limits the files found to those that the changes are a reason to check. Returns what they are no reason to report.
pub(super) fn limit(
    changes: &Changes,
    side: &Side,
    choice: &RuleChoice,
    args: &ChangeArgs,
    found: &mut Discovered,
    wants_rest: bool,
) -> Result<Unchanged, CliError> {
    // A file that is no report may decide how reports are checked.
    let possible_schemas = possible_schemas(changes, found);
    let governed = match possible_schemas.is_empty() {
        true => Governed::Files(BTreeSet::new()),
        false => Governed::find(changes, side, choice, found, &possible_schemas)?,
    };
    let is_governed = |file: &File| match &governed {
        Governed::All => true,
        Governed::Files(paths) => paths.contains(&file.path),
    };
    let is_code = |path: &Path| {
        let local = side.project.local(path);
        local.is_some_and(|local| side.config.kind(&local) == Some(DocumentKind::LegalCode))
    };
    let rechecked = changes.narrow(&side.project, found, wants_rest, is_governed, is_code);
    check_store(changes)?;
    let changed_lines = args.diff_only.then(|| changes.lines(&side.project));
    Ok(Unchanged { rechecked, changed_lines })
}

/// The advice for a clone that lacks objects.
const FETCH: &str =
    "reportlint never uses the network: fetch what is missing first, with `git fetch --refetch --no-filter`";

/// Returns an error if git does not have what the run asked it for.
pub(super) fn check_store(changes: &Changes) -> Result<(), CliError> {
    if !changes.has_missed_objects() {
        return Ok(());
    }
    Err(CliError::new("git does not have the former versions of all files: the clone is partial or damaged")
        .with_help(FETCH))
}

/// The files that are checked otherwise than before, because the configuration, a schema or the baseline changed.
enum Governed {
    /// All files.
    All,
    /// Those with these display paths.
    Files(BTreeSet<String>),
}

impl Governed {
    fn find(
        changes: &Changes,
        side: &Side,
        choice: &RuleChoice,
        found: &Discovered,
        possible_schemas: &HashSet<&Path>,
    ) -> Result<Self, CliError> {
        let files_before = changes.files_before().map_err(|error| git_failed(&error))?;
        // What has had no meaning decided nothing.
        let Some(before) = side.before(&files_before) else { return Ok(Self::All) };
        if before.project.root() != side.project.root() || has_lost_files(&before, side) {
            return Ok(Self::All);
        }
        let options_failed = |error| unreadable_options(&error);
        let mut plans_before = before.state().plans(choice.clone());
        let mut plans = side.state().plans(choice.clone());
        let mut governed: BTreeSet<String> = side.baseline_changes(&before);
        let known = known_paths(found);
        // An entry may be about a file that has moved since.
        if governed.iter().any(|path| !known.contains(path.as_str())) {
            return Ok(Self::All);
        }
        for file in &found.files {
            let local = file.local.as_deref();
            let is_new = local.is_some_and(|local| !before.config.includes(local));
            let standing_before = plans_before.digest(file.format, local).map_err(options_failed)?;
            if is_new || standing_before != plans.digest(file.format, local).map_err(options_failed)? {
                governed.insert(file.path.clone());
            }
        }
        let rest: Vec<&File> = found.files.iter().filter(|file| !governed.contains(&file.path)).collect();
        let schemas = plans.named_schemas();
        let is_changed = |path: &Path| possible_schemas.contains(path);
        let names_changed =
            |file: &File| schemas.is_some_and(|schemas| names_schema(file, schemas, is_changed));
        let naming = rest.par_iter().filter(|file| names_changed(file));
        let naming: Vec<String> = naming.map(|file| file.path.clone()).collect();
        governed.extend(naming);
        Ok(Self::Files(governed))
    }
}

/// Returns the changed files that schemas may be read from: those that say no kind.
fn possible_schemas<'c>(changes: &'c Changes, found: &Discovered) -> HashSet<&'c Path> {
    let files = found.files.iter().chain(&found.context);
    let files: HashMap<&Path, &File> = files.map(|file| (file.absolute.as_path(), file)).collect();
    let is_for_people = |document: &Document| document.kind().is_some_and(|kind| kind != DocumentKind::Rule);
    let has_kind = |file: &&File| documents(file).iter().any(is_for_people);
    let mut touched = changes.touched();
    // A schema may have any ending.
    touched.retain(|path| Format::from_path(&slashed(path)) != Some(Format::Markdown));
    touched.retain(|path| !files.get(path).is_some_and(has_kind));
    touched
}

/// Returns true if a document in a file names a schema that one of the files decides for which `is_changed` is true.
fn names_schema(file: &File, schemas: &NamedSchemas, is_changed: impl Fn(&Path) -> bool) -> bool {
    let Ok(bytes) = file.content.bytes() else { return false };
    // The word may be written with escapes.
    let may_name =
        ["$schema", r"\u", r"\x"].iter().any(|word| memmem::find(&bytes, word.as_bytes()).is_some());
    may_name
        && documents(file).iter().any(|document| schemas.is_decided_by(document, &file.path, &is_changed))
}

/// Returns the documents of a file that can be parsed.
pub(super) fn documents(file: &File) -> Vec<Document> {
    let Ok(bytes) = file.content.bytes() else { return Vec::new() };
    parse_bytes(&file.path, file.format, bytes).map(|parsed| parsed.documents).unwrap_or_default()
}

/// Returns true if the configuration leaves out a file that it took in before: others may refer to it.
fn has_lost_files(before: &Side, now: &Side) -> bool {
    let walker = Walker {
        project: &before.project,
        files: &before.files,
        tracking: &Tracking::default(),
        left_out: &[],
    };
    let mut paths = walker.local_paths();
    paths.any(|path| before.config.includes(&path) && !now.config.includes(&path))
}

pub(super) fn git_failed(error: &GitError) -> CliError {
    let message = CliError::new(error.to_string());
    match error {
        GitError::UnknownCommit { name, .. } if name == "HEAD" => {
            message.with_help("nothing is committed yet, so everything is new")
        }
        GitError::UnknownCommit { is_shallow: false, .. } => message.with_help(
            "name a branch, a tag or a commit, such as `origin/main`; `git branch --all` lists the branches, and in a CI job \
             `git fetch origin BRANCH` may have to come first",
        ),
        GitError::UnknownCommit { .. } | GitError::NoMergeBase(_) => message.with_help(
            "a CI job often has the last commit only: let it fetch the whole history (`fetch-depth: 0` of \
             actions/checkout, `GIT_DEPTH: 0` in GitLab)",
        ),
        GitError::NoRepository(_) => message.with_help(
            "--new-since, --changed-since and --staged ask git what changed: run them in a clone of the repository",
        ),
        GitError::Program(_) => message
            .with_help("--new-since, --changed-since and --staged need git: install it, or put it into PATH"),
        GitError::Partial(_) => message.with_help(FETCH),
        GitError::Failed(..) => message,
    }
}

/// Returns the state that is checked: the work tree, or git's index.
pub(super) fn files_of(changes: Option<&Changes>, working: &Path) -> Files {
    let on_disk = || Files::on_disk(repository_of(working));
    changes.map_or_else(on_disk, |changes| changes.files().clone())
}
