//! `unknown-suppression`

use crate::diagnostic::{Applicability, Edit, Severity};
use crate::rule::{Check, Fault, Group, Preset, RuleEntry, RuleMeta, SuppressionContext, UnknownSelector};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Suppressions(check));

const META: RuleMeta = RuleMeta {
    name: "unknown-suppression",
    group: Group::Suppression,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("unknown-suppression.md"),
};

fn check(cx: &mut SuppressionContext<'_>) {
    for suppression in cx.suppressions() {
        if let Some(fault) = suppression.fault {
            let (message, help) = describe_fault(fault);
            let report = cx.report(suppression.comment, message).note("suppresses nothing");
            let is_misspelt =
                matches!(fault, Fault::Word(_) | Fault::Indicator | Fault::NoRule | Fault::Unclosed);
            match suppression.correction.as_ref().filter(|_| is_misspelt) {
                Some((span, meant)) => {
                    let edit = Edit { span: *span, replacement: meant.to_string() };
                    let help = format!("write {}", quoted(meant));
                    report.help(help.clone()).fix(help, Applicability::Unsafe, vec![edit]);
                }
                None => {
                    report.help(help);
                }
            }
        }
        for named in &suppression.rules {
            let Some(unknown) = &named.unknown else { continue };
            let message = match unknown {
                UnknownSelector::Syntax => {
                    format!(
                        "{} cannot be suppressed: a file that cannot be read cannot be checked",
                        quoted(&named.name)
                    )
                }
                UnknownSelector::Unknown(_) => {
                    format!("there is no rule or group {}", quoted(&named.name))
                }
            };
            let report = cx.report(named.span, message).note("suppresses nothing");
            match unknown {
                UnknownSelector::Unknown(Some(near)) => {
                    let edit = Edit { span: named.span, replacement: (*near).to_owned() };
                    let report = report.help(format!("did you mean {}?", quoted(near)));
                    report.fix(format!("write {}", quoted(near)), Applicability::Unsafe, vec![edit]);
                }
                UnknownSelector::Unknown(None) => {
                    report.help("`reportlint rules` lists the rules and groups");
                }
                UnknownSelector::Syntax => {
                    report.help("correct the file, or leave it out with `exclude:` in reportlint.yaml");
                }
            }
        }
    }
}

fn describe_fault(fault: Fault) -> (&'static str, String) {
    const FORM: &str = "write `reportlint: ignore[verdict-without-date] why`, with the names of the rules";
    match fault {
        Fault::Word(Some(near)) => {
            ("this comment is not understood", format!("did you mean `{near}`? {FORM}"))
        }
        Fault::Word(None) => ("this comment is not understood", FORM.to_owned()),
        Fault::Indicator => {
            ("this comment nearly has the form that suppresses a finding", format!("it begins with `reportlint:`; {FORM}"))
        }
        Fault::Heading => (
            "this is a heading, not a comment",
            "in the text of a Markdown file, write a comment as `<!-- reportlint: ignore[placeholder-text] why -->`, above \
             the paragraph"
                .to_owned(),
        ),
        Fault::SecondList => (
            "this comment has two lists of rules; the second would be ignored",
            "name all of them in the first: `reportlint: ignore[dates, law] why`".to_owned(),
        ),
        Fault::NoRule => (
            "this comment does not say which rules it suppresses",
            format!("a comment for all rules would also hide later faults: {FORM}"),
        ),
        Fault::Unclosed => ("the list of rules is not closed", format!("put a `]` after the last rule: {FORM}")),
        Fault::NoFile => (
            "the `path` of this entry leads to no file that is checked",
            "check the path, which is relative to the folder of this file, or remove the entry".to_owned(),
        ),
        Fault::TooMany => (
            "the file has more comments of this kind than are read",
            "this one and those below suppress nothing: write `ignore-file` at the top, or turn rules off for the file \
             under `overrides:` in reportlint.yaml"
                .to_owned(),
        ),
        Fault::NotAtTop => (
            "`ignore-file` is not at the top of the file",
            "put it above the first line of the document, so that everybody who opens the file sees it; for a single place \
             write `ignore`"
                .to_owned(),
        ),
    }
}
