//! The rules of the repository's own, as arguments name them, and the files that they stand in.

use std::collections::BTreeMap;

use super::RunArgs;
use super::side::State;
use crate::cli::CliError;
use crate::discover::{Discovered, File};
use crate::document::Format;
use crate::local_rules::LocalRules;
use crate::settings::Selector;
use crate::suggest::nearest;

/// Returns the files of the repository's own rules, except those that are to be checked anyhow.
pub(super) fn find_files(state: State<'_>, found: &Discovered) -> Vec<File> {
    let project = state.project;
    let rules = state.config.local_files().filter_map(|given| {
        let absolute = project.absolute(given);
        let path = project.display(&absolute, given);
        let format = Format::from_path(&path)?;
        let local = project.local(&absolute);
        let content = state.files.or_disk(&absolute).content(&absolute)?;
        Some(File { path, content, format, local, absolute, is_named: false })
    });
    let is_new = |file: &File| found.files.iter().all(|other| other.absolute != file.absolute);
    let rules: BTreeMap<String, File> = rules.filter(is_new).map(|file| (file.path.clone(), file)).collect();
    rules.into_values().collect()
}

/// Refuses a local rule that an argument names and that there is not.
pub(super) fn check_names(args: &RunArgs, local: &LocalRules) -> Result<(), CliError> {
    let named = args.only.iter().chain(args.rule.iter().map(|(selector, _)| selector));
    let is_unknown = |selector: &&Selector| matches!(selector, Selector::Local(name) if !local.knows(*name));
    let Some(unknown) = named.into_iter().find(is_unknown) else { return Ok(()) };
    let error = CliError::new(format!("there is no rule `{}`", unknown.name()));
    Err(match nearest(unknown.name(), local.names()) {
        Some(near) => error.with_help(format!("did you mean `{near}`?")),
        None => error.with_help("`local_rules:` in the configuration names the files of rules; `reportlint rules local` lists them"),
    })
}
