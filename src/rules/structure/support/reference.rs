//! Check of references to ids, shared by the rules on ids that lead nowhere.

use std::collections::{HashMap, HashSet};

use super::meant::{Meant, Search};
use crate::diagnostic::{Applicability, Edit, Premise};
use crate::model::prose::words;
use crate::model::unknown::{declaration_for, says_unknown};
use crate::model::vocabulary::field;
use crate::rule::{DocumentContext, FindingBuilder};
use crate::tree::{Entry, NodeRef, NodeType, Place};
use crate::words::{alternatives, clip, quoted};

/// The most ids that a finding lists.
const MOST_LISTED: usize = 8;

/// The most places of one id that a finding shows besides the first.
const MOST_LABELS: usize = 3;

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
    /// Ids by which they are named elsewhere: a speaker.
    pub(in crate::rules::structure) used_elsewhere: Vec<&'a str>,
    /// The things, in any order.
    pub(in crate::rules::structure) things: Vec<Thing<'a>>,
}

/// A thing with an id.
pub(in crate::rules::structure) struct Thing<'a> {
    /// The id, as the key under which the thing is declared.
    pub(in crate::rules::structure) key: NodeRef<'a>,
    /// Its other names: a name, a title or an address.
    pub(in crate::rules::structure) names: Vec<&'a str>,
    /// True if the id spells out the name of somebody who is protected.
    pub(in crate::rules::structure) is_secret: bool,
}

impl<'a> Thing<'a> {
    /// Makes a thing from its key and what it is called.
    pub(in crate::rules::structure) fn new(
        key: NodeRef<'a>,
        names: impl IntoIterator<Item = Option<&'a str>>,
    ) -> Self {
        Self { key, names: names.into_iter().flatten().collect(), is_secret: false }
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
    let used = references.iter().map(|(_, id)| *id).chain(declared.used_elsewhere.iter().copied());
    let used: HashSet<&str> = used.collect();
    let mut search = Search::new(&declared.things, &used);
    for places in by_id(references.iter().copied().filter(|(_, id)| is_unresolved(id))) {
        let Some(&reference) = places.first() else { continue };
        let id = reference.as_str().unwrap_or_default();
        if let Some(OtherKind { with_article: actual, key, place }) = find_other(id) {
            cx.report(reference, format!("{} is {actual}, not {}", quoted(id), declared.with_article))
                .label(place, "declared here")
                .help(format!("name it under `{key}:`; only {}s belong here", declared.noun));
            continue;
        }
        if says_unknown(id) {
            report_unknown(cx, declared, reference);
            continue;
        }
        match search.find(id) {
            Some(Meant::Called(thing)) if thing.is_secret && !used.contains(thing.id()) => {
                report_secret_id(cx, declared, thing, &places);
            }
            // What is nearly the id gives the name away as the id does: nothing may tie it to the pseudonym.
            Some(Meant::Near(thing)) if thing.is_secret => report(cx, declared, &places, None),
            Some(Meant::Near(thing)) if places.len() > 1 && !used.contains(thing.id()) => {
                report_declaration(cx, declared, thing, &places);
            }
            meant => report(cx, declared, &places, meant),
        }
    }
}

/// Reports a word for "not known" in the place of an id.
fn report_unknown<'a>(cx: &mut DocumentContext<'a>, declared: &DeclaredIds<'a>, reference: NodeRef<'a>) {
    let list = reference.parent().filter(|list| list.as_sequence().is_some());
    let entry = reference.parent_entry().or_else(|| list.and_then(NodeRef::parent_entry));
    let text = quoted(reference.as_str().unwrap_or_default());
    let message = format!("{text} says that the {} is not known, and is no id", declared.noun);
    let finding = cx
        .report(reference, message)
        .stands_without(Premise::value_right(reference))
        .refutes(Premise::meaning_unknown(reference));
    let is_alone = list.is_none_or(|list| list.items().len() == 1);
    let owner = entry.and_then(|entry| entry.key.parent());
    let is_event =
        owner.is_some_and(|owner| owner.get(field::TYPE).is_some() && owner.get(field::UNKNOWN).is_none());
    match entry.filter(|entry| is_alone && is_event && !entry.value.is_alias()) {
        Some(entry) => {
            let edit = declaration_for(entry);
            let written = edit.replacement.clone();
            finding.help(format!("take the line out, and write `{written}` in its place")).fix(
                format!("write `{written}`"),
                Applicability::Unsafe,
                vec![edit],
            );
        }
        None => drop(
            finding
                .help(format!("take it out; where no {} is known, say so under `unknown:`", declared.noun)),
        ),
    }
}

/// Returns the places of each id, in the order of the first ones.
fn by_id<'a>(references: impl Iterator<Item = (NodeRef<'a>, &'a str)>) -> Vec<Vec<NodeRef<'a>>> {
    let mut order: HashMap<&str, usize> = HashMap::new();
    let mut places: Vec<Vec<NodeRef<'a>>> = Vec::new();
    for (reference, id) in references {
        let index = *order.entry(id).or_insert(places.len());
        match places.get_mut(index) {
            Some(known) => known.push(reference),
            None => places.push(vec![reference]),
        }
    }
    places
}

/// Reports an id that is almost the one by which several places refer to the thing: it is misspelt, and not they are.
fn report_declaration<'a>(
    cx: &mut DocumentContext<'a>,
    declared: &DeclaredIds<'a>,
    thing: &Thing<'a>,
    places: &[NodeRef<'a>],
) {
    let Some(first) = places.first() else { return };
    let (noun, id) = (declared.noun, first.as_str().unwrap_or_default());
    let message = format!(
        "nothing refers to the {noun} {}, but {} places refer to {}",
        quoted(thing.id()),
        places.len(),
        quoted(id)
    );
    let finding = cx
        .report(thing.key, message)
        .label(*first, "the first of them")
        .refutes(Premise::unreferred(thing.key));
    write_instead(finding, &[thing.key], id, crate::lookalike::did_you_mean(thing.id(), id));
}

/// Reports an id that spells out a protected person's name, in the place of the one by which they are referred to. The id itself is
/// hidden in every output.
fn report_secret_id<'a>(
    cx: &mut DocumentContext<'a>,
    declared: &DeclaredIds<'a>,
    thing: &Thing<'a>,
    places: &[NodeRef<'a>],
) {
    let Some(first) = places.first() else { return };
    let id = first.as_str().unwrap_or_default();
    let name = thing.names.first().map_or_else(|| "this person".to_owned(), |name| clip(name));
    // The id that others use may tell more than the name that is shown.
    let lower = name.to_lowercase();
    let is_shown = |part: &str| words(&lower).any(|(_, word)| word == part);
    let tells_no_more = id.split('-').all(is_shown);
    let message =
        format!("no {} has the id {}; that of {name} spells out a protected name", declared.noun, quoted(id));
    let finding = cx
        .report(thing.key, message)
        .note("this id")
        .label(*first, "referred to here")
        .stands_without(Premise::value_right(*first))
        .refutes(Premise::unreferred(thing.key))
        .refutes(Premise::meaning_unknown(*first));
    match tells_no_more {
        true => write_instead(finding, &[thing.key], id, format!("call the entry `{id}:`, as the others refer to it")),
        false => drop(finding.help(
            "ids stand in links and lists: call the entry by an id that does not name the person, and write that in all places",
        )),
    }
}

fn report<'a>(
    cx: &mut DocumentContext<'a>,
    declared: &DeclaredIds<'a>,
    places: &[NodeRef<'a>],
    meant: Option<Meant<'_, 'a>>,
) {
    let Some(&reference) = places.first() else { return };
    let (id, noun, key) = (reference.as_str().unwrap_or_default(), declared.noun, declared.key);
    // The schema reports text that cannot be an id and means none that there is.
    if meant.is_none() && id.contains([' ', ',']) {
        return;
    }
    let message = match meant {
        Some(Meant::Called(_)) => format!("{} is not the id of {}", quoted(id), declared.with_article),
        _ => format!("no {noun} has the id {}", quoted(id)),
    };
    let mut finding = cx.report(reference, message);
    if let Some(entry) = declared.listed {
        finding = finding.label(entry.key, format!("the document's {noun}s are listed here"));
    }
    for place in places.iter().skip(1).take(MOST_LABELS) {
        finding = finding.label(*place, "and here");
    }
    // An entry under another id may be the one that is missing.
    let entry = declared.listed.map(|listed| Premise::key_absent(listed.value, id));
    if !matches!(meant, Some(Meant::Near(_) | Meant::Called(_))) {
        finding = finding.depends_on(entry);
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
        .refutes(Premise::unreferred(thing.key));
    for place in places {
        finding = finding.refutes(Premise::meaning_unknown(*place));
    }
    match meant {
        Meant::Near(_) => write_instead(finding, places, near, crate::lookalike::did_you_mean(id, near)),
        Meant::Called(_) => {
            let help = format!("the id of this {noun} is `{near}`");
            write_instead(finding, places, near, help);
        }
        Meant::OnlyUnused(_) => {
            finding.help(format!(
                "is `{near}` meant, to which nothing refers? Write that, or add an entry `{}:` under `{key}:`",
                clip(id)
            ));
        }
    }
}

fn write_instead(finding: FindingBuilder<'_>, places: &[NodeRef<'_>], id: &str, help: String) {
    let edit = |place: &NodeRef<'_>| Edit { span: place.value_span(), replacement: id.to_owned() };
    let mut edits: Vec<Edit> = places.iter().map(edit).collect();
    // An alias repeats a place.
    edits.sort_by_key(|edit| edit.span);
    edits.dedup_by_key(|edit| edit.span);
    finding.help(help).fix(format!("write `{id}`"), Applicability::Unsafe, edits);
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
