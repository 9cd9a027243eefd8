//! The page for a browser: it is well-formed, asks for nothing, and no text becomes markup in it.

use proptest::prelude::*;

use super::*;
use crate::page::ReadPage;

/// Texts that try to become markup.
const MARKUP: [&str; 8] = [
    "</script><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "<!-- <style>*{display:none}</style>",
    "]]><svg/onload=alert(1)>",
    "&lt;b&gt; &amp; &#60;i&#62; &",
    "{{ 7 * 7 }} {% raw %} `a`<b>`c`",
    "</textarea></title></pre></ol></article>",
];

fn page(outcome: &Outcome) -> ReadPage {
    ReadPage::read(&rendered(OutputFormat::Html, outcome, &Style::default()))
}

/// A finding that says `hostile` in every place, in a file of that name and text.
fn everywhere(hostile: &str) -> Outcome {
    let text = format!("a: {hostile}\nb: {hostile}\n");
    let span = span_of(&text, hostile);
    let edit = Edit { span, replacement: format!("{hostile}{hostile}") };
    let mut one = finding(span, hostile)
        .with_note(hostile)
        .with_label(Span::new(0, 1), hostile)
        .with_help(hostile)
        .with_fix(hostile, Applicability::Unsafe, vec![edit]);
    one.rule = RuleName::new("local/x");
    let mut all = outcome(&[(hostile, &text)], vec![one]);
    all.failures = vec![Failure::new(Some(hostile.to_owned()), hostile)];
    all
}

fn has(page: &ReadPage, text: &str) -> bool {
    let plain = |text: &str| text.replace('`', "");
    plain(&page.text).contains(&plain(text))
}

#[test]
fn no_text_becomes_markup() {
    let shape = |page: &ReadPage| page.elements.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
    let plain = shape(&page(&everywhere("plain words")));
    for hostile in MARKUP {
        let page = page(&everywhere(hostile));
        page.assert_harmless();
        assert!(has(&page, hostile), "{hostile} is not there: {}", page.text);
        if !hostile.contains('`') {
            assert_eq!(shape(&page), plain, "{hostile}");
        }
    }
}

#[test]
fn what_the_page_may_do_is_written_into_it() {
    let page = page(&across_files());
    page.assert_harmless();
    let policy: Vec<&str> = page.policy().split("; ").collect();
    let [default, style, script, rest @ ..] = policy.as_slice() else { panic!("{policy:?}") };
    assert_eq!(*default, "default-src 'none'");
    assert!(
        style.starts_with("style-src 'sha256-") && script.starts_with("script-src 'sha256-"),
        "{policy:?}"
    );
    assert_eq!(
        rest,
        ["img-src data:", "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'"]
    );
}

#[test]
fn deceptive_characters_are_shown_and_copied_as_they_are() {
    let text = "name: \u{202e}evil\n";
    let edit = Edit { span: span_of(text, "evil"), replacement: "live".to_owned() };
    let one = finding(span_of(text, "evil"), "m").with_fix("write it", Applicability::Safe, vec![edit]);
    let page = page(&outcome(&[("a.yaml", text)], vec![one]));
    assert!(page.text.contains("name: \\u{202e}evil"), "{}", page.text);
    let copies: Vec<&str> = page.elements.iter().filter_map(|one| one.get("data-text")).collect();
    assert_eq!(copies, ["\"name: \\u202elive\""]);
}

#[test]
fn a_rule_is_explained_once_and_every_finding_leads_to_it() {
    let mut all = outcome(&[("reports/kz.yaml", REPORT)], vec![verdict(), verdict(), quoted()]);
    all.name_findings();
    let page = page(&all);
    let pages = page.elements.iter().filter(|element| element.get("class") == Some("page")).count();
    let links = page.elements.iter().filter(|one| one.get("href").is_some_and(|href| href.starts_with("#r")));
    assert_eq!((page.count("article"), pages, links.count()), (3, 2, 3));
    assert!(page.text.contains("A verdict has no date."), "{}", page.text);
}

#[test]
fn a_page_of_very_many_findings_stays_small_and_loses_none() {
    let many = |count: usize, line: usize| {
        let text = format!("{}: X\n", "'\"<&>".repeat(line));
        let text = text.repeat(12);
        let one = |index: usize| {
            let start = text.match_indices('X').nth(index % 12).unwrap().0 as u32;
            let mut one =
                finding(Span::new(start, start + 1), &"why ".repeat(30)).with_help("how ".repeat(40));
            one.secondary = vec![one.primary.clone()];
            one
        };
        rendered(
            OutputFormat::Html,
            &outcome(&[("a.yaml", &text)], (0..count).map(one).collect()),
            &Style::default(),
        )
    };
    let usual = many(5_000, 2);
    assert!(usual.len() < 10_000_000 && !usual.contains("class=\"cut\""), "{}", usual.len());
    let wide = many(5_000, 40);
    assert!(wide.len() < 10_000_000 && wide.contains("class=\"cut\""), "{}", wide.len());
    assert_eq!(wide.matches("<article ").count(), 5_000);
}

proptest! {
    #[test]
    fn any_text_gives_a_well_formed_page(
        text in "([a-c \t\r\n]|[<>&\"'`=/]|[ж東😀\u{301}\u{feff}\u{1b}\u{202e}\u{fffe}]|\n){0,60}",
        places in prop::collection::vec((0u32..200, 0u32..200), 1..6),
        note in "[a\n<>&\"'`ж]{0,12}",
    ) {
        let mut labels = places.iter().map(|(a, b)| Label {
            file: FileId(0), span: Span { start: *a.min(b), end: *a.max(b) }, message: Some(note.clone()),
        });
        let primary = labels.next().unwrap();
        let edits = vec![Edit { span: primary.span, replacement: note.clone() }];
        let mut one = finding(primary.span, &note).with_help(note.clone()).with_fix(note.clone(), Applicability::Safe, edits);
        one.primary = primary;
        one.secondary = labels.collect();
        let page = page(&outcome(&[("a", &text)], vec![one]));
        page.assert_harmless();
        prop_assert_eq!(page.count("article"), 1);
    }
}
