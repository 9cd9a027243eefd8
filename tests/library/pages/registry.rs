//! The registry, the files of the rules and the list of released names agree.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::path::PathBuf;

use reportlint::diagnostic::Severity;
use reportlint::rule::{Group, Preset, RuleEntry};
use reportlint::rules::{self, RULES};

use super::examples::page_path;
use crate::support::{assert_no_faults, is_refresh, project_path};

/// The list of released names.
const RELEASED: &str = "tests/released-rules.txt";

/// Returns true if a rule has the name, even if the registry is not sorted.
fn is_rule(name: &str) -> bool {
    RULES.iter().any(|entry| entry.meta.name == name)
}

/// Returns the constant of a rule as the registry lists it.
fn constant(entry: &RuleEntry) -> String {
    format!("{}::{}::RULE", entry.meta.group.as_str(), entry.meta.name.replace('-', "_"))
}

#[test]
fn the_registry_is_sorted() {
    let mut faults = Vec::new();
    for (index, pair) in RULES.windows(2).enumerate() {
        let [first, second] = pair else { continue };
        match first.meta.name.cmp(second.meta.name) {
            Ordering::Less => {}
            Ordering::Equal => {
                faults.push(format!("src/rules.rs: `{}` is listed twice: delete one line", constant(first)));
            }
            Ordering::Greater => {
                // The one without which the list is sorted here is out of place.
                let before = index.checked_sub(1).and_then(|index| RULES.get(index));
                let is_first = before.is_none_or(|before| before.meta.name < second.meta.name);
                let stray = if is_first { first } else { second };
                let next = RULES.iter().filter(|entry| entry.meta.name > stray.meta.name);
                let place = next.min_by_key(|entry| entry.meta.name).map_or_else(
                    || "to the end".to_owned(),
                    |next| format!("in front of `{}`", constant(next)),
                );
                faults.push(format!(
                    "src/rules.rs: `{}` is out of order, for the list is sorted by the rules' names: move it {place}",
                    constant(stray)
                ));
            }
        }
    }
    assert_no_faults(&faults);
    for entry in RULES {
        let found = rules::find(entry.meta.name).expect("a sorted list finds its rules");
        assert!(std::ptr::eq(found, entry), "{}", entry.meta.name);
    }
}

#[test]
fn rules_are_named_like_their_files_and_headings() {
    let mut faults = Vec::new();
    let pages: Vec<(String, String)> = Group::ALL.into_iter().flat_map(pages_of).collect();
    for entry in RULES {
        let (name, path) = (entry.meta.name, page_path(entry));
        // `every_page_belongs_to_a_rule` reports a rule whose files are in the folder of another group.
        if !project_path(&path).exists() && pages.iter().any(|(page, _)| page == name) {
            continue;
        }
        let is_kebab = name.split('-').all(|word| {
            !word.is_empty()
                && word.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
        });
        if !is_kebab {
            faults.push(format!(
                "the rule `{name}`: write its name in kebab case, such as `verdict-without-date`"
            ));
        }
        match std::fs::read_to_string(project_path(&path)) {
            Err(error) => faults.push(format!(
                "{path}: the page of the rule `{name}` cannot be read ({error}): create it, named like the rule"
            )),
            Ok(page) if page != entry.meta.page => faults.push(format!(
                "{path}: the rule `{name}` has another page: write `page: include_str!(\"{name}.md\")` in its META"
            )),
            Ok(_) => {}
        }
        let code = path.replace(&format!("{name}.md"), &format!("{}.rs", name.replace('-', "_")));
        if !project_path(&code).exists() {
            faults.push(format!(
                "{code}: the check of the rule `{name}` is not there: name the file like the rule"
            ));
        }
        if !entry.meta.page.starts_with(&format!("# {name}\n\n")) {
            faults.push(format!("{path}: the first line is `# {name}`, with an empty line below it"));
        }
        if !entry.meta.page.contains("\n## Why is this a problem?\n") {
            faults.push(format!("{path}: add a section `## Why is this a problem?`"));
        }
        if !entry.meta.summary().ends_with('.') {
            faults.push(format!(
                "{path}: the paragraph below the heading is one sentence that ends with a full stop"
            ));
        }
    }
    assert_no_faults(&faults);
}

/// Returns the pages in the folder of a group: name, and path in the project.
fn pages_of(group: Group) -> Vec<(String, String)> {
    let folder = format!("src/rules/{}", group.as_str());
    let mut pages = Vec::new();
    for file in std::fs::read_dir(project_path(&folder)).expect("each group has a folder") {
        let file: PathBuf = file.expect("the folder of a group can be listed").path();
        if file.extension().is_some_and(|ending| ending == "md") {
            let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            pages.push((name.clone(), format!("{folder}/{name}.md")));
        }
    }
    pages
}

#[test]
fn every_page_belongs_to_a_rule() {
    let mut faults = Vec::new();
    for group in Group::ALL {
        for (name, path) in pages_of(group) {
            let known: Vec<&RuleEntry> = RULES.iter().filter(|entry| entry.meta.name == name).collect();
            if known.iter().any(|entry| page_path(entry) == path) {
                continue;
            }
            let advice = known.first().map_or_else(
                || format!("no rule is called `{name}`: add it to the list in src/rules.rs, or delete the page"),
                |entry| {
                    format!(
                        "by its META, the rule `{name}` is of the group {}: write `group: Group::{group:?}` there, or \
                         move its two files to that group's folder",
                        entry.meta.group.as_str()
                    )
                },
            );
            faults.push(format!("{path}: {advice}"));
        }
    }
    assert_no_faults(&faults);
}

#[test]
fn presets_follow_the_law() {
    let mut faults = Vec::new();
    for entry in RULES {
        let meta = &entry.meta;
        let is_error = meta.severity == Severity::Error;
        let is_basic = matches!(meta.group, Group::Format | Group::Structure | Group::Law);
        let is_minimal = meta.preset == Preset::Minimal;
        if is_minimal != (is_error && is_basic) {
            let (severity, group) = (meta.severity, meta.group.as_str());
            let advice = if is_minimal {
                "write `preset: Preset::Recommended`, or `Preset::Strict` if it asks for more than most repositories can give"
            } else {
                "write `preset: Preset::Minimal`"
            };
            faults.push(format!(
                "{}: the preset `minimal` has the errors of the groups format, structure and law, and no other rule. \
                 `{}` is of severity {severity} and of the group {group}: {advice}",
                page_path(entry).replace(meta.name, &meta.name.replace('-', "_")).replace(".md", ".rs"),
                meta.name
            ));
        }
    }
    assert_no_faults(&faults);
}

#[test]
fn released_names_remain() {
    let path = project_path(RELEASED);
    let text = std::fs::read_to_string(&path).expect("the list of released names can be read");
    let (comments, names): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| line.starts_with('#'));
    let released: BTreeSet<&str> = names.iter().copied().collect();
    let new: Vec<&str> =
        RULES.iter().map(|entry| entry.meta.name).filter(|name| !released.contains(name)).collect();
    if is_refresh() {
        let all: BTreeSet<&str> = released.iter().copied().chain(new).collect();
        let lines: Vec<&str> = comments.into_iter().chain(all).collect();
        std::fs::write(&path, lines.join("\n") + "\n").expect("the list of released names can be written");
        return;
    }
    let mut faults: Vec<String> = new
        .into_iter()
        .map(|name| {
            let next = names.iter().find(|other| **other > name);
            let place = next.map_or_else(|| "at the end".to_owned(), |next| format!("before `{next}`"));
            format!("{RELEASED}: the rule `{name}` is missing. Run tests/refresh, or add this line {place}:\n{name}")
        })
        .collect();
    for name in names.iter().filter(|name| !is_rule(name)) {
        faults.push(format!(
            "{RELEASED}: `{name}` was released and is not a rule any more. Names are for ever: give the rule its name back"
        ));
    }
    for (before, name) in names.iter().zip(names.iter().skip(1)).filter(|(before, name)| before >= name) {
        faults.push(format!("{RELEASED}: `{name}` stands behind `{before}`: sort the lines, each name once"));
    }
    assert_no_faults(&faults);
}
