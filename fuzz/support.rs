//! Runs the linter on texts in memory, and holds what has to be true of any run.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock, Once};

use reportlint::diagnostic::Diagnostic;
use reportlint::document::{DocumentKind, Format};
use reportlint::linter::{self, Content, Input, Job, Plan, Role};
use reportlint::outcome::Outcome;
use reportlint::render::{OutputFormat, Style, render};
use reportlint::rule::Preset;
use reportlint::settings::{RuleSet, Selector};

/// All rules.
pub static STRICT: LazyLock<Arc<RuleSet>> = LazyLock::new(|| rules(None));

/// The rules on comments that suppress findings, and two whose findings such a comment can suppress.
pub static OF_COMMENTS: LazyLock<Arc<RuleSet>> = LazyLock::new(|| {
    let names = ["suppression", "unknown-kind", "missing-id", "syntax"];
    rules(Some(&names.iter().filter_map(|name| Selector::parse(name).ok()).collect::<Vec<_>>()))
});

static FORMATS: LazyLock<Vec<OutputFormat>> = LazyLock::new(|| OutputFormat::all().collect());

fn rules(only: Option<&[Selector]>) -> Arc<RuleSet> {
    Arc::new(RuleSet::resolve(Preset::Strict, &[], only).expect("a preset has no options to be wrong"))
}

/// A text to check, which the first byte of an input gives a format and a kind.
pub struct Chosen<'a> {
    pub path: &'static str,
    pub kind: Option<DocumentKind>,
    pub text: &'a [u8],
}

/// Reads an input whose first byte chooses.
pub fn choose(data: &[u8]) -> Option<Chosen<'_>> {
    let (choice, text) = data.split_first()?;
    let kinds = [None, Some(DocumentKind::Report), Some(DocumentKind::Case), Some(DocumentKind::LegalCode)];
    let path = ["a.yaml", "a.json", "a.md"][usize::from(choice % 3)];
    Some(Chosen { path, kind: kinds[usize::from(choice / 3 % 4)], text })
}

/// Checks a text under `rules`.
pub fn lint(path: &str, text: &[u8], kind: Option<DocumentKind>, rules: &Arc<RuleSet>) -> Outcome {
    let format = Format::from_path(path).expect("the path has the ending of a format");
    let plan = Plan { kind, ..Plan::new(format, Arc::clone(rules)) };
    let content = Content::Bytes(text.to_vec());
    let input = Input { path: path.to_owned(), content, plan, role: Role::Check, is_touched: false };
    let outcome = linter::run(Job { inputs: vec![input], is_whole_repository: true, threads: 1, ..Job::default() });
    assert!(outcome.failures.is_empty(), "{:?}", outcome.failures);
    outcome
}

/// Panics unless every finding and every edit lies within its file.
pub fn assert_spans(outcome: &Outcome) {
    for finding in &outcome.diagnostics {
        let labels = std::iter::once(&finding.primary).chain(&finding.secondary).map(|label| (label.file, label.span));
        let edits = finding.fix.iter().flat_map(|fix| &fix.edits).map(|edit| (finding.primary.file, edit.span));
        for (file, span) in labels.chain(edits) {
            let source = outcome.file(file).and_then(|file| file.source.as_ref()).expect("a finding's file is kept");
            assert!(source.text().get(span.range()).is_some(), "{span:?} lies outside: {finding:?}");
        }
    }
}

/// Panics unless the format that `choice` stands for shows a run well-formed, and without a character that steers a terminal.
pub fn assert_rendered(outcome: &Outcome, choice: u8) {
    let format = FORMATS[usize::from(choice) % FORMATS.len()];
    let flag = |bit: u32| (usize::from(choice) / FORMATS.len()) >> bit & 1 == 1;
    let style = Style { unicode: flag(0), graphical: flag(1), statistics: flag(2), ..Style::default() };
    let mut shown = Vec::new();
    render(format, outcome, &style, &mut shown).expect("memory can be written to");
    let shown = String::from_utf8(shown).expect("a report is text");
    let raw = shown.chars().find(|c| c.is_control() && *c != '\n');
    assert!(raw.is_none(), "{raw:?} in {}", format.name());
    match format.name() {
        "json" | "sarif" | "gitlab" => drop(serde_json::from_str::<serde_json::Value>(&shown).expect("JSON")),
        "rdjsonl" => shown.lines().for_each(|line| drop(serde_json::from_str::<serde_json::Value>(line).expect("JSON"))),
        "junit" | "checkstyle" => assert_xml(&shown),
        "html" => assert_page(&shown),
        _ => {}
    }
}

fn assert_xml(text: &str) {
    let mut reader = quick_xml::Reader::from_str(text);
    while !matches!(reader.read_event().expect("XML"), quick_xml::events::Event::Eof) {}
}

/// Panics unless the page is well-formed and has one style sheet, one script, and no address that leads out.
fn assert_page(text: &str) {
    let parts: Vec<&str> = text.split("<style>").flat_map(|part| part.split("<script>")).collect();
    let [head, style, script] = parts[..] else { panic!("{} parts", parts.len()) };
    let rest = |text: &str, end: &str| text.split_once(end).map(|(_, rest)| rest.to_owned()).expect("it ends");
    let page = [head.to_owned(), rest(style, "</style>"), rest(script, "</script>")].concat();
    assert_xml(&page);
    let leads_out = |part: &str| !part.starts_with('#') && !part.starts_with("data:,");
    assert!(!page.split("href=\"").skip(1).any(leads_out) && !page.contains("src=\""), "{page}");
}

/// The number of times that fixes are applied: some faults hide those behind them.
const MOST_ROUNDS: usize = 12;

/// Applies the fixes of a text until there are none. Panics if edits are in disorder, if a fix makes a text that could be read
/// one that cannot, or if fixes take turns without an end.
pub fn apply_fixes(path: &str, text: &str, kind: Option<DocumentKind>, rules: &Arc<RuleSet>) {
    let mut outcome = lint(path, text.as_bytes(), kind, rules);
    assert_spans(&outcome);
    let most = 4 * text.len() + 4096;
    let mut text = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
    let mut seen = BTreeSet::from([text.clone()]);
    for _ in 0..MOST_ROUNDS {
        let Some(fixed) = fix(&outcome, &text) else { return };
        let next = lint(path, fixed.as_bytes(), kind, rules);
        assert_spans(&next);
        assert!(!can_be_read(&outcome) || can_be_read(&next), "{fixed:?} cannot be read; it was {text:?}");
        assert!(seen.insert(fixed.clone()), "the fixes of {fixed:?} have no end");
        assert!(fixed.len() < most, "the fixes make {fixed:?} longer and longer");
        (outcome, text) = (next, fixed);
    }
}

fn can_be_read(outcome: &Outcome) -> bool {
    !outcome.diagnostics.iter().any(|finding| finding.rule.as_str().starts_with("syntax"))
}

/// Applies all fixes that do not touch an earlier one; `None` if there is none, or the file is not kept as the text.
fn fix(outcome: &Outcome, text: &str) -> Option<String> {
    let (mut edits, mut end) = (Vec::new(), None);
    let mut fixes: Vec<&Diagnostic> = outcome.diagnostics.iter().filter(|finding| finding.fix.is_some()).collect();
    fixes.sort_by_key(|finding| finding.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span.start).min());
    for finding in fixes {
        let source = outcome.file(finding.primary.file)?.source.as_ref()?;
        if source.text() != text {
            return None;
        }
        let own = &finding.fix.as_ref()?.edits;
        assert!(!own.is_empty(), "a fix edits nothing: {finding:?}");
        assert!(own.is_sorted_by_key(|edit| edit.span.start), "edits are not sorted: {own:?}");
        assert!(own.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "edits overlap: {own:?}");
        let first = own.first()?.span.start;
        if end.is_none_or(|end| first > end) {
            end = own.last().map(|edit| edit.span.end);
            edits.extend(own);
        }
    }
    let mut fixed = text.to_owned();
    for edit in edits.iter().rev() {
        fixed.replace_range(edit.span.range(), &edit.replacement);
    }
    (!edits.is_empty()).then_some(fixed)
}

/// Lets panics pass that the program contains because they are those of a library; others end the process as before.
pub fn expect_contained_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !info.location().is_some_and(|place| place.file().contains("/registry/src/")) {
                usual(info);
            }
        }));
    });
}

/// Makes a folder for this process, in memory where the system has such a place.
pub fn folder(name: &str) -> PathBuf {
    let memory = PathBuf::from("/dev/shm");
    let parent = if memory.is_dir() { memory } else { std::env::temp_dir() };
    let folder = parent.join(format!("reportlint-fuzz-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}
