//! `reportlint test-rules`

mod example;
mod sources;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::check::{ReportArgs, Targets, say_rest};
use super::run::{NoRun, project};
use super::{CliError, Status, error};
use crate::config::Choice;
use crate::diagnostic::{Diagnostic, Severity};
use crate::files::Files;
use crate::linter::{self, Job};
use crate::local_rules::check::CANNOT_APPLY;
use crate::local_rules::examples::{Example, Found, examples};
use crate::local_rules::{self, FAILING_EXAMPLE, LocalName, LocalRule, MISSING_EXAMPLE};
use crate::model::date::Date;
use crate::outcome::{Failure, Outcome, Passed, Places};
use crate::render::OutputFormat;
use crate::source::FileId;
use crate::words::count;
use example::{Trial, tried};
use sources::{RuleFile, rule_files};

/// Arguments of `test-rules`.
#[derive(clap::Args)]
pub(super) struct TestRulesArgs {
    /// Files of rules, and folders that hold some [default: those under `local_rules:` of the configuration]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Read this configuration instead of the nearest reportlint.yaml
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    /// The day of the run, for examples that do not say theirs [default: the day that it is, in UTC]
    #[arg(long, value_name = "DATE", value_parser = super::run::day)]
    today: Option<Date>,

    #[command(flatten)]
    report: ReportArgs,
}

/// The numbers of a run.
#[derive(Debug, Default)]
struct Tally {
    rules: usize,
    examples: usize,
    /// The examples that differ.
    failed: usize,
    /// The rules that are not tested, as they have faults.
    faulty: usize,
    /// The rules that can be used, the first of each name.
    known: BTreeMap<LocalName, Arc<LocalRule>>,
}

pub(super) fn run(args: &TestRulesArgs) -> Result<Status, CliError> {
    let (targets, fault) = Targets::new(&args.report, args.paths.iter().chain(&args.config));
    if let Some(fault) = fault {
        return Err(fault);
    }
    let choice = args.config.as_deref().map_or(Choice::Nearest, Choice::File);
    let (project, config) = project(&Files::Disk, choice).map_err(NoRun::into_error)?;
    let files = rule_files(&args.paths, &project, &config)?;
    // Faults of the rules themselves are those of any check.
    let inputs = files.iter().map(RuleFile::input).collect();
    let mut outcome = linter::run(Job { inputs, threads: 1, ..Job::default() });
    let working = Some(project.working().to_path_buf());
    outcome.places = Places { root: project.root().to_path_buf(), working, odd: Default::default() };
    outcome.prefix = project.prefix();
    let mut tally = Tally::default();
    for file in &files {
        test_file(file, args.today, &mut outcome, &mut tally);
    }
    outcome.diagnostics.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    args.report.apply_to(&mut outcome);
    // The usual summary counts files that were checked, and here are none.
    targets.write(&mut outcome, &args.report.without_summary());
    say_rest(&outcome, &targets, true);
    let is_for_people =
        |(format, file): &(OutputFormat, Option<_>)| *format == OutputFormat::Human && file.is_none();
    if !args.report.quiet && targets.all().any(|target| is_for_people(&(target.0, target.1))) {
        error::print(|out| writeln!(out, "{}", tally.in_words()))?;
    }
    Ok(match outcome.failures.is_empty() {
        false => Status::Failed,
        true if outcome.count(Severity::Error) > 0 || tally.faulty > 0 => Status::Findings,
        true => Status::Clean,
    })
}

/// Tries the examples of each rule of a file, and adds what differs to the outcome.
fn test_file(file: &RuleFile, today: Option<Date>, outcome: &mut Outcome, tally: &mut Tally) {
    let Some(index) = outcome.files.iter().position(|entry| entry.path == file.path) else { return };
    let id = FileId(u32::try_from(index).unwrap_or(u32::MAX));
    for (document, rule) in file.rules() {
        tally.rules += 1;
        let root = document.root();
        let all = examples(root);
        // A rule with faults finds nothing, and its faults are said.
        let Some(rule) = rule else {
            tally.faulty += 1;
            continue;
        };
        if all.iter().all(|example| example.is_good) {
            outcome.diagnostics.push(without_bad_example(id, root));
        }
        if let (Some(known), Some(name)) = (tally.known.get(&rule.name), root.get("name")) {
            let finding = local_rules::repeated_name(name, known);
            outcome.diagnostics.push(in_file(id, finding));
        }
        tally.known.entry(rule.name).or_insert_with(|| Arc::clone(&rule));
        for example in &all {
            tally.examples += 1;
            let name = format!("{}: {}", rule.full_name(), example.name());
            match tried(&rule, example, today) {
                Trial::Passed => outcome.passed.push(Passed { file: id, name }),
                Trial::Failed(found) => {
                    tally.failed += 1;
                    outcome.diagnostics.push(failing(id, rule.full_name().as_str(), example, &found));
                }
                Trial::Aside(key) => {
                    tally.failed += 1;
                    outcome.diagnostics.push(aside(id, rule.full_name().as_str(), example, key));
                }
                Trial::Unfinished(reason) => {
                    tally.failed += 1;
                    outcome.failures.push(Failure::new(Some(file.path.clone()), format!("{name}: {reason}")));
                }
            }
        }
    }
    // Renderers show the text around what is found.
    let is_found = outcome.diagnostics.iter().any(|finding| finding.primary.file == id);
    if let Some(entry) = outcome.files.get_mut(index).filter(|_| is_found) {
        entry.source.get_or_insert_with(|| file.source());
    }
}

fn without_bad_example(file: FileId, root: crate::tree::NodeRef<'_>) -> Diagnostic {
    let name = root.get("name");
    let span = name.map_or(root.anchor_span(), |name| name.span());
    let shown = name.and_then(|name| name.as_str()).unwrap_or_default();
    let message = format!("`{shown}` has no bad example, so nobody knows whether it finds anything");
    let mut found = Diagnostic::new(MISSING_EXAMPLE, file, span, message);
    found.severity = Severity::Warning;
    found.with_help(
        "add a file in which it finds something, under `examples: {bad: [{files: {NAME: TEXT}, finds: [{line: N, message: …}]}]}`",
    )
}

/// Moves a finding into the file of a report.
fn in_file(file: FileId, mut finding: Diagnostic) -> Diagnostic {
    finding.primary.file = file;
    finding
}

/// Reports an example with no file that its rule looks at, so that it would pass or fail whatever the rule says.
fn aside(file: FileId, rule: &str, example: &Example<'_>, key: &str) -> Diagnostic {
    let of = if key == "files" { "files" } else { "documents" };
    let message = format!("`{rule}` does not look at {}: none of its {of} is under `{key}:`", example.name());
    let help = match key {
        "files" => "give a file of the example a path that `files:` names, or correct `files:`",
        "documents" => {
            "write a `kind:` that `documents:` names into a file of the example, or correct `documents:`"
        }
        _ => "let a document of the example have a date from the day of `since:` on, or correct `since:`",
    };
    let place = example.node.get("files").and_then(|files| files.entries().next());
    let span = place.map_or(example.node.anchor_span(), |entry| entry.key.span());
    let mut finding = Diagnostic::new(FAILING_EXAMPLE, file, span, message);
    if example.is_good && key == "since" {
        // It may be there to show that older documents are left alone.
        finding.severity = Severity::Warning;
    }
    finding.with_help(help)
}

/// Reports an example that differs from what its rule finds, at the first place that does.
fn failing(file: FileId, rule: &str, example: &Example<'_>, found: &[Found]) -> Diagnostic {
    let own = example.node.anchor_span();
    let Some(difference) = example.compare(found) else {
        return Diagnostic::new(FAILING_EXAMPLE, file, own, "this example differs");
    };
    let missing = difference
        .missing
        .iter()
        .map(|expected| (expected.node.anchor_span(), "it does not find this".to_owned()));
    let unexpected = difference
        .unexpected
        .iter()
        .map(|found| (example.place_of(found).unwrap_or(own), format!("it finds: {}", found.message)));
    let mut places: Vec<(crate::source::Span, String)> = missing.chain(unexpected).collect();
    let failure = found.iter().find(|found| found.is_failure && difference.unexpected.contains(found));
    let message = match (example.is_good, found.is_empty()) {
        _ if failure.is_some_and(|found| found.message.starts_with(CANNOT_APPLY)) => {
            format!("`{rule}` cannot be applied to {}", example.name())
        }
        _ if failure.is_some() => format!("a file of {} of `{rule}` cannot be read", example.name()),
        (true, _) => format!("`{rule}` finds something in {}", example.name()),
        (false, true) => format!("`{rule}` finds nothing in {}", example.name()),
        (false, false) => format!("`{rule}` finds something else in {} than it says", example.name()),
    };
    if places.is_empty() {
        places.push((own, String::new()));
    }
    let (primary, note) = places.remove(0);
    let mut finding = Diagnostic::new(FAILING_EXAMPLE, file, primary, message);
    finding.primary.message = Some(note).filter(|note| !note.is_empty());
    for (span, note) in places.into_iter().take(MOST_PLACES) {
        finding = finding.with_label(span, note);
    }
    let lines = difference.lines(example);
    if lines.is_empty() {
        return finding.with_help("correct the rule, or the example");
    }
    finding.with_help(format!("`-` is what the example says, `+` what the rule finds:\n{}", lines.join("\n")))
}

/// The number of places that a finding shows beside the first.
const MOST_PLACES: usize = 10;

impl Tally {
    fn in_words(&self) -> String {
        let rules = count(self.rules as u64, "rule");
        let examples = count(self.examples as u64, "example");
        let faulty = match self.faulty {
            0 => None,
            1 => Some("1 rule has faults, and is not tested".to_owned()),
            many => Some(format!("{many} rules have faults, and are not tested")),
        };
        let result = match (self.failed, self.examples) {
            (0, 0) => None,
            (0, _) if faulty.is_some() => None,
            (0, _) => Some("the rules find what the examples say".to_owned()),
            (failed, _) => Some(format!("{failed} of them differ from what the rules find")),
        };
        let said: Vec<String> = result.into_iter().chain(faulty).collect();
        match said.is_empty() {
            true => format!("{rules}, {examples}: nothing is tested"),
            false => format!("{rules}, {examples}: {}", said.join("; ")),
        }
    }
}
