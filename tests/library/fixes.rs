//! Fixes do no harm: after the safe ones nothing is found that was not found before, and the document has the same shape; after
//! the others no rule that mended something finds more errors; after either, nothing is left to be mended.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use reportlint::diagnostic::{Applicability, Diagnostic, RuleName, Severity};
use reportlint::document::{DocumentKind, Format};
use reportlint::linter::{self, Job, Means, Mended, Mending};
use reportlint::outcome::Outcome;
use reportlint::parse::parse;
use reportlint::source::{FileId, SourceFile};
use reportlint::tree::NodeRef;

use crate::support::mutate::{cases, fixtures, mutated, same_cases, slip};
use crate::support::{Setup, TestFile, assert_no_faults, inputs, lint};

fn strict(files: &[TestFile]) -> Setup {
    Setup { kind: Some(DocumentKind::Report), is_whole_repository: files.len() > 1, ..Setup::strict() }
}

/// Mends files in memory.
fn mend(files: &[TestFile], least: Applicability) -> (Outcome, Mended) {
    let is_whole_repository = files.len() > 1;
    let job = Job { inputs: inputs(files, strict(files)), is_whole_repository, threads: 1, ..Job::default() };
    let means = Means::Fixes(least);
    linter::mend(job, Mending { means, may_change: &|_| true, is_dry: false, write: &mut |_| Ok(()) })
}

/// Returns the number of findings of each rule, of any severity or errors alone: a message names the words that a fix changes.
fn findings(outcome: &Outcome, least: Severity) -> BTreeMap<RuleName, usize> {
    let mut counts = BTreeMap::new();
    for finding in outcome.diagnostics.iter().filter(|finding| finding.severity >= least) {
        *counts.entry(finding.rule.clone()).or_default() += 1;
    }
    counts
}

/// Returns true if a document is not checked because of a finding in it.
fn hides_something(outcome: &Outcome) -> bool {
    let hides = |finding: &Diagnostic| {
        finding.rule.as_str().starts_with("syntax/") || finding.rule.as_str() == "unknown-kind"
    };
    outcome.diagnostics.iter().any(hides)
}

/// Returns files with the fixes of them.
fn with_fixes(files: &[TestFile], mended: &Mended) -> Vec<TestFile> {
    let after = |file: &TestFile| {
        let changed = mended.files.iter().find(|changed| changed.path == file.path);
        changed.map_or_else(|| file.clone(), |changed| TestFile::new(&file.path, changed.after.clone()))
    };
    files.iter().map(after).collect()
}

/// Returns the shape of a document: its collections, and the number of scalars in each.
fn shape(node: NodeRef<'_>) -> String {
    if let Some(mapping) = node.as_mapping() {
        format!("{{{}}}", mapping.map(|entry| shape(entry.value)).collect::<String>())
    } else if let Some(items) = node.as_sequence() {
        format!("[{}]", items.map(shape).collect::<String>())
    } else {
        ".".to_owned()
    }
}

fn shapes(path: &str, text: &str) -> Vec<String> {
    let source = Arc::new(SourceFile::new(FileId(0), path, text));
    let parsed = parse(&source, Format::from_path(path).unwrap());
    parsed.documents.iter().map(|document| shape(document.root())).collect()
}

/// Returns the harm that the fixes of files do: what was refused, what is new after them, and what a second run still mends.
fn harm(files: &[TestFile], least: Applicability) -> Vec<String> {
    let mut faults = Vec::new();
    let before = lint(files, strict(files));
    let (after, mended) = mend(files, least);
    for refusal in mended.refused.iter().filter(|refusal| !refusal.is_guess) {
        faults.push(format!("{}: the fix of {} leads to {}", refusal.path, refusal.rule, refusal.harm));
    }
    if mended.files.is_empty() {
        return faults;
    }
    let counts: BTreeMap<_, _> = mended.files.iter().flat_map(|file| &file.counts).collect();
    let names: Vec<_> = mended.files.iter().map(|file| &file.path).collect();
    if !hides_something(&before) {
        // A fix that is not safe may bring to light what its own finding stood for, but not another of its kind.
        let severity = if least == Applicability::Safe { Severity::Info } else { Severity::Error };
        let known = findings(&before, severity);
        let is_asked = |rule: &RuleName| least == Applicability::Safe || counts.contains_key(rule);
        for (rule, count) in findings(&after, severity) {
            if is_asked(&rule) && known.get(&rule).is_none_or(|known| *known < count) {
                faults.push(format!("{names:?}: new after the fixes {counts:?}: {rule}"));
            }
        }
        for file in mended.files.iter().filter(|_| least == Applicability::Safe) {
            if shapes(&file.path, file.before.text()) != shapes(&file.path, &file.after) {
                faults.push(format!(
                    "{}: the safe fixes {counts:?} change the shape of the document",
                    file.path
                ));
            }
        }
    }
    let (_, again) = mend(&with_fixes(files, &mended), least);
    for again in &again.files {
        faults.push(format!("{}: a second run still mends {:?}", again.path, again.counts));
    }
    faults
}

/// Returns the files of one repository among the fixtures, which refer to each other.
fn repository() -> Vec<(PathBuf, String)> {
    fixtures()
        .into_iter()
        .filter(|(path, _)| path.components().any(|part| part.as_os_str() == "repository"))
        .collect()
}

fn test_file(path: &Path, text: String) -> TestFile {
    TestFile::new(path.to_str().unwrap(), text)
}

#[test]
fn fixes_of_real_files_do_no_harm() {
    let mut faults = Vec::new();
    for (path, text) in fixtures() {
        let file = [test_file(&path, text)];
        faults.extend(harm(&file, Applicability::Safe));
        faults.extend(harm(&file, Applicability::Unsafe));
    }
    assert_no_faults(&faults);
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn safe_fixes_of_files_with_slips_do_no_harm(file in any::<Index>(), slips in vec(slip(), 1..6)) {
        let fixtures = fixtures();
        let (path, text) = file.get(&fixtures);
        assert_no_faults(&harm(&[test_file(path, mutated(text, &slips))], Applicability::Safe));
    }

}

proptest! {
    // A guess at what a hand meant goes wrong about once in a thousand files, and is taken back.
    #![proptest_config(same_cases(128))]

    #[test]
    fn unsafe_fixes_of_files_with_slips_do_no_harm(file in any::<Index>(), slips in vec(slip(), 1..6)) {
        let fixtures = fixtures();
        let (path, text) = file.get(&fixtures);
        assert_no_faults(&harm(&[test_file(path, mutated(text, &slips))], Applicability::Unsafe));
    }
}

proptest! {
    #![proptest_config(same_cases(32))]

    /// The rules of several files see them together.
    #[test]
    fn fixes_of_several_files_with_slips_do_no_harm(
        chosen in vec((any::<Index>(), vec(slip(), 0..4)), 2..4),
        is_safe in any::<bool>(),
    ) {
        let repository = repository();
        let files: BTreeMap<_, _> = chosen
            .iter()
            .map(|(file, slips)| {
                let (path, text) = file.get(&repository);
                (path, test_file(path, mutated(text, slips)))
            })
            .collect();
        let files: Vec<_> = files.into_values().collect();
        let least = if is_safe { Applicability::Safe } else { Applicability::Unsafe };
        assert_no_faults(&harm(&files, least));
    }
}

/// Texts of which a fix made something that cannot be read, or that has the next error.
#[test]
fn no_fix_leads_into_a_text_that_cannot_be_read() {
    let report =
        "kind: report\nid: kz-2025-12\ntitle: Kazakhstan\ncountry: KZ\npublishers: [Example Monitor]\n";
    for (path, text) in [
        ("a.yaml", format!("{report}period: {{start:@ 2025-09, end: 2025-12}}\n")),
        ("a.yaml", format!("{report}period: {{start:*a 2025-09, end: 2025-12}}\n")),
        (
            "a.yaml",
            format!("{report}freedoms: [expression, libertykind: report\ntitle: A\npublishers: [B]\n"),
        ),
        ("a.yaml", format!("{report}organisations:\n  a: {{name: A, type:\u{feff} party}}\n")),
        ("a.yaml", format!("{report}organisations:\n  a: {{name: A, type:# party}}\n")),
        ("a.yaml", format!("{report}organisations:\n  a: {{name: A, type:? party}}\n")),
        ("a.yaml", format!("{report}organisations:\n  a: {{name:\" \"A\", type: party}}\n")),
        ("a.yaml", format!("{report}organisations:\n  a: {{name: A}}\ntype: party}}\n")),
        ("a.yaml", format!("{report}organisations:\n  a:*b\n    name: A\n    type: party\n")),
        ("a.yaml", format!("{report}organisations:\n  a:b\n    name: A\n    type: party\n")),
        (
            "a.yaml",
            format!("{report}cases:\n  - id: a\n    title: A\n    events:\n    title: B\n  - type: search\n"),
        ),
        ("a.yaml", format!("{report}titel: A\ntilte: B\n")),
        ("a.yaml", report.replace("title:", "titel: A\ntilte:")),
        ("a.json", "{\"kind\": \"case\", ~\n \"id\": \"a\"}".to_owned()),
        ("a.json", "{\"kind\": \"case\", 1e999 \"id\": \"a\"}".to_owned()),
    ] {
        let file = TestFile::new(path, text);
        for least in [Applicability::Safe, Applicability::Unsafe] {
            assert_no_faults(&harm(std::slice::from_ref(&file), least));
        }
    }
}
