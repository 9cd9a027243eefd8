//! Whole files in each format, from the bytes to every kind of report. The first byte chooses format and kind.
#![no_main]

use libfuzzer_sys::fuzz_target;
use reportlint::document::DocumentKind;

fuzz_target!(|data: &[u8]| {
    let Some((choice, text)) = data.split_first() else { return };
    let ending = ["yaml", "json", "md"][usize::from(choice % 3)];
    let kinds = [None, Some(DocumentKind::Report), Some(DocumentKind::Case), Some(DocumentKind::LegalCode)];
    let outcome = reportlint_fuzz::lint(&format!("a.{ending}"), text, kinds[usize::from(choice / 3 % 4)]);
    reportlint_fuzz::assert_sound(&outcome);
});
