//! `malformed-citation`

use super::support::applicable_code::code_to_cite;
use super::support::freeform_citation::{Intended, intended_citations, other_code};
use crate::diagnostic::{Applicability, Edit, Premise, Severity};
use crate::document::Format;
use crate::model::unknown::{declaration_for, says_unknown};
use crate::model::vocabulary::field;
use crate::model::{Citation, Event};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::source::Span;
use crate::tree::{NodeRef, NodeType, ScalarStyle};
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

/// The longest text that is read as a citation.
const LONGEST: usize = 300;

fn check(cx: &mut DocumentContext<'_>) {
    for event in cx.model().events() {
        let mut nodes = event.citation_nodes().peekable();
        while let Some(node) = nodes.next() {
            let Some(text) = malformed(event, node) else { continue };
            let intended = Some(text)
                .filter(|text| text.len() <= LONGEST)
                .and_then(|text| intended_citations(cx, event, text));
            if let Some(&rest) = nodes.peek()
                && let Some(joined) = cut_citation(cx, event, (node, text, intended.is_some()), rest)
            {
                nodes.next();
                report_cut(cx, node, rest, joined);
                continue;
            }
            report(cx, event, node, intended);
        }
    }
}

/// Returns the text of an item that is no citation, as far as the schema does not report it already: mappings, and a text
/// where a list belongs.
fn malformed<'a>(event: Event<'a>, node: NodeRef<'a>) -> Option<&'a str> {
    let is_listed = node.parent().is_some_and(|parent| parent.as_sequence().is_some());
    let number = || node.scalar_text().filter(|_| node.node_type() == NodeType::Number);
    let text = node.as_str().or_else(number).filter(|text| !text.is_empty() && is_listed)?;
    (Citation::from_node(node).is_none() && !event.names_whole_law(node)).then_some(text)
}

fn report<'a>(cx: &mut DocumentContext<'a>, event: Event<'a>, node: NodeRef<'a>, intended: Option<Intended>) {
    let text = node.scalar_text().unwrap_or_default();
    let message = format!("{} is not a citation of the form CODE ARTICLE(PART)", quoted(text));
    let Some(Intended { citations, reason, applicability }) = intended else {
        let code = code_to_cite(cx, event);
        let help = match other_code(cx, event, text) {
            Some((other, citation)) => format!(
                "no code is named, and `{code}` has no such article: is `{citation}` meant, of the {}?",
                other.title_shown()
            ),
            None => format!(
                "readers and rules find an article by its code and number: write `{code} NUMBER(PART)`, each article as \
                 an item of its own"
            ),
        };
        if says_unknown(text) && report_unknown(cx, node) {
            return;
        }
        cx.report(node, message)
            .help(help)
            .stands_without(Premise::value_right(node))
            .refutes(Premise::meaning_unknown(node));
        return;
    };
    let list: Vec<String> = citations.iter().map(|citation| format!("`{citation}`")).collect();
    let several = if list.len() > 1 { ", each as an item of its own" } else { "" };
    let edit = edit_item(node, &citations);
    let written = list.join(" and ");
    let report = cx
        .report(node, message)
        .help(format!("{reason}write {written}{several}"))
        .stands_without(Premise::value_right(node))
        .refutes(Premise::meaning_unknown(node));
    if let Some(edit) = edit {
        report.fix(format!("write {written}"), applicability, vec![edit]);
    }
}

/// Reports a list whose only item says that nobody knows the articles.
fn report_unknown<'a>(cx: &mut DocumentContext<'a>, node: NodeRef<'a>) -> bool {
    let entry = node.parent().filter(|list| list.items().len() == 1).and_then(NodeRef::parent_entry);
    let Some(entry) = entry.filter(|entry| entry.name() == field::ARTICLES) else { return false };
    let edit = declaration_for(entry);
    let written = edit.replacement.clone();
    let text = quoted(node.scalar_text().unwrap_or_default());
    let is_free = entry.key.parent().is_some_and(|owner| owner.get(field::UNKNOWN).is_none());
    let report = cx
        .report(node, format!("{text} says that the articles are not known, and is no citation"))
        .help(format!("take the line out, and write `{written}` in its place"));
    if is_free {
        report.fix(format!("write `{written}`"), Applicability::Unsafe, vec![edit]);
    }
    true
}

/// Returns the citation of which a comma has made two items, `[Article 157, Part 1 of the Criminal Code]`: one of them says
/// nothing alone, and both together name one article. The last field of `first` is true where that item can be read alone.
fn cut_citation<'a>(
    cx: &DocumentContext<'a>,
    event: Event<'a>,
    first: (NodeRef<'a>, &str, bool),
    rest: NodeRef<'a>,
) -> Option<Intended> {
    let (node, text, is_read) = first;
    let is_plain = |node: NodeRef<'_>| node.style() == Some(ScalarStyle::Plain) && !node.is_alias();
    let list = node.parent().filter(|list| rest.parent() == Some(*list) && list.raw().starts_with('['))?;
    let more = malformed(event, rest).filter(|more| text.len() + more.len() <= LONGEST)?;
    if list.is_alias() || !is_plain(node) || !is_plain(rest) {
        return None;
    }
    if is_read && intended_citations(cx, event, more).is_some() {
        return None;
    }
    let intended = intended_citations(cx, event, &format!("{text}, {more}"))?;
    (intended.citations.len() == 1).then_some(intended)
}

/// Reports a citation of which a comma has made the two items `node` and `rest`.
fn report_cut<'a>(cx: &mut DocumentContext<'a>, node: NodeRef<'a>, rest: NodeRef<'a>, intended: Intended) {
    let Intended { citations, reason, applicability } = intended;
    let span = Span::new(node.span().start, rest.span().end);
    let written = citations.join(" and ");
    let message = format!(
        "{} is not a citation of the form CODE ARTICLE(PART), and its comma makes two items of it",
        quoted(node.source().slice(span))
    );
    cx.report(node, message)
        .label(rest, "this is read as another citation")
        .help(format!("{reason}write `{written}`"))
        .stands_without(Premise::value_right(node))
        .refutes(Premise::meaning_unknown(node))
        .refutes(Premise::meaning_unknown(rest))
        .fix(format!("write `{written}`"), applicability, vec![Edit { span, replacement: written }]);
}

/// Returns the edit that replaces one item of a list with `citations`.
fn edit_item(node: NodeRef<'_>, citations: &[String]) -> Option<Edit> {
    if node.node_type() == NodeType::Number && !node.is_alias() {
        let [citation] = citations else { return None };
        let is_json = Format::from_path(node.source().path()) == Some(Format::Json);
        let replacement = if is_json { format!("\"{citation}\"") } else { citation.clone() };
        return Some(Edit { span: node.span(), replacement });
    }
    let quote = match node.style().filter(|_| !node.is_alias())? {
        ScalarStyle::Plain => "",
        ScalarStyle::SingleQuoted => "'",
        ScalarStyle::DoubleQuoted => "\"",
        // A text of several lines has its own layout.
        ScalarStyle::Literal
        | ScalarStyle::Folded
        | ScalarStyle::LongDoubleQuoted
        | ScalarStyle::LongSingleQuoted => return None,
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
