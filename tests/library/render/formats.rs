//! The formats for other programs, held against their definitions.

use jsonschema::Validator;
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::Value;

use super::*;

/// Two findings of a file and one over two files, two that are suppressed, and a file that cannot be read.
fn everything() -> Outcome {
    let mut all = across_files();
    let mut info = verdict();
    info.severity = Severity::Info;
    all.diagnostics.extend([verdict(), quoted(), info]);
    all.suppressed = vec![held_back(verdict(), Holder::Comment), held_back(quoted(), Holder::Baseline)];
    all.failures = vec![Failure::new(Some("x.yaml".to_owned()), "permission denied")];
    let entry = reportlint::rules::find("verdict-without-date").unwrap();
    all.rules = vec![EnabledRule::built_in(&entry.meta, Severity::Error)];
    all.name_findings();
    all
}

fn shown(format: OutputFormat, outcome: &Outcome) -> String {
    rendered(format, outcome, &Style::default())
}

fn standard(schema: &str) -> Validator {
    let mut schema: Value = serde_json::from_str(schema).unwrap();
    // A pattern of two keys, which are not written, has a bracket too many, at which the validator balks.
    for part in ["run", "toolComponent"] {
        schema["definitions"][part]["properties"]["language"] = Value::Bool(true);
    }
    jsonschema::draft7::new(&schema).unwrap()
}

/// As many findings as there are `count`, some grave, some mild.
fn many(count: usize) -> Outcome {
    let findings = (0..count).map(|index| {
        let mut finding = verdict();
        finding.severity = if index % 3 == 0 { Severity::Error } else { Severity::Info };
        finding
    });
    let mut all = outcome(&[("reports/kz.yaml", REPORT)], findings.collect());
    all.name_findings();
    all
}

/// Takes out the text between two others.
fn cut_out(text: String, from: &str, to: &str) -> String {
    let (before, rest) = text.split_once(from).unwrap();
    let (_, after) = rest.split_once(to).unwrap();
    format!("{before}{from}…{to}{after}")
}

#[test]
fn each_format() {
    for format in OutputFormat::all().skip(2) {
        let mut text = shown(format, &everything());
        if format == OutputFormat::Sarif {
            // The page of the rule is told elsewhere.
            let mut log: Value = serde_json::from_str(&text).unwrap();
            log["runs"][0]["tool"]["driver"]["rules"][0]["help"] = Value::Null;
            text = serde_json::to_string_pretty(&log).unwrap();
        }
        if format == OutputFormat::Html {
            // So is it here, and the style sheet and the script are files of their own.
            text = cut_out(text, "<style>", "</style>");
            text = cut_out(text, "<script>", "</script>");
            for rule in ["<div class=\"page\" id=\"r0\">", "<div class=\"page\" id=\"r1\">"] {
                text = cut_out(text, rule, "</div>");
            }
            text = cut_out(text, "Content-Security-Policy\" content=\"", "\"/>");
        }
        insta::assert_snapshot!(format!("format-{}", format.name()), text);
    }
}

#[test]
fn rules_are_linked_where_their_pages_have_an_address() {
    let mut all = everything();
    let linking = |all: &Outcome| -> Vec<&str> {
        // The page has the rules' own pages in it, and links to nothing else.
        let others = OutputFormat::all().filter(|format| *format != OutputFormat::Html);
        let formats = others.filter(|format| shown(*format, all).contains("://"));
        formats.map(OutputFormat::name).collect()
    };
    // The schema that each SARIF log names.
    assert_eq!(linking(&all), ["sarif"]);
    all.docs_url = Some("https://example.org/rules/".to_owned());
    assert_eq!(linking(&all), ["human", "json", "jsonl", "sarif", "rdjson", "markdown"]);
    let log: Value = serde_json::from_str(&shown(OutputFormat::Sarif, &all)).unwrap();
    assert_eq!(
        log["runs"][0]["tool"]["driver"]["rules"][0]["helpUri"],
        "https://example.org/rules/verdict-without-date"
    );
    assert!(standard(include_str!("sarif-2.1.0.schema.json")).is_valid(&log));
}

#[test]
fn json_has_its_form() {
    let validator: Validator = {
        let schema: Value =
            serde_json::from_str(reportlint::schema::bundled_text("output").unwrap()).unwrap();
        jsonschema::draft202012::new(&schema).unwrap()
    };
    let linked = Outcome { docs_url: Some("https://example.org/rules".to_owned()), ..everything() };
    for all in [everything(), linked, outcome(&[], Vec::new())] {
        let report: Value = serde_json::from_str(&shown(OutputFormat::Json, &all)).unwrap();
        let errors: Vec<_> = validator.iter_errors(&report).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
        let lines: Vec<Value> = shown(OutputFormat::JsonLines, &all)
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let (failures, findings): (Vec<Value>, Vec<Value>) =
            lines.into_iter().partition(|line| line.get("failure").is_some());
        assert_eq!(Value::Array(findings), report["diagnostics"]);
        let failures = failures.into_iter().map(|mut line| line["failure"].take()).collect();
        assert_eq!(Value::Array(failures), report["failures"]);
    }
}

#[test]
fn sarif_is_valid_by_the_standard() {
    let validator = standard(include_str!("sarif-2.1.0.schema.json"));
    for all in [everything(), outcome(&[], Vec::new()), many(40)] {
        let log: Value = serde_json::from_str(&shown(OutputFormat::Sarif, &all)).unwrap();
        let errors: Vec<_> = validator.iter_errors(&log).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
        let run = &log["runs"][0];
        for result in run["results"].as_array().unwrap() {
            let index = result["ruleIndex"].as_u64().unwrap() as usize;
            assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        }
    }
}

#[test]
fn sarif_keeps_what_code_scanning_keeps_the_gravest_first() {
    let mut all = many(6_000);
    all.suppressed = vec![held_back(verdict(), Holder::Comment)];
    let mut wide = verdict();
    wide.secondary = vec![wide.primary.clone(); 150];
    all.diagnostics.push(wide);
    let log: Value = serde_json::from_str(&shown(OutputFormat::Sarif, &all)).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let count = |level: &str| results.iter().filter(|result| result["level"] == level).count();
    assert_eq!((results.len(), count("error"), count("note")), (5_000, 2_001, 2_999));
    let related = results.iter().filter_map(|result| result["relatedLocations"].as_array().map(Vec::len));
    assert_eq!(related.max(), Some(99));
    let said = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
    assert!(said.as_str().unwrap().starts_with("1002 further results are left out"), "{said}");
}

#[test]
fn github_annotates_ten_of_a_kind_and_lists_the_rest() {
    let shown = shown(OutputFormat::Github, &many(60));
    let count = |prefix: &str| shown.lines().filter(|line| line.starts_with(prefix)).count();
    assert_eq!((count("::error "), count("::notice "), count("reports/kz.yaml:8:")), (10, 10, 40));
    assert!(shown.contains("::group::40 more, which GitHub does not show as annotations\n"), "{shown}");
}

#[test]
fn gitlab_and_reviewdog_get_what_they_ask_for() {
    let issues: Vec<Value> = serde_json::from_str(&shown(OutputFormat::Gitlab, &everything())).unwrap();
    for issue in &issues {
        let is_text = |key: &str| issue[key].as_str().is_some_and(|text| !text.is_empty());
        assert!(["description", "check_name", "fingerprint"].into_iter().all(is_text), "{issue}");
        assert!(["info", "minor", "major", "blocker"].contains(&issue["severity"].as_str().unwrap()));
        assert!(issue["location"]["lines"]["begin"].as_u64().unwrap() >= 1);
    }
    let text = "a: Жанболат x\n";
    let fix = vec![Edit { span: span_of(text, "x"), replacement: "y".to_owned() }];
    let found = finding(span_of(text, "x"), "m").with_fix("write y", Applicability::Safe, fix);
    let all = outcome(&[("a.yaml", text)], vec![found]);
    let report: Value = serde_json::from_str(&shown(OutputFormat::Rdjson, &all)).unwrap();
    let suggestion = &report["diagnostics"][0]["suggestions"][0];
    // Its columns are bytes.
    let start = text.find('x').unwrap() + 1;
    assert_eq!(suggestion["range"]["start"], serde_json::json!({"line": 1, "column": start}));
    assert_eq!(suggestion["text"], "y");
}

/// The attributes and texts of an XML document.
fn xml_texts(document: &str) -> Vec<String> {
    use quick_xml::events::Event as Xml;
    let mut reader = quick_xml::Reader::from_str(document);
    reader.config_mut().check_end_names = true;
    let mut texts = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Xml::Start(tag) | Xml::Empty(tag) => {
                texts.extend(tag.attributes().map(|one| {
                    let value = one.unwrap().value.into_owned();
                    quick_xml::escape::unescape(&value).unwrap().into_owned()
                }));
            }
            Xml::Eof => return texts,
            _ => {}
        }
    }
}

#[test]
fn xml_holds_any_text() {
    let message = "<b> & \"quoted\" 'x' ]]> \u{fffe} \u{1b}";
    let path = "a<b>&\".yaml";
    let all = outcome(&[(path, "x: 1\n")], vec![finding(Span::new(0, 1), message)]);
    for format in [OutputFormat::Junit, OutputFormat::Checkstyle] {
        let texts = xml_texts(&shown(format, &all));
        assert!(texts.iter().any(|text| text == path), "{texts:?}");
        let safe = message.replace('\u{fffe}', "\u{fffd}").replace('\u{1b}', "\\u{1b}");
        assert!(texts.contains(&safe), "{texts:?}");
    }
}

#[test]
fn markdown_is_one_table_whatever_a_file_says() {
    let hostile = "a|b `c` **d** <script>x</script> [l](http://e.example) ![i](j) @user #1 https://f.example www.g.example \
                   | x |\n|---|\n# h\n$$m$$ ~~s~~ \\| `open";
    let mut found = finding(Span::new(0, 1), hostile).with_help(hostile);
    found.rule = RuleName::new(hostile);
    let mut all = outcome(&[(hostile, "x: 1\n")], vec![found]);
    all.docs_url = Some("https://example.org/rules/".to_owned());
    let text = shown(OutputFormat::Markdown, &all);
    let (mut rows, mut links, mut html) = (0, Vec::new(), Vec::new());
    for event in Parser::new_ext(&text, Options::all()) {
        match event {
            Event::Start(Tag::TableRow) => rows += 1,
            Event::Start(Tag::Link { dest_url, .. }) => links.push(dest_url.to_string()),
            Event::InlineHtml(tag) | Event::Html(tag) => html.push(tag.to_string()),
            Event::Start(Tag::Image { .. } | Tag::Heading { .. } | Tag::Strikethrough)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::Code(_) => panic!("{event:?} in {text}"),
            _ => {}
        }
    }
    assert_eq!(rows, 1, "{text}");
    assert!(
        links.len() == 1 && links.iter().all(|link| link.starts_with("https://example.org/rules/")),
        "{links:?}"
    );
    assert!(
        html.iter().all(|tag| ["<code>", "</code>", "<br>", "<!-- -->"].contains(&tag.as_str())),
        "{html:?}"
    );
    assert!(!text.contains("@user") && !text.contains("#1 ") && !text.contains("http://e"), "{text}");
}

#[test]
fn markdown_fits_into_a_comment() {
    let text = shown(OutputFormat::Markdown, &many(5_000));
    assert!(text.len() < 65_536, "{}", text.len());
    assert!(text.contains(" more findings do not fit in here."), "{text}");
}
