//! Follows what a finding says: its fix, or the value that its help names.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use regex::Regex;
use reportlint::diagnostic::Diagnostic;
use reportlint::outcome::Outcome;

/// The files of a run by their names.
pub(crate) type Files = BTreeMap<String, String>;

/// A finding as it is compared with those of another state of its files. A name that loses its quotation marks is still
/// the same in the messages of others.
pub(crate) fn name(finding: &Diagnostic) -> String {
    format!("{}: {}", finding.rule, finding.message.replace(['“', '”', '„', '«', '»'], ""))
}

/// Returns the states of the files that come of following a finding: one for its fix, or else one for each way to write
/// what its help names. Any of them must be right.
pub(crate) fn followed(finding: &Diagnostic, outcome: &Outcome, files: &Files) -> Vec<Files> {
    let path = &outcome.file(finding.primary.file).expect("the finding lies in a file").path;
    let Some(text) = files.get(path) else { return Vec::new() };
    let with = |text: String| {
        let mut files = files.clone();
        files.insert(path.clone(), text);
        files
    };
    if let Some(fix) = &finding.fix {
        let mut text = text.clone();
        for edit in fix.edits.iter().rev() {
            text.replace_range(edit.span.range(), &edit.replacement);
        }
        return vec![with(text)];
    }
    let Some(value) = named_value(finding.help.as_deref().unwrap_or_default()) else { return Vec::new() };
    let place = finding.primary.span.range();
    let shown = text.get(place.clone()).unwrap_or_default();
    let mut states = vec![with(replaced(text, place.clone(), &value))];
    // The value behind the key that the finding shows.
    if let Some((key, old)) = shown.split_once(": ") {
        let start = place.start + key.len() + 2;
        let quote = if old.starts_with('"') { "\"" } else { "" };
        states.push(with(replaced(text, start..start + old.len(), &format!("{quote}{value}{quote}"))));
    }
    // The key with the value, where the finding shows the value alone.
    if let Some((key, _)) = value.split_once(": ") {
        let start = place.start.saturating_sub(key.len() + 2);
        if text.get(start..place.start) == Some(&format!("{key}: ")) {
            states.push(with(replaced(text, start..place.end, &value)));
        }
    }
    // A line of its own beside the finding's first key, or below it.
    if value.contains(": ") {
        let line = text.get(..place.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let content = text.get(line..).unwrap_or_default();
        let indent = content.len() - content.trim_start_matches([' ', '-']).len();
        let end = line + content.find('\n').map_or(content.len(), |end| end + 1);
        for indent in [indent, indent + 2] {
            states.push(with(replaced(text, end..end, &format!("{}{value}\n", " ".repeat(indent)))));
        }
    }
    states
}

fn replaced(text: &str, range: std::ops::Range<usize>, by: &str) -> String {
    let mut text = text.to_owned();
    text.replace_range(range, by);
    text
}

/// Returns the whole value that a help says to write: in backticks behind "write", without a gap that is to be filled, and
/// at the place of the finding.
fn named_value(help: &str) -> Option<String> {
    static WRITE: OnceLock<Regex> = OnceLock::new();
    let write = WRITE.get_or_init(|| {
        let pattern = r"(?:(?:[Ww]rite|did you mean) `(?<value>[^`]+)`|add `(?<key>[^`]+)`, as )(?<rest>.*)";
        Regex::new(pattern).expect("it is a pattern")
    });
    let found = write.captures(help)?;
    let value = found.name("value").or_else(|| found.name("key"))?.as_str();
    let rest = found.name("rest").map_or("", |rest| rest.as_str());
    // A form with words to replace, or a key to which a value is to be added, is no whole value.
    let has_gap = value.contains(['…', '<'])
        || value.ends_with(':')
        || ["NUMBER", "YYYY", "ID"].iter().any(|gap| value.contains(gap))
        || rest.starts_with(", with your ");
    // Another place is named in words.
    let is_elsewhere = rest.starts_with(" in the ") || rest.starts_with(" under ");
    (!has_gap && !is_elsewhere).then(|| value.to_owned())
}
