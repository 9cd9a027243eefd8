//! Path patterns.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// Path patterns relative to the configuration's folder.
///
/// `*` stands for any part of a name and never crosses a `/`; `**` stands for any folders. A pattern
/// whose last part is a plain name also takes in everything below the folder of that name.
#[derive(Debug, Clone, Default)]
pub struct Globs(GlobSet);

impl Globs {
    /// Whether any of the patterns takes in `path`, which is relative and written with `/`.
    pub fn is_match(&self, path: &str) -> bool {
        self.0.is_match(path)
    }
}

/// Patterns on their way to a [`Globs`].
pub(super) struct GlobsBuilder(GlobSetBuilder);

impl GlobsBuilder {
    pub(super) fn new() -> Self {
        Self(GlobSetBuilder::new())
    }

    /// Adds a pattern, or says in words what is wrong with it.
    pub(super) fn add(&mut self, pattern: &str) -> Result<(), String> {
        let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
        let trimmed = pattern.trim_end_matches('/');
        if trimmed.starts_with('/') || pattern.starts_with('/') || trimmed.split('/').any(|part| part == "..")
        {
            return Err("it must be relative to the folder of this file, and lie in it".to_owned());
        }
        if trimmed.contains('\\') {
            return Err("write `/` between folders, not `\\`".to_owned());
        }
        let glob = |pattern: &str| {
            GlobBuilder::new(pattern)
                .literal_separator(true)
                .build()
                .map_err(|error| error.kind().to_string())
        };
        self.0.add(glob(trimmed)?);
        let last = trimmed.rsplit('/').next().unwrap_or(trimmed);
        if !last.contains(['*', '?', '[', '{', '}']) {
            self.0.add(glob(&format!("{trimmed}/**"))?);
        }
        Ok(())
    }

    /// The patterns as one.
    pub(super) fn build(self) -> Globs {
        // Each pattern was compiled by itself; only all together being too large is left to fail.
        Globs(self.0.build().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn globs(pattern: &str) -> Globs {
        let mut builder = GlobsBuilder::new();
        builder.add(pattern).unwrap();
        builder.build()
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
        for pattern in ["drafts", "drafts/", "./drafts"] {
            assert!(globs(pattern).is_match("drafts/2023/a.yaml"), "{pattern}");
            assert!(!globs(pattern).is_match("reports/drafts/a.yaml"), "{pattern}");
        }
    }

    #[test]
    fn what_no_path_can_match_is_refused() {
        for pattern in ["/reports", "../reports", "reports\\a", "reports/[a", "a{b"] {
            assert!(GlobsBuilder::new().add(pattern).is_err(), "{pattern}");
        }
    }
}
