//! Rules of a repository's own, and the documents that they are applied to, parted by a zero byte.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (rules, documents) = text.split_once('\0').unwrap_or((text, "a: [1, b, {c: 2023-04-10}]\n"));
    reportlint::fuzzing::try_rules(rules, documents);
});
