//! Comments that suppress findings, and the fixes of faulty ones. The first byte chooses the place of the comment, or that the
//! text is the whole file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use reportlint_fuzz::OF_COMMENTS;

fuzz_target!(|data: &[u8]| {
    let Some((choice, text)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let line = text.replace(['\n', '\r'], " ");
    let (path, text) = match choice % 6 {
        0 => ("a.yaml", format!("# reportlint: {line}\nkind: case\na: [b]\n")),
        1 => ("a.yaml", format!("kind: x # reportlint: {line}\nevents: # reportlint: {line}\n  - {{}} #{line}\n")),
        2 => ("a.md", format!("---\nkind: report\n---\n\n<!-- reportlint: {text} -->\ntext <!--{line}-->\n")),
        3 => ("a.md", format!("---\n# reportlint:{line}\nkind: report\n---\n{text}\n")),
        4 => ("a.yaml", text.to_owned()),
        _ => ("a.md", text.to_owned()),
    };
    reportlint_fuzz::apply_fixes(path, &text, None, &OF_COMMENTS);
});
