//! The table of what the output must not show: the forms of a protected name and of an identifier, by the places in which
//! they stand, in every format.

use std::fmt::Write as _;

use reportlint::render::OutputFormat;

use crate::support::{Repo, Run};

/// The forms in which a text may write the name `Ерлан Жасыров`, each in two words that nothing else in the files has.
const NAMES: [(&str, &str); 23] = [
    ("as it is", "Ерлан Жасыров"),
    ("in capitals", "ЕРЛАН ЖАСЫРОВ"),
    ("in small letters", "ерлан жасыров"),
    ("in Latin letters", "Yerlan Zhasyrov"),
    ("in another transliteration", "Erlan Jasyrov"),
    ("in Latin capitals", "YERLAN ZHASYROV"),
    ("the family name first", "Жасыров Ерлан"),
    ("Russian genitive", "Ерлана Жасырова"),
    ("Russian instrumental", "Ерланом Жасыровым"),
    ("Kazakh genitive", "Ерланның Жасыровтың"),
    ("Kazakh dative", "Ерланға Жасыровқа"),
    ("stressed", "Е\u{301}рлан Жасы\u{301}ров"),
    ("with zero-width spaces", "Ер\u{200b}лан Жа\u{200b}сыров"),
    ("with characters of tags", "Ер\u{e0061}лан Жа\u{e0061}сыров"),
    ("with fillers", "Ер\u{3164}лан Жа\u{3164}сыров"),
    ("with soft hyphens", "Ер\u{ad}лан Жа\u{ad}сыров"),
    ("in full width", "Ｅｒｌａｎ Ｚｈａｓｙｒｏｖ"),
    ("with a non-breaking space", "Ерлан\u{a0}Жасыров"),
    ("in an id", "erlan-zhasyrov"),
    ("in one word", "erlanzhasyrov"),
    ("in a hashtag", "#ЕрланЖасыров"),
    ("in look-alikes", "Epлaн Жacыpoв"),
    ("in an address", "https://example.org/yerlan_zhasyrov"),
];

/// Identifiers, each with the part that the output must not show.
const IDENTIFIERS: [(&str, &str); 13] = [
    ("870314433109", "14433109"),
    ("870314 433109", "433109"),
    ("８７０３１４４３３１０９", "４４３３１０９"),
    ("+7 705 881 93 40", "881 93"),
    ("+７ ７０５ ８８１ ９３ ４０", "８８１"),
    ("+7 705 8\u{200b}81 93 40", "81 93"),
    ("N12345678", "45678"),
    ("4111-1111-1111-1111", "1111-1111"),
    ("KZ86 125K ZT50 0410 0100", "ZT50 0410"),
    ("KZ86.125K.ZT50.0410.0100", "ZT50.0410"),
    ("anna.kova@gmail.com", "kova@gmail"),
    ("анна.кова@gmail.com", "кова@gmail"),
    ("she lives at 12 Abay Street, apt. 5", "bay Street"),
];

/// The places in a file, with the text to write there as `NAME`. Each is a line of its own that a finding shows.
const PLACES: [(&str, &str); 8] = [
    ("the description of an event", "  - {type: protest, description: \"NAME\"}\n"),
    ("a place", "  - {type: protest, location: {name: \"NAME\"}}\n"),
    ("a court", "  - {type: verdict, court: {name: \"NAME\"}}\n"),
    ("a person of an event", "  - {type: protest, persons: [\"NAME\"]}\n"),
    ("an unknown key", "  - {type: protest, \"NAME\": 1}\n"),
    ("the value of an unknown key", "  - {type: protest, nonsense: \"NAME\"}\n"),
    ("a wrong word", "  - {type: \"NAME\"}\n"),
    (
        "a comment that gives a reason",
        "  # reportlint: ignore[event-without-date] NAME\n  - {type: protest}\n",
    ),
];

/// A case that protects the person, and the beginning of its events.
const HEAD: &str = "kind: case
id: march
title: The case of W.
country: KZ
freedoms: [expression]
sources:
  talk: {type: interview, title: Talk, publisher: Kanat Sagyndov, confidential: true}
persons:
  anon-w: {name: W., name_original: Ерлан Жасыров, role: victim, protected: true}
events:
";

fn in_all_places(text: &str) -> String {
    PLACES.iter().map(|(_, place)| place.replace("NAME", text)).collect()
}

/// Returns the outputs in every format.
fn outputs(repo: &Repo, args: &[&str]) -> Vec<(&'static str, Run)> {
    let run = |format: OutputFormat| {
        let args = [&["--preset", "strict", "--format", format.name()], args].concat();
        (format.name(), repo.run(&args))
    };
    OutputFormat::all().map(run).collect()
}

/// Fails if an output shows one of the texts, as it is or with its characters escaped.
#[track_caller]
fn assert_hidden<'t>(outputs: &[(&'static str, Run)], secrets: impl Iterator<Item = (&'t str, &'t str)>) {
    let mut faults = String::new();
    for (form, secret) in secrets {
        for (format, run) in outputs {
            let shown = format!("{}{}", run.stdout, run.stderr);
            let escaped: String = secret.chars().map(|c| format!("\\u{:04x}", u32::from(c))).collect();
            for secret in [secret, &escaped].into_iter().filter(|secret| shown.contains(*secret)) {
                let line = shown.lines().find(|line| line.contains(secret)).unwrap_or_default();
                writeln!(faults, "{format} shows {secret} ({form}): {line}").unwrap();
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

/// Returns every word of every form of the name.
fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    NAMES.into_iter().flat_map(|(form, name)| {
        name.split([' ', '\u{a0}', '#', '/', '_'])
            .filter(|word| word.len() > 3 && *word != "https:" && *word != "example.org")
            .map(move |word| (form, word))
    })
}

#[test]
fn no_format_shows_a_form_of_a_protected_name() {
    let events: String = NAMES.iter().map(|(_, name)| in_all_places(name)).collect();
    let ignore = "include: [cases]\nignore:\n  - {path: cases/march.yaml, rule: event-without-date, reason: about Ерланом Жасыровым 870314433109}\n";
    let repo = Repo::with(&[("cases/march.yaml", &format!("{HEAD}{events}")), ("reportlint.yaml", ignore)]);
    let outputs = outputs(&repo, &[]);
    assert!(outputs.iter().all(|(_, run)| run.stdout.contains("march.yaml")));
    assert!(outputs.iter().any(|(_, run)| run.stdout.contains("\"justification\": \"about ")));
    let publisher = ["Kanat Sagyndov"].map(|name| ("publisher", name));
    assert_hidden(&outputs, names().chain(publisher).chain([("a reason", "14433109")]));
}

#[test]
fn no_format_shows_an_identifier_in_any_place() {
    let events: String = IDENTIFIERS.iter().map(|(number, _)| in_all_places(number)).collect();
    let repo = Repo::with(&[("march.yaml", &format!("{HEAD}{events}"))]);
    let outputs = outputs(&repo, &[]);
    assert_hidden(&outputs, IDENTIFIERS.into_iter());
}

#[test]
fn a_text_that_cannot_be_parsed_shows_no_form_either() {
    let events: String = NAMES.iter().map(|(_, name)| format!("# {name} [\n  - {{[ {name}\n")).collect();
    let repo = Repo::with(&[("march.yaml", &format!("{HEAD}{events}"))]);
    assert_hidden(&outputs(&repo, &[]), names());
}

#[test]
fn escapes_hide_no_name() {
    let escape = |text: &str| text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect::<String>();
    let events: Vec<String> = NAMES
        .iter()
        .map(|(_, name)| format!("{{\"type\": \"protest\", \"description\": \"{}\"}}", escape(name)))
        .collect();
    let text = format!(
        "{{\"kind\": \"case\", \"id\": \"march\", \"title\": \"T\", \"country\": \"KZ\", \"freedoms\": [\"expression\"],\n\
         \"persons\": {{\"anon-w\": {{\"name\": \"W.\", \"protected\": true, \"name_original\": \"{}\"}}}},\n\
         \"events\": [\n{}]}}\n",
        escape("Ерлан Жасыров"),
        events.join(",\n")
    );
    let repo = Repo::with(&[("march.json", &text)]);
    assert_hidden(&outputs(&repo, &[]), names());
}

#[test]
fn what_one_file_protects_another_does_not_show() {
    let other = "kind: case\nid: april\ntitle: The case\ncountry: KZ\nfreedoms: [expression]\npersons:\n  \
                 anon-w: {name: Perizat Ashyqova, role: victim}\n  erlan-zhasyrov: {name: Yerlan Zhasyrov, nonsense: 1}\n\
                 events:\n  - {type: protest, description: Perizat Ashyqova and Ерланом Жасыровым}\n";
    let repo = Repo::with(&[
        ("cases/march.yaml", &format!("{HEAD}  - {{type: protest}}\n")),
        ("cases/april.yaml", other),
    ]);
    for args in [&[][..], &["cases/april.yaml"], &["cases/march.yaml"]] {
        let outputs = outputs(&repo, args);
        assert!(outputs.iter().any(|(_, run)| run.stdout.contains("is protected in")), "{args:?}");
        let named = ["Perizat", "Ashyqova"].map(|word| ("the same id", word));
        assert_hidden(&outputs, names().chain(named));
    }
}

#[test]
fn a_finding_keeps_its_fingerprint_whichever_files_are_checked() {
    let other = "kind: case\nid: april\ntitle: The case\ncountry: KZ\nfreedoms: [expression]\npersons:\n  \
                 anon-w: {name: Perizat Ashyqova, role: victim}\nevents:\n  \
                 - {type: protest, persons: [erlan-zhasyrov]}\n  - {type: protest, date: Ерлан Жасыров}\n";
    let repo =
        Repo::with(&[("march.yaml", &format!("{HEAD}  - {{type: protest}}\n")), ("april.yaml", other)]);
    let fingerprints = |args: &[&str]| {
        let run = repo.run(&[&["--format", "jsonl", "--rule", "project=off"], args].concat());
        let own = run.stdout.lines().filter(|line| line.contains("april.yaml"));
        let hash = |line: &str| line.rsplit_once("fingerprint").unwrap().1.to_owned();
        own.map(hash).collect::<Vec<String>>()
    };
    assert!(!fingerprints(&[]).is_empty());
    assert_eq!(fingerprints(&[]), fingerprints(&["april.yaml"]));
}

#[test]
fn a_faulty_configuration_shows_no_identifier() {
    let repo = Repo::with(&[("reportlint.yaml", "x_870314433109: 1\nignroe: of 870314433109\n")]);
    let outputs = outputs(&repo, &[]);
    assert!(outputs.iter().any(|(_, run)| run.stdout.contains("ignroe")));
    assert_hidden(&outputs, [("an identifier", "14433109")].into_iter());
}

#[test]
fn a_common_word_stays_readable() {
    let text = HEAD.replace("Ерлан Жасыров", "Айгуль Мороз")
        + "  - {type: protest, description: \"ударил мороз, сторонники с морозом и market seller\"}\n";
    let repo = Repo::with(&[("march.yaml", &text)]);
    let run = repo.run(&["--format", "human"]);
    assert!(run.stdout.contains("ударил мороз, сторонники с морозом и market seller"), "{}", run.stdout);
    assert!(!run.stdout.contains("Мороз"), "{}", run.stdout);
}

#[test]
fn a_path_stays_readable_so_that_it_can_be_opened() {
    let text = HEAD.replace("anon-w", "erlan-zhasyrov") + "  - {type: protest}\n";
    let other =
        HEAD.replace("anon-w", "erlan-zhasyrov").replace(", protected: true", "").replace("march", "april");
    let repo = Repo::with(&[
        ("cases/erlan-zhasyrov.yaml", &text),
        ("cases/x.yaml", &(other + "  - {type: protest}\n")),
    ]);
    let run = repo.run(&["--format", "concise"]);
    assert!(run.stdout.contains("is protected in cases/erlan-zhasyrov.yaml"), "{}", run.stdout);
    assert!(run.stdout.contains("cases/erlan-zhasyrov.yaml:"), "{}", run.stdout);
    assert!(run.stdout.contains("the path of this file names W., who is protected"), "{}", run.stdout);
    let elsewhere = run.stdout.replace("cases/erlan-zhasyrov.yaml", "");
    assert!(!elsewhere.contains("erlan-zhasyrov"), "{elsewhere}");
}

/// A schema and a baseline are no documents, and their faults are told with their words.
#[test]
fn faults_of_schemas_and_baselines_hide_identifiers() {
    for (schema, baseline) in [
        ("{\"type\": \"870314433109\"}", "{}"),
        ("{\"type\": \"x\", \"y\": \"870314433109\"}", "{}"),
        ("{\"$ref\": \"#/870314433109\"}", "{}"),
        ("{}", "{\"870314433109\": 1}"),
        (
            "{}",
            "{\"version\": 1, \"findings\": [{\"path\": \"a\", \"rule\": \"b\", \"fingerprint\": \"870314433109\"}]}",
        ),
    ] {
        let repo = Repo::with(&[("a.yaml", "a: 1\n"), ("s.json", schema), ("b.json", baseline)]);
        for args in [
            &["--schema", "s.json", "--baseline", "b.json", "a.yaml"][..],
            &["baseline", "--output", "b.json", "a.yaml"],
        ] {
            let run = repo.run(args);
            assert!(!format!("{}{}", run.stdout, run.stderr).contains("14433109"), "{args:?}: {run:?}");
        }
    }
}
