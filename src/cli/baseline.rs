//! `reportlint baseline`

use std::path::PathBuf;

use super::run::{BaselineChoice, ChangeArgs, NoRun, Options, Run, RunArgs, run as check};
use super::{CliError, Status, error, replace};
use crate::files::Files;
use crate::withhold::{BASELINE_NAME, Baseline};
use crate::words::count;

/// Arguments of `baseline`.
#[derive(clap::Args)]
pub(super) struct BaselineArgs {
    #[command(flatten)]
    run: RunArgs,

    /// Only drop entries that no longer occur
    #[arg(long)]
    prune: bool,

    /// Write this file [default: reportlint-baseline.json beside the configuration]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &BaselineArgs) -> Result<Status, CliError> {
    let written = args.output.clone().into_iter().collect();
    let options = Options {
        changes: &ChangeArgs::default(),
        stdin_name: None,
        written,
        baseline: BaselineChoice::None,
        is_quiet: false,
    };
    let run = check(&args.run, &options).map_err(NoRun::into_error)?;
    let Run { project, outcome, extent } = run;
    // Of a file that cannot be read nobody knows what is in it.
    if let Some(failure) = outcome.failures.first() {
        let path = failure.path.iter().map(|path| format!("{path}: ")).collect::<String>();
        return Err(
            CliError::new(format!("{path}{}", failure.message)).with_help("the baseline is left as it was")
        );
    }
    let path = args.output.clone().unwrap_or_else(|| project.root().join(BASELINE_NAME));
    let mut baseline = match Baseline::load(&Files::Disk, &path) {
        Err(_) if !path.exists() => Baseline::default(),
        loaded => loaded.map_err(|error| CliError::new(error.to_string()))?,
    };
    let before = baseline.len();
    baseline.update(&outcome, extent, args.prune);
    if baseline.is_empty() && !path.exists() {
        error::complain("nothing was found, so no baseline is needed");
        return Ok(Status::Clean);
    }
    replace::replace(&path, |out| baseline.write(out))
        .map_err(|error| CliError::new(format!("cannot write {}: {error}", path.display())))?;
    let shown = project.display(&path, &path);
    error::complain(&format!(
        "wrote {shown}: {} ({before} before); commit it, and `reportlint` reports what is new",
        count(baseline.len() as u64, "finding")
    ));
    let syntax = outcome.diagnostics.iter().filter(|one| one.rule.as_str().starts_with("syntax/")).count();
    if syntax > 0 {
        error::complain(&format!(
            "{} of syntax left out: what cannot be read cannot be checked, so mend that first",
            count(syntax as u64, "fault")
        ));
    }
    Ok(Status::Clean)
}
