//! `reportlint config`

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Serialize;
use serde_yaml::Mapping;

use super::run::{NoRun, not_there, own_files, project};
use super::{CliError, Status, error};
use crate::config::{Choice, Effective, Project};
use crate::diagnostic::Severity;
use crate::discover::{Ignored, PassedOver, Walker, passed_over};
use crate::files::Files;
use crate::git::Tracking;
use crate::render::escape;
use crate::rule::Group;
use crate::settings::{Level, Origin, Standing};

/// Arguments of `config`.
#[derive(clap::Args)]
pub(super) struct ConfigArgs {
    /// Print what applies to this file, and where each setting comes from
    #[arg(long, value_name = "PATH")]
    show: Option<PathBuf>,

    /// Read this configuration instead of the nearest reportlint.yaml
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    config: Option<PathBuf>,

    /// Read no configuration
    #[arg(long)]
    isolated: bool,
}

/// Says which configuration holds in the working directory.
fn say_where(project: &Project) -> Result<Status, CliError> {
    let which = match project.config() {
        Some(path) => escape::path(&path.display().to_string()).into_owned(),
        None => "no reportlint.yaml here or above; `reportlint init` writes one".to_owned(),
    };
    error::print(|out| {
        writeln!(out, "{which}\n`reportlint config --show FILE` prints the settings that apply to a file.")
    })?;
    Ok(Status::Clean)
}

pub(super) fn run(args: &ConfigArgs) -> Result<Status, CliError> {
    let choice = Choice::from_args(args.config.as_deref(), args.isolated);
    let (project, config) = project(&Files::Disk, choice).map_err(NoRun::into_error)?;
    let Some(show) = &args.show else { return say_where(&project) };
    let absolute = project.absolute(show);
    let path = project.display(&absolute, show);
    let Some(local) = project.local(&absolute) else {
        let help = "its patterns do not apply to such a file; `preset:` and `rules:` do if the file is named";
        return Err(
            CliError::new(format!("{path} lies outside of the configuration's folder")).with_help(help)
        );
    };
    if !absolute.exists() {
        return Err(not_there("file", show));
    }
    if absolute.is_dir() {
        return Err(CliError::new(format!("{path} is a folder")).with_help("name one of its files"));
    }
    let effective = config.effective(&local);
    let tracking = project.repository().map(Tracking::start).unwrap_or_default();
    let own = own_files(&project, &config);
    let walker = Walker { project: &project, files: &Files::Disk, tracking: &tracking, left_out: &own };
    let passed_over = passed_over(walker, &Ignored::at(project.root()), &absolute);
    let mut page = Page::default();
    page.add_file(&project, &path, &effective, passed_over)?;
    page.add_rules(&effective)?;
    error::print(|out| out.write_all(page.render().as_bytes()))?;
    Ok(Status::Clean)
}

/// Settings as YAML, each with a comment that names the place where it is set.
///
/// `serde_yaml` cannot write comments, so it writes each entry by itself.
#[derive(Default)]
struct Page {
    /// Lines of YAML, each with its comment.
    lines: Vec<(String, String)>,
}

impl Page {
    /// Adds an entry whose first line carries `comment`.
    fn add(&mut self, key: &str, value: impl Serialize, comment: &str) -> Result<(), CliError> {
        self.add_yaml("", &BTreeMap::from([(key, value)]), comment)
    }

    /// Adds an entry of the mapping under the last key.
    fn add_below(&mut self, key: &str, value: impl Serialize, comment: &str) -> Result<(), CliError> {
        self.add_yaml("  ", &BTreeMap::from([(key, value)]), comment)
    }

    fn add_yaml(&mut self, indent: &str, value: &impl Serialize, comment: &str) -> Result<(), CliError> {
        let text = serde_yaml::to_string(value)
            .map_err(|error| CliError::new(format!("a setting cannot be written as YAML: {error}")))?;
        for (index, line) in text.lines().enumerate() {
            let comment = if index == 0 { comment } else { "" };
            self.lines.push((format!("{indent}{}", escape::line(line)), comment.to_owned()));
        }
        Ok(())
    }

    fn add_file(
        &mut self,
        project: &Project,
        path: &str,
        effective: &Effective<'_>,
        passed_over: Option<PassedOver>,
    ) -> Result<(), CliError> {
        let default = shown(&Origin::Default);
        self.add("file", path, "")?;
        let (is_checked, origin) = &effective.is_checked;
        let (checked, why) = match passed_over {
            Some(PassedOver::Form) => {
                ("never", "only .yaml, .yml, .json, .md and .markdown are read".to_owned())
            }
            Some(PassedOver::Own) => ("never", "it belongs to the configuration".to_owned()),
            Some(PassedOver::Name) => ("only when named", "its name says that it is not a report".to_owned()),
            Some(PassedOver::Ignored) => ("only when named", "it is hidden, or git ignores it".to_owned()),
            None if *is_checked => ("always", shown(origin)),
            None => ("only when named", shown(origin)),
        };
        self.add("checked", checked, &why)?;
        match &effective.kind {
            Some((kind, origin)) => {
                let comment = format!("{}, unless the file says otherwise", shown(origin));
                self.add("kind", kind.as_str(), &comment)?;
            }
            None => self.add("kind", "as the file says", &default)?,
        }
        match &effective.schema {
            Some((schema, formats, origin)) => {
                self.add("schema", project.display(schema, schema), &shown(origin))?;
                self.add("formats", formats.as_str(), &shown(origin))?;
            }
            None => self.add("schema", "that of the kind", &default)?,
        }
        let (preset, origin) = &effective.preset;
        self.add("preset", preset.as_str(), &shown(origin))?;
        if !effective.ignored.is_empty() {
            self.lines.push(("ignored:".to_owned(), String::new()));
        }
        effective.ignored.iter().try_for_each(|(rule, origin)| self.add_yaml("  ", &[rule], &shown(origin)))
    }

    fn add_rules(&mut self, effective: &Effective<'_>) -> Result<(), CliError> {
        self.lines.push(("rules:".to_owned(), String::new()));
        // Whether a document under a schema of one's own has a kind, only the file says.
        let needs_kind = effective.schema.is_some() && effective.kind.is_none();
        effective.rules.iter().try_for_each(|rule| self.add_rule(rule, needs_kind))?;
        for (name, level, origin) in &effective.local {
            self.add_below(name, word(*level), &shown(origin))?;
        }
        let mut settings = effective.keywords.iter().map(|(_, level, origin)| (*level, *origin));
        let first = settings.next();
        if let Some((level, origin)) = first.filter(|first| settings.all(|other| other == *first)) {
            return self.add_below("schema", word(level), &shown(&origin));
        }
        effective
            .keywords
            .iter()
            .try_for_each(|(name, level, origin)| self.add_below(name.as_str(), word(*level), &shown(origin)))
    }

    /// Adds a rule as a configuration sets it: its severity, or a mapping if it has options too.
    fn add_rule(&mut self, rule: &Standing<'_>, needs_kind: bool) -> Result<(), CliError> {
        let (name, level) = (rule.entry.meta.name, word(rule.level));
        let mut origin = shown(&rule.level_origin);
        if needs_kind
            && !matches!(rule.entry.meta.group, Group::Format | Group::Suppression)
            && rule.level != Level::Off
        {
            origin += ", on documents with a kind";
        }
        let Some((node, options_origin)) = rule.options else { return self.add_below(name, level, &origin) };
        let options: Mapping = node
            .deserialize_into()
            .map_err(|error| CliError::new(format!("the options of `{name}` cannot be read: {error}")))?;
        let options: Mapping =
            options.into_iter().filter(|(key, _)| key.as_str() != Some("severity")).collect();
        self.lines.push((format!("  {name}:"), String::new()));
        self.add_yaml("    ", &BTreeMap::from([("severity", level)]), &origin)?;
        if options.is_empty() { Ok(()) } else { self.add_yaml("    ", &options, &shown(&options_origin)) }
    }

    /// Returns the lines, with their comments in one column.
    fn render(&self) -> String {
        let commented = self.lines.iter().filter(|(_, comment)| !comment.is_empty());
        let column = commented.map(|(line, _)| escape::width(line)).max().unwrap_or_default();
        let line = |(line, comment): &(String, String)| {
            if comment.is_empty() {
                return format!("{line}\n");
            }
            let padding = " ".repeat(column.saturating_sub(escape::width(line)));
            format!("{line}{padding}  # {comment}\n")
        };
        self.lines.iter().map(line).collect()
    }
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
