//! No output shows what gives a person away: logs are read by everybody.

use reportlint::render::OutputFormat;

use crate::support::Repo;

/// Parts of [`CASE`] that no output may show.
const SECRETS: [&str; 6] = ["14433109", "881 93", "Yerlan Zhasyrov", "Ерлан", "secret.example", "Kanat"];

/// A case with identifiers in a title, in quotation marks that have a fix, in an event out of order, and in a name.
const CASE: &str = r#"kind: case
id: march
title: "The case of IIN 870314433109"
country: KZ
freedoms: [expression]
summary: She was ‘‘IIN 870314433109’’ and “free”
sources:
  talk: {type: interview, title: Talk, publisher: X, author: Kanat Testov, url: https://secret.example.org, confidential: true}
persons:
  yerlan-zhasyrov: {name: E., name_original: Ерлан Жасыров, role: victim, protected: true}
  aigul: {name: Aigul +7 705 881 93 40, role: victim}
events:
  - type: protest
  - type: protest
    date: 2023-02-02
  - type: arrest
    date: 2022-02-02
    description: Yerlan Zhasyrov was called 870314433109
  - type: release
    date: 2023-02-03
"#;

const LATER: &str = "kind: case\nid: april\ntitle: The case\ncountry: KZ\nfreedoms: [expression]\ncontinues: march\n\
                     sources: {}\npersons: {aigul: {name: Aigul, birth_year: 1990}}\nevents: []\n";

fn repo() -> Repo {
    let march = CASE.replace("role: victim}", "role: victim, birth_year: 1980}");
    Repo::with(&[
        ("cases/march.yaml", &march),
        ("cases/april.yaml", LATER),
        ("reportlint.yaml", "include: [cases]\n"),
    ])
}

#[test]
fn no_format_shows_a_secret_of_a_file() {
    let repo = repo();
    for format in OutputFormat::all().map(OutputFormat::name) {
        let run = repo.run(&["--format", format]);
        for secret in SECRETS {
            assert!(!run.stdout.contains(secret), "{format} shows {secret}:\n{}", run.stdout);
        }
        assert!(run.stdout.contains("march.yaml"), "{format}");
    }
}

#[test]
fn a_file_that_is_only_referred_to_keeps_its_secrets() {
    let run = repo().run(&["--format", "human", "cases/april.yaml"]);
    assert!(run.stdout.contains("Aigul +7 7** *** ** **"), "{}", run.stdout);
    SECRETS.iter().for_each(|secret| assert!(!run.stdout.contains(secret), "{}", run.stdout));
}

#[test]
fn secrets_are_hidden_whichever_rules_are_on_and_whatever_can_be_read() {
    let hidden = |repo: &Repo, args: &[&str]| {
        let run = repo.run(&[args, &["--format", "human", "cases/march.yaml"]].concat());
        assert!(!run.stdout.is_empty());
        SECRETS
            .iter()
            .for_each(|secret| assert!(!run.stdout.contains(secret), "{args:?} {secret}\n{}", run.stdout));
    };
    let repo = repo();
    hidden(&repo, &["--only", "style,dates,structure"]);
    hidden(&repo, &["--rule", "identity=off"]);
    hidden(&repo, &["--preset", "minimal"]);
    // Names are known where the file can be read; numbers always.
    repo.write("cases/march.yaml", b"a: [ # of 870314433109\n");
    hidden(&repo, &[]);
}

#[test]
fn an_identifier_that_may_be_published_is_not_reported_but_hidden() {
    let repo = repo();
    let config = "include: [cases]\nrules:\n  personal-identifier:\n    allow: [\"870314433109\", \"+7 705 881 93 40\"]\n";
    repo.write("reportlint.yaml", config.as_bytes());
    let run = repo.run(&["--format", "concise"]);
    assert!(!run.stdout.contains("personal-identifier"), "{}", run.stdout);
    let run = repo.run(&["--format", "human"]);
    SECRETS.iter().for_each(|secret| assert!(!run.stdout.contains(secret), "{}", run.stdout));
}

#[test]
fn a_secret_is_hidden_wherever_it_stands_in_its_file() {
    let repo = repo();
    let text = repo.read("cases/march.yaml")
        + "descripton: Ерлан Жасыров was here 870314433109\nx_870314433109: 1\n\"870314433109\": 2\n";
    repo.write("cases/march.yaml", text.as_bytes());
    for format in ["human", "concise", "json", "sarif"] {
        let run = repo.run(&["--format", format, "cases/march.yaml"]);
        SECRETS
            .iter()
            .for_each(|secret| assert!(!run.stdout.contains(secret), "{format} {secret}\n{}", run.stdout));
    }
}

/// A case with a protected person and a confidential source, each named in its own block.
const GUARDED: &str = "kind: case
id: march
title: The case of E.
country: KZ
freedoms: [expression]
sources:
  talk:
    type: interview
    title: Talk
    publisher: X
    confidential: true
    author: Kanat Sagyndov
persons:
  victim-1:
    name: E.
    protected: true
    name_original: Ерлан Жасыров
    role: victim
events:
  - {type: protest, date: 2023-02-02, persons: [victim-1], sources: [talk]}
";

#[test]
fn a_typing_mistake_exposes_nobody() {
    let slips = [
        ("name_original:", "name_orignal:"),
        ("name_original:", "Name_original:"),
        ("name_original:", "name_original"),
        ("    name_original:", "   name_original:"),
        ("    name_original:", "     name_original:"),
        ("name_original: Ерлан Жасыров", "name_original: [Ерлан Жасыров]"),
        ("author:", "athor:"),
        ("author:", "author"),
        ("    author:", "   author:"),
        ("protected: true\n    name_original:", "protected: yes\n    name_orignal:"),
        ("protected: true\n    name_original:", "protected: \"true\"\n    name_orignal:"),
        ("protected: true\n    name_original:", "Protected: true\n    name_orignal:"),
        ("protected: true\n    name_original:", "protectd: true\n    name_orignal:"),
        ("confidential: true\n    author:", "confidential: yes\n    athor:"),
        ("confidential: true\n    author:", "Confidential: true\n    athor:"),
    ];
    for (written, slip) in slips {
        assert!(GUARDED.contains(written), "{written}");
        let repo = Repo::with(&[("march.yaml", &GUARDED.replace(written, slip))]);
        for format in OutputFormat::all().map(OutputFormat::name) {
            let run = repo.run(&["--preset", "strict", "--format", format]);
            for secret in ["Ерлан", "Жасыров", "Kanat", "Sagyndov"] {
                assert!(!run.stdout.contains(secret), "{slip}: {format} shows {secret}:\n{}", run.stdout);
            }
            assert!(run.stdout.contains("march.yaml"), "{slip}: {format}");
        }
    }
}
