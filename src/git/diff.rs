//! The output of `git diff --raw -z --patch --unified=0`.

use std::path::{Path, PathBuf};

use super::path;
use crate::source::LineRange;

/// The kind of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ChangeKind {
    /// The file is new, or git does not know it yet.
    Added,
    /// The file's content differs; its name may differ too.
    Modified,
    /// The file was deleted.
    Deleted,
}

/// A file that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    /// The kind of the change.
    pub kind: ChangeKind,
    /// Its absolute path; of a deleted file, the former one.
    pub path: PathBuf,
    /// The former state of the file.
    pub before: Option<Before>,
    /// True if git did not name the new content, but only saw that the file may differ.
    pub is_unhashed: bool,
    /// The new lines, in their order; if lines were only removed, the lines around the gap.
    pub lines: Vec<LineRange>,
}

/// The former state of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Before {
    /// Its absolute path.
    pub path: PathBuf,
    /// The name of its content's object.
    pub object: String,
}

impl Change {
    /// Returns the change of a file that git does not know.
    pub(super) fn untracked(path: PathBuf) -> Self {
        let lines = vec![LineRange { first: 1, last: u32::MAX }];
        Self { kind: ChangeKind::Added, path, before: None, is_unhashed: false, lines }
    }
}

/// Reads the changes in git's output, for a repository at `top`.
pub(super) fn parse(output: &[u8], top: &Path) -> Vec<Change> {
    let mut rest = output;
    let mut changes = Vec::new();
    while let Some(after) = rest.strip_prefix(b":") {
        let mut fields = after.splitn(3, |byte| *byte == 0);
        let (Some(head), Some(first), Some(further)) = (fields.next(), fields.next(), fields.next()) else {
            break;
        };
        rest = further;
        // Modes and objects before and after, and a letter with a degree of likeness.
        let head = String::from_utf8_lossy(head);
        let mut head = head.split(' ');
        let (object, new_object) = (head.nth(2), head.next());
        let letter = head.next().and_then(|status| status.chars().next());
        let old = top.join(path(first));
        let mut new = old.clone();
        if matches!(letter, Some('R' | 'C')) {
            let (second, further) = cut(rest);
            new = top.join(path(second));
            rest = further;
        }
        let kind = match letter {
            Some('A') => ChangeKind::Added,
            Some('D') => ChangeKind::Deleted,
            _ => ChangeKind::Modified,
        };
        // What is in conflict has no object.
        let before =
            object.filter(|object| !matches!(letter, Some('A' | 'C')) && object.contains(|c| c != '0'));
        let before = before.map(|object| Before { path: old, object: object.to_owned() });
        let is_unhashed =
            kind == ChangeKind::Modified && new_object.is_some_and(|name| !name.contains(|c| c != '0'));
        let change = Change { kind, path: new, before, is_unhashed, lines: Vec::new() };
        // What is in conflict has no patch, and what became a link has one for either state.
        let patches = match letter {
            Some('U') => 0,
            Some('T') => 2,
            _ => 1,
        };
        changes.push((change, patches));
    }
    let indexes = changes.iter().enumerate();
    let patched = indexes.flat_map(|(index, (_, patches))| std::iter::repeat_n(index, *patches));
    let mut patched = patched.collect::<Vec<usize>>().into_iter();
    let mut current = None;
    let rest = rest.strip_prefix(b"\0").unwrap_or(rest);
    for line in rest.split(|byte| *byte == b'\n') {
        // In a patch no other line begins so: content has a sign before it.
        if line.starts_with(b"diff --git ") {
            current = patched.next();
        } else if let Some(range) = hunk(line)
            && let Some((change, _)) = current.and_then(|index: usize| changes.get_mut(index))
        {
            change.lines.push(range);
        }
    }
    changes.into_iter().map(|(change, _)| change).collect()
}

/// Splits bytes at the first zero byte.
fn cut(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    (bytes.get(..end).unwrap_or_default(), bytes.get(end + 1..).unwrap_or_default())
}

/// Returns the new lines of `@@ -1,2 +3,4 @@`; if lines were only removed, the lines around the gap.
fn hunk(line: &[u8]) -> Option<LineRange> {
    let ranges = line.strip_prefix(b"@@ -")?;
    let end = memchr::memmem::find(ranges, b" @@")?;
    let (_, new) = std::str::from_utf8(ranges.get(..end)?).ok()?.split_once(" +")?;
    let (start, count) = match new.split_once(',') {
        Some((start, count)) => (start.parse::<u32>().ok()?, count.parse::<u32>().ok()?),
        None => (new.parse().ok()?, 1),
    };
    let last = if count == 0 { start.checked_add(1)? } else { start.checked_add(count - 1)? };
    Some(LineRange { first: start.max(1), last })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_gets_its_lines() {
        let object = "0123456789012345678901234567890123456789";
        let raw = |status: &str, paths: &str| format!(":100644 100644 {object} {object} {status}\0{paths}\0");
        let list = [raw("M", "a b.yaml"), raw("R090", "old.yaml\0new.yaml"), raw("D", "gone.yaml")].concat();
        let patch = "\0diff --git a/a b.yaml b/a b.yaml\n@@ -1 +1,2 @@ x: @@ y\n-diff --git\n+@@ -9 +9 @@\n@@ -9,3 +10,0 @@\n\
                     diff --git a/old.yaml b/new.yaml\n@@ -4 +4 @@\ndiff --git a/gone.yaml b/gone.yaml\n@@ -1,3 +0,0 @@\n";
        let changes = parse(format!("{list}{patch}").as_bytes(), Path::new("/r"));
        let shown: Vec<_> = changes
            .iter()
            .map(|change| {
                let lines: Vec<_> = change.lines.iter().map(|range| (range.first, range.last)).collect();
                (change.kind, change.path.to_str().unwrap(), lines)
            })
            .collect();
        assert_eq!(
            shown,
            [
                (ChangeKind::Modified, "/r/a b.yaml", vec![(1, 2), (10, 11)]),
                (ChangeKind::Modified, "/r/new.yaml", vec![(4, 4)]),
                (ChangeKind::Deleted, "/r/gone.yaml", vec![(1, 1)]),
            ]
        );
        assert_eq!(changes[1].before.as_ref().unwrap().path, Path::new("/r/old.yaml"));
    }
}
