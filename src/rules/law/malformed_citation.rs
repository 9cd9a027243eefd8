//! `malformed-citation`

use crate::diagnostic::{Applicability, Edit, Severity};
use crate::law::{LegalCode, Presence, Registry};
use crate::lookalike::latin;
use crate::model::citation::{self as parse, freeform};
use crate::model::duration::Duration;
use crate::model::{Citation, Event};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::rules::law::{code_to_cite, named_code};
use crate::source::Span;
use crate::tree::{NodeRef, ScalarStyle};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "malformed-citation",
    group: Group::Law,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: Some(Applicability::Safe),
    page: include_str!("malformed-citation.md"),
};

/// No citation is longer, and a whole page in its place is not worth the reading.
const LONGEST: usize = 300;

fn check(cx: &mut DocumentContext<'_>) {
    for event in cx.model().events() {
        for node in event.cited() {
            let is_listed = node.parent().is_some_and(|parent| parent.as_sequence().is_some());
            let text = node.as_str().filter(|text| !text.is_empty() && is_listed);
            // Of a list that is none, and of mappings, the schema speaks.
            let Some(text) = text else { continue };
            if Citation::from_node(node).is_some() {
                continue;
            }
            let meant =
                Some(text).filter(|text| text.len() <= LONGEST).and_then(|text| meant(cx, event, text));
            let message = format!("{} is not a citation of the form CODE ARTICLE(PART)", quoted(text));
            let Some(Meant { citations, why, trust }) = meant else {
                let code = code_to_cite(cx, event);
                cx.report(node, message).help(format!(
                    "readers and rules find an article by its code and number: write `{code} NUMBER(PART)`, each \
                     article as an item of its own"
                ));
                continue;
            };
            let list: Vec<String> = citations.iter().map(|citation| format!("`{citation}`")).collect();
            let several = if list.len() > 1 { ", each as an item of its own" } else { "" };
            let edit = edit(node, &citations);
            let written = list.join(" and ");
            let report = cx.report(node, message).help(format!("{why}write {written}{several}"));
            if let Some(edit) = edit {
                report.fix(format!("write {written}"), trust, vec![edit]);
            }
        }
    }
}

/// What a text means in the form of citations.
struct Meant {
    citations: Vec<String>,
    /// The beginning of the help, where there is something to say.
    why: String,
    trust: Applicability,
}

fn meant<'a>(cx: &DocumentContext<'a>, event: Event<'a>, text: &str) -> Option<Meant> {
    let law = cx.law();
    let citation = freeform::read(text)?;
    let (code, why, trust) = match citation.code.as_slice() {
        [] => {
            let id = code_to_cite(cx, event);
            let code = law.get(id)?;
            let why = format!("no code is named; if the {} is meant, ", code.title_shown());
            (code, why, Applicability::Unsafe)
        }
        words => {
            let by_id = match words {
                [word] => named_code::by_id(law, word),
                _ => None,
            };
            if let Some(code) = by_id {
                let alike = latin(text).map(|(_, help)| help);
                let why = alike.and_then(|help| Some(format!("{}; ", help.split_once(": ")?.0)));
                (code, why.unwrap_or_default(), Applicability::Safe)
            } else {
                let code = named_code::by_words(law, words, cx.model().country())?;
                let code = at_the_time(law, code, event);
                let is_clear = is_only_code(code, event);
                let why = format!("it seems to be the {}: ", code.title_shown());
                if is_clear {
                    (code, String::new(), Applicability::Safe)
                } else {
                    (code, why, Applicability::Unsafe)
                }
            }
        }
    };
    let citations: Vec<String> = citation.articles.iter().map(|article| article.under(&code.id)).collect();
    // What the code does not have was meant otherwise: a range, or a number that was misread.
    let is_there = |citation: &String| {
        parse::Citation::parse(citation).is_some_and(|citation| {
            matches!(code.article(citation.article), Presence::Present | Presence::Unknown)
        })
    };
    citations.iter().all(is_there).then_some(Meant { citations, why, trust })
}

/// The code that had a name at the time of the event: before it came into force, the name was that of another.
fn at_the_time<'a>(law: &'a Registry, code: &'a LegalCode, event: Event<'_>) -> &'a LegalCode {
    let date = event.dated().map(|dated| dated.date);
    let before = || {
        let date = date.filter(|date| code.earliest_start().is_some_and(|start| date.is_before(&start)))?;
        law.in_force_on(code.country.as_deref()?, code.code_type?, &date)
    };
    before().unwrap_or(code)
}

/// Years after the start of a code in which its name may still mean the one before it.
const OLD_CODE_TRIED: u16 = 7;

/// Whether no earlier code of the same name can be meant on the day of the event.
fn is_only_code(code: &LegalCode, event: Event<'_>) -> bool {
    let after = code.in_force.and_then(|start| Duration::years(OLD_CODE_TRIED).end_from(start.last_day()));
    let day = event.dated().and_then(|dated| dated.date.earliest());
    after.zip(day).is_some_and(|(after, day)| day > after)
}

/// The edit that writes `citations` in place of one item of a list.
fn edit(node: NodeRef<'_>, citations: &[String]) -> Option<Edit> {
    let quote = match node.style().filter(|_| !node.is_alias())? {
        ScalarStyle::Plain => "",
        ScalarStyle::SingleQuoted => "'",
        ScalarStyle::DoubleQuoted => "\"",
        // A block of text has lines and an indentation of its own.
        ScalarStyle::Literal | ScalarStyle::Folded => return None,
    };
    let span = node.value_span();
    let between = if citations.len() < 2 {
        String::new()
    } else if node.parent()?.raw().starts_with('[') {
        ", ".to_owned()
    } else {
        let before = node.source().slice(Span::new(0, node.span().start));
        let indent = before.rsplit('\n').next()?.strip_suffix("- ")?;
        if !indent.bytes().all(|byte| byte == b' ') {
            return None;
        }
        format!("\n{indent}- ")
    };
    Some(Edit { span, replacement: citations.join(&format!("{quote}{between}{quote}")) })
}
