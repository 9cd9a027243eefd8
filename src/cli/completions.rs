//! `reportlint completions`

use clap::CommandFactory;

use super::{Cli, CliError, Status, error};

/// Arguments of `completions`.
#[derive(clap::Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    shell: clap_complete::Shell,
}

pub(super) fn run(args: &CompletionsArgs) -> Result<Status, CliError> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "reportlint", &mut script);
    error::print(|out| out.write_all(&script))?;
    Ok(Status::Clean)
}
