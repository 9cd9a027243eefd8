//! `reportlint baseline`

use std::io;
use std::path::{Path, PathBuf};

use super::run::{
    BaselineChoice, ChangeArgs, NoRun, Options, Run, RunArgs, followed, refuse_foreign_baseline, run as check,
};
use super::{CliError, Status, error, replace};
use crate::files::{Files, in_words};
use crate::redact::without_identifiers;
use crate::withhold::{BASELINE_NAME, Baseline, BaselineError};
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
        fixes: None,
        watch: None,
        changes: &ChangeArgs::default(),
        stdin_name: None,
        written,
        baseline: BaselineChoice::None,
        is_quiet: false,
        labels_rules: false,
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
    let cannot_write =
        |error: io::Error| CliError::new(format!("cannot write {}: {}", path.display(), in_words(&error)));
    replace::refuse_link_out(&path).map_err(cannot_write)?;
    if args.output.is_none() {
        refuse_foreign_baseline(&Files::Disk, &path)?;
    }
    let baseline = match Baseline::load(&Files::Disk, &path) {
        Err(_) if !path.exists() => Baseline::default(),
        Err(BaselineError::Malformed(_, why)) if !args.prune => {
            put_aside(&path, &without_identifiers(&why))?;
            Baseline::default()
        }
        loaded => loaded.map_err(|error| CliError::new(without_identifiers(&error.to_string())))?,
    };
    let before = baseline.len();
    let is_there =
        |file: &str| outcome.files.iter().any(|one| one.path == file) || project.root().join(file).is_file();
    let mut baseline = followed(baseline, &project, None, None, is_there);
    baseline.update(&outcome, extent, args.prune);
    if baseline.is_empty() && !path.exists() {
        error::complain("nothing was found, so no baseline is needed");
        return Ok(Status::Clean);
    }
    replace::replace(&path, |out| baseline.write(out)).map_err(cannot_write)?;
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

/// Keeps a damaged baseline beside the one that is about to be written.
fn put_aside(path: &Path, why: &str) -> Result<(), CliError> {
    let mut names = std::iter::once(String::new()).chain((2..).map(|number: u32| format!("-{number}")));
    let kept = names.find_map(|number| {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".damaged{number}"));
        Some(PathBuf::from(name)).filter(|kept| kept.symlink_metadata().is_err())
    });
    let Some(kept) = kept else {
        return Err(CliError::new(format!("{} is no baseline ({why})", path.display())));
    };
    std::fs::rename(path, &kept).map_err(|reason| {
        CliError::new(format!("cannot rename {}: {}", path.display(), in_words(&reason)))
    })?;
    error::complain(&format!(
        "{} is no baseline ({why}); what was there is in {} now",
        path.display(),
        kept.display()
    ));
    Ok(())
}
