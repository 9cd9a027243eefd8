//! The registry of legal codes that reports can cite, with their types and articles.

mod code;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

pub(crate) use code::{LegalCode, Part, Penalty, Presence};

use crate::document::Format;
use crate::model::date::Date;
pub(crate) use crate::model::vocabulary::CodeType;
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

/// The greatest number of codes of one type in a country: every sentence without an article is compared with each.
const MOST_CODES: usize = 50;

/// The legal codes of a run, by id: the bundled ones, read on demand, and a repository's own.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    own: BTreeMap<String, LegalCode>,
    index: OnceLock<Index>,
}

/// The codes of each type and country, and the successor of each code, all by id.
#[derive(Debug, Clone, Default)]
struct Index {
    by_type: HashMap<CodeType, HashMap<String, Vec<String>>>,
    successors: HashMap<String, String>,
}

/// Returns the bundled code in the file with this index. A test holds that each can be read, and that its id is the
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
    /// Returns the names and texts of the bundled codes' files.
    #[cfg(test)]
    pub(crate) fn bundled_files() -> &'static [(&'static str, &'static str)] {
        BUNDLED
    }

    /// Adds codes; a code replaces one with the same id.
    pub(crate) fn extend(&mut self, codes: impl IntoIterator<Item = LegalCode>) {
        self.index = OnceLock::new();
        self.own.extend(codes.into_iter().map(|code| (code.id.clone(), code)));
    }

    /// Returns the code under an id.
    pub(crate) fn get(&self, id: &str) -> Option<&LegalCode> {
        let in_file = |(name, _): &(&str, &str)| {
            name.strip_suffix(".yaml").is_some_and(|name| name.eq_ignore_ascii_case(id))
        };
        let of_bundle = || bundled(BUNDLED.iter().position(in_file)?).filter(|code| code.id == id);
        self.own.get(id).or_else(of_bundle)
    }

    /// Returns every code, by id.
    pub(crate) fn codes(&self) -> impl Iterator<Item = &LegalCode> {
        let of_bundle = (0..BUNDLED.len()).filter_map(bundled).map(|code| (code.id.as_str(), code));
        let own = self.own.iter().map(|(id, code)| (id.as_str(), code));
        of_bundle.chain(own).collect::<BTreeMap<&str, &LegalCode>>().into_values()
    }

    /// Returns the code of a country and type that is the law today: neither repealed nor replaced.
    pub(crate) fn in_force(&self, country: &str, code_type: CodeType) -> Option<&LegalCode> {
        self.of_type(country, code_type)
            .find(|code| code.repealed.is_none() && !self.index().successors.contains_key(&code.id))
    }

    /// Returns the code of a country and type that was the law at a date; `None` if several may have been.
    pub(crate) fn in_force_on(&self, country: &str, code_type: CodeType, date: &Date) -> Option<&LegalCode> {
        let mut codes = self.of_type(country, code_type).filter(|code| self.may_hold(code, date));
        codes.next().filter(|_| codes.next().is_none())
    }

    /// Returns true if a code may have been law at a date. Without a date of entry into force, it may have been law
    /// from its adoption on.
    fn may_hold(&self, code: &LegalCode, date: &Date) -> bool {
        let has_begun = !code.earliest_start().is_some_and(|start| date.is_before(&start));
        has_begun && !self.end(code).is_some_and(|end| date.is_from(&end))
    }

    /// Returns the date from which a code was no longer law: its repeal, or its successor's entry into force.
    pub(crate) fn end(&self, code: &LegalCode) -> Option<Date> {
        code.repealed.or_else(|| self.successor(&code.id)?.in_force)
    }

    /// Returns the code that replaced the one under an id.
    pub(crate) fn successor(&self, id: &str) -> Option<&LegalCode> {
        self.get(self.index().successors.get(id)?)
    }

    /// Returns the codes of a country and type, by id; none if there are so many that a sentence could mean any.
    fn of_type(&self, country: &str, code_type: CodeType) -> impl Iterator<Item = &LegalCode> {
        let ids = self.index().by_type.get(&code_type).and_then(|countries| countries.get(country));
        let ids = ids.filter(|ids| ids.len() <= MOST_CODES);
        ids.into_iter().flatten().filter_map(|id| self.get(id))
    }

    /// Returns the index, built once: a repository may have many codes, and every uncited sentence asks for one.
    fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let mut index = Index::default();
            for code in self.codes() {
                if let Some((country, code_type)) = code.country.as_ref().zip(code.code_type) {
                    let countries = index.by_type.entry(code_type).or_default();
                    countries.entry(country.clone()).or_default().push(code.id.clone());
                }
                if let Some(replaced) = &code.replaces {
                    index.successors.entry(replaced.clone()).or_insert_with(|| code.id.clone());
                }
            }
            index
        })
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

    #[test]
    fn the_code_of_a_date_is_the_one_that_was_law_then() {
        let mut registry = Registry::default();
        let id = |registry: &Registry, country, date| {
            let code = registry.in_force_on(country, CodeType::Administrative, &Date::parse(date).unwrap());
            code.map(|code| code.id.clone())
        };
        assert_eq!(id(&registry, "KZ", "2014-12-31").as_deref(), Some("KZ-CAO-2001"));
        assert_eq!(id(&registry, "KZ", "2015-01-01").as_deref(), Some("KZ-CAO"));
        // The month has days of both, and before 2001 there was another code.
        assert_eq!(id(&registry, "KZ", "2014-12/2015-01"), None);
        assert_eq!(id(&registry, "KZ", "2000"), None);
        let code = |text: &str| {
            let source = Arc::new(SourceFile::new(FileId(0), "code.yaml", text));
            LegalCode::from_document(&parse::parse(&source, Format::Yaml).documents[0]).unwrap()
        };
        registry.extend([
            code("{id: XX-OLD, country: XX, type: administrative}"),
            code("{id: XX-NEW, country: XX, type: administrative, replaces: XX-OLD, adopted: 2020-05-01}"),
        ]);
        // The date of entry into force is unknown: since the new code's adoption, either may have been law.
        assert_eq!(id(&registry, "XX", "2020-04-30").as_deref(), Some("XX-OLD"));
        assert_eq!(id(&registry, "XX", "2021"), None);
    }
}
