//! The command line: arguments, one module for each subcommand, and exit statuses.

mod baseline;
mod cache;
mod check;
mod completions;
mod config;
mod error;
mod explain;
mod init;
mod law;
mod man;
mod new_rule;
mod page;
mod progress;
mod replace;
mod rules;
mod run;
mod schema;
mod slips;
mod temporary;
mod terminal;
mod test_rules;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use error::CliError;

/// The result of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    /// Nothing is at or above `--fail-on`.
    Clean,
    /// There are findings at or above `--fail-on`.
    Findings,
    /// The run itself failed.
    Failed,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        match status {
            Status::Clean => Self::SUCCESS,
            Status::Findings => Self::from(1),
            Status::Failed => Self::from(2),
        }
    }
}

const EXAMPLES: &str = "\
reportlint                                check everything below the working directory
reportlint reports/kz-2023-06.yaml        check one file
reportlint --only law,dates reports       run the rules of two groups
reportlint --format json -o out.json .    write findings for programs
reportlint --schema event.schema.json events
                                          check files of any kind against a schema of your own
cat draft.md | reportlint - --stdin-filename draft.md
reportlint explain verdict-without-date   what a rule finds, why, and what to write instead";

const EXIT_STATUS: &str = "\
0  nothing at or above --fail-on
1  findings at or above --fail-on
2  the run itself failed: wrong arguments, configuration or schema, a file that cannot be read,
   or nothing to check";

/// Returns the text below the options in the help.
fn after_help() -> String {
    let indented = |text: &str| text.lines().map(|line| format!("\n  {line}")).collect::<String>();
    format!("Examples:{}\n\nExit status:{}", indented(EXAMPLES), indented(EXIT_STATUS))
}

/// Find what is wrong or missing in structured human-rights reports.
///
/// Reads YAML, JSON, and Markdown with front matter in YAML or TOML. Without a command, reportlint runs `check`; write `./`
/// before a path that has a command's name.
#[derive(Parser)]
#[command(name = "reportlint", version, args_conflicts_with_subcommands = true, after_help = after_help())]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    check: check::CheckArgs,
}

#[derive(Subcommand)]
enum Command {
    /// Check files and folders (the default)
    #[command(after_help = after_help())]
    Check(Box<check::CheckArgs>),
    /// Record today's findings, so that only new ones are reported
    Baseline(baseline::BaselineArgs),
    /// Explain a rule, or list the rules of a group
    Explain(explain::ExplainArgs),
    /// List every rule
    Rules(rules::RulesArgs),
    /// Print what is known of an article of law on a day
    Law(law::LawArgs),
    /// Print the settings that apply to a file
    Config(config::ConfigArgs),
    /// Print a bundled JSON Schema, for editors and other tools
    Schema(schema::SchemaArgs),
    /// Try the examples of your own rules
    ///
    /// Each rule finds in its bad examples what they say, and nothing in its good ones. A rule without a bad example is a
    /// warning. The exit status is 1 if an example differs or a rule has a fault.
    TestRules(Box<test_rules::TestRulesArgs>),
    /// Write a rule of your own to begin with, with examples
    NewRule(new_rule::NewRuleArgs),
    /// Set up a repository: a reportlint.yaml that fits it, a hook, and a CI job
    ///
    /// Looks at the files of the repository and writes what fits them, into its root; what is there already is
    /// never overwritten. Outside of a git repository it writes reportlint.yaml alone, into the working directory.
    Init(init::InitArgs),
    /// Print or remove the folder in which results are kept
    Cache(cache::CacheArgs),
    /// Print a completion script for a shell
    Completions(completions::CompletionsArgs),
    /// Print the manual page, in the form that `man` reads
    Man,
}

/// Runs the command that `args` (the program's name first) ask for, on this process's directory,
/// standard streams and environment.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let cli = match Cli::try_parse_from(&args) {
        Ok(cli) => cli,
        Err(error) => {
            match slips::explain(&args).filter(|_| error.use_stderr()) {
                Some(slip) => slip.print(),
                // Help and version come this way too, with status 0; a closed pipe is no matter.
                None => drop(error.print()),
            }
            if error.use_stderr() {
                report_wrong_arguments(&args, &error);
            }
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let result = match cli.command {
        None => Ok(check::run(&cli.check)),
        Some(Command::Check(args)) => Ok(check::run(&args)),
        Some(Command::Baseline(args)) => baseline::run(&args),
        Some(Command::Cache(args)) => cache::run(&args),
        Some(Command::Explain(args)) => explain::run(&args),
        Some(Command::Rules(args)) => rules::run(&args),
        Some(Command::Law(args)) => law::run(&args),
        Some(Command::Config(args)) => config::run(&args),
        Some(Command::Schema(args)) => schema::run(&args),
        Some(Command::TestRules(args)) => test_rules::run(&args),
        Some(Command::NewRule(args)) => new_rule::run(&args),
        Some(Command::Init(args)) => init::run(&args),
        Some(Command::Completions(args)) => completions::run(&args),
        Some(Command::Man) => man::run(),
    };
    let status = result.unwrap_or_else(|error| {
        error.print();
        Status::Failed
    });
    ExitCode::from(status)
}

/// Writes the reports that wrong arguments ask for: a report of an earlier run would look like one of this run.
fn report_wrong_arguments(args: &[OsString], error: &clap::Error) {
    // Other commands have outputs of other sorts.
    let first = args.iter().skip(1).find(|arg| !arg.as_encoded_bytes().starts_with(b"-"));
    let is_other = |arg: &OsString| {
        command_names().iter().any(|name| name != "check" && arg.as_os_str() == name.as_str())
    };
    if first.is_some_and(is_other) {
        return;
    }
    let mut kept: Vec<OsString> = vec!["reportlint".into(), "check".into()];
    // What may be a path to check must not be replaced.
    let mut paths: Vec<OsString> = Vec::new();
    let mut rest = args.iter().skip(1);
    while let Some(arg) = rest.next() {
        let text = arg.to_string_lossy();
        if ["--format", "--output", "-o"].contains(&&*text) {
            kept.extend([arg.clone()].into_iter().chain(rest.next().cloned()));
        } else if ["--format=", "--output=", "-o"].iter().any(|start| text.starts_with(start)) {
            kept.push(arg.clone());
        } else if !text.starts_with('-') {
            paths.push(arg.clone());
        }
    }
    kept.push("--".into());
    kept.extend(paths);
    let text = error.to_string();
    let message = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
    if let Ok(Cli { command: Some(Command::Check(args)), .. }) = Cli::try_parse_from(kept) {
        check::report_failure(&args, CliError::new(message));
    }
}

/// Returns the names of the commands, to suggest one when it is misspelt.
fn command_names() -> Vec<String> {
    Cli::command().get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Cli::command().debug_assert();
    }
}
