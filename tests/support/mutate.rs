//! Files that editors wrote, with slips of the hand in them.

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use reportlint::document::Format;

/// Returns the files among the fixtures that editors write: path and text.
pub(crate) fn fixtures() -> Vec<(PathBuf, String)> {
    fn collect(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                collect(&path, found);
            } else if Format::from_path(path.to_str().unwrap()).is_some() {
                found.push((path.clone(), std::fs::read_to_string(path).unwrap()));
            }
        }
    }
    let mut found = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"), &mut found);
    found.sort();
    assert!(!found.is_empty());
    found
}

/// Returns the settings of a property that usually runs `usual` cases; `PROPTEST_CASES` says another number.
pub(crate) fn cases(usual: u32) -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|number| number.parse().ok());
    ProptestConfig::with_cases(cases.unwrap_or(usual))
}

/// Returns the settings of a property that usually runs `usual` cases, the same in each run; others if `PROPTEST_CASES` says
/// another number.
pub(crate) fn same_cases(usual: u32) -> ProptestConfig {
    let config = cases(usual);
    let rng_seed = if config.cases == usual { RngSeed::Fixed(19) } else { config.rng_seed };
    ProptestConfig { rng_seed, ..config }
}

/// A slip of the hand in a file.
#[derive(Debug, Clone)]
pub(crate) enum Slip {
    Delete(prop::sample::Index, usize),
    Insert(prop::sample::Index, String),
    Swap(prop::sample::Index, prop::sample::Index),
    Repeat(prop::sample::Index),
}

/// Makes a slip.
pub(crate) fn slip() -> impl Strategy<Value = Slip> {
    let pieces = prop::sample::select(vec![
        "\t",
        ":",
        ": ",
        "- ",
        "\"",
        "'",
        "[",
        "]",
        "{",
        "}",
        "&a ",
        "*a",
        "<<: *a",
        "|\n",
        ">-\n",
        "#",
        "---\n",
        "...\n",
        "!!int ",
        "!x ",
        "\n",
        "\r\n",
        "  ",
        "? ",
        "\u{feff}",
        "\0",
        "\u{202e}",
        "\u{a0}",
        "\u{200b}",
        "е",
        "e\u{301}",
        "010",
        "?utm_source=x",
        "# reportlint: ignore[verdict-without-date]\n",
        "Қ",
        "😀",
        "null",
        "~",
        "NO",
        "0x",
        ".inf",
        "1e999",
        "2023-02-30",
        "kind: case\n",
        "events:\n",
        "type: verdict\n",
        "articles: [KZ-CC 9999(1)]\n",
        "date: 2022\n",
        "sentences: [{type: fine}]\n",
        "quotes: [{text: a}]\n",
        "sources: [x]\n",
        "persons: {}\n",
    ]);
    prop_oneof![
        (any::<prop::sample::Index>(), 1usize..40).prop_map(|(at, length)| Slip::Delete(at, length)),
        (any::<prop::sample::Index>(), pieces).prop_map(|(at, piece)| Slip::Insert(at, piece.to_owned())),
        (any::<prop::sample::Index>(), any::<prop::sample::Index>()).prop_map(|(a, b)| Slip::Swap(a, b)),
        any::<prop::sample::Index>().prop_map(Slip::Repeat),
    ]
}

/// Returns a text with slips in it.
pub(crate) fn mutated(text: &str, slips: &[Slip]) -> String {
    let mut text = text.to_owned();
    let boundary = |text: &str, index: &prop::sample::Index| {
        let mut at = index.index(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    for slip in slips {
        match slip {
            Slip::Delete(at, length) => {
                let start = boundary(&text, at);
                let end = text[start..].char_indices().nth(*length).map_or(text.len(), |(i, _)| start + i);
                text.replace_range(start..end, "");
            }
            Slip::Insert(at, piece) => {
                let at = boundary(&text, at);
                text.insert_str(at, piece);
            }
            Slip::Swap(a, b) => {
                let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
                if !lines.is_empty() {
                    let (a, b) = (a.index(lines.len()), b.index(lines.len()));
                    lines.swap(a, b);
                    text = lines.concat();
                }
            }
            Slip::Repeat(at) => {
                let lines: Vec<&str> = text.split_inclusive('\n').collect();
                if !lines.is_empty() {
                    let line = lines[at.index(lines.len())].to_owned();
                    text.push_str(&line);
                }
            }
        }
    }
    text
}
