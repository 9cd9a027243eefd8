//! One case in several reports: which verdicts are held against each other, and who is lost.

use super::repository::{project, report};
use super::support::Repo;

/// A case about the given people, with events that are each a flow mapping.
fn case(persons: &str, events: &[&str]) -> String {
    let events: String = events.iter().map(|event| format!("      - {{{event}}}\n")).collect();
    format!("cases:\n  - id: sample\n    persons: [{persons}]\n    events:\n{events}")
}

const COURT: &str = "court: {name: Medeu District Court, level: first-instance}, outcome: convicted";
const YEARS: &str = "sentences: [{type: imprisonment, duration: P5Y}]";

/// What is found in a report on the first quarter and one on the third, each with one case.
fn told(persons: &str, first: &[&str], third: &[&str]) -> String {
    project(&[
        ("a.yaml", report([1, 3], "Aksa", &case(persons, first))),
        ("b.yaml", report([4, 6], "Aksa", "")),
        ("c.yaml", report([7, 9], "Aksa", &case(persons, third))),
    ])
    .lines()
    .filter(|line| line.contains("case-contradicts-earlier"))
    .map(|line| format!("{line}\n"))
    .collect()
}

#[test]
fn a_new_verdict_under_the_id_of_an_old_one_is_another() {
    let first = format!("id: verdict, type: verdict, date: 2023-02-10, {COURT}, {YEARS}");
    let retrial = format!(
        "id: verdict, type: verdict, date: 2023-08-20, {COURT}, sentences: [{{type: imprisonment, duration: P3Y}}]"
    );
    let appeal = "id: verdict, type: verdict, date: 2023-02-10, court: {name: Almaty City Court, level: appeal}, outcome: upheld";
    assert_eq!(told("a", &[&first], &[&retrial]), "");
    assert_eq!(told("a", &[&first], &[appeal]), "");
    // The one that was told before is told again, under another id.
    let again = first.replace("id: verdict", "id: first");
    assert_eq!(told("a", &[&first], &[&again, &retrial.replace("2023-08-20", "2023-03-20")]), "");
}

#[test]
fn a_second_verdict_of_the_same_day_is_not_the_first() {
    let verdict = |penalty: &str| {
        format!(
            "type: verdict, date: 2023-02-10, {COURT}, jurisdiction: administrative, sentences: [{penalty}]"
        )
    };
    let arrest = verdict("{type: administrative-arrest, duration: P15D}");
    let fine = verdict("{type: fine, amount: {amount: 690, currency: BYN}}");
    assert_eq!(told("a", &[&arrest], &[&fine, &arrest]), "");
}

#[test]
fn penalties_are_compared_person_by_person_in_any_order() {
    let verdict =
        |sentences: &str| format!("type: verdict, date: 2023-02-10, {COURT}, sentences: [{sentences}]");
    let term = |years: u8, persons: &str| format!("{{type: imprisonment, duration: P{years}Y{persons}}}");
    let [two, five] = [2, 5].map(|years| term(years, ""));
    let both = verdict(&format!("{two}, {five}"));
    assert_eq!(told("a", &[&both], &[&verdict(&format!("{five}, {two}"))]), "");
    // The sum of two terms is neither of them.
    assert_eq!(told("a", &[&both], &[&verdict(&term(6, ""))]), "");
    let apart = verdict(&format!("{}, {}", term(5, ", persons: [a]"), term(3, ", persons: [b]")));
    let found = told("a, b", &[&verdict(&five)], &[&apart]);
    assert_eq!(found.lines().count(), 1, "{found}");
    assert!(found.contains("the penalty of `b` lasts 3 years here, and 5 years in a.yaml"), "{found}");
    let fine = "{type: fine, amount: {amount: 690, currency: BYN}}";
    let [held, free] = ["imprisonment", "restriction-of-liberty"]
        .map(|kind| verdict(&format!("{{type: {kind}, duration: P5Y}}, {fine}")));
    let found = told("a", &[&held], &[&free]);
    assert!(found.contains("is `restriction-of-liberty` here, and `imprisonment` in a.yaml"), "{found}");
}

#[test]
fn a_verdict_whose_day_is_not_known_is_compared() {
    let verdict = |date: &str, years: u8| {
        format!("type: verdict{date}, {COURT}, sentences: [{{type: imprisonment, duration: P{years}Y}}]")
    };
    for (before, after) in
        [(", date: 2023-02", ", date: 2023-02-10"), ("", ", date: 2023-02-10"), (", date: 2023", "")]
    {
        let found = told("a", &[&verdict(before, 5)], &[&verdict(after, 8)]);
        assert!(found.contains("lasts 8 years here, and 5 years in a.yaml"), "{before}, {after}: {found}");
        assert_eq!(told("a", &[&verdict(before, 5)], &[&verdict(after, 5)]), "");
    }
    let found = told("a", &[&verdict(", date: 2023-02", 5)], &[&verdict(", date: 2023-03", 5)]);
    assert!(found.contains("is dated 2023-03 here, and 2023-02 in a.yaml"), "{found}");
}

#[test]
fn a_yearly_report_and_a_translation_are_held_against_the_others() {
    let verdict = |date: &str| format!("type: verdict, date: {date}, {COURT}, {YEARS}");
    let first = report([1, 3], "Aksa", &case("a", &[&verdict("2023-02-10")]));
    let other = case("a", &[&verdict("2023-02-11")]);
    let yearly = project(&[("a.yaml", first.clone()), ("b.yaml", report([1, 12], "Aksa", &other))]);
    assert!(yearly.contains("b.yaml:13:25: error[case-contradicts-earlier]"), "{yearly}");
    let translation = report([1, 3], "Aksa", &other)
        .replace("id: kz-1-3-aksa", "id: kz-1-3-ru")
        .replace("language: en", "language: ru")
        .replace("Medeu District Court", "Медеуский районный суд");
    let found = project(&[("a.yaml", first), ("b.yaml", translation)]);
    assert!(found.contains("is dated 2023-02-11 here, and 2023-02-10 in a.yaml"), "{found}");
}

#[test]
fn reports_that_continue_one_case_are_held_against_each_other() {
    let told = |id: &str, date: &str| {
        let event = format!("type: verdict, date: {date}, {COURT}, {YEARS}");
        case("a", &[&event]).replace("id: sample", &format!("id: {id}\n    continues: kz-1-3-aksa#sample"))
    };
    let found = project(&[
        ("a.yaml", report([1, 3], "Aksa", &case("a", &["type: detention, date: 2023-01-02"]))),
        ("b.yaml", report([4, 6], "Aksa", &told("second", "2023-03-20"))),
        ("c.yaml", report([7, 9], "Aksa", &told("third", "2023-03-21"))),
    ]);
    assert!(
        found.contains("the verdict in the case `third` is dated 2023-03-21 here, and 2023-03-20 in b.yaml"),
        "{found}"
    );
}

/// What is found of cases that are lost between a report on the first quarter and one on the second without them.
fn lost(persons: &str, events: &[&str]) -> String {
    let found = project(&[
        ("a.yaml", report([1, 3], "Aksa", &case(persons, events))),
        ("b.yaml", report([4, 6], "Aksa", "")),
    ]);
    found.split_once("the case `sample`, in which ").map_or(found.clone(), |(_, rest)| rest.to_owned())
}

#[test]
fn each_of_several_people_has_to_be_told_of() {
    let held = "type: pre-trial-detention, date: 2023-02-01";
    assert!(lost("a, b", &[held]).starts_with("`a` and `b` are held"));
    assert!(
        lost("a, b", &[held, "type: release, date: 2023-03-01, persons: [b]"]).starts_with("`a` is held")
    );
    assert_eq!(lost("a, b", &[held, "type: release, date: 2023-03-01"]), "");
    // In the order of time, whatever that of the file.
    assert_eq!(lost("a", &["type: release, date: 2023-03-01", held]), "");
    // A court orders detention before trial for two months, and then for two more.
    assert!(lost("a", &[&format!("{held}, duration: P2M")]).starts_with("`a` is held"));
    assert_eq!(lost("a", &["type: arrest, date: 2023-02-01, duration: P15D"]), "");
    let overturned = "type: verdict, date: 2023-03-01, outcome: overturned";
    assert!(lost("a", &[held, overturned]).starts_with("`a` is to be tried again"));
}

#[test]
fn a_case_file_that_goes_on_leaves_old_reports_alone() {
    let events = "events:\n  - {type: pre-trial-detention, date: 2023-02-01}\n  - {type: release, date: 2023-03-01}\n  \
                  - {type: arrest, date: 2023-08-01}\n";
    let file =
        format!("kind: case\nid: sample\ntitle: A case\ncountry: KZ\nlanguage: en\npersons: [a]\n{events}");
    let found = project(&[
        ("a.yaml", report([1, 3], "Aksa", "cases: [{ref: sample}]\n")),
        ("b.yaml", report([4, 6], "Aksa", "")),
        ("c.yaml", file),
    ]);
    assert_eq!(found, "");
}

#[test]
fn a_reference_that_leads_nowhere_names_what_it_can_mean() {
    let continuing =
        |name: &str| case("a", &[]).replace("id: sample", &format!("id: other\n    continues: {name}"));
    let found = |name: &str| {
        let repo = Repo::with(&[
            ("reportlint.yaml", ""),
            ("kz-q1.yaml", &report([1, 3], "Aksa", &case("a", &[]))),
            ("b.yaml", &report([4, 6], "Aksa", &continuing(name))),
            ("c.yaml", "kind: report\nid: [\n"),
        ]);
        // What the named file lacks is shown, though the reference stands in another one.
        repo.run(&["--only", "unresolved-case", "kz-q1.yaml"]).stdout
    };
    let lacks = found("kz-1-3-aksa#trial-of-may");
    assert!(lacks.contains("this report has no such case"), "{lacks}");
    // With a file that cannot be read nobody knows which reports there are.
    assert!(!found("kz-q1#sample").contains("unresolved-case"));
}

#[test]
fn a_case_that_moved_is_found_by_its_id_or_the_name_of_its_file() {
    let found = |cases: &str| {
        project(&[
            ("kz-q1.yaml", report([1, 3], "Aksa", &case("a", &[]))),
            ("b.yaml", report([4, 6], "Aksa", cases)),
            (
                "sample-of-may.yaml",
                "kind: case\nid: may\ntitle: A case\ncountry: KZ\nlanguage: en\n".to_owned(),
            ),
        ])
    };
    let fix = |cases: &str| {
        let found = found(cases);
        assert_eq!(found.matches("[unresolved-case]").count(), 1, "{found}");
        found
    };
    fix("cases: [{ref: sample-of-may}]\n");
    fix("cases: [{id: x, continues: kz-q1#sample}]\n");
    fix("cases: [{id: x, continues: by-2023#sample}]\n");
    fix("cases: [{ref: sample}]\n");
    assert_eq!(found("cases: [{ref: may}]\n"), "");
}

#[test]
fn a_case_cannot_continue_a_later_one() {
    let later = project(&[
        (
            "a.yaml",
            report(
                [1, 3],
                "Aksa",
                &case("a", &[]).replace("id: sample", "id: sample\n    continues: kz-4-6-aksa#sample"),
            ),
        ),
        ("b.yaml", report([4, 6], "Aksa", &case("a", &[]))),
    ]);
    assert!(
        later.contains(
            "a.yaml:11:16: error[circular-continuation] the case `sample` continues one of a later report"
        ),
        "{later}"
    );
}
