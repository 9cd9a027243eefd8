//! Rules that are made to take for ever end with a message, in a moment, and no text makes anything panic.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::{Subject, document, documents, evaluate};
use crate::local_rules::relate::{FileFacts, relate};
use crate::local_rules::{LocalRules, across, check};
use crate::model::date::Date;
use crate::source::FileId;

/// The time that anything here may take, also in a debug build on a busy machine.
const MOST: Duration = Duration::from_secs(5);

/// Loads a rule, and applies it to a document in every way.
fn try_out(rule: &str, text: &str) -> Result<usize, String> {
    let started = Instant::now();
    // A text with characters that YAML does not have is no document.
    let Some(document_of_rule) = documents("rules/a.yaml", rule).into_iter().next() else { return Ok(0) };
    let loaded = crate::local_rules::load(&document_of_rule);
    let result = match loaded.rule {
        None => Err(loaded.faults.first().map_or("not in form".to_owned(), |fault| fault.message.clone())),
        Some(rule) => {
            let document = document("a.yaml", text);
            let subject = Subject {
                document: &document,
                path: "a.yaml",
                kind: None,
                today: Date::of_day(jiff::civil::date(2024, 5, 3)),
            };
            let mut failed = Vec::new();
            let found = check::check(&rule, rule.severity, subject).and_then(|found| {
                let facts = across::facts(&rule, subject, &mut failed)?;
                let fact = |fact| across::LocalFact { rule: rule.name.as_str().into(), document: 0, fact };
                let facts: Vec<_> = facts.into_iter().map(fact).collect();
                let files = [FileFacts { file: FileId(0), path: "a.yaml", facts: &facts }];
                Ok(found.len() + relate(&rule, &files, subject.today, true, &|_| true)?.len())
            });
            let _rules = LocalRules::new(vec![std::sync::Arc::new(rule)], Vec::new());
            found.map_err(|_| "too expensive".to_owned())
        }
    };
    assert!(started.elapsed() < MOST, "{rule} took {:?}", started.elapsed());
    result
}

fn rule(keys: &str) -> String {
    format!("kind: rule\nname: a\nmessage: m\n{keys}\n")
}

#[test]
fn loops_within_loops_are_too_expensive() {
    let list = format!("a: [{}]\n", (0..5_000).map(|number| format!("{number}, ")).collect::<String>());
    for assert in [
        "doc.a.all(x, doc.a.all(y, doc.a.all(z, x + y + z >= 0)))",
        "doc.a.map(x, doc.a.map(y, doc.a.map(z, [x, y, z]))).size() > 0",
        "doc.a.all(x, doc.a.exists(y, y == x + 7) || true)",
        "distinct(doc.a.map(x, [x, doc.a])).size() > 0",
        "doc.a.map(x, doc.a).map(x, x.map(y, x)).size() > 0",
        "doc.a.all(x, count('$..*') > 0)",
        "doc.a.all(x, '$' in doc.a || matches(string(doc.a.size()) + 'aaaaaaaaaaaaaaaa', '(a*)*b' + string(x)) || true)",
    ] {
        assert_eq!(
            try_out(&rule(&format!("assert: {assert:?}")), &list),
            Err("too expensive".to_owned()),
            "{assert}"
        );
    }
}

#[test]
fn texts_do_not_grow_without_end() {
    let mut lets = "let:\n  a0: '\"ab\"'\n".to_owned();
    for level in 0..60 {
        lets += &format!("  a{}: a{level} + a{level}\n", level + 1);
    }
    let found = try_out(&rule(&format!("{lets}assert: a60.size() > 0")), "a: 1\n");
    assert_eq!(found, Ok(1), "it says once that the text becomes too long");
    let found = try_out(
        &rule("assert: \"replace('a'.replace('a', doc.t), 'a', doc.t).replace('a', doc.t).size() > 0\""),
        &format!("t: {}\n", "a".repeat(2_000)),
    );
    assert!(found.is_err() || found == Ok(1), "{found:?}");
}

#[test]
fn patterns_take_time_by_the_length_of_the_text() {
    let text = format!("t: {}\n", "a".repeat(200_000));
    for pattern in ["(a*)*b", "(a|aa)+$", "(.*a){20}b", "(a+)+b", "^(([a-z])+.)+[A-Z]([a-z])+$"] {
        let assert = format!("assert: \"matches(doc.t, '{pattern}') || true\"");
        let found = try_out(&rule(&assert), &text);
        assert!(found == Ok(0) || found == Err("too expensive".to_owned()), "{pattern}: {found:?}");
    }
    let refused = try_out(&rule("assert: \"matches(doc.t, '((a{100}){100}){100}')\""), &text);
    assert_eq!(
        refused,
        Err("this pattern cannot be used: it grows too large: repeat less, or name fewer letters".to_owned())
    );
}

#[test]
fn nesting_has_a_bound() {
    let deep = |open: &str, inner: &str, close: &str, times: usize| {
        let assert = format!("{}{inner}{}", open.repeat(times), close.repeat(times));
        try_out(&rule(&format!("assert: {assert:?}")), "a: 1\n")
    };
    let refused = Err("this expression is nested too deeply".to_owned());
    assert_eq!(deep("(", "true", ")", 30), Ok(0));
    assert_eq!(deep("(", "true", ")", 1_000), refused);
    assert_eq!(deep("[", "1", "]", 1_000), refused);
    assert_eq!(deep("!(", "true", ")", 500), refused);
    assert_eq!(deep("true ? true : ", "true", "", 200), refused);
    assert_eq!(deep("doc.a + ", "1", "", 400).err(), refused.err());
    assert_eq!(deep("!", "true", "", 2_000), Ok(0), "this is not nested");
    assert_eq!(deep("doc.a == 1 && ", "true", "", 200), Ok(0), "nor is this");
    let long = deep("doc.a == 1 && ", "true", "", 2_000);
    assert_eq!(long, Err("an expression may have at most 4000 bytes".to_owned()));
}

#[test]
fn aliases_do_not_multiply_the_work() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..6 {
        let items = vec![format!("*a{}", level - 1); 9].join(" , ");
        bomb += &format!("a{level}: &a{level} [{items} ]\n");
    }
    for assert in ["doc.a5 == doc.a4", "count('$..*') > 0", "[doc.a5] == [doc.a5.map(x, x)]"] {
        let found = try_out(&rule(&format!("assert: {assert:?}")), &bomb);
        assert!(
            matches!(&found, Err(words) if words == "too expensive") || found == Ok(1) || found == Ok(0),
            "{assert}: {found:?}"
        );
    }
    let kept = try_out(&rule("assert: \"previous(doc, 'a0') == doc.a5\""), &bomb);
    assert_eq!(kept, Err("too expensive".to_owned()));
}

/// Returns texts that are nearly expressions.
fn any_expression() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "(doc|value|key|index|parent|file|text|body|today|a|x)",
        "\\.(a|b|path|size|all|exists|map|filter|matches|contains)\\(?",
        "(==|!=|<=|>=|<|>|\\+|-|\\*|/|%|&&|\\|\\||!|\\?|:|in)",
        "[\\[\\](){},.]{1,3}",
        "('[a-zж$.]{0,4}'|\"a\"|[0-9]{1,3}|1\\.5|true|null)",
        "(size|has|int|date|sum|count|previous|all|fold|sections|groups|find_all)\\(",
        " {1,2}",
        ".",
    ];
    prop::collection::vec(part, 0..14).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn no_expression_makes_it_panic(text in any_expression()) {
        let _shown = evaluate(&text);
    }

    #[test]
    fn no_rule_makes_it_panic(assert in any_expression(), select in any_expression(), message in any_expression()) {
        let json = |text: &str| serde_json::to_string(text).unwrap();
        let keys = format!("kind: rule\nname: a\nmessage: {}\nselect: {}\nassert: {}\nunique: {{by: {}}}\nat: {}\n",
            json(&message), json(&format!("${select}")), json(&assert), json(&select), json(&select));
        let _found = try_out(&keys, "a: [1, {b: 2, a: 2023-05-03}]\nb: ж\n");
    }
}
