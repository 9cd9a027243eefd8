//! A table in GitHub's and GitLab's Markdown, for a job's summary or a comment on a pull request.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::diagnostic::{Diagnostic, Severity};
use crate::outcome::Outcome;
use crate::render::{Style, escape, locate, rule_url, summary};

/// A comment on GitHub may have 65,536 characters; the table ends before.
const MOST_BYTES: usize = 60_000;

/// Writes the output.
pub(crate) fn write(outcome: &Outcome, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if !outcome.diagnostics.is_empty() {
        writeln!(out, "| Place | Finding | Rule |\n|---|---|---|")?;
    }
    let mut shown = 0;
    for row in rows(outcome) {
        shown += 1;
        out.write_all(row.as_bytes())?;
    }
    if !outcome.diagnostics.is_empty() {
        writeln!(out)?;
    }
    match outcome.diagnostics.len() - shown {
        0 => {}
        1 => writeln!(out, "1 more finding does not fit in here.\n")?,
        more => writeln!(out, "{more} more findings do not fit in here.\n")?,
    }
    for failure in &outcome.failures {
        let path = failure.path.iter().map(|path| format!("{}: ", code(path))).collect::<String>();
        writeln!(out, "- **failure**: {path}{}{}", text(&failure.message), help(failure.help.as_deref()))?;
    }
    if !outcome.failures.is_empty() {
        writeln!(out)?;
    }
    if style.quiet { Ok(()) } else { summary::write_summary(outcome, false, out) }
}

/// Returns the rows that there is room for.
fn rows(outcome: &Outcome) -> impl Iterator<Item = String> {
    // The most severe findings come first, because the end may be cut off.
    let by_severity = [Severity::Error, Severity::Warning, Severity::Info]
        .into_iter()
        .flat_map(|severity| outcome.diagnostics.iter().filter(move |one| one.severity == severity));
    by_severity.map(|diagnostic| row(outcome, diagnostic)).scan(MOST_BYTES, |room, row| {
        *room = room.checked_sub(row.len())?;
        Some(row)
    })
}

/// Describes the findings that there is no room for, if there are any.
pub(crate) fn cut(outcome: &Outcome) -> Option<String> {
    let all = outcome.diagnostics.len();
    let left_out = all - rows(outcome).count();
    let why = "a comment on GitHub has no room for more, and the gravest come first";
    (left_out > 0).then(|| format!("{left_out} of {all} findings: {why}"))
}

fn row(outcome: &Outcome, diagnostic: &Diagnostic) -> String {
    let label = &diagnostic.primary;
    let (path, position) = locate(outcome, label.file, label.span.start);
    let help = help(diagnostic.help.as_deref());
    let name = literal(diagnostic.rule.as_str());
    let rule = match rule_url(outcome, diagnostic.rule.as_str()) {
        Some(url) => format!("[{name}]({url})"),
        None => name,
    };
    format!(
        "| {}:{} | **{}**: {}{help} | {rule} |\n",
        code(path),
        position.line,
        diagnostic.severity,
        text(&diagnostic.message),
    )
}

/// Returns advice as a further line of a cell.
fn help(help: Option<&str>) -> String {
    help.map(|help| format!("<br>help: {}", text(help))).unwrap_or_default()
}

/// Escapes a message, in which backticks enclose the file's own words.
fn text(text: &str) -> String {
    let mut parts = text.split('`').enumerate().peekable();
    let mut out = String::new();
    while let Some((index, part)) = parts.next() {
        // A backtick without its partner is a plain character.
        match (index % 2 == 1, parts.peek().is_some()) {
            (true, true) => out.push_str(&code(part)),
            (true, false) => drop(write!(out, "&#96;{}", literal(part))),
            (false, _) => out.push_str(&literal(part)),
        }
    }
    out
}

fn code(text: &str) -> String {
    format!("<code>{}</code>", literal(text))
}

/// Escapes text so that it shows as it is: without markup, mentions of users, references to issues and links.
fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in escape::line(text).chars() {
        match c {
            // A mention or a reference is looked for in the finished page, and not across a comment.
            '@' | '#' => drop(write!(out, "&#{};<!-- -->", u32::from(c))),
            // An address would become a link.
            '/' if out.ends_with(':') => out.push_str("&#47;"),
            '.' if out.ends_with("www") || out.ends_with("WWW") => out.push_str("&#46;"),
            ',' | ';' | ':' | '.' | '(' | ')' | '-' | '?' | '/' => out.push(c),
            c if c.is_ascii_punctuation() => drop(write!(out, "&#{};", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_is_markup() {
        assert_eq!(text("see `a|b` or `c"), "see <code>a&#124;b</code> or &#96;c");
        assert_eq!(literal("<b> @x #1"), "&#60;b&#62; &#64;<!-- -->x &#35;<!-- -->1");
        assert_eq!(literal("https://a.b"), "https:&#47;/a.b");
        assert_eq!(literal("www.a.b"), "www&#46;a.b");
    }
}
