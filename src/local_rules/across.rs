//! Rules that look at several files: what the index keeps of each document for them, and what they find in it.

use serde::{Deserialize, Serialize};

use super::budget::{Budget, Spent};
use super::check::{self, Item, Subject};
use super::evaluate::Evaluator;
use super::failure::{Evaluated, Failure};
use super::rule::{Expression, LocalRule, Within};
use super::stored::KeptNode;
use super::values::Value;
use crate::diagnostic::Diagnostic;
use crate::project::Name;
use crate::source::{Span, offset};
use crate::tree::{NodeId, NodeRef};
use crate::words::quoted;

/// A part of a document that the index keeps for a rule.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct LocalFact {
    /// The name of the rule.
    pub(crate) rule: Name,
    /// The index of the document in the file.
    pub(crate) document: u32,
    pub(crate) fact: Fact,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Fact {
    /// The keys of `unique:`.
    Keys(Box<[Keyed]>),
    /// The values that `exists_in:` looks for.
    Members(Box<[Keyed]>),
    /// The values among which it looks for them.
    Listed(Box<[Name]>),
    /// The values of a lookup, by its number.
    Looked(u32, Box<[KeptNode]>),
    /// The document itself.
    Record(Box<Record>),
}

/// A key with its place.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Keyed {
    pub(crate) key: Name,
    pub(crate) span: Span,
    pub(crate) node: NodeId,
}

/// The parts of a document that a rule compares with those of others.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Record {
    pub(crate) root: KeptNode,
    pub(crate) items: Box<[KeptItem]>,
}

/// A value that a rule looks at.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct KeptItem {
    pub(crate) value: KeptNode,
    pub(crate) key: Option<Name>,
    pub(crate) index: Option<u32>,
    pub(crate) parent: Option<KeptNode>,
}

/// The sign between two parts of a key.
const SEPARATOR: char = '\u{1f}';

/// Returns the key that some expressions make; `None` if a part of it is missing.
///
/// # Errors
/// A part has no value for another reason.
pub(super) fn key<'a>(by: &[Expression], evaluator: &mut Evaluator<'_, 'a>) -> Evaluated<'a, Option<String>> {
    let mut parts = Vec::with_capacity(by.len());
    for expression in by {
        match evaluator.value(&expression.expr).map_err(|failure| failure.in_text(&expression.text)) {
            Ok(value) => match key_of(&value, evaluator.budget)? {
                Some(part) => parts.push(part),
                None => return Ok(None),
            },
            Err(failure) if failure.is_missing() => return Ok(None),
            Err(failure) => return Err(failure),
        }
    }
    Ok(Some(parts.join(&SEPARATOR.to_string())))
}

/// Returns a value as a part of a key: `1` and `"1"` are one id.
///
/// # Errors
/// The budget is spent: what is kept counts in full.
fn key_of(value: &Value<'_>, budget: &Budget) -> Result<Option<String>, Spent> {
    if matches!(value.clone().resolved(), Value::Null) {
        return Ok(None);
    }
    if let Some(text) = value.scalar_text() {
        budget.spend(1 + text.len() as u64)?;
        return Ok(Some(text.into_owned()));
    }
    let Some(items) = value.items() else { return Ok(None) };
    let mut parts = Vec::new();
    for item in items.to_vec() {
        let Some(part) = key_of(&item, budget)? else { return Ok(None) };
        // It is copied once more for each list around it.
        budget.spend(1 + part.len() as u64)?;
        parts.push(part);
    }
    Ok(Some(parts.join(", ")))
}

/// Returns a value under `except:` as a key: a single one, or one for each expression.
pub(super) fn key_of_node(node: NodeRef<'_>) -> Box<str> {
    fn part(node: NodeRef<'_>) -> String {
        Value::Node(node).scalar_text().unwrap_or_default().into_owned()
    }
    match node.as_sequence() {
        Some(items) => items.map(part).collect::<Vec<_>>().join(&SEPARATOR.to_string()).into(),
        None => part(node).into(),
    }
}

/// Returns a key as messages show it.
fn shown_key(key: &str) -> String {
    key.split(SEPARATOR).map(quoted).collect::<Vec<_>>().join(" with ")
}

/// Returns the message about a key that is not unique, for a rule that has none of its own.
pub(super) fn repeated_message(key: &str, within: Within) -> String {
    format!("{} is not unique {}", shown_key(key), within.in_words())
}

/// Collects what the index keeps of a document for a rule. Findings say what kept it from that.
///
/// # Errors
/// It takes too many steps.
pub(crate) fn facts(
    rule: &LocalRule,
    subject: Subject<'_>,
    findings: &mut Vec<Diagnostic>,
) -> Result<Vec<Fact>, Spent> {
    let mut facts = Vec::new();
    let root = subject.document.root();
    let budget = subject.budget();
    if let Some(exists_in) = &rule.check.exists_in
        && exists_in.files.is_match(subject.path)
    {
        let listed = exists_in.select.select(root, &budget)?;
        let values = listed.iter().filter_map(|selected| Value::Node(selected.node).scalar_text());
        let kept = values.map(|text| budget.spend(text.len() as u64).map(|()| Name::from(text)));
        facts.push(Fact::Listed(kept.collect::<Result<_, _>>()?));
    }
    for (number, lookup) in rule.lookups.iter().enumerate() {
        if lookup.files.is_match(subject.path) {
            let selected = lookup.select.select(root, &budget)?;
            let kept = selected.iter().map(|selected| KeptNode::copy(selected.node, &|_| true, &budget));
            facts.push(Fact::Looked(offset(number), kept.collect::<Result<_, _>>()?));
        }
    }
    if !rule.needs_index() || !subject.is_under(rule) {
        return Ok(facts);
    }
    if rule.uses.others {
        facts.push(Fact::Record(Box::new(record(rule, subject, &budget)?)));
    } else if subject.is_recent(rule) {
        keyed(rule, subject, &budget, &mut facts, findings)?;
    }
    Ok(facts)
}

fn record(rule: &LocalRule, subject: Subject<'_>, budget: &Budget) -> Result<Record, Spent> {
    let root = KeptNode::copy(subject.document.root(), &|key| rule.wanted.has(key), budget)?;
    // An older document is one that others are compared with.
    let items = match subject.is_recent(rule) {
        true => check::items(rule, subject, budget).map_err(|_| Spent)?,
        false => Vec::new(),
    };
    let keep = |item: &Item<'_>| {
        let Value::Node(node) = item.value else { return Ok(None) };
        let is_root = node.parent().is_none();
        let copy = |node| KeptNode::copy(node, &|_| true, budget);
        Ok(Some(KeptItem {
            value: KeptNode::copy(node, &|key| !is_root || rule.wanted.has(key), budget)?,
            key: item.key.map(Name::from),
            index: item.index.map(offset),
            parent: item.parent.filter(|_| rule.uses.parent).map(copy).transpose()?,
        }))
    };
    let kept: Result<Vec<Option<KeptItem>>, Spent> = items.iter().map(keep).collect();
    Ok(Record { root, items: kept?.into_iter().flatten().collect() })
}

fn keyed(
    rule: &LocalRule,
    subject: Subject<'_>,
    budget: &Budget,
    facts: &mut Vec<Fact>,
    findings: &mut Vec<Diagnostic>,
) -> Result<(), Spent> {
    let (mut keys, mut members) = (Vec::new(), Vec::new());
    let mut fail = |failure: &Failure<'_>, item: Option<&Item<'_>>| {
        // Said once for each document.
        if findings.is_empty() {
            findings.push(check::failed(rule, subject.document, failure, item));
        }
    };
    let items = match check::items(rule, subject, budget) {
        Ok(items) => items,
        Err(failure) if failure.is_spent() => return Err(Spent),
        Err(failure) => {
            fail(&failure, None);
            return Ok(());
        }
    };
    for item in &items {
        let spot = item.value.spot();
        let root = subject.document.root();
        let (span, node) = spot.map_or((root.anchor_span(), root.id()), |spot| {
            (spot.span, spot.node.map_or(root.id(), NodeRef::id))
        });
        let mut add = |list: &mut Vec<Keyed>, key: Evaluated<'_, Option<String>>| match key {
            Ok(Some(key)) => {
                list.push(Keyed { key: key.into(), span, node });
                Ok(())
            }
            Ok(None) => Ok(()),
            Err(failure) if failure.is_spent() => Err(Spent),
            Err(failure) => {
                fail(&failure, Some(item));
                Ok(())
            }
        };
        if let Some(unique) = rule.check.unique.as_ref().filter(|unique| unique.within != Within::Document) {
            let key = check::with_item(rule, subject, item, budget, |evaluator| key(&unique.by, evaluator));
            add(&mut keys, key)?;
        }
        if let Some(exists_in) = &rule.check.exists_in {
            let value = check::with_item(rule, subject, item, budget, |evaluator| match &exists_in.value {
                Some(value) => key(std::slice::from_ref(value), evaluator),
                None => Ok(key_of(&item.value, budget)?),
            });
            add(&mut members, value)?;
        }
    }
    if rule.check.unique.is_some() {
        facts.push(Fact::Keys(keys.into()));
    }
    if rule.check.exists_in.is_some() {
        facts.push(Fact::Members(members.into()));
    }
    Ok(())
}
