//! The fixes of whole files, applied until there are none. The first byte chooses format and kind.
#![no_main]

use libfuzzer_sys::fuzz_target;
use reportlint_fuzz::{Chosen, STRICT};

fuzz_target!(|data: &[u8]| {
    let Some(Chosen { path, kind, text }) = reportlint_fuzz::choose(data) else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    reportlint_fuzz::apply_fixes(path, text, kind, &STRICT);
});
