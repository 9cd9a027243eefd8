//! Finds the lines that lead to a source who was promised confidence.

use std::collections::HashSet;

use crate::model::{Model, Organisation, Source};
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
}

/// Returns the lines that lead to confidential sources, source by source.
pub(crate) fn exposures<'a>(model: &Model<'a>) -> impl Iterator<Item = Exposure<'a>> {
    model.all_sources().filter(|source| source.is_confidential()).flat_map(|source| {
        let lines = [
            (source.url_entry(), Trail::Address),
            (source.author_entry(), Trail::Author),
            (source.archived_url_entry(), Trail::ArchivedCopy),
        ];
        lines.into_iter().filter_map(move |(entry, trail)| {
            Some(Exposure { source, promise: source.confidential_entry()?, entry: entry?, trail })
        })
    })
}

/// Adds the lines that lead to confidential sources, and the names of their authors.
pub(super) fn add_secrets(model: &Model<'_>, secrets: &mut Secrets) {
    for exposure in exposures(model) {
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
