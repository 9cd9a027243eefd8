//! Hides the secrets of the files whose lines findings show.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rayon::prelude::*;

use super::file::kind_of;
use super::{Input, Linter, Plan};
use crate::document::Document;
use crate::model::Model;
use crate::outcome::Outcome;
use crate::parse;
use crate::redact::{self, Secret};
use crate::source::{FileId, SourceFile};

/// Returns the secrets of a file from its documents and, if these leave something out, from its text.
pub(super) fn in_file<'m>(
    text: &str,
    has_all: bool,
    documents: impl Iterator<Item = (&'m Document, &'m Model<'m>)>,
) -> Vec<Secret> {
    let mut secrets = if has_all { Vec::new() } else { redact::detect_in_text(text) };
    documents.for_each(|(document, model)| secrets.extend(redact::detect(document, model)));
    secrets.extend(redact::identifiers_in(text));
    secrets
}

impl<P: Fn(&str) -> Plan + Send + Sync> Linter<P> {
    /// Hides the secrets of all files that findings point into. Those of files with findings of their own are in
    /// `secrets`; other files are only referred to.
    pub(super) fn hide_secrets(
        &self,
        inputs: &[(&Input, bool)],
        mut secrets: BTreeMap<FileId, Vec<Secret>>,
        outcome: &mut Outcome,
    ) {
        let held_back = outcome.suppressed.iter().map(|held| &held.finding);
        let shown = redact::files_shown(outcome.diagnostics.iter().chain(held_back));
        let referred: Vec<FileId> = shown.into_iter().filter(|file| !secrets.contains_key(file)).collect();
        let in_referred = referred.into_par_iter().filter_map(|file| {
            let (input, _) = inputs.get(file.0 as usize)?;
            let source = outcome.file(file)?.source.as_ref()?;
            Some((file, self.secrets_of(input, source)))
        });
        secrets.extend(in_referred.collect::<Vec<_>>());
        let sources = outcome.files.iter_mut().filter_map(|entry| entry.source.as_mut());
        let held_back = outcome.suppressed.iter_mut().map(|held| &mut held.finding);
        redact::mask(secrets, sources, outcome.diagnostics.iter_mut().chain(held_back));
    }

    fn secrets_of(&self, input: &Input, source: &Arc<SourceFile>) -> Vec<Secret> {
        let from_documents = || {
            let plan = self.plan_of(input);
            let parsed = parse::parse(source, plan.format);
            let models: Vec<Model<'_>> = parsed
                .documents
                .iter()
                .map(|document| Model::new(document, kind_of(document, &plan)))
                .collect();
            in_file(source.text(), parsed.has_all(), parsed.documents.iter().zip(&models))
        };
        catch_unwind(AssertUnwindSafe(from_documents))
            .unwrap_or_else(|_| in_file(source.text(), false, std::iter::empty()))
    }
}
