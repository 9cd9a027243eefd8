//! The source that nothing in a document cites.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::Premise;
use crate::model::date::Date;
use crate::model::{Model, Source};
use crate::rule::FindingBuilder;
use crate::tree::NodeRef;
use crate::words::quoted;

/// Returns the only source that nothing cites, unless it was published before something of `date`.
pub(in crate::rules::sourcing) fn only_unused<'a>(
    model: &Model<'a>,
    date: Option<Date>,
) -> Option<Source<'a>> {
    let used: HashSet<&str> = model.source_references().filter_map(NodeRef::as_str).collect();
    let mut unused = model.sources().filter(|source| source.id().is_some_and(|id| !used.contains(id)));
    let source = unused.next().filter(|_| unused.next().is_none())?;
    let is_older =
        source.published().zip(date).is_some_and(|(published, date)| published.date.is_before(&date));
    (!is_older).then_some(source)
}

/// Returns the sources that nothing cites, by publisher; `None` where one has several of them.
pub(in crate::rules::sourcing) fn unused_by_publisher<'a>(
    model: &Model<'a>,
) -> HashMap<&'a str, Option<Source<'a>>> {
    let used: HashSet<&str> = model.source_references().filter_map(NodeRef::as_str).collect();
    let mut found = HashMap::new();
    for source in model.sources().filter(|source| source.id().is_some_and(|id| !used.contains(id))) {
        let Some(publisher) = source.publisher() else { continue };
        found.entry(publisher).and_modify(|known| *known = None).or_insert(Some(source));
    }
    found
}

/// Adds the help, and proposes the source that nothing cites where there is one: the two are one mistake.
pub(in crate::rules::sourcing) fn propose(
    report: FindingBuilder<'_>,
    unused: Option<Source<'_>>,
    help: &str,
) {
    match unused.and_then(|source| Some((source.key()?, source.id()?))) {
        Some((key, id)) => {
            let help = format!("perhaps it is {}, which nothing cites; otherwise {help}", quoted(id));
            report.help(help).refutes(Premise::unreferred(key));
        }
        None => {
            report.help(help);
        }
    }
}
