//! Holds the README and the catalogue of rules to the program.
//! `tests/refresh` writes anew the generated parts.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use reportlint::diagnostic::Applicability;
use reportlint::document::Format;
use reportlint::linter::{self, Content, Input, Job, Plan, Role};
use reportlint::render::{OutputFormat, Style, render};
use reportlint::rule::{Group, Preset};
use reportlint::rules::RULES;
use reportlint::settings::{RuleSet, Selector};

/// What the README says of the groups: how many rules, and what they look at.
fn groups() -> String {
    let mut table = String::from("| group | rules | what they look at |\n|---|---|---|\n");
    for group in Group::ALL {
        let count = RULES.iter().filter(|entry| entry.meta.group == group).count();
        let name = group.as_str();
        writeln!(table, "| [`{name}`](docs/rules.md#{name}) | {count} | {} |", group.summary()).unwrap();
    }
    table
}

/// The catalogue: every rule by group.
fn catalogue() -> String {
    let mut page = format!(
        "# The rules of reportlint\n\n\
         {} rules in {} groups; a rule's name leads to its page, which `reportlint explain RULE` prints too. The preset \
         is the\nsmallest one that has the rule on. A *safe* fix keeps what the file says; an *unsafe* one may change it.\n\n\
         This page is written by `tests/refresh`.\n",
        RULES.len(),
        Group::ALL.len()
    );
    for group in Group::ALL {
        let name = group.as_str();
        write!(page, "\n## {name}\n\n{}.\n\n", group.summary()).unwrap();
        page.push_str("| rule | severity | preset | fix | finds |\n|---|---|---|---|---|\n");
        for meta in RULES.iter().map(|entry| &entry.meta).filter(|meta| meta.group == group) {
            let fix = match meta.fix {
                Some(Applicability::Safe) => "safe",
                Some(Applicability::Unsafe) => "unsafe",
                _ => "",
            };
            let link = format!("[`{0}`](../src/rules/{name}/{0}.md)", meta.name);
            let (severity, preset) = (meta.severity, meta.preset.as_str());
            let summary = meta.summary().replace('\n', " ");
            writeln!(page, "| {link} | {severity} | {preset} | {fix} | {summary} |").unwrap();
        }
    }
    page
}

/// The finding that the README shows, as a terminal shows it.
fn example() -> String {
    let path = "fixtures/reports/kz-2023-06.yaml";
    let content = Content::Disk(Path::new(env!("CARGO_MANIFEST_DIR")).join(path));
    let only = Selector::parse("verdict-without-date").unwrap();
    let rules = RuleSet::resolve(Preset::Strict, &[], Some(&[only])).unwrap();
    let plan = Plan::new(Format::Yaml, Arc::new(rules));
    let input = Input { path: path.to_owned(), content, plan, role: Role::Check, is_touched: false };
    let mut outcome = linter::run(Job { inputs: vec![input], ..Job::default() });
    outcome.diagnostics.retain(|diagnostic| diagnostic.message.contains("review"));
    let style = Style { unicode: true, graphical: true, quiet: true, failures: false, ..Style::default() };
    let mut shown = Vec::new();
    render(OutputFormat::Human, &outcome, &style, &mut shown).unwrap();
    format!("```text\n{}\n```\n", String::from_utf8(shown).unwrap().trim_end())
}

/// Compares a file with its generated content, or writes it anew if the run is a refresh.
fn assert_generated(name: &str, new: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    if std::env::var_os("REPORTLINT_REFRESH").is_some() {
        std::fs::write(path, new).unwrap();
        return;
    }
    let old = std::fs::read_to_string(path).unwrap_or_default();
    assert!(old == new, "{name} is out of date: run tests/refresh and read the diff");
}

#[test]
fn the_readme_says_what_the_program_says() {
    let mut readme =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    for (name, content) in [("example", example()), ("groups", groups())] {
        let (begin, end) = (format!("<!-- {name}: begin -->\n"), format!("<!-- {name}: end -->"));
        let (before, rest) = readme.split_once(&begin).expect("the README marks where the block begins");
        let (_, after) = rest.split_once(&end).expect("the README marks where the block ends");
        readme = format!("{before}{begin}{content}{end}{after}");
    }
    assert_generated("README.md", &readme);
}

#[test]
fn the_catalogue_lists_every_rule() {
    assert_generated("docs/rules.md", &catalogue());
}

#[test]
fn every_format_is_in_the_readme() {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    for name in OutputFormat::all().map(OutputFormat::name) {
        assert!(text.contains(&format!("| `{name}`")) || text.contains(&format!(", `{name}` |")), "{name}");
    }
}
