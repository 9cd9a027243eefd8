//! The page that an editor opens in a browser.

use crate::page::ReadPage;
use crate::support::{CLEAN, Repo};

/// A case whose words try to become markup.
const HOSTILE: &str = "kind: case
id: a-case
title: \"</script><script>alert(1)</script>\"
country: KZ
freedoms: [expression, \"\\\"><img src=x onerror=alert(1)>\"]
\"<b onclick='x()'>\": 1
summary: \"\\u202e\\e[31m ‘‘x’’ <!-- \"
events:
  - {type: \"</pre></ol>\", date: 2023-04-31, sources: [\"&lt;i&gt;\"]}
sources:
  register: {type: interview, title: Talk, published: 2023-05-02}
";

fn written(repo: &Repo, args: &[&str]) -> ReadPage {
    let run = repo.run(&[args, &["-o", "out.html"]].concat());
    assert!(run.stdout.is_empty(), "{run:?}");
    ReadPage::read(&repo.read("out.html"))
}

#[test]
fn the_ending_of_the_file_asks_for_the_page() {
    let repo = Repo::with(&[("a.yaml", CLEAN)]);
    for (file, args) in [
        ("a.html", vec!["-o", "a.html"]),
        ("b.htm", vec!["-o", "b.htm"]),
        ("c", vec!["--format", "html=c"]),
        ("d.txt", vec!["--format", "html", "-o", "d.txt"]),
    ] {
        let run = repo.run(&args);
        assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{run:?}");
        assert!(repo.read(file).starts_with("<!DOCTYPE html>\n"), "{file}");
    }
}

#[test]
fn each_ending_asks_for_its_format() {
    let repo = Repo::with(&[("a.yaml", CLEAN)]);
    for (file, begins) in [
        ("a.json", "{\n  \"version\": 1"),
        ("a.sarif", "{\n  \"$schema\""),
        ("a.rdjson", "{\n  \"source\""),
        ("checkstyle.xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle"),
        ("a.xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites"),
        ("a.txt", "1 file checked"),
    ] {
        let run = repo.run(&["-o", file, "a.yaml"]);
        assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{run:?}");
        assert!(repo.read(file).starts_with(begins), "{file}: {}", repo.read(file));
    }
}

#[test]
fn nothing_in_a_file_becomes_markup() {
    let repo = Repo::with(&[("<img src=x onerror=alert(1)>.yaml", HOSTILE)]);
    let page = written(&repo, &["--preset", "strict"]);
    page.assert_harmless();
    assert!(page.count("article") > 4, "{page:?}");
    for text in [
        "</script><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<b onclick='x()'>",
        "</pre></ol>",
    ] {
        assert!(page.text.contains(text), "{text} is not shown: {}", page.text);
    }
    assert!(page.text.contains("\\u202e\\e[31m"), "{}", page.text);
}

#[test]
fn silence_says_what_was_checked() {
    let repo = Repo::with(&[("cases/a.yaml", CLEAN)]);
    let page = written(&repo, &[]);
    page.assert_harmless();
    for text in [
        "No findings",
        "1 file checked (1 case), no findings of",
        "1: 1 case",
        "cases/a.yaml",
        "verdict-without-date",
    ] {
        assert!(page.text.contains(text), "{text} is not there: {}", page.text);
    }
    assert_eq!((page.count("article"), page.count("form")), (0, 0));
}

#[test]
fn a_run_that_fails_says_so_in_the_page() {
    let repo = Repo::with(&[("a.yaml", CLEAN)]);
    let run = repo.run(&["--format", "html=out.html", "a.yaml", "nowhere.yaml"]);
    assert_eq!(run.status, 2, "{run:?}");
    let page = ReadPage::read(&repo.read("out.html"));
    page.assert_harmless();
    assert!(page.text.contains("This run failed") && page.text.contains("nowhere.yaml"), "{}", page.text);
}

#[test]
fn every_finding_is_there_with_its_advice_change_and_rule() {
    let bad =
        CLEAN.replace("date: 2023-04-10", "date: 2023-04-31").replace("title: A case", "title: “A case");
    let repo = Repo::with(&[("a.yaml", &bad), ("b.yaml", "kind: case\nid: [\n")]);
    let json: serde_json::Value = serde_json::from_str(&repo.run(&["--format", "json"]).stdout).unwrap();
    let findings = json["diagnostics"].as_array().unwrap();
    let page = written(&repo, &[]);
    page.assert_harmless();
    assert_eq!(page.count("article"), findings.len());
    for finding in findings {
        let texts = ["message", "help"].map(|key| finding[key].as_str().unwrap_or_default().replace('`', ""));
        for words in texts.iter().flat_map(|text| text.lines()) {
            assert!(page.text.contains(words), "{words} is not there: {}", page.text);
        }
        let line = finding["start"]["line"].as_u64().unwrap();
        assert!(page.text.contains(&format!("line {line}, column {}", finding["start"]["column"])));
    }
    // A page of a rule, and one of a family of findings.
    assert!(page.text.contains("What cannot be read cannot be checked"), "{}", page.text);
}
