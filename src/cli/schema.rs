//! `reportlint schema`

use clap::ValueEnum;

use super::{CliError, Status, error};
use crate::schema::bundled_text;

/// Arguments of `schema`.
#[derive(clap::Args)]
pub(super) struct SchemaArgs {
    /// The kind of document that the schema describes; without one, the kinds are listed
    kind: Option<SchemaKind>,
}

#[derive(Clone, Copy, ValueEnum)]
enum SchemaKind {
    /// A periodic country update
    Report,
    /// One case in a file of its own
    Case,
    /// A legal code that reports cite
    LegalCode,
    /// A rule of your own
    Rule,
    /// reportlint.yaml
    Config,
    /// The output of `--format json`
    Output,
}

pub(super) fn run(args: &SchemaArgs) -> Result<Status, CliError> {
    let Some(kind) = args.kind else { return list() };
    let name = match kind {
        SchemaKind::Report => "report",
        SchemaKind::Case => "case",
        SchemaKind::LegalCode => "legal-code",
        SchemaKind::Rule => "rule",
        SchemaKind::Config => "config",
        SchemaKind::Output => "output",
    };
    let text = bundled_text(name).ok_or_else(|| CliError::new(format!("there is no schema `{name}`")))?;
    error::print(|out| out.write_all(text.as_bytes()))?;
    Ok(Status::Clean)
}

/// Lists the kinds, each with a line.
fn list() -> Result<Status, CliError> {
    error::print(|out| {
        SchemaKind::value_variants().iter().filter_map(ValueEnum::to_possible_value).try_for_each(
            |kind| {
                let help = kind.get_help().map(ToString::to_string).unwrap_or_default();
                writeln!(out, "{:12}{help}", kind.get_name())
            },
        )?;
        writeln!(out, "\n`reportlint schema KIND` prints the schema.")
    })?;
    Ok(Status::Clean)
}
