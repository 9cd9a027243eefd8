//! `confidential-source-exposed`

use std::collections::HashSet;

use crate::diagnostic::edits::without_entry;
use crate::diagnostic::{Applicability, Severity};
use crate::model::{Case, CasePart, CasePerson, Role, Source, SourceType};
use crate::redact::detect::confidential::{Exposure, Trail, exposures};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::NodeId;
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
    let exposures: Vec<Exposure<'_>> = exposures(cx.model()).collect();
    check_speakers(cx, &exposures);
    for exposure in exposures {
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

/// Reports quotes from an interview in confidence whose speaker is named: the quote says who spoke.
fn check_speakers<'a>(cx: &mut DocumentContext<'a>, exposures: &[Exposure<'a>]) {
    let model = cx.model();
    // A lawyer speaks for others, and somebody else brings the words of those who are held.
    let parts = model.cases().flat_map(Case::people);
    let speaking =
        parts.filter(|one| one.part().is_some_and(|part| part == CasePart::Lawyer || part.is_party()));
    let speaking: HashSet<&str> = speaking.filter_map(CasePerson::id).collect();
    let titled = exposures.iter().filter(|exposure| exposure.trail == Trail::Title);
    let exposed: HashSet<NodeId> = titled.map(|exposure| exposure.source.node().id()).collect();
    for quote in model.quotes() {
        let (Some(speaker), Some(entry)) = (quote.speaker(), quote.speaker_entry()) else { continue };
        let Some(person) = model.person(speaker) else { continue };
        // Whoever agreed to be named may have asked that the recording stay unpublished.
        let speaks_openly = person.consent() == Some(true)
            || person.role() == Some(Role::Lawyer)
            || speaking.contains(person.id());
        if person.is_protected() || speaks_openly || person.name().is_none_or(names_nobody) {
            continue;
        }
        let sources: Vec<Source<'_>> = quote.sources().filter_map(|id| model.source(id)).collect();
        let is_in_confidence = |source: &Source<'_>| {
            source.is_confidential() && source.source_type() == Some(SourceType::Interview)
        };
        let Some(source) = sources.first().filter(|_| sources.iter().all(is_in_confidence)) else { continue };
        // Its title says so already.
        let is_titled = exposed.contains(&source.node().id());
        let Some(promise) = source.confidential_entry().filter(|_| !is_titled) else { continue };
        let which = source.id().map(quoted).unwrap_or_default();
        cx.report(entry, format!("this quote names who spoke in the confidential interview {which}"))
            .label(promise, "promised here")
            .at_most(Severity::Warning)
            .help(
                "whoever was promised confidence must not be named beside their words: write in `speaker:` only what they are, such as \
                 \"a relative\"; where they agreed to be named, add `consent: true` to their entry, or take `confidential:` out",
            );
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
