//! Path patterns.

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

/// The length up to which a pattern is taken, in bytes. The work of a longer one grows faster than its length, and hardly a
/// path is as long.
const MAX_PATTERN_BYTES: usize = 2_048;

/// The length up to which the patterns of a configuration are taken together, in bytes.
pub(crate) const MAX_PATTERNS_BYTES: usize = 128 * 1024;

/// Path patterns relative to the configuration's folder.
///
/// `*` stands for any part of a name and never crosses a `/`; `**` stands for any folders. A pattern
/// whose last part is a plain name also takes in everything below the folder of that name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Globs {
    set: GlobSet,
    shallow: Vec<ShallowPattern>,
}

/// A pattern that begins at the folder of the configuration, where other programs take it for all folders.
#[derive(Debug, Clone)]
pub(crate) struct ShallowPattern {
    /// The pattern as it is written.
    pub text: String,
    trimmed: String,
}

impl Globs {
    /// Returns true if any of the patterns takes in `path`, which is relative and written with `/`.
    pub(crate) fn is_match(&self, path: &str) -> bool {
        self.set.is_match(path)
    }

    /// Returns the patterns that begin at the folder of the configuration. One that begins with `./` says so.
    pub(crate) fn shallow(&self) -> &[ShallowPattern] {
        &self.shallow
    }
}

impl ShallowPattern {
    /// Returns true if the pattern is for names beside the configuration alone, such as `*.yaml`.
    pub(crate) fn is_for_names(&self) -> bool {
        !self.trimmed.contains('/') && !is_name(&self.trimmed)
    }

    /// Returns the pattern, and the one for all folders.
    pub(crate) fn here_and_below(&self) -> Option<(Globs, Globs)> {
        let compiled = |pattern: &str| {
            let mut set = GlobSetBuilder::new();
            for glob in with_folder(pattern).ok()? {
                set.add(glob);
            }
            Some(Globs { set: set.build().ok()?, shallow: Vec::new() })
        };
        Some((compiled(&self.trimmed)?, compiled(&format!("**/{}", self.trimmed))?))
    }
}

/// Writes a path as a pattern that matches nothing else. A pattern has no `\`, which is a letter on some systems.
pub(crate) fn literal(path: &str) -> String {
    let escaped = globset::escape(path).replace('\\', "?");
    // At the beginning, `!` would look like a negation.
    if escaped.starts_with('!') { escaped.replacen('!', "{!}", 1) } else { escaped }
}

/// Returns true if the last part of a pattern is a plain name.
fn is_name(pattern: &str) -> bool {
    !pattern.rsplit('/').next().unwrap_or(pattern).contains(['*', '?', '[', '{', '}'])
}

/// Returns a pattern, and if it ends with a plain name, one for all that lies in a folder of that name.
fn with_folder(pattern: &str) -> Result<Vec<Glob>, String> {
    let glob = |pattern: &str| {
        let glob = GlobBuilder::new(pattern).literal_separator(true).build();
        glob.map_err(|error| error.kind().to_string())
    };
    let below = is_name(pattern).then(|| format!("{pattern}/**"));
    std::iter::once(pattern).chain(below.as_deref()).map(glob).collect()
}

/// Patterns on their way to a [`Globs`].
pub(crate) struct GlobsBuilder {
    set: GlobSetBuilder,
    shallow: Vec<ShallowPattern>,
}

impl GlobsBuilder {
    pub(crate) fn new() -> Self {
        Self { set: GlobSetBuilder::new(), shallow: Vec::new() }
    }

    /// Adds a pattern, or says in words what is wrong with it.
    pub(crate) fn add(&mut self, pattern: &str) -> Result<(), String> {
        if pattern.len() > MAX_PATTERN_BYTES {
            return Err(format!("it is longer than {MAX_PATTERN_BYTES} bytes"));
        }
        if pattern.starts_with('/') || pattern.split('/').any(|part| part == "..") {
            return Err("it must be relative to the folder of this file, and lie in it".to_owned());
        }
        if pattern.contains('\\') {
            return Err("write `/` between folders, not `\\`".to_owned());
        }
        if pattern.starts_with('!') {
            let reason = "`!` means nothing here: list the files to check under `include:`, and exceptions under `exclude:`";
            return Err(reason.to_owned());
        }
        let mut lists = pattern.split('[').skip(1).filter_map(|rest| rest.split(']').next());
        if lists.any(|list| !list.is_ascii()) {
            // Patterns are matched byte by byte, and such a letter has several.
            return Err("`[…]` can list Latin letters and digits only; write `*` for the others".to_owned());
        }
        let parts: Vec<&str> = pattern.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
        // The folder itself, with all that is in it.
        let trimmed = if parts.is_empty() { "**".to_owned() } else { parts.join("/") };
        let trimmed = trimmed.as_str();
        for glob in with_folder(trimmed)? {
            self.set.add(glob);
        }
        if !pattern.starts_with("./") && !trimmed.starts_with("**") {
            self.shallow.push(ShallowPattern { text: pattern.to_owned(), trimmed: trimmed.to_owned() });
        }
        Ok(())
    }

    /// Returns the patterns as one; `None` if together they are too large.
    pub(crate) fn build(self) -> Option<Globs> {
        Some(Globs { set: self.set.build().ok()?, shallow: self.shallow })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn globs(pattern: &str) -> Globs {
        let mut builder = GlobsBuilder::new();
        builder.add(pattern).unwrap();
        builder.build().unwrap()
    }

    #[test]
    fn a_star_stays_within_a_folder() {
        assert!(globs("reports/*.yaml").is_match("reports/a.yaml"));
        assert!(!globs("reports/*.yaml").is_match("reports/2023/a.yaml"));
        assert!(globs("reports/**/*.yaml").is_match("reports/2023/a.yaml"));
        assert!(globs("reports/**/*.yaml").is_match("reports/a.yaml"));
        assert!(!globs("reports/*").is_match("reports/2023/a.yaml"));
    }

    #[test]
    fn a_plain_name_takes_in_the_folder() {
        for pattern in ["drafts", "drafts/", "./drafts", ".//drafts/./"] {
            assert!(globs(pattern).is_match("drafts/2023/a.yaml"), "{pattern}");
            assert!(!globs(pattern).is_match("reports/drafts/a.yaml"), "{pattern}");
        }
    }

    #[test]
    fn a_dot_is_the_folder_with_all_that_is_in_it() {
        for pattern in [".", "./", "**"] {
            assert!(globs(pattern).is_match("a.yaml") && globs(pattern).is_match("a/b.yaml"), "{pattern}");
        }
    }

    #[test]
    fn what_no_path_can_match_is_refused() {
        for pattern in ["/reports", "../reports", "reports\\a", "reports/[a", "a{b", "!drafts", "[а-я]*"] {
            assert!(GlobsBuilder::new().add(pattern).is_err(), "{pattern}");
        }
    }
}
