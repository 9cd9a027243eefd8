//! The arguments of `check`.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, Command};

use super::fix::FixArgs;
use crate::cli::run::{BaselineChoice, ChangeArgs, RunArgs};
use crate::cli::terminal::ColorChoice;
use crate::diagnostic::Severity;
use crate::outcome::{FailOn, Outcome};
use crate::render::OutputFormat;

/// The arguments of `check`, and of `reportlint` without a command.
#[derive(clap::Args)]
pub(in crate::cli) struct CheckArgs {
    #[command(flatten)]
    pub(super) run: RunArgs,

    #[command(flatten)]
    pub(super) changes: ChangeArgs,

    #[command(flatten)]
    pub(super) fixes: FixArgs,

    #[command(flatten)]
    pub(super) report: ReportArgs,

    /// The mildest finding that makes the exit status 1
    #[arg(long, value_name = "SEVERITY", default_value = "error", help_heading = "Run")]
    fail_on: Least,

    /// Suppress the findings that this baseline lists [default: reportlint-baseline.json beside the configuration, if it is there]
    #[arg(long, value_name = "FILE", help_heading = "Baseline", conflicts_with = "no_baseline")]
    baseline: Option<PathBuf>,

    /// Report all findings, even those that a baseline lists
    #[arg(long, help_heading = "Baseline")]
    no_baseline: bool,

    /// Exit with status 1 if entries of the baseline no longer occur
    #[arg(long, help_heading = "Baseline")]
    pub(super) fail_on_stale: bool,

    /// Check again whenever a file changes, until Ctrl-C
    ///
    /// The file that changed is read again; where one is new or gone, or the configuration, a schema or the baseline
    /// changed, it is everything.
    #[arg(short, long, help_heading = "Run", conflicts_with_all = [
        "changed_since", "new_since", "staged", "fix", "unsafe_fixes", "fix_only", "diff", "add_ignore", "stdin_filename",
    ])]
    pub(super) watch: bool,

    /// The name of standard input, which decides its format and its settings [default: stdin.json if it
    /// begins with `{`, else stdin.yaml]
    #[arg(long, value_name = "PATH", help_heading = "Run")]
    pub(super) stdin_filename: Option<PathBuf>,
}

/// The arguments that say how a report is written, and where to.
#[derive(clap::Args, Clone)]
pub(in crate::cli) struct ReportArgs {
    /// The format of the output, and the file that it goes to if not standard output; may be repeated [default: what the ending of
    /// --output says, else human]
    #[arg(long = "format", value_name = "FORMAT[=FILE]", value_parser = FormatParser, help_heading = "Report")]
    pub(super) formats: Vec<Target>,

    /// Write the output whose --format names no file to this file, which is replaced in one step
    #[arg(short, long, value_name = "FILE", help_heading = "Report")]
    pub(super) output: Option<PathBuf>,

    /// When to colour the output
    #[arg(long, value_name = "WHEN", default_value = "auto", help_heading = "Report")]
    pub(super) color: ColorChoice,

    /// Leave out the summary
    #[arg(short, long, help_heading = "Report")]
    pub(in crate::cli) quiet: bool,

    /// Show each finding in full: else a rule's advice comes once a file, and from its fourth finding there a line each
    #[arg(short, long, help_heading = "Report")]
    pub(super) verbose: bool,

    /// The order of the findings of a file, for people: the gravest first, or as the lines are
    #[arg(long, value_name = "ORDER", default_value = "severity", help_heading = "Report")]
    pub(super) sort: Order,

    /// Add a table of rules with the number of findings of each
    #[arg(long, help_heading = "Report")]
    pub(super) statistics: bool,

    /// The folder to which paths are relative in human, concise, html, junit and checkstyle output, and on standard error
    ///
    /// `sarif`, `github`, `gitlab` and `rdjson` name files by their paths in the git repository, and the others by those in the
    /// folder of the configuration.
    #[arg(long, value_name = "FOLDER", default_value = "cwd", help_heading = "Report")]
    pub(super) path_base: PathBase,
}

/// The folder to which paths for people are relative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum PathBase {
    /// The folder of the configuration, otherwise of the repository
    Root,
    /// The folder in which reportlint was started
    Cwd,
}

/// The order of the findings of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Order {
    /// Errors, then warnings, then notes
    Severity,
    /// By lines
    File,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Least {
    Error,
    Warning,
    Info,
    Never,
}

impl ReportArgs {
    /// Returns the same arguments for a report without its summary.
    pub(in crate::cli) fn without_summary(&self) -> Self {
        Self { quiet: true, ..self.clone() }
    }

    /// Takes over what the arguments say of the outcome's paths.
    pub(in crate::cli) fn apply_to(&self, outcome: &mut Outcome) {
        if self.path_base == PathBase::Root {
            outcome.places.working = None;
        }
    }

    /// Returns each format with the file that its output goes to; `None` is standard output.
    pub(super) fn reports(&self) -> impl Iterator<Item = (OutputFormat, Option<&Path>)> {
        let standard = self.output.as_deref();
        let is_file = |path: &&Path| path.as_os_str() != "-" && path.as_os_str() != "/dev/stdout";
        let usual = self.formats.is_empty().then(|| (self.usual_format(), None));
        let given = self.formats.iter().map(|target| (target.format, target.file.as_deref()));
        usual.into_iter().chain(given).map(move |(format, file)| (format, file.or(standard).filter(is_file)))
    }

    /// Returns the format where none is named: the one that the ending of the output file stands for.
    fn usual_format(&self) -> OutputFormat {
        let name = self.output.as_ref().and_then(|path| path.file_name()?.to_str()).unwrap_or_default();
        match name.rsplit_once('.').map(|(_, ending)| ending) {
            Some("json") => OutputFormat::Json,
            Some("jsonl" | "ndjson") => OutputFormat::JsonLines,
            Some("sarif") => OutputFormat::Sarif,
            Some("md" | "markdown") => OutputFormat::Markdown,
            Some("html" | "htm") => OutputFormat::Html,
            Some("rdjson") => OutputFormat::Rdjson,
            // Two formats are XML, and more programs read the one of JUnit.
            Some("xml") if name.contains("checkstyle") => OutputFormat::Checkstyle,
            Some("xml") => OutputFormat::Junit,
            _ => OutputFormat::Human,
        }
    }

    /// Returns the file of `--output` if no output goes to it.
    pub(super) fn unused_output(&self) -> Option<&Path> {
        let takes_none = !self.formats.is_empty() && self.formats.iter().all(|target| target.file.is_some());
        self.output.as_deref().filter(|_| takes_none)
    }
}

impl CheckArgs {
    /// Returns the choice of a baseline.
    pub(super) fn baseline(&self) -> BaselineChoice<'_> {
        match &self.baseline {
            _ if self.no_baseline => BaselineChoice::None,
            Some(file) => BaselineChoice::File(file),
            None => BaselineChoice::Usual,
        }
    }

    /// Returns the terms under which the exit status is 1.
    pub(super) fn fail_on(&self) -> FailOn {
        let severity = match self.fail_on {
            Least::Error => Some(Severity::Error),
            Least::Warning => Some(Severity::Warning),
            Least::Info => Some(Severity::Info),
            Least::Never => None,
        };
        FailOn { severity, stale: self.fail_on_stale }
    }
}

/// An output: its format, and the file that it goes to.
#[derive(Debug, Clone)]
pub(super) struct Target {
    format: OutputFormat,
    file: Option<PathBuf>,
}

/// Reads `FORMAT` and `FORMAT=FILE`.
#[derive(Clone)]
struct FormatParser;

impl TypedValueParser for FormatParser {
    type Value = Target;

    fn parse_ref(&self, cmd: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<Target, clap::Error> {
        let text = value.to_string_lossy();
        let (name, file) = match text.split_once('=') {
            Some((name, file)) if !file.is_empty() => (name, Some(PathBuf::from(file))),
            _ => (&*text, None),
        };
        // For its message where there is no such format.
        PossibleValuesParser::new(names()).parse_ref(cmd, arg, OsStr::new(name))?;
        let format = OutputFormat::all().find(|format| format.name() == name);
        let format = format.ok_or_else(|| clap::Error::new(ErrorKind::InvalidValue).with_cmd(cmd))?;
        Ok(Target { format, file })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(names()))
    }
}

fn names() -> impl Iterator<Item = PossibleValue> {
    OutputFormat::all().map(|format| PossibleValue::new(format.name()).help(format.summary()))
}
