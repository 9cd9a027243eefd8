//! The language as a whole: values, faults, costs, and the crate `cel` as a second opinion.

mod hostile;
mod oracle;

use std::sync::Arc;

use super::budget::Budget;
use super::check::Subject;
use super::evaluate::{Evaluator, Scope};
use super::failure::Cause;
use super::parse::{Names, parse};
use super::values::Value;
use crate::document::{Document, DocumentKind, Format};
use crate::model::date::Date;
use crate::source::{FileId, SourceFile};

/// Parses a document.
pub(super) fn document(path: &str, text: &str) -> Document {
    documents(path, text).into_iter().next().unwrap()
}

/// Parses the documents of a file.
pub(super) fn documents(path: &str, text: &str) -> Vec<Document> {
    let source = Arc::new(SourceFile::new(FileId(0), path, text));
    let parsed = crate::parse::parse(&source, Format::from_path(path).unwrap());
    parsed.documents
}

/// Evaluates an expression over a document; a failure is shown as `missing: …`, `wrong: …` or `spent`.
fn evaluate_in(document: &Document, text: &str) -> String {
    let expr = match parse(text, &mut Names::default()) {
        Ok(expr) => expr,
        Err(faults) => return format!("fault: {}", faults.first().unwrap().message),
    };
    let scope = Scope {
        doc: Value::Node(document.root()),
        value: Value::Node(document.root()),
        key: None,
        index: None,
        parent: None,
        path: document.source().path(),
        source: Some((&**document.source(), document.body())),
        today: Date::parse("2024-05-03").unwrap(),
        others: None,
    };
    let budget = Budget::new(100_000);
    match Evaluator::new(&scope, &budget).value(&expr) {
        Ok(value) => value.to_string(),
        Err(failure) => match failure.cause {
            Cause::Missing(words) => format!("missing: {words}"),
            Cause::Wrong(words) => format!("wrong: {words}"),
            Cause::Spent => "spent".to_owned(),
        },
    }
}

pub(super) fn evaluate(text: &str) -> String {
    let text_of_document = "a: 1\nb: [1, 2, 3]\nc: {d: x, e: ~}\nday: 2024-05-02\nmonth: 2024-05\nyear: 2023\nterm: P6M\n\
                            quoted: '01'\nfloat: 1.50\npeople:\n  - {id: ann, age: 30}\n  - {id: ben}\nalias: &a [1]\nsame: *a\n";
    evaluate_in(&document("data/2024/day.yaml", text_of_document), text)
}

#[test]
fn values() {
    for (text, expected) in [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3 - -1", "10"),
        ("7 / 2", "3"),
        ("7 % 2", "1"),
        ("7 / 2.0", "3.5"),
        ("1 == 1.0", "true"),
        ("0x10", "16"),
        ("'a' + \"b\" + r'\\n'", "ab\\n"),
        ("'\\u0436'", "ж"),
        ("doc.a", "1"),
        ("doc['a']", "1"),
        ("doc.b[1]", "2"),
        ("size(doc.b)", "3"),
        ("doc.b.size()", "3"),
        ("'жук'.size()", "3"),
        ("2 in doc.b", "true"),
        ("'d' in doc.c", "true"),
        ("'x' in doc.c", "false"),
        ("has(doc.a)", "true"),
        ("has(doc.x)", "false"),
        ("has(doc.x.y)", "false"),
        ("has(doc.c.e)", "true"),
        ("doc.c.e == null", "true"),
        ("doc.b.all(x, x > 0)", "true"),
        ("doc.b.exists(x, x > 2)", "true"),
        ("doc.b.exists_one(x, x > 1)", "false"),
        ("doc.b.filter(x, x > 1)", "2, 3"),
        ("doc.b.map(x, x * 10)", "10, 20, 30"),
        ("doc.b.map(x, x > 1, x * 10)", "20, 30"),
        ("doc.c.all(k, k.size() == 1)", "true"),
        ("doc.b == [1, 2, 3]", "true"),
        ("doc.c == {'d': 'x', 'e': null}", "true"),
        ("doc.people['ann'].age", "30"),
        ("true ? 1 : 2", "1"),
        ("false && doc.x.y", "false"),
        ("doc.x && false", "false"),
        ("doc.x || true", "true"),
        ("[1, 'a'].exists(x, x > 0)", "true"),
        ("'abc'.startsWith('a') && 'abc'.endsWith('c') && 'abc'.contains('b')", "true"),
        ("'abc'.matches('b')", "true"),
        ("matches('abc', '^b$')", "false"),
        ("find_all('a1 b22', '[0-9]+')", "1, 22"),
        ("groups(file.path, '([0-9]{4})/')[1]", "2024"),
        ("groups('a', '(x)?a')[1] == null", "true"),
        ("file.stem + file.ext + file.folder + file.name", "dayyamldata/2024day.yaml"),
        ("is_written_as(doc.float, '[0-9]+\\\\.[0-9]{2}')", "true"),
        ("is_written_as(doc.quoted, '[0-9]+')", "false"),
        ("raw(doc.quoted)", "'01'"),
        ("string(doc.float)", "1.5"),
        ("int('12') + int(1.9)", "13"),
        ("double('1.5')", "1.5"),
        ("sum(doc.b) + sum([0.5])", "6.5"),
        ("max(doc.b) - min(doc.b)", "2"),
        ("distinct([1, 1.0, 'a', 'a'])", "1, a"),
        ("join(['a', 'b'], '-')", "a-b"),
        ("split('a,b', ',')[1]", "b"),
        ("' a '.trim() + 'B'.lower() + 'c'.upper()", "abC"),
        ("replace('aXb', 'X', '-')", "a-b"),
        ("abs(-3)", "3"),
        ("type(doc.people)", "list"),
        ("type(doc.day)", "string"),
        ("type(today)", "date"),
        ("fold('Жанболат Мамай') == fold('Zhanbolat MAMAI')", "true"),
        ("doc.same == doc.alias", "true"),
        ("doc.people.filter(p, has(p.age)).map(p, p.id)", "ann"),
    ] {
        assert_eq!(evaluate(text), expected, "{text}");
    }
}

#[test]
fn dates_compare_as_those_of_the_rules_do() {
    for (text, expected) in [
        ("doc.day <= today", "true"),
        ("doc.day < today", "true"),
        // A day in the month may be before or after the third.
        ("doc.month < today", "false"),
        ("doc.month <= today", "true"),
        ("doc.month > today", "false"),
        ("doc.month >= today", "true"),
        ("doc.year < today", "true"),
        ("date(doc.year) < date(doc.month)", "true"),
        ("doc.day < '2024-05-03'", "true"),
        ("doc.year <= doc.month", "true"),
        ("doc.year < doc.month", "true"),
        ("doc.month < doc.year", "false"),
        ("doc.day == date('2024-05-02')", "true"),
        ("today == date('2024-05-03')", "true"),
        ("date(doc.day) + duration('P1M')", "2024-06-02"),
        ("date(doc.day) + duration(doc.term)", "2024-11-02"),
        ("today - duration('P1Y')", "2023-05-03"),
        ("duration('P1Y') > duration('P11M')", "true"),
        ("doc.term < 'P1Y'", "true"),
        ("days(doc.term)", "180"),
        ("days_between(doc.day, today)", "1"),
        ("year(doc.month) * 100 + month(doc.month)", "202405"),
        ("day(doc.month)", "wrong: the text `2024-05` does not say it so exactly"),
        ("date('2024-13-01')", "fault: `2024-13-01` is no date"),
        ("today < doc.a", "wrong: `2024-05-03` cannot be compared with the number `1`"),
    ] {
        assert_eq!(evaluate(text), expected, "{text}");
    }
}

#[test]
fn what_has_no_value_says_why() {
    for (text, expected) in [
        ("doc.x", "missing: there is no `x`"),
        ("doc.c.x.y", "missing: there is no `x`"),
        ("doc.c.e.y", "missing: there is no `y`"),
        ("doc.a.x", "wrong: there is no `x`: it is a number"),
        ("doc.b[7]", "missing: there is no `7`"),
        ("doc.people['carl']", "missing: there is no `carl`"),
        ("doc.c.d > 1", "wrong: the text `x` cannot be compared with the number `1`"),
        ("doc.c.d + 1", "wrong: `+` cannot join the text `x` and the number `1`"),
        ("!doc.a", "wrong: it is a number, and must be true or false"),
        ("doc.a / 0", "wrong: nothing can be divided by 0"),
        ("9223372036854775807 + doc.a", "wrong: the number becomes too large"),
        (
            "doc.a in 'abc' || doc.a in doc.c.d",
            "fault: `in` looks into a list or the keys of a mapping, and this is a text",
        ),
        ("doc.a in doc.c.d", "wrong: `in` looks into a list or a mapping, and this is a text"),
        ("int(doc.c.d)", "wrong: the text `x` is no number"),
        ("min([])", "missing: the list is empty"),
        ("doc.b.map(x, doc.x)", "missing: there is no `x`"),
        ("{'a': 1, 'a': 2}", "wrong: a key stands twice in this mapping"),
        ("matches('a', doc.c.d + '(')", "wrong: this pattern cannot be used: unclosed group"),
        ("body", "missing: this file has no Markdown text"),
        ("key", "missing: what is selected has no key"),
    ] {
        assert_eq!(evaluate(text), expected, "{text}");
    }
}

#[test]
fn work_on_ordinary_lists_and_texts_is_within_the_budget() {
    let ids: Vec<String> = (0..1_200).map(|number| format!("id-{number}")).collect();
    let ids = document("a.yaml", &format!("ids: [{}, id-7]\n", ids.join(", ")));
    assert_eq!(evaluate_in(&ids, "size(distinct(doc.ids))"), "1200");
    assert_eq!(
        evaluate("size(distinct([2024, '2024', date('2024'), 2024.0, -0.0, 0, [1], [1.0], [2]]))"),
        "5"
    );
    let text = "---\nid: a\n---\n".to_owned() + &("word ".repeat(100) + "\n\n").repeat(60);
    let text = document("a.md", &text);
    for pattern in ["[a-z]+", r"\\b\\w+\\b", "(word|ward)", "(?i)w(o|a)+rd"] {
        assert_eq!(evaluate_in(&text, &format!("size(find_all(body, '{pattern}'))")), "6000", "{pattern}");
    }
    let line = document("a.md", &format!("---\nid: a\n---\n{}\n", "a".repeat(20_000)));
    assert_eq!(evaluate_in(&line, "size(find_all(body, 'a(.*z)?'))"), "spent");
}

/// Returns the faults of an expression, each as the text that it shows, its message and its help.
fn faults(text: &str) -> Vec<(String, String, String)> {
    let faults = parse(text, &mut Names::default()).err().unwrap_or_default();
    let shown = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default().to_owned();
    faults
        .into_iter()
        .map(|fault| (shown(fault.range), fault.message, fault.help.unwrap_or_default()))
        .collect()
}

#[test]
fn faults_are_found_before_any_document_is_read() {
    for (text, shown, message, help) in [
        ("valu.x", "valu", "there is no variable `valu`", "did you mean `value`?"),
        ("date == 1", "date", "there is no variable `date`", "to call the function, write `date(…)`"),
        (
            "startWith(file.name, 'a')",
            "startWith",
            "there is no function `startWith`",
            "did you mean `startsWith`?",
        ),
        ("file.nam", "nam", "`file` has no `nam`", "did you mean `name`?"),
        (
            "file == 'a'",
            "file",
            "`file` is no value by itself",
            "write `file.path`, `file.name`, `file.stem`, `file.folder` or `file.ext`",
        ),
        ("doc.a = 1", "=", "`=` means nothing here", "write `==`"),
        ("doc.a & true", "&", "`&` means nothing here", "write `&&`"),
        ("doc.a == “x”", "“", "`“` cannot stand here", "quote a text with `'` or `\"`"),
        ("doc.a == 'x", "'", "this quotation mark is not closed", "write `'` where the text ends"),
        (
            "doc.a ==",
            "",
            "the expression ends here",
            "write a value: a name, a text in quotes, a number or a bracket",
        ),
        ("(doc.a", "", "the expression ends here", "write `)`"),
        (
            "doc.a doc.b",
            "doc",
            "`doc` cannot stand here",
            "write an operator such as `&&`, or the end of the expression",
        ),
        ("", "", "there is no expression here", "write one, such as `value.field == 1`"),
        ("1 < 2 < 3", "<", "a comparison cannot be compared again", "compare twice, as in `a < b && b < c`"),
        (
            "size(1, 2)",
            "size",
            "`size` takes 1 value, and has 2",
            "docs/own-rules.md shows how it is written",
        ),
        (
            "'a' + 1",
            "'a' + 1",
            "`+` cannot join a text and a whole number",
            "turn the other one into a text with `string(…)`",
        ),
        (
            "today - today",
            "today - today",
            "`-` cannot join a date and a date",
            "`days_between(a, b)` is the number of days",
        ),
        (
            "1 == 'a'",
            "1 == 'a'",
            "a whole number is never a text",
            "compare values of one type: `int(…)`, `double(…)`, `string(…)` and `date(…)` turn one into another",
        ),
        ("1 && true", "1", "this is a whole number, and must be true or false", "`&&` joins conditions"),
        ("'a'.x", "x", "a text has no fields", "fields are those of a mapping"),
        (
            "matches(file.name, '(?=a)')",
            "'(?=a)'",
            "this pattern cannot be used: it looks around or back, which no pattern here may, since that can take for ever",
            "patterns are regular expressions without look-around and references to groups",
        ),
        ("count('$.a[')", "", "the path ends here", ""),
        ("count(doc.x)", "doc.x", "`count` takes", ""),
        (
            "previous(doc, doc.a)",
            "doc.a",
            "this must be a text in quotes",
            "write the name of a field, such as `\"date\"` or `\"period.start\"`",
        ),
        ("doc.b.all(1, true)", "1", "`1` cannot stand here", "write a name for the item"),
        (
            "let",
            "let",
            "`let` is a word that CEL keeps for itself",
            "names for parts of the rule stand under `let:`, and `a ? b : c` chooses",
        ),
        (
            "99999999999999999999",
            "99999999999999999999",
            "the number `99999999999999999999` is too large",
            "write a smaller one",
        ),
        (
            "'\\q'",
            "\\",
            "there is no such escape",
            "write `\\\\` for a backslash, or `r'…'` for a text in which a backslash is one",
        ),
    ] {
        let found = faults(text);
        let Some(first) = found.first() else { panic!("{text} has no fault") };
        if !help.is_empty() {
            assert_eq!((first.0.as_str(), first.2.as_str()), (shown, help), "{text}: {}", first.1);
        }
        assert!(first.1.starts_with(message) || help.is_empty(), "{text}: {}", first.1);
    }
    assert_eq!(faults("valu.x == 1 && siz(doc.a) > 0").len(), 2, "all names are looked at");
}

#[test]
fn names_of_let_are_made_of_those_above() {
    let rule = |lets: &str| {
        let text = format!("kind: rule\nname: a\nlet: {lets}\nassert: \"true\"\nmessage: m\n");
        let loaded = super::load(&document("r.yaml", &text));
        loaded.faults.into_iter().map(|fault| fault.message).collect::<Vec<_>>()
    };
    assert_eq!(rule("{a: doc.x, b: a + 1}"), Vec::<String>::new());
    assert_eq!(rule("{a: a + 1}"), ["`a` is made of itself"]);
    assert_eq!(rule("{a: b + 1, b: a + 1}"), ["`b` is not known yet"]);
    assert_eq!(rule("{doc: 1}"), ["`doc` is the name of something else"]);
}

#[test]
fn sections_of_a_text_are_records_with_their_places() {
    let text =
        "---\nid: a\n---\n# One\n\ntext\n\n## Two | 2024-05-03\n\n- see [this](https://example.org/a)\n- b\n";
    let document = document("a.md", text);
    for (expression, expected) in [
        ("sections(body).map(s, s.title)", "One, Two | 2024-05-03"),
        ("sections(text).map(s, s.level)", "1, 2"),
        ("sections(body)[1].links.map(l, l.url)", "https://example.org/a"),
        ("sections(body)[1].items.map(i, i.text)", "see this, b"),
        ("sections(body)[0].text.trim()", "text"),
    ] {
        assert_eq!(evaluate_in(&document, expression), expected, "{expression}");
    }
    let rule =
        "kind: rule\nname: a\nselect: sections(body)\nassert: value.level == 1\nmessage: '{value.title}'\n";
    let rule = super::load(&self::document("r.yaml", rule)).rule.unwrap();
    let subject = Subject {
        document: &document,
        path: "a.md",
        kind: None::<DocumentKind>,
        today: Date::parse("2024-05-03").unwrap(),
    };
    let found = super::check::check(&rule, rule.severity, subject).unwrap();
    let place = found.first().unwrap().primary.span;
    assert_eq!(document.source().slice(place), "## Two | 2024-05-03");
}
