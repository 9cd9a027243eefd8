//! Finds the comments of YAML between its scalars. The parser could report them too, but keeps a queue for them that
//! makes every event a third dearer.

use crate::source::{SourceFile, Span, offset};

/// The comments of a file, found as the parser moves on.
#[derive(Debug)]
pub(super) struct Comments<'t> {
    /// The file up to the end of its YAML.
    text: &'t str,
    /// The next `#` that begins a comment, unless it lies in a scalar.
    next: Option<usize>,
    /// The comments of the document under construction.
    found: Vec<Span>,
}

impl<'t> Comments<'t> {
    /// Returns the comments within `extent`, of which none is taken yet.
    pub(super) fn new(source: &'t SourceFile, extent: Span) -> Self {
        let text = source.slice(Span::new(0, extent.end));
        let mut comments = Self { text, next: None, found: Vec::new() };
        comments.move_to(extent.start as usize);
        comments
    }

    /// Finds the next `#` at `from` or behind it that may begin a comment: one at the start of a line or after a blank.
    fn move_to(&mut self, from: usize) {
        let bytes = self.text.as_bytes();
        let begins = |&at: &usize| match at.checked_sub(1).and_then(|before| bytes.get(before)) {
            None | Some(b' ' | b'\t' | b'\n' | b'\r') => true,
            // The last byte of a byte order mark.
            Some(0xbf) => bytes.get(..at).is_some_and(|before| before.ends_with("\u{feff}".as_bytes())),
            Some(_) => false,
        };
        let rest = bytes.get(from..).unwrap_or_default();
        self.next = memchr::memchr_iter(b'#', rest).map(|at| from + at).find(begins);
    }

    /// Takes the comments that begin before `end`, where no scalar stands.
    pub(super) fn read_to(&mut self, end: u32) {
        while let Some(start) = self.next.filter(|start| *start < end as usize) {
            self.read_one(start);
        }
    }

    fn read_one(&mut self, start: usize) {
        let end = self.line_end(start);
        self.found.push(Span::new(offset(start), offset(end)));
        self.move_to(end);
    }

    /// Returns the end of the line that holds `at`.
    fn line_end(&self, at: usize) -> usize {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        memchr::memchr2(b'\n', b'\r', rest).map_or(self.text.len(), |length| at + length)
    }

    /// Takes the comments before a scalar, and passes over each `#` in it.
    pub(super) fn pass_scalar(&mut self, scalar: Span) {
        self.read_to(scalar.start);
        self.skip_to(scalar.end as usize);
    }

    /// Takes the comments that follow at `start` with nothing but blanks between them.
    pub(super) fn read_trailing(&mut self, start: u32) {
        let mut start = start as usize;
        while let Some(next) = self.next {
            let between = self.text.get(start..next).unwrap_or_default();
            if between.contains(|c| !matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{feff}')) {
                break;
            }
            start = self.line_end(next);
            self.read_one(next);
        }
    }

    /// Passes over a document that was given up at an error at `error`. The next begins at `document`; the comments
    /// above it are its own if a line `...` ends the broken one.
    pub(super) fn pass_broken(&mut self, error: u32, document: u32) {
        let (mut line, mut end) = (error as usize, document as usize);
        while line < document as usize {
            let is_at_start = self
                .text
                .get(..line)
                .is_some_and(|before| before.is_empty() || before.ends_with(['\n', '\r']));
            let after = self.text.get(line..).and_then(|rest| rest.strip_prefix("..."));
            if is_at_start
                && after.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']))
            {
                end = self.line_end(line);
                break;
            }
            line = self.line_end(line) + 1;
        }
        self.found.clear();
        self.skip_to(end);
    }

    /// Passes over each `#` before `end`. Where the next one lies behind it, it stays the next: a search through the
    /// whole file at each document would take time in proportion to the square of their number.
    fn skip_to(&mut self, end: usize) {
        if self.next.is_some_and(|next| next < end) {
            self.move_to(end);
        }
    }

    /// Returns the comments taken so far, and forgets them.
    pub(super) fn take(&mut self) -> Vec<Span> {
        std::mem::take(&mut self.found)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::document::Format;
    use crate::parse::parse;
    use crate::source::{FileId, SourceFile};

    /// Returns the comments of each document.
    fn comments(text: &str) -> Vec<Vec<String>> {
        let source = Arc::new(SourceFile::new(FileId(0), "a.yaml", text));
        let documents = parse(&source, Format::Yaml).documents;
        let texts = |spans: &[_]| spans.iter().map(|span| source.slice(*span).to_owned()).collect();
        documents.iter().map(|document| texts(document.comments())).collect()
    }

    #[test]
    fn comments_are_found_between_scalars_only() {
        for (text, expected) in [
            ("\u{feff}# 1\na: b#c # 2\nb: 'd # e' #3\r\nc: \"f\n  # g\"\n#4", vec!["# 1", "# 2", "#3", "#4"]),
            ("a: | # 1\n  # text\n # 2\nb: >-\n  x\n  # text\n\n# 3\n", vec!["# 1", "# 2", "# 3"]),
            ("a: |2 # 1\n\n# 2\nb: !t#x &y#z # 3\n", vec!["# 1", "# 2", "# 3"]),
            ("| # 1\n", vec!["# 1"]),
            ("[a, # 1\n b#c] # 2\n", vec!["# 1", "# 2"]),
            ("%YAML 1.2 # 1\n--- # 2\na\n# 3\n", vec!["# 1", "# 2", "# 3"]),
        ] {
            assert_eq!(comments(text), [expected], "{text:?}");
        }
    }

    #[test]
    fn each_document_has_its_own_comments() {
        assert_eq!(comments("# 1\n---\na: b\n# 2\n--- # 3\nc\n"), [["# 1", "# 2"].as_slice(), &["# 3"]]);
        assert_eq!(comments("a: b # 1\n... # 2\n# 3\nc: d\n"), [["# 1"].as_slice(), &["# 2", "# 3"]]);
        assert_eq!(comments("a: [ # 1\n# 2\n--- # 3\nc\n"), [["# 3"]]);
        assert_eq!(comments("a: [ # 1\n... # 2\n# 3\nc # 4\n"), [["# 3", "# 4"]]);
    }
}
