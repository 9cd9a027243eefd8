//! The two versions of some lines that a merge leaves, between the lines that git puts around them.

use std::sync::Arc;

use super::phrases::shown;
use crate::diagnostic::{Diagnostic, RuleName};
use crate::source::{SourceFile, Span, offset};

/// The number of conflicts that are reported for one file; a person who resolves so many sees the others.
const MAX_CONFLICTS: usize = 50;

/// Returns the conflicts of a file, in the form of `git merge`
/// (<https://git-scm.com/docs/git-merge#_how_conflicts_are_presented>). A file with a conflict is not one version of
/// a report, so nothing else can be said about it.
pub(crate) fn find(source: &Arc<SourceFile>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if !source.text().contains("<<<<<<< ") {
        return found;
    }
    let mut begun = None;
    let mut parted = None;
    let mut start = 0;
    for line in source.text().split_inclusive('\n') {
        let text = line.trim_end_matches(['\n', '\r']);
        let span = Span::new(offset(start), offset(start + text.len()));
        start += line.len();
        if let Some(ours) = text.strip_prefix("<<<<<<< ") {
            (begun, parted) = (Some((span, ours)), None);
        } else if text == "=======" {
            parted = begun.map(|_| span);
        } else if let Some(theirs) = text.strip_prefix(">>>>>>> ")
            && let (Some(ours), Some(parted)) = (begun.take(), parted.take())
        {
            found.push(conflict(source, ours, parted, (span, theirs)));
            if found.len() == MAX_CONFLICTS {
                break;
            }
        }
    }
    found
}

fn conflict(
    source: &Arc<SourceFile>,
    (begin, ours): (Span, &str),
    parted: Span,
    (end, theirs): (Span, &str),
) -> Diagnostic {
    let rule = RuleName::new("syntax/merge-conflict");
    let message =
        format!("a merge left two versions here, that of {} and that of {}", shown(ours), shown(theirs));
    Diagnostic::new(rule, source.id(), begin, message)
        .with_label(parted, "the second version begins below this line")
        .with_label(end, "and ends above this one")
        .with_help(
            "keep the right version, or the right lines of each, and delete the lines that begin with `<<<<<<<`, \
             `=======` and `>>>>>>>`",
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn only_complete_conflicts_at_the_margin_are_reported() {
        let count = |text: &str| find(&Arc::new(SourceFile::new(FileId(0), "a.yaml", text))).len();
        assert_eq!(count("a: <<<<<<< HEAD\nb: |\n  <<<<<<< HEAD\n  =======\n  >>>>>>> x\n"), 0);
        assert_eq!(count("<<<<<<< HEAD\n>>>>>>> x\n=======\n"), 0);
        assert_eq!(count("<<<<<<< HEAD\n=======\n>>>>>>> x"), 1);
        assert_eq!(count(&"<<<<<<< HEAD\n=======\n>>>>>>> x\n".repeat(1_000)), MAX_CONFLICTS);
    }
}
