//! The fenced examples of a rule's page.

/// A case in which nothing is wrong, with a place for each kind of fragment.
pub(crate) const CASE: &str = "\
kind: case
id: testova-2023
title: The case of Aliya Testova
country: KZ
freedoms: [expression]
sources:
  court-register:
    type: court-document
    title: Register of judgments
    publisher: Medeu District Court
    url: https://court.example.org/register
    archived_url: https://archive.example.org/2023/https://court.example.org/register
    published: 2023-07-15
    accessed: 2023-08-01
    language: ru
# sources
persons:
  aliya-testova:
    name: Aliya Testova
    role: activist
    consent: true
# persons
events:
  - type: detention
    date: 2022-01-10
    sources: [court-register]
# events
quotes:
  - text: We only asked to be heard
    speaker: aliya-testova
    language: en
    sources: [court-register]
# quotes
";

/// A report in which nothing is wrong, with a place for each kind of fragment.
pub(crate) const REPORT: &str = "\
kind: report
id: kz-2023-06
title: Kazakhstan, March to June 2023
country: KZ
period: {start: 2023-03, end: 2023-06}
published: 2023-07-20
publishers: [Example Rights Watch]
sources:
  court-register:
    type: court-document
    title: Register of judgments
    publisher: Medeu District Court
    url: https://court.example.org/register
    archived_url: https://archive.example.org/2023/https://court.example.org/register
    published: 2023-07-15
    accessed: 2023-07-16
    language: ru
persons:
  aliya-testova:
    name: Aliya Testova
    role: activist
organisations:
  open-square: {name: Open Square, type: movement}
# organisations
cases:
  - id: testova
    title: The case of Aliya Testova
    freedoms: [expression]
    persons: [aliya-testova]
    organisations: [open-square]
    events:
      - type: detention
        date: 2023-04-10
        released: 2023-04-10
        sources: [court-register]
# cases
developments:
  - id: elections
    title: Early elections
    freedoms: [association]
    date: 2023-03-19
    sources: [court-register]
# developments
";

/// The fragments that a fence may hold (`in=KEY`), each with the template that it becomes a part of.
const PARTS: [(&str, &str); 7] = [
    ("sources", CASE),
    ("persons", CASE),
    ("events", CASE),
    ("quotes", CASE),
    ("organisations", REPORT),
    ("cases", REPORT),
    ("developments", REPORT),
];

/// A fenced example of a page.
#[derive(Debug)]
pub(crate) struct Fence<'a> {
    /// The heading above it.
    pub(crate) section: &'a str,
    /// The 1-based line of the page on which it opens.
    pub(crate) line: usize,
    pub(crate) extent: Extent,
    /// The name of its file, for rules that read the name and for examples of several files.
    pub(crate) file: &'a str,
    pub(crate) text: String,
}

/// The part of a document that a fence holds; a template gives the rest.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Extent {
    /// The whole document.
    Document,
    /// The content of one key of a template.
    Part { key: &'static str, template: &'static str },
    /// The keys at the root that replace those of a template; `kind:` comes from the template.
    RootKeys { template: &'static str },
}

/// A finding that an example marks.
#[derive(Debug)]
pub(crate) struct Mark {
    /// The 0-based line in the fence.
    pub(crate) line: usize,
    pub(crate) severity: &'static str,
    pub(crate) message: String,
}

impl<'a> Fence<'a> {
    /// Opens a fence by the words behind its backticks.
    fn open(section: &'a str, line: usize, words: &'a str) -> Result<Self, String> {
        let mut fence =
            Self { section, line, extent: Extent::Document, file: "page.yaml", text: String::new() };
        let mut words = words.split_whitespace();
        let language = words.next().unwrap_or_default();
        if language != "yaml" {
            return Err(format!("the fence is of `{language}`: examples are of `yaml`"));
        }
        for word in words {
            match word.split_once('=') {
                None if word == "case" => fence.extent = Extent::RootKeys { template: CASE },
                None if word == "report" => fence.extent = Extent::RootKeys { template: REPORT },
                Some(("in", part)) => {
                    let Some((key, template)) = PARTS.into_iter().find(|(key, _)| *key == part) else {
                        let keys = PARTS.map(|(key, _)| format!("`in={key}`")).join(", ");
                        return Err(format!("`in={part}` is not a part of a template: write one of {keys}"));
                    };
                    fence.extent = Extent::Part { key, template };
                }
                Some(("file", file)) => fence.file = file,
                _ => {
                    return Err(format!(
                        "the fence has the word `{word}`: write `case`, `report`, `in=KEY` or `file=PATH`"
                    ));
                }
            }
        }
        Ok(fence)
    }

    /// Returns the whole document, and the 0-based line on which the fence begins in it.
    pub(crate) fn document(&self) -> (String, usize) {
        match self.extent {
            Extent::Document => (self.text.clone(), 0),
            Extent::Part { key, template } => self.within(key, template),
            Extent::RootKeys { template } => (self.over(template), 1),
        }
    }

    /// Puts the fence below the template's `kind:`, followed by the template's keys that the fence does not have.
    fn over(&self, template: &str) -> String {
        let key = |line: &str| line.split_once(':').map(|(key, _)| key.to_owned());
        let own: Vec<String> =
            self.text.lines().filter(|line| !line.starts_with([' ', '#', '-'])).filter_map(key).collect();
        let mut lines = template.lines();
        let mut document = format!("{}\n{}", lines.next().unwrap_or_default(), self.text);
        let mut keeps = true;
        for line in lines.filter(|line| !line.starts_with('#')) {
            if !line.starts_with(' ') {
                keeps = key(line).is_none_or(|key| !own.contains(&key));
            }
            if keeps {
                document.push_str(line);
                document.push('\n');
            }
        }
        document
    }

    /// Puts the fence in place of the template's content of `part`.
    fn within(&self, part: &str, template: &str) -> (String, usize) {
        let mut document = String::new();
        let mut first = 0;
        let mut skipping = false;
        for line in template.lines() {
            if line == format!("{part}:") {
                document.push_str(line);
                document.push('\n');
                first = document.lines().count();
                for line in self.text.lines() {
                    document.push_str(&format!("  {line}\n"));
                }
                skipping = true;
            } else if line == format!("# {part}") {
                skipping = false;
            } else if !skipping && !line.starts_with("# ") {
                document.push_str(line);
                document.push('\n');
            }
        }
        (document, first)
    }

    /// Returns the fence without its marks, and the marks.
    pub(crate) fn split_marks(&self) -> (Fence<'a>, Vec<Mark>) {
        let mut marks = Vec::new();
        let mut text = String::new();
        for (line, content) in self.text.lines().enumerate() {
            let mut rest = content;
            // A line may carry several marks; the last one is taken off first.
            while let Some((before, severity, message)) = last_mark(rest) {
                marks.push(Mark { line, severity, message: message.to_owned() });
                rest = before.trim_end();
            }
            text.push_str(rest);
            text.push('\n');
        }
        (Fence { text, ..*self }, marks)
    }
}

/// Splits a line before its last mark: the text before it, the severity and the message.
fn last_mark(line: &str) -> Option<(&str, &'static str, &str)> {
    ["error", "warning", "info"]
        .into_iter()
        .filter_map(|severity| {
            let (before, message) = line.rsplit_once(&format!(" # {severity}: "))?;
            Some((before, severity, message))
        })
        .max_by_key(|(before, ..)| before.len())
}

/// Reads the fences of a page, and the faults in how they are written, each with its 1-based line.
pub(crate) fn fences(page: &str) -> (Vec<Fence<'_>>, Vec<(usize, String)>) {
    let (mut fences, mut faults) = (Vec::new(), Vec::new());
    let mut section = "";
    let mut is_open = false;
    let mut open: Option<Fence<'_>> = None;
    for (line, content) in (1..).zip(page.lines()) {
        match content.strip_prefix("```") {
            Some(words) if !is_open => {
                is_open = true;
                match Fence::open(section, line, words) {
                    Ok(fence) => open = Some(fence),
                    Err(fault) => faults.push((line, fault)),
                }
            }
            Some(_) => {
                is_open = false;
                fences.extend(open.take());
            }
            None if is_open => {
                if let Some(fence) = &mut open {
                    fence.text.push_str(content);
                    fence.text.push('\n');
                }
            }
            None => section = content.strip_prefix("## ").unwrap_or(section),
        }
    }
    if is_open {
        faults.push((page.lines().count(), "the last fence is not closed: end it with ```".to_owned()));
    }
    (fences, faults)
}
