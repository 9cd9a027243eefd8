//! The crate `cel` as a second opinion on expressions that need no document.

use cel::{Context, Program, Value};

use super::evaluate;

/// Expressions whose values and faults have to be the same.
const EXPRESSIONS: &[&str] = &[
    "1 + 2 * 3 - 4 / 2 % 3",
    "-2 * -3",
    "- 2",
    "!true || !!true",
    "true && false || true",
    "1 < 2 && 2 <= 2 && 3 > 2 && 3 >= 3 && 1 != 2",
    "1 == 1 ? 'a' : 'b'",
    "false ? 1 : true ? 2 : 3",
    "[1, 2, 3].map(x, x * 2)",
    "[1, 2, 3].filter(x, x % 2 == 1)",
    "[1, 2, 3].all(x, x > 0)",
    "[1, 2, 3].exists(x, x > 2)",
    "[1, 2, 3].exists_one(x, x > 2)",
    "[[1, 2], [3]].map(x, x.size())",
    "[1, 2, 3].map(x, x > 1, x + 1)",
    "2 in [1, 2]",
    "'a' in {'a': 1}",
    "{'a': {'b': 2}}.a.b",
    "{'a': 1}['a']",
    "[10, 20][1]",
    "size('жук')",
    "'abc'.startsWith('ab')",
    "'abc'.endsWith('bc')",
    "'abc'.contains('bc')",
    "'a' + 'b' == 'ab'",
    "[1] + [2] == [1, 2]",
    "'a' < 'b'",
    "1.5 + 2.5",
    "1.0 == 1",
    "0x1F",
    "1e3",
    "'\\x41\\u0416\\n' == 'AЖ\\n'",
    "r'\\d' == '\\\\d'",
    "'''a'b''' + \"\"\"c\"\"\"",
    "int('42') + 1",
    "double('1.5')",
    "string(12)",
    "true || 1 / 0 == 1",
    "false && 1 / 0 == 1",
    "1 / 0 == 1 || true",
    "[1, 0].exists(x, 1 / x == 1)",
    "1 / 0",
    "9223372036854775807 + 1",
    "1 +",
    "(1",
    "1 2",
    "a..b",
    "[1, 2",
    "{1}",
    "has({'a': 1}.a) && !has({'a': 1}.b)",
];

/// Returns what the crate makes of an expression, as [`evaluate`] shows it; `None` for an error.
fn by_the_crate(text: &str) -> Option<String> {
    let value = Program::compile(text).ok()?.execute(&Context::default()).ok()?;
    shown(&value)
}

fn shown(value: &Value) -> Option<String> {
    Some(match value {
        Value::Bool(value) => value.to_string(),
        Value::Int(value) => value.to_string(),
        Value::Float(value) => value.to_string(),
        Value::String(text) => text.to_string(),
        Value::Null => "null".to_owned(),
        Value::List(items) => items.iter().map(shown).collect::<Option<Vec<_>>>()?.join(", "),
        _ => return None,
    })
}

#[test]
fn the_standard_is_read_as_the_crate_reads_it() {
    for text in EXPRESSIONS.iter().copied() {
        let own = evaluate(text);
        match by_the_crate(text) {
            Some(expected) => assert_eq!(own, expected, "{text}"),
            None => {
                let is_refused = ["fault:", "wrong:", "missing:"].iter().any(|start| own.starts_with(start));
                assert!(is_refused, "the crate refuses {text}, and here it is {own}");
            }
        }
    }
}
