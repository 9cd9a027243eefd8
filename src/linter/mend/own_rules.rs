//! The harm that fixes of a repository's own rules do. Nobody tried them on what all other rules know, and those may be off.

use std::sync::Arc;

use super::harm::{Fault, Harm, without_effect};
use super::{Round, Workspace};
use crate::diagnostic::RuleName;
use crate::linter::Input;
use crate::local_rules::PREFIX;
use crate::model::Model;
use crate::outcome::Outcome;
use crate::parse::parse;
use crate::schema::Schema;
use crate::source::{FileId, SourceFile};

/// Returns the files of a round in which fixes of own rules do not mend what they are for, or lead to what the schema forbids.
pub(super) fn harm_of_own_rules(
    workspace: &Workspace,
    before: &Outcome,
    after: &Outcome,
    round: &Round,
) -> Harm {
    let is_own = |rule: &RuleName| rule.as_str().starts_with(PREFIX);
    let mut harm = without_effect(before, after, round, is_own);
    for (id, (remedies, source)) in round {
        if !harm.contains_key(id) && remedies.iter().any(|remedy| is_own(&remedy.rule)) {
            harm.extend(forbidden(workspace, *id, source).map(|fault| (*id, fault)));
        }
    }
    harm
}

/// Returns the fault of a file that its schema forbids more of than before, where no finding would say so.
fn forbidden(workspace: &Workspace, id: FileId, before: &Arc<SourceFile>) -> Option<Fault> {
    let (input, checked) = workspace.file(id)?;
    if input.plan.rules.checks_schema() {
        return None;
    }
    let now = violations(input, checked.source.as_ref()?);
    let is_more = now.len() > violations(input, before).len();
    now.first().filter(|_| is_more).map(|first| Fault::of_fix(first))
}

/// Returns what the schema of each document of a file forbids in it, in words.
fn violations(input: &Input, source: &Arc<SourceFile>) -> Vec<String> {
    let parsed = parse(source, input.plan.format);
    let mut words = Vec::new();
    for document in &parsed.documents {
        let kind = Model::new(document, input.plan.kind_of(document)).kind();
        let schema = input.plan.schema.as_deref().or_else(|| kind.map(Schema::bundled));
        let found = schema.and_then(|schema| schema.check(document, false).ok()).unwrap_or_default();
        words.extend(found.into_iter().map(|finding| format!("{}: {}", finding.rule, finding.message)));
    }
    words
}
