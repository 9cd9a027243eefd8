//! A file's bytes into documents, and the legal codes that must be known before anything is checked.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use memchr::memmem;
use rayon::prelude::*;

use super::file_id;
use super::input::{Input, Plan};
use super::recall::Recall;
use crate::diagnostic::Diagnostic;
use crate::digest::{Digest, Digester};
use crate::document::{Document, DocumentKind};
use crate::law::LegalCode;
use crate::parse;
use crate::read;
use crate::source::{FileId, SourceFile};

/// A file that was read and parsed.
pub(super) struct Loaded {
    pub(super) source: Arc<SourceFile>,
    /// The documents that could be parsed.
    pub(super) documents: Vec<Document>,
    /// Faults of encoding and syntax.
    pub(super) faults: Vec<Diagnostic>,
    /// True if the file is text; otherwise `source` shows what can be shown of it.
    pub(super) is_text: bool,
    /// True if the documents hold everything that the text says.
    pub(super) has_all: bool,
}

/// Reads and parses a file.
///
/// # Errors
/// The file cannot be read; in words.
pub(super) fn load(id: FileId, input: &Input) -> Result<Loaded, String> {
    Ok(parse_bytes(id, input, input.content.bytes()?))
}

/// Parses the bytes of a file.
pub(super) fn parse_bytes(id: FileId, input: &Input, bytes: Vec<u8>) -> Loaded {
    let source = match read::decode(id, &input.path, bytes) {
        Ok(source) => Arc::new(source),
        Err((source, fault)) => {
            return Loaded {
                source: Arc::new(source),
                documents: Vec::new(),
                faults: vec![*fault],
                is_text: false,
                has_all: false,
            };
        }
    };
    // Unless it is checked itself, such a file need not be parsed.
    if !input.is_checked() && names_no_kind(&input.plan, source.text()) {
        return Loaded { source, documents: Vec::new(), faults: Vec::new(), is_text: true, has_all: true };
    }
    let parsed = parse::parse(&source, input.plan.format);
    let has_all = parsed.is_complete();
    Loaded { source, documents: parsed.documents, faults: parsed.diagnostics, is_text: true, has_all }
}

/// Returns true if a text can add nothing to the facts, even if it cannot be parsed: a schema of the repository's own says
/// what it is, no document in it can name a kind, and no rule of its own compares it with others. A repository may have many
/// thousands of these.
pub(super) fn names_no_kind(plan: &Plan, text: &str) -> bool {
    let is_compared =
        plan.rules.local().is_some_and(|local| local.all.rules().any(|rule| rule.needs_index()));
    let is_foreign = plan.schema.is_some() && plan.kind.is_none() && !is_compared;
    // The word may be written with escapes, in JSON and in double quotes of YAML, which may also break it over two lines.
    is_foreign
        && ["kind", r"\u", r"\U", r"\x", "\\\n", "\\\r"]
            .iter()
            .all(|word| memmem::find(text.as_bytes(), word.as_bytes()).is_none())
}

impl Loaded {
    /// Reads the legal codes among the documents.
    pub(super) fn codes(&self, input: &Input) -> Vec<LegalCode> {
        let is_code = |document: &&Document| input.plan.kind_of(document) == Some(DocumentKind::LegalCode);
        self.documents.iter().filter(is_code).filter_map(LegalCode::from_document).collect()
    }
}

/// The files that were loaded ahead of the others, because they probably hold legal codes.
pub(super) struct Ahead(BTreeMap<FileId, Mutex<Option<Loaded>>>);

impl Ahead {
    /// Loads the files that probably hold legal codes: by the configuration, or by their path. Where a code lies in another
    /// file, the check finds it there, and starts over with it.
    pub(super) fn load(inputs: &[Input], recall: Option<&Recall>) -> Self {
        let holds_code = |input: &Input| {
            let likely = probably_holds_code(input);
            recall.map_or(likely, |recall| recall.may_hold_codes(input, likely))
        };
        let probable = inputs.par_iter().enumerate().filter(|(_, input)| holds_code(input));
        let loaded = probable.filter_map(|(index, input)| {
            let id = file_id(index);
            // A file on which this fails is reported when it is checked.
            let loaded = catch_unwind(AssertUnwindSafe(|| load_code(id, input))).ok()?.ok().flatten()?;
            Some((id, Mutex::new(Some(loaded))))
        });
        Self(loaded.collect())
    }

    /// Reads the legal codes of the files, in their order, and the digest of all that decides what they say.
    pub(super) fn codes(&mut self, inputs: &[Input]) -> (Vec<(FileId, LegalCode)>, Digest) {
        let mut codes = Vec::new();
        let mut digester = Digester::default();
        for (id, loaded) in &mut self.0 {
            let loaded = loaded.get_mut().unwrap_or_else(PoisonError::into_inner);
            if let (Some(loaded), Some(input)) = (loaded, inputs.get(id.0 as usize)) {
                let found = loaded.codes(input);
                if !found.is_empty() {
                    digester.add(input.path.as_bytes()).add(loaded.source.text().as_bytes());
                    digester
                        .add(format!("{:?}", (input.plan.format, input.plan.kind, found.len())).as_bytes());
                }
                codes.extend(found.into_iter().map(|code| (*id, code)));
            }
        }
        (codes, digester.finish())
    }

    /// Hands out a file that was loaded ahead, once.
    pub(super) fn hand_out(&self, id: FileId) -> Option<Loaded> {
        self.0.get(&id)?.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Loads a file if its bytes look like a legal code. A folder of that name may hold thousands of reports, and all of their
/// documents together are too much to keep.
///
/// # Errors
/// The file cannot be read; in words.
pub(super) fn load_code(id: FileId, input: &Input) -> Result<Option<Loaded>, String> {
    let kind = DocumentKind::LegalCode;
    let bytes = input.content.bytes()?;
    let is_code = input.plan.kind == Some(kind) || memmem::find(&bytes, kind.as_str().as_bytes()).is_some();
    Ok(is_code.then(|| parse_bytes(id, input, bytes)))
}

/// Guesses from what is known without reading a file. A wrong guess costs time and changes no result.
fn probably_holds_code(input: &Input) -> bool {
    let path = input.path.to_ascii_lowercase();
    input.plan.kind == Some(DocumentKind::LegalCode) || ["code", "law"].iter().any(|word| path.contains(word))
}
