//! Alternatives: the one that the document meant, not a list of all.

use super::allowed_keys::AllowedKeys;
use super::candidates::Meant;
use super::context::Context;
use super::explain;
use super::explanation::{Explanation, Priority};
use super::names::{name_of, type_words};
use super::place::{describe, type_of};
use crate::schema::check::{Fault, MAX_VIOLATIONS, Violation};
use crate::source::Span;
use crate::tree::{Entry, NodeRef, NodeType};
use crate::words::{all_of, alternatives, clip, quoted};

impl<'c, 'a> Context<'c, 'a> {
    /// Explains a value that fits none of several branches, by the violations of the branch that was meant.
    pub(super) fn no_alternative(&self, branches: &'c [Vec<Violation>]) -> Vec<Explanation<'a>> {
        let meant = match self.meant_branch(branches) {
            Meant::Branch(branch) => branch,
            Meant::NoType => return vec![self.type_of_no_branch(branches)],
            Meant::NoValue(violation, values) => {
                let context = Context::new(self.schemas, violation, self.root);
                return vec![context.not_among(&values)];
            }
            Meant::NoKey(choices) => return vec![self.key_of_no_branch(&choices)],
        };
        let shown = meant.iter().take(MAX_VIOLATIONS);
        let mut explanations: Vec<_> =
            shown.flat_map(|violation| explain(violation, self.schemas, self.root)).collect();
        if meant.len() > MAX_VIOLATIONS {
            explanations.push(self.more(meant.len() - MAX_VIOLATIONS));
        }
        explanations
    }

    /// Explains that a mapping has no key of any branch.
    fn key_of_no_branch(&self, choices: &[Vec<&str>]) -> Explanation<'a> {
        let choices: Vec<String> = choices.iter().map(|keys| all_of(keys)).collect();
        let message = format!("{} needs {}", self.owner(self.node), alternatives(&choices));
        self.independent(self.node.anchor_span(), self.node, message)
    }

    /// Explains a value that has the type of no branch.
    fn type_of_no_branch(&self, branches: &[Vec<Violation>]) -> Explanation<'a> {
        let single_type = |violation: &Violation| match &violation.fault {
            Fault::WrongType(types) => match types.as_slice() {
                [only] => Some(type_words(*only).to_owned()),
                _ => None,
            },
            _ => None,
        };
        let types: Vec<String> = branches.iter().flatten().filter_map(single_type).collect();
        let must = if types.is_empty() { "in another form".to_owned() } else { alternatives(&types) };
        let message = format!("{} is {}, and must be {must}", name_of(self.node), type_of(self.node));
        self.about_value(Priority::General, message)
    }

    /// Explains once, at the key that decides between two forms of a mapping, that keys of the other form stand beside
    /// it: `{if: {required: [ref]}, then: …, else: …}`.
    pub(super) fn two_forms(&self, unexpected: &[String]) -> Option<Explanation<'a>> {
        let node = self.node;
        let (before, _) = self.violation.evaluation_path.rsplit_once("/then/")?;
        let choice = self.part_at(before)?;
        let [decisive] = choice.get("if")?.get("required")?.as_array()?.as_slice() else { return None };
        let entry = node.entry(decisive.as_str()?)?;
        let other = AllowedKeys::collect(self.schemas.main, choice.get("else")?, node);
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
        let explanation = self
            .independent(entry.key.span(), entry.key, message)
            .with_help(Some(help))
            .with_label(first.key.span(), "this is written out");
        Some(match dash {
            Some(span) => explanation.with_fix("put a dash before it".to_owned(), span, "- ".to_owned()),
            None => explanation,
        })
    }

    /// Returns the two spaces for which a dash would make `last`, the last entry of a list's item, an item of its own.
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
