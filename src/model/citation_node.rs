//! Citations in a document: the article that they cite, and the place of each part.

use super::citation;
use super::vocabulary::field;
use crate::tree::{NodeRef, NodeType, Place};
use crate::words::clip;

/// A citation of an article in a document, as text (`KZ-CC 272(2)`) or as a mapping.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Citation<'a> {
    node: NodeRef<'a>,
    code: &'a str,
    article: &'a str,
    part: Option<&'a str>,
}

impl<'a> Citation<'a> {
    /// Reads a citation from a node; `None` if it is malformed, which the schema reports.
    pub(crate) fn from_node(node: NodeRef<'a>) -> Option<Self> {
        let (code, article, part) = match node.node_type() {
            NodeType::Mapping => {
                let part =
                    node.get(field::PART).filter(|part| !part.is_null()).and_then(NodeRef::scalar_text);
                let (code, article) =
                    (node.get(field::CODE)?.as_str()?, node.get(field::ARTICLE)?.scalar_text()?);
                // The schema already reports other forms.
                let text = format!("{code} {article}");
                citation::Citation::parse(&text).filter(|citation| citation.part.is_none())?;
                (code, article, part)
            }
            _ => {
                let citation = citation::Citation::parse(node.as_str()?)?;
                (citation.code, citation.article, citation.part)
            }
        };
        Some(Self { node, code, article, part })
    }

    /// Returns the citation's node.
    pub(crate) fn node(self) -> NodeRef<'a> {
        self.node
    }

    /// Returns the code's id: `KZ-CC`.
    pub(crate) fn code(self) -> &'a str {
        self.code
    }

    /// Returns the article's number as written: `272`, `174-1`.
    pub(crate) fn article(self) -> &'a str {
        self.article
    }

    /// Returns the part's number as written: `2`, `1-1`.
    pub(crate) fn part_number(self) -> Option<&'a str> {
        self.part
    }

    /// Returns what tells the citation from others: the code, the article and the part.
    pub(crate) fn key(self) -> (&'a str, &'a str, Option<&'a str>) {
        (self.code, self.article, self.part)
    }

    /// Returns the article's number for a message, cut if it is too long to be one.
    pub(crate) fn article_shown(self) -> String {
        clip(self.article)
    }

    /// Returns the article's number for a message, with the part if one is cited: `272(2)`.
    pub(crate) fn shown(self) -> String {
        let part = self.part.map(|part| format!("({})", clip(part))).unwrap_or_default();
        format!("{}{part}", clip(self.article))
    }

    /// Returns the place of the code's id.
    pub(crate) fn code_place(self) -> Place<'a> {
        self.part(field::CODE, 0, self.code.len())
    }

    /// Returns the place of the article's number.
    pub(crate) fn article_place(self) -> Place<'a> {
        let start = self.code.len() + 1;
        self.part(field::ARTICLE, start, start + self.article.len())
    }

    /// Returns the place of a mapping's `key`, or of the bytes from `start` to `end` of a text; behind an alias, the
    /// alias.
    fn part(self, key: &str, start: usize, end: usize) -> Place<'a> {
        if self.node.is_alias() {
            return Place { span: self.node.span(), node: self.node };
        }
        if let Some(node) = self.node.get(key) {
            return Place { span: node.value_span(), node };
        }
        Place { span: self.node.part_span(start..end), node: self.node }
    }
}
