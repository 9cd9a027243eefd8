//! `reportlint explain`

use super::page::Page;
use super::run::project;
use super::terminal::{self, ColorChoice};
use super::{CliError, Status, error};
use crate::config::{CONFIG_RULES, Choice};
use crate::files::Files;
use crate::local_rules::{LOCAL, LocalName, LocalRules, PREFIX};
use crate::pages::{self, FAMILIES, Family, sentence};
use crate::rule::Group;
use crate::rules::RULES;
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

/// The findings on the configuration, which is read before any rule is there.
static CONFIGURATION: Family = Family {
    name: "config",
    members: CONFIG_RULES,
    summary: "A faulty reportlint.yaml.",
    about: "The configuration, `reportlint.yaml`, is checked before anything else, and nothing is checked with \
            one that has faults: the exit status is 2. `reportlint schema config` prints what it may hold.",
};

/// Returns the families of findings that come from no rule of the registry.
pub(super) fn families() -> impl Iterator<Item = &'static Family> {
    FAMILIES.iter().chain([&CONFIGURATION])
}

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

/// Returns the rules of the repository's own, by the configuration in force; `None` if it has faults.
fn readable_rules() -> Option<LocalRules> {
    project(&Files::Disk, Choice::Nearest).ok().map(|(_, config)| config.local_rules())
}

/// Returns the rules of the repository's own, by the configuration in force; none if it has faults.
pub(super) fn local_rules() -> LocalRules {
    readable_rules().unwrap_or_default()
}

/// Returns the page on a rule of the repository's own, or on all of them.
fn local_text(name: &str) -> Option<String> {
    let readable = readable_rules();
    let is_readable = readable.is_some();
    let rules = readable.unwrap_or_default();
    if name != LOCAL {
        return rules.find(LocalName::of_finding(name)?).map(|rule| rule.page().to_owned());
    }
    let lines: String =
        rules.rules().map(|rule| format!("- `{}`: {}\n", rule.full_name(), rule.summary())).collect();
    let faulty =
        rules.faulty_names().map(|name| format!("- `{PREFIX}{name}`: has faults, and is not used\n"));
    let lines = lines + &faulty.collect::<String>();
    let list = match lines.is_empty() {
        true if !is_readable => "The configuration has faults, so nobody knows those of this repository: `reportlint` says what they are.\n"
            .to_owned(),
        true => "This repository has none: `local_rules:` in the configuration names the files of rules.\n"
            .to_owned(),
        false => lines,
    };
    Some(format!(
        "# {LOCAL}\n\nA group of rules: the repository's own. `reportlint schema rule` prints what a rule may hold.\n\n{list}"
    ))
}

/// Returns the page that says what can be explained, in Markdown.
fn overview() -> String {
    let groups = Group::ALL
        .into_iter()
        .map(|group| format!("- `{}`: {}\n", group.as_str(), sentence(group.summary())));
    let families = families().map(|family| format!("- `{}/…`: {}\n", family.name, family.summary));
    format!(
        "# Rules\n\n`reportlint explain RULE` says what a rule finds, why, and what to write instead; `reportlint explain GROUP` lists the \
         rules of a group, and `reportlint rules` all of them. The groups:\n\n{}",
        groups
            .chain([format!("- `{LOCAL}`: The rules of the repository's own.\n")])
            .chain(families)
            .collect::<String>()
    )
}

/// Returns the page on a rule, a group or a family, in Markdown.
fn text(name: &str) -> Option<String> {
    if let Some(page) = pages::of_rule(name).or_else(|| CONFIGURATION.member_page(name)) {
        return Some(page);
    }
    if let Some(group) = Group::ALL.into_iter().find(|group| group.as_str() == name) {
        let of_group = RULES.iter().filter(|entry| entry.meta.group == group);
        let lines = of_group.map(|entry| format!("- `{}`: {}\n", entry.meta.name, entry.meta.summary()));
        let about = group.summary();
        return Some(format!("# {name}\n\nA group of rules: {about}.\n\n{}", lines.collect::<String>()));
    }
    if name == LOCAL || name.starts_with(PREFIX) {
        return local_text(name);
    }
    families().find(|family| family.name == name).map(Family::page)
}

pub(super) fn unknown(name: &str) -> CliError {
    let rules = RULES.iter().map(|entry| entry.meta.name);
    let groups = Group::ALL.into_iter().map(Group::as_str);
    let families = families().flat_map(|family| {
        [family.name].into_iter().chain(family.members.iter().map(|(rule, _)| rule.as_str()))
    });
    let readable = readable_rules();
    if readable.is_none() && name.starts_with(PREFIX) {
        let message = format!("the configuration has faults, so nobody knows the rule `{name}`");
        return CliError::new(message).with_help("`reportlint` says what they are");
    }
    let local = readable.unwrap_or_default();
    if local.names().any(|known| known == name) {
        return CliError::new(format!("the rule `{name}` has faults, and is not used"))
            .with_help("`reportlint test-rules` says what they are");
    }
    let error = CliError::new(format!("there is no rule or group `{name}`"));
    let unprefixed = format!("{PREFIX}{name}");
    if local.names().any(|known| known == unprefixed) {
        return error.with_help(format!("did you mean `{unprefixed}`?"));
    }
    let built_in = nearest(name, rules.chain(groups).chain(families).chain([LOCAL]));
    match nearest(name, built_in.into_iter().chain(local.names())) {
        Some(near) => error.with_help(format!("did you mean `{near}`?")),
        None => error.with_help("`reportlint rules` lists them"),
    }
}
