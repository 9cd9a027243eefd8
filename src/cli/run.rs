//! A run over files, shared by the commands that check files.

mod args;
mod codes;
mod limits;
mod local;
mod moved;
mod side;
mod since;

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(super) use args::{ChangeArgs, RunArgs, day};
pub(super) use codes::legal_codes;
pub(super) use moved::followed;
pub(super) use side::{project, refuse_foreign_baseline};

use super::cache::Opening;
use super::check::{Fixes, Watch};
use super::progress::Bar;
use super::{CliError, command_names, error};
use crate::changes::Changes;
use crate::config::{Config, Plans, Project, RuleChoice};
use crate::discover::{self, Discovered, File, Query, Walker};
use crate::document::{Document, Format};
use crate::files::{Content, Files};
use crate::git::Tracking;
use crate::linter::{self, Cache, Input, Job, Plan, Role, Terms};
use crate::outcome::{Outcome, Places};
use crate::redact::without_identifiers;
use crate::render::{self, OutputFormat, Style};
use crate::schema::{LoadOptions, Schema};
use crate::tree::NodeError;
use crate::withhold::{BASELINE_NAME, Extent};
use side::{Side, State};

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
    /// True if a finding of a local rule shows the rule too.
    pub(super) labels_rules: bool,
    /// The fixes that are applied.
    pub(super) fixes: Option<&'a Fixes>,
    /// Waits for changes of the files, if somebody does.
    pub(super) watch: Option<&'a Watch>,
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
        let style = Style { failures: false, ..Style::default() };
        let shown = error::print(|out| render::render(OutputFormat::Human, &outcome, &style, out));
        let faults = || {
            CliError::new(
                outcome
                    .failures
                    .iter()
                    .map(|failure| render::failure_text(&outcome, failure))
                    .collect::<Vec<_>>()
                    .join("; "),
            )
        };
        shown.err().unwrap_or_else(faults)
    }
}

impl From<CliError> for NoRun {
    fn from(error: CliError) -> Self {
        Self::Failed(error)
    }
}

/// Returns the working directory.
fn working_folder() -> Result<PathBuf, CliError> {
    std::env::current_dir()
        .map_err(|error| CliError::new(format!("cannot tell the working directory: {error}")))
}

/// Returns the places of a run over `files`, whose configuration was named as `config`.
fn places<'f>(project: &Project, config: Option<&Path>, files: impl Iterator<Item = &'f File>) -> Places {
    let is_odd = |file: &&File| file.local.as_ref() != Some(&file.path) || file.absolute.to_str().is_none();
    let odd = files.filter(is_odd).map(|file| (file.path.clone(), file.absolute.clone()));
    let outside = project.config().filter(|path| !path.starts_with(project.root()));
    let outside = outside.map(|path| (project.display(path, config.unwrap_or(path)), path.to_path_buf()));
    let (root, working) = (project.root().to_path_buf(), Some(project.working().to_path_buf()));
    Places { root, working, odd: odd.chain(outside).collect() }
}

/// Checks the files that the arguments select.
pub(super) fn run(args: &RunArgs, options: &Options<'_>) -> Result<Run, NoRun> {
    let working = working_folder()?;
    let changes = limits::changes_of(&working, options.changes)?;
    let mut side = Side::load(limits::files_of(changes.as_ref(), &working), args, &options.baseline)?;
    // Not all of the side, whose baseline is taken out below.
    let state = State { files: &side.files, project: &side.project, config: &side.config };
    let choice = rule_choice(args, state)?;
    let mut plans = state.plans(choice.clone());
    local::check_names(args, plans.local())?;
    let wants_repository = plans.asks_for_repository().map_err(|error| unreadable_options(&error))?;
    // Each round of fixes checks files anew.
    let cache = if options.fixes.is_none() { Some(Opening::start(args, &side.project)?) } else { None };
    let mut found = find_files(state, &plans, args, options, wants_repository);
    announce(state, &found, args, options);
    let mut terms = Terms { labels_rules: options.labels_rules, ..Terms::default() };
    let mut compared = None;
    if let Some(changes) = &changes {
        if options.changes.new_since.is_some() {
            compared = Some(since::Compared::new(changes, &side, &found));
        } else {
            let unchanged =
                limits::limit(changes, &side, &choice, options.changes, &mut found, wants_repository)?;
            terms.unchanged = Some(unchanged);
            // Without the rest of the repository, nobody knows what is in it.
            found.is_whole &= wants_repository;
        }
    }
    // A legal code may be known and not be checked.
    let is_left = |file: &File| file.local.as_deref().is_none_or(|local| side.config.includes(local));
    let is_whole = found.is_whole && !found.context.iter().any(is_left);
    let extent = Extent { checks_all: is_whole, checks_schema: args.only.is_empty() };
    terms.extent = extent;
    let baseline = side.baseline.take();
    terms.baseline = baseline.map(|baseline| {
        let known = moved::known_paths(&found);
        let is_there =
            |path: &str| known.contains(path) || state.files.has_file(&state.project.root().join(path));
        followed(baseline, state.project, changes.as_ref(), None, is_there)
    });
    let places = places(&side.project, args.config.as_deref(), found.files.iter().chain(&found.context));
    // A baseline names findings between two files by the file that they are said at without a change.
    let is_pinned = compared.is_some() || terms.baseline.is_none();
    let touched = changes.as_ref().filter(|_| is_pinned).map(touched_files).unwrap_or_default();
    let mendable = changes.as_ref().map(touched_files);
    let mut outcome =
        Check { project: &side.project, plans, args, options, touched, mendable, may_be_idle: false }.run(
            found,
            terms,
            cache.and_then(Opening::finish),
        )?;
    if let Some(compared) = compared {
        compared.finish(&mut outcome, &side, choice, args, options)?;
    }
    outcome.prefix = side.project.prefix();
    outcome.places = places;
    outcome.docs_url = side.config.docs_url().map(str::to_owned);
    Ok(Run { project: side.project, outcome, extent })
}

/// Says what is odd about the files that were found, and lets whoever waits for changes look at them.
fn announce(state: State<'_>, found: &Discovered, args: &RunArgs, options: &Options<'_>) {
    found.warnings.iter().filter(|_| !options.is_quiet).for_each(|warning| {
        error::complain(&format!("warning: {warning}"));
    });
    if let Some(watch) = options.watch {
        let own = own_files(state.project, state.config).into_iter();
        let own = own.chain(state.config.local_files().map(Path::to_path_buf));
        watch.look_at(state.project, found, own.chain(args.schema.clone()));
    }
}

/// Returns the absolute paths of the files that a change touches.
fn touched_files(changes: &Changes) -> HashSet<PathBuf> {
    changes.touched().into_iter().map(Path::to_path_buf).collect()
}

/// Runs what `reportlint` without arguments would run in the working directory if it had this configuration.
pub(super) fn run_on_everything(project: &Project, config: &Config) -> Result<Outcome, CliError> {
    let args = RunArgs::default();
    let options = Options {
        changes: &ChangeArgs::default(),
        stdin_name: None,
        written: Vec::new(),
        baseline: BaselineChoice::Usual,
        is_quiet: false,
        labels_rules: false,
        fixes: None,
        watch: None,
    };
    let state = State { files: &Files::Disk, project, config };
    let mut plans = state.plans(rule_choice(&args, state)?);
    let wants_repository = plans.asks_for_repository().map_err(|error| unreadable_options(&error))?;
    let found = find_files(state, &plans, &args, &options, wants_repository);
    let terms = Terms { baseline: side::usual_baseline(state.files, project)?, ..Terms::default() };
    let touched = HashSet::new();
    Check { project, plans, args: &args, options: &options, touched, mendable: None, may_be_idle: false }
        .run(found, terms, None)
}

/// Reads the choice of rules and schema from the command line.
fn rule_choice(args: &RunArgs, state: State<'_>) -> Result<RuleChoice, CliError> {
    let only = (!args.only.is_empty()).then(|| args.only.clone());
    let schema = args.schema.as_deref().map(|given| load_schema(given, state)).transpose()?;
    Ok(RuleChoice {
        only,
        preset: args.preset,
        levels: args.rule.clone(),
        schema,
        formats: args.schema_formats,
        today: args.today,
    })
}

fn load_schema(given: &Path, state: State<'_>) -> Result<Arc<Schema>, CliError> {
    let files = state.files.or_disk(given);
    if files.content(given).is_none() {
        return Err(not_there("schema", given));
    }
    let options = LoadOptions { files, map: state.config.schema_map(), ..LoadOptions::default() };
    Schema::load_with(given, &options).map(Arc::new).map_err(|mut error| {
        // Files that the schema refers to have absolute paths.
        if let Ok(inner) = error.path.strip_prefix(state.project.working()) {
            error.path = inner.to_path_buf();
        }
        CliError::new(without_identifiers(&error.to_string()))
    })
}

/// Returns the error for a file that an argument names and that does not exist.
pub(super) fn not_there(what: &str, given: &Path) -> CliError {
    let error = CliError::new(format!("there is no {what} {}", given.display()));
    match Files::Disk.nearest_sibling(given) {
        Some(near) => error.with_help(format!("did you mean `{}`?", given.with_file_name(near).display())),
        None => error,
    }
}

fn find_files(
    state: State<'_>,
    plans: &Plans<'_>,
    args: &RunArgs,
    options: &Options<'_>,
    wants_repository: bool,
) -> Discovered {
    let State { files, project, config } = state;
    let here = [PathBuf::from(".")];
    let baseline =
        if let BaselineChoice::File(file) = options.baseline { Some(file.to_path_buf()) } else { None };
    let named = args.schema.iter().chain(&options.written).chain(&baseline);
    let mut left_out: Vec<PathBuf> = named.map(|path| project.absolute(path)).collect();
    left_out.extend(own_files(project, config));
    // `reportlint explian RULE` names two paths that are not there, and means a command.
    let may_be_command = args.paths.len() <= 2 && args.paths.iter().any(|path| !path.exists());
    let commands = if may_be_command { command_names() } else { Vec::new() };
    let commands: Vec<&str> = commands.iter().map(String::as_str).collect();
    let query = Query {
        paths: if args.paths.is_empty() { &here } else { &args.paths },
        stdin_name: options.stdin_name,
        commands: &commands,
        wants_repository,
        force_exclude: options.changes.force_exclude,
        is_comparison: options.changes.compares(),
    };
    let top = project.repository().filter(|_| files.are_on_disk());
    let tracking = top.map(Tracking::start).unwrap_or_default();
    let walker = Walker { project, files, tracking: &tracking, left_out: &left_out };
    let mut found = discover::discover(walker, config, query, &mut std::io::stdin().lock());
    found.schemas = find_schemas(state, plans, &found);
    found.rules = local::find_files(state, &found);
    found
}

/// Returns the schemas that files may be checked against, except those that are to be checked anyhow.
fn find_schemas(state: State<'_>, plans: &Plans<'_>, found: &Discovered) -> Vec<File> {
    let project = state.project;
    let schemas = plans.schema_files().into_iter().filter_map(|given| {
        let absolute = project.absolute(&given);
        let path = project.display(&absolute, &given);
        let format = Format::from_path(&path).unwrap_or(Format::Json);
        let local = project.local(&absolute);
        let content = state.files.or_disk(&absolute).content(&absolute)?;
        Some(File { path, content, format, local, absolute, is_named: false })
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

/// Checks files that were found.
struct Check<'a> {
    project: &'a Project,
    plans: Plans<'a>,
    args: &'a RunArgs,
    options: &'a Options<'a>,
    /// The absolute paths of files that a change under review touches.
    touched: HashSet<PathBuf>,
    /// The absolute paths of the files that fixes may change; `None` if they may change all.
    mendable: Option<HashSet<PathBuf>>,
    /// True if it is no fault that nothing can be found.
    may_be_idle: bool,
}

impl Check<'_> {
    fn run(mut self, found: Discovered, terms: Terms, cache: Option<Cache>) -> Result<Outcome, CliError> {
        // That nothing of this kind changed is no fault.
        let may_be_none = self.may_be_idle || self.options.changes.may_leave_nothing();
        if found.files.is_empty() && found.failures.is_empty() && !found.names_config && !may_be_none {
            return Err(no_file(&found, self.args));
        }
        let mut files = self.inputs(found.files, Role::Check)?;
        if !self.may_be_idle && !files.is_empty() && files.iter().all(|file| file.plan.rules.is_empty()) {
            return Err(CliError::new("every rule is off, so nothing was checked").with_help(
                "`reportlint rules` lists the rules; see `rules:` in the configuration, --rule and --only",
            ));
        }
        if !files.is_empty() {
            files.extend(self.inputs(found.context, Role::Context)?);
        }
        files.extend(self.settings(found.rules, found.schemas)?);
        let entries = self.plans.entries().map_err(|error| unreadable_options(&error))?;
        let terms = Terms { entries: Some(entries), failures: found.failures, ..terms };
        // Where nothing is checked, the rest is not read either.
        let is_whole_repository = found.is_whole && !files.is_empty();
        let stored = files.iter().find(|file| matches!(file.content, Content::Blob(_)));
        let stored = stored.map(|file| file.content.clone());
        let bar = Bar::start(files.len(), self.options.is_quiet);
        let threads = self.args.jobs;
        let Options { fixes, watch, .. } = *self.options;
        let mendable = self.mendable.take();
        let job = Job {
            inputs: files,
            is_whole_repository,
            threads,
            terms,
            progress: bar.as_ref().map(Bar::progress),
            cache,
            schemas_in_use: Some(Box::new(|| self.schemas_in_use())),
        };
        let mut outcome = match (fixes, watch) {
            (Some(fixes), _) => fixes.run(job, &|input| may_change(mendable.as_ref(), input)),
            (None, Some(watch)) => watch.run(job),
            (None, None) => linter::run(job),
        };
        // Gone before anything is printed.
        drop(bar);
        // Nothing else reports this for files of the context.
        if stored.is_some_and(|content| content.is_of_partial_store()) {
            outcome.failures.push(limits::partial_store());
        }
        if outcome.is_idle && !may_be_none {
            return Err(CliError::new(
                "the rules that are on look at documents with a `kind:` alone, and there is none, so nothing was checked",
            )
            .with_help("on files under a schema of your own, `schema` and the group `format` work: name one of them too"));
        }
        outcome.checked += usize::from(found.names_config && self.project.config().is_some());
        Ok(outcome)
    }

    /// Returns the files that say how others are checked: those of the repository's own rules, and schemas.
    fn settings(&mut self, rules: Vec<File>, schemas: Vec<File>) -> Result<Vec<Input>, CliError> {
        let mut inputs = Vec::new();
        for file in rules {
            let plan = self.plans.plan_of_rules(file.format, file.local.as_deref());
            inputs.push(self.input(file, plan, Role::Check)?);
        }
        for file in schemas {
            let plan = self.plans.plan_of_schema(file.format, file.local.as_deref());
            inputs.push(self.input(file, plan, Role::Check)?);
        }
        Ok(inputs)
    }

    /// Returns the schemas that the documents read so far name themselves. Copies of what others publish are not checked, and
    /// a document stays one: nobody may silence what is found in it by naming it.
    fn schemas_in_use(&mut self) -> Vec<Input> {
        let Some(schemas) = self.plans.named_schemas().map(Arc::clone) else { return Vec::new() };
        let is_one = |document: &Document, path: &str| {
            document.kind().is_some() || schemas.is_named_in(document, path)
        };
        let input = |(absolute, content): (PathBuf, Content)| {
            let path = self.project.display(&absolute, &absolute);
            let format = Format::from_path(&path).unwrap_or(Format::Json);
            let local = self.project.local(&absolute);
            let role = if self.plans.is_copy(&absolute) { Role::Context } else { Role::Check };
            let as_document = self.plans.plan(format, local.as_deref()).ok()?;
            let plan = self.plans.plan_of_schema(format, local.as_deref());
            let file = File { path, content, format, local, absolute, is_named: false };
            let is_document = as_document.kind.is_some()
                || as_document.schema.is_some()
                || limits::documents(&file).iter().any(|document| is_one(document, &file.path));
            if is_document { None } else { self.input(file, plan, role).ok() }
        };
        schemas.files().into_iter().filter_map(input).collect()
    }

    fn inputs(&mut self, files: Vec<File>, role: Role) -> Result<Vec<Input>, CliError> {
        let input = |file: File| {
            let plan = self.plans.plan(file.format, file.local.as_deref());
            self.input(file, plan, role)
        };
        files.into_iter().map(input).collect()
    }

    fn input(&self, file: File, plan: Result<Plan, NodeError>, role: Role) -> Result<Input, CliError> {
        let plan = plan.map_err(|error| unreadable_options(&error))?;
        let is_touched = self.touched.contains(&file.absolute);
        Ok(Input { path: file.path, content: file.content, plan, role, is_touched })
    }
}

/// Returns true if a file is among those that fixes may change; all are, if `mendable` is `None`.
fn may_change(mendable: Option<&HashSet<PathBuf>>, input: &Input) -> bool {
    match (mendable, &input.content) {
        (None, _) => true,
        (Some(mendable), Content::Disk(path)) => mendable.contains(path),
        (Some(_), Content::Bytes(_) | Content::Blob(_)) => false,
    }
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
