//! The options of a rule, and their defaults, are those that its page documents.

use std::sync::Arc;

use reportlint::document::Format;
use reportlint::parse::parse;
use reportlint::rule::RuleEntry;
use reportlint::rules::RULES;
use reportlint::source::{FileId, SourceFile};

use super::examples::page_path;
use crate::support::assert_no_faults;

/// An option as a page documents it: `` - `NAME` (default `VALUE`): what it does ``, or `(default: words)` if the
/// default is to leave the option out.
struct Documented<'a> {
    name: &'a str,
    /// The value between backticks; `None` for words.
    default: Option<&'a str>,
}

const FORM: &str = "write `- `NAME` (default `VALUE`): TEXT`, or `(default: TEXT)` where no value can say it";

/// Reads a page's section `## Options`.
fn documented(page: &str) -> Vec<Result<Documented<'_>, String>> {
    let section = page.split_once("\n## Options\n").map_or("", |(_, rest)| rest);
    let section = section.split("\n## ").next().unwrap_or_default();
    let option =
        |line| read_option(line).ok_or_else(|| format!("the option `{line}` is not in the form: {FORM}"));
    section.lines().filter(|line| line.starts_with("- ")).map(option).collect()
}

fn read_option(line: &str) -> Option<Documented<'_>> {
    let (name, rest) = line.strip_prefix("- `")?.split_once('`')?;
    let rest = rest.strip_prefix(" (default")?;
    if let Some(words) = rest.strip_prefix(": ") {
        words.split_once("): ")?;
        return Some(Documented { name, default: None });
    }
    let (value, _) = rest.strip_prefix(" `")?.split_once("`): ")?;
    Some(Documented { name, default: Some(value) })
}

/// Builds a rule with the options that a flow mapping gives. Returns its debug form, which shows the options' values.
fn build(entry: &RuleEntry, options: &str) -> Result<String, String> {
    let source = Arc::new(SourceFile::new(FileId(0), "options.yaml", options));
    let parsed = parse(&source, Format::Yaml);
    let document = parsed.documents.first().ok_or_else(|| format!("`{options}` is not YAML"))?;
    entry.build(Some(document.root())).map(|rule| format!("{rule:?}")).map_err(|error| error.message)
}

/// Returns the names of a rule's options; serde lists them when it meets an unknown one.
fn options(entry: &RuleEntry) -> Result<Vec<String>, String> {
    match build(entry, "{no-such-option: 1}") {
        Ok(_) => Err(
            "the rule accepts an unknown option: put `#[serde(deny_unknown_fields, default)]` on its struct"
                .to_owned(),
        ),
        Err(message) => {
            let expected = message.split_once("no-such-option`").map_or("", |(_, expected)| expected);
            Ok(expected.split('`').skip(1).step_by(2).map(str::to_owned).collect())
        }
    }
}

fn check(entry: &RuleEntry) -> Vec<String> {
    let mut faults = Vec::new();
    let options = options(entry).unwrap_or_else(|fault| {
        faults.push(fault);
        Vec::new()
    });
    let mut names = Vec::new();
    for option in documented(entry.meta.page) {
        match option {
            Err(fault) => faults.push(fault),
            Ok(option) => {
                names.push(option.name);
                faults.extend(check_default(entry, &option));
            }
        }
    }
    for name in options.iter().filter(|name| !names.contains(&name.as_str())) {
        faults.push(format!("the option `{name}` is not documented: add it under `## Options`; {FORM}"));
    }
    for name in names.iter().filter(|name| !options.iter().any(|option| option == *name)) {
        faults.push(format!(
            "`{name}` is documented, and the rule has no such option: delete it, or add the field"
        ));
    }
    faults
}

/// Compares the rule without options with the rule that gets the documented default as an option.
fn check_default(entry: &RuleEntry, option: &Documented<'_>) -> Option<String> {
    let name = option.name;
    let real = build(entry, "{}").ok()?;
    match option.default {
        Some(value) => match build(entry, &format!("{{{name}: {value}}}")) {
            Ok(documented) if documented == real => None,
            Ok(documented) => Some(format!(
                "the default of `{name}` is documented as `{value}`, and it is another one: correct the page or `Default`.\n  \
                 documented: {documented}\n  real:       {real}"
            )),
            Err(error) => {
                Some(format!("the documented default `{value}` is not a value of `{name}`: {error}"))
            }
        },
        None if real.contains(&format!("{name}: None")) => None,
        None => Some(format!(
            "the default of `{name}` is documented in words, and it is a value ({real}): write `(default `VALUE`)`"
        )),
    }
}

#[test]
fn every_option_is_documented_with_its_default() {
    let faults: Vec<String> = RULES
        .iter()
        .flat_map(|entry| check(entry).into_iter().map(|fault| format!("{}: {fault}", page_path(entry))))
        .collect();
    assert_no_faults(&faults);
}
