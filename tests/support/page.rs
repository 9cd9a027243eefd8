//! Reads the page of `--format html`, which is well-formed XML but for its style sheet and its script.

#![allow(dead_code, reason = "each test binary uses some of the helpers")]
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Every element that the page may have.
const ELEMENTS: [&str; 56] = [
    "a",
    "article",
    "b",
    "blockquote",
    "body",
    "br",
    "button",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "fieldset",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "input",
    "ins",
    "label",
    "legend",
    "li",
    "link",
    "main",
    "mark",
    "meta",
    "ol",
    "optgroup",
    "option",
    "p",
    "pre",
    "script",
    "section",
    "select",
    "span",
    "strong",
    "style",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
    "wbr",
];

/// Every attribute.
const ATTRIBUTES: [&str; 22] = [
    "aria-label",
    "autocomplete",
    "charset",
    "checked",
    "class",
    "content",
    "data-r",
    "data-text",
    "for",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "label",
    "lang",
    "name",
    "open",
    "rel",
    "role",
    "spellcheck",
    "start",
    "type",
];

/// A page, taken apart.
#[derive(Debug, Default)]
pub(crate) struct ReadPage {
    /// The elements in their order, each with its attributes, without the style sheet and the script.
    pub(crate) elements: Vec<Element>,
    /// All text between elements.
    pub(crate) text: String,
    pub(crate) style: String,
    pub(crate) script: String,
}

/// An element of a page.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
}

impl Element {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

impl ReadPage {
    /// Reads a page; panics if it is not well-formed.
    pub(crate) fn read(html: &str) -> Self {
        let (rest, style) = cut(html, "<style>", "</style>");
        let (rest, script) = cut(&rest, "<script>", "</script>");
        assert!(!rest.contains("<script") && !rest.contains("<style"), "one script, one style sheet");
        let mut page = Self { style, script, ..Self::default() };
        let mut reader = Reader::from_str(&rest);
        reader.config_mut().check_end_names = true;
        let mut open = 0;
        loop {
            match reader.read_event().unwrap() {
                Event::Start(tag) => {
                    open += 1;
                    page.elements.push(element(&tag));
                }
                Event::Empty(tag) => page.elements.push(element(&tag)),
                Event::End(_) => open -= 1,
                Event::Text(text) => page.text.push_str(&text),
                Event::GeneralRef(name) => {
                    let name = format!("&{};", &*name);
                    page.text.push_str(&quick_xml::escape::unescape(&name).unwrap());
                }
                Event::DocType(kind) => assert_eq!(&*kind, "html"),
                Event::Eof => break,
                other => panic!("{other:?} is in no page"),
            }
        }
        assert_eq!(open, 0, "every element ends");
        page
    }

    /// Panics unless the page is made of the elements and attributes that it always has, and leads nowhere.
    pub(crate) fn assert_harmless(&self) {
        let ids: Vec<&str> = self.elements.iter().filter_map(|element| element.get("id")).collect();
        let known: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), known.len(), "ids are there once: {ids:?}");
        for element in &self.elements {
            assert!(ELEMENTS.contains(&element.name.as_str()), "{element:?}");
            for (name, value) in &element.attributes {
                let of_field = ["value", "start"].contains(&name.as_str());
                assert!(of_field || ATTRIBUTES.contains(&name.as_str()), "{element:?}");
                if name == "href" {
                    let target = value.strip_prefix('#');
                    let is_icon = element.name == "link" && value == "data:,";
                    assert!(is_icon || target.is_some_and(|id| known.contains(id)), "{element:?}");
                }
            }
            let equiv = element.get("http-equiv");
            assert!(equiv.is_none_or(|name| name == "Content-Security-Policy"), "{element:?}");
        }
        for word in ["url(", "@import", "//", "expression("] {
            assert!(!self.style.contains(word), "the style sheet has {word}");
        }
        for word in [
            "fetch(",
            "XMLHttp",
            "import(",
            "innerHTML",
            "eval(",
            "http",
            "WebSocket",
            "sendBeacon",
            "new Image",
        ] {
            assert!(!self.script.contains(word), "the script has {word}");
        }
    }

    pub(crate) fn policy(&self) -> &str {
        let policies: Vec<&str> = self
            .elements
            .iter()
            .filter(|element| element.get("http-equiv") == Some("Content-Security-Policy"))
            .filter_map(|element| element.get("content"))
            .collect();
        match policies.as_slice() {
            [policy] => policy,
            _ => panic!("one policy: {policies:?}"),
        }
    }

    pub(crate) fn count(&self, name: &str) -> usize {
        self.elements.iter().filter(|element| element.name == name).count()
    }
}

fn element(tag: &BytesStart<'_>) -> Element {
    let attribute = |one: quick_xml::events::attributes::Attribute<'_>| {
        let value = quick_xml::escape::unescape(&one.value).unwrap().into_owned();
        (one.key.0.to_owned(), value)
    };
    Element {
        name: tag.name().0.to_owned(),
        attributes: tag.attributes().map(|one| attribute(one.unwrap())).collect(),
    }
}

/// Takes out the text between two others.
fn cut(text: &str, from: &str, to: &str) -> (String, String) {
    let (before, rest) = text.split_once(from).unwrap();
    let (inner, after) = rest.split_once(to).unwrap();
    (format!("{before}{after}"), inner.to_owned())
}
