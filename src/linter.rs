//! The pipeline: read → parse → schema → rules, for each file by itself and for many in parallel.

use std::io::Read as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, RuleName, Severity};
use crate::document::{Document, DocumentKind, Format};
use crate::law::{LegalCode, Registry};
use crate::model::Model;
use crate::outcome::{Failure, FileEntry, Outcome};
use crate::parse;
use crate::read;
use crate::rule::{DocumentContext, Subject};
use crate::schema::Schema;
use crate::settings::RuleSet;
use crate::source::{FileId, MAX_FILE_BYTES, SourceFile, Span};

const EMPTY_FILE: RuleName = RuleName::new("syntax/empty-file");

/// Room for walks over documents as deep as the parsers allow, with jsonschema's several calls a level.
const STACK_BYTES: usize = 16 * 1024 * 1024;

/// Where a file's bytes come from.
#[derive(Debug, Clone)]
pub enum Content {
    /// A file on disk.
    Disk(PathBuf),
    /// Bytes at hand, such as those of standard input.
    Bytes(Vec<u8>),
}

/// A file to be checked.
#[derive(Debug, Clone)]
pub struct Input {
    /// Display path: relative to the project's root, with `/`.
    pub path: String,
    /// Its bytes.
    pub content: Content,
}

/// How a file is checked, from configuration and command line.
#[derive(Clone)]
pub struct Plan {
    /// How the file is written.
    pub format: Format,
    /// What the file's documents are unless they say so themselves.
    pub kind: Option<DocumentKind>,
    /// A schema of the repository's own, in place of the kind's.
    pub schema: Option<Arc<Schema>>,
    /// The rules in force.
    pub rules: Arc<RuleSet>,
}

/// Checks files against schemas and rules.
pub struct Linter<P> {
    plan: P,
    law: Registry,
}

/// What came of one file.
struct Checked {
    source: Option<Arc<SourceFile>>,
    diagnostics: Vec<Diagnostic>,
    failure: Option<Failure>,
}

impl<P: Fn(&str) -> Plan + Send + Sync> Linter<P> {
    /// A linter that checks each file, by its display path, as `plan` says, with the bundled legal codes.
    pub fn new(plan: P) -> Self {
        Self { plan, law: Registry::default() }
    }

    /// Checks `inputs`, which are sorted by path, on `jobs` threads (0: one for each core).
    ///
    /// `codes` are files that may hold legal codes without being checked themselves.
    pub fn run(mut self, inputs: &[Input], codes: &[Input], jobs: usize) -> Outcome {
        let started = Instant::now();
        let work = move || {
            self.law_of(inputs.iter().chain(codes));
            let linter = &self;
            let check = |(index, input): (usize, &Input)| linter.check_file(index, input);
            let checked = inputs.par_iter().enumerate().map(check).collect::<Vec<Checked>>();
            let faulty_codes: Vec<Failure> =
                codes.iter().filter_map(|input| linter.fault_of_code(input)).collect();
            (checked, faulty_codes)
        };
        // A second thread would only wait for the first.
        let jobs = if inputs.len() + codes.len() == 1 { 1 } else { jobs };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).stack_size(STACK_BYTES).build();
        let mut outcome = Outcome { checked: inputs.len(), ..Outcome::default() };
        let (checked, faulty_codes) = match pool {
            Ok(pool) => pool.install(work),
            Err(error) => {
                outcome
                    .failures
                    .push(Failure { path: None, message: format!("cannot start threads: {error}") });
                return outcome;
            }
        };
        for (input, checked) in inputs.iter().zip(checked) {
            // A clean file's text is not needed again.
            let source = checked.source.filter(|_| !checked.diagnostics.is_empty());
            outcome.files.push(FileEntry { path: input.path.clone(), source });
            outcome.diagnostics.extend(checked.diagnostics);
            outcome.checked -= usize::from(checked.failure.is_some());
            outcome.failures.extend(checked.failure);
        }
        outcome.failures.extend(faulty_codes);
        outcome.elapsed = started.elapsed();
        outcome
    }

    /// Takes the legal codes among `inputs` into the registry; a later one of the same id replaces an earlier.
    fn law_of<'i>(&mut self, inputs: impl Iterator<Item = &'i Input>) {
        let inputs: Vec<&Input> = inputs.collect();
        let found: Vec<LegalCode> = inputs
            .par_iter()
            .enumerate()
            .flat_map_iter(|(index, input)| {
                // A file on which this fails is reported when it is checked.
                catch_unwind(AssertUnwindSafe(|| self.codes_in(file_id(index), input))).unwrap_or_default()
            })
            .collect();
        self.law.extend(found);
    }

    /// The legal codes of a file. Most files are none, which a look at their bytes tells.
    fn codes_in(&self, id: FileId, input: &Input) -> Vec<LegalCode> {
        let plan = self.plan_of(input);
        let kind = DocumentKind::LegalCode;
        let mentions = |bytes: &[u8]| memchr::memmem::find(bytes, kind.as_str().as_bytes()).is_some();
        let bytes = bytes_of(input).ok().filter(|bytes| plan.kind == Some(kind) || mentions(bytes));
        let source = bytes.and_then(|bytes| read::decode(id, &input.path, bytes).ok());
        let documents = source.map(|source| parse::parse(&Arc::new(source), plan.format).documents);
        let documents = documents.unwrap_or_default().into_iter();
        documents
            .filter(|document| kind_of(document, &plan) == Some(kind))
            .filter_map(|document| LegalCode::from_document(&document))
            .collect()
    }

    /// Why a legal code that is not checked itself cannot be read: what cites it would be held against the
    /// bundled code of that id, or against none.
    fn fault_of_code(&self, input: &Input) -> Option<Failure> {
        let failure = |message: String| Some(Failure { path: Some(input.path.clone()), message });
        let bytes = match bytes_of(input) {
            Ok(bytes) => bytes,
            Err(message) => return failure(message),
        };
        let fault = match read::decode(FileId(0), &input.path, bytes) {
            Ok(source) => {
                parse::parse(&Arc::new(source), self.plan_of(input).format).diagnostics.into_iter().next()
            }
            Err((_, diagnostic)) => Some(*diagnostic),
        };
        failure(format!("this legal code cannot be read: {}", fault?.message))
    }

    fn plan_of(&self, input: &Input) -> Plan {
        (self.plan)(&input.path)
    }

    fn check_file(&self, index: usize, input: &Input) -> Checked {
        let checked = catch_unwind(AssertUnwindSafe(|| self.check_file_inner(file_id(index), input)));
        checked.unwrap_or_else(|_| {
            let message = "reportlint itself failed on this file; please report it as a bug".to_owned();
            let failure = Some(Failure { path: Some(input.path.clone()), message });
            Checked { source: None, diagnostics: Vec::new(), failure }
        })
    }

    fn check_file_inner(&self, id: FileId, input: &Input) -> Checked {
        let bytes = match bytes_of(input) {
            Ok(bytes) => bytes,
            Err(message) => {
                let failure = Some(Failure { path: Some(input.path.clone()), message });
                return Checked { source: None, diagnostics: Vec::new(), failure };
            }
        };
        let (source, mut diagnostics) = match read::decode(id, &input.path, bytes) {
            Ok(source) => {
                let source = Arc::new(source);
                let diagnostics = self.check_source(&source, &self.plan_of(input));
                (source, diagnostics)
            }
            Err((source, diagnostic)) => (Arc::new(source), vec![*diagnostic]),
        };
        diagnostics.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        // What is repeated by an alias is one fault.
        diagnostics.dedup();
        Checked { source: Some(source), diagnostics, failure: None }
    }

    /// Checks one file's text: the heart of the linter, pure.
    fn check_source(&self, source: &Arc<SourceFile>, plan: &Plan) -> Vec<Diagnostic> {
        let parsed = parse::parse(source, plan.format);
        let mut findings = parsed.diagnostics;
        if parsed.documents.is_empty() && findings.is_empty() {
            findings.extend(no_document(source, plan));
        }
        for document in &parsed.documents {
            self.check_document(document, plan, &mut findings);
        }
        findings
    }

    fn check_document(&self, document: &Document, plan: &Plan, findings: &mut Vec<Diagnostic>) {
        let kind = kind_of(document, plan);
        if plan.rules.checks_schema()
            && let Some(schema) = plan.schema.as_deref().or_else(|| kind.map(Schema::bundled))
        {
            findings.extend(
                schema.check(document, plan.kind.is_some() && plan.schema.is_none()).into_iter().filter_map(
                    |mut finding| {
                        finding.severity = plan.rules.schema_severity(&finding.rule)?;
                        Some(finding)
                    },
                ),
            );
        }
        let model = Model::new(document, kind);
        let has_local_schema = plan.schema.is_some();
        let subject = Subject { document, model: &model, law: &self.law, has_local_schema };
        findings.extend(DocumentContext::check(plan.rules.active(), subject));
    }
}

/// What a document is: what it says of itself counts, even if it is wrong.
fn kind_of(document: &Document, plan: &Plan) -> Option<DocumentKind> {
    if document.root().get("kind").is_some() { document.kind() } else { plan.kind }
}

/// A file in which there is nothing to check must not pass as one that was checked. Markdown without
/// front matter may be prose that belongs beside the reports, which only `unknown-kind` asks about.
fn no_document(source: &SourceFile, plan: &Plan) -> Option<Diagnostic> {
    let is_blank = source.text().trim_start_matches('\u{feff}').trim().is_empty();
    if plan.format == Format::Markdown && !is_blank && !markdown_has_front_matter(source) {
        let unknown_kind = plan.rules.active().iter().find(|active| active.name.as_str() == "unknown-kind");
        let help = "begin the file with a line `---`, the report's data in YAML, and another line `---`; if the file \
                    is no report, leave it out with `exclude:` in reportlint.yaml";
        let message = "this Markdown file has no front matter, so there is nothing to check in it";
        let (rule, severity) = match unknown_kind {
            Some(active) => (active.name.clone(), active.severity),
            None if plan.schema.is_some() => (EMPTY_FILE, Severity::Error),
            None => return None,
        };
        let mut diagnostic = Diagnostic::new(rule, source.id(), Span::empty(0), message).with_help(help);
        diagnostic.severity = severity;
        return Some(diagnostic);
    }
    let message = if is_blank {
        "this file is empty, so there is nothing to check in it"
    } else if plan.format == Format::Markdown {
        "the front matter is empty, so there is nothing to check in this file"
    } else {
        "this file holds only comments, so there is nothing to check in it"
    };
    let help = "fill it in, or leave the file out with `exclude:` in reportlint.yaml";
    Some(Diagnostic::new(EMPTY_FILE, source.id(), Span::empty(0), message).with_help(help))
}

fn markdown_has_front_matter(source: &SourceFile) -> bool {
    source.text().trim_start_matches('\u{feff}').lines().next().is_some_and(|line| line.trim_end() == "---")
}

fn file_id(index: usize) -> FileId {
    FileId(crate::source::offset(index))
}

/// A file's bytes, or in words why they cannot be had.
fn bytes_of(input: &Input) -> Result<Vec<u8>, String> {
    let bytes = match &input.content {
        Content::Bytes(bytes) => bytes.clone(),
        Content::Disk(path) => read_file(path).map_err(|error| error.to_string())?,
    };
    if bytes.len() as u64 > MAX_FILE_BYTES {
        let most = MAX_FILE_BYTES / (1024 * 1024);
        return Err(format!("the file is larger than {most} MiB, which is the most that reportlint reads"));
    }
    Ok(bytes)
}

/// Reads a file, up to a byte beyond the limit; a pipe or device, which may never end, is none.
fn read_file(path: &Path) -> std::io::Result<Vec<u8>> {
    let file = std::fs::File::open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(std::io::Error::other("this is no ordinary file"));
    }
    let mut bytes =
        Vec::with_capacity(usize::try_from(metadata.len().min(MAX_FILE_BYTES)).unwrap_or_default() + 1);
    file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
