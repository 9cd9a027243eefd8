//! `unused-suppression`

use crate::diagnostic::{Applicability, Edit, Severity};
use crate::rule::{
    Check, Group, NamedRule, Preset, RuleEntry, RuleMeta, Suppression, SuppressionContext, Usage,
};
use crate::source::Span;
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Suppressions(check));

const META: RuleMeta = RuleMeta {
    name: "unused-suppression",
    group: Group::Suppression,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: Some(Applicability::Safe),
    page: include_str!("unused-suppression.md"),
};

const HELP: &str = "the fault was corrected or has moved (a comment covers the entry, item or paragraph that it is beside or \
                    above); left here, the comment would hide the next fault";

const HELP_ON_PLACE: &str = "a comment covers the entry, item or paragraph that it is beside or above: put it above \
                             the line on which that begins";
const HELP_ON_ENTRY: &str =
    "the fault was corrected or has moved; left here, the entry would hide the next fault";

fn check(cx: &mut SuppressionContext<'_>) {
    for suppression in cx.suppressions().iter().filter(|suppression| suppression.fault.is_none()) {
        let unused: Vec<&NamedRule> = suppression.rules.iter().filter(|named| is_unused(named)).collect();
        match unused.as_slice() {
            [] => {}
            all if all.len() == suppression.rules.len() => report_comment(cx, suppression, all),
            some => some.iter().for_each(|named| report_name(cx, suppression, named)),
        }
    }
}

fn report_comment(cx: &mut SuppressionContext<'_>, suppression: &Suppression, unused: &[&NamedRule]) {
    let message = match unused {
        [only] => format!("there is no finding of {} here to suppress", quoted(&only.name)),
        _ => "there is no finding of these rules here to suppress".to_owned(),
    };
    // An entry of the configuration has no place in the file that it covers.
    let help = if suppression.removal.is_some() { HELP } else { HELP_ON_ENTRY };
    let report = cx.report(suppression.comment, message);
    // Removing the comment would lose its reason, so that a misplaced one gets no fix.
    if let Some(beside) = unused.iter().find_map(|named| finding_beside(named)) {
        report.label_span(beside, "was this one meant?").help(HELP_ON_PLACE);
        return;
    }
    let report = report.help(help);
    if let Some(span) = suppression.removal {
        let edit = Edit { span, replacement: String::new() };
        report.fix("remove the comment", Applicability::Safe, vec![edit]);
    }
}

fn report_name(cx: &mut SuppressionContext<'_>, suppression: &Suppression, named: &NamedRule) {
    let message = format!("there is no finding of {} here to suppress", quoted(&named.name));
    let names: Vec<Span> = suppression.rules.iter().map(|named| named.span).collect();
    let at = names.iter().position(|span| *span == named.span).unwrap_or_default();
    // The comma before the name goes too; for the first name, the one after it.
    let before = at.checked_sub(1).and_then(|before| names.get(before));
    let span = match (before, names.get(at + 1)) {
        (Some(before), _) => Span::new(before.end, named.span.end),
        (None, Some(next)) => Span::new(named.span.start, next.start),
        (None, None) => named.span,
    };
    let edit = Edit { span, replacement: String::new() };
    cx.report(named.span, message).help(HELP).fix(
        format!("remove {}", quoted(&named.name)),
        Applicability::Safe,
        vec![edit],
    );
}

fn is_unused(named: &NamedRule) -> bool {
    matches!(named.usage, Usage::Unused { .. })
}

fn finding_beside(named: &NamedRule) -> Option<Span> {
    match named.usage {
        Usage::Unused { beside } => beside,
        _ => None,
    }
}
