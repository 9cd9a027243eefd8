//! Lints the examples of a rule's page, and compares the findings with the marks.

use std::fmt;

use reportlint::diagnostic::{Applicability, Diagnostic};
use reportlint::outcome::Outcome;
use reportlint::rule::{Group, RuleEntry};

use super::fence::{Extent, Fence, fences};
use crate::support::{Setup, TestFile, lint};

/// A page under test, with the faults found so far.
pub(crate) struct Page<'a> {
    entry: &'a RuleEntry,
    faults: Vec<String>,
}

/// An example: the fence of one file or, of a rule over several files, the fences in a row.
struct Example<'a> {
    section: &'a str,
    /// The 1-based number in its section.
    number: usize,
    fences: Vec<Fence<'a>>,
}

/// The documents of an example.
struct Documents {
    files: Vec<TestFile>,
    /// The place of each file's fence, in the order of `files`.
    places: Vec<FencePlace>,
}

/// The place of a fence in its document and in its page.
#[derive(Clone, Copy)]
struct FencePlace {
    /// The 0-based line of the document on which the fence begins.
    in_document: usize,
    /// The number of lines of the fence.
    length: usize,
    /// The 1-based line of the page on which the fence's text begins.
    in_page: usize,
}

/// A finding as a page marks it. The place is that of the page if the finding lies in the fence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Expected {
    place: Place,
    severity: String,
    message: String,
}

/// The place of a finding, for the reader of a fault.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// A 1-based line of the page.
    Page(usize),
    /// A 1-based line of the completed document, outside the fence.
    Outside(String, usize),
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::Page(line) => write!(f, "line {line}")?,
            Place::Outside(path, line) => {
                write!(f, "line {line} of {path}, which comes from the template around the fence")?;
            }
        }
        write!(f, ": {}: {}", self.severity, self.message)
    }
}

/// Returns the faults of a rule's page.
pub(crate) fn check_page(entry: &RuleEntry) -> Vec<String> {
    let mut page = Page { entry, faults: Vec::new() };
    page.check();
    page.faults
}

/// Returns the path of a rule's page.
pub(crate) fn page_path(entry: &RuleEntry) -> String {
    format!("src/rules/{}/{}.md", entry.meta.group.as_str(), entry.meta.name)
}

impl<'a> Page<'a> {
    fn fault(&mut self, fault: impl fmt::Display) {
        self.faults.push(format!("{}: {fault}", page_path(self.entry)));
    }

    fn check(&mut self) {
        let (fences, faults) = fences(self.entry.meta.page);
        if !faults.is_empty() {
            // The sections of a fence that cannot be read are incomplete, and so would be what is said of them.
            for (line, fault) in faults {
                self.fault(format!("line {line}: {fault}"));
            }
            return;
        }
        let group = self.entry.meta.group;
        let examples = examples(fences, group);
        for section in ["Bad", "Good"] {
            if !examples.iter().any(|example| example.section == section) {
                self.fault(format!("there is no example under `## {section}`: add a fence there"));
            }
        }
        for example in examples.iter().filter(|example| example.section == "Good") {
            let documents = example.documents();
            self.expect_clean(&documents.files, &format!("{example}"));
        }
        let bad = examples.iter().filter(|example| example.section == "Bad");
        let mended: Vec<_> = bad.filter_map(|example| self.check_bad(example)).collect();
        let fixed: Vec<_> = examples.iter().filter(|example| example.section == "Fixed").collect();
        self.check_fixed(&mended, &fixed);
    }

    /// Compares a bad example's findings with its marks. Returns its files with the rule's fixes applied, if any.
    fn check_bad(&mut self, example: &Example<'a>) -> Option<(String, Vec<TestFile>)> {
        let name = self.entry.meta.name;
        let (example, marks) = example.split_marks();
        if marks.is_empty() {
            self.fault(format!(
                "{example} marks nothing: end each line that must be reported with ` # SEVERITY: MESSAGE`"
            ));
        }
        let documents = example.documents();
        let outcome = self.lint(&documents.files, &example.to_string())?;
        let found = documents.findings(&outcome);
        self.compare(&example, &marks, &found);
        if !outcome.diagnostics.iter().any(|finding| finding.rule.as_str() == name) {
            self.fault(format!(
                "{example} has no finding of `{name}`: each bad example shows the page's rule"
            ));
        }
        let own = outcome.diagnostics.iter().filter(|finding| finding.rule.as_str() == name);
        for finding in own.clone() {
            self.check_words(&example, finding, &documents);
        }
        let fixes: Vec<Applicability> =
            own.filter_map(|finding| finding.fix.as_ref()).map(|fix| fix.applicability).collect();
        for applicability in fixes.iter().filter(|applicability| Some(**applicability) > self.entry.meta.fix)
        {
            self.fault(format!(
                "{example}: the fix is `{applicability:?}`, and `fix:` in the rule's META promises {:?}: make them agree",
                self.entry.meta.fix
            ));
        }
        (!fixes.is_empty()).then(|| (example.to_string(), mend(&documents.files, &outcome)))
    }

    fn compare(&mut self, example: &Example<'_>, marks: &[Expected], found: &[(Expected, String)]) {
        let mut missing = marks.to_vec();
        let mut surplus = Vec::new();
        for (finding, rule) in found {
            match missing.iter().position(|mark| mark == finding) {
                Some(index) => drop(missing.remove(index)),
                None => surplus.push(format!("\n    {finding} [{rule}]")),
            }
        }
        if missing.is_empty() && surplus.is_empty() {
            return;
        }
        let mut fault = format!("{example}: the marks differ from the findings.");
        if !missing.is_empty() {
            let missing: String = missing.iter().map(|mark| format!("\n    {mark}")).collect();
            fault += &format!("\n  marked and not found:{missing}");
        }
        if !surplus.is_empty() {
            fault += &format!("\n  found and not marked:{}", surplus.concat());
        }
        fault += "\n  Correct the marks, the example or the check.";
        self.fault(fault);
    }

    /// Checks the words of a finding of the page's rule.
    fn check_words(&mut self, example: &Example<'_>, finding: &Diagnostic, documents: &Documents) {
        let message = &finding.message;
        if starts_like_a_sentence(message, documents) {
            self.fault(format!(
                "{example}: the message begins with a capital: write it lower case: {message}"
            ));
        }
        if message.ends_with(['.', '!']) && !message.ends_with("..") {
            self.fault(format!("{example}: the message ends with a full stop: leave it out: {message}"));
        }
        match &finding.help {
            None => self.fault(format!(
                "{example}: the finding has no help: add `.help(\"what to write instead\")`: {message}"
            )),
            Some(help) if help.ends_with('.') => {
                self.fault(format!("{example}: the help ends with a full stop: leave it out: {help}"));
            }
            Some(help) if starts_like_a_sentence(help, documents) => {
                self.fault(format!("{example}: the help begins with a capital: write it lower case: {help}"));
            }
            Some(_) => {}
        }
    }

    /// Checks that fixes, their announcement and the fixed examples go together.
    fn check_fixed(&mut self, mended: &[(String, Vec<TestFile>)], fixed: &[&Example<'_>]) {
        match (self.entry.meta.fix, mended.is_empty()) {
            (None, false) => {
                self.fault("findings have a fix, and the rule's META has `fix: None`: write `Some(…)`");
            }
            (Some(_), true) => {
                self.fault("META announces a fix, and no bad example has one: show it, or write `fix: None`");
            }
            _ => {}
        }
        if mended.len() != fixed.len() {
            self.fault(format!(
                "{} bad examples have a fix, and there are {} examples under `## Fixed`: write one for each, in the same order",
                mended.len(),
                fixed.len()
            ));
        }
        for ((bad, mended), fixed) in mended.iter().zip(fixed) {
            for (mended, expected) in mended.iter().zip(fixed.documents().files) {
                if *mended != expected {
                    self.fault(format!(
                        "{fixed} is not what the fix makes of {bad}. The fix gives {}:\n{}",
                        mended.path,
                        String::from_utf8_lossy(&mended.content)
                    ));
                }
            }
            self.expect_clean(mended, &format!("{fixed}"));
        }
    }

    fn expect_clean(&mut self, files: &[TestFile], example: &str) {
        let Some(outcome) = self.lint(files, example) else { return };
        for finding in &outcome.diagnostics {
            let (path, line) = place(&outcome, finding);
            self.fault(format!(
                "{example} must have no finding. Found at line {line} of {path}: {}[{}]: {}",
                finding.severity, finding.rule, finding.message
            ));
        }
    }

    fn lint(&mut self, files: &[TestFile], example: &str) -> Option<Outcome> {
        // An example of one file is a part of a repository.
        let outcome = lint(files, Setup { is_whole_repository: files.len() > 1, ..Setup::strict() });
        for failure in &outcome.failures {
            self.fault(format!("{example} cannot be linted: {}", failure.message));
        }
        outcome.failures.is_empty().then_some(outcome)
    }
}

/// Returns true if a text begins with a capital that is not part of a value of the documents.
fn starts_like_a_sentence(text: &str, documents: &Documents) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let is_opener =
        ["A", "An", "It", "No", "Nobody", "Nothing", "That", "The", "There", "This"].contains(&first);
    let is_value =
        || documents.files.iter().any(|file| String::from_utf8_lossy(&file.content).contains(first));
    first.starts_with(char::is_uppercase) && (is_opener || !is_value())
}

/// Groups the fences of a page by example.
fn examples(fences: Vec<Fence<'_>>, group: Group) -> Vec<Example<'_>> {
    let mut examples: Vec<Example<'_>> = Vec::new();
    for fence in fences {
        match examples.last_mut() {
            Some(last)
                if group == Group::Project
                    && last.section == fence.section
                    && last.fences.iter().all(|other| other.file != fence.file) =>
            {
                last.fences.push(fence);
            }
            last => {
                let number =
                    last.filter(|last| last.section == fence.section).map_or(1, |last| last.number + 1);
                examples.push(Example { section: fence.section, number, fences: vec![fence] });
            }
        }
    }
    examples
}

impl fmt::Display for Example<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = self.fences.first().map_or(0, |fence| fence.line);
        write!(f, "line {line}, example {} under `## {}`", self.number, self.section)
    }
}

impl<'a> Example<'a> {
    /// Returns the example without its marks, and the findings that they stand for.
    fn split_marks(&self) -> (Self, Vec<Expected>) {
        let mut expected = Vec::new();
        let mut fences = Vec::new();
        for fence in &self.fences {
            let (plain, marks) = fence.split_marks();
            expected.extend(marks.into_iter().map(|mark| Expected {
                place: Place::Page(fence.line + 1 + mark.line),
                severity: mark.severity.to_owned(),
                message: mark.message,
            }));
            fences.push(plain);
        }
        (Self { section: self.section, number: self.number, fences }, expected)
    }

    fn documents(&self) -> Documents {
        let document = |fence: &Fence<'_>| {
            let (text, in_document) = fence.document();
            let length = fence.text.lines().count();
            // The template's line above a part belongs to it: a finding about all of it is marked nowhere else.
            debug_assert!(!matches!(fence.extent, Extent::Document) || in_document == 0);
            (TestFile::new(fence.file, text), FencePlace { in_document, length, in_page: fence.line + 1 })
        };
        let mut documents: Vec<_> = self.fences.iter().map(document).collect();
        documents.sort_by(|(one, _), (other, _)| one.path.cmp(&other.path));
        let (files, places) = documents.into_iter().unzip();
        Documents { files, places }
    }
}

impl Documents {
    /// Returns the findings of a run as a page marks them, each with its rule.
    fn findings(&self, outcome: &Outcome) -> Vec<(Expected, String)> {
        let expected = |finding: &Diagnostic| {
            let (path, line) = place(outcome, finding);
            let index = self.files.iter().position(|file| file.path == path);
            let fence = index.and_then(|index| self.places.get(index)).copied();
            let in_page = fence.and_then(|fence| {
                let line = (line - 1).checked_sub(fence.in_document)?;
                (line < fence.length).then_some(fence.in_page + line)
            });
            let place = in_page.map_or(Place::Outside(path, line), Place::Page);
            let (severity, message) = (finding.severity.to_string(), finding.message.clone());
            (Expected { place, severity, message }, finding.rule.to_string())
        };
        outcome.diagnostics.iter().map(expected).collect()
    }
}

/// Returns the path and the 1-based line of a finding.
fn place(outcome: &Outcome, finding: &Diagnostic) -> (String, usize) {
    let file = outcome.file(finding.primary.file).expect("a finding's file is in the outcome");
    let source = file.source.as_ref().expect("the text of a file with findings is kept");
    (file.path.clone(), source.line_index(finding.primary.span.start) + 1)
}

/// Applies every fix of a run to its files.
fn mend(files: &[TestFile], outcome: &Outcome) -> Vec<TestFile> {
    let mend_file = |file: &TestFile| {
        let of_file = |finding: &&Diagnostic| {
            outcome.file(finding.primary.file).is_some_and(|other| other.path == file.path)
        };
        let fixes = outcome.diagnostics.iter().filter(of_file).filter_map(|finding| finding.fix.as_ref());
        let mut edits: Vec<_> = fixes.flat_map(|fix| &fix.edits).collect();
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
        let mut text = String::from_utf8(file.content.clone()).expect("an example is text");
        for edit in edits {
            text.replace_range(edit.span.range(), &edit.replacement);
        }
        TestFile::new(file.path.clone(), text)
    };
    files.iter().map(mend_file).collect()
}
