//! A run over files, shared by the commands that check files.

mod args;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(super) use args::{ChangeArgs, RunArgs};

use super::cache::Opening;
use super::progress::Bar;
use super::{CliError, command_names, error};
use crate::changes::Changes;
use crate::config::{Choice, Config, ConfigError, Plans, Project, RuleChoice};
use crate::discover::{self, Discovered, File, Query};
use crate::document::Format;
use crate::git::GitError;
use crate::linter::{self, Cache, Content, Input, Job, Role, Terms};
use crate::outcome::{FileEntry, Outcome};
use crate::paths::nearest_sibling;
use crate::render::{self, OutputFormat, Style};
use crate::schema::{LoadOptions, Schema};
use crate::tree::NodeError;
use crate::withhold::{BASELINE_NAME, Baseline, Extent};

/// The settings that a command adds to the arguments.
pub(super) struct Options<'a> {
    /// The part of the files that is checked.
    pub(super) changes: &'a ChangeArgs,
    /// The name of standard input.
    pub(super) stdin_name: Option<&'a Path>,
    /// Files that the command writes; they are not checked.
    pub(super) written: Vec<PathBuf>,
    /// The baseline whose findings do not count.
    pub(super) baseline: BaselineChoice<'a>,
    /// True if only the output is shown.
    pub(super) is_quiet: bool,
}

/// The baseline of a run.
pub(super) enum BaselineChoice<'a> {
    /// No baseline.
    None,
    /// The one beside the configuration, if there is one.
    Usual,
    /// This file.
    File(&'a Path),
}

impl Options<'_> {
    fn baseline(&self, project: &Project) -> Result<Option<Baseline>, CliError> {
        let path = match self.baseline {
            BaselineChoice::None => None,
            BaselineChoice::Usual => Some(project.root().join(BASELINE_NAME)).filter(|path| path.is_file()),
            BaselineChoice::File(file) => Some(file.to_path_buf()),
        };
        let baseline = path.map(|path| Baseline::load(&path)).transpose();
        baseline.map_err(|error| CliError::new(error.to_string()))
    }
}

/// A finished run.
pub(super) struct Run {
    /// The project that it took place in.
    pub(super) project: Project,
    /// The outcome.
    pub(super) outcome: Outcome,
    /// The extent of the run, for a baseline.
    pub(super) extent: Extent,
}

/// Why there was no run.
pub(super) enum NoRun {
    /// The configuration has these faults.
    Faulty(Box<Outcome>),
    /// Anything else.
    Failed(CliError),
}

impl NoRun {
    /// Shows the faults of the configuration, if those are the reason, and returns the error that ends the command.
    pub(super) fn into_error(self) -> CliError {
        let outcome = match self {
            Self::Failed(error) => return error,
            Self::Faulty(outcome) => outcome,
        };
        let shown = error::print(|out| render::render(OutputFormat::Human, &outcome, &Style::default(), out));
        let faults = || CliError::new("the configuration has faults, so nothing was checked");
        shown.err().unwrap_or_else(faults)
    }
}

impl From<CliError> for NoRun {
    fn from(error: CliError) -> Self {
        Self::Failed(error)
    }
}

/// Finds the project that the working directory lies in, and reads its configuration.
pub(super) fn project(choice: Choice<'_>) -> Result<(Project, Config), NoRun> {
    let working = std::env::current_dir()
        .map_err(|error| CliError::new(format!("cannot tell the working directory: {error}")))?;
    if let Choice::File(given) = choice
        && !given.exists()
    {
        return Err(not_there("configuration", given).into());
    }
    let project = Project::find(&working, choice);
    if let Some(misnamed) = project.misnamed() {
        let shown = misnamed.strip_prefix(project.working()).unwrap_or(misnamed);
        return Err(CliError::new(format!("{} is not read", shown.display()))
            .with_help("the configuration is called `reportlint.yaml`: rename the file")
            .into());
    }
    let Some(path) = project.config() else { return Ok((project, Config::default())) };
    let given = if let Choice::File(given) = choice { given } else { path };
    match Config::load(path, &project.display(path, given)) {
        Ok(config) => Ok((project, config)),
        Err(ConfigError::Faulty { file, diagnostics }) => {
            let files =
                vec![FileEntry { path: file.path().to_owned(), source: Some(file), is_checked: false }];
            Err(NoRun::Faulty(Box::new(Outcome { files, diagnostics, ..Outcome::default() })))
        }
        Err(unreadable) => Err(CliError::new(unreadable.to_string()).into()),
    }
}

/// Checks the files that the arguments select.
pub(super) fn run(args: &RunArgs, options: &Options<'_>) -> Result<Run, NoRun> {
    let (project, config) = project(args.config_choice())?;
    let choice = rule_choice(args, &config)?;
    let mut plans = Plans::new(&config, choice).with_named_schemas(project.root());
    let wants_repository = plans.asks_for_repository().map_err(|error| unreadable_options(&error))?;
    let cache = Opening::start(args, &project)?;
    let mut found = find_files(&project, &config, args, options, wants_repository);
    found.schemas = find_schemas(&project, &plans, &found);
    let mut changes = changes_of(&project, options.changes)?;
    if let Some(changes) = &mut changes {
        let narrowed = changes.narrow(&project, &config, &mut found, wants_repository);
        narrowed.map_err(|error| git_failed(&error))?;
    }
    // A legal code may be known and not be checked.
    let is_left = |file: &File| file.local.as_deref().is_none_or(|local| config.includes(local));
    let is_whole = found.is_whole && !found.context.iter().any(is_left);
    let extent = Extent { checks_all: is_whole, checks_schema: args.only.is_empty() };
    let lines_only = options.changes.diff_only;
    let unchanged = changes.map(|changes| changes.unchanged(&project, lines_only));
    let baseline = options.baseline(&project)?;
    let terms = Terms { extent, unchanged, baseline, ..Terms::default() };
    let mut outcome = check(&project, plans, found, args, options, terms, cache.finish())?;
    outcome.prefix = project.prefix();
    outcome.docs_url = config.docs_url().map(str::to_owned);
    Ok(Run { project, outcome, extent })
}

/// Runs what `reportlint` without arguments would run in `project` if it had this configuration.
pub(super) fn run_on_everything(project: &Project, config: &Config) -> Result<Outcome, CliError> {
    let args = RunArgs::default();
    let options = Options {
        changes: &ChangeArgs::default(),
        stdin_name: None,
        written: Vec::new(),
        baseline: BaselineChoice::Usual,
        is_quiet: false,
    };
    let mut plans = Plans::new(config, rule_choice(&args, config)?).with_named_schemas(project.root());
    let wants_repository = plans.asks_for_repository().map_err(|error| unreadable_options(&error))?;
    let mut found = find_files(project, config, &args, &options, wants_repository);
    found.schemas = find_schemas(project, &plans, &found);
    let terms = Terms { baseline: options.baseline(project)?, ..Terms::default() };
    check(project, plans, found, &args, &options, terms, None)
}

/// Returns the changes that the run is limited to, if it is.
fn changes_of(project: &Project, args: &ChangeArgs) -> Result<Option<Changes>, CliError> {
    let changes = match &args.changed_since {
        Some(reference) => Changes::since(project.working(), reference),
        None if args.staged => staged(project),
        None if args.diff_only => {
            return Err(CliError::new("--diff-only goes with --changed-since or --staged")
                .with_help("`--changed-since HEAD` is what is not committed yet"));
        }
        None => return Ok(None),
    };
    changes.map(Some).map_err(|error| git_failed(&error))
}

/// Returns what is staged. Where pre-commit is run by hand it may ask for more: for the changes since a commit, or, which it
/// does not tell its hooks, for all files. Nothing is staged then.
fn staged(project: &Project) -> Result<Changes, GitError> {
    // Git says which index a commit is made from, and pre-commit by hand does not.
    let is_commit = std::env::var_os("GIT_INDEX_FILE").is_some();
    let is_hook = !is_commit && std::env::var_os("PRE_COMMIT").is_some_and(|value| value == "1");
    let base = std::env::var("PRE_COMMIT_FROM_REF").ok().filter(|base| is_hook && !base.is_empty());
    match base {
        Some(base) => Changes::since(project.working(), &base),
        None => Changes::staged(project.working(), is_hook),
    }
}

fn git_failed(error: &GitError) -> CliError {
    let message = CliError::new(error.to_string());
    match error {
        GitError::UnknownCommit(name) if name == "HEAD" => {
            message.with_help("nothing is committed yet, so everything is new")
        }
        GitError::UnknownCommit(_) | GitError::NoMergeBase(_) => message.with_help(
            "a CI job often has the last commit only: let it fetch the whole history (`fetch-depth: 0` of \
             actions/checkout, `GIT_DEPTH: 0` in GitLab)",
        ),
        GitError::NoRepository(_) => message.with_help(
            "--changed-since and --staged ask git what changed: run them in a clone of the repository",
        ),
        GitError::Program(_) => {
            message.with_help("--changed-since and --staged need git: install it, or put it into PATH")
        }
        GitError::Failed(..) => message,
    }
}

/// Reads the choice of rules and schema from the command line.
fn rule_choice(args: &RunArgs, config: &Config) -> Result<RuleChoice, CliError> {
    let only = (!args.only.is_empty()).then(|| args.only.clone());
    let options = LoadOptions { map: config.schema_map(), ..LoadOptions::default() };
    let schema = args.schema.as_deref().map(|given| load_schema(given, &options)).transpose()?;
    Ok(RuleChoice {
        only,
        preset: args.preset,
        levels: args.rule.clone(),
        schema,
        formats: args.schema_formats,
    })
}

fn load_schema(given: &Path, options: &LoadOptions) -> Result<Arc<Schema>, CliError> {
    if !given.exists() {
        return Err(not_there("schema", given));
    }
    Schema::load_with(given, options).map(Arc::new).map_err(|error| CliError::new(error.to_string()))
}

/// Returns the error for a file that an argument names and that does not exist.
pub(super) fn not_there(what: &str, given: &Path) -> CliError {
    let error = CliError::new(format!("there is no {what} {}", given.display()));
    match nearest_sibling(given) {
        Some(near) => error.with_help(format!("did you mean `{}`?", given.with_file_name(near).display())),
        None => error,
    }
}

fn find_files(
    project: &Project,
    config: &Config,
    args: &RunArgs,
    options: &Options<'_>,
    wants_repository: bool,
) -> Discovered {
    let here = [PathBuf::from(".")];
    let named = args.schema.iter().chain(&options.written);
    let mut left_out: Vec<PathBuf> = named.map(|path| project.absolute(path)).collect();
    left_out.extend(own_files(project, config));
    // `reportlint explian RULE` names two paths that are not there, and means a command.
    let may_be_command = args.paths.len() <= 2 && args.paths.iter().any(|path| !path.exists());
    let commands = if may_be_command { command_names() } else { Vec::new() };
    let commands: Vec<&str> = commands.iter().map(String::as_str).collect();
    let query = Query {
        paths: if args.paths.is_empty() { &here } else { &args.paths },
        stdin_name: options.stdin_name,
        left_out: &left_out,
        commands: &commands,
        wants_repository,
        force_exclude: options.changes.force_exclude,
    };
    discover::discover(project, config, query, &mut std::io::stdin().lock())
}

/// Returns the schemas that files may be checked against, except those that are to be checked anyhow.
fn find_schemas(project: &Project, plans: &Plans<'_>, found: &Discovered) -> Vec<File> {
    let schemas = plans.schema_files().into_iter().map(|given| {
        let absolute = project.absolute(&given);
        let path = project.display(&absolute, &given);
        let format = Format::from_path(&path).unwrap_or(Format::Json);
        let local = project.local(&absolute);
        File { path, content: Content::Disk(absolute.clone()), format, local, absolute, is_named: false }
    });
    let is_new = |file: &File| found.files.iter().all(|other| other.absolute != file.absolute);
    let schemas: BTreeMap<String, File> =
        schemas.filter(is_new).map(|file| (file.path.clone(), file)).collect();
    schemas.into_values().collect()
}

/// Returns the files that say how a project is checked; they are not checked themselves.
pub(super) fn own_files(project: &Project, config: &Config) -> Vec<PathBuf> {
    let own = config.own_files().into_iter().chain(project.config());
    // One may be named by a link to it.
    let paths = own.flat_map(|path| [Some(project.absolute(path)), std::fs::canonicalize(path).ok()]);
    paths.flatten().chain([project.root().join(BASELINE_NAME)]).collect()
}

/// Checks the files found.
fn check(
    project: &Project,
    mut plans: Plans<'_>,
    found: Discovered,
    args: &RunArgs,
    options: &Options<'_>,
    terms: Terms,
    cache: Option<Cache>,
) -> Result<Outcome, CliError> {
    // That nothing of this kind changed is no fault.
    let may_be_none = options.changes.may_leave_nothing();
    if found.files.is_empty() && found.failures.is_empty() && !found.names_config && !may_be_none {
        return Err(no_file(&found, args));
    }
    let mut inputs = |files: Vec<File>, role: Role| {
        let input = |file: File| {
            let plan = plans.plan(file.format, file.local.as_deref());
            let plan = plan.map_err(|error| unreadable_options(&error))?;
            Ok(Input { path: file.path, content: file.content, plan, role })
        };
        files.into_iter().map(input).collect::<Result<Vec<Input>, CliError>>()
    };
    let mut files = inputs(found.files, Role::Check)?;
    if !files.is_empty() && files.iter().all(|file| file.plan.rules.is_empty()) {
        return Err(CliError::new("every rule is off, so nothing was checked").with_help(
            "`reportlint rules` lists the rules; see `rules:` in the configuration, --rule and --only",
        ));
    }
    if !files.is_empty() {
        files.extend(inputs(found.context, Role::Context)?);
    }
    for file in found.schemas {
        let plan = plans.plan_of_schema(file.format, file.local.as_deref());
        let plan = plan.map_err(|error| unreadable_options(&error))?;
        files.push(Input { path: file.path, content: file.content, plan, role: Role::Check });
    }
    let entries = plans.entries().map_err(|error| unreadable_options(&error))?;
    let terms = Terms { entries: Some(entries), failures: found.failures, ..terms };
    let is_whole_repository = found.is_whole;
    let bar = Bar::start(files.len(), options.is_quiet);
    let progress = bar.as_ref().map(Bar::progress);
    let mut outcome =
        linter::run(Job { inputs: files, is_whole_repository, threads: args.jobs, terms, progress, cache });
    // Gone before anything is printed.
    drop(bar);
    if outcome.is_idle && !may_be_none {
        return Err(CliError::new(
            "the rules that are on look at documents with a `kind:` alone, and there is none, so nothing was checked",
        )
        .with_help("on files under a schema of your own, `schema` and the group `format` work: name one of them too"));
    }
    outcome.checked += usize::from(found.names_config && project.config().is_some());
    Ok(outcome)
}

fn unreadable_options(error: &NodeError) -> CliError {
    CliError::new(format!("the options of a rule cannot be read: {error}"))
}

/// Says why there is no file to check.
fn no_file(found: &Discovered, args: &RunArgs) -> CliError {
    let paths: Vec<String> = args.paths.iter().map(|path| format!("`{}`", path.display())).collect();
    let place = if paths.is_empty() { "the working directory".to_owned() } else { paths.join(", ") };
    let error = CliError::new(format!("there is no file to check in {place}"));
    match found.excluded {
        0 => error.with_help(
            "reportlint reads .yaml, .yml, .json, .md and .markdown, and leaves out hidden files and what git ignores",
        ),
        1 => error.with_help("`include:` and `exclude:` of the configuration leave out the one that is there"),
        count => error.with_help(format!(
            "`include:` and `exclude:` of the configuration leave out all {count} that are there"
        )),
    }
}
