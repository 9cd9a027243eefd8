//! The legal codes among the files of a run.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rayon::prelude::*;

use super::file::kind_of;
use super::{Input, Linter, Plan};
use crate::document::DocumentKind;
use crate::law::LegalCode;
use crate::parse;
use crate::read;
use crate::source::{FileId, offset};

impl<P: Fn(&str) -> Plan + Send + Sync> Linter<P> {
    /// Takes the legal codes among `inputs` into the registry; a later one of the same id replaces an earlier.
    pub(super) fn take_law_of(&mut self, inputs: &[(&Input, bool)]) {
        let found: Vec<LegalCode> = inputs
            .par_iter()
            .enumerate()
            .flat_map_iter(|(index, (input, _))| {
                // A file on which this fails is reported when it is checked.
                let codes = || self.codes_in(FileId(offset(index)), input);
                catch_unwind(AssertUnwindSafe(codes)).unwrap_or_default()
            })
            .collect();
        self.law.extend(found);
    }

    /// The legal codes of a file. Most files are none, which a look at their bytes tells.
    fn codes_in(&self, id: FileId, input: &Input) -> Vec<LegalCode> {
        let plan = self.plan_of(input);
        let kind = DocumentKind::LegalCode;
        let mentions = |bytes: &[u8]| memchr::memmem::find(bytes, kind.as_str().as_bytes()).is_some();
        let bytes = input.content.bytes().ok().filter(|bytes| plan.kind == Some(kind) || mentions(bytes));
        let source = bytes.and_then(|bytes| read::decode(id, &input.path, bytes).ok());
        let documents = source.map(|source| parse::parse(&Arc::new(source), plan.format).documents);
        let documents = documents.unwrap_or_default().into_iter();
        documents
            .filter(|document| kind_of(document, &plan) == Some(kind))
            .filter_map(|document| LegalCode::from_document(&document))
            .collect()
    }
}
