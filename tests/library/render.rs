//! Reports over outcomes made by hand: how each case looks, and that nothing in a file can make a
//! report lie.

#![allow(clippy::unwrap_used, clippy::string_slice, clippy::indexing_slicing, reason = "helpers of tests")]

mod fingerprint;
mod formats;
mod hostile;
mod html;

use std::sync::Arc;
use std::time::Duration;

use reportlint::diagnostic::{Applicability, Diagnostic, Edit, Label, RuleName, Severity};
use reportlint::outcome::{EnabledRule, Failure, FileEntry, Holder, Outcome, Withheld};
use reportlint::render::{OutputFormat, Style, render};
use reportlint::source::{FileId, SourceFile, Span};
use reportlint::tree::{Pointer, Segment};

const GRAPHICAL: Style = Style {
    color: false,
    unicode: true,
    hyperlinks: false,
    width: 80,
    graphical: true,
    quiet: true,
    statistics: false,
    by_line: false,
    verbose: false,
    failures: true,
};
const PLAIN: Style = Style { graphical: false, unicode: false, ..GRAPHICAL };

const REPORT: &str = "\
id: kz-2023
cases:
  - id: mamai
    person: Жанболат Мамай
    events:
      - type: trial
        date: 2023-04-10
      - type: verdict
        court: Алматинский суд
";

fn outcome(files: &[(&str, &str)], diagnostics: Vec<Diagnostic>) -> Outcome {
    let files: Vec<_> = (0..)
        .zip(files)
        .map(|(id, (path, text))| FileEntry {
            path: (*path).to_owned(),
            source: Some(Arc::new(SourceFile::new(FileId(id), *path, *text))),
            is_checked: true,
        })
        .collect();
    let checked = files.len();
    Outcome { files, diagnostics, checked, elapsed: Duration::from_millis(14), ..Outcome::default() }
}

fn held_back(finding: Diagnostic, by: Holder) -> Withheld {
    Withheld { finding, by, reason: Some("the file is sealed".into()) }
}

fn rendered(format: OutputFormat, outcome: &Outcome, style: &Style) -> String {
    let mut out = Vec::new();
    render(format, outcome, style, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The graphical and the plain form of one finding, to be looked at together.
fn both(outcome: &Outcome) -> String {
    let graphical = rendered(OutputFormat::Human, outcome, &GRAPHICAL);
    format!("{graphical}{}\n{}", "=".repeat(80), rendered(OutputFormat::Human, outcome, &PLAIN))
}

fn span_of(text: &str, needle: &str) -> Span {
    let start = text.find(needle).unwrap();
    Span::new(start as u32, (start + needle.len()) as u32)
}

fn finding(span: Span, message: &str) -> Diagnostic {
    Diagnostic::new(RuleName::new("verdict-without-date"), FileId(0), span, message)
}

fn one(text: &str, diagnostic: Diagnostic) -> String {
    both(&outcome(&[("reports/kz.yaml", text)], vec![diagnostic]))
}

fn verdict() -> Diagnostic {
    finding(span_of(REPORT, "type: verdict"), "the verdict against Жанболат Мамай has no date")
        .with_note("no `date:` here")
        .with_label(span_of(REPORT, "2023-04-10"), "the trial opened here")
        .with_help("add `date:` with the day on which the verdict was announced")
        .with_pointer(Pointer(vec![
            Segment::Key("cases".to_owned()),
            Segment::Index(0),
            Segment::Key("events".to_owned()),
            Segment::Index(1),
        ]))
}

fn quoted() -> Diagnostic {
    let date = span_of(REPORT, "2023-04-10");
    let mut diagnostic =
        Diagnostic::new(RuleName::new("schema/type"), FileId(0), date, "2023-04-10 is not text").with_fix(
            "quote the value",
            Applicability::Safe,
            vec![Edit { span: date, replacement: "\"2023-04-10\"".to_owned() }],
        );
    diagnostic.severity = Severity::Warning;
    diagnostic
}

fn across_files() -> Outcome {
    let other = "# archive\n\ncases:\n  - id: mamai\n    person: Ж. Мамай\n";
    let mut diagnostic =
        finding(span_of(REPORT, "id: mamai"), "the id `mamai` names two cases").with_note("first used here");
    diagnostic.secondary.push(Label {
        file: FileId(1),
        span: span_of(other, "id: mamai"),
        message: Some("used again".to_owned()),
    });
    outcome(&[("reports/kz.yaml", REPORT), ("archive/2022.yaml", other)], vec![diagnostic])
}

#[test]
fn two_labels_near_each_other() {
    insta::assert_snapshot!(one(REPORT, verdict()));
}

#[test]
fn labels_far_apart() {
    let text = format!("first: 1\n{}last: 2\n", "filler: x\n".repeat(120));
    let diagnostic = finding(span_of(&text, "last"), "`last` contradicts `first`")
        .with_note("says 2")
        .with_label(span_of(&text, "first"), "says 1");
    insta::assert_snapshot!(one(&text, diagnostic));
}

#[test]
fn label_in_another_file() {
    insta::assert_snapshot!(both(&across_files()));
}

#[test]
fn fixes_are_described() {
    let date = span_of(REPORT, "2023-04-10");
    let edit = |span, text: &str| Edit { span, replacement: text.to_owned() };
    let with =
        |edits| finding(date, "the date is odd").with_fix("mend the date", Applicability::Unsafe, edits);
    let all = outcome(
        &[("reports/kz.yaml", REPORT)],
        vec![
            quoted(),
            with(vec![edit(Span::empty(date.end), "  # local time")]),
            with(vec![edit(date, "")]),
            with(vec![edit(date, &"x".repeat(90))]),
            with(vec![edit(Span::empty(date.start), "'"), edit(Span::empty(date.end), "'")]),
        ],
    );
    insta::assert_snapshot!(both(&all));
}

#[test]
fn a_fix_that_puts_spaces_for_a_tab() {
    let text = "a:\n\tb: 1\n";
    let tab = span_of(text, "\t");
    let edit = Edit { span: tab, replacement: "  ".to_owned() };
    let found = finding(tab, "a tab stands where only spaces can").with_fix(
        "put 2 spaces for each tab",
        Applicability::Unsafe,
        vec![edit],
    );
    insta::assert_snapshot!(one(text, found));
}

#[test]
fn several_labels_on_one_line() {
    let text = "sentence: {years: 6, from: 2023, to: 2028}\n";
    let diagnostic = finding(span_of(text, "6"), "6 years do not lie between 2023 and 2028")
        .with_note("six years")
        .with_label(span_of(text, "2023"), "from here")
        .with_label(span_of(text, "2028"), "to here");
    insta::assert_snapshot!(one(text, diagnostic));
}

#[test]
fn overlapping_labels() {
    let text = "sentence: {years: 6, from: 2023, to: 2028}\n";
    let diagnostic = finding(span_of(text, "years: 6"), "odd sentence")
        .with_note("the entry")
        .with_label(span_of(text, "years"), "the key")
        .with_label(span_of(text, "6"), "the value")
        .with_label(span_of(text, "{years: 6, from: 2023, to: 2028}"), "the whole");
    insta::assert_snapshot!(one(text, diagnostic));
}

#[test]
fn labels_with_the_same_place() {
    let text = "from: 2023\n";
    let diagnostic = finding(span_of(text, "2023"), "odd year")
        .with_note("the year")
        .with_label(span_of(text, "2023"), "also the year");
    insta::assert_snapshot!(one(text, diagnostic));
}

#[test]
fn a_label_on_space_alone() {
    let text = "from: 2023   \nto: 2024\n";
    insta::assert_snapshot!(one(text, finding(Span::new(10, 13), "space at the end of the line")));
}

#[test]
fn label_over_several_lines() {
    let text = "a: 1\nquote: |\n  one\n  two\n  three\nb: 2\n";
    let diagnostic =
        finding(span_of(text, "one\n  two\n  three\n"), "the quote has no source").with_note("quoted here");
    insta::assert_snapshot!(one(text, diagnostic));
}

#[test]
fn label_over_many_lines() {
    let text = format!("quote: |\n{}b: 2\n", "  line\n".repeat(30));
    let span = Span::new(11, 9 + 30 * 7);
    insta::assert_snapshot!(one(&text, finding(span, "the quote is long").with_note("quoted here")));
}

#[test]
fn labels_within_a_label_over_several_lines() {
    let text = "quote: |\n  one\n  two\n  three\nb: 2\n";
    let diagnostic = finding(span_of(text, "quote: |\n  one\n  two"), "odd quote")
        .with_note("the quote")
        .with_label(span_of(text, "one"), "a word")
        .with_label(span_of(text, "two\n  three"), "the end");
    insta::assert_snapshot!(one(text, diagnostic));
}

#[test]
fn empty_labels() {
    let text = "id: \nname: x";
    let all = [
        finding(Span::empty(0), "nothing at the beginning").with_note("here"),
        finding(Span::empty(4), "nothing at the end of a line").with_note("here"),
        finding(Span::empty(12), "nothing at the end of the file").with_note("here"),
        finding(Span::new(900, 1000), "behind the file").with_note("clamped"),
    ];
    insta::assert_snapshot!(both(&outcome(&[("a.yaml", text)], all.into())));
}

#[test]
fn end_of_a_file_that_ends_in_a_line_break() {
    insta::assert_snapshot!(one("id: x\n", finding(Span::empty(6), "the document ends early")));
}

#[test]
fn empty_file() {
    insta::assert_snapshot!(one("", finding(Span::empty(0), "the file is empty").with_note("nothing here")));
}

#[test]
fn windows_line_breaks_and_byte_order_mark() {
    let text = "\u{feff}id: x\r\nname: y\r\nkind: z\r\n";
    let all = [
        finding(span_of(text, "id"), "first line").with_note("here"),
        finding(span_of(text, "name: y\r\n"), "with its line break").with_note("here"),
    ];
    insta::assert_snapshot!(both(&outcome(&[("crlf.yaml", text)], all.into())));
}

#[test]
fn wide_and_combining_characters() {
    let lines = [
        ("ru: Алматинский суд — WORD", "Cyrillic"),
        ("kk: Қазақстан Ғ Ұ Ө WORD", "Kazakh"),
        ("kk: \u{41a}\u{323} Г\u{335} WORD", "combining"),
        ("zh: 東京都 WORD 千代田区", "wide"),
        ("em: 😀 🇰🇿 WORD", "emoji"),
        ("tab:\tx\tWORD", "tabs"),
    ];
    let text: String = lines.iter().map(|(line, _)| format!("{line}\n")).collect();
    let mut from = 0;
    let all = lines
        .iter()
        .map(|(_, name)| {
            let start = from + text[from..].find("WORD").unwrap();
            from = start + 4;
            finding(Span::new(start as u32, from as u32), name).with_note("WORD")
        })
        .collect();
    insta::assert_snapshot!(both(&outcome(&[("wide.yaml", &text)], all)));
}

#[test]
fn a_wide_label_is_underlined_to_its_width() {
    let text = "place: 千代田区 😀\n";
    insta::assert_snapshot!(one(
        text,
        finding(span_of(text, "千代田区 😀"), "unknown place").with_note("место")
    ));
}

#[test]
fn long_lines_are_cut_around_labels() {
    let text =
        format!("{{\"a\": \"{}\", \"needle\": 1, \"b\": \"{}\"}}\n", "ж".repeat(3000), "x".repeat(3000));
    let diagnostic = finding(span_of(&text, "\"needle\""), "unexpected key")
        .with_note("not in the schema")
        .with_label(span_of(&text, "\"a\""), "the key before");
    insta::assert_snapshot!(one(&text, diagnostic));
}

#[test]
fn long_messages_are_wrapped() {
    let message = "the sentence of six years under article 405-1, part 2, which the court announced on the \
                   same day, is longer than the five years that verdict-without-date allows";
    let diagnostic = finding(span_of(REPORT, "type: verdict"), message)
        .with_help(format!("{message}\nand a second paragraph:\n  date: \"2023-04-10\""));
    insta::assert_snapshot!(one(REPORT, diagnostic));
}

#[test]
fn long_labels_are_wrapped() {
    let note = "the sentence under article 405-1, part 2, which the court announced on the same day";
    let diagnostic = finding(span_of(REPORT, "type: verdict"), "odd").with_note(note);
    insta::assert_snapshot!(one(REPORT, diagnostic));
}

#[test]
fn a_broken_pipe_is_handed_on() {
    struct Closed;
    impl std::io::Write for Closed {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let all = outcome(&[("reports/kz.yaml", REPORT)], vec![verdict()]);
    for format in OutputFormat::all() {
        for style in [GRAPHICAL, PLAIN] {
            let error = render(format, &all, &style, &mut Closed).unwrap_err();
            assert_eq!(error.kind(), std::io::ErrorKind::BrokenPipe, "{format:?}");
        }
    }
}

#[test]
fn a_file_without_text() {
    let mut all =
        outcome(&[("reports/kz.yaml", "")], vec![finding(Span::empty(0), "the file cannot be read")]);
    all.files[0].source = None;
    insta::assert_snapshot!(both(&all));
}

#[test]
fn colours_and_links() {
    let style = Style { color: true, hyperlinks: true, quiet: false, ..GRAPHICAL };
    let mut all = outcome(&[("reports/kz.yaml", REPORT)], vec![verdict(), quoted()]);
    all.docs_url = Some("https://example.org/rules.html".to_owned());
    let shown = rendered(OutputFormat::Human, &all, &style).replace('\u{1b}', "␛");
    insta::assert_snapshot!(shown);
}

#[test]
fn each_rule_is_explained_once_in_a_run() {
    let mut all = outcome(&[("reports/kz.yaml", REPORT)], vec![verdict(), quoted(), verdict()]);
    for style in [PLAIN, GRAPHICAL] {
        let shown = rendered(OutputFormat::Human, &all, &style);
        let pages: Vec<&str> = shown.lines().filter(|line| line.contains("explain")).map(str::trim).collect();
        assert_eq!(
            pages,
            ["explain: reportlint explain verdict-without-date", "explain: reportlint explain schema/type"]
        );
        all.docs_url = Some("https://example.org/rules.html".to_owned());
        let shown = rendered(OutputFormat::Human, &all, &style);
        assert_eq!(shown.matches("  page: https://example.org/rules.html#").count(), 2, "{shown}");
        all.docs_url = None;
    }
}

#[test]
fn graphical_in_ascii() {
    let style = Style { unicode: false, ..GRAPHICAL };
    let all = outcome(&[("reports/kz.yaml", REPORT)], vec![verdict(), quoted()]);
    insta::assert_snapshot!(rendered(OutputFormat::Human, &all, &style));
}

#[test]
fn summary_and_statistics() {
    let mut info = finding(span_of(REPORT, "id"), "odd");
    info.severity = Severity::Info;
    let mut all = outcome(
        &[("reports/kz.yaml", REPORT)],
        vec![verdict(), quoted(), quoted(), quoted(), info.clone(), info],
    );
    all.checked = 12;
    all.suppressed = vec![held_back(verdict(), Holder::Comment), held_back(quoted(), Holder::Baseline)];
    (all.stale, all.unchanged) = (2, 3);
    let style = Style { quiet: false, statistics: true, ..PLAIN };
    let whole = rendered(OutputFormat::Human, &all, &style);
    insta::assert_snapshot!(&whole[whole.find("\nrule ").unwrap()..]);
}

#[test]
fn summaries() {
    let style = Style { quiet: false, ..PLAIN };
    let clean = outcome(&[("a.yaml", "")], Vec::new());
    assert_eq!(rendered(OutputFormat::Human, &clean, &style), "1 file checked, no findings in 14 ms\n");
    let green = Style { color: true, ..style };
    let mut slow = clean;
    (slow.checked, slow.elapsed) = (3, Duration::from_millis(2345));
    assert_eq!(
        rendered(OutputFormat::Human, &slow, &green),
        "\u{1b}[32m3 files checked, no findings in 2.3 s\u{1b}[0m\n"
    );
    assert_eq!(rendered(OutputFormat::Human, &slow, &GRAPHICAL), "");
    assert_eq!(rendered(OutputFormat::Concise, &slow, &style), "");
}

#[test]
fn concise() {
    let all = outcome(&[("reports/kz.yaml", REPORT)], vec![verdict(), quoted()]);
    insta::assert_snapshot!(rendered(OutputFormat::Concise, &all, &Style::default()));
}

#[test]
fn json() {
    let mut all = across_files();
    all.diagnostics.extend([verdict(), quoted()]);
    all.name_findings();
    insta::assert_snapshot!(rendered(OutputFormat::Json, &all, &Style::default()));
}

#[test]
fn json_without_findings() {
    insta::assert_snapshot!(rendered(OutputFormat::Json, &outcome(&[], Vec::new()), &Style::default()));
}
