//! `reportlint new-rule`

use std::path::{Path, PathBuf};

use super::run::{NoRun, project};
use super::{CliError, Status, error, replace};
use crate::config::{CONFIG_NAME, Choice, Config, Project};
use crate::document::{Document, Format};
use crate::files::{Files, in_words};
use crate::globs::GlobsBuilder;
use crate::local_rules::LocalName;
use crate::parse::parse_bytes;
use crate::tree::NodeRef;

/// Arguments of `new-rule`.
#[derive(clap::Args)]
pub(super) struct NewRuleArgs {
    /// The name of the rule: the problem that it finds, in small letters with `-` between words
    #[arg(value_name = "NAME")]
    name: String,

    /// The folder to write NAME.yaml into [default: rules, beside the configuration]
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

/// The folder of rules where nothing else is said.
const FOLDER: &str = "rules";

const TEMPLATE: &str = include_str!("new_rule/template.yaml");

pub(super) fn run(args: &NewRuleArgs) -> Result<Status, CliError> {
    let given = args.name.strip_prefix("local/").unwrap_or(&args.name);
    let given = given.strip_suffix(".yaml").unwrap_or(given);
    if LocalName::new(given).is_none() {
        return Err(bad_name(given));
    }
    let (project, config) = project(&Files::Disk, Choice::Nearest).map_err(NoRun::into_error)?;
    if let Some(rule) = config.local_rules().rules().find(|rule| rule.name.as_str() == given) {
        let message = format!("there is a rule `{given}` already, in {}", rule.source.path());
        return Err(CliError::new(message).with_help("give the new one another name"));
    }
    let top = project.config().and_then(Path::parent).unwrap_or(project.root());
    let folder = args.folder.as_ref().map_or_else(|| top.join(FOLDER), |folder| project.absolute(folder));
    let path = folder.join(format!("{given}.yaml"));
    let shown = project.display(&path, &path);
    if !path.starts_with(top) {
        let of = crate::paths::slashed(&folder);
        return Err(CliError::new(format!("the folder {of} lies outside of this repository")).with_help(
            "`local_rules:` names files beside the configuration and in folders below it: choose one of these",
        ));
    }
    if path.symlink_metadata().is_ok() {
        return Err(CliError::new(format!("{shown} is there already, and is not replaced"))
            .with_help("give the rule another name, or remove the file"));
    }
    let cannot_write =
        |error: std::io::Error| CliError::new(format!("cannot write {shown}: {}", in_words(&error)));
    std::fs::create_dir_all(&folder).map_err(cannot_write)?;
    replace::refuse_link_out(&path).map_err(cannot_write)?;
    let text = TEMPLATE.replace("{name}", given);
    replace::replace(&path, |out| out.write_all(text.as_bytes())).map_err(cannot_write)?;
    error::complain(&format!(
        "wrote {shown}; change it into the rule that you mean, and run `reportlint test-rules`"
    ));
    name_in_configuration(&project, &config, top, &path)?;
    Ok(Status::Clean)
}

fn bad_name(given: &str) -> CliError {
    let parts = given.to_lowercase();
    let parts = parts.split(|letter: char| !letter.is_ascii_lowercase() && !letter.is_ascii_digit());
    let near = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    let error = CliError::new(format!("`{given}` cannot be the name of a rule"));
    match LocalName::new(&near) {
        Some(_) => error.with_help(format!("did you mean `{near}`?")),
        None => error.with_help(
            "write the problem that it finds in small letters and digits, with `-` between words and at most 47 letters, such as \
             `figures-never-fall`",
        ),
    }
}

/// Sees to it that the configuration names the file of a new rule: writes the line, or says it.
fn name_in_configuration(
    project: &Project,
    config: &Config,
    top: &Path,
    path: &Path,
) -> Result<(), CliError> {
    let local = path.strip_prefix(top).map(crate::paths::slashed).unwrap_or_default();
    let folder = local.rsplit_once('/').map_or("", |(folder, _)| folder);
    let pattern = if folder.is_empty() { "*.rule.yaml".to_owned() } else { format!("{folder}/*.yaml") };
    let line = format!("local_rules: [\"{pattern}\"]");
    let Some(file) = project.config() else {
        error::complain(&format!(
            "it is in use once {CONFIG_NAME} has the line `{line}`; `reportlint init` writes that file"
        ));
        return Ok(());
    };
    let shown = project.display(file, file);
    let text = Files::Disk.read(file, crate::source::MAX_FILE_BYTES).ok();
    let text = text.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    if is_named(config, &text, &local) {
        return Ok(());
    }
    let longer =
        format!("{}{}{line}\n", text, if text.ends_with('\n') || text.is_empty() { "" } else { "\n" });
    if !takes_line(&text, &longer) {
        error::complain(&format!("it is in use once `local_rules:` of {shown} has the pattern `{pattern}`"));
        return Ok(());
    }
    let cannot_write =
        |error: std::io::Error| CliError::new(format!("cannot write {shown}: {}", in_words(&error)));
    replace::refuse_link_out(file).map_err(cannot_write)?;
    replace::replace(file, |out| out.write_all(longer.as_bytes())).map_err(cannot_write)?;
    error::complain(&format!("added the line `{line}` to {shown}"));
    Ok(())
}

/// Returns true if a configuration names a file of rules: by its patterns, as a file that it may be the first of has no match.
fn is_named(config: &Config, text: &str, local: &str) -> bool {
    let Some(document) = only_document(text) else { return config.is_file_of_rules(local) };
    let patterns = document.root().get("local_rules");
    let patterns = patterns.into_iter().flat_map(|node| node.items().chain(node.as_str().map(|_| node)));
    let mut globs = GlobsBuilder::new();
    let is_read = patterns.filter_map(NodeRef::as_str).all(|pattern| globs.add(pattern).is_ok());
    let is_match = || is_read && globs.build().is_some_and(|globs| globs.is_match(local));
    config.is_file_of_rules(local) || is_match()
}

/// Returns true if a configuration can be read with another line at its end, which is a key of its own there.
fn takes_line(text: &str, longer: &str) -> bool {
    let number = |text: &str| only_document(text).map(|document| document.root().entries().len());
    let is_new = only_document(text).is_some_and(|document| document.root().get("local_rules").is_none());
    is_new && number(longer) == number(text).map(|number| number + 1)
}

fn only_document(text: &str) -> Option<Document> {
    let mut parsed = parse_bytes(CONFIG_NAME, Format::Yaml, text.as_bytes().to_vec())?;
    let is_whole = parsed.diagnostics.is_empty() && parsed.documents.len() == 1;
    parsed.documents.pop().filter(|_| is_whole)
}
