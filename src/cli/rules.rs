//! `reportlint rules`

use std::borrow::Cow;
use std::io::{self, Write};

use clap::ValueEnum;
use serde::Serialize;

use super::explain;
use super::terminal::{self, ColorChoice};
use super::{CliError, Status, error};
use crate::diagnostic::{Applicability, RuleName, Severity};
use crate::local_rules::{LOCAL, LocalRule};
use crate::pages::{sentence, severity_of_member};
use crate::render::wrap;
use crate::rule::{Group, Preset};
use crate::rules::RULES;

/// Arguments of `rules`.
#[derive(clap::Args)]
pub(super) struct RulesArgs {
    /// Rules or groups to list [default: all]
    #[arg(value_name = "RULE|GROUP")]
    names: Vec<String>,

    /// The form of the list
    #[arg(long, default_value = "human")]
    format: ListFormat,
}

#[derive(Clone, Copy, ValueEnum)]
enum ListFormat {
    /// A table by group
    Human,
    /// One JSON document (version 1)
    Json,
}

/// The list as JSON; its form is a contract of its own.
#[derive(Serialize)]
struct List {
    version: u32,
    rules: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    name: Cow<'static, str>,
    group: &'static str,
    severity: Severity,
    preset: Preset,
    fix: Option<Applicability>,
    summary: String,
}

impl Row {
    fn is_named(&self, name: &str) -> bool {
        [&*self.name, self.group].contains(&name)
    }
}

pub(super) fn run(args: &RulesArgs) -> Result<Status, CliError> {
    let mut rows = rows();
    if let Some(unknown) = args.names.iter().find(|name| !rows.iter().any(|row| row.is_named(name))) {
        return Err(explain::unknown(unknown));
    }
    rows.retain(|row| args.names.is_empty() || args.names.iter().any(|name| row.is_named(name)));
    error::print(|out| match args.format {
        ListFormat::Human => write_table(&rows, out),
        ListFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &List { version: 1, rules: rows })?;
            writeln!(out)
        }
    })?;
    Ok(Status::Clean)
}

/// Returns every rule: the built-in ones by group, then the families of other findings.
fn rows() -> Vec<Row> {
    let built_in = Group::ALL.into_iter().flat_map(|group| {
        RULES.iter().filter(move |entry| entry.meta.group == group).map(move |entry| Row {
            name: entry.meta.name.into(),
            group: group.as_str(),
            severity: entry.meta.severity,
            preset: entry.meta.preset,
            fix: entry.meta.fix,
            summary: one_line(entry.meta.summary()),
        })
    });
    let local = explain::local_rules().rules().map(|rule| local_row(rule)).collect::<Vec<_>>();
    built_in.chain(local).chain(explain::families().flat_map(|of| family(of.name, of.members))).collect()
}

/// Returns the row of a rule of the repository's own.
fn local_row(rule: &LocalRule) -> Row {
    Row {
        name: rule.full_name().as_str().to_owned().into(),
        group: LOCAL,
        severity: rule.severity,
        preset: Preset::Minimal,
        fix: rule.page.fix,
        summary: one_line(rule.summary()),
    }
}

fn family(group: &'static str, rules: &'static [(RuleName, &'static str)]) -> impl Iterator<Item = Row> {
    rules.iter().map(move |(rule, summary)| Row {
        name: rule.as_str().into(),
        group,
        severity: severity_of_member(rule),
        preset: Preset::Minimal,
        fix: None,
        summary: sentence(summary),
    })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn write_table(rows: &[Row], out: &mut dyn Write) -> io::Result<()> {
    let style = terminal::style(ColorChoice::Auto, false);
    let column = rows.iter().map(|row| row.name.len()).max().unwrap_or(0);
    let mut group = "";
    for row in rows {
        if row.group != group {
            if !group.is_empty() {
                writeln!(out)?;
            }
            group = row.group;
            writeln!(out, "{group} ({})", rows.iter().filter(|row| row.group == group).count())?;
        }
        let fix = match row.fix {
            Some(Applicability::Safe) => "safe fix",
            Some(Applicability::Unsafe) => "unsafe fix",
            None => "",
        };
        let strict = if row.preset == Preset::Strict { "strict" } else { "" };
        let Row { name, severity, summary, .. } = row;
        if style.graphical {
            // The summary stands below the name, so that it reads well at any width.
            let known = [severity.as_str(), fix, strict].into_iter().filter(|word| !word.is_empty());
            writeln!(out, "  {name:column$}  {}", known.collect::<Vec<_>>().join(", "))?;
            for line in wrap(summary, style.width.saturating_sub(6)) {
                writeln!(out, "      {line}")?;
            }
        } else {
            writeln!(out, "  {name:column$}  {severity:7}  {fix:10}  {strict:6}  {summary}")?;
        }
    }
    writeln!(out, "\n`reportlint explain RULE` prints a rule's page.")?;
    writeln!(out, "Rules marked strict are on with `--preset strict`, or by name.")
}
