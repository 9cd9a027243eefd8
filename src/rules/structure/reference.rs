//! What the rules on ids that lead nowhere have in common.

use crate::diagnostic::{Applicability, Edit};
use crate::rule::DocumentContext;
use crate::suggest::Suggestions;
use crate::tree::{Entry, NodeRef, NodeType, Place};
use crate::words::{alternatives, clip, quoted};

/// More ids than these are not all named in a finding.
const MOST_LISTED: usize = 8;

/// What ids of one kind lead to.
pub(super) struct Declared<'a> {
    /// What has such an id: "source".
    pub(super) noun: &'static str,
    /// The noun with its article: "a source".
    pub(super) with_article: &'static str,
    /// The key that lists them.
    pub(super) key: &'static str,
    /// Where they are listed.
    pub(super) listed: Option<Entry<'a>>,
    /// The ids that are there, in any order.
    pub(super) ids: Vec<&'a str>,
}

/// What an id leads to, where it is of another kind than it should.
pub(super) struct Other<'a> {
    /// What it is: "an organisation".
    pub(super) noun: &'static str,
    /// The key that names such things.
    pub(super) key: &'static str,
    /// Where it is declared.
    pub(super) place: Place<'a>,
}

/// Reports each of `references` that is none of the declared ids, as `is_declared` knows them; `other` knows those of things of another kind.
pub(super) fn check_references<'a>(
    cx: &mut DocumentContext<'a>,
    declared: &Declared<'a>,
    references: impl Iterator<Item = NodeRef<'a>>,
    is_declared: impl Fn(&str) -> bool,
    other: impl Fn(&str) -> Option<Other<'a>>,
) {
    // Of entries in another shape, which the schema reports, no id is known.
    if declared
        .listed
        .is_some_and(|listed| !matches!(listed.value.node_type(), NodeType::Mapping | NodeType::Null))
    {
        return;
    }
    let mut suggestions = None;
    let noun = declared.noun;
    for reference in references {
        // What is no id at all is the schema's to report.
        let is_id = |id: &&str| !id.is_empty() && !id.contains([' ', ',']) && !is_declared(id);
        let Some(id) = reference.as_str().filter(is_id) else { continue };
        if let Some(Other { noun: its, key, place }) = other(id) {
            cx.report(reference, format!("{} is {its}, not {}", quoted(id), declared.with_article))
                .label(place, "declared here")
                .help(format!("name it under `{key}:`, and here {noun}s alone"));
            continue;
        }
        let suggestions = suggestions.get_or_insert_with(|| Suggestions::new(declared.ids.iter().copied()));
        let near = suggestions.nearest(id);
        let mut report = cx.report(reference, format!("no {noun} has the id {}", quoted(id)));
        if let Some(entry) = declared.listed {
            report = report.label(entry.key, format!("the document's {noun}s are listed here"));
        }
        let key = declared.key;
        match near {
            Some(near) => report.help(format!("did you mean `{near}`?")).fix(
                format!("write `{near}`"),
                Applicability::Unsafe,
                vec![Edit { span: reference.value_span(), replacement: near.to_owned() }],
            ),
            None if declared.listed.is_none() => {
                report.help(format!("add `{key}:` at the top of the document, with an entry `{}:`", clip(id)))
            }
            None if (1..=MOST_LISTED).contains(&declared.ids.len()) => {
                let mut ids: Vec<String> = declared.ids.iter().map(|id| quoted(id)).collect();
                ids.sort_unstable();
                let there = alternatives(&ids);
                report.help(format!("name one that is there, {there}, or add an entry `{}:`", clip(id)))
            }
            None if declared.ids.is_empty() => {
                report.help(format!("add an entry `{}:` under `{key}:`", clip(id)))
            }
            None => {
                report.help(format!("name one that is there, or add an entry `{}:` under `{key}:`", clip(id)))
            }
        };
    }
}
