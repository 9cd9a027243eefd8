use std::fmt::Write as _;

use proptest::prelude::*;

use super::compliance::document;
use super::{JsonPath, PathError};
use crate::local_rules::budget::{Budget, Spent};

/// Shows an error as `before⟨range⟩: message → help`.
fn error(path: &str) -> String {
    let PathError { range, message, help } = JsonPath::parse(path).expect_err(path);
    let before = path.get(..range.start).unwrap();
    let at = path.get(range).unwrap();
    format!("{before}⟨{at}⟩ {message}; {help}")
}

#[test]
fn each_error_has_its_character_and_says_what_to_write() {
    let table = [
        (
            "figures[0]",
            "⟨f⟩ a path begins with `$`, which is the document or what was selected; write `$.figures[0]`",
        ),
        (
            "@.value",
            "⟨@⟩ a path begins with `$`, which is the document or what was selected; write `$.value`",
        ),
        (
            "/cases/0",
            "⟨/⟩ a path begins with `$`, which is the document or what was selected; write `$.cases.0`",
        ),
        (" $.a", "⟨ ⟩ a path begins with `$`, not with a blank; delete the blank before it"),
        ("$.a ", "$.a⟨ ⟩ a path ends with its last letter, not with a blank; delete the blank"),
        (
            "$.first-name",
            "$.first⟨-⟩ a name with a hyphen stands in brackets and quotes; write `['first-name']` in place of `.first-name`",
        ),
        (
            "$.cases.0",
            "$.cases.⟨0⟩ a name is expected here, not `0`; write `[0]` for an item of a list, or `['0']` for a key",
        ),
        ("$.a.[0]", "$.a.⟨[⟩ a name is expected here, not `[`; write `[` without the dot before it"),
        ("$cases", "$⟨c⟩ `.` or `[` is expected here, not `c`; put a dot before it: `.cases`"),
        ("$[figures]", "$[⟨figures⟩ a name in brackets stands in quotes; write `['figures']`"),
        ("$.a[?@.b = 'x']", "$.a[?@.b ⟨=⟩ `=` is no operator of a path; write `==`"),
        ("$.a[?(@.b = 'x')]", "$.a[?(@.b ⟨=⟩ `=` is no operator of a path; write `==`"),
        ("$.a[?@.b == 1 and @.c]", "$.a[?@.b == 1 ⟨and⟩ `and` is no operator of a path; write `&&`"),
        (
            "$.a[?@.b =~ 'x']",
            "$.a[?@.b ⟨=~⟩ `=~` is no operator of a path; write `search(@.name, 'pattern')`",
        ),
        ("$.a[?lenght(@.b) > 2]", "$.a[?⟨lenght⟩ there is no function `lenght`; did you mean `length`?"),
        (
            "$.a[?length(@.b)]",
            "$.a[?⟨length(@.b)⟩ `length(@.b)` is a value, and neither true nor false; compare it, for instance `length(@.b) > 0`",
        ),
        (
            "$.a[?@.* == 1]",
            "$.a[?⟨@.*⟩ `@.*` may select several values, which cannot be compared as one; write `count(@.*)` for their number, or `[?…]` for those that are so",
        ),
        (
            "$.a[?match(@.b, '(a')]",
            "$.a[?match(@.b, ⟨'(a'⟩ this pattern cannot be used: unclosed group; write a regular expression such as `[0-9]{4}.*`",
        ),
        (
            r"$.a[?match(@.b, '\d')]",
            r"$.a[?match(@.b, '⟨\d⟩ a backslash stands before one of b, f, n, r, t, u, /, \ and the quotation mark; for a pattern write the backslash twice: `\\d`",
        ),
        (
            "$.a[?@.date > 2024-01-31]",
            "$.a[?@.date > ⟨2024-01-31⟩ this is no number; write a date in quotes: `'2024-01-31'`",
        ),
        (
            "$.a[?@.b == yes]",
            "$.a[?@.b == ⟨yes⟩ `yes` stands alone; write `'yes'` for a text, or `@.yes` for what is found under that key",
        ),
        ("$.a[?@.b", "$.a⟨[⟩ this `[` is not closed; put `]` at the end of what it opens"),
        ("$.a['b", "$.a[⟨'⟩ the text behind this ' does not end; put ' at the end of the text"),
        (
            "$.a[(@.b)]",
            "$.a[⟨(⟩ a condition begins with `?`; write `[?` before a condition: `[?@.name == 'x']`",
        ),
        (
            "$[?match(@.a)]",
            "$[?⟨match(@.a)⟩ `match` takes two arguments, and here are 1; write `match(@.name, 'pattern')`",
        ),
        (
            "$[01]",
            "$[⟨01⟩ this is no number of an item; write a whole number without a zero before it; -1 is the last item",
        ),
    ];
    for (path, expected) in table {
        assert_eq!(error(path), expected);
    }
}

#[test]
fn what_a_help_says_to_write_can_be_read() {
    for path in ["$.figures[0]", "$.value", "$['first-name']", "$[?length(@.b) > 0]", "$[?!(@.a == 1)]"] {
        JsonPath::parse(path).unwrap();
    }
}

#[test]
fn what_is_selected_knows_its_place() {
    let document = document(r#"{"cases": [{"id": "march"}, {"id": "rally"}]}"#);
    let select = |path: &str| {
        let found = JsonPath::parse(path).unwrap().select(document.root(), &Budget::new(1_000)).unwrap();
        found.iter().fold(String::new(), |mut text, found| {
            let parent = found.parent.map(|parent| parent.node_type());
            let _ = write!(text, "{} {:?} {:?} {parent:?}; ", found.node.raw(), found.key, found.index);
            text
        })
    };
    assert_eq!(select("$.cases[?@.id == 'rally'].id"), r#""rally" Some("id") None Some(Mapping); "#);
    assert_eq!(select("$.cases[-1]"), r#"{"id": "rally"} None Some(1) Some(Sequence); "#);
    assert_eq!(select("$.cases[?@.x]"), "");
    assert_eq!(select("$").split_once(" None").unwrap().1, " None None; ");
}

#[test]
fn hostile_paths_end_in_words_or_with_their_budget() {
    for deep in ["[?".repeat(5_000), "$[?".to_owned() + &"(".repeat(900), "$".to_owned() + &"[?@".repeat(900)]
    {
        assert!(JsonPath::parse(&deep).is_err());
    }
    assert!(error(&format!("${}", "[?@".repeat(40))).contains("24 deep"));
    let many = document(format!("[{}1]", "[1,2,3],".repeat(2_000)));
    let select = |path: &str| {
        JsonPath::parse(path).unwrap().select(many.root(), &Budget::new(100_000)).map(|found| found.len())
    };
    assert_eq!(select("$..*"), Ok(8_001));
    assert_eq!(select("$[?count($..*) > 1]"), Err(Spent));
    assert_eq!(select("$[::-1][?$ == $]"), Err(Spent));
}

proptest! {
    #[test]
    fn no_text_makes_a_parser_panic(path in r#"\$([.@$\[\]?()!&|=<>'"\\*:,0-9a-z \u{e9}-]|length|count|match\(@|\['|\[\?@){0,40}"#) {
        if let Err(error) = JsonPath::parse(&path) {
            prop_assert!(path.get(error.range).is_some());
        }
    }
}
