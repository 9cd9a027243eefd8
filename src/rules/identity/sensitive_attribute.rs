//! `sensitive-attribute`

use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::model::{Case, Model, Person, Text, TextRole};
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<SensitiveAttribute>(RuleMeta {
    name: "sensitive-attribute",
    group: Group::Identity,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("sensitive-attribute.md"),
});

/// What such a word says of a person (the special categories of the GDPR's article 9(1), as far as they are no
/// opinions, which reports of this kind are about).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Attribute {
    Health,
    Orientation,
    Ethnicity,
    Religion,
}

impl Attribute {
    fn in_words(self) -> &'static str {
        match self {
            Self::Health => "health",
            Self::Orientation => "sexual orientation or gender identity",
            Self::Ethnicity => "ethnic origin",
            Self::Religion => "religion",
        }
    }
}

/// Words that say nothing else of a person, in lower case.
const TERMS: [(&str, Attribute); 36] = [
    ("hiv", Attribute::Health),
    ("hiv-positive", Attribute::Health),
    ("aids", Attribute::Health),
    ("tuberculosis", Attribute::Health),
    ("hepatitis", Attribute::Health),
    ("schizophrenia", Attribute::Health),
    ("schizophrenic", Attribute::Health),
    ("epilepsy", Attribute::Health),
    ("epileptic", Attribute::Health),
    ("pregnant", Attribute::Health),
    ("diabetic", Attribute::Health),
    ("diabetes", Attribute::Health),
    ("disabled", Attribute::Health),
    ("alcoholic", Attribute::Health),
    ("homosexual", Attribute::Orientation),
    ("gay", Attribute::Orientation),
    ("lesbian", Attribute::Orientation),
    ("bisexual", Attribute::Orientation),
    ("transgender", Attribute::Orientation),
    ("transsexual", Attribute::Orientation),
    ("queer", Attribute::Orientation),
    ("uyghur", Attribute::Ethnicity),
    ("uighur", Attribute::Ethnicity),
    ("dungan", Attribute::Ethnicity),
    ("roma", Attribute::Ethnicity),
    ("jewish", Attribute::Religion),
    ("muslim", Attribute::Religion),
    ("christian", Attribute::Religion),
    ("baptist", Attribute::Religion),
    ("orthodox", Attribute::Religion),
    ("salafi", Attribute::Religion),
    ("salafist", Attribute::Religion),
    ("ahmadi", Attribute::Religion),
    ("bahai", Attribute::Religion),
    ("baháʼí", Attribute::Religion),
    ("atheist", Attribute::Religion),
];

/// Words by which a description says why it tells.
const REASONS: [&str; 9] = [
    "because",
    "targeted",
    "discriminated",
    "discrimination",
    "persecuted",
    "rights",
    "account",
    "hate",
    "for",
];

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SensitiveAttribute {}

impl Rule for SensitiveAttribute {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        let model = cx.model();
        if !model.is_english() {
            return;
        }
        let descriptions = model.texts().iter().filter(|text| text.role() == TextRole::Description);
        for text in descriptions {
            let found = text.words().find_map(|(range, word)| Some((range, attribute(word)?)));
            let Some((range, attribute)) = found else { continue };
            // The descriptions of persons alone; an event's says what happened.
            let Some(person) = text.node().parent_entry().and_then(|_| described(model, text)) else {
                continue;
            };
            if !needs_reason(model, person, attribute)
                || text.words().any(|(_, word)| REASONS.contains(&word))
            {
                continue;
            }
            let name = person.name().map_or_else(|| quoted(person.id()), clip);
            let message =
                format!("the description of {name} tells of their {} and not why", attribute.in_words());
            cx.report(text.place(range), message).note(format!("says something of their {}", attribute.in_words())).help(
                "what can be used against a person is published only where the case is about it and they agree: leave it \
                 out, say why it matters (\"targeted because …\"), or record `consent: true`",
            );
        }
    }
}

fn attribute(word: &str) -> Option<Attribute> {
    // The longest term has twelve letters.
    if word.len() > 14 {
        return None;
    }
    TERMS.iter().find(|(term, _)| term.eq_ignore_ascii_case(word)).map(|(_, attribute)| *attribute)
}

/// The person whose description the text is.
fn described<'a>(model: &'a Model<'a>, text: &Text<'a>) -> Option<Person<'a>> {
    let id = text.owner().parent_entry()?.name();
    model.person(id).filter(|person| person.node() == text.owner())
}

fn needs_reason(model: &Model<'_>, person: Person<'_>, attribute: Attribute) -> bool {
    let is_private = !matches!(person.role(), Some("official" | "opposition-leader"));
    let concerns = |case: Case<'_>| {
        case.freedoms().any(|freedom| freedom == "religion") && case.persons().any(|id| id == person.id())
    };
    let is_about_religion = || attribute == Attribute::Religion && model.cases().any(concerns);
    is_private && !person.is_protected() && person.consent() != Some(true) && !is_about_religion()
}
