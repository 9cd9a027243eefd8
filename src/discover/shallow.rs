//! Path patterns that match names beside the configuration alone, where those in all folders were probably meant.

use crate::config::{Config, PatternKey, ShallowPattern};
use crate::settings::Origin;
use crate::words::count;

/// Returns a warning for each pattern that probably does not do what was meant, given the paths of all files that patterns are
/// matched against.
pub(super) fn warnings(config: &Config, paths: &[&str]) -> Vec<String> {
    let warning = |(key, pattern, origin): (PatternKey, &ShallowPattern, Origin<'_>)| {
        warning(config, paths, key, pattern, origin)
    };
    config.shallow_patterns().into_iter().filter_map(warning).collect()
}

fn warning(
    config: &Config,
    paths: &[&str],
    key: PatternKey,
    pattern: &ShallowPattern,
    origin: Origin<'_>,
) -> Option<String> {
    let text = &pattern.text;
    let is_missed = |path: &&&str| match key {
        PatternKey::Include => !config.includes(path) && !config.excludes(path),
        PatternKey::Other(_) => config.includes(path),
    };
    let below = paths.iter().filter(|path| pattern.is_match_below(path));
    let missed = below.filter(is_missed).count() as u64;
    let does_something = || paths.iter().any(|path| pattern.is_match(path));
    if missed == 0 || !matches!(key, PatternKey::Include) && does_something() {
        return None;
    }
    let place = match origin {
        Origin::Config(path, line) => format!("{path}:{line}: "),
        Origin::Default | Origin::CommandLine => String::new(),
    };
    Some(match key {
        PatternKey::Include => format!(
            "{place}`include:` takes `{text}` beside the configuration alone, so {} in folders below {} not checked: write \
             `**/{text}` to take them in, or `./{text}` if they are not meant",
            count(missed, "file"),
            if missed == 1 { "is" } else { "are" },
        ),
        PatternKey::Other(key) => format!(
            "{place}`{text}` in `{key}:` matches no file beside the configuration, and does nothing: write `**/{text}` for the \
             {} in folders below",
            count(missed, "file"),
        ),
    })
}
