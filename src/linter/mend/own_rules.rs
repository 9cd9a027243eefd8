//! The harm that fixes of a repository's own rules do. Nobody tried them on what all other rules know, and those may be off.

use std::collections::HashMap;
use std::sync::Arc;

use super::harm::{Fault, Harm};
use super::{Round, Workspace};
use crate::diagnostic::RuleName;
use crate::fix::Remedy;
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
    let mut harm = Harm::new();
    let of_own = round.iter().filter(|(_, (remedies, _))| remedies.iter().any(is_own)).collect::<Vec<_>>();
    if of_own.is_empty() {
        return harm;
    }
    let (before, after) = (numbers(before), numbers(after));
    for (id, (remedies, source)) in of_own {
        let mut applied: HashMap<&RuleName, usize> = HashMap::new();
        for remedy in remedies.iter().filter(|remedy| is_own(remedy)) {
            *applied.entry(&remedy.rule).or_default() += 1;
        }
        let number = |numbers: &HashMap<(FileId, &RuleName), usize>, rule| {
            numbers.get(&(*id, rule)).copied().unwrap_or_default()
        };
        let is_vain =
            applied.iter().any(|(rule, applied)| number(&after, *rule) + applied > number(&before, *rule));
        let fault = match is_vain {
            true => Some(Fault::of_fix("the same finding")),
            false => forbidden(workspace, *id, source),
        };
        harm.extend(fault.map(|fault| (*id, fault)));
    }
    harm
}

fn is_own(remedy: &Remedy) -> bool {
    remedy.rule.as_str().starts_with(PREFIX)
}

/// Returns the number of findings of each own rule in each file.
fn numbers(outcome: &Outcome) -> HashMap<(FileId, &RuleName), usize> {
    let mut numbers = HashMap::new();
    for finding in outcome.diagnostics.iter().filter(|finding| finding.rule.as_str().starts_with(PREFIX)) {
        *numbers.entry((finding.primary.file, &finding.rule)).or_default() += 1;
    }
    numbers
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
