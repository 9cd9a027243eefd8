//! `reportlint config`

use std::io::{self, Write};
use std::path::PathBuf;

use super::run::{NoRun, not_there, own_files, project};
use super::{CliError, Status, error};
use crate::config::{Account, Choice, Project};
use crate::diagnostic::Severity;
use crate::discover::{PassedOver, passed_over};
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
    let choice = match &args.config {
        Some(file) => Choice::File(file),
        None if args.isolated => Choice::Isolated,
        None => Choice::Nearest,
    };
    let (project, config) = project(choice).map_err(NoRun::told)?;
    let absolute = project.absolute(&args.show);
    let path = project.display(&absolute, &args.show);
    let Some(local) = project.local(&absolute) else {
        let help =
            "its patterns say nothing of such a file; `preset:` and `rules:` hold for it when it is named";
        return Err(
            CliError::new(format!("{path} lies outside of the configuration's folder")).with_help(help)
        );
    };
    if !absolute.exists() {
        return Err(not_there("file", &args.show));
    }
    if absolute.is_dir() {
        return Err(CliError::new(format!("{path} is a folder")).with_help("name one of its files"));
    }
    let account = config.account(&local);
    let passed_over = passed_over(&project, &own_files(&project, &config), &absolute);
    error::print(|out| {
        writeln!(out, "{}\n", escape::line(&path))?;
        write_account(&project, &account, passed_over, out)?;
        write_rules(&account, out)
    })?;
    Ok(Status::Clean)
}

fn write_account(
    project: &Project,
    account: &Account<'_>,
    passed_over: Option<PassedOver>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (is_checked, origin) = &account.is_checked;
    let (is_checked, why) = match passed_over {
        Some(PassedOver::Form) => ("never", "only .yaml, .yml, .json, .md and .markdown are read".to_owned()),
        Some(PassedOver::Own) => ("no", "it belongs to the configuration".to_owned()),
        Some(PassedOver::Name) => ("only when named", "by its name it is no report".to_owned()),
        Some(PassedOver::Ignored) => ("only when named", "it is hidden, or git ignores it".to_owned()),
        None if *is_checked => ("yes", shown(origin)),
        None => ("only when named", shown(origin)),
    };
    writeln!(out, "{:9} {is_checked:18} {why}", "checked")?;
    match &account.kind {
        Some((kind, origin)) => {
            writeln!(
                out,
                "{:9} {:18} {}, unless the file says otherwise",
                "kind",
                kind.as_str(),
                shown(origin)
            )?;
        }
        None => writeln!(out, "{:9} {:18} {}", "kind", "as the file says", shown(&Origin::Default))?,
    }
    let mut line = |what: &str, value: &str, origin: &Origin<'_>| {
        writeln!(out, "{what:9} {:18} {}", escape::line(value), shown(origin))
    };
    match &account.schema {
        Some((schema, origin)) => {
            line("schema", &project.display(schema, schema), origin)?;
        }
        None => line("schema", "that of the kind", &Origin::Default)?,
    }
    line("preset", account.preset.0.as_str(), &account.preset.1)?;
    account.ignored.iter().try_for_each(|(rule, origin)| line("ignored", rule, origin))
}

fn write_rules(account: &Account<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\nrules")?;
    let names = account.rules.iter().map(|rule| rule.entry.meta.name);
    let width = names.map(str::len).max().unwrap_or_default();
    for rule in &account.rules {
        let level = word(rule.level);
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
    writeln!(out, "\nfindings of the schema")?;
    let mut settings = account.keywords.iter().map(|(_, level, origin)| (*level, *origin));
    let first = settings.next();
    if let Some((level, origin)) = first.filter(|first| settings.all(|other| other == *first)) {
        return writeln!(out, "  {:width$}  {:7}  {}", "schema", word(level), shown(&origin));
    }
    for (name, level, origin) in &account.keywords {
        writeln!(out, "  {:width$}  {:7}  {}", name.as_str(), word(*level), shown(origin))?;
    }
    Ok(())
}

fn word(level: Level) -> &'static str {
    match level {
        Level::Off => "off",
        Level::On(severity) => Severity::as_str(severity),
    }
}

fn shown(origin: &Origin<'_>) -> String {
    match origin {
        Origin::Default => "by default".to_owned(),
        Origin::Config(path, line) => format!("{}:{line}", escape::line(path)),
        Origin::CommandLine => "command line".to_owned(),
    }
}
