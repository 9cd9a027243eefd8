//! Check of references to ids, shared by the rules on ids that lead nowhere.

use std::collections::HashSet;

use super::meant::{Meant, Search};
use crate::diagnostic::{Applicability, Edit, Premise};
use crate::rule::{DocumentContext, FindingBuilder};
use crate::tree::{Entry, NodeRef, NodeType, Place};
use crate::words::{alternatives, clip, quoted};

/// The most ids that a finding lists.
const MOST_LISTED: usize = 8;

/// The things of one kind that a document declares.
pub(in crate::rules::structure) struct DeclaredIds<'a> {
    /// The noun for a thing with such an id: "source".
    pub(in crate::rules::structure) noun: &'static str,
    /// The noun with its article: "a source".
    pub(in crate::rules::structure) with_article: &'static str,
    /// The key under which they are declared: "sources".
    pub(in crate::rules::structure) key: &'static str,
    /// The entry under that key, if the document has one.
    pub(in crate::rules::structure) listed: Option<Entry<'a>>,
    /// The things, in any order.
    pub(in crate::rules::structure) things: Vec<Thing<'a>>,
}

/// A thing with an id.
pub(in crate::rules::structure) struct Thing<'a> {
    /// The id, as the key under which the thing is declared.
    pub(in crate::rules::structure) key: NodeRef<'a>,
    /// What else it is called: its name, title or address.
    pub(in crate::rules::structure) names: Vec<&'a str>,
}

impl<'a> Thing<'a> {
    /// Makes a thing from its key and what it is called.
    pub(in crate::rules::structure) fn new(
        key: NodeRef<'a>,
        names: impl IntoIterator<Item = Option<&'a str>>,
    ) -> Self {
        Self { key, names: names.into_iter().flatten().collect() }
    }

    /// Returns the id.
    pub(in crate::rules::structure) fn id(&self) -> &'a str {
        self.key.scalar_text().unwrap_or_default()
    }
}

/// A thing of another kind that has the id.
pub(in crate::rules::structure) struct OtherKind<'a> {
    /// Its kind with the article: "an organisation".
    pub(in crate::rules::structure) with_article: &'static str,
    /// The key under which such things are named.
    pub(in crate::rules::structure) key: &'static str,
    /// The place of its declaration.
    pub(in crate::rules::structure) place: Place<'a>,
}

/// Reports each of `references` that is an id for which `is_declared` is false. `find_other` finds a thing of another kind
/// with the id.
pub(in crate::rules::structure) fn check_references<'a>(
    cx: &mut DocumentContext<'a>,
    declared: &DeclaredIds<'a>,
    references: impl Iterator<Item = NodeRef<'a>>,
    is_declared: impl Fn(&str) -> bool,
    find_other: impl Fn(&str) -> Option<OtherKind<'a>>,
) {
    // The schema reports entries in another shape; their ids are not known.
    if declared
        .listed
        .is_some_and(|listed| !matches!(listed.value.node_type(), NodeType::Mapping | NodeType::Null))
    {
        return;
    }
    let references: Vec<(NodeRef<'a>, &str)> =
        references.filter_map(|reference| Some((reference, reference.as_str()?))).collect();
    let is_unresolved = |id: &str| !id.is_empty() && !is_declared(id);
    if !references.iter().any(|(_, id)| is_unresolved(id)) {
        return;
    }
    let used: HashSet<&str> = references.iter().map(|(_, id)| *id).collect();
    let mut search = Search::new(&declared.things, &used);
    for &(reference, id) in references.iter().filter(|(_, id)| is_unresolved(id)) {
        if let Some(OtherKind { with_article: actual, key, place }) = find_other(id) {
            cx.report(reference, format!("{} is {actual}, not {}", quoted(id), declared.with_article))
                .label(place, "declared here")
                .help(format!("name it under `{key}:`; only {}s belong here", declared.noun));
            continue;
        }
        report(cx, declared, reference, search.find(id));
    }
}

fn report<'a>(
    cx: &mut DocumentContext<'a>,
    declared: &DeclaredIds<'a>,
    reference: NodeRef<'a>,
    meant: Option<Meant<'_, 'a>>,
) {
    let (id, noun, key) = (reference.as_str().unwrap_or_default(), declared.noun, declared.key);
    // The schema reports text that cannot be an id and means none that there is.
    if meant.is_none() && id.contains([' ', ',']) {
        return;
    }
    let message = match meant {
        Some(Meant::Called(_)) => format!("{} is not the id of a {noun}", quoted(id)),
        _ => format!("no {noun} has the id {}", quoted(id)),
    };
    let mut finding = cx.report(reference, message);
    if let Some(entry) = declared.listed {
        finding = finding.label(entry.key, format!("the document's {noun}s are listed here"));
    }
    let Some(meant) = meant else {
        finding.help(help_without_meaning(declared, id));
        return;
    };
    let thing = meant.thing();
    let near = thing.id();
    finding = finding
        .stands_without(Premise::value_right(reference))
        .depends_on(Premise::value_right(thing.key))
        .refutes(Premise::meaning_unknown(reference))
        .refutes(Premise::unreferred(thing.key));
    match meant {
        Meant::Near(_) => write_instead(finding, reference, near, crate::lookalike::did_you_mean(id, near)),
        Meant::Called(_) => {
            let help = format!("the id of this {noun} is `{near}`");
            write_instead(finding, reference, near, help);
        }
        Meant::OnlyUnused(_) => {
            finding.help(format!(
                "is `{near}` meant, to which nothing refers? Write that, or add an entry `{}:` under `{key}:`",
                clip(id)
            ));
        }
    }
}

fn write_instead(finding: FindingBuilder<'_>, reference: NodeRef<'_>, id: &str, help: String) {
    finding.help(help).fix(
        format!("write `{id}`"),
        Applicability::Unsafe,
        vec![Edit { span: reference.value_span(), replacement: id.to_owned() }],
    );
}

/// Says what to do about an id that is like none that there is.
fn help_without_meaning(declared: &DeclaredIds<'_>, id: &str) -> String {
    let key = declared.key;
    let id = clip(id);
    if declared.listed.is_none() {
        return format!("add `{key}:` at the top of the document, with an entry `{id}:`");
    }
    if (1..=MOST_LISTED).contains(&declared.things.len()) {
        let mut ids: Vec<String> = declared.things.iter().map(|thing| quoted(thing.id())).collect();
        ids.sort_unstable();
        let there = alternatives(&ids);
        return format!("name an existing one, {there}, or add an entry `{id}:`");
    }
    match declared.things.is_empty() {
        true => format!("add an entry `{id}:` under `{key}:`"),
        false => format!("name an existing one, or add an entry `{id}:` under `{key}:`"),
    }
}
