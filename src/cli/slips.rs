//! Slips in arguments, answered as a person would.

use std::ffi::OsString;

use clap::CommandFactory;

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
    words.into_iter().find_map(|word| {
        let name = word.split('=').next().unwrap_or_default();
        let meant = match KNOWN.iter().find(|(slip, _)| *slip == name) {
            Some((_, meant)) => (*meant).to_owned(),
            None if name == "--lang" || name == "--language" => {
                let error = CliError::new(format!("there is no {name}: reportlint speaks English"));
                return Some(
                    error.with_help("the language of a file's texts stands in the file: `language: ru`"),
                );
            }
            None => format!("--{}", single_dash(name)?),
        };
        Some(
            CliError::new(format!("there is no argument `{name}`"))
                .with_help(format!("did you mean `{meant}`?")),
        )
    })
}

/// Returns the name of a long option that is written with a single dash.
fn single_dash(word: &str) -> Option<&str> {
    let name = word.strip_prefix('-').filter(|name| name.len() > 1 && !name.starts_with('-'))?;
    let command = Cli::command();
    command.get_arguments().any(|arg| arg.get_long() == Some(name)).then_some(name)
}
