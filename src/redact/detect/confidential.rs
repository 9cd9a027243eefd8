//! Finds the lines that lead to a source who was promised confidence.

use crate::model::{Model, Source};
use crate::redact::Secret;
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

pub(super) fn secrets(model: &Model<'_>) -> impl Iterator<Item = Secret> {
    exposures(model).map(|exposure| Secret::of_scalar(exposure.entry.value))
}
