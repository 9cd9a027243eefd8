//! Holds the shape of `src`: the order of the modules, no circles, rules apart from each other, libraries each in one
//! place, and files and functions of a length that can be read. Test modules do not count.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;
use std::sync::OnceLock;

use regex::Regex;

use crate::support::{assert_no_faults, project_path};

/// The modules of `src`, low to high. A module imports only modules that stand above it in this list.
const ORDER: &[&str] = &[
    "source",
    "digest",
    "words",
    "suggest",
    "lookalike",
    "paths",
    "globs",
    "git",
    "files",
    "tree",
    "diagnostic",
    "document",
    "read",
    "syntax_help",
    "parse",
    "model",
    "schema",
    "redact",
    "law",
    "project",
    "rule",
    "rules",
    "local_rules",
    "pages",
    "settings",
    "fix",
    "outcome",
    "withhold",
    "linter",
    "render",
    "config",
    "discover",
    "changes",
    "cli",
    "fuzzing",
];

/// Libraries, as code names them, each with the only place that may do so.
const LIBRARIES: &[(&str, &str)] = &[
    ("jsonschema", "src/schema"),
    ("jsonschema_value", "src/schema"),
    ("granit_parser", "src/parse"),
    ("toml_edit", "src/parse"),
    ("toml_parser", "src/parse"),
    ("askama", "src/render/html"),
    ("miette", "src/render/human"),
];

/// The beginning of a path of the crate in code.
static PATH_START: OnceLock<Regex> = OnceLock::new();

/// The greatest number of lines of a file, and of a function.
const FILE_LINES: usize = 500;
const FUNCTION_LINES: usize = 60;

/// A file of `src` without comments and test modules.
struct SourceText {
    /// The path in the project, with `/`.
    path: String,
    /// The lines of code, blank where something was left out.
    lines: Vec<String>,
}

/// The place of an import: path, 1-based line, and the line's text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct ImportPlace {
    path: String,
    line: usize,
    text: String,
}

/// The imports between the modules of `src`: importer and imported, with the places.
type Imports = BTreeMap<(String, String), BTreeSet<ImportPlace>>;

impl SourceText {
    fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).expect("a file of src can be read");
        let relative = path.strip_prefix(project_path("")).expect("the file lies in the project");
        let path = relative.to_str().expect("the paths of src are UTF-8").replace('\\', "/");
        Self { path, lines: code_lines(&text) }
    }

    /// Returns the top module that the file belongs to; `None` for the roots of the crates.
    fn module(&self) -> Option<&str> {
        let name = self.path.strip_prefix("src/")?.split('/').next()?;
        let name = name.strip_suffix(".rs").unwrap_or(name);
        (!["lib", "main"].contains(&name)).then_some(name)
    }

    /// Returns the paths of the crate that the code names, such as `crate::rule::Group` or `super::support::quotes`,
    /// each with its 1-based line. A group in braces gives one path for each member.
    fn paths(&self) -> Vec<(usize, String)> {
        let start = PATH_START.get_or_init(|| Regex::new(r"(?:^|[^\w:])((?:crate|super)::)").unwrap());
        let text = self.lines.join("\n");
        let mut paths = Vec::new();
        for found in start.captures_iter(&text).filter_map(|captures| captures.get(1)) {
            let line = text.get(..found.start()).unwrap_or_default().matches('\n').count() + 1;
            let rest = text.get(found.start()..).unwrap_or_default();
            paths.extend(expand(rest).into_iter().map(|path| (line, path)));
        }
        paths
    }

    fn place(&self, line: usize) -> ImportPlace {
        let text = self.lines.get(line - 1).map_or("", String::as_str).trim();
        ImportPlace { path: self.path.clone(), line, text: text.to_owned() }
    }
}

impl std::fmt::Display for ImportPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.text)
    }
}

/// Blanks comments, and items under `#[cfg(test)]`. Relies on the layout that rustfmt gives.
fn code_lines(text: &str) -> Vec<String> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut code = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim() != "#[cfg(test)]" {
            code.push(without_comment(line).to_owned());
            continue;
        }
        code.push(String::new());
        let mut is_opened = false;
        for item in lines.by_ref() {
            code.push(String::new());
            is_opened |= item.trim_end().ends_with('{');
            let ends_block = is_opened && indent(item) == indent(line) && item.trim_start().starts_with('}');
            let ends_line = !is_opened && item.trim_end().ends_with([';', '}']);
            if ends_block || ends_line {
                break;
            }
        }
    }
    code
}

fn without_comment(line: &str) -> &str {
    // A `//` behind a colon is an address in a string.
    let is_comment = |at: &usize| !line.get(..*at).unwrap_or_default().ends_with(':');
    let comment = line.match_indices("//").map(|(at, _)| at).find(is_comment);
    comment.and_then(|at| line.get(..at)).unwrap_or(line).trim_end()
}

/// Returns the paths at the beginning of a text, with the members of a group in braces taken apart.
fn expand(text: &str) -> Vec<String> {
    let length = text.find(|letter: char| !letter.is_alphanumeric() && !['_', ':'].contains(&letter));
    let (path, rest) = text.split_at(length.unwrap_or(text.len()));
    let path = path.trim_end_matches(':');
    let Some(group) = rest.strip_prefix('{') else { return vec![path.to_owned()] };
    let (mut depth, mut member, mut paths) = (0, String::new(), Vec::new());
    for letter in group.chars() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                paths.push(std::mem::take(&mut member));
                continue;
            }
            _ => {}
        }
        member.push(letter);
    }
    paths.push(member);
    let members = paths.iter().map(|member| member.trim()).filter(|member| !member.is_empty());
    members.flat_map(expand).map(|member| format!("{path}::{member}")).collect()
}

/// Returns the place of a module in the order.
fn position(module: &str) -> Option<usize> {
    ORDER.iter().position(|listed| *listed == module)
}

/// Reads every file of `src`, except those of tests.
fn sources() -> Vec<SourceText> {
    fn collect(folder: &Path, sources: &mut Vec<SourceText>) {
        for entry in std::fs::read_dir(folder).expect("a folder of src can be listed") {
            let path = entry.expect("a folder of src can be listed").path();
            let is_tests = path.file_stem().is_some_and(|stem| stem == "tests");
            if path.is_dir() && !is_tests {
                collect(&path, sources);
            } else if path.extension().is_some_and(|ending| ending == "rs") && !is_tests {
                sources.push(SourceText::read(&path));
            }
        }
    }
    let mut sources = Vec::new();
    collect(&project_path("src"), &mut sources);
    sources.sort_by(|one, other| one.path.cmp(&other.path));
    sources
}

fn imports(sources: &[SourceText]) -> Imports {
    let modules: BTreeSet<&str> = sources.iter().filter_map(SourceText::module).collect();
    let mut imports = Imports::new();
    for source in sources {
        let Some(importer) = source.module() else { continue };
        for (line, path) in source.paths() {
            let imported = path.strip_prefix("crate::").and_then(|path| path.split("::").next());
            let Some(imported) = imported.filter(|name| *name != importer && modules.contains(name)) else {
                continue;
            };
            let edge = (importer.to_owned(), imported.to_owned());
            imports.entry(edge).or_default().insert(source.place(line));
        }
    }
    imports
}

/// Lists places, the first few of them in full.
fn list(places: &BTreeSet<ImportPlace>) -> String {
    const SHOWN: usize = 4;
    let mut text: String = places.iter().take(SHOWN).map(|place| format!("\n    {place}")).collect();
    if places.len() > SHOWN {
        text += &format!("\n    and {} more", places.len() - SHOWN);
    }
    text
}

/// Returns the shortest way from one module to another.
fn way<'i>(imports: &'i Imports, from: &'i str, to: &str) -> Option<Vec<&'i str>> {
    let mut ways = VecDeque::from([vec![from]]);
    let mut seen = BTreeSet::from([from]);
    while let Some(way) = ways.pop_front() {
        let last = *way.last()?;
        if last == to {
            return Some(way);
        }
        for (_, next) in imports.keys().filter(|(importer, _)| importer == last) {
            if seen.insert(next) {
                ways.push_back(way.iter().copied().chain([next.as_str()]).collect());
            }
        }
    }
    None
}

/// Returns the shortest circle of modules, with its first module again at its end.
fn shortest_circle(imports: &Imports) -> Option<Vec<String>> {
    let circle = |(importer, imported): &(String, String)| {
        let back = way(imports, imported, importer)?;
        Some([importer.as_str()].into_iter().chain(back).map(str::to_owned).collect::<Vec<_>>())
    };
    imports.keys().filter_map(circle).min_by_key(Vec::len)
}

#[test]
fn no_modules_import_each_other_in_a_circle() {
    let mut imports = imports(&sources());
    let mut faults = Vec::new();
    // Each circle is broken at the link against the order with the fewest places, so that the faults are those to mend.
    while let Some(circle) = shortest_circle(&imports) {
        let mut fault = format!("a circle: {}", circle.join(" → "));
        let links = circle.iter().zip(circle.iter().skip(1));
        let links: Vec<(String, String)> = links.map(|(one, other)| (one.clone(), other.clone())).collect();
        for link in &links {
            fault += &format!("\n  {} → {}:{}", link.0, link.1, list(&imports[link]));
        }
        let against_order = links.iter().filter(|(one, other)| position(one) < position(other));
        let weakest = against_order.min_by_key(|link| imports[link].len()).unwrap_or(&links[0]);
        fault += &format!(
            "\n  Break it at {} → {}, which is against ORDER: move what `{}` needs into a module above it, or pass it in.",
            weakest.0, weakest.1, weakest.0
        );
        imports.remove(weakest);
        faults.push(fault);
    }
    assert_no_faults(&faults);
}

#[test]
fn modules_import_only_what_stands_above_them_in_the_order() {
    let sources = sources();
    let modules: BTreeSet<&str> = sources.iter().filter_map(SourceText::module).collect();
    let mut faults = Vec::new();
    for module in modules.iter().filter(|module| position(module).is_none()) {
        faults.push(format!(
            "src/{module} is not in the order: add \"{module}\" to ORDER in tests/library/architecture.rs, below all that it imports"
        ));
    }
    for module in ORDER.iter().filter(|module| !modules.contains(*module)) {
        faults.push(format!(
            "src/{module} is not there: delete \"{module}\" from ORDER in tests/library/architecture.rs"
        ));
    }
    for ((importer, imported), places) in imports(&sources) {
        // A module that is not in the order has a fault of its own.
        if position(&importer).is_some() && position(&importer) < position(&imported) {
            faults.push(format!(
                "`{importer}` must not import `{imported}`, which stands below it in ORDER:{}\n  \
                 Move what it needs into `{importer}` or a module above it, or pass it in.",
                list(&places)
            ));
        }
    }
    assert_no_faults(&faults);
}

/// Returns the group, and the path below it without its ending, of a file of `src/rules/GROUP`. Helpers that several
/// groups share are of the group `support`.
fn in_group(path: &str) -> Option<(&str, &str)> {
    path.strip_prefix("src/rules/")?.strip_suffix(".rs")?.split_once('/')
}

#[test]
fn rules_import_no_other_rule() {
    let sources = sources();
    let is_rule = |group: &str, name: &str| {
        project_path(&format!("src/rules/{group}/{}.md", name.replace('_', "-"))).exists()
    };
    let mut faults = Vec::new();
    for source in &sources {
        let Some((group, below)) = in_group(&source.path).filter(|(group, _)| *group != "support") else {
            continue;
        };
        let name = below.split('/').next().unwrap_or(below);
        if group != "support" && name != "support" && !is_rule(group, name) {
            faults.push(format!(
                "{}: no page `{}.md` lies beside it, so it is not a rule: move it into src/rules/{group}/support/",
                source.path,
                name.replace('_', "-")
            ));
        }
        for (line, path) in source.paths() {
            let Some((other_group, other)) = rule_path(&path, group, below) else { continue };
            if (other_group.as_str(), other.as_str()) != (group, name) && is_rule(&other_group, &other) {
                faults.push(format!(
                    "{}\n  A rule, or a helper, must not import the rule `{}`: move what both need into \
                     src/rules/{other_group}/support/",
                    source.place(line),
                    other.replace('_', "-")
                ));
            }
        }
    }
    let first = Regex::new(r"use (?:self::)?(\w+)::").unwrap();
    for source in sources.iter().filter(|source| is_list_of_rules(&source.path)) {
        for (index, text) in source.lines.iter().enumerate().filter(|(_, text)| text.contains("use ")) {
            let module =
                first.captures(text).and_then(|captures| captures.get(1)).map_or("", |name| name.as_str());
            if !["crate", "super", "std", "support"].contains(&module) {
                faults.push(format!(
                    "{}\n  A group hands out nothing of its rules: move it into src/rules/GROUP/support/",
                    source.place(index + 1)
                ));
            }
        }
    }
    assert_no_faults(&faults);
}

/// Returns true for `src/rules.rs` and `src/rules/GROUP.rs`.
fn is_list_of_rules(path: &str) -> bool {
    path == "src/rules.rs" || path.strip_prefix("src/rules/").is_some_and(|rest| !rest.contains('/'))
}

/// Returns the group and the first module in it that a path leads to, seen from a file of a group.
fn rule_path(path: &str, group: &str, below: &str) -> Option<(String, String)> {
    let mut here: Vec<&str> = ["rules", group].into_iter().chain(below.split('/')).collect();
    let mut rest = path;
    if let Some(path) = path.strip_prefix("crate::") {
        (here, rest) = (Vec::new(), path);
    }
    while let Some(path) = rest.strip_prefix("super::") {
        here.pop();
        rest = path;
    }
    here.extend(rest.split("::"));
    match here.as_slice() {
        ["rules", group, name, ..] => Some(((*group).to_owned(), (*name).to_owned())),
        _ => None,
    }
}

#[test]
fn libraries_are_named_in_one_place() {
    let sources = sources();
    let mut faults = Vec::new();
    for (library, home) in LIBRARIES {
        let named = Regex::new(&format!(r"(^|[^\w:])(::)?{library}(::|\s*;|\s+as\b)")).unwrap();
        for source in &sources {
            let is_home = source.path == format!("{home}.rs") || source.path.starts_with(&format!("{home}/"));
            for (index, _) in
                source.lines.iter().enumerate().filter(|(_, line)| !is_home && named.is_match(line))
            {
                faults.push(format!(
                    "{}\n  Only {home} may name `{library}`: call a function of that module instead",
                    source.place(index + 1)
                ));
            }
        }
    }
    assert_no_faults(&faults);
}

/// Returns the functions of a file by their first lines: name, 1-based line, number of lines. Relies on the layout that rustfmt gives.
fn functions(source: &SourceText, head: &Regex) -> Vec<(String, usize, usize)> {
    let mut functions = Vec::new();
    for (index, line) in source.lines.iter().enumerate() {
        let Some(found) = head.captures(line) else { continue };
        let (indent, name) = (&found[1], &found[2]);
        let end = |line: &String| *line == format!("{indent}}}");
        let is_declaration = |line: &String| line.ends_with(';') && !line.starts_with(&format!("{indent} "));
        let body = source.lines.iter().skip(index);
        if line.ends_with(['}', ';']) || body.clone().take_while(|line| !end(line)).any(is_declaration) {
            continue;
        }
        if let Some(length) = body.clone().position(end) {
            functions.push((name.to_owned(), index + 1, length + 1));
        }
    }
    functions
}

#[test]
fn files_and_functions_can_be_read() {
    let head = Regex::new(r"^(\s*)(?:pub(?:\([^)]*\))? )?(?:const |async |unsafe )*fn (\w+)").unwrap();
    let mut faults = Vec::new();
    for source in sources() {
        let path = &source.path;
        let length = source.lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
        if length > FILE_LINES {
            faults.push(format!("{path} has {length} lines, and {FILE_LINES} are allowed: split it by noun"));
        }
        for (name, line, length) in
            functions(&source, &head).into_iter().filter(|(.., length)| *length > FUNCTION_LINES)
        {
            faults.push(format!(
                "{path}:{line}: `{name}` has {length} lines, and {FUNCTION_LINES} are allowed: cut it into named steps"
            ));
        }
    }
    assert_no_faults(&faults);
}

#[test]
fn groups_in_braces_are_taken_apart() {
    assert_eq!(
        expand("crate::{a, b::{C, d::E}, f};"),
        ["crate::a", "crate::b::C", "crate::b::d::E", "crate::f"]
    );
    assert_eq!(expand("super::x::Y;"), ["super::x::Y"]);
    let code = code_lines("a // b\n#[cfg(test)]\nmod tests {\n    c\n}\nd\n#[cfg(test)]\nmod tests;\n");
    assert_eq!(code, ["a", "", "", "", "", "d", "", ""]);
}
