//! Fixes do no harm: after the safe ones nothing is found that was not found before, the document has the same shape, and
//! nothing is left to be mended.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use reportlint::diagnostic::Applicability;
use reportlint::document::{DocumentKind, Format};
use reportlint::linter::{self, Job, Means, Mended, Mending};
use reportlint::outcome::Outcome;
use reportlint::parse::parse;
use reportlint::source::{FileId, SourceFile};
use reportlint::tree::NodeRef;

use crate::support::mutate::{fixtures, mutated, slip};
use crate::support::{Setup, TestFile, assert_no_faults, inputs};

fn strict() -> Setup {
    Setup { kind: Some(DocumentKind::Report), ..Setup::strict() }
}

/// Mends a file in memory.
fn mend(file: &TestFile, least: Applicability) -> (Outcome, Mended) {
    let job = Job { inputs: inputs(std::slice::from_ref(file), strict()), threads: 1, ..Job::default() };
    let means = Means::Fixes(least);
    linter::mend(job, Mending { means, may_change: &|_| true, is_dry: false, write: &mut |_| Ok(()) })
}

/// Returns the number of findings of each rule: a message names the words that a fix changes.
fn findings(outcome: &Outcome) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for finding in &outcome.diagnostics {
        *counts.entry(finding.rule.to_string()).or_default() += 1;
    }
    counts
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

/// Returns the harm that the safe fixes of a file do.
fn harm(path: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let file = TestFile::new(path, text);
    let before = support::lint(std::slice::from_ref(&file), strict());
    let hides = |finding: &&reportlint::diagnostic::Diagnostic| {
        finding.rule.as_str().starts_with("syntax/") || finding.rule.as_str() == "unknown-kind"
    };
    let hides_something = before.diagnostics.iter().any(|finding| hides(&finding));
    let (after, mended) = mend(&file, Applicability::Safe);
    for refusal in &mended.refused {
        faults.push(format!("{path}: the fix of {} leads to {}", refusal.rule, refusal.harm));
    }
    let Some(changed) = mended.files.first() else { return faults };
    let known = findings(&before);
    for (finding, count) in findings(&after) {
        if !hides_something && known.get(&finding).is_none_or(|known| *known < count) {
            faults.push(format!("{path}: new after the safe fixes {:?}: {finding}", changed.counts));
        }
    }
    if !hides_something && shapes(path, text) != shapes(path, &changed.after) {
        faults.push(format!("{path}: the safe fixes {:?} change the shape of the document", changed.counts));
    }
    let (_, again) = mend(&TestFile::new(path, changed.after.clone()), Applicability::Safe);
    if let Some(again) = again.files.first() {
        faults.push(format!("{path}: a second run still mends {:?}", again.counts));
    }
    faults
}

#[test]
fn safe_fixes_of_real_files_do_no_harm() {
    let faults =
        fixtures().iter().flat_map(|(path, text)| harm(path.to_str().unwrap(), text)).collect::<Vec<_>>();
    assert_no_faults(&faults);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn safe_fixes_of_files_with_slips_do_no_harm(file in any::<prop::sample::Index>(), slips in prop::collection::vec(slip(), 1..6)) {
        let fixtures = fixtures();
        let (path, text) = file.get(&fixtures);
        assert_no_faults(&harm(path.to_str().unwrap(), &mutated(text, &slips)));
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
        ("a.json", "{\"kind\": \"case\", ~\n \"id\": \"a\"}".to_owned()),
        ("a.json", "{\"kind\": \"case\", 1e999 \"id\": \"a\"}".to_owned()),
    ] {
        let file = TestFile::new(path, text);
        for least in [Applicability::Safe, Applicability::Unsafe] {
            let (_, mended) = mend(&file, least);
            let refused: Vec<_> =
                mended.refused.iter().map(|refusal| (&refusal.rule, &refusal.harm)).collect();
            assert!(refused.is_empty(), "{refused:?}");
        }
    }
}
