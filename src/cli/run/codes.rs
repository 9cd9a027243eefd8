//! The legal codes that a run would know besides the bundled ones.

use std::collections::HashSet;

use super::side::State;
use super::{BaselineChoice, ChangeArgs, Check, NoRun, Options, RunArgs, find_files, project};
use crate::cli::CliError;
use crate::config::{Choice, RuleChoice};
use crate::files::Files;
use crate::law::LegalCode;
use crate::linter::{self, Role};

/// Reads the legal codes that a run over the repository would know besides the bundled ones, each with the path of its file;
/// none outside of a repository.
pub(in crate::cli) fn legal_codes(choice: Choice<'_>) -> Result<Vec<(String, LegalCode)>, NoRun> {
    let files = Files::Disk;
    let (project, config) = project(&files, choice)?;
    if !project.is_repository() {
        return Ok(Vec::new());
    }
    let args = RunArgs { paths: vec![project.root().to_path_buf()], ..RunArgs::default() };
    let options = Options {
        changes: &ChangeArgs::default(),
        stdin_name: None,
        written: Vec::new(),
        baseline: BaselineChoice::None,
        is_quiet: true,
        labels_rules: false,
        fixes: None,
        watch: None,
    };
    let state = State { files: &files, project: &project, config: &config };
    let plans = state.plans(RuleChoice::default());
    let found = find_files(state, &plans, &args, &options, true);
    let mut check = Check {
        project: &project,
        plans,
        args: &args,
        options: &options,
        touched: HashSet::new(),
        mendable: None,
        may_be_idle: true,
    };
    let inputs = check.inputs(found.files.into_iter().chain(found.context).collect(), Role::Context)?;
    let codes = linter::legal_codes(inputs);
    codes.map_err(|failure| {
        CliError::new(failure.path.into_iter().chain([failure.message]).collect::<Vec<_>>().join(": ")).into()
    })
}
