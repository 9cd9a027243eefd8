//! Holds rules and their pages together: every page's examples give exactly the findings that they mark, and the
//! registry, the pages and the list of released names agree.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test fails by panicking")]

mod examples;
pub(crate) mod fence;
mod options;
mod registry;

use reportlint::rules::RULES;

use self::examples::check_page;
use self::fence::{CASE, REPORT};
use crate::support::{Setup, TestFile, assert_no_faults, lint};

#[test]
fn pages_show_what_their_rules_find() {
    let faults: Vec<String> = RULES.iter().flat_map(check_page).collect();
    assert_no_faults(&faults);
}

#[test]
fn the_templates_are_clean() {
    for template in [CASE, REPORT] {
        let outcome = lint(&[TestFile::new("page.yaml", template)], Setup::strict());
        let found: Vec<&str> = outcome.diagnostics.iter().map(|finding| finding.message.as_str()).collect();
        assert!(found.is_empty(), "the template that completes examples has findings: {found:?}\n{template}");
    }
}
