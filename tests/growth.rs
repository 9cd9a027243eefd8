//! Holds that the time of a run grows with the file and not with its square, by the process: a text four times as long
//! takes about four times as long.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The factor between the two lengths that are compared.
const FACTOR: usize = 4;

/// The growth that fails: between that of the length and that of its square.
const MOST_GROWTH: f64 = 9.0;

/// The number of attempts, since other programs may disturb one.
const ATTEMPTS: usize = 5;

const HEAD: &str = "kind: case\nid: march\ntitle: The case\ncountry: KZ\nfreedoms: [expression]\n";

/// Forms of identifiers, each of which a text may repeat without an end.
const IDENTIFIERS: [&str; 13] = [
    "+7 701 123 45 67",
    "+７ ７０１ 123\u{200b}45 67",
    "4111 1111 1111 1111",
    "900115300003",
    "900115 300003",
    "ИИН 9001 1530 0003",
    "N12345678",
    "passport No. N1234567",
    "lives at 12 Abay Street, apt. 5",
    "KZ86 125K ZT50 0410 0100",
    "БИК 044525225, 40817810938160925982",
    "anna.kova@gmail.com",
    "a@",
];

/// Returns the time that a run over one file takes, without the start of the program.
fn time(folder: &Path, text: &str) -> Duration {
    let path = folder.join("march.yaml");
    let run = |text: &str| {
        std::fs::write(&path, text).unwrap();
        let started = Instant::now();
        let mut command = Command::new(env!("CARGO_BIN_EXE_reportlint"));
        command.args([
            "--no-cache",
            "--format",
            "human",
            "--rule",
            "format=off",
            "--rule",
            "text-contradicts-data=info",
            "march.yaml",
        ]);
        let status = command.current_dir(folder).stdout(Stdio::null()).stderr(Stdio::null()).status();
        assert!(status.unwrap().code().is_some_and(|code| code < 2));
        started.elapsed()
    };
    let start = run(HEAD);
    run(text).saturating_sub(start)
}

/// Fails unless the time for `make(n)` grows like `n`.
#[track_caller]
fn assert_linear(what: &str, count: usize, make: impl Fn(usize) -> String) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join(".git")).unwrap();
    let (short, long) = (make(count), make(FACTOR * count));
    let mut growth = Vec::new();
    for _ in 0..ATTEMPTS {
        let times = (time(folder.path(), &long), time(folder.path(), &short));
        growth.push(times.0.as_secs_f64() / times.1.as_secs_f64().max(0.02));
        if growth.iter().any(|growth| *growth < MOST_GROWTH) {
            return;
        }
    }
    panic!("{what}: a file {FACTOR} times as long takes {growth:.1?} times as long");
}

#[test]
fn identifiers_in_one_text_take_time_by_its_length() {
    for identifier in IDENTIFIERS {
        let text = format!("{identifier} ");
        assert_linear(identifier, 1200, |count| {
            format!("{HEAD}summary: x {}\n", text.repeat(count).trim_end())
        });
    }
}

#[test]
fn identifiers_in_many_texts_take_time_by_their_number() {
    for identifier in ["+7 701 123 45 67", "900115 300003"] {
        assert_linear(identifier, 500, |count| {
            let event = format!("  - {{type: protest, description: \"{identifier}\"}}\n");
            format!("{HEAD}events:\n{}", event.repeat(count))
        });
    }
}

#[test]
fn names_take_time_by_the_length_of_the_text_and_not_by_their_number() {
    let persons = |count: usize| {
        (0..count).fold(String::from("persons:\n"), |mut persons, index| {
            let (first, last) = (letters(index), letters(index * 7 + 3));
            writeln!(
                persons,
                "  p{index}: {{name: P., name_original: Ерлан{first} Жасыров{last}, role: victim, protected: true}}"
            )
            .unwrap();
            persons
        })
    };
    let text = "Ерланаааа Жасыровааад и Жасыровым. A common text of words that are no names at all, ";
    assert_linear("names over a text", 500, |count| {
        format!("{HEAD}{}\nsummary: {}\n", persons(1000), text.repeat(count))
    });
    assert_linear("many names", 250, |count| {
        format!("{HEAD}{}\nsummary: {}\n", persons(count), text.repeat(500))
    });
    // One name that is the beginning of another, over a text of both.
    assert_linear("names that begin alike", 2000, |count| {
        let name = "Аб".repeat(count);
        let other = format!("  b: {{name: B., name_original: Абаб, protected: true, x: {name}в}}\n");
        format!("{HEAD}persons:\n{other}\nsummary: {name}\n")
    });
}

#[test]
fn parameters_of_an_address_take_time_by_their_number() {
    assert_linear("tracking parameters", 2500, |count| {
        let parameters = "utm_source=a&".repeat(count);
        format!(
            "{HEAD}sources:\n  a: {{type: news, title: T, url: \"https://example.org/?{parameters}b=c\"}}\n"
        )
    });
}

#[test]
fn documents_of_one_file_take_time_by_their_number() {
    let cases = [
        ("cases without a country", "---\nkind: case\n"),
        ("documents without a kind", "---\na: 1\n"),
        ("cases with a slip", "---\nkind: case\nid: a\ntitel: The was was\ncountry: KZ\n"),
        ("comments", "---\n# reportlint: ignore[case-without-events] they are collected\nkind: case\n"),
        (
            "protected persons",
            "---\nkind: case\ncountry: KZ\npersons:\n  a: {name: Adil Testov, protected: true}\nsummary: Adil Testov\n",
        ),
        (
            "charges of persons that nobody declared",
            "---\nkind: case\nevents:\n  - {type: charge, date: 2023-04-31, persons: [b], articles: [KZ-CC 174]}\n",
        ),
    ];
    for (what, document) in cases {
        assert_linear(what, 1000, |count| document.repeat(count));
    }
}

#[test]
fn events_take_time_by_their_number() {
    let persons = |count| {
        (0..count).fold(format!("{HEAD}persons:\n"), |text, index| {
            let name = letters(index);
            text + &format!("  p{index}: {{name: {name}, part: defendant}}\n")
        })
    };
    let events = |count, event: &str| format!("events:\n{}", format!("  - {{{event}}}\n").repeat(count));
    assert_linear("hearings", 1000, |count| persons(3) + &events(count, "type: hearing, date: 2023-04-01"));
    for event in ["type: verdict", "type: death", "type: detention, date: 2023-04-01"] {
        assert_linear(event, 800, |count| persons(count) + &events(count, event));
    }
    assert_linear("a place and a court that aliases repeat", 1000, |count| {
        let (place, court) = ("Almaty ".repeat(count), "Court ".repeat(count));
        let heads =
            format!("x_place: &place \"{place}\"\nx_court: &court {{name: \"{court}\", level: appeal}}\n");
        let event = "type: hearing, date: 2023-04-01, persons: [p0], place: *place, court: *court";
        format!("{}{heads}{}", persons(3), events(count, event))
    });
    assert_linear("one person named again and again", 1000, |count| {
        let named = format!("type: detention, date: 2023-04-01, persons: [{}]", vec!["p0"; count].join(", "));
        persons(1) + &events(1, &named)
    });
    assert_linear("a description that an alias repeats", 1000, |count| {
        let text = "He was arrested on 3 May. ".repeat(count);
        let event = "type: charge, date: 2023-04-01, persons: [p0], description: *text";
        format!("{}x_text: &text \"{text}\"\n{}", persons(3), events(count, event))
    });
}

#[test]
fn what_one_verdict_says_takes_time_by_its_length() {
    let people = (0..200).map(|index| format!("p{index}")).collect::<Vec<_>>();
    let persons = people.iter().fold(format!("{HEAD}persons:\n"), |text, id| {
        text + &format!("  {id}: {{name: {}, part: defendant}}\n", letters(id.len()))
    });
    let verdict = format!("{persons}events:\n  - type: verdict\n    id: first\n    date: 2023-04-01\n");
    assert_linear("results of all people", 100, |count| {
        let result = |outcome: &str, article| {
            format!(
                "      - {{persons: [{}], outcome: {outcome}, articles: [KZ-CC {article}]}}\n",
                people.join(", ")
            )
        };
        let convicted = result("convicted", 175).repeat(count);
        format!(
            "{verdict}    outcome: mixed\n    results:\n{}{convicted}",
            result("acquitted", 174).repeat(20)
        )
    });
    let articles = |count: usize| {
        (0..count).map(|index| format!("KZ-CC {}", index + 100)).collect::<Vec<_>>().join(", ")
    };
    assert_linear("penalties of many articles", 500, |count| {
        let sentence =
            |articles: &str| format!("      - {{type: fine, persons: [p0], articles: [{articles}]}}\n");
        let others = sentence("KZ-CC 174").repeat(count);
        format!("{verdict}    outcome: convicted\n    sentences:\n{}{others}", sentence(&articles(count)))
    });
    assert_linear("reviews that reclassify", 200, |count| {
        let review = "  - {type: verdict, appeals: first, outcome: amended, reclassified: {from: [KZ-CC 174], to: [KZ-CC 175]}}\n";
        format!(
            "{verdict}    outcome: convicted\n    articles: [{}]\n{}",
            articles(count),
            review.repeat(count)
        )
    });
    assert_linear("sentences with days", 400, |count| {
        let text = "On 13 March the court sentenced her, and on that. ".repeat(count);
        format!(
            "{persons}summary: {text}\nevents:\n  - {{type: verdict, date: 2023-03-12, outcome: convicted}}\n"
        )
    });
}

/// Writes a number in Cyrillic letters.
fn letters(number: usize) -> String {
    const LETTERS: [char; 10] = ['а', 'б', 'в', 'г', 'д', 'ж', 'з', 'к', 'л', 'м'];
    let digit = |place: u32| LETTERS.get(number / 10_usize.pow(place) % 10).copied();
    (0..4).rev().filter_map(digit).collect()
}
