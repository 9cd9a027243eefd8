//! The pages of rules, in Markdown: those beside the rules, and those of findings that come from no rule of the registry.

use crate::diagnostic::{Applicability, RuleName, Severity};
use crate::local_rules::{MISSING_EXAMPLE, PREFIX, RULE_FILE_RULES};
use crate::parse::SYNTAX_RULES;
use crate::rule::{Group, Preset, RuleEntry};
use crate::rules;
use crate::schema::SCHEMA_RULES;

/// A family of findings that come from no rule of the registry.
pub(crate) struct Family {
    /// The first part of their names.
    pub(crate) name: &'static str,
    /// The names, each with a line of description.
    pub(crate) members: &'static [(RuleName, &'static str)],
    /// The description in a sentence.
    pub(crate) summary: &'static str,
    /// The description that they share, in Markdown.
    pub(crate) about: &'static str,
}

/// The families of findings on the files that are checked.
pub(crate) static FAMILIES: [Family; 3] = [
    Family {
        name: "schema",
        members: SCHEMA_RULES,
        summary: "A document that does not have the form that its schema asks for.",
        about: "The document does not have the form that its schema asks for. Which schema that is, the document's \
                `kind:` says, or `kinds:` and `schemas:` in the configuration, or `--schema`. The part of the name \
                after the `/` is the schema's keyword.\n\n`reportlint schema report` prints the schema of reports, \
                with a description of every field; most editors can use it while you write.\n\nThe configuration \
                can set these findings like any rule, one by one or as `schema`.",
    },
    Family {
        name: "syntax",
        members: SYNTAX_RULES,
        summary: "A file that cannot be read.",
        about: "What cannot be read cannot be checked: nothing else is reported on a document with such an error, \
                and the other documents of the file are still checked. Such a finding is always an error and cannot \
                be turned off.",
    },
    Family {
        name: "rule",
        members: RULE_FILE_RULES,
        summary: "A faulty rule of the repository's own.",
        about: "The files that `local_rules:` in the configuration names hold the repository's own rules. A rule with a \
                fault is not used, and the others are. `reportlint schema rule` prints what a rule may hold.",
    },
];

impl Family {
    /// Returns the page on the family.
    pub(crate) fn page(&self) -> String {
        let lines = self.members.iter().map(|(rule, line)| format!("- `{rule}`: {}\n", sentence(line)));
        format!("# {}\n\n{}\n\n{}", self.name, self.about, lines.collect::<String>())
    }

    /// Returns the page on one of its members.
    pub(crate) fn member_page(&self, name: &str) -> Option<String> {
        let (rule, line) = self.members.iter().find(|(rule, _)| rule.as_str() == name)?;
        let (line, Self { name: family, about, .. }) = (sentence(line), self);
        let severity = severity_of_member(rule);
        Some(format!("# {rule}\n\nGroup {family}, severity {severity}.\n\n{line}\n\n{about}\n"))
    }
}

/// Returns the severity of a finding that comes from no rule of the registry.
pub(crate) fn severity_of_member(rule: &RuleName) -> Severity {
    if *rule == MISSING_EXAMPLE { Severity::Warning } else { Severity::Error }
}

/// Returns true if a rule may compare the files of a repository. Of a repository's own rules the name does not tell.
pub(crate) fn may_compare_files(name: &str) -> bool {
    let is_of_project = |entry: &RuleEntry| entry.meta.group == Group::Project;
    name.starts_with(PREFIX) || rules::find(name).is_some_and(is_of_project)
}

/// Returns the page on a rule that every repository has, if there is one.
pub(crate) fn of_rule(name: &str) -> Option<String> {
    match rules::find(name) {
        Some(entry) => Some(rule_page(entry)),
        None => FAMILIES.iter().find_map(|family| family.member_page(name)),
    }
}

/// Returns the group of a rule as the configuration names it: for a finding that comes from no rule, the first part of its name.
pub(crate) fn group_of(name: &str) -> &str {
    rules::find(name).map_or(name.split('/').next().unwrap_or(name), |entry| entry.meta.group.as_str())
}

/// Returns the rule's page, with its group, severity, fix and preset in a line under the heading.
fn rule_page(entry: &RuleEntry) -> String {
    let meta = &entry.meta;
    let fix = match meta.fix {
        Some(Applicability::Safe) => "safe fix",
        Some(Applicability::Unsafe) => "unsafe fix",
        None => "no fix",
    };
    let preset = match meta.preset {
        Preset::Strict => ", on with the preset strict only",
        Preset::Minimal | Preset::Recommended => "",
    };
    let about = format!("Group {}, severity {}, {fix}{preset}.", meta.group.as_str(), meta.severity);
    let (heading, rest) = meta.page.split_once("\n\n").unwrap_or((meta.page, ""));
    format!("{heading}\n\n{about}\n\n{rest}")
}

/// Makes a sentence of a family member's description, like the summaries of pages.
pub(crate) fn sentence(line: &str) -> String {
    let mut chars = line.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    format!("{}{}.", first.collect::<String>(), chars.as_str())
}
