//! `reportlint check`

mod args;
mod report;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Parser as _;

use super::{Cli, CliError, Status, command_names, error};
use crate::config::{Choice, Config, ConfigError, Plans, Project, RuleChoice};
use crate::discover::{self, Discovered, File, Query};
use crate::linter::{Input, Linter, Plan};
use crate::outcome::{Failure, FileEntry, Outcome};
use crate::schema::Schema;
use crate::tree::NodeError;

pub(super) use args::CheckArgs;

pub(super) fn run(args: &CheckArgs) -> Result<Status, CliError> {
    if args.stdin_filename.is_some() && !args.paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(CliError::new("--stdin-filename goes with the path `-`, which reads standard input"));
    }
    let working = std::env::current_dir()
        .map_err(|error| CliError::new(format!("cannot tell the working directory: {error}")))?;
    if let Choice::File(given) = args.config_choice()
        && !given.exists()
    {
        return Err(not_there("configuration", given));
    }
    let project = Project::find(&working, args.config_choice());
    if let Some(misnamed) = project.misnamed() {
        let shown = misnamed.strip_prefix(project.working()).unwrap_or(misnamed);
        return Err(CliError::new(format!("{} is not read", shown.display()))
            .with_help("the configuration is called `reportlint.yaml`: rename the file"));
    }
    let config = match load_config(&project, args) {
        Ok(config) => config,
        Err(ConfigError::Faulty { file, diagnostics }) => {
            let files = vec![FileEntry { path: file.path().to_owned(), source: Some(file) }];
            report::write(&Outcome { files, diagnostics, ..Outcome::default() }, args)?;
            return Err(CliError::new("the configuration has faults, so nothing was checked"));
        }
        Err(unreadable) => return Err(CliError::new(unreadable.to_string())),
    };
    let outcome = lint(&project, &config, args)?;
    report::write(&outcome, args)?;
    for Failure { path, message } in &outcome.failures {
        error::complain(&match path {
            Some(path) => format!("error: {path}: {message}"),
            None => format!("error: {message}"),
        });
    }
    Ok(if !outcome.failures.is_empty() {
        Status::Failed
    } else if args.fails_on(outcome.worst()) {
        Status::Findings
    } else {
        Status::Clean
    })
}

/// What `reportlint` without arguments comes to in `project`, were this its configuration.
pub(super) fn whole(project: &Project, config: &Config) -> Result<Outcome, CliError> {
    let default = Cli::try_parse_from(["reportlint"]);
    let args = default.map_err(|error| CliError::new(error.to_string()))?.check;
    lint(project, config, &args)
}

fn lint(project: &Project, config: &Config, args: &CheckArgs) -> Result<Outcome, CliError> {
    let mut plans = Plans::new(config, rule_choice(args)?);
    let wants_repository = plans.asks_for_repository().map_err(|error| unreadable_options(&error))?;
    let found = find_files(project, config, args, wants_repository);
    check(project, plans, found, args)
}

fn load_config(project: &Project, args: &CheckArgs) -> Result<Config, ConfigError> {
    let Some(path) = project.config() else { return Ok(Config::default()) };
    let given = match args.config_choice() {
        Choice::File(given) => given,
        _ => path,
    };
    Config::load(path, &project.display(path, given))
}

/// What the command line says of rules, with the schema that it names.
fn rule_choice(args: &CheckArgs) -> Result<RuleChoice, CliError> {
    let only = (!args.only.is_empty()).then(|| args.only.clone());
    let schema = args.schema.as_deref().map(load_schema).transpose()?;
    Ok(RuleChoice { only, preset: args.preset, levels: args.rule.clone(), schema })
}

fn load_schema(given: &Path) -> Result<Arc<Schema>, CliError> {
    if !given.exists() {
        return Err(not_there("schema", given));
    }
    Schema::load(given).map(Arc::new).map_err(|error| CliError::new(error.to_string()))
}

/// A file that an argument names does not exist.
fn not_there(what: &str, given: &Path) -> CliError {
    let error = CliError::new(format!("there is no {what} {}", given.display()));
    match discover::nearest_sibling(given) {
        Some(near) => error.with_help(format!("did you mean `{}`?", given.with_file_name(near).display())),
        None => error,
    }
}

fn find_files(project: &Project, config: &Config, args: &CheckArgs, wants_repository: bool) -> Discovered {
    let here = [PathBuf::from(".")];
    let named = args.schema.as_deref().into_iter().chain(args.output());
    let mut left_out: Vec<PathBuf> = named.map(|path| project.absolute(path)).collect();
    left_out.extend(config.own_files().into_iter().map(|path| project.absolute(path)));
    // `reportlint explian RULE` names two paths that are not there, and means a command.
    let may_be_command = args.paths.len() <= 2 && args.paths.iter().any(|path| !path.exists());
    let commands = if may_be_command { command_names() } else { Vec::new() };
    let commands: Vec<&str> = commands.iter().map(String::as_str).collect();
    let query = Query {
        paths: if args.paths.is_empty() { &here } else { &args.paths },
        stdin_name: args.stdin_filename.as_deref(),
        left_out: &left_out,
        commands: &commands,
        wants_repository,
    };
    discover::discover(project, config, query, &mut std::io::stdin().lock())
}

fn check(
    project: &Project,
    mut plans: Plans<'_>,
    found: Discovered,
    args: &CheckArgs,
) -> Result<Outcome, CliError> {
    if found.files.is_empty() && found.failures.is_empty() && !found.names_config {
        return Err(no_file(&found, args));
    }
    let mut plan_of: HashMap<String, Plan> = HashMap::new();
    let mut plan = |file: &File| {
        plans.plan(file.format, file.local.as_deref()).map_err(|error| unreadable_options(&error))
    };
    for file in found.files.iter().chain(&found.context) {
        plan_of.insert(file.input.path.clone(), plan(file)?);
    }
    let is_off = |file: &File| plan_of.get(&file.input.path).is_some_and(|plan| plan.rules.is_empty());
    if !found.files.is_empty() && found.files.iter().all(is_off) {
        return Err(CliError::new("every rule is off, so nothing was checked").with_help(
            "`reportlint rules` lists the rules; see `rules:` in the configuration, --rule and --only",
        ));
    }
    let inputs = |files: Vec<File>| files.into_iter().map(|file| file.input).collect::<Vec<Input>>();
    let files = inputs(found.files);
    let context = if files.is_empty() { Vec::new() } else { inputs(found.context) };
    let ignores = plans.ignores().map_err(|error| unreadable_options(&error))?;
    // Every input was planned above; a name that was not is none of this run's.
    let default =
        Plans::new(&Config::default(), RuleChoice::default()).plan(crate::document::Format::Yaml, None);
    let default = default.map_err(|error| CliError::new(error.to_string()))?;
    let linter = Linter::new(move |path: &str| plan_of.get(path).unwrap_or(&default).clone())
        .with_whole_repository(found.is_whole)
        .with_ignores(ignores);
    let mut outcome = linter.run(&files, &context, args.jobs);
    outcome.failures.splice(0..0, found.failures);
    outcome.checked += usize::from(found.names_config && project.config().is_some());
    Ok(outcome)
}

fn unreadable_options(error: &NodeError) -> CliError {
    CliError::new(format!("the options of a rule cannot be read: {error}"))
}

/// Why there is no file to check.
fn no_file(found: &Discovered, args: &CheckArgs) -> CliError {
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
