//! GitLab's Code Quality report: <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use crate::diagnostic::Fingerprint;
use crate::diagnostic::{Diagnostic, Severity};
use crate::outcome::{Failure, Outcome};
use crate::render::{hosted, hosted_path, in_brackets, locate, visible};

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: Cow<'a, str>,
    lines: Lines,
}

/// Lines from 1, both included.
#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

/// Writes the output.
pub(crate) fn write(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    let findings = outcome.diagnostics.iter().map(|diagnostic| issue(outcome, diagnostic));
    let failures = outcome.failures.iter().map(|failure| failure_issue(outcome, failure));
    let issues: Vec<Issue<'_>> = failures.chain(findings).collect();
    visible::write_pretty(&issues, out)
}

/// Reports a failure. GitLab drops issues without a place, so a failure without a file is placed at the repository's folder.
fn failure_issue<'a>(outcome: &Outcome, failure: &'a Failure) -> Issue<'a> {
    Issue {
        description: format!("{}{}", failure.message, in_brackets(failure.help.as_deref())),
        check_name: "not checked",
        fingerprint: Fingerprint::of_failure(failure.path.as_deref(), &failure.message).to_string(),
        severity: "blocker",
        location: Location {
            path: hosted(outcome, failure.path.as_deref().unwrap_or(".")),
            lines: Lines { begin: 1, end: 1 },
        },
    }
}

fn issue<'a>(outcome: &'a Outcome, diagnostic: &'a Diagnostic) -> Issue<'a> {
    let label = &diagnostic.primary;
    let (_, start) = locate(outcome, label.file, label.span.start);
    let (_, end) = locate(outcome, label.file, label.span.end);
    Issue {
        description: format!("{}{}", diagnostic.message, in_brackets(diagnostic.help.as_deref())),
        check_name: diagnostic.rule.as_str(),
        fingerprint: diagnostic.fingerprint.to_string(),
        severity: match diagnostic.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Info => "info",
        },
        location: Location {
            path: hosted_path(outcome, label.file),
            lines: Lines { begin: start.line, end: end.line },
        },
    }
}
