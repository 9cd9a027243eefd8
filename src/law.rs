//! The registry of legal codes: which codes can be cited, of what kind they are, which articles they have.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use crate::document::{Document, Format};
use crate::parse;
use crate::source::{FileId, SourceFile};
use crate::tree::NodeRef;

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

/// What a code regulates, which decides what may be sentenced under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CodeType {
    /// Crimes.
    Criminal,
    /// Administrative offences.
    Administrative,
    /// The procedure in criminal cases.
    CriminalProcedure,
    /// The constitution.
    Constitution,
    /// Any other law.
    Other,
}

impl CodeType {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "criminal" => Self::Criminal,
            "administrative" => Self::Administrative,
            "criminal-procedure" => Self::CriminalProcedure,
            "constitution" => Self::Constitution,
            "other" => Self::Other,
            _ => return None,
        })
    }
}

/// A legal code. Of a file with faults, what can be read counts: its schema reports the rest.
#[derive(Debug, Clone)]
pub struct LegalCode {
    /// The id that citations use: `KZ-CC`.
    pub id: String,
    /// ISO 3166-1 alpha-2 code.
    pub country: Option<String>,
    /// English title; the id where there is none.
    pub title: String,
    /// What the code regulates.
    pub code_type: Option<CodeType>,
    /// Whether the code is no longer law.
    pub is_repealed: bool,
    /// The id of the code that this one replaced.
    pub replaces: Option<String>,
    /// Whether an article that is neither listed nor in a range does not exist.
    complete: bool,
    /// First and last article of each range, as in `"1-467"`.
    ranges: Vec<(u32, u32)>,
    /// Articles by themselves: those listed, and inserted ones such as `188-1`.
    articles: BTreeSet<String>,
}

/// Whether a code has an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// The code has it.
    Present,
    /// The code's file does not say.
    Unknown,
    /// The code's file lists all articles, and it is not among them.
    Absent,
    /// The number lies beyond the last article.
    BeyondLast(u32),
}

impl LegalCode {
    /// Reads a legal code; `None` where the document has no id.
    pub fn from_document(document: &Document) -> Option<Self> {
        let root = document.root();
        let text = |key: &str| root.get(key).and_then(NodeRef::scalar_text).map(str::to_owned);
        let id = text("id").filter(|id| !id.is_empty())?;
        let listed = root.get("articles").into_iter().flat_map(NodeRef::items);
        let mut articles: BTreeSet<String> =
            listed.filter_map(|article| article.get("article")?.scalar_text()).map(str::to_owned).collect();
        let mut ranges = Vec::new();
        let written = root.get("article_ranges").into_iter().flat_map(NodeRef::items);
        for range in written.filter_map(NodeRef::scalar_text) {
            // `1-467` is a range and `188-1` an inserted article: a range runs upwards.
            let ends = range.split_once('-').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
            match ends {
                Some((first, last)) if first < last => ranges.push((first, last)),
                _ => {
                    articles.insert(range.to_owned());
                }
            }
        }
        Some(Self {
            country: text("country"),
            title: text("title").unwrap_or_else(|| id.clone()),
            code_type: text("type").and_then(|name| CodeType::from_name(&name)),
            is_repealed: root.get("repealed").is_some_and(|repealed| !repealed.is_null()),
            replaces: text("replaces"),
            complete: root.get("complete").and_then(NodeRef::as_bool).unwrap_or_default(),
            ranges,
            articles,
            id,
        })
    }

    /// The number of the last article, where the code's file says it: the end of a range from article 1 on.
    pub fn last_article(&self) -> Option<u32> {
        self.ranges.iter().filter(|&&(first, _)| first == 1).map(|&(_, last)| last).max()
    }

    /// Whether the code has the article `number`, such as `272` or `174-1`.
    pub fn article(&self, number: &str) -> Presence {
        if self.articles.contains(number) {
            return Presence::Present;
        }
        if let Ok(plain) = number.parse::<u32>()
            && self.ranges.iter().any(|&(first, last)| first <= plain && plain <= last)
        {
            return Presence::Present;
        }
        // `930-2` lies beyond article 920 as surely as `930`.
        let whole = number.split(['-', '.']).next().and_then(|digits| digits.parse::<u32>().ok());
        match (self.last_article(), whole) {
            (Some(last), Some(whole)) if whole > last => Presence::BeyondLast(last),
            _ if self.complete => Presence::Absent,
            _ => Presence::Unknown,
        }
    }

    /// The inserted articles that follow article `number`: `188-1` for `188`.
    pub fn inserted_after<'a>(&'a self, number: &'a str) -> impl Iterator<Item = &'a str> {
        let from = self.articles.range(format!("{number}-")..).map(String::as_str);
        from.take_while(move |single| single.strip_prefix(number).is_some_and(|rest| rest.starts_with('-')))
    }
}

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
                && !code.is_repealed
                && !replaced.contains(code.id.as_str())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> LegalCode {
        let source = Arc::new(SourceFile::new(FileId(0), "code.yaml", text));
        LegalCode::from_document(&parse::parse(&source, Format::Yaml).documents[0]).unwrap()
    }

    #[test]
    fn articles_are_looked_up_in_ranges_and_lists() {
        let complete =
            code("{id: XX-CC, complete: true, article_ranges: [1-467, 188-1], articles: [{article: 380-1}]}");
        for number in ["1", "467", "188-1", "380-1"] {
            assert_eq!(complete.article(number), Presence::Present, "{number}");
        }
        assert_eq!(complete.article("174-1"), Presence::Absent);
        assert_eq!(complete.article("468"), Presence::BeyondLast(467));
        assert_eq!(complete.article("500-1"), Presence::BeyondLast(467));
    }

    #[test]
    fn a_selection_says_nothing_of_what_it_lacks() {
        let selection = code("{id: XX-CC, article_ranges: [100-150], articles: [{article: \"7\"}]}");
        assert_eq!(selection.article("7"), Presence::Present);
        assert_eq!(selection.article("8"), Presence::Unknown);
        assert_eq!(selection.article("151"), Presence::Unknown);
    }

    #[test]
    fn a_code_with_faults_is_still_known() {
        let faulty = code("{id: XX-CC, type: crimnal, articles: [{title: no number}]}");
        assert_eq!((faulty.title.as_str(), faulty.code_type), ("XX-CC", None));
    }

    #[test]
    fn the_code_in_force_is_neither_repealed_nor_replaced() {
        let registry = Registry::default();
        let id = |country, code_type| registry.in_force(country, code_type).map(|code| code.id.as_str());
        assert_eq!(id("KZ", CodeType::Criminal), Some("KZ-CC"));
        assert_eq!(id("KZ", CodeType::Administrative), Some("KZ-CAO"));
        assert_eq!(id("FR", CodeType::Criminal), None);
    }
}
