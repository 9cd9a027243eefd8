//! One file: read → parse → schema → rules, and the facts that it adds to the index.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::{Input, Linter, Plan, empty, secrets, slips};
use crate::diagnostic::{Diagnostic, Secret};
use crate::document::{Document, DocumentKind};
use crate::model::{KindGuess, Model, guess_kind};
use crate::outcome::{Failure, HeldBack};
use crate::parse;
use crate::project::DocumentFacts;
use crate::read;
use crate::rule::{DocumentContext, MAX_FINDINGS, Subject, SuppressionContext};
use crate::schema::Schema;
use crate::settings::RuleSet;
use crate::source::{FileId, SourceFile};
use crate::suppress::{self, Suppression};

/// What came of one file.
#[derive(Default)]
pub(super) struct Checked {
    /// The text, kept where a finding points into it.
    pub(super) source: Option<Arc<SourceFile>>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What of the text no report may show.
    pub(super) secrets: Vec<Secret>,
    pub(super) failure: Option<Failure>,
    pub(super) facts: Vec<DocumentFacts>,
    /// The comments that hold findings back.
    pub(super) suppressions: Vec<Suppression>,
    /// Tells the text from that of another reading.
    pub(super) digest: u64,
    /// Whether the facts are those of all that the file holds.
    pub(super) is_complete: bool,
    /// Whether the content of each of its documents was checked.
    pub(super) is_fully_checked: bool,
}

impl Checked {
    fn failed(path: &str, message: String) -> Self {
        Self { failure: Some(Failure { path: Some(path.to_owned()), message }), ..Self::default() }
    }
}

impl Checked {
    /// The findings that count, and those that a comment holds back. Where the file is one to be checked under
    /// `rules`, the comments are looked at too.
    /// For what a comment on rules over the repository holds back, `is_whole` says whether all of it was read.
    pub(super) fn sift(
        &mut self,
        file: FileId,
        rules: Option<&RuleSet>,
        is_whole: bool,
    ) -> (Vec<Diagnostic>, Vec<HeldBack>) {
        let mut findings = std::mem::take(&mut self.diagnostics);
        findings.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        let (mut kept, mut held_back) = suppress::apply(&self.suppressions, findings);
        if let Some(rules) = rules.filter(|_| !self.suppressions.is_empty()) {
            if self.is_fully_checked {
                suppress::judge(&self.suppressions, rules, is_whole, &kept);
            }
            let of_comments = || {
                let found = |active| SuppressionContext::check(active, file, &self.suppressions);
                let mut found: Vec<Diagnostic> = rules.active().iter().flat_map(found).collect();
                found.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
                suppress::apply(&self.suppressions, found)
            };
            // A comment that holds back what is said of another one is in use, which the first time shows.
            let (mut of_others, mut held_of_others) = of_comments();
            if !held_of_others.is_empty() {
                (of_others, held_of_others) = of_comments();
            }
            kept.extend(of_others);
            held_back.extend(held_of_others);
            kept.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
            held_back.sort_by(|a, b| a.finding.sort_key().cmp(&b.finding.sort_key()));
        }
        (kept, held_back)
    }
}

/// Tells a text from another one.
pub(super) fn digest(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// What a document is: what it says of itself counts, even if it is wrong.
pub(super) fn kind_of(document: &Document, plan: &Plan) -> Option<DocumentKind> {
    if document.root().get("kind").is_some() { document.kind() } else { plan.kind }
}

impl<P: Fn(&str) -> Plan + Send + Sync> Linter<P> {
    /// Checks a file, or of one that is not to be checked reads the facts alone.
    pub(super) fn check_file(&self, id: FileId, input: &Input, is_named: bool) -> Checked {
        let checked = catch_unwind(AssertUnwindSafe(|| self.check_file_inner(id, input, is_named)));
        checked.unwrap_or_else(|_| {
            let message = "reportlint itself failed on this file; please report it as a bug".to_owned();
            Checked::failed(&input.path, message)
        })
    }

    fn check_file_inner(&self, id: FileId, input: &Input, is_named: bool) -> Checked {
        let plan = self.plan_of(input);
        let bytes = match input.content.bytes() {
            Ok(bytes) => bytes,
            Err(message) => return Self::unreadable(input, &plan, is_named, message),
        };
        let source = match read::decode(id, &input.path, bytes) {
            Ok(source) => Arc::new(source),
            Err((_, diagnostic)) if !is_named => {
                return Self::unreadable(input, &plan, is_named, diagnostic.message);
            }
            Err((source, diagnostic)) => {
                return Checked {
                    secrets: slips::in_text(source.text()),
                    source: Some(Arc::new(source)),
                    diagnostics: vec![*diagnostic],
                    ..Checked::default()
                };
            }
        };
        let parsed = parse::parse(&source, plan.format);
        let has_all = parsed.has_all();
        let fault = parsed.diagnostics.first().map(|diagnostic| diagnostic.message.clone());
        let mut checked =
            Checked { digest: digest(source.text()), is_complete: fault.is_none(), ..Checked::default() };
        if let Some(fault) = fault.filter(|_| !is_named) {
            checked.failure = Self::unreadable(input, &plan, is_named, fault).failure;
        }
        let mut findings = parsed.diagnostics;
        if parsed.documents.is_empty() && findings.is_empty() {
            findings.extend(empty::no_document(&source, &plan));
        }
        // Exactly as many: of a whole repository these stay until its end.
        checked.facts.reserve_exact(parsed.documents.len());
        checked.suppressions = suppress::read(&source, &parsed.documents);
        checked.is_fully_checked = checked.is_complete;
        if is_named && !has_all {
            checked.secrets = slips::in_text(source.text());
        }
        for (index, document) in parsed.documents.iter().enumerate() {
            let model = Model::new(document, kind_of(document, &plan));
            checked.is_fully_checked &= model.kind().is_some() || plan.schema.is_some();
            // A report that does not say that it is one is missing among the reports.
            let is_lost = || matches!(guess_kind(document.root()), KindGuess::Kind(_));
            checked.is_complete &= model.kind().is_some() || plan.schema.is_some() || !is_lost();
            let facts = self.wants_facts.then(|| DocumentFacts::from_model(&model, index));
            checked.facts.extend(facts.flatten());
            if is_named {
                checked.secrets.extend(self.check_document(document, &model, &plan, &mut findings));
            }
        }
        // Of so many not all are kept.
        checked.is_fully_checked &= findings.len() < MAX_FINDINGS;
        if is_named {
            findings.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
            // What is repeated by an alias is one fault.
            findings.dedup();
            // A clean file's text is not needed again.
            let is_clean = findings.is_empty() && checked.suppressions.is_empty();
            checked.source = (!is_clean).then_some(source);
            checked.diagnostics = findings;
        }
        checked
    }

    /// A file that cannot be read. One that is not to be checked matters only if it is a legal code: what
    /// cites it would be held against the bundled code of that id, or against none.
    fn unreadable(input: &Input, plan: &Plan, is_named: bool, message: String) -> Checked {
        if is_named {
            Checked::failed(&input.path, message)
        } else if plan.kind == Some(DocumentKind::LegalCode) {
            Checked::failed(&input.path, format!("this legal code cannot be read: {message}"))
        } else {
            Checked::default()
        }
    }

    /// Adds what is found in a document; returns what of it no report may show.
    fn check_document<'a>(
        &'a self,
        document: &'a Document,
        model: &'a Model<'a>,
        plan: &'a Plan,
        findings: &mut Vec<Diagnostic>,
    ) -> Vec<Secret> {
        if plan.rules.checks_schema()
            && let Some(schema) = plan.schema.as_deref().or_else(|| model.kind().map(Schema::bundled))
        {
            let found = schema.check(document, plan.kind.is_some() && plan.schema.is_none());
            findings.extend(found.into_iter().filter_map(|mut finding| {
                finding.severity = plan.rules.schema_severity(&finding.rule)?;
                Some(finding)
            }));
        }
        let has_local_schema = plan.schema.is_some();
        let subject = Subject { document, model, law: &self.law, has_local_schema };
        let (found, mut secrets) = DocumentContext::check(plan.rules.active(), subject);
        findings.extend(found);
        secrets.extend(secrets::of_rules_that_are_off(&plan.rules, subject));
        secrets.extend(slips::in_document(document));
        secrets
    }
}
