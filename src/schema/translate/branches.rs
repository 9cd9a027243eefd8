//! Alternatives: the one that the document meant, not a list of all.

use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use serde_json::Value;

use super::allowed::Allowed;
use super::names::{name_of, type_words};
use super::{Translator, form};
use crate::diagnostic::Label;
use crate::schema::place::{describe, what};
use crate::source::Span;
use crate::tree::{Entry, NodeRef, NodeType};
use crate::words::{alternatives, clip, quoted};

impl<'s, 'a> Translator<'s, 'a> {
    /// Reports the branch that was meant: the one whose discriminator fits, or else the one that got deepest.
    /// `own` is how many steps lead to the node, over aliases as the errors go.
    pub(super) fn branches(
        &mut self,
        keyword: &str,
        node: NodeRef<'a>,
        own: usize,
        context: &[Vec<ValidationError<'static>>],
        schema: Option<&'s Value>,
    ) {
        let depth = |error: &ValidationError<'_>| error.instance_path().iter().count();
        let of_type = |errors: &Vec<ValidationError<'static>>| {
            !errors
                .iter()
                .any(|error| depth(error) == own && matches!(error.kind(), ValidationErrorKind::Type { .. }))
        };
        let candidates: Vec<&Vec<ValidationError<'static>>> =
            context.iter().filter(|errors| of_type(errors)).collect();
        let meant = candidates.iter().min_by_key(|errors| {
            let misses = errors.iter().any(|error| {
                depth(error) <= own + 1
                    && matches!(
                        error.kind(),
                        ValidationErrorKind::Constant { .. } | ValidationErrorKind::Enum { .. }
                    )
            });
            let deepest = errors.iter().map(depth).max().unwrap_or_default();
            (misses, std::cmp::Reverse(deepest), errors.len())
        });
        match meant {
            Some(errors) => {
                for error in *errors {
                    self.error(error);
                }
            }
            None => {
                let types: Vec<String> = context
                    .iter()
                    .flatten()
                    .filter_map(|error| match error.kind() {
                        ValidationErrorKind::Type { kind: TypeKind::Single(kind) } => {
                            Some(type_words(*kind).to_owned())
                        }
                        _ => None,
                    })
                    .collect();
                let must = if types.is_empty() { "in another form".to_owned() } else { alternatives(&types) };
                let message = format!("{} is {}, and must be {must}", name_of(node), what(node));
                self.push(1, keyword, node.anchor_span(), node, message, form::examples(schema));
            }
        }
    }

    /// Reports once, at the key that decides between two forms of a mapping, that keys of the other form
    /// stand beside it: `{if: {required: [ref]}, then: …, else: …}`.
    pub(super) fn two_forms(
        &mut self,
        error: &ValidationError<'_>,
        node: NodeRef<'a>,
        unexpected: &[String],
    ) -> Option<()> {
        let (before, _) = error.evaluation_path().as_str().rsplit_once("/then/")?;
        let choice = self.part(before)?;
        let [decisive] = choice.get("if")?.get("required")?.as_array()?.as_slice() else { return None };
        let entry = node.entry(decisive.as_str()?)?;
        let other = Allowed::of(self.main, choice.get("else")?, node);
        let first = node.entries().find(|entry| {
            other.here.contains_key(entry.name()) && unexpected.iter().any(|key| key == entry.name())
        })?;
        let (key, owner) = (quoted(entry.name()), describe(node));
        let message = match entry.name() {
            "ref" => format!("{owner} is either taken in by `ref` or written out here, not both"),
            _ => format!("{key} cannot stand in {owner} beside keys such as {}", quoted(first.name())),
        };
        let dash = self.place_of_dash(node, entry);
        let help = match dash {
            Some(_) => {
                let item = self.pair(entry.name(), &clip(entry.value.raw()));
                format!("is a dash missing before {key}? Then write `- {item}`")
            }
            None => format!("remove {key}, or the other keys"),
        };
        self.push(0, error.kind().keyword(), entry.key.span(), entry.key, message, Some(help));
        if let Some(draft) = self.drafts.last_mut() {
            let (file, message) = (draft.diagnostic.primary.file, Some("this is written out".to_owned()));
            draft.diagnostic.secondary.push(Label { file, span: first.key.span(), message });
        }
        if let Some(span) = dash {
            self.fix("put a dash before it".to_owned(), span, "- ".to_owned());
        }
        Some(())
    }

    /// The two spaces for which a dash would make `last`, the last entry of a list's item, an item of its own.
    fn place_of_dash(&self, item: NodeRef<'a>, last: Entry<'a>) -> Option<Span> {
        item.parent().filter(|list| list.node_type() == NodeType::Sequence)?;
        let is_last = item.entries().last().is_some_and(|entry| entry.key == last.key);
        let start = last.key.span().start;
        let span = Span::new(start.checked_sub(2)?, start);
        let before = self.root.source().text().get(..span.end as usize)?;
        let blanks = before.rsplit('\n').next()?;
        let is_block = blanks.len() >= 2 && blanks.bytes().all(|byte| byte == b' ');
        (is_last && is_block && !self.is_json).then_some(span)
    }
}
