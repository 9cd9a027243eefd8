//! Where a report goes.

use std::collections::HashSet;
use std::io::Write;
use std::path::Path;

use super::CheckArgs;
use crate::cli::replace::replace;
use crate::cli::{CliError, error, terminal};
use crate::outcome::Outcome;
use crate::render::{self, OutputFormat, Style};

/// Says where two reports would go to one place.
pub(super) fn check_targets(args: &CheckArgs) -> Result<(), CliError> {
    let mut taken = HashSet::new();
    for (format, file) in args.reports() {
        if taken.insert(file) {
            continue;
        }
        let name = format.name();
        return Err(match file {
            None => CliError::new("two reports would go to standard output")
                .with_help(format!("give one a file: `--format {name}=FILE`")),
            Some(file) => CliError::new(format!("two reports would go to {}", file.display()))
                .with_help(format!("give one another file: `--format {name}=FILE`")),
        });
    }
    Ok(())
}

/// Writes each report to its file, or to standard output.
pub(super) fn write(outcome: &Outcome, args: &CheckArgs) -> Result<(), CliError> {
    args.reports().try_for_each(|(format, file)| write_one(outcome, args, format, file))
}

fn write_one(
    outcome: &Outcome,
    args: &CheckArgs,
    format: OutputFormat,
    file: Option<&Path>,
) -> Result<(), CliError> {
    // "0 files checked, no findings" would drown why that is; a program gets its document all the same.
    let found_nothing = outcome.files.is_empty() && !outcome.failures.is_empty();
    if found_nothing && format == OutputFormat::Human && file.is_none() {
        return Ok(());
    }
    let style = Style {
        quiet: args.quiet,
        statistics: args.statistics,
        ..terminal::style(args.color, file.is_some())
    };
    let render = |out: &mut dyn Write| render::render(format, outcome, &style, out);
    match file {
        None => error::print(render),
        Some(path) => replace(path, render)
            .map_err(|error| CliError::new(format!("cannot write {}: {error}", path.display()))),
    }
}
