//! Path patterns that begin at the configuration, where those in all folders were probably meant.

use crate::config::{Config, PatternKey};
use crate::globs::ShallowPattern;
use crate::settings::Origin;
use crate::words::count;

/// The number of patterns up to which they are looked at.
const MOST_PATTERNS: usize = 200;

/// Returns a warning for each pattern that probably does not do what was meant, given the paths of all files that patterns are
/// matched against.
pub(super) fn warnings(config: &Config, paths: &[&str]) -> Vec<String> {
    let warning = |(key, pattern, origin): (PatternKey, &ShallowPattern, Origin<'_>)| {
        warning(config, paths, key, pattern, origin)
    };
    let patterns = config.shallow_patterns();
    // A list of that length was not written by hand.
    let is_written = patterns.len() <= MOST_PATTERNS;
    patterns.into_iter().filter(|_| is_written).filter_map(warning).collect()
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
    let (here, everywhere) = pattern.here_and_below()?;
    let below = paths.iter().filter(|path| everywhere.is_match(path) && !here.is_match(path));
    let missed = below.filter(is_missed).count() as u64;
    // A folder or a file is where it is written, unless it is not.
    let does_something = paths.iter().any(|path| here.is_match(path));
    if missed == 0 || does_something && !pattern.is_for_names() {
        return None;
    }
    let place = match origin {
        Origin::Config(path, line) => format!("{path}:{line}: "),
        Origin::Default | Origin::CommandLine => String::new(),
    };
    let files = count(missed, "file");
    let (are, those) = if missed == 1 { ("is", "that") } else { ("are", "those") };
    Some(match key {
        PatternKey::Include => format!(
            "{place}`include:` takes `{text}` beside the configuration alone, so {files} in folders below {are} not checked: write \
             `**/{text}` to take them in, or `./{text}` if they are not meant",
        ),
        PatternKey::Other(key) if does_something => format!(
            "{place}`{text}` in `{key}:` matches beside the configuration alone, and not the {files} in folders below: write \
             `**/{text}` for {those} too, or `./{text}` if they are not meant",
        ),
        PatternKey::Other(key) => format!(
            "{place}`{text}` in `{key}:` matches no file beside the configuration, and does nothing: write `**/{text}` for the \
             {files} in folders below",
        ),
    })
}
