//! Slips in arguments, answered as a person would.

use std::ffi::OsString;

use clap::{Command, CommandFactory};

use super::{Cli, CliError};

/// Options of other tools, or words that stand to reason, and how it is written here.
const KNOWN: [(&str, &str); 12] = [
    ("--autofix", "--fix"),
    ("--write", "--fix"),
    ("--strict", "--preset strict"),
    ("--minimal", "--preset minimal"),
    ("--json", "--format json"),
    ("--sarif", "--format sarif"),
    ("--select", "--only"),
    ("--disable", "--rule NAME=off"),
    ("--ignore", "--rule NAME=off"),
    ("--list-rules", "reportlint rules"),
    ("--explain", "reportlint explain RULE"),
    ("--init", "reportlint init"),
];

/// Returns the error for the first argument that is a slip for another one; `None` if the arguments have another fault.
pub(super) fn explain(args: &[OsString]) -> Option<CliError> {
    let words = args.iter().skip(1).map(|arg| arg.to_string_lossy()).take_while(|arg| *arg != "--");
    let words: Vec<_> = words.collect();
    let command = Cli::command();
    let command = words.iter().find_map(|word| command.find_subcommand(&**word)).unwrap_or(&command);
    words.iter().find_map(|word| {
        let name = word.split('=').next().unwrap_or_default();
        let known = KNOWN.iter().find(|(slip, _)| *slip == name);
        let meant = match known.filter(|(_, meant)| takes(command, meant)) {
            Some((_, meant)) => (*meant).to_owned(),
            None if known.is_some() => return None,
            None if name == "--lang" || name == "--language" => {
                let error = CliError::new(format!("there is no {name}: reportlint speaks English"));
                return Some(
                    error.with_help("the language of a file's texts stands in the file: `language: ru`"),
                );
            }
            None => format!("--{}", single_dash(command, name)?),
        };
        Some(
            CliError::new(format!("there is no argument `{name}`"))
                .with_help(format!("did you mean `{meant}`?")),
        )
    })
}

/// Returns true if a command has the option that is meant, or a command of its own is.
fn takes(command: &Command, meant: &str) -> bool {
    let name = meant.split(' ').next().and_then(|option| option.strip_prefix("--"));
    name.is_none_or(|name| command.get_arguments().any(|arg| arg.get_long() == Some(name)))
}

/// Returns the name of a command's long option that is written with a single dash.
fn single_dash<'w>(command: &Command, word: &'w str) -> Option<&'w str> {
    let name = word.strip_prefix('-').filter(|name| name.len() > 1 && !name.starts_with('-'))?;
    command.get_arguments().any(|arg| arg.get_long() == Some(name)).then_some(name)
}
