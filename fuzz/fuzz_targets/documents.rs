//! Whole files in each format, from the bytes to a report. The first byte chooses format and kind, the second the report.
#![no_main]

use libfuzzer_sys::fuzz_target;
use reportlint_fuzz::{Chosen, STRICT};

fuzz_target!(|data: &[u8]| {
    let Some(Chosen { path, kind, text }) = reportlint_fuzz::choose(data) else { return };
    let Some((report, text)) = text.split_first() else { return };
    let outcome = reportlint_fuzz::lint(path, text, kind, &STRICT);
    reportlint_fuzz::assert_spans(&outcome);
    reportlint_fuzz::assert_rendered(&outcome, *report);
});
