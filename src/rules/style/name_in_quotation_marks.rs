//! `name-in-quotation-marks`

use std::collections::HashSet;

use crate::diagnostic::{Applicability, Edit, Severity};
use crate::model::{Model, Text, TextRole};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::ScalarStyle;
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "name-in-quotation-marks",
    group: Group::Style,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("name-in-quotation-marks.md"),
};

/// Quotation marks that YAML takes for a part of the text.
const MARKS: [char; 9] = ['“', '”', '„', '‘', '’', '«', '»', '‹', '›'];

/// The marks that a word processor puts in place of `"`.
const CURLY: [char; 3] = ['“', '”', '„'];

/// The number of words from which on a text between marks is a sentence or a title, and not one name that has them.
const SEVERAL_WORDS: usize = 3;

fn check(cx: &mut DocumentContext<'_>) {
    check_names(cx);
    check_texts(cx);
    check_quotes(cx);
}

/// Reports marks around the whole of a quote: whoever prints the quote puts others around them.
fn check_quotes(cx: &mut DocumentContext<'_>) {
    const PAIRS: [(char, char); 5] = [('“', '”'), ('«', '»'), ('„', '“'), ('"', '"'), ('”', '”')];
    for text in cx.model().texts().iter().filter(|text| text.role() == TextRole::Quote) {
        let value = text.value().trim_end();
        let inside = |(open, close): (char, char)| {
            let inside = value.strip_prefix(open)?.strip_suffix(close)?;
            // Two quotations may stand side by side.
            (!inside.contains([open, close])).then_some(inside)
        };
        let Some(inside) = PAIRS.into_iter().find_map(inside).filter(|inside| !inside.trim().is_empty())
        else {
            continue;
        };
        let finding = cx
            .report(
                text.place(0..value.len()),
                format!("the quotation marks are a part of the quote {}", quoted(value)),
            )
            .help("the words stand without marks around them; who prints them adds those of its language")
            .at_most(Severity::Info);
        if let Some(edit) = text.edit(0..value.len(), inside) {
            finding.fix("write the words without the marks", Applicability::Unsafe, vec![edit]);
        }
    }
}

/// Reports curly marks that stand where those of YAML are meant: around the whole of one plain value, in a file whose other
/// texts have none.
fn check_texts(cx: &mut DocumentContext<'_>) {
    let mut marked = cx.model().texts().iter().filter(|text| text.value().contains(CURLY));
    let (Some(text), None) = (marked.next(), marked.next()) else { return };
    let value = text.value();
    let inside = value.strip_prefix(CURLY).and_then(|rest| rest.strip_suffix(CURLY));
    let what = match text.role() {
        TextRole::Title => "title",
        TextRole::Summary => "summary",
        TextRole::Description => "description",
        TextRole::Offence => "offence",
        TextRole::Label => "label",
        _ => return,
    };
    let Some(inside) = inside.filter(|inside| !inside.contains(MARKS)) else { return };
    if text.node().style() != Some(ScalarStyle::Plain) || inside.split_whitespace().count() < SEVERAL_WORDS {
        return;
    }
    let finding = cx
        .report(
            text.place(0..value.len()),
            format!("the quotation marks are a part of the {what} {}", quoted(value)),
        )
        .help("a word processor's marks are letters to YAML: put the text in straight ones, `\"…\"`");
    let span = text.span(0..value.len());
    if text.node().source().slice(span) == value && !inside.contains(['"', '\\']) {
        let edit = Edit { span, replacement: format!("\"{inside}\"") };
        finding.fix("write straight quotation marks", Applicability::Unsafe, vec![edit]);
    }
}

fn check_names(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let mut names = None;
    for text in model.texts() {
        let is_name = match text.role() {
            // The name of an organisation may have them.
            TextRole::Name | TextRole::NameOriginal => is_of_person(model, text),
            TextRole::Speaker => true,
            _ => false,
        };
        let value = text.value();
        let Some(bare) = value.strip_prefix(MARKS).and_then(|rest| rest.strip_suffix(MARKS)) else {
            continue;
        };
        // `unresolved-person` reports marks around an id.
        let is_id = text.role() == TextRole::Speaker && model.declares(bare);
        // A speaker may be an organisation, unless a person has the name.
        let mut is_other = || {
            text.role() == TextRole::Speaker
                && !names.get_or_insert_with(|| names_of_persons(model)).contains(bare.trim())
        };
        if !is_name || is_id || bare.trim().is_empty() || bare.contains(MARKS) || is_other() {
            continue;
        }
        let finding = cx
            .report(text.place(0..value.len()), format!("the quotation marks are a part of the name {}", quoted(value)))
            .help(format!(
                "a word processor's marks are letters to YAML, so that the name is found nowhere: write {} without them",
                quoted(bare)
            ));
        if let Some(edit) = text.edit(0..value.len(), bare) {
            finding.fix(format!("write {}", quoted(bare)), Applicability::Unsafe, vec![edit]);
        }
    }
}

/// Returns the names of the document's people, in every script.
fn names_of_persons<'a>(model: &'a Model<'a>) -> HashSet<&'a str> {
    let names = model.persons().flat_map(|person| [person.name(), person.name_original()]);
    names.flatten().map(str::trim).collect()
}

fn is_of_person(model: &Model<'_>, text: &Text<'_>) -> bool {
    let id = text.owner().parent_entry().map(|entry| entry.name());
    id.and_then(|id| model.person(id)).is_some_and(|person| person.node() == text.owner())
}
