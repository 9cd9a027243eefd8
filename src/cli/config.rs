//! `reportlint config`

use std::io::{self, Write};
use std::path::PathBuf;

use super::{CliError, Status, error};
use crate::config::{Account, Choice, Config, ConfigError, Project};
use crate::diagnostic::Severity;
use crate::render::escape;
use crate::settings::{Level, Origin};
use crate::words::clip;

/// Arguments of `config`.
#[derive(clap::Args)]
pub(super) struct ConfigArgs {
    /// Print what applies to this file, and where each setting comes from
    #[arg(long, value_name = "PATH")]
    show: PathBuf,

    /// Read this configuration instead of the nearest reportlint.yaml
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    config: Option<PathBuf>,

    /// Read no configuration
    #[arg(long)]
    isolated: bool,
}

pub(super) fn run(args: &ConfigArgs) -> Result<Status, CliError> {
    let working = std::env::current_dir()
        .map_err(|error| CliError::new(format!("cannot tell the working directory: {error}")))?;
    let choice = match &args.config {
        Some(file) => Choice::File(file),
        None if args.isolated => Choice::Isolated,
        None => Choice::Nearest,
    };
    let project = Project::find(&working, choice);
    let config = match project.config() {
        None => Config::default(),
        Some(path) => Config::load(path, &project.display(path, path)).map_err(|error| match error {
            ConfigError::Faulty { .. } => CliError::new("the configuration has faults")
                .with_help("`reportlint check reportlint.yaml` shows them"),
            ConfigError::Unreadable { .. } => CliError::new(error.to_string()),
        })?,
    };
    let absolute = project.absolute(&args.show);
    let path = project.display(&absolute, &args.show);
    let Some(local) = project.local(&absolute) else {
        let help =
            "a configuration holds for the files of its folder and below; others are checked by the defaults";
        return Err(
            CliError::new(format!("{path} lies outside of the configuration's folder")).with_help(help)
        );
    };
    let account = config.account(&local);
    error::print(|out| write_account(&path, &account, out))?;
    Ok(Status::Clean)
}

fn write_account(path: &str, account: &Account<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}\n", escape::line(path))?;
    let mut line = |what: &str, value: &str, origin: &Origin<'_>| {
        writeln!(out, "{what:9} {:18} {}", escape::line(value), shown(origin))
    };
    let (is_checked, origin) = &account.is_checked;
    line("checked", if *is_checked { "yes" } else { "only when named" }, origin)?;
    match &account.kind {
        Some((kind, origin)) => line("kind", kind.as_str(), origin)?,
        None => line("kind", "as the file says", &Origin::Default)?,
    }
    match &account.schema {
        Some((schema, origin)) => {
            line("schema", &schema.file_name().unwrap_or_default().to_string_lossy(), origin)?;
        }
        None => line("schema", "that of the kind", &Origin::Default)?,
    }
    line("preset", account.preset.0.as_str(), &account.preset.1)?;
    for (rule, origin) in &account.ignored {
        line("ignored", rule, origin)?;
    }
    writeln!(out, "\nrules")?;
    let width = account.rules.iter().map(|rule| rule.entry.meta.name.len()).max().unwrap_or_default();
    for rule in &account.rules {
        let level = match rule.level {
            Level::Off => "off",
            Level::On(severity) => Severity::as_str(severity),
        };
        let options = rule.options.map(|(node, origin)| {
            let words = node.raw().split_whitespace().collect::<Vec<_>>().join(" ");
            let origin =
                if origin == rule.level_origin { String::new() } else { format!(" ({})", shown(&origin)) };
            format!("  {}{origin}", escape::line(&clip(&words)))
        });
        let (name, origin) = (rule.entry.meta.name, shown(&rule.level_origin));
        let text = format!("  {name:width$}  {level:7}  {origin}{}", options.unwrap_or_default());
        writeln!(out, "{}", text.trim_end())?;
    }
    Ok(())
}

fn shown(origin: &Origin<'_>) -> String {
    match origin {
        Origin::Default => "by default".to_owned(),
        Origin::Config(path, line) => format!("{}:{line}", escape::line(path)),
        Origin::CommandLine => "command line".to_owned(),
    }
}
