//! Schemas of a repository's own, as a run uses them.

use crate::support::{CLEAN, Repo, Run, committed, git};

const EVENT: &str = r#"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "properties": {
    "date": {"type": "string", "format": "date"},
    "url": {"type": "string", "format": "uri"},
    "duration": {"type": "string", "format": "duration"}
  }
}"#;

const FAULTY: &str = "date: 2023-02-30\nurl: not an address\nduration: 36\n";

const CONFIG: &str = "schemas: [{files: 'events/**', schema: event.json}]\n";

fn events(config: &str) -> Repo {
    Repo::with(&[("reportlint.yaml", config), ("event.json", EVENT), ("events/a.yaml", FAULTY)])
}

/// Returns the names of the rules of a run's findings, in order.
fn rules(run: &Run) -> Vec<&str> {
    run.stdout.lines().filter_map(|line| line.split_once('[')?.1.split(']').next()).collect()
}

#[test]
fn formats_are_asserted_unless_somebody_says_otherwise() {
    let asserted = ["schema/format", "schema/format", "schema/type"];
    let annotated = ["schema/type"];
    let lax = CONFIG.replace("event.json", "event.json, formats: annotate");
    for (config, args, expected) in [
        (CONFIG, &[][..], &asserted[..]),
        (CONFIG, &["--formats", "annotate"], &annotated),
        (&lax, &[], &annotated),
        (&lax, &["--formats", "assert"], &asserted),
        ("", &["--schema", "event.json"], &asserted),
        ("", &["--schema", "event.json", "--formats", "annotate"], &annotated),
        // A wrong type is not a wrong format.
        (CONFIG, &["--rule", "schema/format=off"], &annotated),
    ] {
        let repo = events(config);
        let args = [&["--format", "concise", "events"], args].concat();
        // The second run answers from the cache.
        for _ in 0..2 {
            let run = repo.run(&args);
            assert_eq!(rules(&run), expected, "{config} {args:?} {run:?}");
        }
    }
}

#[test]
fn a_cached_result_does_not_outlive_the_meaning_of_formats() {
    let repo = events(CONFIG);
    assert_eq!(rules(&repo.run(&["--format", "concise"])).len(), 3);
    repo.write("reportlint.yaml", CONFIG.replace("event.json", "event.json, formats: annotate").as_bytes());
    assert_eq!(rules(&repo.run(&["--format", "concise"])), ["schema/type"]);
    repo.write("reportlint.yaml", CONFIG.as_bytes());
    assert_eq!(rules(&repo.run(&["--format", "concise"])).len(), 3);
}

/// The bundled schema asks for addresses, dates and durations by `format`.
#[test]
fn a_schema_that_builds_on_a_bundled_one_checks_what_that_checks() {
    let bundled = Repo::new().run(&["schema", "case"]).stdout;
    let own = r#"{"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": "case.schema.json", "required": ["x_file"]}"#;
    let faulty =
        CLEAN.replace("2023-04-10", "2023-02-30").replace("title: Talk", "title: Talk, url: not an address");
    let repo = Repo::with(&[
        ("reportlint.yaml", "schemas: [{files: 'cases/**', schema: schemas/own.json}]\n"),
        ("schemas/case.schema.json", &bundled),
        ("schemas/own.json", own),
        ("cases/a.yaml", &faulty),
    ]);
    let run = repo.run(&["--format", "concise", "--only", "schema"]);
    assert_eq!(rules(&run), ["schema/required", "schema/format", "schema/format"], "{run:?}");
}

#[test]
fn a_bundled_schema_is_there_under_its_own_id() {
    let own = r#"{"$ref": "urn:reportlint:schema:case", "required": ["x_file"], "properties": {"x_by": {"$ref": "urn:reportlint:schema:case#/$defs/person"}}}"#;
    let repo = Repo::with(&[
        ("reportlint.yaml", "schemas: [{files: 'cases/**', schema: own.json}]\n"),
        ("own.json", own),
        ("cases/a.yaml", &format!("{CLEAN}x_by: {{nam: A. Example}}\ntitl: A\n")),
    ]);
    let run = repo.run(&["--format", "concise", "--only", "schema"]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(
        run.stdout.contains("did you mean `title`?") || run.stdout.contains("unknown key `titl`"),
        "{run:?}"
    );
    assert!(run.stdout.contains("unknown key `nam`"), "{run:?}");
    assert!(run.stdout.contains("`x_file` is missing from the case"), "{run:?}");
    repo.write("own.json", own.replace("schema:case\"", "schema:caes\"").as_bytes());
    let run = repo.run(&["--only", "schema"]);
    assert_eq!(run.status, 2);
    assert!(run.stdout.contains("did you mean `urn:reportlint:schema:case`?"), "{run:?}");
}

#[test]
fn addresses_lead_to_the_folders_that_the_configuration_gives_them() {
    let own = r#"{"properties": {"name": {"$ref": "https://example.org/schemas/name.json"}, "place": {"$ref": "https://example.org/schemas/more/place#/$defs/place"}}}"#;
    let config =
        "schema_map: {'https://example.org/schemas/': copies, 'https://example.org/schemas/more/': other}\n";
    let repo = Repo::with(&[
        ("reportlint.yaml", &format!("{config}schemas: [{{files: 'events/**', schema: own.json}}]\n")),
        ("own.json", own),
        // What others publish is not looked at itself.
        ("copies/name.json", r#"{"type": "string", "requird": []}"#),
        ("other/place.json", r#"{"$defs": {"place": {"type": "string"}}}"#),
        ("events/a.yaml", "name: 1\nplace: 2\n"),
    ]);
    let args = ["--format", "concise", "events"];
    assert_eq!(rules(&repo.run(&args)), ["schema/type", "schema/type"]);
    // The cache does not keep what another copy said.
    repo.write("copies/name.json", br#"{"type": "integer", "requird": []}"#);
    assert_eq!(rules(&repo.run(&args)), ["schema/type"]);
    repo.write("reportlint.yaml", config.as_bytes());
    assert_eq!(rules(&repo.run(&[&args[..], &["--schema", "own.json"]].concat())), ["schema/type"]);
    repo.write(
        "reportlint.yaml",
        format!("{}schemas: [{{files: 'events/**', schema: own.json}}]\n", config.replace("copies", "other"))
            .as_bytes(),
    );
    let run = repo.run(&args);
    assert!(
        run.status == 2 && run.stdout.contains("is not in the folder that `schema_map:` gives its address"),
        "{run:?}"
    );
    repo.write("reportlint.yaml", config.replace("copies", "copie").as_bytes());
    let run = repo.run(&args);
    assert!(run.status == 2 && run.stdout.contains("there is no folder `copie`"), "{run:?}");
}

/// A report's file can say which schema it follows, as editors read it.
#[test]
fn a_document_names_its_schema() {
    let event =
        r#"{"type": "object", "properties": {"name": {"type": "string"}}, "additionalProperties": false}"#;
    let yaml = "# yaml-language-server: $schema=../schemas/event.json\nname: 1\n";
    for (path, text) in [
        ("events/a.yaml", yaml),
        ("events/a.yaml", "$schema: ../schemas/event.json\nname: 1\n"),
        ("events/a.json", r#"{"$schema": "../schemas/event.json", "name": 1}"#),
        ("events/a.md", &format!("---\n{yaml}---\n")),
        ("events/a.yaml", "# yaml-language-server: $schema=https://example.org/s/event.json\nname: 1\n"),
    ] {
        let repo = Repo::with(&[
            ("reportlint.yaml", "schema_map: {'https://example.org/s/': schemas}\n"),
            ("schemas/event.json", event),
            (path, text),
        ]);
        let args = ["--format", "concise", "events"];
        for _ in 0..2 {
            assert_eq!(rules(&repo.run(&args)), ["schema/type"], "{text}");
        }
        // The cache does not keep what the schema said before.
        repo.write("schemas/event.json", event.replace("string", "integer").as_bytes());
        assert_eq!(rules(&repo.run(&args)), [""; 0], "{text}");
        repo.write("schemas/event.json", event.replace("string", "strng").as_bytes());
        assert!(rules(&repo.run(&args)).contains(&"unusable-schema"), "{text}");
        std::fs::remove_file(repo.path().join("schemas/event.json")).unwrap();
        assert!(rules(&repo.run(&args)).contains(&"unusable-schema"), "{text}");
        // What the command line asks for counts before it.
        repo.write("own.json", br#"{"minProperties": 9}"#);
        assert_eq!(
            rules(&repo.run(&[&args[..], &["--schema", "own.json"]].concat())),
            ["schema/minProperties"]
        );
    }
}

#[test]
fn a_schema_that_a_document_names_is_no_unknown_key_of_it() {
    let name = |name: &str| format!("$schema: {name}\n{CLEAN}");
    for (text, expected) in [
        (name("urn:reportlint:schema:case"), &[][..]),
        (name("https://example.org/case.schema.json"), &[]),
        (name("urn:reportlint:schema:report"), &["schema/const"]),
        (name("urn:reportlint:schema:caes"), &["unusable-schema"]),
        (name("[1]"), &["schema/type"]),
        (CLEAN.replace("events:", "place: {$schema: a}\nevents:"), &["schema/unevaluatedProperties"]),
    ] {
        let repo = Repo::with(&[("cases/a.yaml", &text)]);
        let run = repo.run(&["--format", "concise", "--only", "schema,unusable-schema"]);
        let found: Vec<&str> = rules(&run).into_iter().take(1).collect();
        assert_eq!(found, expected, "{text}\n{run:?}");
    }
    // Not in a schema of one's own either, whichever of its parts excludes other keys; one that asks for it gets it.
    for (schema, expected) in [
        (r#"{"additionalProperties": false}"#, &[][..]),
        (r#"{"propertyNames": {"pattern": "^a"}}"#, &[]),
        (r#"{"patternProperties": {"": false}}"#, &[]),
        (r#"{"oneOf": [{"required": ["b"]}, {"additionalProperties": false}]}"#, &[]),
        (r#"{"unevaluatedProperties": false}"#, &[]),
        (r#"{"properties": {"$schema": {"const": "b"}}}"#, &["schema/const"]),
    ] {
        let repo = Repo::with(&[("own.json", schema), ("a.json", r#"{"$schema": "https://example.org/a"}"#)]);
        assert_eq!(
            rules(&repo.run(&["--format", "concise", "--schema", "own.json", "a.json"])),
            expected,
            "{schema}"
        );
    }
}

/// What a schema says in vain is a warning at its own line, and ends nothing.
#[test]
fn schemas_in_use_are_looked_at_themselves() {
    let own = r#"{
  "$schema": "http://json-schema.org/draft-04/schema#",
  "propertis": {},
  "properties": {
    "url": {"type": "string", "format": "url"},
    "kind": {"const": "event"},
    "part": {"$ref": "part.yaml"}
  }
}
"#;
    let part = "$schema: http://json-schema.org/draft-04/schema#\nminLenght: 1\nx-note: of one's own\nremark: of one's own\n";
    let expected = "\
schemas/own.json:3:3: warning[keyword-without-effect] `propertis` is no keyword of JSON Schema, so it has no effect
schemas/own.json:5:41: warning[keyword-without-effect] there is no format `url`, so nothing is checked
schemas/own.json:6:14: warning[keyword-without-effect] `const` is not known in draft 4, so it has no effect
schemas/part.yaml:2:1: warning[keyword-without-effect] `minLenght` is no keyword of JSON Schema, so it has no effect
";
    let config = "schemas: [{files: 'events/**', schema: schemas/own.json}]\n";
    let repo = Repo::with(&[
        ("reportlint.yaml", config),
        ("schemas/own.json", own),
        ("schemas/part.yaml", part),
        ("events/a.yaml", "name: a\n"),
    ]);
    for args in [&["events"][..], &["events"], &[]] {
        let run = repo.run(&[&["--format", "concise"], args].concat());
        assert_eq!((run.stdout.as_str(), run.status), (expected, 0), "{args:?} {run:?}");
    }
    let json = repo.run(&["--format", "json", "events"]);
    let report: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    // They are none of the files that were checked.
    assert_eq!(report["summary"]["files"], 1);
    let run = repo.run(&["--format", "concise", "--schema", "schemas/part.yaml", "events"]);
    assert_eq!(run.stdout.lines().count(), 1, "{run:?}");
    for (config, args) in [
        ("rules: {keyword-without-effect: 'off'}\n", &[][..]),
        ("overrides: [{files: 'schemas/**', rules: {format: 'off'}}]\n", &[]),
        ("", &["--only", "schema"]),
        ("", &["--rule", "keyword-without-effect=off"]),
    ] {
        repo.write(
            "reportlint.yaml",
            format!("schemas: [{{files: 'events/**', schema: schemas/own.json}}]\n{config}").as_bytes(),
        );
        let run = repo.run(&[&["--format", "concise", "events"], args].concat());
        assert_eq!((run.stdout.as_str(), run.status), ("", 0), "{config} {args:?} {run:?}");
    }
}

/// A change is no reason to report what a schema said before, and one to report what it says now.
#[test]
fn a_schema_that_did_not_change_is_no_finding_of_a_change() {
    let repo = committed(&[
        ("reportlint.yaml", "schemas: [{files: 'events/**', schema: own.json}]\n"),
        ("own.json", r#"{"propertis": {}}"#),
        ("events/a.yaml", "name: a\n"),
    ]);
    repo.write("events/a.yaml", b"name: b\n");
    let args = ["--format", "concise", "--changed-since", "HEAD"];
    assert_eq!(rules(&repo.run(&args)), [""; 0]);
    repo.write("own.json", br#"{"propertis": {}, "requird": []}"#);
    assert_eq!(rules(&repo.run(&args)), ["keyword-without-effect"; 2]);
    // What is staged is what counts.
    git(&repo, &["add", "own.json"]);
    repo.write("own.json", b"{}");
    assert_eq!(rules(&repo.run(&["--format", "concise", "--staged"])), ["keyword-without-effect"; 2]);
}

/// Rules of the field know reports, cases and legal codes. Where they cannot look at anything, a run is not green.
#[test]
fn rules_of_the_field_look_at_documents_with_a_kind() {
    let config = "schemas: [{files: 'events/**', schema: own.json}]\n";
    let repo = Repo::with(&[
        ("reportlint.yaml", config),
        ("own.json", "{}"),
        ("events/a.yaml", "title: The the same word\n"),
        ("a.yaml", "title: The the same word\n"),
    ]);
    for args in [&["--only", "style"][..], &["--only", "repeated-word,law"]] {
        for _ in 0..2 {
            let run = repo.run(&[args, &["events"]].concat());
            assert!(
                run.status == 2 && run.stderr.contains("documents with a `kind:` alone"),
                "{args:?} {run:?}"
            );
        }
    }
    for args in [
        &[][..],
        &["--only", "style,schema"],
        &["--only", "format"],
        &["--schema", "own.json", "--only", "style"],
    ] {
        assert_eq!(repo.run(&[args, &["events"]].concat()).status, 0, "{args:?}");
    }
    // The document may name the schema itself.
    let events = repo.read("events/a.yaml");
    repo.write("reportlint.yaml", b"{}\n");
    repo.write("events/a.yaml", format!("$schema: ../own.json\n{events}").as_bytes());
    for (args, status) in [(&["--only", "law"][..], 2), (&["--only", "law,schema"], 0), (&[], 0)] {
        let run = repo.run(&[args, &["events"]].concat());
        assert_eq!(run.status, status, "{args:?} {run:?}");
    }
    // A schema that is brought along is used, whatever else runs.
    repo.write("other.json", br#"{"required": ["name"]}"#);
    let run = repo.run(&["--format", "concise", "--only", "law", "--schema", "other.json", "events"]);
    assert_eq!(rules(&run), ["schema/required"], "{run:?}");
    repo.write("reportlint.yaml", config.as_bytes());
    repo.write("events/a.yaml", events.as_bytes());
    let show = |path: &str| repo.run(&["config", "--show", path]).stdout;
    let line = |text: &str, rule: &str| text.lines().find(|line| line.contains(rule)).unwrap().to_owned();
    assert!(
        line(&show("events/a.yaml"), "repeated-word:").ends_with("# by default, on documents with a kind")
    );
    assert!(line(&show("events/a.yaml"), "duplicate-key:").ends_with("# by default"));
    assert!(line(&show("a.yaml"), "repeated-word:").ends_with("# by default"));
    // With a kind they look at it, by whichever way it was asked for.
    let text = CLEAN.replace("title: A case", "title: A case of of words");
    repo.write("events/a.yaml", text.as_bytes());
    for args in [
        &["--only", "repeated-word"][..],
        &["--only", "style"],
        &["--schema", "own.json", "--rule", "repeated-word=error"],
        &["--schema", "own.json", "--only", "repeated-word"],
    ] {
        let run = repo.run(&[&["--format", "concise"], args, &["events"]].concat());
        assert!(rules(&run).contains(&"repeated-word"), "{args:?} {run:?}");
    }
    assert_eq!(rules(&repo.run(&["--format", "concise", "--schema", "own.json", "events"])), [""; 0]);
}

const NAMED: [(&str, &str); 4] = [
    ("events/a.yaml", "$schema: ../s/own.json\nname: 1\n"),
    ("events/b.yaml", "# yaml-language-server: $schema=https://example.org/s/other\nname: 1\n"),
    ("s/own.json", r#"{"propertis": {}, "properties": {"name": {"$ref": "part/m.json"}}}"#),
    ("s/part/m.json", r#"{"type": "integer", "minimun": 3}"#),
];

#[test]
fn schemas_that_documents_name_are_no_documents_and_are_looked_at() {
    let repo = Repo::with(&NAMED);
    // The second run answers from the cache where it can.
    for _ in 0..2 {
        let run = repo.run(&["--format", "concise", "--fail-on", "warning"]);
        let found = ["unknown-kind", "keyword-without-effect", "keyword-without-effect"];
        assert_eq!(rules(&run), found, "{run:?}");
        assert!(run.stdout.starts_with("events/b.yaml:"), "{run:?}");
        assert!(
            run.stdout.contains("s/own.json:1:2") && run.stdout.contains("s/part/m.json:1:21"),
            "{run:?}"
        );
    }
    // Whichever name they have, and also where they are not walked.
    repo.write("events/a.yaml", b"$schema: ../s/own.schema.json\nname: 1\n");
    repo.write("s/own.schema.json", br#"{"propertis": {}}"#);
    let run = repo.run(&["--format", "concise", "events/a.yaml"]);
    assert_eq!(rules(&run), ["keyword-without-effect"], "{run:?}");
    assert!(run.stdout.starts_with("s/own.schema.json:1:2"), "{run:?}");
    // A copy of what others publish is neither a document nor looked at.
    repo.write(
        "reportlint.yaml",
        b"schema_map: {'https://example.org/s/': copies}\ninclude: ['events/**', 'copies/**']\n",
    );
    repo.write("copies/other.json", br#"{"propertis": {}, "properties": {"name": {"type": "string"}}}"#);
    let run = repo.run(&["--format", "concise"]);
    assert_eq!(rules(&run), ["schema/type", "keyword-without-effect"], "{run:?}");
}

#[test]
fn a_change_behind_a_named_schema_is_seen() {
    let map = "schema_map: {'https://example.org/s/': copies}\n";
    let other = r#"{"properties": {"name": {"$ref": "more/m.json"}}}"#;
    let files = [
        ("reportlint.yaml", map),
        ("copies/other.json", other),
        ("copies/more/m.json", r#"{"type": "integer"}"#),
        ("events/c.yaml", "name: 1\n$schema: ../s/own.json\n"),
    ];
    let changes: [(&str, &str, &[&str]); 5] = [
        ("s/part/m.json", r#"{"type": "string"}"#, &["events/a.yaml", "events/c.yaml"]),
        ("s/own.json", r#"{"required": ["m"]}"#, &["events/a.yaml", "events/c.yaml"]),
        ("copies/more/m.json", r#"{"type": "string"}"#, &["events/b.yaml"]),
        ("copies/other.json", r#"{"required": ["m"]}"#, &["events/b.yaml"]),
        ("s/unused.json", "{}", &["s/unused.json"]),
    ];
    for (path, text, expected) in changes {
        let repo = committed(&[&NAMED[..], &files[..]].concat());
        repo.write(path, text.as_bytes());
        git(&repo, &["add", "-A"]);
        for args in [["--changed-since", "HEAD"].as_slice(), &["--staged"]] {
            let run = repo.run(&[args, &["--format", "concise", "--only", "schema"]].concat());
            let found: Vec<&str> =
                run.stdout.lines().filter_map(|line| Some(line.split_once(':')?.0)).collect();
            assert_eq!(found, expected, "{path} {args:?} {run:?}");
        }
    }
}

#[test]
fn the_fault_of_a_schema_is_told_where_it_lies() {
    let repo = Repo::with(&[
        ("s/a.json", r#"{"properties": {"a": {"$ref": "x/b.json"}}}"#),
        ("s/x/b.json", "{\n  \"properties\": {\"n\": {\"type\": \"objekt\"}}\n}\n"),
        ("e/a.yaml", "$schema: ../s/a.json\na: {n: 1}\n"),
    ]);
    let run = repo.run(&[]);
    assert!(run.stdout.contains("`objekt` is not one of the values of `type`"), "{run:?}");
    assert!(run.stdout.contains("see s/x/b.json:2:32; did you mean `object`?"), "{run:?}");
    // It is a schema, usable or not.
    assert!(!run.stdout.contains("s/x/b.json:2:3\n"), "{run:?}");
    let run = repo.run(&["--schema", "s/a.json", "e/a.yaml"]);
    assert!(
        run.stderr.starts_with("error: s/x/b.json:2:32: this is not a valid schema: `objekt`"),
        "{run:?}"
    );
    repo.write("reportlint.yaml", b"schemas: [{files: 'e/**', schema: s/a.json}]\n");
    let run = repo.run(&[]);
    assert!(run.stdout.contains("see s/x/b.json:2:32; did you mean `object`?"), "{run:?}");
}

#[test]
fn the_advice_on_a_missing_kind_fits_the_file() {
    let repo = Repo::with(&[
        ("a.json", r#"{"title": "A"}"#),
        ("b.json", r#"{"type": "object", "properties": {"name": {"type": "string"}}}"#),
        ("c.yaml", "# yaml-language-server: $schema=urn:reportlint:schema:case\ntitle: A\n"),
        ("d.json", r#"{"$schema": "urn:reportlint:schema:case", "kind": "case", "title": "A"}"#),
        ("e.json", r#"{"kind": ""}"#),
    ]);
    let advice = |name: &str| {
        let run = repo.run(&[name]);
        let finding = run.stdout.split("[unknown-kind]").nth(1).unwrap_or_default().to_owned();
        (finding, run.stdout)
    };
    assert!(advice("a.json").0.contains(r#"write one of these at the top: `"kind": "report"`, `"#));
    assert!(advice("e.json").0.contains(r#"write one of `"kind": "report"`, `"#));
    let (schema, _) = advice("b.json");
    assert!(
        schema.contains(r#"write `"$schema": "https://json-schema.org/draft/2020-12/schema"` at the top"#)
    );
    // What it advises leads to no other finding.
    repo.write(
        "b.json",
        br#"{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "properties": {}}"#,
    );
    assert_eq!(repo.run(&["b.json"]).status, 0);
    let (named, all) = advice("c.yaml");
    assert!(named.contains("write `kind: case` at the top"), "{named}");
    assert!(!all.contains("`kind` is missing") && !all.contains("its content is not checked"), "{all}");
    assert!(all.contains("`id` is missing"), "{all}");
    assert!(!advice("d.json").1.contains("unknown-kind"));
}

#[test]
fn several_documents_in_a_list_are_told_how_to_stand_apart() {
    let repo = Repo::with(&[
        ("reportlint.yaml", "kinds: [{files: 'cases/*', kind: case}]\n"),
        ("cases/a.yaml", "- {id: a, title: A}\n- {id: b, title: B}\n"),
        ("cases/b.json", r#"[{"id": "c", "title": "C"}, {"id": "d", "title": "D"}]"#),
    ]);
    let run = repo.run(&[]);
    assert!(
        run.stdout.contains("write each outside of the list, with a line `---` between two of them"),
        "{run:?}"
    );
    assert!(run.stdout.contains("put each into a file of its own"), "{run:?}");
    assert!(!run.stdout.contains("without the list around it"), "{run:?}");
}

/// Who names a document as a schema must not silence what is found in it.
#[test]
fn a_document_stays_one_if_another_names_it_as_its_schema() {
    let faulty = CLEAN.replace("2023-04-10", "2023-02-30");
    let repo = Repo::with(&[
        ("a.yaml", &faulty),
        ("events/own.yaml", "$schema: ../own.json\nname: 1\n"),
        ("own.json", r#"{"properties": {"name": {"type": "string"}}}"#),
        ("x/itself.yaml", "$schema: itself.yaml\ntitle: A\n"),
    ]);
    let before = repo.run(&["--format", "concise", "--only", "schema"]);
    assert_eq!(rules(&before)[..2], ["schema/format", "schema/type"], "{before:?}");
    repo.write("x/b.yaml", b"$schema: ../a.yaml\ntitle: A\n");
    repo.write("x/c.yaml", b"$schema: ../events/own.yaml\ntitle: A\n");
    let after = repo.run(&["--format", "concise", "--only", "schema"]);
    assert_eq!(rules(&after)[..2], ["schema/format", "schema/type"], "{after:?}");
}
