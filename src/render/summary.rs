//! The end of the output for people: the numbers of findings, and the time.

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};
use std::time::Duration;

use crate::diagnostic::{Applicability, Severity};
use crate::document::DocumentKind;
use crate::outcome::{Comparison, Holder, Outcome};
use crate::render::grouped::LONG;
use crate::render::{escape, opened, paint};

/// The number of findings from which on the rules with the most of them are named.
const MANY: usize = 20;

/// Writes `12 files checked, 3 errors, 1 warning in 14 ms`, and what else there is to say of the run.
pub(crate) fn write_summary(outcome: &Outcome, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let sgr = match outcome.worst() {
        _ if !outcome.failures.is_empty() => "31",
        Some(Severity::Error) => "31",
        Some(Severity::Warning) => "33",
        Some(Severity::Info) => "36",
        None => "32",
    };
    let sentences = sentences(outcome, most(outcome));
    for (index, sentence) in sentences.iter().enumerate() {
        writeln!(out, "{}", paint(sentence, sgr, color && index == 0))?;
    }
    Ok(())
}

/// Returns the sentences of the summary, safe to print; the first counts, and `most` is the one about the rules with the most findings.
pub(super) fn sentences(outcome: &Outcome, most: Option<String>) -> Vec<String> {
    let counts = format!(
        "{} checked{}, {} in {}",
        counted(outcome.checked, "file"),
        kinds(outcome),
        found(outcome).join(", "),
        duration(outcome.elapsed)
    );
    let comparison = outcome.comparison.as_ref().map(|comparison| {
        let Comparison { since, mended, as_before } = comparison;
        let (since, new) = (escape::line(since), outcome.diagnostics.len());
        format!("since {since}: {new} new, {mended} mended, {as_before} as before")
    });
    let unread = outcome.silently_unread().map(|path| {
        let path = opened(outcome, path);
        format!("{} could not be read in full, so nothing is reported as missing", escape::line(&path))
    });
    let cut_short = match cut_short(outcome) {
        0 => None,
        1 => Some("1 file could not be read to its end; the rest is checked once that is mended".to_owned()),
        count => Some(format!(
            "{count} files could not be read to their ends; the rest is checked once that is mended"
        )),
    };
    let today =
        outcome.today.as_ref().map(|today| format!("the rules that ask for today's date took {today}"));
    let further = [mendable(outcome), most, today, comparison, stale(outcome.stale), unread, cut_short];
    [counts].into_iter().chain(further.into_iter().flatten()).collect()
}

/// Returns the documents that were looked at, in brackets, where nothing is found in them: silence is worth as much as that.
fn kinds(outcome: &Outcome) -> String {
    if !outcome.diagnostics.is_empty() || !outcome.failures.is_empty() {
        return String::new();
    }
    let kinds = kinds_checked(outcome);
    if kinds.is_empty() { kinds } else { format!(" ({kinds})") }
}

/// Returns the numbers of the documents that were looked at, by kind.
pub(super) fn kinds_checked(outcome: &Outcome) -> String {
    let kinds = outcome.kinds.iter().map(|(kind, count)| match kind {
        Some(DocumentKind::Report) => counted(count as usize, "report"),
        Some(DocumentKind::Case) => counted(count as usize, "case"),
        Some(DocumentKind::LegalCode) => counted(count as usize, "legal code"),
        Some(DocumentKind::Rule) => counted(count as usize, "rule"),
        None => format!("{} without a kind", counted(count as usize, "document")),
    });
    kinds.collect::<Vec<String>>().join(", ")
}

/// Returns the numbers of findings by severity, and of those that do not count.
fn found(outcome: &Outcome) -> Vec<String> {
    let mut findings: Vec<String> = [Severity::Error, Severity::Warning, Severity::Info]
        .into_iter()
        .map(|severity| (outcome.count(severity), severity.as_str()))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| counted(count, word))
        .collect();
    let failures = outcome.failures.len();
    if failures > 0 {
        findings.push(counted(failures, "failure"));
    } else if findings.is_empty() {
        let nothing = if outcome.comparison.is_some() { "no new findings" } else { "no findings" };
        // Silence is worth as much as what was looked for.
        findings.push(match outcome.rules.len() {
            rules if rules > 0 && outcome.comparison.is_none() && outcome.suppressed.is_empty() => {
                format!("{nothing} of {}", counted(rules, "rule"))
            }
            _ => nothing.to_owned(),
        });
    }
    let in_baseline = outcome.count_withheld(Holder::Baseline);
    let further = [
        (outcome.suppressed.len() - in_baseline, "suppressed"),
        (in_baseline, "in the baseline"),
        (outcome.unchanged, "on lines that did not change"),
    ];
    findings.extend(
        further.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")),
    );
    findings
}

/// Returns the sentence about the three rules with the most findings, if there are many.
fn most(outcome: &Outcome) -> Option<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for finding in &outcome.diagnostics {
        *counts.entry(finding.rule.as_str()).or_default() += 1;
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let rules = counts.iter().take(3).map(|(rule, count)| format!("`{}` {count}", escape::line(rule)));
    let rules = rules.collect::<Vec<_>>().join(", ");
    let number = outcome.diagnostics.len();
    let more = if number >= LONG { ", and `--verbose` shows each finding in full" } else { "" };
    (number >= MANY).then(|| format!("most of them: {rules}; `reportlint explain RULE` says more{more}"))
}

/// Returns the sentence about findings that fixes can mend, if there are any.
fn mendable(outcome: &Outcome) -> Option<String> {
    // A comparison does not go with fixes.
    if outcome.is_mended || outcome.comparison.is_some() {
        return None;
    }
    let fixes = || outcome.diagnostics.iter().filter_map(|finding| finding.fix.as_ref());
    let safe = fixes().filter(|fix| fix.applicability == Applicability::Safe).count();
    let others = fixes().count() - safe;
    // Of one finding there is nothing to count.
    let of_these = |count: usize| match outcome.diagnostics.len() {
        1 => "it".to_owned(),
        _ => format!("{count} of these"),
    };
    match (safe, others) {
        (0, 0) => None,
        (safe, 0) => Some(format!("{} can be mended by `--fix`", of_these(safe))),
        (0, others) => Some(format!("{} can be mended by `--unsafe-fixes`", of_these(others))),
        (safe, others) => {
            Some(format!("{} can be mended by `--fix`, {others} more by `--unsafe-fixes`", of_these(safe)))
        }
    }
}

/// Returns the sentence about entries of the baseline that no longer occur, if there are any.
pub(crate) fn stale(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some(
            "1 entry of the baseline no longer occurs; `reportlint baseline --prune` drops it".to_owned(),
        ),
        _ => Some(format!(
            "{count} entries of the baseline no longer occur; `reportlint baseline --prune` drops them"
        )),
    }
}

/// Counts the files with a syntax error, which keeps the rest of a document from being checked.
fn cut_short(outcome: &Outcome) -> usize {
    let faults = outcome.diagnostics.iter().filter(|diagnostic| {
        let rule = diagnostic.rule.as_str();
        // Of these there is no rest.
        let is_other = ["syntax/empty-file", "syntax/other-content"].contains(&rule);
        rule.starts_with("syntax/") && !is_other
    });
    faults.map(|diagnostic| diagnostic.primary.file).collect::<HashSet<_>>().len()
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
