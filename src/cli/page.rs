//! Prints Markdown in a terminal: the part of it that rule pages use.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};
use unicode_width::UnicodeWidthStr;

use crate::render::Style;

/// Lines longer than this are hard to read, however wide the terminal is.
const WIDEST: usize = 100;
const BOLD: &str = "1";
const TITLE: &str = "1;4";
const ITALIC: &str = "3";
const CODE: &str = "36";

/// A printer of pages.
pub(super) struct Page {
    style: Style,
}

/// A run of characters that is not broken.
struct Word {
    text: String,
    width: usize,
}

/// The state of a page that is being printed.
struct Printer {
    style: Style,
    out: String,
    /// The words of the paragraph or heading at hand.
    words: Vec<Word>,
    /// True if the next text continues the last word.
    glued: bool,
    /// The colours in force, innermost last.
    colors: Vec<&'static str>,
    /// The numbers of the lists that are open; `None` for a list with bullets.
    lists: Vec<Option<u64>>,
    /// The text that replaces the indentation of the next line.
    bullet: Option<String>,
    /// The link that is open: its address, and the index of its first word.
    link: Option<(String, usize)>,
    in_code: bool,
    in_heading: bool,
}

impl Page {
    pub(super) fn new(style: Style) -> Self {
        Self { style }
    }

    /// Returns the page as text that is ready to print.
    pub(super) fn render(&self, markdown: &str) -> String {
        let mut printer = Printer {
            style: self.style,
            out: String::new(),
            words: Vec::new(),
            glued: false,
            colors: Vec::new(),
            lists: Vec::new(),
            bullet: None,
            link: None,
            in_code: false,
            in_heading: false,
        };
        for event in Parser::new(markdown) {
            printer.event(event);
        }
        printer.flush();
        printer.out
    }
}

impl Printer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_code => self.code_block(&text),
            // A heading is one line, and underlined as one.
            Event::Text(text) if self.in_heading => self.piece(&text),
            Event::Text(text) => self.text(&text),
            Event::Code(code) => {
                // The marks stay: without colour they are all that shows a name.
                self.colors.push(CODE);
                self.piece(&format!("`{code}`"));
                self.colors.pop();
            }
            Event::SoftBreak => self.glued = false,
            Event::HardBreak => self.flush(),
            Event::Rule => self.blank_line(),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.blank_line();
                self.in_heading = true;
                self.colors.push(if level == HeadingLevel::H1 { TITLE } else { BOLD });
            }
            Tag::Paragraph if self.bullet.is_none() => self.blank_line(),
            Tag::CodeBlock(kind) => {
                self.flush();
                self.blank_line();
                self.in_code = true;
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.into_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                // An example of several files says which one this is.
                if let Some(file) = info.split_whitespace().find_map(|word| word.strip_prefix("file=")) {
                    self.line(&format!("{file}:"));
                }
            }
            Tag::List(first) => {
                self.flush();
                if self.lists.is_empty() {
                    self.blank_line();
                }
                self.lists.push(first);
            }
            Tag::Item => {
                let bullet = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                };
                self.bullet = Some(bullet);
            }
            Tag::Emphasis => self.colors.push(ITALIC),
            Tag::Strong => self.colors.push(BOLD),
            Tag::Link { dest_url, .. } => self.link = Some((dest_url.into_string(), self.words.len())),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => {
                self.in_heading = false;
                self.colors.pop();
                let width = self.words.iter().map(|word| word.width + 1).sum::<usize>().saturating_sub(1);
                self.flush();
                if !self.style.color {
                    self.line(&if level == HeadingLevel::H1 { "=" } else { "-" }.repeat(width));
                }
            }
            TagEnd::Paragraph | TagEnd::Item => self.flush(),
            TagEnd::CodeBlock => self.in_code = false,
            TagEnd::List(_) => drop(self.lists.pop()),
            TagEnd::Emphasis | TagEnd::Strong => drop(self.colors.pop()),
            TagEnd::Link => self.end_link(),
            _ => {}
        }
    }

    fn end_link(&mut self) {
        let Some((url, first)) = self.link.take() else { return };
        let words = self.words.get_mut(first..).unwrap_or_default();
        if self.style.hyperlinks {
            for word in words {
                word.text = format!("\u{1b}]8;;{url}\u{1b}\\{}\u{1b}]8;;\u{1b}\\", word.text);
            }
        } else if !words.iter().any(|word| word.text.contains(&url)) {
            self.glued = false;
            self.piece(&format!("<{url}>"));
        }
    }

    /// Adds text that breaks at its spaces.
    fn text(&mut self, text: &str) {
        for (index, word) in text.split(char::is_whitespace).enumerate() {
            if index > 0 {
                self.glued = false;
            }
            if !word.is_empty() {
                self.piece(word);
            }
        }
    }

    /// Adds text that does not break.
    fn piece(&mut self, text: &str) {
        let width = text.width();
        let text = match self.colors.last() {
            Some(sgr) if self.style.color => format!("\u{1b}[{sgr}m{text}\u{1b}[0m"),
            _ => text.to_owned(),
        };
        match self.words.last_mut().filter(|_| self.glued) {
            Some(last) => {
                last.text.push_str(&text);
                last.width += width;
            }
            None => self.words.push(Word { text, width }),
        }
        self.glued = true;
    }

    fn code_block(&mut self, code: &str) {
        for line in code.lines() {
            if line.is_empty() {
                self.out.push('\n');
            } else {
                self.line(&format!("    {line}"));
            }
        }
    }

    /// Prints the words at hand, wrapped.
    fn flush(&mut self) {
        self.glued = false;
        let words = std::mem::take(&mut self.words);
        let width = self.style.width.min(WIDEST).saturating_sub(self.indent());
        let mut line = String::new();
        let mut used = 0;
        for word in words {
            if used > 0 && used + 1 + word.width > width {
                self.line(&std::mem::take(&mut line));
                used = 0;
            }
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            line.push_str(&word.text);
            used += word.width;
        }
        if used > 0 {
            self.line(&line);
        }
    }

    fn line(&mut self, text: &str) {
        let indent = self.indent();
        let bullet = self.bullet.take().unwrap_or_default();
        let spaces = indent.saturating_sub(bullet.len());
        self.out.push_str(&format!("{}{bullet}{text}\n", " ".repeat(spaces)));
    }

    /// Lists stand two cells in for each level.
    fn indent(&self) -> usize {
        2 * self.lists.len()
    }

    fn blank_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn render(markdown: &str, style: Style) -> String {
        Page::new(style).render(markdown)
    }

    #[test]
    fn a_page_is_plain_and_wrapped() {
        let page = "# a-rule\n\nA `name` and *more*,\nthen [a link](https://example.org/a).\n\n## Bad\n\n\
                    ```yaml in=events file=a.yaml\nkey: 1 # error: no\n\nb: 2\n```\n\n- one two three four five six seven\n- two\n";
        let style = Style { width: 40, ..Style::default() };
        let expected = "\
a-rule
======

A `name` and more, then a link
<https://example.org/a>.

Bad
---

a.yaml:
    key: 1 # error: no

    b: 2

- one two three four five six seven
- two
";
        assert_eq!(render(page, style), expected);
    }

    #[test]
    fn colour_and_links_are_used_where_they_are_known() {
        let style = Style { color: true, hyperlinks: true, ..Style::default() };
        let text = render("# a\n\n[b](https://c.org)\n", style);
        assert_eq!(text, "\u{1b}[1;4ma\u{1b}[0m\n\n\u{1b}]8;;https://c.org\u{1b}\\b\u{1b}]8;;\u{1b}\\\n");
    }
}
