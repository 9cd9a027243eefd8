//! `unresolved-person`

use super::support::reference::{DeclaredIds, OtherKind, Thing, check_references};
use crate::diagnostic::{Applicability, Edit, Premise, Severity};
use crate::model::{Organisation, Person};
use crate::redact::detect::protected_names::is_named_by_id;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::suggest::Suggestions;
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "unresolved-person",
    group: Group::Structure,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: Some(Applicability::Unsafe),
    page: include_str!("unresolved-person.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let declared = DeclaredIds {
        noun: "person",
        with_article: "a person",
        key: "persons",
        listed: model.persons_entry(),
        used_elsewhere: model.quotes().filter_map(|quote| quote.speaker()).collect(),
        things: model
            .persons()
            .map(|person| {
                let thing = Thing::new(person.key(), [person.name(), person.name_original()]);
                Thing { is_secret: is_named_by_id(person), ..thing }
            })
            .collect(),
    };
    let organisation = |id: &str| {
        let place = model.organisation(id)?.key().into();
        Some(OtherKind { with_article: "an organisation", key: "organisations", place })
    };
    check_references(cx, &declared, model.person_references(), |id| model.person(id).is_some(), organisation);
    check_speakers(cx);
}

/// Reports speakers that are almost a declared id. A speaker may be a name or an id; only one written like an id counts.
fn check_speakers(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let ids = || model.persons().map(Person::id).chain(model.organisations().map(Organisation::id));
    let mut suggestions = None;
    for entry in model.quotes().filter_map(|quote| quote.speaker_entry()) {
        let is_word = |text: &&str| !text.contains(char::is_whitespace);
        let Some(id) = entry.value.as_str().filter(is_word).filter(|id| !model.declares(id)) else {
            continue;
        };
        // A word with a capital is a name, unless it is an id but for the capital.
        let near = match id.chars().any(char::is_uppercase) {
            true => {
                let small = id.to_lowercase().replace('_', "-");
                ids().find(|id| *id == small)
            }
            false => suggestions.get_or_insert_with(|| Suggestions::new(ids())).nearest(id),
        };
        if let Some(near) = near {
            let organisation = || model.organisation(near).map(Organisation::key);
            let key = model.person(near).map(Person::key).or_else(organisation);
            cx.report(entry.value, format!("no person or organisation has the id {}", quoted(id)))
                .help(format!(
                    "did you mean `{near}`? A speaker without an id is written as a name: `Aliya Testova`"
                ))
                .fix(
                    format!("write `{near}`"),
                    Applicability::Unsafe,
                    vec![Edit { span: entry.value.value_span(), replacement: near.to_owned() }],
                )
                .refutes(key.map(Premise::unreferred))
                .depends_on(key.and_then(Premise::value_right));
        }
    }
}
