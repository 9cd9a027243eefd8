//! What the rules on ids that lead nowhere have in common.

use crate::diagnostic::{Applicability, Edit};
use crate::rule::DocumentContext;
use crate::suggest::Suggestions;
use crate::tree::{Entry, NodeRef};
use crate::words::{alternatives, clip, quoted};

/// More ids than these are not all named in a finding.
const MOST_LISTED: usize = 8;

/// What ids of one kind lead to.
pub(super) struct Declared<'a> {
    /// What has such an id: "source".
    pub(super) noun: &'static str,
    /// The key that lists them.
    pub(super) key: &'static str,
    /// Where they are listed.
    pub(super) listed: Option<Entry<'a>>,
    /// The ids that are there, in any order.
    pub(super) ids: Vec<&'a str>,
}

/// Reports each of `references` that is none of the declared ids, as `is_declared` knows them.
pub(super) fn check<'a>(
    cx: &mut DocumentContext<'a>,
    declared: &Declared<'a>,
    references: impl Iterator<Item = NodeRef<'a>>,
    is_declared: impl Fn(&str) -> bool,
) {
    let mut suggestions = None;
    let noun = declared.noun;
    for reference in references {
        let Some(id) = reference.as_str().filter(|id| !is_declared(id)) else { continue };
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
            None if declared.ids.is_empty() => {
                report.help(format!("add `{key}:` at the top of the document, with an entry `{}:`", clip(id)))
            }
            None if declared.ids.len() <= MOST_LISTED => {
                let mut ids: Vec<String> = declared.ids.iter().map(|id| quoted(id)).collect();
                ids.sort_unstable();
                let there = alternatives(&ids);
                report.help(format!("name one that is there, {there}, or add an entry `{}:`", clip(id)))
            }
            None => {
                report.help(format!("name one that is there, or add an entry `{}:` under `{key}:`", clip(id)))
            }
        };
    }
}
