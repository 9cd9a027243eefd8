//! The registry of legal codes: which codes can be cited, of what kind they are, which articles they have.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, OnceLock};

use serde::Deserialize;

use crate::document::{Document, DocumentKind, Format};
use crate::parse;
use crate::source::{FileId, SourceFile};
use crate::tree::NodeError;

/// The codes that come with reportlint: file name and text of each file in `legal-codes/`.
macro_rules! bundled {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../legal-codes/", $name)))),*]
    };
}

static BUNDLED: &[(&str, &str)] = &bundled![
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
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

/// A legal code as its file has it.
#[derive(Debug, Clone, Deserialize)]
pub struct LegalCode {
    /// The id that citations use: `KZ-CC`.
    pub id: String,
    /// ISO 3166-1 alpha-2 code.
    pub country: String,
    /// English title.
    pub title: String,
    /// What the code regulates.
    #[serde(rename = "type")]
    pub code_type: CodeType,
    /// The date from which the code is no longer law (EDTF).
    pub repealed: Option<String>,
    /// The id of the code that this one replaced.
    pub replaces: Option<String>,
    /// Whether an article that is neither listed nor in a range does not exist.
    #[serde(default)]
    complete: bool,
    #[serde(default)]
    article_ranges: Vec<String>,
    #[serde(default)]
    articles: Vec<Article>,
    #[serde(skip)]
    numbers: OnceLock<Numbers>,
}

#[derive(Debug, Clone, Deserialize)]
struct Article {
    article: String,
}

/// The articles of a code in a form to look numbers up in.
#[derive(Debug, Clone, Default)]
struct Numbers {
    ranges: Vec<(u32, u32)>,
    single: HashSet<String>,
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
    /// Reads a document of kind `legal-code`.
    ///
    /// # Errors
    /// The document lacks what its schema requires.
    pub fn from_document(document: &Document) -> Result<Self, NodeError> {
        document.root().deserialize_into()
    }

    fn numbers(&self) -> &Numbers {
        self.numbers.get_or_init(|| {
            let mut numbers = Numbers::default();
            for range in &self.article_ranges {
                // `1-467` is a range and `188-1` an inserted article: a range runs upwards.
                let ends = range.split_once('-').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
                match ends {
                    Some((first, last)) if first < last => numbers.ranges.push((first, last)),
                    _ => {
                        numbers.single.insert(range.clone());
                    }
                }
            }
            numbers.single.extend(self.articles.iter().map(|article| article.article.clone()));
            numbers
        })
    }

    /// The number of the last article, where the code's file says it: the end of its highest range.
    pub fn last_article(&self) -> Option<u32> {
        self.numbers().ranges.iter().map(|&(_, last)| last).max()
    }

    /// Whether the code has the article `number`, such as `272` or `174-1`.
    pub fn article(&self, number: &str) -> Presence {
        let numbers = self.numbers();
        if numbers.single.contains(number) {
            return Presence::Present;
        }
        if let Ok(plain) = number.parse::<u32>()
            && numbers.ranges.iter().any(|&(first, last)| first <= plain && plain <= last)
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
        let inserted = self.numbers().single.iter().map(String::as_str);
        inserted.filter(move |single| single.strip_prefix(number).is_some_and(|rest| rest.starts_with('-')))
    }
}

/// The legal codes of a run, by id.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    codes: BTreeMap<String, LegalCode>,
}

impl Registry {
    /// The codes that come with reportlint.
    pub fn bundled() -> Self {
        static PARSED: OnceLock<Registry> = OnceLock::new();
        PARSED
            .get_or_init(|| {
                let mut registry = Self::default();
                for (name, text) in BUNDLED {
                    let source = Arc::new(SourceFile::new(FileId(0), *name, *text));
                    for document in parse::parse(&source, Format::Yaml).documents {
                        // A test holds that every bundled code reads.
                        if let Ok(code) = LegalCode::from_document(&document) {
                            registry.insert(code);
                        }
                    }
                }
                registry
            })
            .clone()
    }

    /// The names and texts of the bundled codes' files.
    pub fn bundled_files() -> &'static [(&'static str, &'static str)] {
        BUNDLED
    }

    /// Adds a code; one of the same id is replaced.
    pub fn insert(&mut self, code: LegalCode) {
        self.codes.insert(code.id.clone(), code);
    }

    /// The code under an id.
    pub fn get(&self, id: &str) -> Option<&LegalCode> {
        self.codes.get(id)
    }

    /// Every code, by id.
    pub fn codes(&self) -> impl Iterator<Item = &LegalCode> {
        self.codes.values()
    }

    /// The code of a country and type that is in force: neither repealed nor replaced.
    pub fn in_force(&self, country: &str, code_type: CodeType) -> Option<&LegalCode> {
        let is_replaced = |id: &str| self.codes().any(|other| other.replaces.as_deref() == Some(id));
        self.codes().find(|code| {
            code.country == country
                && code.code_type == code_type
                && code.repealed.is_none()
                && !is_replaced(&code.id)
        })
    }
}

/// Whether a document is a legal code, so that it belongs in the registry.
pub fn is_legal_code(document: &Document) -> bool {
    document.kind() == Some(DocumentKind::LegalCode)
}
