//! `reportlint check`

mod args;
mod report;

use std::path::Path;

use super::run::{NoRun, Options, Run, run as check};
use super::{CliError, Status, error};
use crate::outcome::Failure;

pub(super) use args::CheckArgs;

pub(super) fn run(args: &CheckArgs) -> Result<Status, CliError> {
    if args.stdin_filename.is_some() && !args.run.paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(CliError::new("--stdin-filename goes with the path `-`, which reads standard input"));
    }
    report::check_targets(args)?;
    let options = Options {
        baseline: args.baseline(),
        changes: &args.changes,
        stdin_name: args.stdin_filename.as_deref(),
        is_quiet: args.quiet,
        written: args.reports().filter_map(|(_, file)| file.map(Path::to_path_buf)).collect(),
    };
    let Run { outcome, .. } = match check(&args.run, &options) {
        Ok(run) => run,
        Err(NoRun::Failed(error)) => return Err(error),
        Err(NoRun::Faulty(outcome)) => {
            report::write(&outcome, args)?;
            return Err(CliError::new("the configuration has faults, so nothing was checked"));
        }
    };
    report::write(&outcome, args)?;
    for Failure { path, message } in &outcome.failures {
        error::complain(&match path {
            Some(path) => format!("error: {path}: {message}"),
            None => format!("error: {message}"),
        });
    }
    Ok(if !outcome.failures.is_empty() {
        Status::Failed
    } else if args.fails_on(outcome.worst()) || args.fail_on_stale && outcome.stale > 0 {
        Status::Findings
    } else {
        Status::Clean
    })
}
