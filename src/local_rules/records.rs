//! The parts of documents that a rule over several files asks for, known before any document is read.

use std::collections::BTreeSet;

use super::expression::{Expr, Field, Literal, Node, Variable};

/// The parts of each document that the index keeps for a rule.
#[derive(Debug, Default)]
pub(crate) struct Wanted {
    /// The keys at the root; `None` for all.
    keys: Option<BTreeSet<Box<str>>>,
    /// The orders of documents that the rule goes along, each with the field that divides it into series.
    pub(crate) series: Vec<(Field, Option<Field>)>,
}

/// Collects what the expressions of a rule ask for.
struct Collector {
    keys: BTreeSet<Box<str>>,
    wants_all: bool,
    series: Vec<(Field, Option<Field>)>,
    /// For each name of `let:`, whether it stands for a whole document.
    documents: Vec<bool>,
    value_is_document: bool,
}

impl Wanted {
    /// Collects what the expressions of `let:`, in their order, and then `others` ask for. `value_is_document` says that the
    /// rule looks at whole documents.
    pub(crate) fn by<'e>(
        lets: impl Iterator<Item = &'e Expr>,
        others: impl Iterator<Item = &'e Expr>,
        value_is_document: bool,
    ) -> Self {
        let mut collector = Collector {
            keys: BTreeSet::new(),
            wants_all: false,
            series: Vec::new(),
            documents: Vec::new(),
            value_is_document,
        };
        for expr in lets {
            let is_document = collector.is_document(expr);
            if is_document {
                collector.note_series(expr);
            } else {
                collector.walk(expr);
            }
            collector.documents.push(is_document);
        }
        others.for_each(|expr| collector.walk(expr));
        let Collector { mut keys, wants_all, series, .. } = collector;
        let fields = series.iter().flat_map(|(by, within)| std::iter::once(by).chain(within));
        keys.extend(fields.filter_map(|field| field.first().cloned()));
        Self { keys: (!wants_all).then_some(keys), series }
    }

    /// Keeps what stands under a key at the root.
    pub(crate) fn keep(&mut self, key: &str) {
        if let Some(keys) = &mut self.keys {
            keys.insert(key.into());
        }
    }

    /// Returns true if what stands under a key at the root is kept.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.keys.as_ref().is_none_or(|keys| keys.contains(key))
    }
}

impl Collector {
    /// Returns true for an expression that is a whole document.
    fn is_document(&self, expr: &Expr) -> bool {
        match &expr.node {
            Node::Variable(Variable::Doc) | Node::Neighbour(..) => true,
            Node::Variable(Variable::Value) => self.value_is_document,
            Node::Local(slot) => self.documents.get(*slot).copied().unwrap_or_default(),
            _ => false,
        }
    }

    fn note_series(&mut self, expr: &Expr) {
        if let Node::Neighbour(_, series) = &expr.node {
            let series = (series.by.clone(), series.within.clone());
            if !self.series.contains(&series) {
                self.series.push(series);
            }
        }
    }

    fn walk(&mut self, expr: &Expr) {
        self.note_series(expr);
        let key: Option<&str> = match &expr.node {
            Node::Select(_, name) => Some(name),
            Node::Index(_, index) => match &index.node {
                Node::Literal(Literal::Text(name)) => Some(name),
                _ => None,
            },
            _ => None,
        };
        let parts = expr.parts();
        let is_asked_for = matches!(expr.node, Node::Has(_)) || key.is_some();
        for part in parts {
            if !self.is_document(part) {
                self.walk(part);
                continue;
            }
            self.note_series(part);
            match key {
                Some(key) => _ = self.keys.insert(key.into()),
                None if is_asked_for => {}
                None => self.wants_all = true,
            }
        }
        // A document by itself, as the whole expression.
        self.wants_all |= matches!(expr.node, Node::Variable(_)) && self.is_document(expr);
    }
}
