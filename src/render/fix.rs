//! A fix in words, for the human forms.

use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::outcome::Outcome;
use crate::render::escape;
use crate::source::SourceFile;
use crate::words::count;

/// A longer replacement is not shown beside the fix's title.
const SHORT: usize = 40;

/// The parts of the line about a fix.
pub(crate) struct FixLine {
    /// `fix`, or how far to trust it: nobody but a programmer knows what "unsafe" means.
    pub(crate) lead: &'static str,
    /// The title, and the replacement if it is short.
    pub(crate) text: String,
}

/// Describes the fix of `diagnostic` on one line.
pub(crate) fn fix_line(outcome: &Outcome, diagnostic: &Diagnostic, arrow: &str) -> Option<FixLine> {
    let fix = diagnostic.fix.as_ref()?;
    let lead = match fix.applicability {
        Applicability::Safe => "fix",
        Applicability::Unsafe => "possible fix",
    };
    let source = outcome.file(diagnostic.primary.file).and_then(|file| file.source.as_deref());
    let title = escape::line(&fix.title);
    let text = match (fix.edits.as_slice(), source) {
        ([edit], Some(source)) => match change(source, edit, arrow) {
            Some(change) => format!("{title}: {change}"),
            None => title.into_owned(),
        },
        ([] | [_], _) => title.into_owned(),
        (edits, _) => format!("{title} ({} edits)", edits.len()),
    };
    Some(FixLine { lead, text })
}

fn change(source: &SourceFile, edit: &Edit, arrow: &str) -> Option<String> {
    let old = source.slice(edit.span);
    let new = edit.replacement.as_str();
    if old.len().max(new.len()) > 4 * SHORT {
        return None;
    }
    let (old, new) = (escape::line(old), escape::line(new));
    if escape::width(&old).max(escape::width(&new)) > SHORT {
        return None;
    }
    match (old.trim().is_empty(), new.trim().is_empty()) {
        (true, true) => None,
        // A tab for which spaces are put is shown as `\t`, and they are not.
        (false, true) if !new.is_empty() => {
            Some(format!("`{old}` {arrow} {}", count(new.len() as u64, "space")))
        }
        (false, true) => Some(format!("delete `{old}`")),
        (true, false) => Some(format!("insert `{}`", escape::line(edit.replacement.trim()))),
        (false, false) => Some(format!("`{old}` {arrow} `{new}`")),
    }
}
