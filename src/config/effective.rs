//! The settings that apply to one file, and where each of them is set.

use std::path::Path;

use super::Config;
use crate::diagnostic::RuleName;
use crate::document::DocumentKind;
use crate::rule::Preset;
use crate::schema::Formats;
use crate::settings::{Level, Origin, Standing, local_standing, schema_standings, standings};

/// The settings that apply to one file.
pub(crate) struct Effective<'a> {
    /// True if a walk comes to the file, and the setting that decides it.
    pub is_checked: (bool, Origin<'a>),
    /// The kind that `kinds:` gives it.
    pub kind: Option<(DocumentKind, Origin<'a>)>,
    /// The repository's own schema for it, and the meaning of `format` there.
    pub schema: Option<(&'a Path, Formats, Origin<'a>)>,
    /// The preset.
    pub preset: (Preset, Origin<'a>),
    /// Every rule, by name.
    pub rules: Vec<Standing<'a>>,
    /// Every keyword of the schemas.
    pub keywords: Vec<(&'static RuleName, Level, Origin<'a>)>,
    /// The rules of the repository's own, by name.
    pub local: Vec<(String, Level, Origin<'a>)>,
    /// The rules whose findings `ignore:` suppresses in it.
    pub ignored: Vec<(&'a str, Origin<'a>)>,
}

impl Config {
    /// Collects the settings for the file at `path`, which is relative to the configuration's folder.
    pub(crate) fn effective(&self, path: &str) -> Effective<'_> {
        let preset = self.last(|config| config.preset.map(|(preset, node)| (preset, config.origin(node))));
        let preset = preset.unwrap_or((Preset::default(), Origin::Default));
        let ignored = self.chain().into_iter().flat_map(|config| {
            let entries = config.ignore.iter().filter(|entry| entry.files.is_match(path));
            entries.map(|entry| (&*entry.value.name, config.origin(entry.node)))
        });
        let layers = self.layers(&self.overrides_for(path));
        let local = self.local_rules();
        let local = local.rules().map(|rule| {
            let standing = local_standing(rule, &layers);
            (rule.full_name().as_str().to_owned(), standing.level, standing.origin)
        });
        Effective {
            is_checked: self.is_checked(path),
            kind: self.kind_entry(path),
            schema: self
                .schema_entry(path)
                .map(|(local, origin)| (local.path.as_path(), local.schema.formats(), origin)),
            preset,
            rules: standings(preset.0, &layers),
            keywords: schema_standings(&layers),
            local: local.collect(),
            ignored: ignored.collect(),
        }
    }

    fn is_checked(&self, path: &str) -> (bool, Origin<'_>) {
        let of_include = self.last(|config| {
            config.include.as_ref().map(|(globs, node)| (globs.is_match(path), config.origin(*node)))
        });
        let of_exclude = self.last(|config| {
            config.exclude.as_ref().map(|(globs, node)| (!globs.is_match(path), config.origin(*node)))
        });
        match (of_include, of_exclude) {
            (Some((false, origin)), _) | (_, Some((false, origin))) => (false, origin),
            (Some((true, origin)), _) => (true, origin),
            _ => (true, Origin::Default),
        }
    }
}
