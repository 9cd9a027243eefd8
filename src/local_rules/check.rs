//! Applies a rule to a document.

use std::collections::HashMap;

use super::budget::{Budget, Spent};
use super::evaluate::{Evaluator, Scope};
use super::expression::Field;
use super::failure::{Cause, Evaluated, Failure};
use super::path::Selected;
use super::rule::{Expression, LocalRule, Select, Target, Within};
use super::values::{Spot, Value};
use super::{across, fix};
use crate::diagnostic::{Diagnostic, Label, Premise, Severity};
use crate::document::{Document, DocumentKind};
use crate::model::date::Date;
use crate::rule::MAX_FINDINGS;
use crate::source::Span;
use crate::tree::NodeRef;
use crate::words::{count, quoted};

/// The steps that a rule may take for a document, and further ones for each of its nodes and bytes.
const STEPS: (u64, u64, u64) = (300_000, 64, 2);

/// A document with what rules know of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub(crate) document: &'a Document,
    /// The path that patterns of the configuration are matched against.
    pub(crate) path: &'a str,
    pub(crate) kind: Option<DocumentKind>,
    pub(crate) today: Date,
}

impl<'a> Subject<'a> {
    /// Returns the steps that a rule may take for the document.
    pub(super) fn budget(&self) -> Budget {
        let (base, of_node, of_byte) = STEPS;
        let nodes = self.document.root().tree_len() as u64;
        let bytes = self.document.source().text().len() as u64;
        Budget::new(base + of_node * nodes + of_byte * bytes)
    }

    /// Returns true if a rule is for the document. Older ones are left alone.
    pub(super) fn is_under(&self, rule: &LocalRule) -> bool {
        rule.is_for_path(self.path) && rule.is_for_kind(self.kind)
    }

    /// Returns true if the document is not older than a rule.
    pub(super) fn is_recent(&self, rule: &LocalRule) -> bool {
        self.recent(rule).unwrap_or_default()
    }

    /// Returns true if the document is not older than a rule.
    ///
    /// # Errors
    /// Its date is none.
    fn recent(&self, rule: &LocalRule) -> Evaluated<'a, bool> {
        let Some((names, from)) = &rule.applies.since else { return Ok(true) };
        let date = field(self.document.root(), names).filter(|node| !node.is_null());
        let date = date.map(|node| {
            day_of(node).map_err(|words| {
                let failure = Failure::new(Cause::Wrong(words), &(0..usize::MAX), Value::Node(node).spot());
                Box::new(Failure { shown: names.join(".").into(), ..*failure })
            })
        });
        Ok(date.transpose()?.is_some_and(|date| !date.is_before(from)))
    }

    fn scope(&self, item: &Item<'a>) -> Scope<'a> {
        Scope {
            doc: Value::Node(self.document.root()),
            value: item.value.clone(),
            key: item.key.map(Value::text),
            index: item.index,
            parent: item.parent.map(Value::Node),
            path: self.path,
            source: Some((&**self.document.source(), self.document.body())),
            today: self.today,
            others: None,
        }
    }
}

/// Returns the date of a document, which is the day of a moment.
///
/// # Errors
/// It is none; in words.
fn day_of(node: NodeRef<'_>) -> Result<Date, String> {
    let Some(text) = node.scalar_text() else {
        return Err(format!("it is {}, and must be a date", Value::Node(node).in_words()));
    };
    let is_time = |rest: &str| {
        rest.starts_with(['T', 't', ' '])
            && rest.get(1..).is_some_and(|time| time.trim_start().starts_with(|c: char| c.is_ascii_digit()))
    };
    let moment = text.split_at_checked(10).filter(|(_, rest)| is_time(rest));
    let day = moment.map_or(text, |(day, _)| day);
    Date::parse(day).map_err(|error| format!("{} is no date: {error}", quoted(text)))
}

/// Returns a field of a document.
pub(super) fn field<'a>(root: NodeRef<'a>, names: &Field) -> Option<NodeRef<'a>> {
    names.iter().try_fold(root, |node, name| node.get(name))
}

/// A value that a rule looks at.
#[derive(Debug, Clone)]
pub(super) struct Item<'a> {
    pub(super) value: Value<'a>,
    pub(super) key: Option<&'a str>,
    pub(super) index: Option<usize>,
    pub(super) parent: Option<NodeRef<'a>>,
}

impl<'a> From<Selected<'a>> for Item<'a> {
    fn from(selected: Selected<'a>) -> Self {
        let Selected { node, key, index, parent } = selected;
        Self { value: Value::Node(node), key, index, parent }
    }
}

/// Returns the values of a document that a rule looks at.
pub(super) fn items<'a>(
    rule: &LocalRule,
    subject: Subject<'a>,
    budget: &Budget,
) -> Evaluated<'a, Vec<Item<'a>>> {
    let root = subject.document.root();
    let whole = Item { value: Value::Node(root), key: None, index: None, parent: None };
    match &rule.select {
        Select::Document => Ok(vec![whole]),
        Select::Path(path) => Ok(path.select(root, budget)?.into_iter().map(Item::from).collect()),
        Select::Each(list) => {
            let scope = subject.scope(&whole);
            let mut evaluator = Evaluator::new(&scope, budget);
            let value = evaluator.value(&list.expr).map_err(|failure| failure.in_text(&list.text))?;
            let Some(items) = value.items() else {
                let words = format!("it is {}, and must be a list", value.clone().resolved().in_words());
                let failure = Failure::new(Cause::Wrong(words), &list.expr.range, value.spot());
                return Err(failure.in_text(&list.text));
            };
            let item = |(index, value)| Item { value, key: None, index: Some(index), parent: None };
            Ok(items.to_vec().into_iter().enumerate().map(item).collect())
        }
    }
}

/// Returns the evaluator for an item, which knows the names of `let:`.
pub(super) fn evaluator<'e, 'a>(
    rule: &LocalRule,
    scope: &'e Scope<'a>,
    budget: &'e Budget,
) -> Evaluator<'e, 'a> {
    let mut evaluator = Evaluator::new(scope, budget);
    for expression in &rule.lets {
        let value = evaluator.value(&expression.expr).map_err(|failure| failure.in_text(&expression.text));
        evaluator.locals.push(value);
    }
    evaluator
}

/// Applies a rule to a document, as far as it looks at nothing else.
///
/// # Errors
/// It takes too many steps.
pub(crate) fn check(
    rule: &LocalRule,
    severity: Severity,
    subject: Subject<'_>,
) -> Result<Vec<Diagnostic>, Spent> {
    let has_own = rule.check.assert.is_some() && !rule.uses.others || rule.check.unique.is_some();
    if !subject.is_under(rule) {
        return Ok(Vec::new());
    }
    let mut findings =
        Findings { rule, severity, subject, found: Vec::new(), left_out: 0, has_failed: false };
    match subject.recent(rule) {
        Ok(true) if has_own => {}
        Ok(_) => return Ok(Vec::new()),
        Err(failure) => {
            findings.fail(&failure, None);
            return Ok(findings.found);
        }
    }
    let budget = subject.budget();
    let items = match items(rule, subject, &budget) {
        Ok(items) => items,
        Err(failure) if failure.is_spent() => return Err(Spent),
        Err(failure) => {
            findings.fail(&failure, None);
            return Ok(findings.found);
        }
    };
    if let Some(assert) = rule.check.assert.as_ref().filter(|_| !rule.uses.others) {
        for item in &items {
            let scope = subject.scope(item);
            let mut evaluator = evaluator(rule, &scope, &budget);
            match evaluator.condition(&assert.expr).map_err(|failure| failure.in_text(&assert.text)) {
                Ok(true) => {}
                Ok(false) => findings.add(item, &mut evaluator),
                Err(failure) if failure.is_spent() => return Err(Spent),
                Err(failure) => findings.fail(&failure, Some(item)),
            }
        }
    }
    if rule.check.unique.as_ref().is_some_and(|unique| unique.within == Within::Document) {
        repeated(rule, subject, &items, &budget, &mut findings)?;
    }
    Ok(findings.finish())
}

/// Reports values of one document whose keys are the same.
fn repeated<'a>(
    rule: &LocalRule,
    subject: Subject<'a>,
    items: &[Item<'a>],
    budget: &Budget,
    findings: &mut Findings<'_, 'a>,
) -> Result<(), Spent> {
    let Some(unique) = &rule.check.unique else { return Ok(()) };
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (number, item) in items.iter().enumerate() {
        let scope = subject.scope(item);
        let mut evaluator = evaluator(rule, &scope, budget);
        let key = match across::key(&unique.by, &mut evaluator) {
            Ok(Some(key)) if !unique.except.iter().any(|except| **except == key) => key,
            Ok(_) => continue,
            Err(failure) if failure.is_spent() => return Err(Spent),
            Err(failure) => {
                findings.fail(&failure, Some(item));
                continue;
            }
        };
        match seen.get(&key).and_then(|first| items.get(*first)) {
            Some(first) => {
                let message = across::repeated_message(&key, Within::Document);
                findings.add_with(item, &mut evaluator, &message);
                if let (Some(spot), Some(last)) = (first.value.spot(), findings.found.last_mut()) {
                    let file = last.primary.file;
                    last.secondary.push(Label {
                        file,
                        span: spot.span,
                        message: Some("first here".to_owned()),
                    });
                }
            }
            None => _ = seen.insert(key, number),
        }
    }
    Ok(())
}

/// The findings of a rule in a document.
struct Findings<'r, 'a> {
    rule: &'r LocalRule,
    severity: Severity,
    subject: Subject<'a>,
    found: Vec<Diagnostic>,
    left_out: usize,
    has_failed: bool,
}

impl<'a> Findings<'_, 'a> {
    fn add(&mut self, item: &Item<'a>, evaluator: &mut Evaluator<'_, 'a>) {
        self.add_with(item, evaluator, "this breaks the rule");
    }

    fn add_with(&mut self, item: &Item<'a>, evaluator: &mut Evaluator<'_, 'a>, usual: &str) {
        if self.found.len() >= MAX_FINDINGS {
            self.left_out += 1;
            return;
        }
        let finding = finding(self.rule, self.subject.document, item, evaluator, usual);
        self.found.push(Diagnostic { severity: self.severity, ..finding });
    }

    /// Reports that the rule cannot be applied, once for each document.
    fn fail(&mut self, failure: &Failure<'a>, item: Option<&Item<'a>>) {
        if !std::mem::replace(&mut self.has_failed, true) {
            let finding = failed(self.rule, self.subject.document, failure, item);
            self.found.push(Diagnostic { severity: self.severity, ..finding });
        }
    }

    fn finish(mut self) -> Vec<Diagnostic> {
        if self.left_out > 0
            && let Some(last) = self.found.last_mut()
        {
            let more = count(self.left_out as u64 + 1, "more finding");
            let root = self.subject.document.root();
            let place = root.anchor_span();
            let full_name = self.rule.full_name.clone();
            let finding = Diagnostic::new(
                full_name,
                root.source().id(),
                place,
                format!("{more} of this rule not shown"),
            );
            *last = finding
                .with_node(root)
                .with_help("mend some of those that are shown, and check the file again");
            last.severity = self.severity;
        }
        self.found
    }
}

/// Returns the place of an item: that of the value, or of the document.
fn place<'a>(document: &'a Document, spot: Option<Spot<'a>>) -> (Span, NodeRef<'a>) {
    let root = document.root();
    match spot {
        Some(Spot { span, node, .. }) => (span, node.unwrap_or(root)),
        None => (root.anchor_span(), root),
    }
}

/// Returns the place that a target names; `None` if there is no such place.
fn target<'a>(target: &Target, item: &Item<'a>, evaluator: &mut Evaluator<'_, 'a>) -> Option<Spot<'a>> {
    match target {
        Target::Path(path) => {
            let Value::Node(node) = &item.value else { return None };
            let selected = path.select(*node, evaluator.budget).ok()?;
            Value::Node(selected.first()?.node).spot()
        }
        Target::Value(Expression { expr, .. }) => evaluator.value(expr).ok()?.spot(),
    }
}

/// Makes the finding about an item; `usual` is its message where the rule has none.
pub(super) fn finding<'a>(
    rule: &LocalRule,
    document: &'a Document,
    item: &Item<'a>,
    evaluator: &mut Evaluator<'_, 'a>,
    usual: &str,
) -> Diagnostic {
    let at = rule.at.as_ref().and_then(|at| target(at, item, evaluator));
    let (span, node) = place(document, at.or_else(|| item.value.spot()));
    let message = rule.message.as_ref().map_or(usual.to_owned(), |message| message.write(evaluator));
    let file = document.source().id();
    let mut finding = Diagnostic::new(rule.full_name.clone(), file, span, message).with_node(node);
    finding.depends_on.extend(Premise::values_right(node));
    finding.help = rule.help.as_ref().map(|help| help.write(evaluator));
    for (label, text) in &rule.labels {
        if let Some(spot) = target(label, item, evaluator) {
            let message = text.as_ref().map(|text| text.write(evaluator));
            finding.secondary.push(Label { file: spot.file.unwrap_or(file), span: spot.span, message });
        }
    }
    if let Some(own) = &rule.fix {
        finding.fix = fix::fix(own, node, evaluator);
    }
    finding
}

/// Makes the finding that says why a rule cannot be applied.
pub(super) fn failed<'a>(
    rule: &LocalRule,
    document: &'a Document,
    failure: &Failure<'a>,
    item: Option<&Item<'a>>,
) -> Diagnostic {
    let spot = failure.spot.or_else(|| item.and_then(|item| item.value.spot()));
    let (span, node) = place(document, spot);
    let (message, help) = failed_words(failure);
    let finding = Diagnostic::new(rule.full_name.clone(), document.source().id(), span, message);
    finding.with_node(node).with_help(help)
}

/// Returns the message and the advice about a failure.
pub(super) fn failed_words(failure: &Failure<'_>) -> (String, &'static str) {
    let (words, help) = match &failure.cause {
        Cause::Missing(words) => (
            words.as_str(),
            "add what is missing; if it may be missing, let the rule ask for it with `has(…)`",
        ),
        Cause::Wrong(words) => (words.as_str(), "mend the value; if it is right, let the rule expect it"),
        Cause::Spent => ("it takes too many steps", "make the rule simpler"),
    };
    (format!("{CANNOT_APPLY}{words} in {}", quoted(&failure.shown)), help)
}

/// The beginning of the message of a rule that cannot be applied.
pub(crate) const CANNOT_APPLY: &str = "the rule cannot be applied: ";

/// Returns the key of a rule by which it leaves every one of some documents aside; `None` if it looks at one of them.
pub(crate) fn left_aside_by(rule: &LocalRule, subjects: &[Subject<'_>]) -> Option<&'static str> {
    let none = |is_in: &dyn Fn(&Subject<'_>) -> bool| !subjects.iter().any(is_in);
    if none(&|subject| rule.is_for_path(subject.path)) {
        return Some("files");
    }
    if none(&|subject| subject.is_under(rule)) {
        return Some("documents");
    }
    none(&|subject| subject.is_under(rule) && subject.is_recent(rule)).then_some("since")
}

/// Finds the items of a document that stand where findings of a rule are, and completes the findings.
pub(crate) fn complete(rule: &LocalRule, subject: Subject<'_>, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let budget = subject.budget();
    let Ok(items) = items(rule, subject, &budget) else { return findings };
    let places = items.iter().rev().filter_map(|item| Some((item.value.spot()?.span, item)));
    let places: HashMap<Span, &Item<'_>> = places.collect();
    let complete = |finding: Diagnostic| {
        let Some(item) = places.get(&finding.primary.span) else { return finding };
        let scope = subject.scope(item);
        let mut evaluator = evaluator(rule, &scope, &budget);
        let mut completed = self::finding(rule, subject.document, item, &mut evaluator, &finding.message);
        completed.severity = finding.severity;
        completed.told_of = finding.told_of;
        completed.secondary.extend(finding.secondary);
        completed.help = completed.help.or(finding.help);
        completed
    };
    findings.into_iter().map(complete).collect()
}

/// Evaluates an expression of a rule for an item of a document, for facts.
pub(super) fn with_item<'a, T>(
    rule: &LocalRule,
    subject: Subject<'a>,
    item: &Item<'a>,
    budget: &Budget,
    evaluate: impl FnOnce(&mut Evaluator<'_, 'a>) -> T,
) -> T {
    let scope = subject.scope(item);
    let mut evaluator = evaluator(rule, &scope, budget);
    evaluate(&mut evaluator)
}
