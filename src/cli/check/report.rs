//! The destinations of the output.

use std::collections::HashSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::CheckArgs;
use crate::cli::replace::replace;
use crate::cli::{CliError, error, terminal};
use crate::outcome::Outcome;
use crate::render::{self, OutputFormat, Style};

/// Returns an error if two outputs would go to one place, or one would overwrite a file that is to be checked.
pub(super) fn check_targets(args: &CheckArgs) -> Result<(), CliError> {
    let mut taken = HashSet::new();
    for (format, file) in args.reports() {
        let place = file.map(canonical);
        let is_input = |path: &PathBuf| Some(canonical(path)) == place;
        if let Some(file) = file.filter(|_| args.run.paths.iter().chain(&args.run.config).any(is_input)) {
            return Err(CliError::new(format!(
                "the output would replace {}, which is to be checked",
                file.display()
            ))
            .with_help("give the output a file of its own"));
        }
        if taken.insert(place) {
            continue;
        }
        let name = format.name();
        return Err(match file {
            None => CliError::new("two outputs would go to standard output")
                .with_help(format!("give one a file: `--format {name}=FILE`")),
            Some(file) => CliError::new(format!("two outputs would go to {}", file.display()))
                .with_help(format!("give one another file: `--format {name}=FILE`")),
        });
    }
    Ok(())
}

/// Writes each output to its file, or to standard output.
pub(super) fn write(outcome: &Outcome, args: &CheckArgs) -> Result<(), CliError> {
    args.reports().try_for_each(|(format, file)| write_one(outcome, args, format, file))
}

/// Returns the canonical path of a file that may not exist yet.
fn canonical(path: &Path) -> PathBuf {
    let whole = std::fs::canonicalize(path);
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let joined = || Some(std::fs::canonicalize(parent).ok()?.join(path.file_name()?));
    whole.ok().or_else(joined).unwrap_or_else(|| path.to_path_buf())
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
