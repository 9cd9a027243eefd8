//! Finds the lines that lead to a source who was promised confidence.

use std::collections::HashSet;

use crate::model::{Model, Organisation, Source, SourceType, prose};
use crate::redact::{Name, Secret, Secrets};
use crate::source::Span;
use crate::tree::Entry;

/// A line that leads to a confidential source.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Exposure<'a> {
    pub(crate) source: Source<'a>,
    /// The `confidential:` line.
    pub(crate) promise: Entry<'a>,
    /// The line that leads to the source.
    pub(crate) entry: Entry<'a>,
    pub(crate) trail: Trail,
}

/// The way in which a line leads to a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trail {
    /// It is the address; the schema forbids that as well.
    Address,
    /// It names the author.
    Author,
    /// It is the address of an archived copy.
    ArchivedCopy,
    /// It is a title that names who spoke.
    Title,
}

/// The words before the name of somebody who spoke, in small letters.
const BEFORE_NAME: [&str; 14] = [
    "interview with ",
    "interviews with ",
    "conversation with ",
    "conversations with ",
    "talk with ",
    "meeting with ",
    "testimony of ",
    "letter from ",
    "message from ",
    "интервью с ",
    "разговор с ",
    "беседа с ",
    "встреча с ",
    "разговор со ",
];

/// Words of names that are no person's.
const OF_NO_PERSON: [&str; 28] = [
    "human",
    "rights",
    "amnesty",
    "united",
    "supreme",
    "court",
    "ministry",
    "radio",
    "freedom",
    "committee",
    "defence",
    "legal",
    "centre",
    "center",
    "association",
    "foundation",
    "coalition",
    "initiative",
    "union",
    "watch",
    "observatory",
    "центр",
    "фонд",
    "комитет",
    "коалиция",
    "инициатива",
    "объединение",
    "ассоциация",
];

/// Returns the name of the person with whom a title says that somebody spoke: "Interview with Gulnar Sample, sister of …". Who is
/// described and not named, "the sister of …", has a word in small letters there.
fn speaker_in_title(title: &str) -> Option<&str> {
    let lower = title.to_lowercase();
    let start = BEFORE_NAME.iter().find_map(|words| lower.starts_with(words).then_some(words.len()))?;
    let rest = title.get(start..).filter(|_| lower.len() == title.len())?;
    let mut words = prose::words(rest);
    let ((first, given), (second, family)) = (words.next()?, words.next()?);
    // An initial stands for the given name: `Разговор с Е. Оспановым`.
    let is_initial = first.len() == given.chars().next().map_or(0, char::len_utf8)
        && given.chars().all(char::is_uppercase)
        && rest.get(first.end..second.start) == Some(". ");
    let is_name = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(char::is_lowercase)
            && !OF_NO_PERSON.contains(&word.to_lowercase().as_str())
    };
    let is_whole = first.start == 0 && (is_initial || rest.get(first.end..second.start) == Some(" "));
    let is_owner = prose::without_possessive(family) != family;
    // Three words with capitals are an organisation more often.
    let goes_on =
        rest.get(second.end..).is_some_and(|after| after.trim_start().starts_with(char::is_uppercase));
    (is_whole && (is_initial || is_name(given)) && is_name(family) && !is_owner && !goes_on)
        .then(|| rest.get(..second.end))
        .flatten()
}

/// Returns true for an organisation's monitoring of its own: nobody spoke, so that its author leads to nobody.
fn is_own_monitoring(source: Source<'_>) -> bool {
    let is_of_organisation = |author: &str| {
        let mut words = prose::words(author).map(|(_, word)| word.to_lowercase());
        words.any(|word| OF_NO_PERSON.contains(&word.as_str()))
    };
    source.source_type() == Some(SourceType::Monitoring)
        && source.author_entry().and_then(|entry| entry.value.as_str()).is_some_and(is_of_organisation)
}

/// Returns the lines that lead to confidential sources, source by source.
pub(crate) fn exposures<'a>(model: &Model<'a>) -> impl Iterator<Item = Exposure<'a>> {
    model.all_sources().filter(|source| source.is_confidential()).flat_map(|source| {
        let lines = [
            (source.url_entry(), Trail::Address),
            (source.author_entry().filter(|_| !is_own_monitoring(source)), Trail::Author),
            (source.archived_url_entry(), Trail::ArchivedCopy),
            (
                source
                    .title_entry()
                    .filter(|_| source.title().is_some_and(|title| speaker_in_title(title).is_some())),
                Trail::Title,
            ),
        ];
        lines.into_iter().filter_map(move |(entry, trail)| {
            Some(Exposure { source, promise: source.confidential_entry()?, entry: entry?, trail })
        })
    })
}

/// Adds the lines that lead to confidential sources, and the names of their authors.
pub(super) fn add_secrets(model: &Model<'_>, secrets: &mut Secrets) {
    for exposure in exposures(model) {
        if exposure.trail == Trail::Title {
            let named = exposure.source.title().and_then(speaker_in_title);
            secrets.names.extend(named.and_then(Name::from_text));
            continue;
        }
        let part = Secret::of_scalar(exposure.entry.value);
        // A finding may name an address without its scheme.
        if let Some((_, address)) = part.text.split_once("://") {
            let text = address.trim_end_matches('/').to_owned();
            secrets.parts.push(Secret { span: Span::default(), text, shown: 0 });
        }
        secrets.parts.push(part);
        if exposure.trail == Trail::Author {
            secrets.names.extend(exposure.entry.value.as_str().and_then(Name::from_text));
        }
    }
    let confidential: Vec<Entry<'_>> = published(model, true).collect();
    if confidential.is_empty() {
        return;
    }
    // An organisation that publishes other things too leads to nobody.
    let open: HashSet<&str> = published(model, false)
        .filter_map(|publisher| publisher.value.as_str())
        .chain(model.publishers())
        .chain(model.organisations().filter_map(Organisation::name))
        .collect();
    for publisher in confidential {
        if let Some(name) = publisher.value.as_str().filter(|name| !open.contains(name)) {
            secrets.parts.push(Secret::of_scalar(publisher.value));
            secrets.names.extend(Name::from_text(name).map(Name::only_together));
        }
    }
}

/// Returns the `publisher:` lines of the sources that are confidential, or of those that are not.
fn published<'a>(model: &Model<'a>, is_confidential: bool) -> impl Iterator<Item = Entry<'a>> {
    let sources = model.all_sources().filter(move |source| source.is_confidential() == is_confidential);
    sources.filter_map(Source::publisher_entry)
}

#[cfg(test)]
mod tests {
    use super::speaker_in_title;

    #[test]
    fn who_is_named_in_a_title_is_found() {
        for (title, name) in [
            ("Interview with Gulnar Mukhina, sister of Ruslan Mukhin", Some("Gulnar Mukhina")),
            ("Letter from Gulnar Mukhina", Some("Gulnar Mukhina")),
            ("Интервью с Гульнарой Мухиной", Some("Гульнарой Мухиной")),
            ("Разговор с Е. Оспановым о деле", Some("Е. Оспановым")),
            ("Interview with the sister of Ruslan Mukhin", None),
            ("Interview with Mukhin's sister", None),
            ("Interview with Ruslan Mukhin's sister", None),
            ("Interview with Example Rights Watch", None),
            ("Meeting with the lawyer Gulnar Mukhina", None),
            ("Разговор с сестрой Руслана Мухина", None),
            ("Interview with a relative", None),
        ] {
            assert_eq!(speaker_in_title(title), name, "{title}");
        }
    }
}
