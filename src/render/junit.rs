//! JUnit's XML: a suite for each file, and a test for each finding. There is no official schema; this is what the readers
//! of Jenkins and GitLab take.
//!
//! A finding that fails the run is a test that failed. Any other is a test that was skipped, because readers show the text
//! of a skipped test and not that of one that passed. A failure of the run is an error.

use std::io::{self, Write};

use quick_xml::events::BytesText;

use crate::diagnostic::Diagnostic;
use crate::outcome::{Failure, Outcome, Passed};
use crate::render::xml::{Xml, begin, end, files, text};
use crate::render::{locate, on_its_line, opened, summary};

/// The result of a test, by the name of its element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Passed,
    Skipped,
    Failure,
    Error,
}

/// A test, with texts in which XML can hold every character.
struct Case {
    name: String,
    ending: Ending,
    /// The severity of a finding.
    kind: &'static str,
    message: String,
    body: String,
}

/// A suite of tests, by the name of a file.
struct Suite {
    name: String,
    cases: Vec<Case>,
}

/// Writes a JUnit report.
pub(crate) fn write(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = begin(out)?;
    let of_files = files(outcome, |entry| entry.is_checked);
    let of_files = of_files.iter().map(|(path, findings)| file_suite(outcome, path, findings));
    let of_failures = outcome.failures.iter().map(|failure| failure_suite(outcome, failure));
    let suites: Vec<Suite> = of_files.chain(stale_suite(outcome)).chain(of_failures).collect();
    let all = || suites.iter().flat_map(|suite| &suite.cases);
    let time = format!("{:.3}", outcome.elapsed.as_secs_f64());
    let element = xml.create_element("testsuites").with_attribute(("name", "reportlint"));
    let element = element.with_attributes(counts(all()).iter().map(|(name, count)| (*name, count.as_str())));
    element
        .with_attribute(("time", time.as_str()))
        .write_inner_content(|xml| suites.iter().try_for_each(|suite| write_suite(xml, suite)))?;
    end(xml)
}

fn file_suite(outcome: &Outcome, path: &str, findings: &[&Diagnostic]) -> Suite {
    let mut cases: Vec<Case> = findings.iter().map(|finding| finding_case(outcome, path, finding)).collect();
    let of_file = |passed: &&Passed| outcome.file(passed.file).is_some_and(|file| file.path == path);
    cases.extend(outcome.passed.iter().filter(of_file).map(|passed| passing(text(&passed.name))));
    if cases.is_empty() {
        cases.push(passing("no findings".to_owned()));
    }
    Suite { name: text(path), cases }
}

fn passing(name: String) -> Case {
    Case { name, ending: Ending::Passed, kind: "", message: String::new(), body: String::new() }
}

fn finding_case(outcome: &Outcome, path: &str, finding: &Diagnostic) -> Case {
    let (_, position) = locate(outcome, finding.primary.file, finding.primary.span.start);
    let rule = text(finding.rule.as_str());
    let message = text(&finding.message);
    let help = on_its_line(finding.help.as_deref().map(lines).as_deref());
    let place = format!("{}:{}:{}", text(path), position.line, position.column);
    Case {
        name: format!("{rule} ({}:{})", position.line, position.column),
        ending: if outcome.fail_on.includes(finding.severity) { Ending::Failure } else { Ending::Skipped },
        kind: finding.severity.as_str(),
        body: format!("{place}: {}[{rule}] {message}{help}", finding.severity),
        message,
    }
}

/// Returns a text of several lines, each as XML can hold it. None of them begins as a command to the log of a CI job does.
fn lines(help: &str) -> String {
    let mut lines = String::new();
    for line in help.lines() {
        let is_command = ["::", "##["].iter().any(|sign| line.trim_start().starts_with(sign));
        if !lines.is_empty() {
            lines.push(if is_command { ' ' } else { '\n' });
        }
        lines.push_str(&text(line));
    }
    lines
}

/// Returns the suite for entries of the baseline that no longer occur, if those fail the run.
fn stale_suite(outcome: &Outcome) -> Option<Suite> {
    let message = summary::stale(outcome.failing_stale())?;
    let case = Case {
        name: "every entry of the baseline occurs".to_owned(),
        ending: Ending::Failure,
        kind: "stale",
        body: message.clone(),
        message,
    };
    Some(Suite { name: "baseline".to_owned(), cases: vec![case] })
}

fn failure_suite(outcome: &Outcome, failure: &Failure) -> Suite {
    let path = failure.path.as_deref().map(|path| opened(outcome, path));
    let message = text(&failure.message);
    let help = on_its_line(failure.help.as_deref().map(text).as_deref());
    let case = Case {
        name: "can be checked".to_owned(),
        ending: Ending::Error,
        kind: "failure",
        body: format!("{message}{help}"),
        message,
    };
    Suite { name: text(path.as_deref().unwrap_or("reportlint")), cases: vec![case] }
}

/// Returns the numbers that stand in the attributes of a suite.
fn counts<'c>(cases: impl Iterator<Item = &'c Case> + Clone) -> [(&'static str, String); 4] {
    let count = |ending| cases.clone().filter(|case| case.ending == ending).count().to_string();
    [
        ("tests", cases.clone().count().to_string()),
        ("failures", count(Ending::Failure)),
        ("errors", count(Ending::Error)),
        ("skipped", count(Ending::Skipped)),
    ]
}

fn write_suite(xml: &mut Xml<'_>, suite: &Suite) -> io::Result<()> {
    let counts = counts(suite.cases.iter());
    let element = xml.create_element("testsuite").with_attribute(("name", suite.name.as_str()));
    let element = element.with_attributes(counts.iter().map(|(name, count)| (*name, count.as_str())));
    element
        .write_inner_content(|xml| suite.cases.iter().try_for_each(|case| write_case(xml, suite, case)))?;
    Ok(())
}

fn write_case(xml: &mut Xml<'_>, suite: &Suite, case: &Case) -> io::Result<()> {
    let element = xml.create_element("testcase");
    let element = element.with_attributes([("name", case.name.as_str()), ("classname", &suite.name)]);
    let ending = match case.ending {
        Ending::Passed => return element.write_empty().map(drop),
        Ending::Skipped => "skipped",
        Ending::Failure => "failure",
        Ending::Error => "error",
    };
    element.write_inner_content(|xml| {
        let ending = xml.create_element(ending);
        let ending = ending.with_attributes([("type", case.kind), ("message", &case.message)]);
        ending.write_text_content(BytesText::new(&case.body)).map(drop)
    })?;
    Ok(())
}
