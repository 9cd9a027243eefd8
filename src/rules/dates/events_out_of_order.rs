//! `events-out-of-order`

use crate::diagnostic::{Applicability, Edit, Severity};
use crate::model::{Case, Dated, Event};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::source::{SourceFile, Span};
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "events-out-of-order",
    group: Group::Dates,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("events-out-of-order.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for case in cx.model().cases() {
        check_case(cx, case);
    }
}

fn check_case<'a>(cx: &mut DocumentContext<'a>, case: Case<'a>) {
    let mut dated: Vec<(usize, Event<'a>, Dated<'a>)> = Vec::new();
    let mut latest: Option<(Event<'a>, Dated<'a>)> = None;
    let mut is_moved = false;
    for (index, event) in cx.model().events_of(case).enumerate() {
        let Some(own) = event.dated() else { continue };
        let before = latest.filter(|(_, latest)| own.date.is_before(&latest.date));
        if let Some((earlier, date)) = before {
            let message = format!(
                "the {} of {} is listed after the {} of {}",
                event.noun(),
                clip(own.written()),
                earlier.noun(),
                clip(date.written())
            );
            // Two moves could cross, and one attempt for each case keeps the work linear.
            let edits = if is_moved { None } else { move_edits(cx, case, index, &dated, own) };
            is_moved = true;
            let finding = cx.report(own, message).note("earlier").label(date, "later").help(
                "readers take the order of the list for the order in time: put the events in the order of their dates",
            );
            if let Some(edits) = edits {
                finding.fix("move the event to its place", Applicability::Unsafe, edits);
            }
        } else if latest.is_none_or(|(_, latest)| latest.date.first_day() <= own.date.first_day()) {
            latest = Some((event, own));
        }
        dated.push((index, event, own));
    }
}

/// Returns the edits that move the event at `index` before the first later one; `None` if it is not written as a block
/// of whole lines.
fn move_edits(
    cx: &DocumentContext<'_>,
    case: Case<'_>,
    index: usize,
    before: &[(usize, Event<'_>, Dated<'_>)],
    own: Dated<'_>,
) -> Option<Vec<Edit>> {
    // Events that an alias repeats are moved where they are written.
    if case.node().is_alias() || case.events_entry()?.value.is_alias() {
        return None;
    }
    let (target, ..) = before.iter().find(|(.., other)| own.date.is_before(&other.date))?;
    let source = cx.document().source();
    let block = |index: usize| {
        let node = case.events().nth(index)?.node();
        let line = source.line_span(source.line_index(node.span().start));
        let dash = source.slice(Span::new(line.start, node.span().start));
        let is_block = !node.is_alias() && dash.trim() == "-" && dash.trim_end().len() + 1 == dash.len();
        // A line that looks like a comment may end the text of the previous event.
        let floor = match index.checked_sub(1) {
            Some(previous) => case.events().nth(previous)?.node().span().end,
            None => case.events_entry()?.key.span().end,
        };
        let start = start_of_comments(source, line.start, floor, dash.len().saturating_sub(1));
        is_block.then_some((node.span(), start, dash.to_owned()))
    };
    let (span, start, dash) = block(index)?;
    let (_, target, target_dash) = block(*target)?;
    // Up to the next event with its comments, or else to the end of the last line.
    let last = source.line_span(source.line_index(span.end.saturating_sub(1)));
    let end = match case.events().nth(index + 1) {
        Some(_) => block(index + 1)?.1,
        None => source.line_span(source.line_index(last.end) + 1).start,
    };
    let text = source.slice(Span::new(start, end));
    let is_whole =
        text.ends_with('\n') && end >= last.end && dash == target_dash && !text.contains(['&', '*']);
    is_whole.then(|| {
        vec![
            Edit { span: Span::empty(target), replacement: text.to_owned() },
            Edit { span: Span::new(start, end), replacement: String::new() },
        ]
    })
}

/// Returns the start of the comments directly above a line, after `floor`. Comments indented by more than `indent`
/// characters belong to the previous event.
fn start_of_comments(source: &SourceFile, mut start: u32, floor: u32, indent: usize) -> u32 {
    while let Some(above) = start.checked_sub(1) {
        let line = source.line_span(source.line_index(above));
        let text = source.slice(line);
        let comment = text.trim_start();
        if line.start < floor || !comment.starts_with('#') || text.len() - comment.len() > indent {
            break;
        }
        start = line.start;
    }
    start
}
