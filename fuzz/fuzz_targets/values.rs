//! One text at each place that has a reader of its own: dates, durations, citations, addresses, names, texts, and the comments
//! that suppress findings.
#![no_main]

use libfuzzer_sys::fuzz_target;
use reportlint::document::DocumentKind;

fuzz_target!(|text: &str| {
    let value = serde_json::to_string(text).expect("a text is JSON");
    let comment = text.replace(|c: char| c == '\n' || c == '\r' || c.is_control(), " ");
    let document = format!(
        "# reportlint: {comment}\nkind: case\nid: a-case\ntitle: {value}\ncountry: KZ\nfreedoms: [expression]\nsummary: {value}\n\
         persons:\n  a-person: {{name: {value}, protected: true, birth_year: 1980}} # reportlint: {comment}\n\
         events:\n  - {{type: verdict, date: {value}, persons: [a-person], articles: [{value}], court: {{name: {value}}}, \
         sentences: [{{type: imprisonment, duration: {value}, articles: [{value}]}}], sources: [a]}}\n\
         quotes:\n  - {{text: {value}, speaker: a-person, source: a}}\n\
         sources:\n  a: {{type: news, title: {value}, url: {value}, published: {value}, archive_url: {value}}}\n"
    );
    let outcome = reportlint_fuzz::lint("a.yaml", document.as_bytes(), Some(DocumentKind::Case));
    reportlint_fuzz::assert_sound(&outcome);
});
