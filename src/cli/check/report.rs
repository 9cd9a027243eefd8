//! Where a report goes.

use std::collections::HashSet;
use std::fs::{File, Permissions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::CheckArgs;
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

/// Replaces the file at `path` by what `write` writes, in one step: nobody ever reads half a report.
fn replace(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    // The file behind a link is meant, not the link.
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let existing = std::fs::metadata(&path).ok();
    if existing.as_ref().is_some_and(|metadata| !metadata.is_file()) {
        // A device or a pipe is written to; there is nothing to replace.
        let mut out = BufWriter::new(File::create(&path)?);
        return write(&mut out).and_then(|()| out.flush());
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
        _ => PathBuf::from("."),
    };
    let mut builder = tempfile::Builder::new();
    let permissions = existing.map(|metadata| metadata.permissions()).or_else(new_permissions);
    if let Some(permissions) = permissions.as_ref() {
        builder.permissions(permissions.clone());
    }
    let mut file = builder.prefix(".reportlint-").tempfile_in(folder)?;
    let mut out = BufWriter::new(file.as_file_mut());
    write(&mut out)?;
    out.flush()?;
    drop(out);
    file.persist(path)?;
    Ok(())
}

/// Temporary files are for their owner alone; a report is a file like any other, as the umask has it.
#[cfg(unix)]
fn new_permissions() -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn new_permissions() -> Option<Permissions> {
    None
}
