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
use reportlint::linter::{self, Content, Input, Job, Plan, Role};
use reportlint::outcome::Outcome;
use reportlint::rule::{Group, Preset, RuleEntry};
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
    /// What it leaves out.
    stands_for: Stands<'a>,
    /// What the file is called, for rules that look at its name and for examples of several files.
    file: &'a str,
    text: String,
}

/// What an example is of its document.
#[derive(Clone, Copy)]
enum Stands<'a> {
    /// All of it.
    Whole,
    /// The part of a template under this key.
    Part(&'a str),
    /// The keys at the root in which it differs from a template; `kind:` comes from there.
    Keys(&'a str),
}

impl<'a> Fence<'a> {
    /// The whole document, and the 0-based line on which the fence begins in it.
    fn complete(&self) -> (String, usize) {
        match self.stands_for {
            Stands::Whole => (self.text.clone(), 0),
            Stands::Part(part) => self.within(part),
            Stands::Keys(template) => (self.over(template), 1),
        }
    }

    /// The fence under the template's `kind:`, with those of its keys behind it that the fence does not have.
    fn over(&self, template: &str) -> String {
        let key = |line: &str| line.split_once(':').map(|(key, _)| key.to_owned());
        let own: Vec<String> =
            self.text.lines().filter(|line| !line.starts_with([' ', '#', '-'])).filter_map(key).collect();
        let mut lines = template.lines();
        let mut document = format!("{}\n{}", lines.next().unwrap(), self.text);
        let mut keeps = true;
        for line in lines.filter(|line| !line.starts_with('#')) {
            if !line.starts_with(' ') {
                keeps = key(line).is_none_or(|key| !own.contains(&key));
            }
            if keeps {
                document.push_str(line);
                document.push('\n');
            }
        }
        document
    }

    fn within(&self, part: &str) -> (String, usize) {
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
    fn marks(&self) -> (Fence<'a>, Vec<(usize, String, String)>) {
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
        (Fence { text, ..*self }, marks)
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
                let stands_for = match (word("in="), word("report"), word("case")) {
                    (Some(part), ..) => Stands::Part(part),
                    (None, Some(_), _) => Stands::Keys(REPORT),
                    (None, None, Some(_)) => Stands::Keys(CASE),
                    (None, None, None) => Stands::Whole,
                };
                let file = word("file=").unwrap_or("page.yaml");
                open = Some(Fence { section, stands_for, file, text: String::new() });
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

/// The examples of a section: of a rule over several files, those in a row are one.
fn examples<'f, 'a>(fences: &'f [Fence<'a>], section: &str, group: Group) -> Vec<Vec<&'f Fence<'a>>> {
    let mut examples: Vec<Vec<&Fence<'_>>> = Vec::new();
    for fence in fences.iter().filter(|fence| fence.section == section) {
        match examples.last_mut() {
            Some(last) if group == Group::Project && last.iter().all(|other| other.file != fence.file) => {
                last.push(fence);
            }
            _ => examples.push(vec![fence]),
        }
    }
    examples
}

/// A file of an example: its name, its whole text, and the 0-based line on which the fence begins in it.
type File = (String, String, usize);

fn files(example: &[&Fence<'_>]) -> Vec<File> {
    let file = |fence: &&Fence<'_>| {
        let (text, first_line) = fence.complete();
        (fence.file.to_owned(), text, first_line)
    };
    let mut files: Vec<File> = example.iter().map(file).collect();
    files.sort();
    files
}

fn lint(files: &[File]) -> Outcome {
    let rules = Arc::new(RuleSet::resolve(Preset::Strict, &[], None).unwrap());
    let plan = Plan::new(Format::Yaml, Arc::clone(&rules));
    let input = |(path, text, _): &File| Input {
        path: path.clone(),
        content: Content::Bytes(text.clone().into()),
        plan: plan.clone(),
        role: Role::Check,
    };
    let inputs: Vec<Input> = files.iter().map(input).collect();
    let is_whole_repository = files.len() > 1;
    // An example of one file is a part of a repository.
    let outcome = linter::run(Job { inputs, is_whole_repository, ..Job::default() });
    assert!(outcome.failures.is_empty(), "{:?}", outcome.failures);
    outcome
}

/// A finding as a page marks it: file, line (0-based, in the fence), severity, message.
type Mark = (String, usize, String, String);

fn found(files: &[File], outcome: &Outcome) -> Vec<Mark> {
    let mark = |diagnostic: &Diagnostic| {
        let file = &outcome.files[diagnostic.primary.file.0 as usize];
        let line = file.source.as_ref().unwrap().line_index(diagnostic.primary.span.start);
        let (_, _, first_line) = files.iter().find(|(path, ..)| *path == file.path).unwrap();
        let line = line.checked_sub(*first_line).expect("a finding outside the fence");
        (file.path.clone(), line, diagnostic.severity.to_string(), diagnostic.message.clone())
    };
    let mut found: Vec<_> = outcome.diagnostics.iter().map(mark).collect();
    found.sort();
    found
}

/// The files with every fix of an outcome applied.
fn mend(files: &[File], outcome: &Outcome) -> Vec<File> {
    let mend_file = |(index, (path, text, first_line)): (usize, &File)| {
        let of_file = |diagnostic: &&Diagnostic| diagnostic.primary.file.0 as usize == index;
        let fixes = outcome.diagnostics.iter().filter(of_file).filter_map(|d| d.fix.as_ref());
        let mut edits: Vec<_> = fixes.flat_map(|fix| &fix.edits).collect();
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
        let mut text = text.clone();
        for edit in edits {
            text.replace_range(edit.span.range(), &edit.replacement);
        }
        (path.clone(), text, *first_line)
    };
    files.iter().enumerate().map(mend_file).collect()
}

fn assert_clean(name: &str, what: &str, files: &[File]) {
    let outcome = lint(files);
    assert!(outcome.diagnostics.is_empty(), "{name}: {what} is not clean: {:#?}", outcome.diagnostics);
}

fn check_page(entry: &RuleEntry) {
    let name = entry.meta.name;
    let fences = fences(entry.meta.page);
    let of = |section| examples(&fences, section, entry.meta.group);
    let (bad, good, fixed) = (of("Bad"), of("Good"), of("Fixed"));
    assert!(!bad.is_empty() && !good.is_empty(), "{name}: a page has a bad and a good example");
    for example in good {
        assert_clean(name, "a good example", &files(&example));
    }
    let mut mended = Vec::new();
    for example in &bad {
        let (plain, marks): (Vec<_>, Vec<_>) = example.iter().map(|fence| fence.marks()).unzip();
        let marks = example.iter().zip(marks).flat_map(|(fence, marks)| {
            marks
                .into_iter()
                .map(|(line, severity, message)| (fence.file.to_owned(), line, severity, message))
        });
        let mut marks: Vec<Mark> = marks.collect();
        marks.sort();
        assert!(!marks.is_empty(), "{name}: a bad example marks nothing");
        let files = files(&plain.iter().collect::<Vec<_>>());
        let outcome = lint(&files);
        assert_eq!(
            found(&files, &outcome),
            marks,
            "{name}: findings (left) against marks (right) in\n{files:#?}"
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
            fixes.iter().all(|fix| Some(fix.applicability) <= entry.meta.fix),
            "{name}: the fix is no safer than announced"
        );
        if !fixes.is_empty() {
            mended.push(mend(&files, &outcome));
        }
    }
    assert_eq!(entry.meta.fix.is_some(), !fixed.is_empty(), "{name}: a fix and a fixed example go together");
    assert_eq!(entry.meta.fix.is_some(), !mended.is_empty(), "{name}: a fix is shown by a bad example");
    assert_eq!(mended.len(), fixed.len(), "{name}: each bad example with a fix has its fixed one");
    for (mended, fixed) in mended.iter().zip(fixed) {
        assert_eq!(*mended, files(&fixed), "{name}: the fix (left) against the fixed example (right)");
        assert_clean(name, "the fixed example", mended);
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
        assert_clean("the template", "it", &[("page.yaml".to_owned(), template.to_owned(), 0)]);
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
