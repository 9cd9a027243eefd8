//! The rules of the repository's own: on each document, and on the files that hold them.

use super::check_file::Checked;
use super::input::{Input, Plan};
use super::load::Loaded;
use super::notation;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, DocumentKind};
use crate::local_rules::check::Subject;
use crate::local_rules::{self, LocalName};
use crate::model::Model;

/// Applies the repository's own rules to the documents of a file, and returns what they find.
pub(super) fn apply_local(
    checked: &mut Checked,
    input: &Input,
    loaded: &Loaded,
    models: &[Model<'_>],
    wants_facts: bool,
) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let Some(set) = input.plan.rules.local().filter(|_| !input.plan.is_of_settings()) else {
        return findings;
    };
    for (index, (document, model)) in loaded.documents.iter().zip(models).enumerate() {
        if model.kind() == Some(DocumentKind::Rule) {
            continue;
        }
        let subject = Subject { document, path: &input.path, kind: model.kind(), today: set.today };
        let found = set.apply(subject, crate::source::offset(index), input.is_checked(), wants_facts);
        let first = findings.len();
        findings.extend(found.findings);
        // The words are the author's own.
        notation::fit_fixes(findings.get_mut(first..).unwrap_or_default(), document);
        checked.local.extend(found.facts);
        checked.spent.extend(found.spent);
    }
    // What another file decides is not to be taken over by a later run.
    checked.is_decided_elsewhere |= !checked.spent.is_empty();
    findings
}

/// Returns the faults of a document that is a rule.
pub(super) fn faults_of_rule(document: &Document, plan: &Plan) -> Vec<Diagnostic> {
    let mut faults = local_rules::load(document).faults;
    let name = document.root().get("name");
    let own = name.and_then(|name| LocalName::new(name.as_str()?));
    let known = plan.rules.local().zip(own).and_then(|(set, own)| set.all.find(own));
    if let (Some(known), Some(name)) = (known, name)
        && (known.source.path(), known.span) != (name.source().path(), name.span())
    {
        faults.push(local_rules::repeated_name(name, known));
    }
    faults
}
