//! Why a walk over a repository does not come to a file.

use std::ffi::OsStr;
use std::path::Path;

use super::ignored::Ignored;
use super::walk::{Walker, is_reached, is_repository};
use crate::config::CONFIG_NAME;
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
/// file, or the file lies outside the project. `ignored` has the patterns of git.
pub(crate) fn passed_over(walker: Walker<'_>, ignored: &Ignored, absolute: &Path) -> Option<PassedOver> {
    let (project, root) = (walker.project, walker.project.root());
    if project.config() == Some(absolute) || walker.left_out.iter().any(|path| path == absolute) {
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
    let is_reached = absolute.strip_prefix(root).is_ok_and(is_reached);
    // Git ignores only what it does not track.
    let is_found = is_reached
        && (!walker.files.are_on_disk()
            || walker.tracking.has(absolute)
            || !is_ignored(ignored, root, absolute));
    (!is_found).then_some(PassedOver::Ignored)
}

/// Returns true if git ignores a file, which need not exist, or the file lies in a repository within this one.
fn is_ignored(ignored: &Ignored, root: &Path, absolute: &Path) -> bool {
    let below = absolute.ancestors().take_while(|folder| *folder != root);
    below.enumerate().any(|(index, path)| {
        let is_folder = index > 0;
        ignored.is_match(path, is_folder) || is_folder && is_repository(path)
    })
}

/// Returns true if the name is that of a hidden file or folder.
pub(super) fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// Returns true if a walk enters a folder of this name.
pub(super) fn is_walked(name: &OsStr) -> bool {
    name != "node_modules"
}

/// Returns true if a file's name says that it is a schema.
pub(super) fn is_schema(name: &OsStr) -> bool {
    name.to_string_lossy().to_ascii_lowercase().ends_with(".schema.json")
}

/// Returns true if a file's name says that it is not a report.
pub(super) fn is_no_report(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let begins_with =
        |begin: &&str| name.get(..begin.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(begin));
    match Format::from_path(&name) {
        Some(Format::Yaml) => name == CONFIG_NAME,
        Some(Format::Json) => is_schema(OsStr::new(&*name)),
        Some(Format::Markdown) => NOT_REPORTS.iter().any(begins_with),
        None => false,
    }
}
