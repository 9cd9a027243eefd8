//! Holds rules and their pages together: every page's examples give exactly the findings that they mark.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::sync::Arc;

use reportlint::diagnostic::Diagnostic;
use reportlint::document::Format;
use reportlint::linter::{Content, Input, Linter, Plan};
use reportlint::outcome::Outcome;
use reportlint::rule::{Preset, RuleEntry};
use reportlint::rules::{self, RULES};
use reportlint::settings::RuleSet;

/// A case in which nothing is wrong, with a place for each kind of fragment.
const CASE: &str = "\
kind: case
id: testova-2023
title: The case of Aliya Testova
country: KZ
freedoms: [expression]
sources:
  court-register:
    type: court-document
    title: Register of judgments
    publisher: Medeu District Court
    url: https://court.example.org/register
    archived_url: https://archive.example.org/2023/https://court.example.org/register
    published: 2023-07-15
    accessed: 2023-08-01
    language: ru
# sources
persons:
  aliya-testova:
    name: Aliya Testova
    role: activist
# persons
events:
  - type: detention
    date: 2022-01-10
    sources: [court-register]
# events
quotes:
  - text: We only asked to be heard
    speaker: aliya-testova
    language: en
    sources: [court-register]
# quotes
";

/// A report in which nothing is wrong, with a place for each kind of fragment.
const REPORT: &str = "\
kind: report
id: kz-2023-06
title: Kazakhstan, March to June 2023
country: KZ
period: {start: 2023-03, end: 2023-06}
published: 2023-07-20
publishers: [Example Rights Watch]
sources:
  court-register:
    type: court-document
    title: Register of judgments
    publisher: Medeu District Court
    url: https://court.example.org/register
    archived_url: https://archive.example.org/2023/https://court.example.org/register
    published: 2023-07-15
    accessed: 2023-07-16
    language: ru
persons:
  aliya-testova:
    name: Aliya Testova
    role: activist
organisations:
  open-square: {name: Open Square, type: movement}
# organisations
cases:
  - id: testova
    title: The case of Aliya Testova
    freedoms: [expression]
    persons: [aliya-testova]
    organisations: [open-square]
    events:
      - type: detention
        date: 2023-04-10
        released: 2023-04-10
        sources: [court-register]
# cases
developments:
  - id: elections
    title: Early elections
    freedoms: [association]
    date: 2023-03-19
    sources: [court-register]
# developments
";

/// A fenced example of a page.
struct Fence<'a> {
    section: &'a str,
    /// The part of the template that it stands for; `None` for a whole document.
    part: Option<&'a str>,
    /// What the file is called, for rules that look at its name.
    file: &'a str,
    text: String,
}

impl Fence<'_> {
    /// The whole document, and the 0-based line on which the fence begins in it.
    fn complete(&self) -> (String, usize) {
        let Some(part) = self.part else { return (self.text.clone(), 0) };
        let mut document = String::new();
        let mut first = 0;
        let mut skipping = false;
        let has_part = |template: &&str| template.contains(&format!("\n# {part}\n"));
        let template = [CASE, REPORT].into_iter().find(has_part).expect("a part of a template");
        for line in template.lines() {
            if line == format!("{part}:") {
                document.push_str(line);
                document.push('\n');
                first = document.lines().count();
                for line in self.text.lines() {
                    document.push_str(&format!("  {line}\n"));
                }
                skipping = true;
            } else if line == format!("# {part}") {
                skipping = false;
            } else if !skipping && !line.starts_with("# ") {
                document.push_str(line);
                document.push('\n');
            }
        }
        (document, first)
    }

    /// The fence without its marks, and the marks: line (0-based, in the fence), severity, message.
    fn marks(&self) -> (Fence<'_>, Vec<(usize, String, String)>) {
        let mut marks = Vec::new();
        let mut text = String::new();
        for (index, line) in self.text.lines().enumerate() {
            let mut rest = line;
            // A line may carry several marks, the last of which is taken off first.
            while let Some((before, severity, message)) = ["error", "warning", "info"]
                .iter()
                .filter_map(|severity| {
                    let (before, message) = rest.rsplit_once(&format!(" # {severity}: "))?;
                    Some((before, *severity, message))
                })
                .max_by_key(|(before, _, _)| before.len())
            {
                marks.push((index, severity.to_owned(), message.to_owned()));
                rest = before.trim_end();
            }
            text.push_str(rest);
            text.push('\n');
        }
        marks.sort();
        (Fence { section: self.section, part: self.part, file: self.file, text }, marks)
    }
}

fn fences<'a>(page: &'a str) -> Vec<Fence<'a>> {
    let mut fences = Vec::new();
    let mut section = "";
    let mut open: Option<Fence<'a>> = None;
    for line in page.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => {
                assert!(info.starts_with("yaml"), "a fence of an unknown language: {info}");
                let word = |key| info.split_whitespace().find_map(|word| word.strip_prefix(key));
                let (part, file) = (word("in="), word("file=").unwrap_or("page.yaml"));
                open = Some(Fence { section, part, file, text: String::new() });
            }
            (Some(_), Some(_)) => fences.extend(open.take()),
            (Some(fence), None) => {
                fence.text.push_str(line);
                fence.text.push('\n');
            }
            (None, None) => section = line.strip_prefix("## ").unwrap_or(section),
        }
    }
    fences
}

fn lint(text: &str, file: &str) -> Outcome {
    let rules = Arc::new(RuleSet::resolve(Preset::Strict, &[], None).unwrap());
    let plan = |_: &str| Plan { format: Format::Yaml, kind: None, schema: None, rules: Arc::clone(&rules) };
    let input = Input { path: file.to_owned(), content: Content::Bytes(text.into()) };
    let outcome = Linter::new(plan).run(&[input], &[], 1);
    assert!(outcome.failures.is_empty(), "{:?}", outcome.failures);
    outcome
}

fn found(outcome: &Outcome, first_line: usize) -> Vec<(usize, String, String)> {
    let line = |diagnostic: &Diagnostic| {
        let source = outcome.files[0].source.as_ref().unwrap();
        source.line_index(diagnostic.primary.span.start)
    };
    let place = |diagnostic| line(diagnostic).checked_sub(first_line).expect("a finding outside the fence");
    let mut found: Vec<_> =
        outcome.diagnostics.iter().map(|d| (place(d), d.severity.to_string(), d.message.clone())).collect();
    found.sort();
    found
}

/// Applies every fix of an outcome to its one file.
fn mend(text: &str, outcome: &Outcome) -> String {
    let mut edits: Vec<_> =
        outcome.diagnostics.iter().filter_map(|d| d.fix.as_ref()).flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
    let mut text = text.to_owned();
    for edit in edits {
        text.replace_range(edit.span.range(), &edit.replacement);
    }
    text
}

fn check_page(entry: &RuleEntry) {
    let name = entry.meta.name;
    let fences = fences(entry.meta.page);
    let of = |section: &str| fences.iter().filter(|fence| fence.section == section).collect::<Vec<_>>();
    let (bad, good, fixed) = (of("Bad"), of("Good"), of("Fixed"));
    assert!(!bad.is_empty() && !good.is_empty(), "{name}: a page has a bad and a good example");
    for fence in good {
        let outcome = lint(&fence.complete().0, fence.file);
        assert!(
            outcome.diagnostics.is_empty(),
            "{name}: a good example is not clean: {:#?}",
            outcome.diagnostics
        );
    }
    let mut mended = Vec::new();
    for fence in &bad {
        let (plain, marks) = fence.marks();
        assert!(!marks.is_empty(), "{name}: a bad example marks nothing");
        let (text, first_line) = plain.complete();
        let outcome = lint(&text, fence.file);
        assert_eq!(
            found(&outcome, first_line),
            marks,
            "{name}: findings (left) against marks (right) in\n{text}"
        );
        assert!(
            outcome.diagnostics.iter().any(|d| d.rule.as_str() == name),
            "{name}: a bad example does not show the rule"
        );
        let fixes: Vec<_> = outcome
            .diagnostics
            .iter()
            .filter(|d| d.rule.as_str() == name)
            .filter_map(|d| d.fix.as_ref())
            .collect();
        assert!(
            fixes.iter().all(|fix| Some(fix.applicability) == entry.meta.fix),
            "{name}: the fix is as announced"
        );
        if !fixes.is_empty() {
            mended.push(mend(&text, &outcome));
        }
    }
    assert_eq!(entry.meta.fix.is_some(), !fixed.is_empty(), "{name}: a fix and a fixed example go together");
    assert_eq!(entry.meta.fix.is_some(), !mended.is_empty(), "{name}: a fix is shown by a bad example");
    assert_eq!(mended.len(), fixed.len(), "{name}: each bad example with a fix has its fixed one");
    for (mended, fixed) in mended.iter().zip(fixed) {
        assert_eq!(*mended, fixed.complete().0, "{name}: the fix (left) against the fixed example (right)");
        let outcome = lint(mended, fixed.file);
        assert!(
            outcome.diagnostics.is_empty(),
            "{name}: the fixed example is not clean: {:#?}",
            outcome.diagnostics
        );
    }
}

#[test]
fn pages_show_what_their_rules_find() {
    for entry in RULES {
        check_page(entry);
    }
}

#[test]
fn the_template_is_clean() {
    for template in [CASE, REPORT] {
        assert_eq!(found(&lint(template, "page.yaml"), 0), []);
    }
}

#[test]
fn the_list_is_sorted_and_every_rule_can_be_found() {
    let names: Vec<&str> = RULES.iter().map(|entry| entry.meta.name).collect();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(names, sorted);
    for entry in RULES {
        assert!(std::ptr::eq(rules::find(entry.meta.name).unwrap(), entry));
    }
}

#[test]
fn a_rule_is_named_like_its_files_and_its_heading() {
    for entry in RULES {
        let name = entry.meta.name;
        let folder = format!("{}/src/rules/{}", env!("CARGO_MANIFEST_DIR"), entry.meta.group.as_str());
        let page =
            std::fs::read_to_string(format!("{folder}/{name}.md")).expect("a page named like its rule");
        assert_eq!(page, entry.meta.page, "{name}");
        assert!(page.starts_with(&format!("# {name}\n\n")), "{name}: the heading is the name");
        assert!(std::path::Path::new(&format!("{folder}/{}.rs", name.replace('-', "_"))).exists(), "{name}");
        assert!(page.contains("\n## Why is this a problem?\n"), "{name}: a page says why");
        assert!(entry.meta.summary().ends_with('.'), "{name}: the summary is a sentence");
    }
}

#[test]
fn every_page_belongs_to_a_rule() {
    let root = format!("{}/src/rules", env!("CARGO_MANIFEST_DIR"));
    let mut pages = 0;
    for folder in
        std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir())
    {
        for file in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if file.extension().is_some_and(|ending| ending == "md") {
                let name = file.file_stem().unwrap().to_str().unwrap();
                assert!(rules::find(name).is_some(), "{name}.md belongs to no rule");
                pages += 1;
            }
        }
    }
    assert_eq!(pages, RULES.len());
}

/// The options of a rule, which serde names when it is given one that is not among them.
fn options(entry: &RuleEntry) -> Vec<String> {
    let source = Arc::new(reportlint::source::SourceFile::new(
        reportlint::source::FileId(0),
        "o.yaml",
        "{no-such-option: 1}",
    ));
    let parsed = reportlint::parse::parse(&source, Format::Yaml);
    let error = entry.build(Some(parsed.documents[0].root())).err().expect("an unknown option is refused");
    let (_, expected) = error.message.split_once("no-such-option`").expect(&error.message);
    expected.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_option_is_documented() {
    for entry in RULES {
        let documented = entry.meta.page.split_once("\n## Options\n").map_or("", |(_, rest)| rest);
        let documented = documented.split("\n## ").next().unwrap();
        let mut names: Vec<&str> =
            documented.lines().filter_map(|line| line.strip_prefix("- `")?.split('`').next()).collect();
        names.sort_unstable();
        let mut options = options(entry);
        options.sort_unstable();
        assert_eq!(options, names, "{}: options (left) against documented ones (right)", entry.meta.name);
    }
}

#[test]
fn every_released_name_still_means_something() {
    let released = include_str!("released-rules.txt");
    let released: Vec<&str> = released.lines().filter(|line| !line.starts_with('#')).collect();
    for name in &released {
        assert!(
            rules::find(name).is_some(),
            "{name} was released and is no rule any more; keep it as an alias"
        );
    }
    for entry in RULES {
        assert!(released.contains(&entry.meta.name), "{} is missing in released-rules.txt", entry.meta.name);
    }
}
