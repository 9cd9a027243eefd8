//! `reportlint explain`

use super::page::Page;
use super::rules::sentence;
use super::terminal::{self, ColorChoice};
use super::{CliError, Status, error};
use crate::config::CONFIG_RULES;
use crate::diagnostic::{Applicability, RuleName};
use crate::parse::SYNTAX_RULES;
use crate::rule::{Group, Preset, RuleEntry};
use crate::rules::{self, RULES};
use crate::schema::SCHEMA_RULES;
use crate::suggest::nearest;

/// Arguments of `explain`.
#[derive(clap::Args)]
pub(super) struct ExplainArgs {
    /// Rules as findings name them, such as `verdict-without-date` or `schema/enum`, or groups; without one, the groups are listed
    #[arg(value_name = "RULE|GROUP")]
    names: Vec<String>,

    /// When to colour the page
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: ColorChoice,
}

/// A family of findings that come from no rule of the registry.
pub(super) struct Family {
    /// The first part of their names.
    pub(super) name: &'static str,
    /// The names, each with a line of description.
    pub(super) members: &'static [(RuleName, &'static str)],
    /// The description in a sentence.
    summary: &'static str,
    /// The description that they share, in Markdown.
    about: &'static str,
}

pub(super) static FAMILIES: [Family; 3] = [
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
        name: "config",
        members: CONFIG_RULES,
        summary: "A faulty reportlint.yaml.",
        about: "The configuration, `reportlint.yaml`, is checked before anything else, and nothing is checked with \
                one that has faults: the exit status is 2. `reportlint schema config` prints what it may hold.",
    },
];

pub(super) fn run(args: &ExplainArgs) -> Result<Status, CliError> {
    let text = match args.names.as_slice() {
        [] => overview(),
        names => {
            let pages = names.iter().map(|name| text(name).ok_or_else(|| unknown(name)));
            pages.collect::<Result<Vec<_>, _>>()?.join("\n")
        }
    };
    let page = Page::new(terminal::style(args.color, false));
    error::print(|out| out.write_all(page.render(&text).as_bytes()))?;
    Ok(Status::Clean)
}

/// Returns the page that says what can be explained, in Markdown.
fn overview() -> String {
    let groups = Group::ALL
        .into_iter()
        .map(|group| format!("- `{}`: {}\n", group.as_str(), sentence(group.summary())));
    let families = FAMILIES.iter().map(|family| format!("- `{}/…`: {}\n", family.name, family.summary));
    format!(
        "# Rules\n\n`reportlint explain RULE` says what a rule finds, why, and what to write instead; `reportlint explain GROUP` lists the \
         rules of a group, and `reportlint rules` all of them. The groups:\n\n{}",
        groups.chain(families).collect::<String>()
    )
}

/// Returns the page on a rule, a group or a family, in Markdown.
fn text(name: &str) -> Option<String> {
    if let Some(entry) = rules::find(name) {
        return Some(rule_page(entry));
    }
    if let Some(group) = Group::ALL.into_iter().find(|group| group.as_str() == name) {
        let of_group = RULES.iter().filter(|entry| entry.meta.group == group);
        let lines = of_group.map(|entry| format!("- `{}`: {}\n", entry.meta.name, entry.meta.summary()));
        let about = group.summary();
        return Some(format!("# {name}\n\nA group of rules: {about}.\n\n{}", lines.collect::<String>()));
    }
    FAMILIES.iter().find_map(|family| {
        let Family { name: of_family, members, about, .. } = family;
        if *of_family == name {
            let lines = members.iter().map(|(rule, line)| format!("- `{rule}`: {}\n", sentence(line)));
            return Some(format!("# {name}\n\n{about}\n\n{}", lines.collect::<String>()));
        }
        let (rule, line) = members.iter().find(|(rule, _)| rule.as_str() == name)?;
        let line = sentence(line);
        Some(format!("# {rule}\n\nGroup {of_family}, severity error.\n\n{line}\n\n{about}\n"))
    })
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

pub(super) fn unknown(name: &str) -> CliError {
    let rules = RULES.iter().map(|entry| entry.meta.name);
    let groups = Group::ALL.into_iter().map(Group::as_str);
    let families = FAMILIES.iter().flat_map(|family| {
        [family.name].into_iter().chain(family.members.iter().map(|(rule, _)| rule.as_str()))
    });
    let error = CliError::new(format!("there is no rule or group `{name}`"));
    match nearest(name, rules.chain(groups).chain(families)) {
        Some(near) => error.with_help(format!("did you mean `{near}`?")),
        None => error.with_help("`reportlint rules` lists them"),
    }
}
