//! `confidential-source-exposed`

use crate::diagnostic::edits::without_entry;
use crate::diagnostic::{Applicability, Severity};
use crate::redact::detect::confidential::{Trail, exposures};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "confidential-source-exposed",
    group: Group::Identity,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("confidential-source-exposed.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for exposure in exposures(cx.model()) {
        let (fault, note) = match exposure.trail {
            // The schema forbids and reports it.
            Trail::Address => continue,
            Trail::Author if exposure.entry.value.as_str().is_some_and(names_nobody) => continue,
            Trail::Author => ("names its author", "says who spoke"),
            Trail::Title => ("names in its title who spoke", "says who spoke"),
            Trail::ArchivedCopy => ("has the address of an archived copy", "leads to the source"),
        };
        let source = match exposure.source.id() {
            Some(id) => format!("the confidential source {}", quoted(id)),
            None => "the confidential source of this quote".to_owned(),
        };
        let report = cx
            .report(exposure.entry, format!("{source} {fault}"))
            .note(note)
            .label(exposure.promise, "promised here");
        if exposure.trail == Trail::Title {
            report.help("whoever was promised confidence must not be found through the file: say only what kind of source it is, such as \"Interview with a relative\"; where they agreed to be named, take `confidential:` out");
            continue;
        }
        report
            .help(
                "whoever was promised confidence must not be found through the file: take the line out, and \
                 say in `title:` only what kind of source it is",
            )
            .unsafe_fix("take the line out", without_entry(exposure.entry));
    }
}

/// Returns true for an author who is described and not named: "A court employee", "независимый эксперт", "Anonymous". A name has a
/// capital letter in more than its first word, or in its only one.
fn names_nobody(author: &str) -> bool {
    const NOBODY: [&str; 6] = ["anonymous", "anonymously", "withheld", "аноним", "анонимно", "анонимный"];
    let is_small = |word: &str| word.chars().next().is_some_and(char::is_lowercase);
    let mut words = author.split_whitespace();
    let Some(first) = words.next() else { return true };
    if is_small(first) || NOBODY.contains(&first.to_lowercase().as_str()) {
        return words.all(is_small);
    }
    let mut rest = words.peekable();
    rest.peek().is_some() && rest.all(is_small)
}
