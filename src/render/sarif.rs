//! SARIF 2.1.0, the OASIS standard for results of static analysis, within the limits of GitHub's code scanning.
//!
//! Results beyond those limits (<https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning>)
//! are left out, the mildest first, and a notification says so; GitHub rejects a file that is too large.

mod log;

use std::collections::HashMap;
use std::io::{self, Write};

use log::{
    Artifact, ArtifactChange, BaseIds, Configuration, Driver, Fix, Invocation, Location, Log, Message,
    Notification, PhysicalLocation, Region, Replacement, ReportingDescriptor, Result, Run, SuppressionEntry,
    Text, Tool,
};

use crate::diagnostic::{Diagnostic, Edit, Label, Severity};
use crate::outcome::{Holder, Outcome, Withheld};
use crate::pages;
use crate::render::place::{address, locate};
use crate::render::{explain_command, hosted, rule_url, visible};
use crate::rules;
use crate::schema::SCHEMA_RULES;
use crate::source::{FileId, Span};

/// The number of results that GitHub keeps of a run.
const MOST_RESULTS: usize = 5_000;
/// The number of locations that it keeps of a result.
const MOST_LOCATIONS: usize = 100;

/// Writes the output.
pub(crate) fn write(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    let found = outcome.diagnostics.iter().map(|finding| (finding, None));
    let held_back = outcome.suppressed.iter().map(|held| (&held.finding, Some(held)));
    let mut all: Vec<(&Diagnostic, Option<&Withheld>)> = found.chain(held_back).collect();
    let (_, left_out) = results(outcome);
    if left_out > 0 {
        // Findings that count go before suppressed ones, and severe ones before mild ones.
        all.sort_by_key(|(finding, held)| (held.is_some(), std::cmp::Reverse(finding.severity)));
        all.truncate(MOST_RESULTS);
        all.sort_by(|(a, _), (b, _)| a.sort_key().cmp(&b.sort_key()));
    }
    let mut rules = Rules::from_outcome(outcome);
    let results = all.into_iter().map(|(finding, held)| result(outcome, &mut rules, finding, held)).collect();
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: env!("CARGO_PKG_NAME"),
                semantic_version: env!("CARGO_PKG_VERSION"),
                rules: rules.descriptors,
            },
        },
        column_kind: "unicodeCodePoints",
        original_uri_base_ids: BaseIds {
            root: log::BaseId { description: Text { text: "The root of the repository.".to_owned() } },
        },
        invocations: [invocation(outcome, left_out)],
        results,
    };
    visible::write_pretty(&Log::new(run), out)
}

/// Returns the number of results, and of those that are left out.
fn results(outcome: &Outcome) -> (usize, usize) {
    let all = outcome.diagnostics.len() + outcome.suppressed.len();
    (all, all.saturating_sub(MOST_RESULTS))
}

/// Describes the results that are left out, if there are any.
pub(crate) fn cut(outcome: &Outcome) -> Option<String> {
    let (all, left_out) = results(outcome);
    let why = format!("code scanning shows {MOST_RESULTS} of a run, the gravest first");
    (left_out > 0).then(|| format!("{left_out} of {all} results: {why}"))
}

/// The rules of a run, with the index of each.
struct Rules<'a> {
    outcome: &'a Outcome,
    descriptors: Vec<ReportingDescriptor<'a>>,
    indexes: HashMap<&'a str, usize>,
}

impl<'a> Rules<'a> {
    fn from_outcome(outcome: &'a Outcome) -> Self {
        let mut rules = Self { outcome, descriptors: Vec::new(), indexes: HashMap::new() };
        for enabled in &outcome.rules {
            rules.add(enabled.rule.name(), enabled.severity);
        }
        rules
    }

    /// Returns the index of a rule; a rule of a schema or of syntax is added with its first finding.
    fn index(&mut self, finding: &'a Diagnostic) -> usize {
        let name = finding.rule.as_str();
        match self.indexes.get(name) {
            Some(index) => *index,
            None => self.add(name, finding.severity),
        }
    }

    fn add(&mut self, name: &'a str, severity: Severity) -> usize {
        let built_in = || rules::find(name).map(|entry| (entry.meta.summary(), entry.meta.page));
        let own = self.outcome.local_rule(name).map(|rule| (rule.summary(), rule.page()));
        let described = own.or_else(built_in);
        let of_schema = SCHEMA_RULES.iter().find(|(rule, _)| rule.as_str() == name);
        let summary = described.map(|(summary, _)| summary).or(of_schema.map(|(_, summary)| *summary));
        // GitHub asks for both descriptions.
        let summary = summary.unwrap_or(name).split_whitespace().collect::<Vec<_>>().join(" ");
        let group = pages::group_of(name);
        let help = match described {
            Some((_, page)) => {
                let (why, _) = page.split_once("\n## Bad").unwrap_or((page, ""));
                Message { text: why.trim_end().to_owned(), markdown: Some(page) }
            }
            None => Message { text: format!("See `{}`.", explain_command(name)), markdown: None },
        };
        let index = self.descriptors.len();
        self.descriptors.push(ReportingDescriptor {
            id: name,
            short_description: Text { text: summary.clone() },
            full_description: Text { text: summary },
            help,
            help_uri: rule_url(self.outcome, name),
            default_configuration: Configuration { level: level(severity) },
            properties: log::Properties { tags: [group] },
        });
        self.indexes.insert(name, index);
        index
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result<'a>(
    outcome: &'a Outcome,
    rules: &mut Rules<'a>,
    finding: &'a Diagnostic,
    held: Option<&'a Withheld>,
) -> Result<'a> {
    let related = finding.secondary.iter().take(MOST_LOCATIONS - 1).enumerate();
    Result {
        rule_id: finding.rule.as_str(),
        rule_index: rules.index(finding),
        level: level(finding.severity),
        message: Text { text: format!("{}{}", finding.message, paragraph(finding.help.as_deref())) },
        locations: [location(outcome, &finding.primary, None)],
        related_locations: related.map(|(index, label)| location(outcome, label, Some(index + 1))).collect(),
        partial_fingerprints: log::Fingerprints { reportlint: finding.fingerprint.to_string() },
        fixes: finding.fix.iter().map(|one| fix(outcome, finding.primary.file, one)).collect(),
        suppressions: held.map(suppression).into_iter().collect(),
    }
}

/// Returns advice as a paragraph of its own.
fn paragraph(help: Option<&str>) -> String {
    help.map(|help| format!("\n\n{help}")).unwrap_or_default()
}

fn suppression(held: &Withheld) -> SuppressionEntry<'_> {
    let (kind, default) = match held.by {
        Holder::Comment => ("inSource", None),
        Holder::Configuration => ("external", None),
        Holder::Baseline => ("external", Some("in the baseline")),
    };
    SuppressionEntry { kind, justification: held.reason.as_deref().or(default) }
}

fn location(outcome: &Outcome, label: &Label, id: Option<usize>) -> Location {
    Location {
        id,
        physical_location: PhysicalLocation {
            artifact_location: artifact(outcome, file_path(outcome, label.file)),
            region: Some(region(outcome, label.file, label.span)),
        },
        message: label.message.as_deref().map(|text| Text { text: text.to_owned() }),
    }
}

fn file_path(outcome: &Outcome, file: FileId) -> &str {
    outcome.file(file).map_or("", |entry| entry.path.as_str())
}

/// Returns the place of a file by its display path.
fn artifact(outcome: &Outcome, path: &str) -> Artifact {
    let uri = address(outcome, path);
    match uri.starts_with('/') {
        true => Artifact { uri: format!("file://{uri}"), uri_base_id: None },
        false => Artifact { uri, uri_base_id: Some(log::ROOT) },
    }
}

fn region(outcome: &Outcome, file: FileId, span: Span) -> Region {
    let (_, start) = locate(outcome, file, span.start);
    let (_, end) = locate(outcome, file, span.end);
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
        byte_offset: span.start,
        byte_length: span.len(),
    }
}

fn fix<'a>(outcome: &Outcome, file: FileId, fix: &'a crate::diagnostic::Fix) -> Fix<'a> {
    let replacement = |edit: &'a Edit| Replacement {
        deleted_region: region(outcome, file, edit.span),
        inserted_content: log::Content { text: &edit.replacement },
    };
    Fix {
        description: Text { text: fix.title.clone() },
        artifact_changes: [ArtifactChange {
            artifact_location: artifact(outcome, file_path(outcome, file)),
            replacements: fix.edits.iter().map(replacement).collect(),
        }],
    }
}

fn invocation(outcome: &Outcome, left_out: usize) -> Invocation {
    let failures = outcome.failures.iter().map(|failure| {
        let path = failure.path.as_deref();
        let named = path.map(|path| format!("{}: ", hosted(outcome, path))).unwrap_or_default();
        Notification {
            level: "error",
            message: Text {
                text: format!("{named}{}{}", failure.message, paragraph(failure.help.as_deref())),
            },
            locations: path.iter().map(|path| Location::of_file(artifact(outcome, path))).collect(),
        }
    });
    let rest = (left_out > 0).then(|| Notification {
        level: "warning",
        message: Text {
            text: format!("{left_out} further results are left out: code scanning shows {MOST_RESULTS} of a run, the gravest first"),
        },
        locations: Vec::new(),
    });
    Invocation {
        execution_successful: outcome.failures.is_empty(),
        tool_execution_notifications: failures.chain(rest).collect(),
    }
}
