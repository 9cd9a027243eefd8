//! One file: schema, rules over one document, and the facts that it adds to the index.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::cache::Location;
use super::check_local::{apply_local, faults_of_rule};
use super::empty;
use super::input::{Input, Plan};
use super::load::{Loaded, names_no_kind};
use super::notation;
use super::recall::Identity;
use crate::diagnostic::{Diagnostic, RuleName, Severity};
use crate::document::{Document, DocumentKind};
use crate::law::{LegalCode, Registry};
use crate::local_rules;
use crate::local_rules::across::LocalFact;
use crate::model::{KindGuess, Model, guess_kind};
use crate::outcome::{Failure, KindCounts};
use crate::project::DocumentFacts;
use crate::redact::{self, Secrets};
use crate::rule::{DocumentContext, Group, MAX_FINDINGS, RuleEntry, Subject};
use crate::rules;
use crate::schema::{Named, Schema, named_schema};
use crate::source::{FileId, SourceFile};
use crate::withhold::comments::{self, Directive};

/// The number of findings in one file after which no further document of it is checked.
const MAX_FILE_FINDINGS: usize = 100_000;

/// The result of checking one file.
#[derive(Debug, Default)]
pub(super) struct Checked {
    /// The text, kept where a finding points into it or a comment is to be judged.
    pub(super) source: Option<Arc<SourceFile>>,
    /// The findings, sorted by place.
    pub(super) findings: Vec<Diagnostic>,
    /// The parts of the text that no report may show; known only where the source is kept.
    pub(super) secrets: Secrets,
    pub(super) failure: Option<Failure>,
    pub(super) facts: Facts,
    /// The legal codes that it holds.
    pub(super) codes: Vec<LegalCode>,
    /// The comments that suppress findings.
    pub(super) directives: Vec<Directive>,
    /// Tells the text from that of another reading.
    pub(super) digest: u64,
    /// True if the facts are those of everything that the file holds.
    pub(super) is_complete: bool,
    /// True if the content of each of its documents was checked.
    pub(super) is_fully_checked: bool,
    /// True if another file than this one and those of its plan decided the result, so that no later run can take it over.
    pub(super) is_decided_elsewhere: bool,
    /// The parts of it that the index keeps for rules of the repository's own.
    pub(super) local: Vec<LocalFact>,
    /// The rules of the repository's own that took too many steps, here or elsewhere.
    pub(super) spent: Vec<RuleName>,
    /// The documents.
    pub(super) kinds: KindCounts,
    /// The content and plan that decided the result, where a cache is in use.
    pub(super) identity: Option<Identity>,
}

/// The facts of a file.
#[derive(Debug)]
pub(super) enum Facts {
    /// They were read in this run; they are moved into the index later.
    Here(Vec<DocumentFacts>),
    /// They were read in this run, and packed: those of many files take less than half of the memory.
    Packed(PackedFacts),
    /// They lie in the cache.
    Stored(Location),
}

/// Facts as bytes, with the keys of their persons and sources.
#[derive(Debug)]
pub(super) struct PackedFacts {
    /// The form in which the cache holds them too.
    pub(super) bytes: Box<[u8]>,
    pub(super) mentions: Box<[u64]>,
}

impl Facts {
    /// Packs facts that were read in this run.
    pub(super) fn pack(&mut self) {
        let Self::Here(facts) = self else { return };
        if let Some(bytes) = postcard::to_allocvec(facts).ok().filter(|_| !facts.is_empty()) {
            let mentions = facts.iter().flat_map(DocumentFacts::mentions).collect();
            *self = Self::Packed(PackedFacts { bytes: bytes.into(), mentions });
        }
    }
}

impl PackedFacts {
    /// Returns the facts, which are those of `file`.
    pub(super) fn unpack(&self, file: FileId) -> Vec<DocumentFacts> {
        // They were packed by this same program.
        let mut facts: Vec<DocumentFacts> = postcard::from_bytes(&self.bytes).unwrap_or_default();
        facts.iter_mut().for_each(|facts| facts.set_file(file));
        facts
    }
}

impl Default for Facts {
    fn default() -> Self {
        Self::Here(Vec::new())
    }
}

/// The rest of what a check depends on, besides the file and its plan.
#[derive(Clone, Copy)]
pub(super) struct Basis<'a> {
    /// The legal codes that can be cited.
    pub(super) law: &'a Registry,
    /// True if rules over the repository are on for any file, so that facts are needed of all.
    pub(super) wants_facts: bool,
    /// True if the text is kept where nothing is found in it either.
    pub(super) keeps_text: bool,
}

/// Checks a file that was loaded; only the facts are read from one that is not to be checked. A pure function of the
/// file, its plan and the law.
pub(super) fn check_file(
    input: &Input,
    load: impl FnOnce() -> Result<Loaded, String>,
    basis: Basis<'_>,
) -> Checked {
    let checked = catch_unwind(AssertUnwindSafe(|| match load() {
        Ok(loaded) => check_loaded(input, loaded, basis),
        Err(message) => unreadable(input, message),
    }));
    checked.unwrap_or_else(|_| {
        let message = "reportlint itself failed on this file; please report it as a bug".to_owned();
        failed(&input.path, message)
    })
}

/// Tells a text from another one.
pub(super) fn digest(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

fn failed(path: &str, message: String) -> Checked {
    Checked { failure: Some(Failure::new(Some(path.to_owned()), message)), ..Checked::default() }
}

/// Reports a file that cannot be read. One that is not to be checked matters only if it is a legal code: otherwise
/// citations of it would be compared with the bundled code of that id, or with none.
fn unreadable(input: &Input, message: String) -> Checked {
    if input.is_checked() {
        failed(&input.path, message)
    } else if input.plan.kind == Some(DocumentKind::LegalCode) {
        failed(&input.path, format!("this legal code cannot be read: {message}"))
    } else {
        Checked::default()
    }
}

fn check_loaded(input: &Input, loaded: Loaded, basis: Basis<'_>) -> Checked {
    let fault = loaded.faults.first().map(|fault| fault.message.clone());
    let failure = match &fault {
        Some(fault) if !input.is_checked() => unreadable(input, fault.clone()).failure,
        _ => None,
    };
    if !loaded.is_text && !input.is_checked() {
        return Checked { failure, ..Checked::default() };
    }
    let mut checked = Checked {
        digest: digest(loaded.source.text()),
        is_complete: fault.is_none() || loaded.is_text && names_no_kind(&input.plan, loaded.source.text()),
        failure,
        codes: loaded.codes(input),
        directives: comments::read(&loaded.source, &loaded.documents),
        ..Checked::default()
    };
    checked.is_fully_checked = fault.is_none();
    let models = loaded.documents.iter().map(|document| Model::new(document, input.plan.kind_of(document)));
    let models: Vec<Model<'_>> = models.collect();
    let schemas = named_schemas(&mut checked, input, &loaded);
    let local = apply_local(&mut checked, input, &loaded, &models, basis.wants_facts);
    read_facts(&mut checked, &models, &schemas, &input.plan, basis.wants_facts);
    if input.is_checked() {
        models.iter().for_each(|model| checked.kinds.add(model.kind()));
        check_documents(&mut checked, &loaded, &models, &schemas, &input.plan, basis.law, local);
        if basis.keeps_text || !checked.findings.is_empty() || !checked.directives.is_empty() {
            checked.secrets = secrets(&loaded, &models);
            checked.source = Some(Arc::clone(&loaded.source));
        }
    }
    checked
}

/// Returns the schema that each document names, where the plan has none.
fn named_schemas<'a>(checked: &mut Checked, input: &Input, loaded: &'a Loaded) -> Vec<Named<'a>> {
    let schemas = loaded.documents.iter().map(|document| {
        if input.plan.schema.is_some() || input.plan.is_schema {
            return Named::No;
        }
        let (named, is_on_disk) = named_schema(document, &input.path, input.plan.named_schemas.as_deref());
        checked.is_decided_elsewhere |= is_on_disk;
        named
    });
    schemas.collect()
}

/// Reads the facts of the documents, and whether they are all that there are.
fn read_facts(
    checked: &mut Checked,
    models: &[Model<'_>],
    schemas: &[Named<'_>],
    plan: &Plan,
    wants_facts: bool,
) {
    // Exactly as many: the facts of a whole repository stay until its end.
    let mut facts = Vec::with_capacity(models.len());
    for (index, (model, named)) in models.iter().zip(schemas).enumerate() {
        let has_schema = plan.schema.is_some() || plan.is_schema || matches!(named, Named::Local(_));
        let is_known = model.kind().is_some() || has_schema || is_under_own_rule(model, plan);
        checked.is_fully_checked &= is_known && (model.kind().is_some() || plan.rules.needs_no_kind());
        // A report that does not say that it is one is missing among the reports.
        checked.is_complete &= is_known || !matches!(guess_kind(model.root()), KindGuess::Kind(_));
        facts.extend(
            (wants_facts && !plan.is_of_settings())
                .then(|| DocumentFacts::from_model(model, index))
                .flatten(),
        );
    }
    checked.facts = Facts::Here(facts);
}

/// Returns true for a document without a kind in a file that a rule of the repository's own names: that says what it is.
fn is_under_own_rule(model: &Model<'_>, plan: &Plan) -> bool {
    let own = plan.rules.local().filter(|_| model.kind().is_none());
    own.is_some_and(|set| set.names_path(model.root().source().path()))
}

/// Adds the findings in the documents.
fn check_documents<'a>(
    checked: &mut Checked,
    loaded: &'a Loaded,
    models: &'a [Model<'a>],
    schemas: &'a [Named<'a>],
    plan: &'a Plan,
    law: &'a Registry,
    local: Vec<Diagnostic>,
) {
    let mut findings = loaded.faults.clone();
    findings.extend(local);
    if loaded.documents.is_empty() && findings.is_empty() {
        findings.extend(empty::no_document(&loaded.source, plan));
    }
    let path = || Some(loaded.source.path().to_owned());
    for ((document, model), named) in loaded.documents.iter().zip(models).zip(schemas) {
        let result = if findings.len() < MAX_FILE_FINDINGS {
            let first = findings.len();
            let result = check_document(document, model, named, plan, law, &mut findings);
            notation::fit(findings.get_mut(first..).unwrap_or_default(), document);
            result
        } else {
            let line = loaded.source.position(document.root().span().start).line;
            Err(format!("this file has too many findings, so nothing was checked from line {line} on"))
        };
        if let Err(message) = result {
            checked.is_fully_checked = false;
            checked.failure.get_or_insert_with(|| Failure::new(path(), message));
        }
    }
    // Above this number not all are kept.
    checked.is_fully_checked &= findings.len() < MAX_FINDINGS;
    findings.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    // A fault that an alias repeats is one fault.
    findings.dedup();
    checked.findings = findings;
}

/// Returns the findings of a schema that are on, with their severities; in a local rule all are.
fn with_severities(found: Vec<Diagnostic>, plan: &Plan, is_rule: bool) -> impl Iterator<Item = Diagnostic> {
    found.into_iter().filter_map(move |mut finding| {
        let severity = plan.rules.schema_severity(&finding.rule);
        finding.severity = severity.or(is_rule.then_some(Severity::Error))?;
        Some(finding)
    })
}

/// Adds the findings in one document.
///
/// # Errors
/// The document cannot be compared with its schema; in words.
fn check_document<'a>(
    document: &'a Document,
    model: &'a Model<'a>,
    named: &'a Named<'a>,
    plan: &'a Plan,
    law: &'a Registry,
    findings: &mut Vec<Diagnostic>,
) -> Result<(), String> {
    let mut result = Ok(());
    let of_kind = || model.kind().filter(|_| !plan.is_schema).map(Schema::bundled);
    let (schema, is_own) = match (&plan.schema, named) {
        (Some(schema), _) | (None, Named::Local(schema)) => (Some(&**schema), true),
        (None, Named::Bundled(schema)) => (Some(*schema), false),
        (None, Named::No | Named::Unusable(_)) => (of_kind(), false),
    };
    // A rule that is wrong looks at nothing, whichever rules are asked for.
    let is_rule = model.kind() == Some(DocumentKind::Rule);
    let before = findings.len();
    if let Some(schema) = schema.filter(|_| plan.rules.checks_schema() || is_rule) {
        // A kind that is missing has a finding of its own where a document names a schema.
        let names_bundled = matches!(named, Named::Bundled(_)) && plan.rules.gatekeeper().is_some();
        match schema.check(document, (plan.kind.is_some() || names_bundled) && !is_own) {
            Ok(found) => findings.extend(with_severities(found, plan, is_rule)),
            Err(message) => result = Err(message),
        }
    }
    let subject = Subject {
        document,
        model,
        law,
        has_local_schema: is_own || is_under_own_rule(model, plan),
        unusable_schema: named.unusable(),
        named_kind: named.kind(),
        is_used_as_schema: plan.is_schema,
    };
    let mut found = DocumentContext::check(plan.rules.active(), subject);
    if plan.is_schema || is_rule {
        // It is none of the documents that the other groups know.
        let is_of_form = |entry: &RuleEntry| entry.meta.group == Group::Format;
        found.retain(|finding| rules::find(finding.rule.as_str()).is_some_and(is_of_form));
    }
    if let Some(fault) = plan.is_rules.then(|| local_rules::without_kind(document.root())).flatten() {
        // That it is of an unknown kind is the same mistake.
        found.retain(|finding| !rules::find(finding.rule.as_str()).is_some_and(|entry| entry.is_gatekeeper));
        findings.push(fault);
    }
    findings.extend(found);
    if is_rule {
        let is_sound = findings.len() == before;
        // A misspelt key is missing under its name.
        let says_more = |fault: &Diagnostic| is_sound || fault.rule.as_str() != "rule/incomplete";
        findings.extend(faults_of_rule(document, plan).into_iter().filter(says_more));
    }
    result
}

/// Finds the parts of a file's text that no report may show.
pub(super) fn secrets(loaded: &Loaded, models: &[Model<'_>]) -> Secrets {
    let mut secrets = Secrets::default();
    if !loaded.has_all {
        secrets.add(redact::detect_in_text(loaded.source.text()));
    }
    for (document, model) in loaded.documents.iter().zip(models) {
        secrets.add(redact::detect(document, model));
    }
    secrets.parts.extend(redact::identifiers_in(loaded.source.text()));
    secrets
}
