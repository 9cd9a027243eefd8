//! The entry for the hook manager pre-commit.

use super::place::Place;
use super::step::{Step, names_reportlint};

/// The only file name that pre-commit reads.
pub(super) const PATH: &str = ".pre-commit-config.yaml";

const TEMPLATE: &str = include_str!("pre-commit.yaml");

pub(super) fn step(place: &Place) -> Step {
    if !place.has(PATH) {
        return Step::Write {
            path: PATH,
            text: TEMPLATE.to_owned(),
            note: "the hook checks what is committed".to_owned(),
        };
    }
    match place.text(PATH) {
        Some(text) if names_reportlint(&text) => Step::Nothing(format!("{PATH} has the hook already")),
        text => {
            let indent = text.as_deref().and_then(indent).unwrap_or("  ");
            let text = entry(TEMPLATE).map(|line| format!("{indent}{line}\n")).collect();
            Step::Add { path: PATH, text, where_to: "below `repos:`" }
        }
    }
}

/// Returns the lines of the entry, without their indentation.
fn entry(file: &str) -> impl Iterator<Item = &str> {
    file.lines()
        .skip_while(|line| !line.starts_with("repos:"))
        .skip(1)
        .map(|line| line.get(2..).unwrap_or(line))
}

/// Returns the indentation of the entries of `repos:`.
fn indent(text: &str) -> Option<&str> {
    let mut below = text.lines().skip_while(|line| !line.starts_with("repos:")).skip(1);
    let first = below.find(|line| line.trim_start().starts_with("- "))?;
    first.get(..first.len() - first.trim_start().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_stand_where_those_of_the_file_do() {
        assert_eq!(indent("x:\n- a\nrepos:\n# c\n    - repo: a\n"), Some("    "));
        assert_eq!(indent("repos:\n- repo: a\n"), Some(""));
        assert_eq!(indent("repos: []\n"), None);
        assert_eq!(entry(TEMPLATE).nth(1), Some("- repo: https://git.example.org/OWNER/reportlint"));
        assert!(entry(TEMPLATE).all(|line| !line.is_empty()));
    }
}
