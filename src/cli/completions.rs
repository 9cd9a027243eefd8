//! `reportlint completions`

use clap::CommandFactory;
use clap::builder::PossibleValuesParser;

use super::{Cli, CliError, Status, error};
use crate::settings::Selector;

/// Arguments of `completions`.
#[derive(clap::Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    shell: clap_complete::Shell,
}

pub(super) fn run(args: &CompletionsArgs) -> Result<Status, CliError> {
    let mut script = Vec::new();
    let mut command = Cli::command();
    // People type names of rules most often; their own parser suggests better names.
    let names = || PossibleValuesParser::new(Selector::names());
    command = command.mut_args(|arg| if arg.get_id() == "only" { arg.value_parser(names()) } else { arg });
    command = command.mut_subcommands(|sub| {
        sub.mut_args(|arg| match arg.get_id().as_str() {
            "only" | "name" => arg.value_parser(names()),
            _ => arg,
        })
    });
    clap_complete::generate(args.shell, &mut command, "reportlint", &mut script);
    error::print(|out| out.write_all(&script))?;
    Ok(Status::Clean)
}
