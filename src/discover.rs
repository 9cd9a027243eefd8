//! Turns the paths of the command line into the sorted list of files to check.
//!
//! A file that is named is always checked. A folder is walked for files in a report's format: hidden files and files
//! that git ignores are left out, and links are not followed. Files that are certainly not reports are left out too:
//! the configuration, schemas (`*.schema.json` and those in use), `node_modules`, and the Markdown files that every
//! repository has ([`NOT_REPORTS`]).

mod ignored;
mod missing;
mod passed_over;
mod shallow;
mod walk;

use std::cell::OnceCell;
use std::collections::HashSet;
use std::ffi::OsString;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::config::{Config, Project};
use crate::document::{DocumentKind, Format};
use crate::files::{Content, in_words};
use crate::outcome::Failure;
use crate::paths::slashed;
use crate::source::MAX_FILE_BYTES;

use walk::Walked;

pub(crate) use ignored::Ignored;
pub(crate) use passed_over::{PassedOver, passed_over};
pub(crate) use walk::Walker;

/// The path that stands for standard input.
const STDIN: &str = "-";

/// The files to find.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Query<'a> {
    /// The paths of the command line.
    pub paths: &'a [PathBuf],
    /// The name of standard input; without one, its first byte decides.
    pub stdin_name: Option<&'a Path>,
    /// The commands, one of which may have been meant by a path that does not exist.
    pub commands: &'a [&'a str],
    /// True if the repository's other files are wanted too.
    pub wants_repository: bool,
    /// True if a named file is left out where a walk would leave it out.
    pub force_exclude: bool,
    /// True if the run compares two states of the repository, which knows nothing of others within it.
    pub is_comparison: bool,
}

/// A file to be checked, with what its plan depends on.
#[derive(Debug, Clone)]
pub(crate) struct File {
    /// Its display path.
    pub path: String,
    /// Its content, or the place of its content.
    pub content: Content,
    /// Its format.
    pub format: Format,
    /// Its path relative to the configuration's folder, if it lies there.
    pub local: Option<String>,
    /// Its absolute path.
    pub absolute: PathBuf,
    /// True if the file was named itself, and not found in a folder.
    pub is_named: bool,
}

/// The files found.
#[derive(Debug, Default)]
pub(crate) struct Discovered {
    /// The files to check, sorted by display path.
    pub files: Vec<File>,
    /// Further files, which are not to be checked themselves, sorted: legal codes, and where they are wanted all
    /// that the repository has.
    pub context: Vec<File>,
    /// The schemas that files are checked against.
    pub schemas: Vec<File>,
    /// The files of the repository's own rules.
    pub rules: Vec<File>,
    /// True if both together are all that the repository has.
    pub is_whole: bool,
    /// Named paths that cannot be checked, and folders that cannot be read.
    pub failures: Vec<Failure>,
    /// True if the configuration in use was named; it has been checked by then.
    pub names_config: bool,
    /// The number of files that could be reports and that the configuration leaves out.
    pub excluded: usize,
    /// Warnings about patterns of the configuration.
    pub warnings: Vec<String>,
}

/// Finds files for one run.
struct Finder<'a> {
    walker: Walker<'a>,
    project: &'a Project,
    config: &'a Config,
    query: Query<'a>,
    /// The absolute paths of the files to check.
    seen: HashSet<OsString>,
    /// The files below the root, once a walk has seen them all.
    below_root: Option<Vec<Walked>>,
    stdin_is_read: bool,
    /// The patterns of git, once a named file may be left out for them.
    ignored: OnceCell<Ignored>,
    found: Discovered,
}

/// Finds the files that `query` names, in the walker's state of the files; `stdin` is read where it is among them.
pub(crate) fn discover(
    walker: Walker<'_>,
    config: &Config,
    query: Query<'_>,
    stdin: &mut dyn Read,
) -> Discovered {
    let mut finder = Finder {
        walker,
        project: walker.project,
        config,
        query,
        seen: HashSet::new(),
        below_root: None,
        stdin_is_read: false,
        ignored: OnceCell::new(),
        found: Discovered::default(),
    };
    for path in query.paths {
        finder.named(path, stdin);
    }
    // What lies elsewhere is no part of the repository.
    let is_inside = |path: &OsString| Path::new(path).starts_with(walker.project.root());
    let wants_repository =
        query.wants_repository && walker.project.is_repository() && finder.seen.iter().any(is_inside);
    if wants_repository || config.has_kind(DocumentKind::LegalCode) {
        finder.context(wants_repository);
    }
    finder.found.is_whole |= wants_repository;
    finder.found.is_whole &= finder.found.failures.is_empty();
    let mut found = finder.found;
    found.files.sort_by(|a, b| a.path.cmp(&b.path));
    found.context.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

impl Finder<'_> {
    fn named(&mut self, given: &Path, stdin: &mut dyn Read) {
        if given.as_os_str() == STDIN {
            self.standard_input(stdin);
            return;
        }
        if !self.walker.files.are_on_disk() {
            return self.named_in_git(given);
        }
        let metadata = match std::fs::metadata(self.project.working().join(given)) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                // What is not checked out may be named all the same.
                let absolute = self.project.absolute(given);
                if self.walker.files.has_file(&absolute) || self.walker.files.has_folder(&absolute) {
                    return self.named_in_git(given);
                }
                let message = missing::explain(self.project.working(), given, self.query.commands);
                self.fail(given, message);
                return;
            }
            Err(error) => {
                self.fail(given, in_words(&error));
                return;
            }
        };
        let absolute = self.project.absolute(given);
        if self.query.is_comparison && self.lies_in_another_repository(&absolute, metadata.is_dir()) {
            let message = "this belongs to another repository, such as a submodule: run reportlint in it";
            self.fail(given, message.to_owned());
            return;
        }
        if metadata.is_dir() {
            self.folder(given);
            return;
        }
        if !metadata.is_file() {
            // A pipe can be read once only, and may never end.
            self.fail(given, "this is not a regular file; pipe its content into `reportlint -`".to_owned());
            return;
        }
        let content = Content::Disk(self.project.working().join(given));
        self.named_file(given, self.project.absolute(given), content);
    }

    /// Adds a file or a folder as git has it. What only the work tree has is passed over.
    fn named_in_git(&mut self, given: &Path) {
        let absolute = self.project.absolute(given);
        if self.walker.files.has_folder(&absolute) {
            self.folder(given);
        } else if let Some(content) = self.walker.files.content(&absolute) {
            self.named_file(given, absolute, content);
        } else if absolute.symlink_metadata().is_err() {
            let message = missing::explain(self.project.working(), given, self.query.commands);
            self.fail(given, message);
        }
    }

    /// Returns true if a file or folder of the project belongs to a repository within the project's.
    fn lies_in_another_repository(&self, absolute: &Path, is_folder: bool) -> bool {
        let Some(top) = self.project.repository().filter(|top| absolute.starts_with(top)) else {
            return false;
        };
        let mut folders =
            absolute.ancestors().skip(usize::from(!is_folder)).take_while(|folder| *folder != top);
        folders.any(|folder| folder.join(".git").symlink_metadata().is_ok())
    }

    fn named_file(&mut self, given: &Path, absolute: PathBuf, content: Content) {
        if self.project.config() == Some(absolute.as_path()) {
            self.found.names_config = true;
        } else if self.is_left_out(&absolute) {
            self.found.excluded += 1;
        } else if let Some(format) = self.format_of(given) {
            self.add_named(given, absolute, format, content);
        }
    }

    fn standard_input(&mut self, stdin: &mut dyn Read) {
        if std::mem::replace(&mut self.stdin_is_read, true) {
            return;
        }
        // A name of no known form is refused before there is a wait for input.
        if self.query.stdin_name.is_some_and(|given| self.format_of(given).is_none()) {
            return;
        }
        let mut bytes = Vec::new();
        // One byte more than is allowed shows that there is too much, without reading all of it.
        if let Err(error) = stdin.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes) {
            self.fail(Path::new(STDIN), format!("cannot read standard input: {error}"));
            return;
        }
        if bytes.len() as u64 > MAX_FILE_BYTES {
            let most = MAX_FILE_BYTES / (1024 * 1024);
            self.fail(Path::new(STDIN), format!("standard input is longer than {most} MiB"));
            return;
        }
        let is_json = bytes.trim_ascii_start().starts_with(b"{");
        let default = if is_json { "stdin.json" } else { "stdin.yaml" };
        let given = self.query.stdin_name.unwrap_or(Path::new(default));
        let Some(format) = self.format_of(given) else { return };
        let absolute = self.project.absolute(given);
        if self.is_left_out(&absolute) {
            self.found.excluded += 1;
            return;
        }
        // An editor's buffer is newer than the file of the same name.
        self.found.files.retain(|file| file.path != self.project.display(&absolute, given));
        self.seen.remove(absolute.as_os_str());
        self.add_named(given, absolute, format, Content::Bytes(bytes));
    }

    fn format_of(&mut self, given: &Path) -> Option<Format> {
        let format = Format::from_path(&slashed(given));
        if format.is_none() {
            let ending = given.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            let reads = "reportlint reads .yaml, .yml, .json, .md and .markdown";
            self.fail(
                given,
                match missing::is_of_office(ending) {
                    true => format!("{reads}: save the text as Markdown, or write the data as YAML"),
                    false => reads.to_owned(),
                },
            );
        }
        format
    }

    fn folder(&mut self, given: &Path) {
        let base = self.project.absolute(given);
        // Who has no repository means what they name.
        self.found.is_whole |= base == self.project.root();
        let walked = self.walker.walk(given, &base, &mut self.found.failures);
        for Walked { given, absolute, content, format, inner } in &walked {
            let (path, local) = match inner {
                Some(inner) => (inner.clone(), Some(inner.clone())),
                None => (self.project.display(absolute, given), self.project.local(absolute)),
            };
            if local.as_deref().is_none_or(|local| self.config.includes(local)) {
                let (absolute, content, format) = (absolute.clone(), content.clone(), *format);
                self.add(File { path, content, format, local, absolute, is_named: false });
            } else if !self.seen.contains(absolute.as_os_str()) {
                self.found.excluded += 1;
            }
        }
        if base == self.project.root() {
            let paths: Vec<&str> = walked.iter().filter_map(|file| file.inner.as_deref()).collect();
            self.found.warnings = shallow::warnings(self.config, &paths);
            self.below_root = Some(walked);
        }
    }

    /// Returns the files of the repository that were not named: all, or those that the configuration calls legal codes.
    fn context(&mut self, wants_all: bool) {
        let root = self.project.root().to_path_buf();
        let below_root = self.below_root.take();
        let walked = below_root.unwrap_or_else(|| self.walker.walk(&root, &root, &mut self.found.failures));
        for Walked { absolute, content, format, inner, .. } in walked {
            let local = inner.or_else(|| self.project.local(&absolute));
            // A code that is named as such is one for every report, be it checked itself or not.
            let is_code = |local: &str| {
                self.config.kind(local) == Some(DocumentKind::LegalCode) && !self.config.excludes(local)
            };
            let is_wanted = |local| wants_all && self.config.includes(local) || is_code(local);
            let is_named = self.seen.contains(absolute.as_os_str());
            if !is_named && local.as_deref().is_some_and(is_wanted) {
                let path = local.clone().unwrap_or_default();
                self.found.context.push(File { path, content, format, local, absolute, is_named: false });
            }
        }
    }

    fn add_named(&mut self, given: &Path, absolute: PathBuf, format: Format, content: Content) {
        let path = self.project.display(&absolute, given);
        let local = self.project.local(&absolute);
        self.add(File { path, content, format, local, absolute, is_named: true });
    }

    /// Adds a file to check, once.
    fn add(&mut self, file: File) {
        if self.seen.insert(file.absolute.clone().into_os_string()) {
            self.found.files.push(file);
        }
    }

    /// Returns true if a named file is left out because a walk over the project would leave it out. One outside of the
    /// project was named on purpose.
    fn is_left_out(&self, absolute: &Path) -> bool {
        if !self.query.force_exclude || !absolute.starts_with(self.project.root()) {
            return false;
        }
        let local = self.project.local(absolute);
        let is_included = local.is_none_or(|local| self.config.includes(&local));
        !is_included || {
            let ignored = self.ignored.get_or_init(|| Ignored::at(self.project.root()));
            passed_over(self.walker, ignored, absolute).is_some()
        }
    }

    fn fail(&mut self, given: &Path, message: String) {
        // What is read from standard input has no path.
        let path =
            (given.as_os_str() != STDIN).then(|| self.project.display(&self.project.absolute(given), given));
        self.found.failures.push(Failure::new(path, message));
    }
}
