//! Texts in the readers of dates, durations, citations, addresses, names, courts, identifiers and words. A line break parts two
//! texts that are compared.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (one, other) = text.split_once('\n').unwrap_or((text, text));
    reportlint::fuzzing::read_value(one);
    reportlint::fuzzing::compare_names(one, other);
});
