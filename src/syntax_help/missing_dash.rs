//! The first item of a list without its dash.

use super::context::ErrorContext;
use super::layout;
use super::line::Line;
use super::phrases::shown;
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::{Span, offset};

/// The keys under which each thing has an id of its own.
const OWNERS: [&str; 3] = ["sources", "persons", "organisations"];

/// Recognises a first item that begins with spaces in place of its dash; the item at the place has one.
pub(super) fn replaced_by_spaces(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let item = layout::misplaced_line(context).filter(|line| !line.parts().dashes.is_empty())?;
    let dash = item.indent();
    let mut first = item;
    let mut parent = context.above(item)?;
    while parent.indent() > dash {
        first = parent;
        parent = context.above(parent)?;
    }
    let is_first = first.parts().is_key_at(item.parts().column) && parent.parts().is_bare_key();
    // Things under ids of their own are no list.
    let owner = context.above(parent).filter(|_| parent.indent() == dash).and_then(|line| line.parts().key);
    if owner.is_some_and(|key| OWNERS.contains(&key.text)) {
        return None;
    }
    let blanks = Span::new(first.start + offset(dash), first.content().start);
    is_first.then(|| explain(context, first, item, blanks))
}

/// Recognises a first item without its dash, so that the keys below it stand further in.
pub(super) fn deleted(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let (after, first) = layout::too_deep_key(context)?;
    let parts = first.parts();
    let above = context.above(first)?;
    let is_first = parts.key.is_some() && parts.dashes.is_empty() && above.parts().is_bare_key();
    let item = context.nearest_below(first, parts.column)?;
    let begins_item = item.parts().dashes.first() == Some(&parts.column);
    let place = Span::empty(first.content().start);
    (is_first && begins_item && after.parts().is_key_at(parts.column + 2))
        .then(|| explain(context, first, item, place))
}

fn explain(context: ErrorContext<'_>, first: Line<'_>, item: Line<'_>, place: Span) -> Diagnostic {
    let key = first.parts().name();
    let dash = Span::new(item.content().start, item.content().start + 1);
    context
        .diagnostic(
            "syntax/mixed-list",
            key.span(),
            format!("no dash before `{}`, the first item of a list", key.text),
        )
        .with_label(dash, "the next item has its dash")
        .with_help(format!("write {}", shown(&format!("- {}", first.content().text))))
        .with_fix(
            "put a dash before it",
            Applicability::Unsafe,
            vec![Edit { span: place, replacement: "- ".to_owned() }],
        )
}
