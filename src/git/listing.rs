//! The files of the index and of commits: the output of `git ls-files` and `git ls-tree`.

use std::path::{Path, PathBuf};

use super::objects::ObjectId;
use super::{path, records};

/// A regular file that git tracks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tracked {
    /// Its absolute path.
    pub path: PathBuf,
    /// The name of its content; `None` if a merge left several versions.
    pub object: Option<ObjectId>,
    /// True if git was told not to put it into the work tree (a sparse checkout).
    pub is_left_out: bool,
}

/// Reads the output of `git ls-files -t --stage -z`, for a repository at `top`: records `TAG MODE OBJECT STAGE\tPATH`. Links and
/// submodules are left out.
pub(super) fn index(output: &[u8], top: &Path) -> Vec<Tracked> {
    let mut files: Vec<Tracked> = Vec::new();
    for (head, name) in records(output).filter_map(split) {
        let mut fields = head.split(' ');
        let (Some(tag), Some(mode), Some(object), Some(stage)) =
            (fields.next(), fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        let path = top.join(path(name));
        // A file in conflict is listed once for each version.
        if !mode.starts_with("100") || files.last().is_some_and(|last| last.path == path) {
            continue;
        }
        let object = (stage == "0").then(|| object.into());
        files.push(Tracked { path, object, is_left_out: tag == "S" });
    }
    files
}

/// Reads the output of `git ls-tree -r -z`, for a repository at `top`: records `MODE TYPE OBJECT\tPATH`. Links and submodules
/// are left out.
pub(super) fn tree(output: &[u8], top: &Path) -> Vec<Tracked> {
    let file = |(head, name): (&str, &[u8])| {
        let mut fields = head.split(' ');
        let (mode, object) = (fields.next()?, fields.nth(1)?);
        let object = Some(object.into());
        mode.starts_with("100").then(|| Tracked { path: top.join(path(name)), object, is_left_out: false })
    };
    records(output).filter_map(split).filter_map(file).collect()
}

/// Splits a record at its tab.
fn split(record: &[u8]) -> Option<(&str, &[u8])> {
    let tab = record.iter().position(|byte| *byte == b'\t')?;
    let (head, name) = record.split_at_checked(tab)?;
    Some((std::str::from_utf8(head).ok()?, name.get(1..)?))
}
