//! stub
use crate::diagnostic::Diagnostic;
pub(crate) use crate::diagnostic::Secret;
use crate::document::Document;
use crate::model::Model;
use crate::source::{FileId, SourceFile};
use std::collections::BTreeMap;
use std::sync::Arc;
pub(crate) fn detect(_: &Document, _: &Model<'_>) -> Vec<Secret> {
    vec![]
}
pub(crate) fn detect_in_text(_: &str) -> Vec<Secret> {
    vec![]
}
pub(crate) fn identifiers_in(t: &str) -> impl Iterator<Item = Secret> {
    crate::rules::secrets_in(t)
}
pub(crate) fn mask<'a>(
    _: &BTreeMap<FileId, Vec<Secret>>,
    _: impl Iterator<Item = (FileId, &'a mut Arc<SourceFile>)>,
    _: impl Iterator<Item = &'a mut Diagnostic>,
) {
}
