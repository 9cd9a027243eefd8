//! Why a walk over a repository does not come to a file.

use std::ffi::OsStr;
use std::path::Path;

use crate::config::{CONFIG_NAME, Project};
use crate::document::Format;

/// Markdown files whose names begin with these are about a repository; they are not reports.
pub(crate) const NOT_REPORTS: [&str; 6] =
    ["README", "CHANGELOG", "CONTRIBUTING", "CODE_OF_CONDUCT", "SECURITY", "LICENSE"];

/// Why a walk over the repository passes over a file, whatever `include:` and `exclude:` say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PassedOver {
    /// Its format is not one that reportlint reads.
    Form,
    /// Its name says that it is not a report.
    Name,
    /// It is part of the configuration.
    Own,
    /// It is hidden, lies in a folder that is not walked, or git ignores it.
    Ignored,
}

/// Returns the reason why a walk over the project passes over the file at `absolute`; `None` if the walk reaches the
/// file, or the file lies outside the project. `own` are the files of the configuration.
pub(crate) fn passed_over(
    project: &Project,
    own: &[impl AsRef<Path>],
    absolute: &Path,
) -> Option<PassedOver> {
    let root = project.root();
    if project.config() == Some(absolute) || own.iter().any(|path| path.as_ref() == absolute) {
        return Some(PassedOver::Own);
    }
    if Format::from_path(&absolute.to_string_lossy()).is_none() {
        return Some(PassedOver::Form);
    }
    if !absolute.starts_with(root) {
        return None;
    }
    if absolute.file_name().is_some_and(is_no_report) {
        return Some(PassedOver::Name);
    }
    // Down to the file alone, whose folders may be hidden or ignored.
    let target = absolute.to_path_buf();
    let mut walk = ignore::WalkBuilder::new(root);
    walk.ignore(false).follow_links(false).filter_entry(move |entry| {
        target.starts_with(entry.path()) && (entry.depth() == 0 || is_walked(entry.file_name()))
    });
    let is_found = walk.build().flatten().any(|entry| entry.path() == absolute);
    (!is_found).then_some(PassedOver::Ignored)
}

/// Returns true if a walk enters a folder of this name.
pub(super) fn is_walked(name: &OsStr) -> bool {
    name != "node_modules"
}

/// Returns true if a file's name says that it is not a report.
pub(super) fn is_no_report(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let begins_with =
        |begin: &&str| name.get(..begin.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(begin));
    let is_schema = || name.to_ascii_lowercase().ends_with(".schema.json");
    match Format::from_path(&name) {
        Some(Format::Yaml) => name == CONFIG_NAME,
        Some(Format::Json) => is_schema(),
        Some(Format::Markdown) => NOT_REPORTS.iter().any(begins_with),
        None => false,
    }
}
