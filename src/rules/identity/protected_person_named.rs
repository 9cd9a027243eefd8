//! `protected-person-named`

use crate::diagnostic::edits::{without_entry, without_item};
use crate::diagnostic::{Applicability, Severity};
use crate::model::Person;
use crate::redact::detect::protected_names::{named_in_path, names_in_texts, original_names};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "protected-person-named",
    group: Group::Identity,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("protected-person-named.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for (person, original) in original_names(model) {
        let person = shown(person);
        cx.report(original, format!("{person} is protected, but this is their name in its original script"))
            .note("gives the person away")
            .help("a pseudonym with the real name beside it hides nobody: take the line out, also of the file's history")
            .unsafe_fix("take the line out", without_entry(original));
    }
    for person in model.persons().filter(|person| person.is_protected()) {
        for alias in person.alias_nodes() {
            let lone = || without_entry(alias.parent()?.parent_entry()?);
            cx.report(alias, format!("{} is protected, but this is another name of theirs", shown(person)))
                .note("gives the person away")
                .help("a pseudonym with other names beside it hides nobody: take the line out, also of the file's history")
                .unsafe_fix("take it out", without_item(alias).or_else(lone));
        }
    }
    if let Some(person) = named_in_path(model, cx.document().source().path()) {
        cx.report(person, format!("the path of this file names {}, who is protected", shown(person)))
            .note("the name is in the path")
            .help("every list of files and every log shows the path: rename the file, also in its history");
    }
    // The schema reports a promise with a typing mistake.
    for name in names_in_texts(model).into_iter().filter(|name| name.person.is_protected()) {
        let message = format!("the real name of {} may stand here", shown(name.person));
        // Others may have the same family name.
        let severity = if name.is_single { Severity::Warning } else { Severity::Error };
        cx.report(name.text.place(name.range), message)
            .at_most(severity)
            .note("the name that the id spells out")
            .label(name.person, "this id, of a protected person")
            .help("write the pseudonym in its place, and choose an id that does not name the person");
    }
}

fn shown(person: Person<'_>) -> String {
    person.name().map_or_else(|| "this person".to_owned(), clip)
}
