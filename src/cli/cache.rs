//! `reportlint cache`, and the cache of a run.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::thread::JoinHandle;

use super::run::{NoRun, RunArgs, project};
use super::{CliError, Status, error};
use crate::config::{Choice, Project};
use crate::digest::{Digest, Digester};
use crate::git;
use crate::linter::{Cache, CacheFolder};

/// Arguments of `cache`.
#[derive(clap::Args)]
pub(super) struct CacheArgs {
    #[command(subcommand)]
    action: Action,

    /// The folder [default: .reportlint_cache beside the configuration]
    #[arg(long, value_name = "FOLDER", global = true)]
    cache_dir: Option<PathBuf>,
}

#[derive(clap::Subcommand)]
enum Action {
    /// Print the path of the folder
    Dir,
    /// Remove the folder
    Clean,
}

pub(super) fn run(args: &CacheArgs) -> Result<Status, CliError> {
    // A faulty configuration has a folder too.
    let folder = match project(Choice::Nearest) {
        Ok((project, _)) => folder(&project, args.cache_dir.clone()),
        Err(NoRun::Faulty(_)) => args.cache_dir.clone().map(CacheFolder::new),
        Err(NoRun::Failed(error)) => return Err(error),
    };
    let folder = folder.ok_or_else(|| {
        CliError::new("there is no cache here").with_help(
            "results are kept in git repositories, in folders with a reportlint.yaml, and with --cache-dir",
        )
    })?;
    let shown = folder.path().display().to_string();
    match args.action {
        Action::Dir => error::print(|out| writeln!(out, "{shown}"))?,
        Action::Clean => {
            let cleaned = folder.clean();
            let cleaned =
                cleaned.map_err(|error| CliError::new(format!("cannot remove {shown}: {error}")))?;
            error::complain(&if cleaned {
                format!("removed {shown}")
            } else {
                format!("{shown} is not there")
            });
        }
    }
    Ok(Status::Clean)
}

/// Returns the folder of the cache: the one asked for, or the one of the repository.
fn folder(project: &Project, asked_for: Option<PathBuf>) -> Option<CacheFolder> {
    let usual = || project.is_repository().then(|| project.root().join(CacheFolder::NAME));
    let given = asked_for.map(|given| project.working().join(given));
    given.or_else(usual).map(CacheFolder::new)
}

/// The cache of a run, which is opened while the files are being found.
pub(super) struct Opening(Option<JoinHandle<Option<Cache>>>);

impl Opening {
    /// Begins to open the cache, if the run is to have one.
    pub(super) fn start(args: &RunArgs, project: &Project) -> Self {
        let folder = folder(project, args.cache_dir.clone()).filter(|_| !args.no_cache);
        let Some(folder) = folder else { return Self(None) };
        let profile = profile(args);
        let open = move || {
            // A change that brings its own cache along could say that there is nothing wrong with it.
            let is_foreign = folder.path().exists() && git::has_tracked(folder.path());
            (!is_foreign).then(|| Cache::open(folder, &profile))
        };
        Self(std::thread::Builder::new().spawn(open).ok())
    }

    /// Returns the cache once it is open.
    pub(super) fn finish(self) -> Option<Cache> {
        self.0?.join().ok().flatten()
    }
}

/// Returns the digest of the program and of the arguments that decide what is found. Runs with other arguments have
/// results of their own, so that one does not replace those of the other.
fn profile(args: &RunArgs) -> Digest {
    let mut digester = Digester::default();
    digester.add(env!("CARGO_PKG_VERSION").as_bytes());
    // Two builds of one version differ in size, or else in time; those of a release are the same everywhere.
    let program = std::env::current_exe().and_then(|path| path.metadata()).ok();
    let bytes = program.as_ref().map(std::fs::Metadata::len).unwrap_or_default();
    digester.add(&bytes.to_le_bytes());
    if cfg!(debug_assertions) {
        let built = program.and_then(|program| program.modified().ok());
        digester.add(format!("{built:?}").as_bytes());
    }
    let schema = args.schema.as_ref().map_or(OsStr::new(""), |schema| schema.as_os_str());
    digester.add(schema.as_encoded_bytes()).add(format!("{:?}", args.preset).as_bytes());
    for selector in &args.only {
        digester.add(selector.name().as_bytes());
    }
    for (selector, level) in &args.rule {
        digester.add(selector.name().as_bytes()).add(format!("{level:?}").as_bytes());
    }
    digester.finish()
}
