//! Files that git passes through a program, as git-crypt and Git LFS have it: their content in the work tree is not the one in
//! git's store.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::diff::Change;
use super::{Git, path, records};

impl Git {
    /// Drops changes of files that only seem to have changed since their filters were not started. Of each file that may have
    /// changed, and of no other, the filter is started once.
    pub(super) fn drop_same(&self, changes: &mut Vec<Change>) {
        let unsure: Vec<PathBuf> =
            changes.iter().filter(|change| change.is_unhashed).map(|change| change.path.clone()).collect();
        let filtered = self.filtered(unsure);
        if filtered.is_empty() {
            return;
        }
        let same = self.hash(filtered);
        let is_same = |change: &Change| {
            let before = change.before.as_ref().filter(|before| before.path == change.path);
            before.is_some_and(|before| same.contains(&(change.path.clone(), before.object.clone())))
        };
        changes.retain(|change| !is_same(change));
    }

    /// Returns those of some files that have a filter.
    fn filtered(&self, paths: Vec<PathBuf>) -> Vec<PathBuf> {
        let relative = paths.iter().filter_map(|path| path.strip_prefix(&self.top).ok());
        let input: Vec<&OsStr> = relative.map(Path::as_os_str).collect();
        if input.is_empty() {
            return Vec::new();
        }
        let output = self.ask("check-attr", &["-z", "--stdin", "filter"], &input, b'\0');
        // A path, the attribute's name and its value, in turn.
        let fields: Vec<&[u8]> = records(&output).collect();
        let with_filter: HashSet<PathBuf> = fields
            .chunks(3)
            .filter_map(|chunk| match chunk {
                [name, _, value] if !matches!(*value, b"unspecified" | b"unset") => {
                    Some(self.top.join(path(name)))
                }
                _ => None,
            })
            .collect();
        paths.into_iter().filter(|path| with_filter.contains(path)).collect()
    }

    /// Returns the files with the names that their filtered contents have in git's store.
    fn hash(&self, mut paths: Vec<PathBuf>) -> HashSet<(PathBuf, String)> {
        paths.retain(|path| !path.as_os_str().as_encoded_bytes().contains(&b'\n'));
        let input: Vec<&OsStr> = paths.iter().map(|path| path.as_os_str()).collect();
        let output = self.ask("hash-object", &["--stdin-paths"], &input, b'\n');
        let output = String::from_utf8_lossy(&output);
        let names = output.lines().map(|line| line.trim().to_owned());
        paths.into_iter().zip(names).collect()
    }

    /// Runs git with a list on its standard input. Without an answer there is an empty one.
    fn ask(&self, name: &str, args: &[&str], list: &[&OsStr], end: u8) -> Vec<u8> {
        let mut command = super::command(&self.top, &[name]);
        command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let Ok(mut child) = command.spawn() else { return Vec::new() };
        let stdin = child.stdin.take();
        let output = std::thread::scope(|scope| {
            // Written beside the reading, as either pipe may be full.
            scope.spawn(move || {
                let Some(mut stdin) = stdin else { return };
                for item in list {
                    // Where git has gone, the reading shows it.
                    drop(stdin.write_all(item.as_encoded_bytes()).and_then(|()| stdin.write_all(&[end])));
                }
            });
            child.wait_with_output()
        });
        output.ok().filter(|output| output.status.success()).map(|output| output.stdout).unwrap_or_default()
    }
}
