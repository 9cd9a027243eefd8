//! The parts of articles that a case's charges cite.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap, HashSet};

use crate::law::Registry;
use crate::model::{Citation, Event, Model};
use crate::tree::NodeId;

/// The most citations of one article that are compared.
const MOST: usize = 64;

/// Words by which a text says that the charge was changed, in small letters.
const CHANGED: [&str; 27] = [
    "downgrad",
    "reduced the charge",
    "charge was reduced",
    "charges were reduced",
    "amended the charge",
    "charge was amended",
    "изменен",
    "изменён",
    "смягч",
    "reclassif",
    "requalif",
    "recharacter",
    "changed the charge",
    "changed to",
    "charge was changed",
    "charges were changed",
    "lesser",
    "milder",
    "instead of",
    "переквалиф",
    "изменил",
    "вместо",
    "қайта сарала",
    "орнына",
    "кайра квалиф",
    "ордуна",
    "qayta kvalif",
];

/// The citations of charges by code and article: those of articles that every charge cites with a part.
pub(in crate::rules::law) struct ChargedParts<'a> {
    law: &'a Registry,
    by_article: HashMap<(&'a str, &'a str), Vec<Citation<'a>>>,
}

impl<'a> ChargedParts<'a> {
    pub(in crate::rules::law) fn of(law: &'a Registry, accused: &[Citation<'a>]) -> Self {
        let mut by_article: HashMap<(&str, &str), Vec<Citation<'a>>> = HashMap::new();
        for citation in accused {
            let cited = by_article.entry((law.stand_in(citation.code()), citation.article())).or_default();
            if cited.len() < MOST {
                cited.push(*citation);
            }
        }
        by_article.retain(|_, cited| {
            cited.len() < MOST && cited.iter().all(|citation| citation.part_number().is_some())
        });
        Self { law, by_article }
    }

    /// Returns those of the citations, each once, whose article is charged in other parts alone, with the charges: those that are
    /// in no decision, if there are any.
    pub(in crate::rules::law) fn others(
        &self,
        cited: &[Citation<'a>],
    ) -> Vec<(Citation<'a>, Vec<Citation<'a>>)> {
        let decided: BTreeSet<_> = cited.iter().map(|citation| citation.key()).collect();
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        for citation in cited {
            let key = (self.law.stand_in(citation.code()), citation.article());
            let Some(charged) = self.by_article.get(&key) else {
                continue;
            };
            let is_charged = || charged.iter().any(|charged| charged.part_number() == citation.part_number());
            if citation.part_number().is_some() && !is_charged() && seen.insert(citation.key()) {
                let is_left = |charged: &&Citation<'a>| !decided.contains(&charged.key());
                let left: Vec<Citation<'a>> = charged.iter().filter(is_left).copied().collect();
                found.push((*citation, if left.is_empty() { charged.clone() } else { left }));
            }
        }
        found
    }
}

/// The cases of a document whose texts may say that a charge was changed, read where it matters.
#[derive(Default)]
pub(in crate::rules::law) struct Changed(OnceCell<HashSet<NodeId>>);

impl Changed {
    /// Returns true if a verdict says that the court changed the charge, or a text of its case may.
    pub(in crate::rules::law) fn may_be(&self, model: &Model<'_>, event: Event<'_>) -> bool {
        let read = || model.cases_told(tells_of_change);
        event.reclassified_entry().is_some()
            || self.0.get_or_init(read).contains(&event.case().node().id())
            || event.description().is_some_and(tells_of_change)
    }
}

fn tells_of_change(text: &str) -> bool {
    // `re-classified`
    let lower = text.to_lowercase().replace('-', "");
    CHANGED.iter().any(|word| lower.contains(word))
}
