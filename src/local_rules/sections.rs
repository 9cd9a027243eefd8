//! The headings of a Markdown text, each with what stands below it.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use super::budget::{Budget, Spent};
use super::values::{Text, Value};
use crate::source::Span;

/// A heading, and what stands between it and the next one.
#[derive(Default)]
struct Section<'a> {
    level: i64,
    title: String,
    heading: Range<usize>,
    links: Vec<Value<'a>>,
    items: Vec<Value<'a>>,
    end: usize,
}

/// The parts of Markdown that are open at a place.
#[derive(Default)]
struct Open {
    in_heading: bool,
    link: Option<(String, String, Range<usize>)>,
    /// The list items that are open, with their texts.
    items: Vec<(String, usize)>,
}

/// Returns the sections of a text as records of `level`, `title`, `text`, `links` (each with `text` and `url`) and `items`.
///
/// # Errors
/// The budget is spent.
pub(super) fn sections<'a>(text: &Text<'a>, budget: &Budget) -> Result<Value<'a>, Spent> {
    let words = text.as_str();
    let mut found: Vec<Section<'a>> = Vec::new();
    let mut open = Open::default();
    for (event, range) in Parser::new(words).into_offset_iter() {
        budget.spend(1)?;
        if let Event::Start(Tag::Heading { level, .. }) = event {
            if let Some(last) = found.last_mut() {
                last.end = range.start;
            }
            found.push(Section {
                level: number(level),
                heading: range,
                end: words.len(),
                ..Section::default()
            });
            open.in_heading = true;
        } else if let Some(section) = found.last_mut() {
            // A text belongs to each of the items around it.
            budget.spend(open.items.len() as u64)?;
            budget.spend_bytes(range.len().saturating_mul(open.items.len()))?;
            read(section, &mut open, event, range, text);
        }
    }
    Ok(Value::list(found.into_iter().map(|section| section.record(text)).collect()))
}

fn read<'a>(
    section: &mut Section<'a>,
    open: &mut Open,
    event: Event<'_>,
    range: Range<usize>,
    text: &Text<'a>,
) {
    match event {
        Event::End(TagEnd::Heading(_)) => open.in_heading = false,
        Event::Start(Tag::Link { dest_url, .. }) => {
            open.link = Some((dest_url.into_string(), String::new(), range));
        }
        Event::End(TagEnd::Link) => {
            if let Some((url, title, range)) = open.link.take() {
                let entries = vec![("text", Value::text(title)), ("url", Value::text(url))];
                section.links.push(Value::record(entries, span(text, range)));
            }
        }
        Event::Start(Tag::Item) => open.items.push((String::new(), range.start)),
        Event::End(TagEnd::Item) => {
            if let Some((item, _)) = open.items.pop() {
                let item = item.trim().to_owned();
                let entries = vec![("text", Value::text(item))];
                section.items.push(Value::record(entries, span(text, range)));
            }
        }
        Event::Text(part) | Event::Code(part) => {
            let targets = open.items.iter_mut().map(|(item, _)| item);
            let link = open.link.iter_mut().map(|(_, title, _)| title);
            let title = open.in_heading.then_some(&mut section.title);
            targets.chain(link).chain(title).for_each(|target| target.push_str(&part));
        }
        Event::SoftBreak | Event::HardBreak => {
            open.items.iter_mut().for_each(|(item, _)| item.push(' '));
        }
        _ => {}
    }
}

impl<'a> Section<'a> {
    fn record(self, text: &Text<'a>) -> Value<'a> {
        let heading = self.heading.clone();
        let line = text.as_str().get(heading.clone()).unwrap_or_default().trim_end().len();
        let span = span(text, heading.start..heading.start + line);
        let below = text.part(heading.end.min(self.end)..self.end);
        let entries = vec![
            ("level", Value::Int(self.level)),
            ("title", Value::text(self.title)),
            ("text", Value::Text(below)),
            ("links", Value::list(self.links)),
            ("items", Value::list(self.items)),
        ];
        Value::record(entries, span)
    }
}

/// Returns the bytes in the file of a part of a text.
fn span(text: &Text<'_>, range: Range<usize>) -> Option<Span> {
    Value::Text(text.part(range)).spot().map(|spot| spot.span)
}

fn number(level: HeadingLevel) -> i64 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
