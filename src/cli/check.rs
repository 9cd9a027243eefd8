//! `reportlint check`

mod args;
mod fix;
mod ignore;
mod report;
mod watch;

use std::path::Path;

use super::run::{NoRun, Options, Run, run as check};
use super::{CliError, Status, error};
use crate::diagnostic::Severity;
use crate::outcome::Outcome;
use crate::render::{self, OutputFormat};
use crate::words::{and, count};

pub(super) use args::{CheckArgs, ReportArgs};
pub(super) use fix::Fixes;
pub(super) use report::Targets;
pub(super) use watch::Watch;

pub(super) fn run(args: &CheckArgs) -> Status {
    if args.watch {
        return watch::run(args);
    }
    let (mut targets, fault) = targets(args);
    let fixes = fault.map_or_else(|| args.fixes.fixes(&args.changes), Err);
    let (mut outcome, fixes) = match fixes {
        Err(fault) => (fault.into(), None),
        Ok(fixes) => (checked(args, fixes.as_ref(), None, args.report.quiet), fixes),
    };
    take_terms(&mut outcome, args);
    if let Some(fixes) = &fixes {
        targets.leave_standard_output(fixes);
        let (after, ignoring) = fixes.ignore_rest(outcome, &args.run, || {
            // The first run has said its warnings.
            let mut after = checked(args, None, None, true);
            take_terms(&mut after, args);
            after.is_mended = true;
            after
        });
        outcome = after;
        let said = fixes.conclude(&outcome, &ignoring, args.report.quiet);
        outcome.failures.extend(said.err().map(Into::into));
    }
    targets.write(&mut outcome, &args.report);
    conclude(&outcome, &targets, args.report.quiet, fixes.as_ref())
}

/// Returns the outputs that the arguments ask for.
fn targets(args: &CheckArgs) -> (Targets<'_>, Option<CliError>) {
    Targets::new(&args.report, args.run.paths.iter().chain(&args.run.config))
}

/// Takes over what the arguments say of the outcome's terms.
fn take_terms(outcome: &mut Outcome, args: &CheckArgs) {
    outcome.fail_on = args.fail_on();
    args.report.apply_to(outcome);
}

/// Writes the reports that the arguments ask for, to say that there was no run.
pub(super) fn report_failure(args: &CheckArgs, error: CliError) {
    let (targets, fault) = targets(args);
    if fault.is_none() {
        targets.write(&mut error.into(), &args.report);
    }
}

/// Returns the outcome of the run; one that could not take place is a failure.
fn checked(args: &CheckArgs, fixes: Option<&Fixes>, watch: Option<&Watch>, is_quiet: bool) -> Outcome {
    if args.stdin_filename.is_some() && !args.run.paths.iter().any(|path| path.as_os_str() == "-") {
        return CliError::new("--stdin-filename goes with the path `-`, which reads standard input").into();
    }
    let options = Options {
        baseline: args.baseline(),
        changes: &args.changes,
        stdin_name: args.stdin_filename.as_deref(),
        is_quiet,
        labels_rules: args.report.verbose,
        fixes,
        watch,
        written: args.report.reports().filter_map(|(_, file)| file.map(Path::to_path_buf)).collect(),
    };
    match check(&args.run, &options) {
        Ok(Run { outcome, .. }) => outcome,
        Err(NoRun::Faulty(outcome)) => *outcome,
        Err(NoRun::Failed(error)) => error.into(),
    }
}

/// Says on standard error why the exit status is not 0, and what reports leave out; returns the status.
fn conclude(outcome: &Outcome, targets: &Targets<'_>, is_quiet: bool, fixes: Option<&Fixes>) -> Status {
    say_rest(outcome, targets, is_quiet);
    if !outcome.failures.is_empty() {
        return Status::Failed;
    }
    if let Some(has_failed) = fixes.and_then(Fixes::has_failed) {
        return if has_failed { Status::Findings } else { Status::Clean };
    }
    say_reason(outcome)
}

/// Says on standard error why findings make the exit status 1, if they do; returns the status.
pub(super) fn say_reason(outcome: &Outcome) -> Status {
    let Some(reason) = reason(outcome) else { return Status::Clean };
    error::complain(&reason);
    Status::Findings
}

/// Says on standard error what failed, and what reports leave out.
pub(super) fn say_rest(outcome: &Outcome, targets: &Targets<'_>, is_quiet: bool) {
    error::complain_of(outcome);
    // The summary says it, where there is one.
    let has_summary =
        !is_quiet && targets.all().any(|(format, file)| *format == OutputFormat::Human && file.is_none());
    if let Some(path) = outcome.silently_unread().filter(|_| !has_summary) {
        error::complain(&format!(
            "note: {path} could not be read in full, so nothing is reported as missing"
        ));
    }
    for (format, file) in targets.all() {
        if let Some(cut) = render::cut(*format, outcome) {
            let place = file.map(|file| format!(" in {}", file.display())).unwrap_or_default();
            error::complain(&format!("note: the {} report{place} leaves out {cut}", format.name()));
        }
    }
}

/// Returns the reason for the exit status 1, if there is one.
fn reason(outcome: &Outcome) -> Option<String> {
    let fail_on = outcome.fail_on;
    let failing = [Severity::Error, Severity::Warning, Severity::Info].into_iter();
    let failing = failing.filter(|severity| fail_on.includes(*severity));
    let counts =
        failing.map(|severity| (outcome.count(severity), severity)).filter(|(number, _)| *number > 0);
    let mut reasons: Vec<String> =
        counts.map(|(number, severity)| count(number as u64, severity.as_str())).collect();
    let mut options = Vec::new();
    if let Some(least) = fail_on.severity.filter(|least| *least < Severity::Error && !reasons.is_empty()) {
        options.push(format!("--fail-on {least}"));
    }
    match outcome.failing_stale() {
        0 => {}
        stale => {
            let ending = if stale == 1 {
                "y of the baseline that no longer occurs"
            } else {
                "ies of the baseline that no longer occur"
            };
            reasons.push(format!("{stale} entr{ending}"));
            options.push("--fail-on-stale".to_owned());
        }
    }
    let options = if options.is_empty() { String::new() } else { format!(" ({})", options.join(", ")) };
    (!reasons.is_empty()).then(|| format!("reportlint: {}, so the exit status is 1{options}", and(&reasons)))
}
