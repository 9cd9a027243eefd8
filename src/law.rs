//! The registry of legal codes: which codes can be cited, of what kind they are, which articles they have.

mod code;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

pub use code::{Article, CodeType, LegalCode, Part, Penalty, Presence};

use crate::document::Format;
use crate::parse;
use crate::source::{FileId, SourceFile};

/// The codes that come with reportlint: file name and text of each file in `legal-codes/`.
macro_rules! bundled {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../legal-codes/", $name)))),*]
    };
}

const BUNDLED: &[(&str, &str)] = &bundled![
    "by-cc.yaml",
    "kg-cc.yaml",
    "kz-cao-2001.yaml",
    "kz-cao.yaml",
    "kz-cc-1997.yaml",
    "kz-cc.yaml",
    "kz-cpc.yaml",
    "kz-law-amnesty-jan.yaml",
    "kz-law-assemblies.yaml",
    "kz-pec.yaml",
    "ru-cao.yaml",
    "ru-cc.yaml",
    "tj-cao.yaml",
    "tj-cc.yaml",
    "tm-cc.yaml",
    "uz-cal.yaml",
    "uz-cc.yaml",
];

/// The legal codes of a run, by id: the bundled ones, read when they are asked for, and a repository's own.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    own: BTreeMap<String, LegalCode>,
}

/// The bundled code in the file with this index. A test holds that every one reads, and that its id is the
/// file's name in capitals.
fn bundled(index: usize) -> Option<&'static LegalCode> {
    static READ: [OnceLock<Option<LegalCode>>; BUNDLED.len()] = [const { OnceLock::new() }; BUNDLED.len()];
    let (name, text) = BUNDLED.get(index)?;
    let read = || {
        let source = Arc::new(SourceFile::new(FileId(0), *name, *text));
        parse::parse(&source, Format::Yaml).documents.first().and_then(LegalCode::from_document)
    };
    READ.get(index)?.get_or_init(read).as_ref()
}

impl Registry {
    /// The names and texts of the bundled codes' files.
    pub fn bundled_files() -> &'static [(&'static str, &'static str)] {
        BUNDLED
    }

    /// Adds codes; one of the same id is replaced.
    pub fn extend(&mut self, codes: impl IntoIterator<Item = LegalCode>) {
        self.own.extend(codes.into_iter().map(|code| (code.id.clone(), code)));
    }

    /// The code under an id.
    pub fn get(&self, id: &str) -> Option<&LegalCode> {
        let in_file = |(name, _): &(&str, &str)| {
            name.strip_suffix(".yaml").is_some_and(|name| name.eq_ignore_ascii_case(id))
        };
        let of_bundle = || bundled(BUNDLED.iter().position(in_file)?).filter(|code| code.id == id);
        self.own.get(id).or_else(of_bundle)
    }

    /// Every code, by id.
    pub fn codes(&self) -> impl Iterator<Item = &LegalCode> {
        let of_bundle = (0..BUNDLED.len()).filter_map(bundled).map(|code| (code.id.as_str(), code));
        let own = self.own.iter().map(|(id, code)| (id.as_str(), code));
        of_bundle.chain(own).collect::<BTreeMap<&str, &LegalCode>>().into_values()
    }

    /// The code of a country and type that is in force: neither repealed nor replaced.
    pub fn in_force(&self, country: &str, code_type: CodeType) -> Option<&LegalCode> {
        let replaced: BTreeSet<&str> = self.codes().filter_map(|code| code.replaces.as_deref()).collect();
        self.codes().find(|code| {
            code.country.as_deref() == Some(country)
                && code.code_type == Some(code_type)
                && code.repealed.is_none()
                && !replaced.contains(code.id.as_str())
        })
    }

    /// The code that replaced the one under an id.
    pub fn successor(&self, id: &str) -> Option<&LegalCode> {
        self.codes().find(|code| code.replaces.as_deref() == Some(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_in_force_is_neither_repealed_nor_replaced() {
        let registry = Registry::default();
        let id = |country, code_type| registry.in_force(country, code_type).map(|code| code.id.as_str());
        assert_eq!(id("KZ", CodeType::Criminal), Some("KZ-CC"));
        assert_eq!(id("KZ", CodeType::Administrative), Some("KZ-CAO"));
        assert_eq!(id("FR", CodeType::Criminal), None);
    }
}
