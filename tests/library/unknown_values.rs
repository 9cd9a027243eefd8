//! What a file declares unknown is not asked for: for each rule that asks for a value, a document in which it does, and
//! the declaration that answers it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::support::{Setup, TestFile, lint};

const CASE: &str = "\
kind: case
id: a
title: A closed trial
country: KZ
freedoms: [fair-trial]
sources:
  register:
    type: court-document
    title: Register of judgments
    publisher: Example Court
    url: https://court.example.org/register
    archived_url: https://archive.example.org/2024/https://court.example.org/register
    published: 2024-03-01
    accessed: 2024-03-02
    language: ru
persons:
  aliya-testova: {name: Aliya Testova, role: activist}
";

/// The rule, the part of the document in which it asks for a value, the place of the declaration in it, and the key.
const ASKING: [(&str, &str, &str); 17] = [
    ("event-without-date", "events:\n  - {type: search, sources: [register]HERE}\n", "date"),
    ("event-without-source", "events:\n  - {type: search, date: 2024-01-10HERE}\n", "sources"),
    (
        "verdict-without-date",
        "events:\n  - {type: verdict, court: {name: A Court}, outcome: acquitted, sources: [register]HERE}\n",
        "date",
    ),
    (
        "verdict-without-court",
        "events:\n  - {type: verdict, date: 2024-01-10, outcome: acquitted, sources: [register]HERE}\n",
        "court",
    ),
    (
        "conviction-without-sentence",
        "events:\n  - {type: verdict, date: 2024-01-10, court: {name: A Court}, outcome: convicted, articles: [KZ-CC 174(1)], sources: [register]HERE}\n",
        "sentences",
    ),
    (
        "sentence-without-article",
        "events:\n  - {type: verdict, date: 2024-01-10, court: {name: A Court}, outcome: convicted, sentences: [{type: imprisonment, duration: P3Y}], sources: [register]HERE}\n",
        "articles",
    ),
    (
        "sentence-without-article",
        "events:\n  - {type: verdict, date: 2024-01-10, court: {name: A Court}, outcome: convicted, sentences: [{type: imprisonment, duration: P3YHERE}], sources: [register]}\n",
        "articles",
    ),
    (
        "imprisonment-without-duration",
        "events:\n  - {type: verdict, date: 2024-01-10, court: {name: A Court}, outcome: convicted, articles: [KZ-CC 174(1)], sentences: [{type: imprisonmentHERE}], sources: [register]}\n",
        "duration",
    ),
    (
        "fine-without-amount",
        "events:\n  - {type: verdict, date: 2024-01-10, court: {name: A Court}, outcome: convicted, articles: [KZ-CC 174(1)], sentences: [{type: fineHERE}], sources: [register]}\n",
        "amount",
    ),
    (
        "review-without-target",
        "events:\n  - {type: verdict, date: 2024-01-10, court: {name: A Court, level: appeal}, outcome: upheld, sources: [register]HERE}\n",
        "appeals",
    ),
    (
        "charge-without-article",
        "events:\n  - {type: charge, date: 2024-01-10, sources: [register]HERE}\n",
        "articles",
    ),
    (
        "quote-without-source",
        "quotes:\n  - {text: Мы ничего не делали, speaker: aliya-testovaHERE}\n",
        "sources",
    ),
    ("quote-without-speaker", "quotes:\n  - {text: We did nothing, sources: [register]HERE}\n", "speaker"),
    (
        "translated-quote-without-language",
        "quotes:\n  - {text: Мы ничего не делали, speaker: aliya-testova, translated: true, sources: [register]HERE}\n",
        "language",
    ),
    (
        "source-without-url",
        "quotes:\n  - {text: We did nothing, speaker: aliya-testova, source: {type: news, title: A report, published: 2024-01-10HERE}}\n",
        "url",
    ),
    (
        "source-without-date",
        "quotes:\n  - {text: We did nothing, speaker: aliya-testova, source: {type: news, title: A report, url: 'https://a.example.org/x'HERE}}\n",
        "published",
    ),
    ("case-without-events", "HERE", "events"),
];

fn rules(part: &str) -> Vec<String> {
    let outcome = lint(&[TestFile::new("a.yaml", format!("{CASE}{part}"))], Setup::strict());
    outcome.diagnostics.iter().map(|finding| finding.rule.as_str().to_owned()).collect()
}

#[test]
fn what_is_declared_unknown_is_not_asked_for() {
    for (rule, part, key) in ASKING {
        let asked = rules(&part.replace("HERE", ""));
        assert!(asked.iter().any(|found| found == rule), "{rule} is silent: {part}{asked:?}");
        let is_root = part == "HERE";
        let declarations = [
            format!("unknown: [{key}]"),
            format!("unknown: {{{key}: {{why: not-published, checked: 2024-03-01}}}}"),
        ];
        for declaration in declarations {
            let declaration = if is_root { format!("{declaration}\n") } else { format!(", {declaration}") };
            let answered = rules(&part.replace("HERE", &declaration));
            let is_asked = answered.iter().any(|found| found == rule || found.starts_with("schema/"));
            assert!(!is_asked, "{rule}: {declaration}\n{answered:?}");
        }
    }
}
