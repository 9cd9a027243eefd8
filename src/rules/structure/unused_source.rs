//! `unused-source`

use std::cell::LazyCell;
use std::collections::HashMap;

use memchr::memmem;

use crate::diagnostic::{Premise, Severity};
use crate::model::{Model, Source, TextRole};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::NodeRef;
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "unused-source",
    group: Group::Structure,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("unused-source.md"),
};

/// The most protocols of unused addresses that are looked for.
const MOST_PROTOCOLS: usize = 20;

/// The most unused sources whose publishers and titles are looked for in the body.
const MOST_NAMED: usize = 20;

/// The shortest publisher or title, in characters, that no other words hold by chance.
const SHORTEST_NAME: usize = 6;

/// The bytes of an address that are compared.
const MOST_COMPARED: usize = 512;

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let mut used: Vec<&str> = model.source_references().filter_map(NodeRef::as_str).collect();
    used.sort_unstable();
    used.dedup();
    let has_body = LazyCell::new(|| model.texts().iter().any(|text| text.role() == TextRole::Body));
    let mut links = Links::default();
    let mut named = 0;
    for source in model.sources() {
        let Some(id) = source.id().filter(|id| used.binary_search(id).is_err()) else { continue };
        // A text may link to it, and so use it.
        if source.url().is_some_and(|url| links.lead_to(url, model)) {
            continue;
        }
        // What follows the front matter cites by words.
        named += 1;
        if named <= MOST_NAMED && is_named_in_body(source, model) {
            continue;
        }
        let in_body = match *has_body {
            true => format!(", or write {} where the text rests on it", quoted(&format!("[{id}]"))),
            false => String::new(),
        };
        cx.report(source, format!("nothing in the document refers to the source {}", quoted(id)))
            .note("never referred to")
            .help(format!(
                "if it proves something in the document, name it under `sources:` of that event, quote or figure{in_body}; if it is \
                 left over, remove it"
            ))
            .depends_on(source.key().map(Premise::unreferred));
    }
}

/// Returns true if the text below the front matter names the publisher or the title of a source, or its id as a citation: `[register]`.
fn is_named_in_body(source: Source<'_>, model: &Model<'_>) -> bool {
    // A publisher of several sources may be named for another one.
    let is_alone = |publisher: &&str| {
        model.sources().filter(|other| other.publisher() == Some(*publisher)).nth(1).is_none()
    };
    let names: Vec<&str> = source
        .publisher()
        .filter(is_alone)
        .map(without_prefix)
        .into_iter()
        .chain(source.title())
        .filter(|name| name.chars().nth(SHORTEST_NAME - 1).is_some())
        .collect();
    let is_cited = |body: &str| {
        let id = source.id().unwrap_or_default();
        let is_marked =
            |at: usize| body.get(..at).is_some_and(|before| before.ends_with(['[', '^', '@', '(']));
        let ends = |at: usize| {
            body.get(at + id.len()..).is_some_and(|after| after.starts_with([']', ')', ',', ';', ' ']))
        };
        !id.is_empty() && body.match_indices(id).any(|(at, _)| is_marked(at) && ends(at))
    };
    let mut bodies = model.texts().iter().filter(|text| text.role() == TextRole::Body);
    bodies.any(|body| is_cited(body.value()) || names.iter().any(|name| has_words(body.value(), name)))
}

/// Returns the name of a publisher without what a text leaves out before it: the "UN Human Rights Committee".
fn without_prefix(publisher: &str) -> &str {
    const PREFIXES: [&str; 5] = ["The ", "the ", "UN ", "United Nations ", "ООН "];
    PREFIXES.iter().fold(publisher, |name, prefix| name.strip_prefix(prefix).unwrap_or(name))
}

/// Returns true if `words` stand in a text, and are not parts of longer words there.
fn has_words(text: &str, words: &str) -> bool {
    let mut parts = words.split_whitespace();
    let Some(first) = parts.next() else { return false };
    text.match_indices(first).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        // A line may end between two of the words.
        let behind = text.get(at + first.len()..).unwrap_or_default();
        let after = parts.clone().try_fold(behind, |rest, part| {
            let next = rest.trim_start();
            next.strip_prefix(part).filter(|_| next.len() < rest.len())
        });
        let ends = after.is_some_and(|after| !after.starts_with(char::is_alphanumeric));
        ends && !before.is_some_and(char::is_alphanumeric)
    })
}

/// The places in the report's own words at which an address may begin, by protocol: the bytes from there on, sorted. A search
/// for each address would take time in proportion to the number of sources and the length of the texts.
#[derive(Default)]
struct Links<'a>(HashMap<&'a str, Vec<&'a [u8]>>);

impl<'a> Links<'a> {
    /// Returns true if an address stands in one of the texts. Beyond a number of protocols that no report has, it may.
    fn lead_to(&mut self, url: &'a str, model: &'a Model<'a>) -> bool {
        let protocol = url.split_inclusive(':').next().unwrap_or(url);
        if self.0.len() >= MOST_PROTOCOLS && !self.0.contains_key(protocol) {
            return true;
        }
        let links = self.0.entry(protocol).or_insert_with(|| places_of(protocol, model));
        let url = clip(url.as_bytes());
        let place = links.partition_point(|link| *link < url);
        links.get(place).is_some_and(|link| link.starts_with(url))
    }
}

/// Returns the bytes from each place on at which `word` stands, sorted.
fn places_of<'a>(word: &str, model: &'a Model<'a>) -> Vec<&'a [u8]> {
    let texts = model.texts().iter().filter(|text| text.role().is_own_words());
    let texts = texts.map(|text| text.value().as_bytes());
    let mut places: Vec<&[u8]> = texts
        .flat_map(|text| memmem::find_iter(text, word).filter_map(|at| text.get(at..)).map(clip))
        .collect();
    places.sort_unstable();
    places
}

/// Returns the part by which addresses are compared: texts that repeat themselves are slow to sort in full.
fn clip(bytes: &[u8]) -> &[u8] {
    bytes.get(..MOST_COMPARED).unwrap_or(bytes)
}

#[cfg(test)]
mod tests {
    use super::{has_words, without_prefix};

    #[test]
    fn a_publisher_is_named_over_two_lines() {
        let name = without_prefix("UN Human Rights Committee");
        for (text, expected) in [
            ("the Human Rights Committee has said", true),
            ("though the Human Rights\nCommittee has said", true),
            ("the Human RightsCommittee", false),
            ("Human Rights Committees", false),
            ("the Human Rights Council, a Committee", false),
        ] {
            assert_eq!(has_words(text, name), expected, "{text}");
        }
    }
}
