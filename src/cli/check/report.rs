//! The destinations of the output.

use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::args::Order;
use super::{Fixes, ReportArgs};
use crate::cli::replace::replace;
use crate::cli::{CliError, error, terminal};
use crate::files::in_words;
use crate::outcome::Outcome;
use crate::paths::normalize;
use crate::render::{self, OutputFormat, Style};

/// A format with the file that it goes to; `None` is standard output.
type Target<'a> = (OutputFormat, Option<&'a Path>);

/// The outputs of a run.
pub(in crate::cli) struct Targets<'a> {
    /// Files, which can be written again.
    files: Vec<Target<'a>>,
    /// Standard output, devices and pipes, which are written to once.
    streams: Vec<Target<'a>>,
    /// True if standard output is for something else.
    uses_standard_error: bool,
}

impl<'a> Targets<'a> {
    /// Sorts the outputs, and returns an error if two would go to one place or one would overwrite a file that is to be
    /// checked. Those are not among the targets: the others still say why nothing was checked.
    ///
    /// `inputs` are the files that the arguments name.
    pub(in crate::cli) fn new<'p>(
        args: &'a ReportArgs,
        inputs: impl Iterator<Item = &'p PathBuf>,
    ) -> (Self, Option<CliError>) {
        let mut claims: HashMap<Option<PathBuf>, usize> = HashMap::new();
        for (_, file) in args.reports() {
            *claims.entry(file.map(canonical)).or_default() += 1;
        }
        let inputs: Vec<PathBuf> = inputs.map(|path| canonical(path)).collect();
        let mut targets = Self { files: Vec::new(), streams: Vec::new(), uses_standard_error: false };
        let mut fault = args.unused_output().map(is_unused);
        for (format, file) in args.reports() {
            let place = file.map(canonical);
            if place.as_ref().is_some_and(|place| inputs.contains(place)) {
                fault = fault.or_else(|| file.map(would_replace));
            } else if claims.get(&place).is_some_and(|claims| *claims > 1) {
                fault = fault.or_else(|| Some(is_contested(format, file)));
            } else if place.is_some_and(|place| !place.exists() || place.is_file()) {
                targets.files.push((format, file));
            } else {
                targets.streams.push((format, file));
            }
        }
        (targets, fault)
    }

    /// Leaves standard output to what fixes make. The report goes to standard error then, unless only the fixes are asked for.
    pub(super) fn leave_standard_output(&mut self, fixes: &Fixes) {
        if fixes.takes_standard_output() {
            self.uses_standard_error = fixes.reports_on_standard_error();
            self.streams.retain(|(_, file)| file.is_some() || self.uses_standard_error);
        }
    }

    /// Returns all outputs.
    pub(in crate::cli) fn all(&self) -> impl Iterator<Item = &Target<'a>> {
        self.files.iter().chain(&self.streams)
    }

    /// Writes each output. One that cannot be written is a failure of the run, which the others say.
    pub(in crate::cli) fn write(&self, outcome: &mut Outcome, args: &ReportArgs) {
        let mut files: Vec<&Target<'_>> = self.files.iter().collect();
        let mut said = None;
        while said != Some(outcome.failures.len()) {
            said = Some(outcome.failures.len());
            self.retain_written(&mut files, outcome, args);
        }
        self.retain_written(&mut self.streams.iter().collect(), outcome, args);
        if said != Some(outcome.failures.len()) {
            self.retain_written(&mut files, outcome, args);
        }
    }

    /// Writes outputs, drops those that cannot be written, and adds a failure for each of them.
    fn retain_written(&self, targets: &mut Vec<&Target<'_>>, outcome: &mut Outcome, args: &ReportArgs) {
        targets.retain(|(format, file)| {
            let written = self.write_one(outcome, args, *format, *file);
            let is_written = written.is_ok();
            outcome.failures.extend(written.err().map(Into::into));
            is_written
        });
    }

    fn write_one(
        &self,
        outcome: &Outcome,
        args: &ReportArgs,
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
            by_line: args.sort == Order::File,
            verbose: args.verbose,
            failures: file.is_some(),
            ..terminal::style(args.color, file.is_some())
        };
        let render = |out: &mut dyn Write| render::render(format, outcome, &style, out);
        match file {
            None if self.uses_standard_error => render(&mut std::io::stderr().lock())
                .map_err(|error| CliError::new(format!("cannot write to standard error: {error}"))),
            None => error::print(render),
            Some(path) => replace(path, render).map_err(|error| {
                CliError::new(format!("cannot write {}: {}", path.display(), in_words(&error)))
            }),
        }
    }
}

fn would_replace(file: &Path) -> CliError {
    CliError::new(format!("the output would replace {}, which is to be checked", file.display()))
        .with_help("give the output a file of its own")
}

fn is_unused(file: &Path) -> CliError {
    CliError::new(format!("no output goes to {}: each --format names a file of its own", file.display()))
        .with_help("leave out --output, or add a --format without a file")
}

fn is_contested(format: OutputFormat, file: Option<&Path>) -> CliError {
    let name = format.name();
    match file {
        None => CliError::new("two outputs would go to standard output")
            .with_help(format!("give one a file: `--format {name}=FILE`")),
        Some(file) => CliError::new(format!("two outputs would go to {}", file.display()))
            .with_help(format!("give one another file: `--format {name}=FILE`")),
    }
}

/// Returns the canonical path of a file that may not exist yet.
fn canonical(path: &Path) -> PathBuf {
    let whole = std::fs::canonicalize(path);
    let absolute =
        || std::env::current_dir().map_or_else(|_| path.to_path_buf(), |here| normalize(&here.join(path)));
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let joined = || Some(std::fs::canonicalize(parent).ok()?.join(path.file_name()?));
    whole.ok().or_else(joined).unwrap_or_else(absolute)
}
