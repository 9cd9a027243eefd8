//! `figure-without-source`

use super::support::unused::{only_unused, propose};
use crate::diagnostic::Severity;
use crate::model::{Development, Figure, Period};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "figure-without-source",
    group: Group::Sourcing,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("figure-without-source.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let is_sourced = |figure: &Figure<'_>| {
        figure.development().source_references().next().is_some() || figure.has_source_key()
    };
    let figures = model.developments().flat_map(Development::figures);
    let unsourced: Vec<Figure<'_>> = figures.filter(|figure| !is_sourced(figure)).collect();
    let unused = match unsourced.as_slice() {
        [figure] => {
            let start = || model.period().and_then(Period::start);
            only_unused(model, figure.development().dated().or_else(start).map(|dated| dated.date))
        }
        _ => None,
    };
    for figure in unsourced {
        let what = figure
            .label()
            .map_or_else(|| "this figure".to_owned(), |label| format!("the figure {}", quoted(label)));
        let report = cx.report(figure, format!("{what} has no source")).note("who counted?");
        propose(
            report,
            unused,
            "readers doubt a number without a source first: add `source: ID` to it, or `sources: [ID]` to the \
             development if all its figures come from there",
        );
    }
}
