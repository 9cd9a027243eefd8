//! Holds the README to the program: its rule table, and the commands that it gives.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking"
)]

use std::fmt::Write as _;
use std::path::Path;

use reportlint::diagnostic::Applicability;
use reportlint::rule::Group;
use reportlint::rules::RULES;

const BEGIN: &str = "<!-- rules: begin -->\n";
const END: &str = "<!-- rules: end -->";

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

/// `REPORTLINT_REFRESH=1 cargo test --test readme` writes the table anew.
#[test]
fn the_rule_table_is_that_of_the_registry() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(BEGIN).expect("the README marks where its rule table begins");
    let (old, after) = rest.split_once(END).expect("the README marks where its rule table ends");
    if std::env::var_os("REPORTLINT_REFRESH").is_some() {
        std::fs::write(path, format!("{before}{BEGIN}{}{END}{after}", table())).unwrap();
        return;
    }
    assert!(old == table(), "refresh the README's table: REPORTLINT_REFRESH=1 cargo test --test readme");
}
