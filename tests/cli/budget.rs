//! What a stranger's files may cost: each run has a bound on time and memory, far above what it needs and far below what
//! it took without a limit.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};

use super::support::{CLEAN, Repo, Run};

/// The time that a run may take, also in a debug build on a busy machine.
const TIME: Duration = Duration::from_secs(60);

/// The address space that a run may take, in KiB.
const MEMORY: u32 = 1_500_000;

/// Runs the program in a repository, within bounds.
fn bounded(repo: &Repo, args: &[&str]) -> Run {
    let program = repo.command("", args);
    let mut command = Command::new("sh");
    command.args(["-c", &format!("ulimit -v {MEMORY} && exec \"$0\" \"$@\"")]);
    command.arg(program.get_program()).args(program.get_args()).current_dir(repo.path());
    command.env_clear().envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Read while it runs, lest a full pipe stops it.
    let readers = [reader(child.stdout.take().unwrap()), reader(child.stderr.take().unwrap())];
    let status = wait(&mut child, args);
    let [stdout, stderr] = readers.map(|reader| reader.join().unwrap());
    Run { stdout, stderr, status }
}

fn reader(mut from: impl std::io::Read + Send + 'static) -> std::thread::JoinHandle<String> {
    std::thread::spawn(move || {
        let mut text = String::new();
        from.read_to_string(&mut text).unwrap();
        text
    })
}

fn wait(child: &mut Child, args: &[&str]) -> i32 {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status.code().unwrap_or_else(|| panic!("{args:?} ended by a signal: {status}"));
        }
        if start.elapsed() > TIME {
            child.kill().unwrap();
            panic!("{args:?} took longer than {TIME:?}");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Returns a schema in which each of `levels` leads to the next one by two references.
fn doubling(levels: usize, level: impl Fn(Value) -> Value) -> String {
    let name = |level: usize| format!("level{level}");
    let mut defs: Map<String, Value> = (0..levels)
        .map(|index| (name(index), level(json!({ "$ref": format!("#/$defs/{}", name(index + 1)) }))))
        .collect();
    defs.insert(name(levels), json!({ "type": "integer" }));
    json!({ "$ref": "#/$defs/level0", "$defs": defs }).to_string()
}

#[test]
fn a_schema_that_doubles_with_each_level_is_refused_and_the_part_named() {
    let several =
        ["allOf", "anyOf", "oneOf"].map(|keyword| doubling(24, |next| json!({ keyword: [next, next] })));
    let condition = doubling(24, |next| json!({ "if": next, "then": next, "else": next }));
    let deep = doubling(40, |next| json!({ "not": { "anyOf": [next, next] } }));
    let unevaluated = doubling(24, |next| json!({ "anyOf": [next], "if": next, "unevaluatedItems": false }));
    for schema in several.iter().chain([&condition, &deep, &unevaluated]) {
        let repo = Repo::with(&[("schema.json", schema), ("a.yaml", "a: 1\n")]);
        let run = bounded(&repo, &["--schema", "schema.json", "a.yaml"]);
        assert_eq!(run.status, 2, "{run:?}");
        assert!(run.stderr.starts_with("error: schema.json:1:"), "{}", run.stderr);
        assert!(run.stderr.contains("the schema is too costly: `#/$defs/level"), "{}", run.stderr);
    }
}

#[test]
fn a_schema_over_several_files_is_bounded_too() {
    let repo = Repo::with(&[("a.yaml", "a: 1\n")]);
    for level in 0..24 {
        let next = json!({ "$ref": format!("s{}.json", level + 1) });
        repo.write(&format!("s{level}.json"), json!({ "anyOf": [next, next] }).to_string().as_bytes());
    }
    repo.write("s24.json", b"{\"type\": \"integer\"}");
    let run = bounded(&repo, &["--schema", "s0.json", "a.yaml"]);
    assert!(run.status == 2 && run.stderr.contains("too costly: `s12.json#`"), "{run:?}");
}

#[test]
fn a_document_under_a_schema_that_leads_back_to_itself_is_bounded() {
    let node = json!({ "$ref": "#/$defs/node" });
    let branch = |required: &str| json!({ "properties": { "child": node }, "required": [required] });
    let schema =
        json!({ "$ref": "#/$defs/node", "$defs": { "node": { "anyOf": [branch("a"), branch("b")] } } });
    let document = format!("{}1{}", "{\"child\": ".repeat(60), "}".repeat(60));
    let repo = Repo::with(&[
        ("reportlint.yaml", "schemas: [{files: 'data/**', schema: schema.json}]\n"),
        ("schema.json", &schema.to_string()),
        ("data/a.json", &document),
        ("data/b.json", "{\"a\": 1, \"child\": {\"b\": 2}}"),
        ("case.yaml", CLEAN),
    ]);
    let run = bounded(&repo, &["--no-cache"]);
    assert_eq!(run.status, 2, "{run:?}");
    assert!(run.stderr.contains("error: data/a.json: "), "{}", run.stderr);
    assert!(run.stderr.contains("`#/$defs/node"), "{}", run.stderr);
    assert!(run.stdout.contains("2 files checked") && !run.stderr.contains("panicked"), "{run:?}");
}

#[test]
fn a_long_chain_of_references_is_refused() {
    let schema = doubling(50_000, |next| next);
    let repo = Repo::with(&[("schema.json", &schema), ("a.yaml", "a: 1\n")]);
    let run = bounded(&repo, &["--schema", "schema.json", "a.yaml"]);
    assert!(run.status == 2 && run.stderr.contains("one after the other"), "{run:?}");
}

#[test]
fn a_file_of_a_hundred_thousand_violations_shows_the_first() {
    let list = format!("[{}0]", "0,".repeat(300_000));
    let repo = Repo::with(&[("schema.json", "{\"items\": {\"type\": \"string\"}}"), ("a.json", &list)]);
    let run = bounded(&repo, &["--schema", "schema.json", "--format", "concise", "a.json"]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(
        run.stdout.contains("a.json:1:2: ") && run.stdout.contains("more than 100000 findings"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_pattern_that_cannot_be_decided_is_a_finding_of_its_file() {
    for pattern in [r"^(a*)*\1$", r"^(?=(a+)+$)(a|aa)*\1b$", r"^(a|a)*(?<!c)$"] {
        let schema = json!({ "properties": { "name": { "pattern": pattern } } });
        let text = "a".repeat(40);
        let repo = Repo::with(&[
            ("schema.json", &schema.to_string()),
            ("a.yaml", &format!("name: {text}d\n")),
            ("b.yaml", "name: 1\n"),
        ]);
        let run = bounded(&repo, &["--schema", "schema.json", "a.yaml", "b.yaml"]);
        assert!(run.stdout.contains("2 files checked"), "{pattern}: {run:?}");
        assert!(!run.stderr.contains("panicked"), "{pattern}: {run:?}");
        if run.status == 1 {
            assert!(run.stdout.contains(pattern), "{pattern}: {run:?}");
        }
    }
}

/// Patterns on which an engine that tries one way after the other takes time without end, the linear one as much as a text is
/// long. With one beside them that needs the other engine, they still get the linear one, and no finding says that a search
/// was given up.
#[test]
fn patterns_get_the_linear_engine_where_it_takes_them() {
    let patterns = [r"^(a+)+$", r"^(a|aa)+$", r"^(a|a?)+$", r"^(.*)*x$", r"^([a-z]+)*\d$"];
    let text = "a".repeat(20_000);
    for beside in [json!({}), json!({ "pattern": r"^(?!b)" })] {
        let properties: Map<String, Value> = (0..patterns.len())
            .map(|index| format!("p{index}"))
            .zip(patterns.iter().map(|pattern| json!({ "pattern": pattern })))
            .chain([("beside".to_owned(), beside)])
            .collect();
        let document: String = (0..patterns.len()).map(|index| format!("p{index}: {text}!\n")).collect();
        let schema = json!({ "properties": properties }).to_string();
        let repo = Repo::with(&[("schema.json", &schema), ("a.yaml", &format!("{document}beside: c\n"))]);
        let started = Instant::now();
        let run = bounded(&repo, &["--schema", "schema.json", "--format", "concise", "a.yaml"]);
        assert!(started.elapsed() < TIME / 3, "took {:?}", started.elapsed());
        let findings = run.stdout.lines().filter(|line| line.contains("schema/pattern"));
        assert_eq!(findings.count(), patterns.len(), "{run:?}");
        assert!(!run.stdout.contains("given up") && !run.stdout.contains("cannot be"), "{run:?}");
    }
}

#[test]
fn patterns_that_need_much_memory_are_refused() {
    let properties: Map<String, Value> = (0..2_000)
        .map(|index| (format!("p{index}"), json!({ "pattern": format!("x|\\w{{{index}}}") })))
        .collect();
    let schema = json!({ "properties": properties }).to_string();
    let repo = Repo::with(&[("schema.json", &schema), ("a.yaml", "a: 1\n")]);
    let run = bounded(&repo, &["--schema", "schema.json", "a.yaml"]);
    assert_eq!(run.status, 2, "{run:?}");
}

#[test]
fn path_patterns_have_a_length() {
    let long = "*a".repeat(62_500);
    let many: Vec<String> = (0..20_000).map(|index| format!("'{index}/**/*{index}*.yaml'")).collect();
    let entries: String =
        (0..500).map(|index| format!("  - {{files: '{}{index}', kind: case}}\n", "a*".repeat(900))).collect();
    let configurations = [
        format!("include: ['{long}']\n"),
        format!("include: [{}]\n", many.join(", ")),
        format!("kinds:\n{entries}"),
    ];
    for configuration in configurations {
        let repo = Repo::with(&[("reportlint.yaml", &configuration), ("case.yaml", CLEAN)]);
        let run = bounded(&repo, &["--format", "concise"]);
        assert!(run.status == 2 && run.stdout.contains("config/invalid-glob"), "{run:?}");
        assert!(run.stdout.len() < 20_000, "{}", run.stdout.len());
    }
}

#[test]
fn a_file_of_a_hundred_thousand_documents_is_read_in_part() {
    for document in ["---\na: 1\n", "--- {}\n", "---\n]\n"] {
        let repo = Repo::with(&[("a.yaml", &document.repeat(100_000))]);
        let run = bounded(&repo, &["--no-cache", "--format", "concise", "a.yaml"]);
        assert_eq!(run.status, 1, "{document}: {}", run.stderr);
        assert!(run.stdout.contains("syntax/too-many-documents") || document.contains(']'), "{document}");
    }
}

#[test]
fn what_is_forbidden_in_many_ways_is_told_in_few_words() {
    // Each level has the next in twenty alternatives, of which the words would be all.
    let level = |next: usize| json!({ "anyOf": vec![json!({ "$ref": format!("#/$defs/d{next}") }); 20] });
    let mut defs: Map<String, Value> = (1..6).map(|index| (format!("d{index}"), level(index + 1))).collect();
    defs.insert("d6".to_owned(), json!({ "type": "object" }));
    let schema = json!({ "not": { "$ref": "#/$defs/d1" }, "$defs": defs }).to_string();
    let repo = Repo::with(&[("s.json", &schema), ("a.yaml", "a: 1\n")]);
    let run = bounded(&repo, &["--schema", "s.json", "--no-cache", "a.yaml"]);
    assert!(run.status > 0, "{}", run.stdout);
    assert!(run.stdout.len() + run.stderr.len() < 10_000);
}

#[test]
fn a_pattern_of_brackets_is_read_once() {
    let schema = json!({ "properties": { "p": { "type": "string", "format": "regex" } } }).to_string();
    for bracket in ["(", "{", "(?<", "["] {
        let repo =
            Repo::with(&[("s.json", &schema), ("a.yaml", &format!("p: '{}'\n", bracket.repeat(400_000)))]);
        let run = bounded(&repo, &["--schema", "s.json", "--no-cache", "a.yaml"]);
        assert_eq!(run.status, 1, "{bracket}: {}", run.stderr);
    }
}

/// The automaton that is fastest on short words takes a kilobyte for each byte of a long one.
#[test]
fn a_long_secret_takes_memory_by_its_length() {
    let author = "a long name ".repeat(100_000);
    let sources = format!("  talk: {{type: interview, title: Talk, confidential: true, author: {author}}}\n");
    let repo = Repo::with(&[("a.yaml", &format!("{CLEAN}{sources}unknown: 1\n"))]);
    let run = bounded(&repo, &["--no-cache", "a.yaml"]);
    assert_eq!(run.status, 1, "{run:?}");
}

/// Returns a schema in which each of many schemas refers to the next, `by` a reference, with `more` beside them.
fn chain(length: usize, by: impl Fn(usize) -> Value, more: impl Fn(usize) -> Value) -> Map<String, Value> {
    let level = |index: usize| {
        let mut level = more(index).as_object().cloned().unwrap();
        if index < length {
            level.insert("anyOf".to_owned(), json!([by(index + 1), by(index + 1)]));
        }
        (format!("l{index}"), Value::from(level))
    };
    (0..=length).map(level).collect()
}

/// Each form of a reference that the validator follows, with a schema that leads through `length` schemas by it.
fn reference_forms(length: usize) -> Vec<(&'static str, Value)> {
    let plain = |_| json!({});
    let to = |address: &'static str| move |index: usize| json!({ "$ref": format!("{address}l{index}") });
    let list = |address: &'static str| {
        let by = move |index: usize| json!({ "$ref": format!("{address}/{index}") });
        Value::from_iter(
            (0..length).map(|index| json!({ "anyOf": [by(index + 1), by(index + 1)] })).chain([json!({})]),
        )
    };
    let (own, draft4, draft7) = (
        "https://example.org/x.json",
        "http://json-schema.org/draft-04/schema#",
        "http://json-schema.org/draft-07/schema#",
    );
    let first = |address: &str| json!([{ "$ref": address }]);
    vec![
        (
            "own address",
            json!({ "$id": own, "allOf": first("#/$defs/l0"), "$defs": chain(length, to("https://example.org/x.json#/$defs/"), plain) }),
        ),
        (
            "relative to the own address",
            json!({ "$id": own, "allOf": first("#/$defs/l0"), "$defs": chain(length, to("x.json#/$defs/"), plain) }),
        ),
        (
            "ids within",
            json!({ "$id": own, "allOf": first("l0"), "$defs": chain(length, to(""), |index| json!({ "$id": format!("l{index}") })) }),
        ),
        (
            "own file",
            json!({ "allOf": first("#/$defs/l0"), "$defs": chain(length, to("schema.json#/$defs/"), plain) }),
        ),
        (
            "escapes",
            json!({ "allOf": first("#/$defs/l0"), "$defs": chain(length, to("#/%24defs/"), |_| json!({})) }),
        ),
        (
            "anchors of draft 7",
            json!({ "$schema": draft7, "allOf": first("#l0"), "definitions": chain(length, to("#"), |index| json!({ "$id": format!("#l{index}") })) }),
        ),
        (
            "anchors of draft 4",
            json!({ "$schema": draft4, "allOf": first("#l0"), "definitions": chain(length, to("#"), |index| json!({ "id": format!("#l{index}") })) }),
        ),
        (
            "anchors",
            json!({ "allOf": first("#l0"), "$defs": chain(length, to("#"), |index| json!({ "$anchor": format!("l{index}") })) }),
        ),
        (
            "within data",
            json!({ "allOf": first("#/default/l0"), "default": chain(length, to("#/default/"), plain) }),
        ),
        ("list of data", json!({ "allOf": first("#/examples/0"), "examples": list("#/examples") })),
        ("list in a list", json!({ "allOf": first("#/x/0/0"), "x": [list("#/x/0")] })),
    ]
}

/// A schema that is refused and one that is only slow look alike to those who wait.
#[test]
fn each_form_of_a_reference_is_followed() {
    for (form, schema) in reference_forms(30) {
        let repo = Repo::with(&[("schema.json", &schema.to_string()), ("a.yaml", "a: 1\n")]);
        let run = bounded(&repo, &["--schema", "schema.json", "a.yaml"]);
        assert!(run.status == 2 && run.stderr.contains("the schema is too costly: `#/"), "{form}: {run:?}");
    }
    for (form, schema) in reference_forms(4) {
        let repo = Repo::with(&[("schema.json", &schema.to_string()), ("a.yaml", "a: 1\n")]);
        let run = bounded(&repo, &["--schema", "schema.json", "a.yaml"]);
        assert_eq!(run.status, 0, "{form}: {run:?}");
    }
}

#[test]
fn a_long_descent_of_schemas_is_refused() {
    for ring in [false, true] {
        let next = |index: usize| json!({ "$ref": format!("#/$defs/l{}", if ring { (index + 1) % 40_000 } else { index + 1 }) });
        let level = |index: usize| (format!("l{index}"), json!({ "properties": { "a": next(index) } }));
        let mut defs: Map<String, Value> = (0..40_000).map(level).collect();
        defs.insert("l40000".to_owned(), json!({}));
        let schema = json!({ "$ref": "#/$defs/l0", "$defs": defs }).to_string();
        let repo = Repo::with(&[("schema.json", &schema), ("a.json", "{}")]);
        let run = bounded(&repo, &["--schema", "schema.json", "a.json"]);
        assert!(run.status == 2 && run.stderr.contains("one below the other"), "{run:?}");
    }
    let properties: Map<String, Value> = (0..100_001).map(|index| (format!("a{index}"), json!({}))).collect();
    let schema = json!({ "properties": properties }).to_string();
    let repo = Repo::with(&[("schema.json", &schema), ("a.json", "{}")]);
    let run = bounded(&repo, &["--schema", "schema.json", "a.json"]);
    assert!(run.status == 2 && run.stderr.contains("more than 100000 schemas"), "{run:?}");
}

/// Each search ends in time by itself, and there are many of them.
#[test]
fn the_searches_of_a_document_are_bounded_together() {
    let pattern = "^(?:(?!x)a|a)*$";
    let text = "aaaaaaaaaaaaaab";
    let keys: Map<String, Value> = (0..2_000).map(|index| (format!("{text}{index}"), json!(1))).collect();
    for (schema, document) in [
        (json!({ "items": { "pattern": pattern } }), json!(vec![text; 2_000])),
        (json!({ "patternProperties": { pattern: { "type": "integer" } } }), Value::from(keys)),
    ] {
        let repo = Repo::with(&[
            ("reportlint.yaml", "schemas: [{files: 'data/**', schema: s.json}]\n"),
            ("s.json", &schema.to_string()),
            ("data/a.json", &document.to_string()),
            ("data/b.json", "[]"),
            ("case.yaml", CLEAN),
        ]);
        let run = bounded(&repo, &["--no-cache"]);
        assert!(run.status == 2 && run.stderr.contains(&format!("for the pattern `{pattern}`")), "{run:?}");
        assert!(run.stdout.contains("2 files checked"), "{run:?}");
    }
    // What people write is far below the bound.
    let schema = json!({ "items": { "pattern": r"^(?!.*\.\.)(?!\s*$)[a-z .]+(?<!\.)$" } }).to_string();
    let repo = Repo::with(&[
        ("s.json", &schema),
        ("a.json", &json!(vec!["a text of some words "; 20_000]).to_string()),
    ]);
    assert_eq!(bounded(&repo, &["--schema", "s.json", "--no-cache", "a.json"]).status, 0);
}

/// The linear engine takes time by the length of a text and that of the pattern with its repetitions written out.
#[test]
fn a_wide_pattern_and_a_long_text_are_bounded() {
    let text: String =
        (0..500_000_u64).map(|n| if (n * n * 7 + n / 3) % 5 < 2 { '1' } else { '0' }).collect();
    for pattern in ["1[01]{20000}x", "^.*1.{3000}x$", "(?!y)^.*1.{3000}x$"] {
        let schema = json!({ "properties": { "t": { "pattern": pattern } } }).to_string();
        let repo = Repo::with(&[("s.json", &schema), ("a.json", &json!({ "t": text }).to_string())]);
        let run = bounded(&repo, &["--schema", "s.json", "--no-cache", "a.json"]);
        assert!(run.status == 2 && run.stderr.contains("for the pattern `"), "{pattern}: {run:?}");
    }
    // Short texts are searched, and the finding is the same as of any other pattern.
    let schema = json!({ "properties": { "t": { "anyOf": [{ "pattern": "a{300}b.*" }] }, "u": { "pattern": "a{300}b.*" } } });
    let document = format!("t: {0}b\nu: {0}\n", "a".repeat(300));
    let repo = Repo::with(&[("s.json", &schema.to_string()), ("a.yaml", &document)]);
    let run = bounded(&repo, &["--schema", "s.json", "--no-cache", "--format", "concise", "a.yaml"]);
    assert!(run.status == 1 && run.stdout.contains("a.yaml:2:4: error[schema/pattern]"), "{run:?}");
    // One that counts characters from the beginning is at one place at once.
    let schema = json!({ "items": { "pattern": "^(.|\\n){0,2000}$" } }).to_string();
    let texts = json!(vec!["a line\n".repeat(280); 100]).to_string();
    let repo = Repo::with(&[("s.json", &schema), ("a.json", &texts)]);
    let run = bounded(&repo, &["--schema", "s.json", "--no-cache", "a.json"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
}

#[test]
fn suggestions_are_bounded_in_a_document() {
    let word = |n: usize| -> String {
        (0..30).map(|i| char::from(b'a' + ((n * (i + 3) * 7 + n / (i + 1)) % 10) as u8)).collect()
    };
    let words: Vec<String> = (0..8_000).map(word).collect();
    let wrong: Vec<String> = (8_000..10_000).map(word).collect();
    let keys: Map<String, Value> = words.iter().map(|word| (word.clone(), json!({}))).collect();
    let unknown: Map<String, Value> = wrong.iter().map(|word| (word.clone(), json!(1))).collect();
    for (schema, document) in [
        (json!({ "items": { "enum": words } }), json!(wrong)),
        (json!({ "properties": keys, "additionalProperties": false }), json!(unknown)),
        (
            json!({ "items": { "properties": keys, "additionalProperties": false } }),
            json!(vec![json!({ "x": 1 }); 300]),
        ),
    ] {
        let repo = Repo::with(&[("s.json", &schema.to_string()), ("a.json", &document.to_string())]);
        let run = bounded(&repo, &["--schema", "s.json", "--no-cache", "--format", "concise", "a.json"]);
        assert_eq!(run.status, 1, "{}", run.stderr);
    }
}

#[test]
fn patterns_of_git_have_a_length() {
    let wild: String = (0..40_000).map(|index| format!("{index}/**/*{index}*.yaml\n")).collect();
    for patterns in ["*a".repeat(250_000), wild] {
        let repo = Repo::with(&[("case.yaml", CLEAN), ("kept.yaml", "kind: nothing\n")]);
        let patterns = format!("kept.yaml\n{patterns}\n");
        for folder in ["", "a/", "a/b/", "a/b/c/", "a/b/c/d/"] {
            repo.write(&format!("{folder}.gitignore"), patterns.as_bytes());
            repo.write(&format!("{folder}kept.yaml"), b"kind: nothing\n");
        }
        let run = bounded(&repo, &["--no-cache"]);
        assert!(run.status == 0 && run.stdout.contains("1 file checked"), "{run:?}");
    }
}
