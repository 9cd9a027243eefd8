//! The arguments of `check`.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, Command};

use crate::cli::terminal::ColorChoice;
use crate::config::Choice;
use crate::diagnostic::Severity;
use crate::render::OutputFormat;
use crate::rule::Preset;
use crate::settings::{Level, Selector, UnknownSelector};
use crate::suggest::nearest;

/// The arguments of `check`, and of `reportlint` without a command.
#[derive(clap::Args)]
pub(in crate::cli) struct CheckArgs {
    /// Files and folders to check; `-` reads standard input [default: .]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// Read this configuration instead of the nearest reportlint.yaml
    #[arg(long, value_name = "FILE", help_heading = "Configuration", conflicts_with = "isolated")]
    config: Option<PathBuf>,

    /// Read no configuration
    #[arg(long, help_heading = "Configuration")]
    isolated: bool,

    /// Check every file against this JSON Schema, whatever its kind
    ///
    /// Drafts 4 to 2020-12; references to other local files are followed, the network is never used. Rules
    /// of other groups than `format` are off unless --only or --rule names them.
    #[arg(long, value_name = "FILE", help_heading = "Rules")]
    pub(super) schema: Option<PathBuf>,

    /// Check only what changed since the work went apart from this commit, such as `origin/main`
    ///
    /// Added, modified, renamed and untracked files, as they are in the work tree. Files that refer to what a change
    /// took away are checked again for that.
    #[arg(long, value_name = "COMMIT", help_heading = "Changes", conflicts_with = "staged")]
    pub(super) changed_since: Option<String>,

    /// Check what git's index holds: the files that differ from the last commit, or those that are named
    #[arg(long, help_heading = "Changes")]
    pub(super) staged: bool,

    /// Report only findings on changed lines
    #[arg(long, help_heading = "Changes")]
    pub(super) diff_only: bool,

    /// Leave out named files too that the configuration or git leaves out, as hooks name every file
    #[arg(long, help_heading = "Changes")]
    pub(super) force_exclude: bool,

    /// The rules to begin with: minimal, recommended or strict [default: recommended]
    ///
    /// `minimal` has the errors of the groups format, structure and law, `strict` has every rule.
    #[arg(long, value_parser = presets(), help_heading = "Rules")]
    pub(super) preset: Option<Preset>,

    /// Run these rules and groups alone, separated by commas
    #[arg(long, value_name = "RULE|GROUP", value_delimiter = ',', value_parser = selector, help_heading = "Rules")]
    pub(super) only: Vec<Selector>,

    /// Set the severity of a rule or group: off, info, warning or error; may be repeated
    #[arg(long, value_name = "NAME=LEVEL", value_parser = level, help_heading = "Rules")]
    pub(super) rule: Vec<(Selector, Level)>,

    /// The form of the report, and the file that it goes to if not standard output; may be repeated
    #[arg(long = "format", value_name = "FORMAT[=FILE]", default_value = "human", value_parser = FormatParser, help_heading = "Report")]
    pub(super) formats: Vec<Target>,

    /// Write the report whose --format names no file to this one, which is replaced in one step
    #[arg(short, long, value_name = "FILE", help_heading = "Report")]
    pub(super) output: Option<PathBuf>,

    /// When to colour the report
    #[arg(long, value_name = "WHEN", default_value = "auto", help_heading = "Report")]
    pub(super) color: ColorChoice,

    /// Leave out the summary
    #[arg(short, long, help_heading = "Report")]
    pub(super) quiet: bool,

    /// Add a table of rules and how often each found something
    #[arg(long, help_heading = "Report")]
    pub(super) statistics: bool,

    /// The mildest finding that makes the exit status 1
    #[arg(long, value_name = "SEVERITY", default_value = "error", help_heading = "Run")]
    fail_on: FailOn,

    /// Number of threads; 0 is one for each core
    #[arg(short, long, value_name = "N", default_value_t = 0, help_heading = "Run")]
    pub(super) jobs: usize,

    /// What standard input is called, which decides its format and its settings [default: stdin.json if it
    /// begins with `{`, else stdin.yaml]
    #[arg(long, value_name = "PATH", help_heading = "Run")]
    pub(super) stdin_filename: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl CheckArgs {
    /// Which configuration is asked for.
    pub(super) fn config_choice(&self) -> Choice<'_> {
        match &self.config {
            Some(file) => Choice::File(file),
            None if self.isolated => Choice::Isolated,
            None => Choice::Nearest,
        }
    }

    /// Each report with the file that it goes to; `None` is standard output.
    pub(super) fn reports(&self) -> impl Iterator<Item = (OutputFormat, Option<&Path>)> {
        let standard = self.output.as_deref();
        let is_file = |path: &&Path| path.as_os_str() != "-";
        self.formats
            .iter()
            .map(move |target| (target.format, target.file.as_deref().or(standard).filter(is_file)))
    }

    /// Whether a finding of this severity is reason enough for exit status 1.
    pub(super) fn fails_on(&self, worst: Option<Severity>) -> bool {
        let least = match self.fail_on {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
            FailOn::Info => Severity::Info,
            FailOn::Never => return false,
        };
        worst.is_some_and(|worst| worst >= least)
    }
}

/// A report: its form, and the file that it goes to.
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

fn presets() -> impl TypedValueParser<Value = Preset> {
    PossibleValuesParser::new(Preset::ALL.map(Preset::as_str))
        .try_map(|name| Preset::from_name(&name).ok_or("there is no such preset"))
}

fn selector(name: &str) -> Result<Selector, String> {
    Selector::parse(name.trim()).map_err(|unknown| match unknown {
        UnknownSelector::Syntax => "syntax errors are always reported and cannot be chosen".to_owned(),
        UnknownSelector::Unknown(Some(near)) => {
            format!("there is no such rule or group; did you mean `{near}`?")
        }
        UnknownSelector::Unknown(None) => {
            "there is no such rule or group; `reportlint rules` lists them".to_owned()
        }
    })
}

fn level(setting: &str) -> Result<(Selector, Level), String> {
    let Some((name, word)) = setting.split_once('=') else {
        return Err("write it as NAME=LEVEL, such as `law=warning`".to_owned());
    };
    let selector = selector(name)?;
    let level = Level::from_name(word).ok_or_else(|| {
        let near = nearest(word, Level::NAMES).map(|near| format!("; did you mean `{near}`?"));
        format!("the level is one of {}{}", Level::NAMES.join(", "), near.unwrap_or_default())
    })?;
    Ok((selector, level))
}
