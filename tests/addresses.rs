//! Every address in the tree leads to a place that somebody known keeps: whoever holds the name decides what it
//! serves, and a name that nobody holds can be registered by anybody.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::Command;

use regex::Regex;

/// A host, with its subdomains, or the beginning of an address, without its scheme; and why it may stand in the tree.
const ALLOWED: &[(&str, &str)] = &[
    // Reserved for examples (RFC 2606, RFC 6761): nobody can register them.
    ("example.org", "reserved"),
    ("example.com", "reserved"),
    ("example", "reserved"),
    ("localhost", "reserved"),
    // Specifications, and the vocabularies that documents name.
    ("json-schema.org", "the dialects of JSON Schema"),
    ("json.schemastore.org/sarif-2.1.0.json", "the schema that SARIF logs name"),
    ("raw.githubusercontent.com/oasis-tcs/sarif-spec/", "the `id` of that schema"),
    ("docs.oasis-open.org/sarif/", "the standard SARIF"),
    ("yaml.org", "the standard YAML"),
    ("www.rfc-editor.org/rfc/", "RFCs"),
    ("semver.org", "how versions are counted"),
    ("checkstyle.org", "a format of output"),
    ("docs.github.com/", "formats of output and their limits"),
    ("docs.gitlab.com/", "a format of output"),
    ("github.com/actions/toolkit/", "how commands of GitHub's runner are escaped"),
    ("github.com/reviewdog/reviewdog/", "a format of output"),
    ("www.apache.org/licenses/", "the licence"),
    // Law and standards that rules rest on.
    ("adilet.zan.kz", "the laws of Kazakhstan"),
    ("www.ohchr.org", "human-rights treaties"),
    ("digitallibrary.un.org", "documents of the United Nations"),
    ("www.loc.gov/standards/", "the Extended Date/Time Format"),
    // Programs that a reader installs, by the address that their makers publish.
    ("rustup.rs", "Rust"),
    ("pre-commit.com", "the hook manager"),
    ("git-scm.com", "git"),
    ("github.com/rust-lang/crates.io-index", "the registry in Cargo.lock"),
    // Services whose addresses `archive-of-other-url` and `tracking-parameters` know how to read.
    ("archive.org", "an archive of the web"),
    ("archive.ph", "an archive of the web"),
    ("youtube.com", "videos as sources"),
    ("youtu.be", "videos as sources"),
    ("twitter.com", "posts as sources"),
    ("x.com", "posts as sources"),
];

/// Files whose addresses are input that is only read, never followed.
const INPUT: &[(&str, &str)] = &[
    ("fixtures/", "reports, with the sources that they cite"),
    ("legal-codes/", "legal codes, with the place of their official text"),
    ("src/model/address.rs", "addresses that a test takes apart"),
    ("src/model/prose.rs", "addresses that a test takes apart"),
    ("src/cli/init/place.rs", "addresses that a test takes apart"),
    ("src/cli/page.rs", "a page that a test prints"),
    ("src/render/markdown.rs", "text that a test escapes"),
    ("tests/library/render/formats.rs", "text that a test escapes"),
    ("tests/library/render/hostile.rs", "text that a test escapes"),
    ("tests/schema/", "documents with mistakes"),
    ("tests/syntax/", "documents with mistakes"),
    ("tests/library/snapshots/library__syntax__", "what is found in them"),
];

/// Actions that examples and our own action run, each pinned to a commit.
const ACTIONS: &[&str] = &["actions/", "github/codeql-action/"];

/// The text of every tracked file that has one, with its path.
fn tracked() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let listed = Command::new("git").args(["ls-files", "-z", "--cached"]).current_dir(root).output().unwrap();
    assert!(listed.status.success(), "this test asks git for the files: run it in a clone");
    let paths = String::from_utf8(listed.stdout).unwrap();
    let text = |path: &str| Some((path.to_owned(), std::fs::read_to_string(root.join(path)).ok()?));
    paths.split('\0').filter_map(text).collect()
}

fn is_allowed(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    let host = address.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default().trim_end_matches('.');
    ALLOWED.iter().any(|(allowed, _)| match allowed.contains('/') {
        true => address.starts_with(allowed),
        false => host == *allowed || host.strip_suffix(allowed).is_some_and(|rest| rest.ends_with('.')),
    })
}

#[test]
fn every_address_is_known() {
    let address = Regex::new(r#"(?i)https?://([^\s"',<>()`\\{}|]+)"#).unwrap();
    let mut unknown = Vec::new();
    for (path, text) in tracked() {
        // This file names what it allows, and what it does not.
        if path == "tests/addresses.rs" || INPUT.iter().any(|(input, _)| path.starts_with(input)) {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            let found = address.captures_iter(line).filter_map(|found| found.get(1));
            let strange = found.filter(|found| !is_allowed(found.as_str()));
            unknown.extend(strange.map(|found| format!("{path}:{}: {}", number + 1, found.as_str())));
        }
    }
    assert!(
        unknown.is_empty(),
        "use `example.org`, or allow these with a reason in tests/addresses.rs:\n{}",
        unknown.join("\n")
    );
}

#[test]
fn every_action_is_pinned_or_a_placeholder() {
    let uses = Regex::new(r"\buses: *([\w./-]+)@([\w.-]+)").unwrap();
    let commit = Regex::new("^[0-9a-f]{40}$").unwrap();
    let mut loose = Vec::new();
    for (path, text) in tracked() {
        for found in uses.captures_iter(&text) {
            let (action, version) = (&found[1], &found[2]);
            let is_pinned = ACTIONS.iter().any(|known| action.starts_with(known)) && commit.is_match(version);
            if !is_pinned && (action, version) != ("OWNER/reportlint", "COMMIT") {
                loose.push(format!("{path}: {action}@{version}"));
            }
        }
    }
    assert!(loose.is_empty(), "pin these to a full commit of a known action:\n{}", loose.join("\n"));
}

#[test]
fn a_name_that_only_looks_like_an_allowed_one_is_not() {
    for address in ["notexample.org/a", "example.org.evil.net/", "example.org@evil.net", "github.com/a/b"] {
        assert!(!is_allowed(address), "{address}");
    }
    for address in ["example.org", "a.example.org:80/b", "user@a.example/b", "semver.org."] {
        assert!(is_allowed(address), "{address}");
    }
}
