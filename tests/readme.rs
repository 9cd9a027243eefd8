//! Holds the README to the program: its example of a finding, and its rule table.
//! `REPORTLINT_REFRESH=1 cargo test --test readme` writes both anew.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use reportlint::diagnostic::Applicability;
use reportlint::document::Format;
use reportlint::linter::{Content, Input, Linter, Plan};
use reportlint::render::{OutputFormat, Style, render};
use reportlint::rule::Group;
use reportlint::rule::Preset;
use reportlint::rules::RULES;
use reportlint::settings::{RuleSet, Selector};

fn table() -> String {
    let mut table = String::from("| rule | severity | fix | finds |\n|---|---|---|---|\n");
    for group in Group::ALL {
        for meta in RULES.iter().map(|entry| &entry.meta).filter(|meta| meta.group == group) {
            let fix = match meta.fix {
                Some(Applicability::Safe) => "safe",
                Some(Applicability::Unsafe) => "unsafe",
                _ => "",
            };
            let summary = meta.summary().replace('\n', " ");
            let (group, name, severity) = (group.as_str(), meta.name, meta.severity);
            writeln!(
                table,
                "| [`{name}`](src/rules/{group}/{name}.md) ({group}) | {severity} | {fix} | {summary} |"
            )
            .unwrap();
        }
    }
    table
}

/// The finding that the README shows, as a terminal shows it.
fn example() -> String {
    let path = "fixtures/reports/kz-2023-06.yaml";
    let content = Content::Disk(Path::new(env!("CARGO_MANIFEST_DIR")).join(path));
    let input = Input { path: path.to_owned(), content };
    let only = Selector::parse("verdict-without-date").unwrap();
    let rules = RuleSet::resolve(Preset::Strict, &[], Some(&[only])).unwrap();
    let plan = Plan { format: Format::Yaml, kind: None, schema: None, rules: Arc::new(rules) };
    let mut outcome = Linter::new(move |_: &str| plan.clone()).run(&[input], &[], 1);
    outcome.diagnostics.retain(|diagnostic| diagnostic.message.contains("review"));
    let style = Style {
        color: false,
        unicode: true,
        hyperlinks: false,
        width: 100,
        graphical: true,
        quiet: true,
        statistics: false,
    };
    let mut shown = Vec::new();
    render(OutputFormat::Human, &outcome, &style, &mut shown).unwrap();
    format!("```text\n{}\n```\n", String::from_utf8(shown).unwrap().trim_end())
}

#[test]
fn the_readme_says_what_the_program_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let old = std::fs::read_to_string(&path).unwrap();
    let mut new = old.clone();
    for (name, content) in [("example", example()), ("rules", table())] {
        let (begin, end) = (format!("<!-- {name}: begin -->\n"), format!("<!-- {name}: end -->"));
        let (before, rest) = new.split_once(&begin).expect("the README marks where the block begins");
        let (_, after) = rest.split_once(&end).expect("the README marks where the block ends");
        new = format!("{before}{begin}{content}{end}{after}");
    }
    if std::env::var_os("REPORTLINT_REFRESH").is_some() {
        std::fs::write(path, new).unwrap();
        return;
    }
    assert!(old == new, "refresh the README: REPORTLINT_REFRESH=1 cargo test --test readme");
}
