//! `reportlint cache`, and the cache of a run.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::thread::JoinHandle;

use super::run::{NoRun, RunArgs, project};
use super::{CliError, Status, error, replace};
use crate::config::{Choice, Project};
use crate::digest::{Digest, Digester};
use crate::files::{Files, in_words};
use crate::git;
use crate::linter::{Cache, CacheFolder};
use crate::schema::Formats;

/// Arguments of `cache`.
#[derive(clap::Args)]
pub(super) struct CacheArgs {
    #[command(subcommand)]
    action: Action,

    /// The folder [default: .reportlint_cache beside the configuration]
    #[arg(long, value_name = "FOLDER", global = true)]
    cache_dir: Option<PathBuf>,

    /// The cache of runs with this configuration
    #[arg(long, value_name = "FILE", global = true, conflicts_with = "isolated")]
    config: Option<PathBuf>,

    /// The cache of runs without a configuration
    #[arg(long, global = true)]
    isolated: bool,
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
    let folder = match project(&Files::Disk, Choice::from_args(args.config.as_deref(), args.isolated)) {
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
    refuse_link_out(&folder)?;
    match args.action {
        Action::Dir => error::print(|out| writeln!(out, "{shown}"))?,
        Action::Clean => {
            let cleaned = folder.clean();
            let cleaned = cleaned
                .map_err(|error| CliError::new(format!("cannot remove {shown}: {}", in_words(&error))))?;
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

/// Returns an error if the folder lies behind a link that leads out of the repository: a change under review can bring links along.
fn refuse_link_out(folder: &CacheFolder) -> Result<(), CliError> {
    let shown = folder.path().display();
    replace::refuse_link_out(folder.path())
        .map_err(|error| CliError::new(format!("{shown} cannot be a cache: {error}")))
}

/// The cache of a run, which is opened while the files are being found.
pub(super) struct Opening(Option<JoinHandle<Option<Cache>>>);

impl Opening {
    /// Begins to open the cache, if the run is to have one.
    ///
    /// # Errors
    /// The folder that the arguments name holds something else.
    pub(super) fn start(args: &RunArgs, project: &Project) -> Result<Self, CliError> {
        let folder = folder(project, args.cache_dir.clone()).filter(|_| !args.no_cache);
        let Some(folder) = folder else { return Ok(Self(None)) };
        if args.cache_dir.is_some() {
            refuse_link_out(&folder)?;
        }
        if args.cache_dir.is_some() && !folder.is_usable() {
            let shown = folder.path().display();
            return Err(CliError::new(format!("{shown} cannot be a cache: something else lies in it"))
                .with_help("name a folder that is empty, or not there yet"));
        }
        let (root, profile) = (project.root().to_path_buf(), profile(args, project));
        let open = move || is_trusted(&folder).then(|| Cache::open(folder, root, &profile));
        Ok(Self(std::thread::Builder::new().spawn(open).ok()))
    }

    /// Returns the cache once it is open.
    pub(super) fn finish(self) -> Option<Cache> {
        self.0?.join().ok().flatten()
    }
}

/// Returns true if nobody but the user can have put something into the folder: a change that brings its own cache along
/// could say that there is nothing wrong with it.
fn is_trusted(folder: &CacheFolder) -> bool {
    !folder.path().exists() || git::is_untracked(folder.path())
}

/// Returns the digest of the program, the project's folder, and the arguments that decide what is found. Runs with other
/// arguments have results of their own, so that one does not replace those of the other.
fn profile(args: &RunArgs, project: &Project) -> Digest {
    let mut digester = Digester::default();
    digester.add(env!("REPORTLINT_BUILD").as_bytes()).add(project.root().as_os_str().as_encoded_bytes());
    let schema = args.schema.as_ref().map_or(OsStr::new(""), |schema| schema.as_os_str());
    digester.add(schema.as_encoded_bytes()).add(format!("{:?}", args.preset).as_bytes());
    digester.add(args.schema_formats.map_or("", Formats::as_str).as_bytes());
    for selector in &args.only {
        digester.add(selector.name().as_bytes());
    }
    for (selector, level) in &args.rule {
        digester.add(selector.name().as_bytes()).add(format!("{level:?}").as_bytes());
    }
    digester.finish()
}
