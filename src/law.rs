//! The registry of legal codes that reports can cite, with their types and articles.

mod article;
mod code;
mod general;
mod time_limits;

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

pub(crate) use article::{Article, Part, Penalty};
pub(crate) use code::{LegalCode, Presence, base_number};
pub(crate) use general::{Exemption, Unit};
pub(crate) use time_limits::{TimeLimit, TimeLimits};

use crate::model::date::Date;
pub(crate) use crate::model::vocabulary::CodeType;

/// A code that comes with reportlint: its file in `legal-codes/`, and what the index holds of it, so that a run reads
/// only the codes that it needs. A test holds that this is what the file says.
pub(crate) struct BundledCode {
    /// The name of the file.
    pub(crate) file: &'static str,
    /// Its text.
    pub(crate) text: &'static str,
    country: &'static str,
    code_type: CodeType,
    /// The id of the code that this one replaced.
    replaces: Option<&'static str>,
    /// True if it only stands for other codes.
    is_several: bool,
}

macro_rules! bundled {
    ($($file:literal: $country:literal, $code_type:ident $(, replaces $replaced:literal)? $(=> $several:ident)?;)*) => {
        [$(BundledCode {
            file: $file,
            text: include_str!(concat!("../legal-codes/", $file)),
            country: $country,
            code_type: CodeType::$code_type,
            replaces: bundled!(@replaces $($replaced)?),
            is_several: bundled!(@several $($several)?),
        }),*]
    };
    (@several) => { false };
    (@several several) => { true };
    (@replaces) => { None };
    (@replaces $replaced:literal) => { Some($replaced) };
}

const BUNDLED: &[BundledCode] = &bundled! {
    "az-cc.yaml": "AZ", Criminal;
    "by-cao-2003.yaml": "BY", Administrative;
    "by-cao.yaml": "BY", Administrative, replaces "BY-CAO-2003";
    "by-cc.yaml": "BY", Criminal;
    "kg-cc-1997.yaml": "KG", Criminal;
    "kg-cc-2017.yaml": "KG", Criminal, replaces "KG-CC-1997";
    "kg-cc-2021.yaml": "KG", Criminal, replaces "KG-CC-2017";
    "kg-cc.yaml": "KG", Criminal => several;
    "kg-co.yaml": "KG", Administrative;
    "kg-law-foreign-reps.yaml": "KG", Other;
    "kz-cao-2001.yaml": "KZ", Administrative;
    "kz-cao.yaml": "KZ", Administrative, replaces "KZ-CAO-2001";
    "kz-cc-1997.yaml": "KZ", Criminal;
    "kz-cc.yaml": "KZ", Criminal, replaces "KZ-CC-1997";
    "kz-cpc.yaml": "KZ", CriminalProcedure;
    "kz-law-amnesty-jan.yaml": "KZ", Other;
    "kz-law-assemblies.yaml": "KZ", Other;
    "kz-pec.yaml": "KZ", Other;
    "ru-cao.yaml": "RU", Administrative;
    "ru-cc.yaml": "RU", Criminal;
    "tj-cao.yaml": "TJ", Administrative;
    "tj-cc.yaml": "TJ", Criminal;
    "tm-cc.yaml": "TM", Criminal;
    "uz-cal.yaml": "UZ", Administrative;
    "uz-cc.yaml": "UZ", Criminal;
};

/// The greatest number of codes of one type in a country: every sentence without an article is compared with each.
const MOST_CODES: usize = 50;

/// The legal codes of a run, by id: the bundled ones, read on demand, and a repository's own.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    own: BTreeMap<String, LegalCode>,
    index: OnceLock<Index>,
}

/// The codes of each type and country and the successor of each code, all by id.
#[derive(Debug, Clone, Default)]
struct Index {
    by_type: HashMap<CodeType, HashMap<String, Vec<String>>>,
    successors: HashMap<String, String>,
}

/// Returns the bundled code with this index. A test holds that each can be read, and that its id is the file's name in
/// capitals.
fn bundled(index: usize) -> Option<&'static LegalCode> {
    static READ: [OnceLock<Option<LegalCode>>; BUNDLED.len()] = [const { OnceLock::new() }; BUNDLED.len()];
    let code = BUNDLED.get(index)?;
    READ.get(index)?.get_or_init(|| LegalCode::from_bundle(code.file, code.text)).as_ref()
}

/// The part of a code that the index holds.
#[derive(Debug, PartialEq)]
struct IndexEntry<'c> {
    country: Option<&'c str>,
    code_type: Option<CodeType>,
    replaces: Option<&'c str>,
    is_several: bool,
}

impl BundledCode {
    /// Returns the file's name without its extension, which is the code's id in small letters.
    fn name(&self) -> &'static str {
        self.file.strip_suffix(".yaml").unwrap_or(self.file)
    }

    fn entry(&self) -> IndexEntry<'static> {
        let Self { country, code_type, replaces, is_several, .. } = *self;
        IndexEntry { country: Some(country), code_type: Some(code_type), replaces, is_several }
    }
}

impl LegalCode {
    fn entry(&self) -> IndexEntry<'_> {
        IndexEntry {
            country: self.country.as_deref(),
            code_type: self.code_type,
            replaces: self.replaces.as_deref(),
            is_several: !self.stands_for.is_empty(),
        }
    }
}

impl Registry {
    /// Returns the bundled codes.
    #[cfg(test)]
    pub(crate) fn bundled_codes() -> &'static [BundledCode] {
        BUNDLED
    }

    /// Adds codes; a code replaces one with the same id, unless it extends it.
    pub(crate) fn extend(&mut self, codes: impl IntoIterator<Item = LegalCode>) {
        self.index = OnceLock::new();
        let (extensions, whole): (Vec<_>, Vec<_>) =
            codes.into_iter().partition(|code| code.extends.is_some());
        self.own.extend(whole.into_iter().map(|code| (code.id.clone(), code)));
        for extension in extensions {
            let base = extension.extends.as_deref().and_then(|id| self.get(id));
            let code = base.map_or_else(|| extension.clone(), |base| base.extended_by(&extension));
            self.own.insert(code.id.clone(), code);
        }
    }

    /// Returns the code under an id.
    pub(crate) fn get(&self, id: &str) -> Option<&LegalCode> {
        let is_it = |code: &BundledCode| code.name().eq_ignore_ascii_case(id);
        let of_bundle = || bundled(BUNDLED.iter().position(is_it)?).filter(|code| code.id == id);
        self.own.get(id).or_else(of_bundle)
    }

    /// Returns the code under an id at one of some dates: for an id that several codes of a country share, the one that was
    /// law on the first of them, and if none certainly was, the one that stands for all.
    pub(crate) fn at(&self, id: &str, dates: impl IntoIterator<Item = Date>) -> Option<&LegalCode> {
        let code = self.get(id)?;
        let Some(date) = dates.into_iter().next().filter(|_| !code.stands_for.is_empty()) else {
            return Some(code);
        };
        let several = code.stands_for.iter().filter_map(|id| self.get(id));
        let mut of_the_day = several.filter(|code| self.may_hold(code, &date));
        Some(of_the_day.next().filter(|_| of_the_day.next().is_none()).unwrap_or(code))
    }

    /// Returns the id that stands for a code and its predecessors, if there is one: `KG-CC` for `KG-CC-2021`; otherwise the code's own.
    pub(crate) fn stand_in<'i>(&self, id: &'i str) -> &'i str {
        let edition = id.rsplit_once('-').map(|(short, _)| short);
        let stands =
            |short: &&str| self.get(short).is_some_and(|code| code.stands_for.iter().any(|one| one == id));
        edition.filter(stands).unwrap_or(id)
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
            let of_bundle = BUNDLED.iter().map(|code| (code.name().to_ascii_uppercase(), code.entry()));
            let own = self.own.iter().map(|(id, code)| (id.clone(), code.entry()));
            let mut index = Index::default();
            for (id, entry) in of_bundle.chain(own).collect::<BTreeMap<_, _>>() {
                let code_type = entry.code_type.filter(|_| !entry.is_several);
                if let Some((country, code_type)) = entry.country.zip(code_type) {
                    let countries = index.by_type.entry(code_type).or_default();
                    countries.entry(country.to_owned()).or_default().push(id.clone());
                }
                if let Some(replaced) = entry.replaces {
                    index.successors.entry(replaced.to_owned()).or_insert(id);
                }
            }
            index
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::Format;
    use crate::parse;
    use crate::source::{FileId, SourceFile};

    #[test]
    fn an_article_is_the_same_by_itself_and_in_its_file() {
        for (index, code) in BUNDLED.iter().enumerate() {
            let source = Arc::new(SourceFile::new(FileId(0), code.file, code.text));
            let whole = LegalCode::from_document(&parse::parse(&source, Format::Yaml).documents[0]).unwrap();
            let by_parts = bundled(index).unwrap();
            assert!(whole.numbers().eq(by_parts.numbers()), "{}", code.file);
            for number in whole.numbers() {
                let shown = |code: &LegalCode| format!("{:?}", code.listed_article(number));
                assert_eq!(shown(&whole), shown(by_parts), "{} {number}", code.file);
            }
        }
    }

    #[test]
    fn an_id_of_several_codes_means_the_one_of_the_day() {
        let registry = Registry::default();
        let id =
            |date: &str| registry.at("KG-CC", Date::parse(date).ok()).map(|code| code.id.clone()).unwrap();
        assert_eq!(id("2010-05-01"), "KG-CC-1997");
        assert_eq!(id("2020-05-01"), "KG-CC-2017");
        assert_eq!(id("2024-05-01"), "KG-CC-2021");
        // The day of the change is not known.
        assert_eq!(id("2021-11-20"), "KG-CC");
        assert_eq!(registry.at("KG-CC", None).unwrap().id, "KG-CC");
    }

    #[test]
    fn an_extension_adds_articles_and_keeps_the_rest() {
        let text =
            "{extends: KZ-CC, articles: [{article: \"500\", title: New}, {article: \"271\", title: Other}]}";
        let source = Arc::new(SourceFile::new(FileId(0), "code.yaml", text));
        let code = LegalCode::from_document(&parse::parse(&source, Format::Yaml).documents[0]).unwrap();
        let mut registry = Registry::default();
        registry.extend([code]);
        let code = registry.get("KZ-CC").unwrap();
        let title = |number: &str| code.listed_article(number).and_then(|article| article.title.clone());
        assert_eq!(title("500").as_deref(), Some("New"));
        assert_eq!(title("271").as_deref(), Some("Other"));
        assert_eq!(title("272").as_deref(), Some("Mass riots"));
        assert_eq!(code.country.as_deref(), Some("KZ"));
    }

    #[test]
    fn the_index_says_what_the_files_say() {
        for (index, code) in BUNDLED.iter().enumerate() {
            assert_eq!(bundled(index).map(LegalCode::entry), Some(code.entry()), "{}", code.file);
        }
    }

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
