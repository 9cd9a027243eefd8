//! What a report ends with: how many findings, of what, in what time.

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};
use std::time::Duration;

use crate::diagnostic::Severity;
use crate::outcome::Outcome;
use crate::render::{escape, paint};
use crate::source::FileId;

/// Writes `12 files checked, 3 errors, 1 warning in 14 ms`, and how many files could not be read to their end.
pub(crate) fn write_summary(outcome: &Outcome, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let mut findings: Vec<String> = [Severity::Error, Severity::Warning, Severity::Info]
        .into_iter()
        .map(|severity| (outcome.count(severity), severity.as_str()))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| counted(count, word))
        .collect();
    if findings.is_empty() {
        findings.push("no findings".to_owned());
    }
    if outcome.suppressed > 0 {
        findings.push(format!("{} suppressed", outcome.suppressed));
    }
    let text = format!(
        "{} checked, {} in {}",
        counted(outcome.checked, "file"),
        findings.join(", "),
        duration(outcome.elapsed)
    );
    let sgr = match outcome.worst() {
        Some(Severity::Error) => "31",
        Some(Severity::Warning) => "33",
        Some(Severity::Info) => "36",
        None => "32",
    };
    writeln!(out, "{}", paint(&text, sgr, color))?;
    let syntax_errors = outcome.diagnostics.iter().filter(|found| {
        let rule = found.rule.as_str();
        rule.starts_with("syntax/") && rule != "syntax/empty-file"
    });
    let unread: HashSet<FileId> = syntax_errors.map(|found| found.primary.file).collect();
    match unread.len() {
        0 => Ok(()),
        1 => writeln!(out, "1 file has a syntax error: more may come to light once it is mended"),
        count => {
            writeln!(out, "{count} files have syntax errors: more may come to light once they are mended")
        }
    }
}

/// Writes a table of the rules that found something, those with the most findings first.
pub(crate) fn write_statistics(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    let mut counts: HashMap<(&str, Severity), usize> = HashMap::new();
    for diagnostic in &outcome.diagnostics {
        *counts.entry((diagnostic.rule.as_str(), diagnostic.severity)).or_default() += 1;
    }
    if counts.is_empty() {
        return Ok(());
    }
    let mut rows: Vec<_> =
        counts.into_iter().map(|((rule, severity), count)| (escape::line(rule), severity, count)).collect();
    rows.sort_by(|a, b| b.2.cmp(&a.2).then(b.1.cmp(&a.1)).then(a.0.cmp(&b.0)));
    let column = rows.iter().map(|(rule, ..)| escape::width(rule)).max().unwrap_or(0).max("rule".len());
    writeln!(out, "rule{}  severity  count", " ".repeat(column - "rule".len()))?;
    for (rule, severity, count) in rows {
        let pad = " ".repeat(column - escape::width(&rule));
        writeln!(out, "{rule}{pad}  {severity:8}  {count:5}")?;
    }
    Ok(())
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn duration(elapsed: Duration) -> String {
    if elapsed < Duration::from_millis(1) {
        "under 1 ms".to_owned()
    } else if elapsed < Duration::from_secs(1) {
        format!("{} ms", elapsed.as_millis())
    } else {
        format!("{:.1} s", elapsed.as_secs_f64())
    }
}
