//! The two XML formats: JUnit's, in which each finding is a test that failed, and Checkstyle's.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::diagnostic::{Diagnostic, Severity};
use crate::outcome::{FileEntry, Outcome};
use crate::render::{escape, locate};
use crate::source::FileId;

/// An XML document on its way.
type Xml<'o> = Writer<&'o mut dyn Write>;

/// Writes a JUnit report: a suite for each file, and a test for each finding. There is no official schema; this is what
/// Jenkins' and GitLab's readers take.
pub(crate) fn write_junit(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = begin(out)?;
    let files = files(outcome, |entry| entry.is_checked);
    let clean = files.iter().filter(|(_, findings)| findings.is_empty()).count();
    let tests = (outcome.diagnostics.len() + clean + outcome.failures.len()).to_string();
    let failures = outcome.diagnostics.len().to_string();
    let errors = outcome.failures.len().to_string();
    let time = format!("{:.3}", outcome.elapsed.as_secs_f64());
    let suites = xml.create_element("testsuites").with_attributes([
        ("name", "reportlint"),
        ("tests", &tests),
        ("failures", &failures),
        ("errors", &errors),
        ("time", &time),
    ]);
    suites.write_inner_content(|xml| {
        for (path, findings) in &files {
            write_suite(xml, outcome, path, findings)?;
        }
        for failure in &outcome.failures {
            let path = text(failure.path.as_deref().unwrap_or("reportlint"));
            let suite = xml.create_element("testsuite");
            let suite = suite.with_attributes([("name", &*path), ("tests", "1"), ("errors", "1")]);
            suite.write_inner_content(|xml| {
                let case = xml.create_element("testcase");
                let case = case.with_attributes([("name", "can be checked"), ("classname", &*path)]);
                case.write_inner_content(|xml| {
                    let message = text(&failure.message);
                    xml.create_element("error").with_attribute(("message", &*message)).write_empty()?;
                    Ok::<_, io::Error>(())
                })?;
                Ok::<_, io::Error>(())
            })?;
        }
        Ok::<_, io::Error>(())
    })?;
    end(xml)
}

fn write_suite(xml: &mut Xml<'_>, outcome: &Outcome, path: &str, findings: &[&Diagnostic]) -> io::Result<()> {
    let path = text(path);
    let (tests, failures) = (findings.len().max(1).to_string(), findings.len().to_string());
    let suite = xml.create_element("testsuite");
    let attributes = [("name", &*path), ("tests", &tests), ("failures", &failures), ("errors", "0")];
    suite.with_attributes(attributes).write_inner_content(|xml| {
        if findings.is_empty() {
            let case = xml.create_element("testcase");
            case.with_attributes([("name", "no findings"), ("classname", &*path)]).write_empty()?;
        }
        for finding in findings {
            let (_, position) = locate(outcome, finding.primary.file, finding.primary.span.start);
            let rule = text(finding.rule.as_str());
            let name = format!("{rule} ({}:{})", position.line, position.column);
            let case = xml.create_element("testcase");
            case.with_attributes([("name", name.as_str()), ("classname", &*path)]).write_inner_content(
                |xml| {
                    let message = text(&finding.message);
                    let failure = xml.create_element("failure");
                    let failure = failure
                        .with_attributes([("type", finding.severity.as_str()), ("message", &*message)]);
                    let help = finding.help.iter().map(|help| format!("\nhelp: {}", text(help)));
                    let body = format!(
                        "{path}:{}:{}: {}[{rule}] {message}{}",
                        position.line,
                        position.column,
                        finding.severity,
                        help.collect::<String>()
                    );
                    failure.write_text_content(BytesText::new(&body))?;
                    Ok::<_, io::Error>(())
                },
            )?;
        }
        Ok::<_, io::Error>(())
    })?;
    Ok(())
}

/// Writes a Checkstyle report: <https://checkstyle.org/>, format 4.3.
pub(crate) fn write_checkstyle(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = begin(out)?;
    let files = files(outcome, |_| false);
    xml.create_element("checkstyle").with_attribute(("version", "4.3")).write_inner_content(|xml| {
        for (path, findings) in &files {
            let file = xml.create_element("file").with_attribute(("name", &*text(path)));
            file.write_inner_content(|xml| {
                findings.iter().try_for_each(|finding| write_error(xml, outcome, finding))
            })?;
        }
        for failure in &outcome.failures {
            let path = text(failure.path.as_deref().unwrap_or("."));
            xml.create_element("file").with_attribute(("name", &*path)).write_inner_content(|xml| {
                let error = xml.create_element("error").with_attributes([
                    ("severity", "error"),
                    ("message", &*text(&failure.message)),
                    ("source", "reportlint"),
                ]);
                error.write_empty().map(drop)
            })?;
        }
        Ok::<_, io::Error>(())
    })?;
    end(xml)
}

fn write_error(xml: &mut Xml<'_>, outcome: &Outcome, finding: &Diagnostic) -> io::Result<()> {
    let (_, position) = locate(outcome, finding.primary.file, finding.primary.span.start);
    let help = finding.help.iter().map(|help| format!(" (help: {help})")).collect::<String>();
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    };
    let error = xml.create_element("error").with_attributes([
        ("line", position.line.to_string().as_str()),
        ("column", position.column.to_string().as_str()),
        ("severity", severity),
        ("message", &*text(&format!("{}{help}", finding.message))),
        ("source", &*text(&format!("reportlint.{}", finding.rule))),
    ]);
    error.write_empty().map(drop)
}

/// Returns the files that have findings or are wanted anyway, with their findings.
fn files(outcome: &Outcome, is_wanted: impl Fn(&FileEntry) -> bool) -> Vec<(&str, Vec<&Diagnostic>)> {
    let mut findings: Vec<Vec<&Diagnostic>> = vec![Vec::new(); outcome.files.len()];
    for diagnostic in &outcome.diagnostics {
        let FileId(index) = diagnostic.primary.file;
        if let Some(of_file) = findings.get_mut(index as usize) {
            of_file.push(diagnostic);
        }
    }
    let with_findings = outcome.files.iter().zip(findings);
    with_findings
        .filter(|(entry, findings)| is_wanted(entry) || !findings.is_empty())
        .map(|(entry, findings)| (entry.path.as_str(), findings))
        .collect()
}

/// Replaces characters that XML cannot hold or that deceive a reader; the writer escapes markup.
fn text(text: &str) -> String {
    escape::line(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

fn begin(out: &mut dyn Write) -> io::Result<Xml<'_>> {
    let mut xml = Writer::new_with_indent(out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    Ok(xml)
}

fn end(xml: Xml<'_>) -> io::Result<()> {
    writeln!(xml.into_inner())
}
