//! The paths of files, as the readers of each format open them.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::Path;

use crate::outcome::{Failure, Outcome};
use crate::paths::{relative, slashed};
use crate::source::{FileId, Position};

/// Returns the path of a file and a position in it; the beginning, if its text is not known.
pub(super) fn locate(outcome: &Outcome, file: FileId, offset: u32) -> (&str, Position) {
    let entry = outcome.file(file);
    let position = entry
        .and_then(|entry| entry.source.as_deref())
        .map_or(Position { line: 1, column: 1 }, |source| source.position(offset));
    (entry.map_or("", |entry| entry.path.as_str()), position)
}

/// Returns the path of a file as people open it: from the folder in which the run was started, unless they want it
/// relative to the root.
pub(super) fn opened_path(outcome: &Outcome, file: FileId) -> Cow<'_, str> {
    opened(outcome, outcome.file(file).map_or("", |entry| entry.path.as_str()))
}

/// Returns the path as people open it of a display path.
pub(crate) fn opened<'p>(outcome: &Outcome, path: &'p str) -> Cow<'p, str> {
    let places = &outcome.places;
    let Some(working) = places.working.as_deref().filter(|working| *working != places.root) else {
        return Cow::Borrowed(path);
    };
    let absolute = places.odd.get(path).cloned().unwrap_or_else(|| places.root.join(path));
    // Outside of the root, a path is shown as it was given.
    if !absolute.starts_with(&places.root) {
        return Cow::Borrowed(path);
    }
    Cow::Owned(slashed(&relative(&absolute, working)))
}

/// Returns a failure's file, as people open it, and its description on one line.
pub(crate) fn failure_text(outcome: &Outcome, failure: &Failure) -> String {
    let path = failure.path.as_deref().map(|path| format!("{}: ", opened(outcome, path)));
    format!("{}{}", path.unwrap_or_default(), failure.message)
}

/// Returns the path of a file within its git repository, as the host of the repository knows it.
pub(super) fn hosted_path(outcome: &Outcome, file: FileId) -> Cow<'_, str> {
    hosted(outcome, outcome.file(file).map_or("", |entry| entry.path.as_str()))
}

/// Returns the path within the git repository of a display path.
pub(super) fn hosted<'p>(outcome: &Outcome, path: &'p str) -> Cow<'p, str> {
    if let Some(inner) = odd_path(outcome, path) {
        return Cow::Owned(slashed(inner));
    }
    if outcome.prefix.is_empty() || Path::new(path).is_absolute() {
        return Cow::Borrowed(path);
    }
    if path == "." {
        return Cow::Owned(outcome.prefix.trim_end_matches('/').to_owned());
    }
    // `../` leads from the project's folder towards the repository's.
    let (mut prefix, mut rest) = (outcome.prefix.trim_end_matches('/'), path);
    while let Some(above) = rest.strip_prefix("../").filter(|_| !prefix.is_empty()) {
        prefix = prefix.rsplit_once('/').map_or("", |(folder, _)| folder);
        rest = above;
    }
    Cow::Owned(if prefix.is_empty() { rest.to_owned() } else { format!("{prefix}/{rest}") })
}

/// Returns the path within the git repository of a file whose display path does not tell it, if it lies there.
fn odd_path<'o>(outcome: &'o Outcome, path: &str) -> Option<&'o Path> {
    let absolute = outcome.places.odd.get(path)?;
    let depth = outcome.prefix.matches('/').count();
    let repository = outcome.places.root.ancestors().nth(depth)?;
    absolute.strip_prefix(repository).ok()
}

/// Returns the address of a file by its display path, relative to the git repository; with the bytes of its name, which
/// need not be those of a text.
pub(super) fn address(outcome: &Outcome, path: &str) -> String {
    match odd_path(outcome, path) {
        Some(inner) => percent_encoded(&bytes(inner)),
        None => percent_encoded(hosted(outcome, path).as_bytes()),
    }
}

/// Returns the bytes of a path with `/` between its parts.
#[cfg(unix)]
fn bytes(path: &Path) -> Cow<'_, [u8]> {
    use std::os::unix::ffi::OsStrExt;
    Cow::Borrowed(path.as_os_str().as_bytes())
}

#[cfg(not(unix))]
fn bytes(path: &Path) -> Cow<'_, [u8]> {
    Cow::Owned(slashed(path).into_bytes())
}

/// Encodes a path as part of an address (RFC 3986, section 2.3).
pub(super) fn percent_encoded(path: &[u8]) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                encoded.push(char::from(*byte));
            }
            // Writing to a string does not fail.
            _ => drop(write!(encoded, "%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::outcome::{FileEntry, Places};

    #[test]
    fn a_host_knows_paths_of_the_repository() {
        let shown = |path: &str| {
            let files = vec![FileEntry { path: path.to_owned(), source: None, is_checked: true }];
            let outcome = Outcome { prefix: "a/b/".to_owned(), files, ..Outcome::default() };
            hosted_path(&outcome, FileId(0)).into_owned()
        };
        assert_eq!(shown("x/y.yaml"), "a/b/x/y.yaml");
        assert_eq!((shown("../y.yaml"), shown("../../y.yaml")), ("a/y.yaml".to_owned(), "y.yaml".to_owned()));
        assert_eq!(
            (shown("../../../y.yaml"), shown("/y.yaml")),
            ("../y.yaml".to_owned(), "/y.yaml".to_owned())
        );
    }

    #[test]
    fn people_open_paths_from_where_they_are() {
        let shown = |working: &str, path: &str| {
            let odd = [("../x.yaml".to_owned(), PathBuf::from("/r/x.yaml"))].into();
            let places = Places { root: "/r/p".into(), working: Some(working.into()), odd };
            opened(&Outcome { places, prefix: "p/".to_owned(), ..Outcome::default() }, path).into_owned()
        };
        assert_eq!(shown("/r/p", "a/b.yaml"), "a/b.yaml");
        assert_eq!(shown("/r/p/a", "a/b.yaml"), "b.yaml");
        assert_eq!(shown("/r/p/a/c", "a/b.yaml"), "../b.yaml");
        assert_eq!(shown("/r/p/c", "a/b.yaml"), "../a/b.yaml");
        assert_eq!(shown("/r/q", "a/b.yaml"), "../p/a/b.yaml");
        assert_eq!(
            (shown("/r/p/a", "../x.yaml"), shown("/r/p/a", "/o.yaml")),
            ("../x.yaml".to_owned(), "/o.yaml".to_owned())
        );
    }
}
