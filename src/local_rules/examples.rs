//! The examples of a rule: files in which it finds nothing, and files in which it finds what they say.

use crate::model::date::Date;
use crate::source::{Span, offset};
use crate::tree::NodeRef;

/// An example as its rule has it.
#[derive(Debug)]
pub(crate) struct Example<'a> {
    pub(crate) is_good: bool,
    /// Its number among those of its sort, from 1.
    pub(crate) number: usize,
    pub(crate) node: NodeRef<'a>,
    pub(crate) files: Vec<ExampleFile<'a>>,
    pub(crate) finds: Vec<Expected<'a>>,
    /// The day of the run, if it says one.
    pub(crate) today: Option<Date>,
}

/// A file of an example.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ExampleFile<'a> {
    pub(crate) path: &'a str,
    pub(crate) text: &'a str,
    node: NodeRef<'a>,
}

/// A finding that an example says there is; what it leaves out may be anything.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Expected<'a> {
    pub(crate) node: NodeRef<'a>,
    file: Option<&'a str>,
    line: Option<i64>,
    message: Option<&'a str>,
}

/// A finding in a file of an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) path: String,
    /// From 1.
    pub(crate) line: usize,
    pub(crate) message: String,
    /// Its bytes in the file of the example.
    pub(crate) span: Span,
    /// True if it says only that the rule could not do its work: the file cannot be read, or a part of the rule has no value.
    pub(crate) is_failure: bool,
}

/// The difference between what an example says and what the rule finds.
#[derive(Debug)]
pub(crate) struct Difference<'e, 'a> {
    pub(crate) missing: Vec<&'e Expected<'a>>,
    pub(crate) unexpected: Vec<&'e Found>,
    /// Those that are both said and found.
    agreed: Vec<&'e Found>,
}

/// Reads the examples of a rule's document. Schema and loader have said what is wrong with their form.
pub(crate) fn examples(root: NodeRef<'_>) -> Vec<Example<'_>> {
    let sort = |key: &str, is_good| {
        let list = root.get("examples").and_then(|examples| examples.get(key));
        let items = list.into_iter().flat_map(|list| list.items());
        items
            .enumerate()
            .map(move |(index, node)| Example::read(node, is_good, index + 1))
            .collect::<Vec<_>>()
    };
    sort("good", true).into_iter().chain(sort("bad", false)).collect()
}

impl<'a> Example<'a> {
    fn read(node: NodeRef<'a>, is_good: bool, number: usize) -> Self {
        let entries = node.get("files").into_iter().flat_map(|files| files.entries());
        let file = |entry: crate::tree::Entry<'a>| {
            Some(ExampleFile { path: entry.name(), text: entry.value.as_str()?, node: entry.value })
        };
        let finds = node.get("finds").into_iter().flat_map(|finds| finds.items());
        let expected = |node: NodeRef<'a>| Expected {
            node,
            file: node.get("file").and_then(NodeRef::as_str),
            line: node.get("line").and_then(NodeRef::as_i64),
            message: node.get("message").and_then(NodeRef::scalar_text),
        };
        let today = node.get("today").and_then(NodeRef::scalar_text);
        Self {
            is_good,
            number,
            node,
            files: entries.filter_map(file).collect(),
            finds: finds.map(expected).collect(),
            today: today.and_then(|text| Date::parse(text).ok()),
        }
    }

    /// Names the example: "bad example 2".
    pub(crate) fn name(&self) -> String {
        format!("{} example {}", if self.is_good { "good" } else { "bad" }, self.number)
    }

    /// Compares what the example says with what was found; `None` if they agree.
    pub(crate) fn compare<'e>(&'e self, found: &'e [Found]) -> Option<Difference<'e, 'a>> {
        // A bad example may leave open what is found in it, but not that its rule works.
        let has_failed = found.iter().any(|found| found.is_failure);
        if !self.is_good && self.finds.is_empty() && !found.is_empty() && !has_failed {
            return None;
        }
        let mut unexpected: Vec<&Found> = found.iter().collect();
        let mut difference = Difference { missing: Vec::new(), unexpected: Vec::new(), agreed: Vec::new() };
        // One that says little does not take what one that says more is about.
        let mut wanted: Vec<&Expected<'_>> = self.finds.iter().collect();
        wanted.sort_by_key(|expected| std::cmp::Reverse(expected.parts()));
        for expected in wanted {
            match unexpected.iter().position(|found| expected.is_met_by(found)) {
                Some(index) => difference.agreed.push(unexpected.remove(index)),
                None => difference.missing.push(expected),
            }
        }
        difference.unexpected = unexpected;
        let finds_nothing = !self.is_good && found.is_empty();
        let is_same = difference.missing.is_empty() && difference.unexpected.is_empty() && !finds_nothing;
        (!is_same).then_some(difference)
    }

    /// Returns the bytes of the rule's file at which a finding in the text of an example stands.
    pub(crate) fn place_of(&self, found: &Found) -> Option<Span> {
        let file = self.files.iter().find(|file| file.path == found.path)?;
        // What lies behind the text, as an end of the file does, is shown at its end.
        let length = offset(file.text.len());
        let range = found.span.start.min(length) as usize..found.span.end.min(length) as usize;
        Some(file.node.part_span(range)).filter(|_| !file.node.is_alias())
    }
}

impl Expected<'_> {
    /// Returns the number of things that it says.
    fn parts(&self) -> usize {
        [self.file.is_some(), self.line.is_some(), self.message.is_some()]
            .iter()
            .filter(|says| **says)
            .count()
    }

    fn is_met_by(&self, found: &Found) -> bool {
        // Who means that the rule fails says so.
        let is_meant = !found.is_failure || self.message.is_some();
        is_meant
            && self.file.is_none_or(|file| file == found.path)
            && self.line.is_none_or(|line| usize::try_from(line) == Ok(found.line))
            && self.message.is_none_or(|message| message == found.message)
    }

    fn in_words(&self, only_file: Option<&str>) -> String {
        let file = self.file.or(only_file).unwrap_or("any file");
        let line = self.line.map_or_else(|| "any line".to_owned(), |line| line.to_string());
        format!("{file}:{line}: {}", self.message.unwrap_or("any message"))
    }
}

impl Difference<'_, '_> {
    /// Writes the difference as lines: `-` before what is said and not found, `+` before what is found and not said.
    pub(crate) fn lines(&self, example: &Example<'_>) -> Vec<String> {
        let only_file = match example.files.as_slice() {
            [only] => Some(only.path),
            _ => None,
        };
        let words = |found: &Found| format!("{}:{}: {}", found.path, found.line, found.message);
        let missing = self.missing.iter().map(|expected| format!("- {}", expected.in_words(only_file)));
        let unexpected = self.unexpected.iter().map(|found| format!("+ {}", words(found)));
        let agreed = self.agreed.iter().map(|found| format!("  {}", words(found)));
        agreed.chain(missing).chain(unexpected).collect()
    }
}
