//! The arguments of the commands that check files.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::config::Choice;
use crate::files::Files;
use crate::local_rules::LocalName;
use crate::model::date::Date;
use crate::rule::{Preset, UnknownSelector};
use crate::schema::Formats;
use crate::settings::{Level, RULE_FILES, Selector};
use crate::suggest::nearest;

/// The arguments that say which files are checked, and how.
#[derive(clap::Args, Default, Clone)]
pub(in crate::cli) struct RunArgs {
    /// Files and folders to check; `-` reads standard input [default: .]
    #[arg(value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,

    /// Read this configuration instead of the nearest reportlint.yaml
    #[arg(long, value_name = "FILE", help_heading = "Configuration", conflicts_with = "isolated")]
    pub(in crate::cli) config: Option<PathBuf>,

    /// Read no configuration
    #[arg(long, help_heading = "Configuration")]
    pub(in crate::cli) isolated: bool,

    /// Check every file against this JSON Schema, whatever its kind
    ///
    /// Drafts 4 to 2020-12; references to other local files are followed, the network is never used. Rules
    /// of other groups than `format` are off unless --only or --rule names them; they look only at documents that have a
    /// `kind:`.
    #[arg(long, value_name = "FILE", help_heading = "Rules")]
    pub(in crate::cli) schema: Option<PathBuf>,

    /// The meaning of `format` in schemas of your own: assert or annotate [default: assert]
    ///
    /// With `assert` a text must have the format that a schema names, in every draft. `annotate` takes a format for a
    /// remark, as drafts 2019-09 and 2020-12 do by themselves.
    #[arg(long = "formats", value_name = "MEANING", value_parser = formats(), help_heading = "Rules")]
    pub(in crate::cli) schema_formats: Option<Formats>,

    /// The rules to begin with: minimal, recommended or strict [default: recommended]
    ///
    /// `minimal` has the errors of the groups format, structure and law, `strict` has every rule.
    #[arg(long, value_parser = presets(), help_heading = "Rules")]
    pub(in crate::cli) preset: Option<Preset>,

    /// Run only these rules and groups, separated by commas
    ///
    /// Besides them runs `unknown-kind`, and the schema that --schema names, which is brought along to be used.
    #[arg(long, value_name = "RULE|GROUP", value_delimiter = ',', value_parser = limit, help_heading = "Rules")]
    pub(in crate::cli) only: Vec<Selector>,

    /// Set the severity of a rule or group: off, info, warning or error; may be repeated
    #[arg(long, value_name = "NAME=LEVEL", value_parser = level, help_heading = "Rules")]
    pub(in crate::cli) rule: Vec<(Selector, Level)>,

    /// The day of the run, for rules of your own that ask for `today` [default: the day that it is, in UTC]
    #[arg(long, value_name = "DATE", value_parser = day, help_heading = "Rules")]
    pub(in crate::cli) today: Option<Date>,

    /// Number of threads; 0 is one for each core
    #[arg(short, long, value_name = "N", default_value_t = 0, help_heading = "Run")]
    pub(in crate::cli) jobs: usize,

    /// Check every file anew, and leave the cache as it is
    #[arg(long, help_heading = "Run", overrides_with = "cache_dir")]
    pub(in crate::cli) no_cache: bool,

    /// Keep results in this folder [default: .reportlint_cache beside the configuration]
    ///
    /// A file that has not changed is not checked again, and the output is the same as without a cache. See
    /// `reportlint cache`.
    #[arg(long, value_name = "FOLDER", help_heading = "Run", overrides_with_all = ["no_cache", "cache_dir"])]
    pub(in crate::cli) cache_dir: Option<PathBuf>,
}

/// The part of the files that is checked.
#[derive(clap::Args, Default)]
pub(in crate::cli) struct ChangeArgs {
    /// Check only files changed since the merge base with this commit, such as `origin/main`
    ///
    /// Added, modified, renamed and untracked files, as they are in the work tree. Files that refer to something
    /// that a change removed are checked again for that, and so are the files for which the configuration, a schema,
    /// a legal code or the baseline changed.
    #[arg(long, value_name = "COMMIT", help_heading = "Changes", conflicts_with = "staged")]
    pub(in crate::cli) changed_since: Option<String>,

    /// Report only what is wrong since the merge base with this commit, such as `origin/main`, and was not before
    ///
    /// Checks all files, as they were and as they are, each with the configuration, schemas, legal codes and baseline of its
    /// time. A finding of both counts as before, wherever it stands, also in a file that was moved. With --staged the index
    /// takes the place of the work tree.
    #[arg(long, value_name = "COMMIT", help_heading = "Changes", conflicts_with_all = ["changed_since", "diff_only"])]
    pub(in crate::cli) new_since: Option<String>,

    /// Check files as they are in git's index: those that differ from the last commit, or those that are named
    #[arg(long, help_heading = "Changes")]
    pub(in crate::cli) staged: bool,

    /// Report only findings on changed lines
    ///
    /// This cannot see what a change breaks elsewhere, such as a reference to something that it removes, or a file that it
    /// moves or copies: --new-since can.
    #[arg(long, help_heading = "Changes")]
    pub(in crate::cli) diff_only: bool,

    /// Leave out files that the configuration or git excludes, even if they are named, as hooks name every file
    #[arg(long, help_heading = "Changes")]
    pub(in crate::cli) force_exclude: bool,
}

impl RunArgs {
    /// Returns the configuration asked for.
    pub(in crate::cli) fn config_choice(&self) -> Choice<'_> {
        Choice::from_args(self.config.as_deref(), self.isolated)
    }
}

impl ChangeArgs {
    /// Returns true if the run compares two states of the repository.
    pub(super) fn compares(&self) -> bool {
        self.changed_since.is_some() || self.new_since.is_some() || self.staged
    }

    /// Returns true if it is no fault that nothing is left to check.
    pub(super) fn may_leave_nothing(&self) -> bool {
        self.compares() || self.force_exclude
    }
}

fn presets() -> impl TypedValueParser<Value = Preset> {
    PossibleValuesParser::new(Preset::ALL.map(Preset::as_str))
        .try_map(|name| Preset::from_name(&name).ok_or("there is no such preset"))
}

fn formats() -> impl TypedValueParser<Value = Formats> {
    PossibleValuesParser::new(Formats::ALL.map(Formats::as_str))
        .try_map(|name| Formats::from_name(&name).ok_or("there is no such meaning"))
}

pub(in crate::cli) fn day(text: &str) -> Result<Date, String> {
    let date = Date::parse(text).map_err(|error| error.to_string())?;
    date.as_day().map(Date::of_day).ok_or_else(|| "write a day, such as `2024-05-03`".to_owned())
}

/// Reads what a run is limited to.
fn limit(name: &str) -> Result<Selector, String> {
    if name.trim() == RULE_FILES { Ok(Selector::RuleFiles) } else { selector(name) }
}

/// Returns the local rule that a name means without its beginning, by the configuration that is found without arguments.
fn local_of(name: &str) -> Option<String> {
    let local = LocalName::new(name)?;
    let (_, config) = super::project(&Files::Disk, Choice::Nearest).ok()?;
    config.local_rules().knows(local).then(|| local.full().to_owned())
}

fn selector(name: &str) -> Result<Selector, String> {
    Selector::parse(name.trim()).map_err(|unknown| match unknown {
        UnknownSelector::Syntax => "syntax errors are always reported and cannot be chosen".to_owned(),
        UnknownSelector::Unknown(Some(near)) => {
            let near = local_of(name.trim()).unwrap_or_else(|| near.to_owned());
            format!("there is no such rule or group; did you mean `{near}`?")
        }
        UnknownSelector::Unknown(None) => match local_of(name.trim()) {
            Some(local) => format!("there is no such rule or group; did you mean `{local}`?"),
            None => "there is no such rule or group; `reportlint rules` lists them".to_owned(),
        },
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
