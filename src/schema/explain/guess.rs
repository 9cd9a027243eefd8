//! What an empty value was probably meant to be: what the file's own name says, or the rest of the file.

use std::collections::BTreeSet;

use super::context::Context;
use super::names::key_of;

impl Context<'_, '_> {
    /// Returns the one of `words` for which the file's name, its id or its citations speak, and says which of them does.
    pub(super) fn guess<'w>(&self, words: &[&'w str]) -> Option<(&'w str, &'static str)> {
        let is_country = words.contains(&"KZ") && key_of(self.node) == Some("country");
        if !is_country || self.node.parent().is_none_or(|parent| parent.parent().is_some()) {
            return None;
        }
        let first = |text: &str| {
            let head = text.split(['-', '_', '.']).next().unwrap_or_default().to_uppercase();
            words.iter().copied().find(|word| *word == head)
        };
        let path = self.root.source().path();
        let by_name =
            first(path.rsplit('/').next().unwrap_or(path)).map(|word| (word, "as in the file's name"));
        let id = || self.root.get("id").and_then(|id| first(id.as_str()?)).map(|word| (word, "as in the id"));
        let cited = || self.cited_country(words).map(|word| (word, "as in the codes that are cited"));
        by_name.or_else(id).or_else(cited)
    }

    /// Returns the only country whose codes the file names: `KZ` where `KZ-CC 174` stands.
    fn cited_country<'w>(&self, words: &[&'w str]) -> Option<&'w str> {
        let text = self.root.source().text();
        let known: BTreeSet<&str> = words.iter().copied().collect();
        let mut found: Option<&'w str> = None;
        for (at, _) in text.match_indices('-') {
            let before = text.get(..at).unwrap_or_default();
            let code = before.get(before.len().saturating_sub(2)..).unwrap_or_default();
            let begins_word = !before.trim_end_matches(|c: char| c.is_ascii_uppercase()).is_empty()
                && before.len() - before.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len() == 2;
            let goes_on =
                text.get(at + 1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()));
            let Some(code) = known.get(code).filter(|_| begins_word && goes_on) else { continue };
            if found.is_some_and(|found| found != *code) {
                return None;
            }
            found = Some(code);
        }
        found
    }
}
