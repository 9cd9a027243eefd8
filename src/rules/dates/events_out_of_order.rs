//! `events-out-of-order`

use std::collections::HashMap;

use super::support::due_release::{MOST_RELEASES, due_release};
use super::support::odd_dates::{OddDate, odd_dates};
use crate::diagnostic::{Applicability, Edit, Premise, Severity};
use crate::model::{Case, Dated, Event, EventType, Model};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::source::{SourceFile, Span};
use crate::words::clip;

/// The most persons of an event that are compared.
const MOST_PERSONS: usize = 50;

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
    let mut is_moved = false;
    let odd_dates = odd_dates(cx.model(), case);
    let threads = if odd_dates.is_empty() { Vec::new() } else { threads(cx.model(), case) };
    // Each release is compared with the events of the case.
    let is_few = odd_dates.len() <= MOST_RELEASES;
    for odd in odd_dates {
        let OddDate { event, dated, other: (other, other_dated), is_late, .. } = odd;
        // `death-date-mismatch` says that the date is the question.
        if [event, other].into_iter().any(|one| is_of_other_death(cx.model(), one)) {
            continue;
        }
        let (order, note, other_note) =
            if is_late { ("before", "later", "earlier") } else { ("after", "earlier", "later") };
        if is_few && odd.help_on_date().is_none() && is_of_other_thread(cx.model(), case, &odd, &threads) {
            continue;
        }
        let message = format!(
            "the {} of {} is listed {order} the {} of {}",
            event.noun(),
            clip(dated.written()),
            other.noun(),
            clip(other_dated.written())
        );
        // Where the date is wrong, another place would only hide it. Two moves could cross, and one attempt for each case
        // keeps the work linear.
        let other_date = odd.help_on_date();
        let doubt = other_date
            .or_else(|| odd.help_on_other())
            .or_else(|| doubt(cx.model(), Some(case).filter(|_| is_few), &odd));
        let edits = if is_moved || doubt.is_some() { None } else { move_edits(cx, case, &odd) };
        is_moved |= doubt.is_none();
        let finding = cx
            .report(dated, message)
            .note(note)
            .label(other_dated, other_note)
            .depends_on(Premise::value_right(dated.entry.value))
            .refutes(Premise::value_right(dated.entry.value).filter(|_| doubt.is_some()));
        let finding = match doubt {
            Some(doubt) => {
                finding.help(format!("{doubt}; if it is right, put the events in the order of their dates"))
            }
            None => finding.help(
                "readers take the order of the list for the order in time: put the events in the order of their dates",
            ),
        };
        if let Some(edits) = edits {
            finding.fix("move the event to its place", Applicability::Unsafe, edits);
        }
    }
}

/// Returns the reason for which the date may be wrong, and not the place in the list, where no other date fits there.
fn doubt<'a>(model: &Model<'a>, case: Option<Case<'a>>, odd: &OddDate<'a>) -> Option<String> {
    let OddDate { event, dated, other: (other, other_dated), is_late, .. } = *odd;
    let (first, second) = if is_late { (event, other) } else { (other, event) };
    if stage(first).zip(stage(second)).is_some_and(|(first, second)| first < second) {
        return Some(format!(
            "the {} comes before the {}, as it is listed: look up both dates, for one of them is wrong",
            first.noun(),
            second.noun()
        ));
    }
    if let Some(due) = case.and_then(|case| due_release(model, case, event)) {
        return Some(due.help());
    }
    let later = if is_late { (event, dated) } else { (other, other_dated) };
    let older = older_sources(model, later)?;
    Some(format!(
        "the {} of {} is dated after its own source of {}: check that date first",
        later.0.noun(),
        clip(later.1.written()),
        clip(older.written())
    ))
}

/// Returns for each event of a case the part of the list to which it belongs, where one prosecution is told after the other: nobody
/// whom a part names is in another one. An event that names nobody is about all.
fn threads<'a>(model: &Model<'a>, case: Case<'a>) -> Vec<usize> {
    let persons = |event: Event<'a>| event.persons_entry().map(|_| event.persons().take(MOST_PERSONS));
    let mut last_of: HashMap<&str, usize> = HashMap::new();
    for (index, event) in model.events_of(case).enumerate() {
        last_of.extend(persons(event).into_iter().flatten().map(|id| (id, index)));
    }
    let (mut thread, mut end) = (0, 0);
    let mut threads = Vec::new();
    for (index, event) in model.events_of(case).enumerate() {
        thread += usize::from(index > end);
        let last = persons(event).and_then(|of| of.filter_map(|id| last_of.get(id).copied()).max());
        end = end.max(last.unwrap_or(usize::MAX));
        threads.push(thread);
    }
    // One event is no prosecution: its place or its date is wrong.
    match threads.iter().filter(|one| **one == thread).count() {
        0 | 1 => Vec::new(),
        _ => threads,
    }
}

/// Returns true if an event and the one with which it is compared are of different prosecutions.
fn is_of_other_thread<'a>(model: &Model<'a>, case: Case<'a>, odd: &OddDate<'a>, threads: &[usize]) -> bool {
    let other = odd.other.0.node().id();
    let place = model.events_of(case).position(|event| event.node().id() == other);
    place.is_some_and(|place| threads.get(place) != threads.get(odd.index))
}

/// Returns true for a death whose date is another one than that of the person.
fn is_of_other_death(model: &Model<'_>, event: Event<'_>) -> bool {
    let mut persons = event.persons();
    let (Some(id), None, true) = (persons.next(), persons.next(), event.is(EventType::Death)) else {
        return false;
    };
    let died = model.person(id).and_then(|person| person.died());
    let is_other = |(died, dated): (Dated<'_>, Dated<'_>)| {
        died.date.is_before(&dated.date) || died.date.is_after(&dated.date)
    };
    died.zip(event.dated()).is_some_and(is_other)
}

/// Returns the date of a source of an event if all of its sources are older than it is: then it is the date that is wrong, and
/// not its place.
fn older_sources<'a>(model: &Model<'a>, (event, dated): (Event<'a>, Dated<'a>)) -> Option<Dated<'a>> {
    let published = event.source_references().map(|id| model.source(id.as_str()?)?.published());
    let published: Vec<Dated<'a>> = published.collect::<Option<_>>()?;
    let first = *published.first()?;
    published.iter().all(|source| source.date.is_before(&dated.date)).then_some(first)
}

/// Returns the stage of a case in court to which an event belongs: one of a later stage does not come first.
fn stage(event: Event<'_>) -> Option<u8> {
    let is_review = || event.as_verdict().is_some_and(|verdict| verdict.is_review());
    Some(match event.event_type()? {
        EventType::Charge => 1,
        EventType::Trial => 2,
        EventType::ProsecutionRequest => 3,
        EventType::Verdict if is_review() => 6,
        EventType::Verdict => 4,
        EventType::Appeal => 5,
        _ => return None,
    })
}

/// Returns the edits that move an event to its place: before the first later one if it is listed too late, and behind the
/// last earlier one if it is listed too early; `None` if it is not written as a block of whole lines.
fn move_edits(cx: &DocumentContext<'_>, case: Case<'_>, odd: &OddDate<'_>) -> Option<Vec<Edit>> {
    let (index, own) = (odd.index, odd.dated.date);
    // Events that an alias repeats are moved where they are written.
    if case.node().is_alias() || case.events_entry()?.value.is_alias() {
        return None;
    }
    let dates = || case.events().map(|event| event.dated().map(|dated| dated.date));
    let target = match odd.is_late {
        false => dates().take(index).position(|other| other.is_some_and(|other| own.is_before(&other)))?,
        true => {
            dates()
                .enumerate()
                .skip(index + 1)
                .filter(|(_, other)| other.is_some_and(|other| other.is_before(&own)))
                .last()?
                .0
                + 1
        }
    };
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
    // Up to the next event with its comments, or else to the end of the last line.
    let end_of = |index: usize, span: Span| {
        let last = source.line_span(source.line_index(span.end.saturating_sub(1)));
        let end = match case.events().nth(index + 1) {
            Some(_) => block(index + 1)?.1,
            None => source.line_span(source.line_index(last.end) + 1).start,
        };
        (end >= last.end).then_some(end)
    };
    let end = end_of(index, span)?;
    let (target, target_dash) = match case.events().nth(target) {
        Some(_) => block(target).map(|(_, start, dash)| (start, dash))?,
        None => (end_of(target.checked_sub(1)?, block(target.checked_sub(1)?)?.0)?, dash.clone()),
    };
    let text = source.slice(Span::new(start, end));
    let is_whole = text.ends_with('\n')
        && source.slice(Span::new(0, target)).ends_with('\n')
        && dash == target_dash
        && !text.contains(['&', '*']);
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
