//! Check of references to ids, shared by the rules on ids that lead nowhere.

use crate::diagnostic::{Applicability, Edit};
use crate::rule::DocumentContext;
use crate::suggest::Suggestions;
use crate::tree::{Entry, NodeRef, NodeType, Place};
use crate::words::{alternatives, clip, quoted};

/// The most ids that a finding lists.
const MOST_LISTED: usize = 8;

/// The ids of one kind that a document declares.
pub(in crate::rules::structure) struct DeclaredIds<'a> {
    /// The noun for a thing with such an id: "source".
    pub(in crate::rules::structure) noun: &'static str,
    /// The noun with its article: "a source".
    pub(in crate::rules::structure) with_article: &'static str,
    /// The key under which they are declared: "sources".
    pub(in crate::rules::structure) key: &'static str,
    /// The entry under that key, if the document has one.
    pub(in crate::rules::structure) listed: Option<Entry<'a>>,
    /// The declared ids, in any order.
    pub(in crate::rules::structure) ids: Vec<&'a str>,
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
    let mut suggestions = None;
    let noun = declared.noun;
    for reference in references {
        // The schema reports text that cannot be an id.
        let is_id = |id: &&str| !is_declared(id) && !id.is_empty() && !id.contains([' ', ',']);
        let Some(id) = reference.as_str().filter(is_id) else { continue };
        if let Some(OtherKind { with_article: actual, key, place }) = find_other(id) {
            cx.report(reference, format!("{} is {actual}, not {}", quoted(id), declared.with_article))
                .label(place, "declared here")
                .help(format!("name it under `{key}:`; only {noun}s belong here"));
            continue;
        }
        let suggestions = suggestions.get_or_insert_with(|| Suggestions::new(declared.ids.iter().copied()));
        let near = suggestions.nearest(id);
        let mut finding = cx.report(reference, format!("no {noun} has the id {}", quoted(id)));
        if let Some(entry) = declared.listed {
            finding = finding.label(entry.key, format!("the document's {noun}s are listed here"));
        }
        let key = declared.key;
        match near {
            Some(near) => finding.help(format!("did you mean `{near}`?")).fix(
                format!("write `{near}`"),
                Applicability::Unsafe,
                vec![Edit { span: reference.value_span(), replacement: near.to_owned() }],
            ),
            None if declared.listed.is_none() => finding
                .help(format!("add `{key}:` at the top of the document, with an entry `{}:`", clip(id))),
            None if (1..=MOST_LISTED).contains(&declared.ids.len()) => {
                let mut ids: Vec<String> = declared.ids.iter().map(|id| quoted(id)).collect();
                ids.sort_unstable();
                let there = alternatives(&ids);
                finding.help(format!("name an existing one, {there}, or add an entry `{}:`", clip(id)))
            }
            None if declared.ids.is_empty() => {
                finding.help(format!("add an entry `{}:` under `{key}:`", clip(id)))
            }
            None => {
                finding.help(format!("name an existing one, or add an entry `{}:` under `{key}:`", clip(id)))
            }
        };
    }
}
