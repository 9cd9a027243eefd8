//! The keys of a rule, each read into its part.

use super::INCOMPLETE;
use super::reader::Reader;
use crate::diagnostic::Applicability;
use crate::document::DocumentKind;
use crate::local_rules::across;
use crate::local_rules::expression::Type;
use crate::local_rules::name::{LocalName, PREFIX};
use crate::local_rules::parse::Uses;
use crate::local_rules::parse::calls::field;
use crate::local_rules::rule::{
    Applies, Change, Checks, ExistsIn, Expression, LocalFix, Select, Target, Unique, Within,
};
use crate::local_rules::template::Template;
use crate::model::date::Date;
use crate::suggest::nearest;
use crate::tree::NodeRef;
use crate::words::quoted;

impl<'d> Reader<'d> {
    pub(super) fn applies(&mut self) -> Applies {
        let files = self.root.get("files").and_then(|node| self.globs(node));
        let mut kinds = Vec::new();
        if let Some(node) = self.root.get("documents") {
            let words = node.items().chain(node.as_str().map(|_| node));
            for word in words {
                for name in word.as_str().unwrap_or_default().split(',').map(str::trim) {
                    match DocumentKind::from_name(name).filter(|kind| *kind != DocumentKind::Rule) {
                        Some(kind) => kinds.push(kind),
                        None => self.unknown_kind(word, name),
                    }
                }
            }
        }
        Applies { files, kinds, since: self.since() }
    }

    fn unknown_kind(&mut self, node: NodeRef<'_>, name: &str) {
        let names = DocumentKind::ALL.map(DocumentKind::as_str);
        let help = match nearest(name, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write `report`, `case` or `legal-code`, or name the files under `files:`".to_owned(),
        };
        self.invalid_value(node, format!("there is no kind of document {}", quoted(name)), &help);
    }

    fn since(&mut self) -> Option<(crate::local_rules::expression::Field, Date)> {
        let since = self.root.get("since")?;
        let (name, from) = (since.get("field")?, since.get("from")?);
        let field = field(name.as_str()?);
        if field.is_none() {
            let help = "write the name of a field of the document, such as `date` or `period.start`";
            self.invalid_value(name, format!("{} is no field", quoted(name.raw())), help);
        }
        match Date::parse(from.scalar_text()?) {
            Ok(date) => Some((field?, date)),
            Err(error) => {
                let message = format!("{} is no date", quoted(from.raw()));
                self.invalid_value(from, message, &error.to_string());
                None
            }
        }
    }

    pub(super) fn select_each(&mut self) -> Select {
        let Some(node) = self.root.get("select") else { return Select::Document };
        if node.as_str().is_some_and(|text| text.trim_start().starts_with('$')) {
            return self.path(node).map_or(Select::Document, Select::Path);
        }
        let why = "`select:` is a path such as `$.events[*]`, or a list such as `sections(body)`";
        self.expression_of(node, Type::List, why).map_or(Select::Document, Select::Each)
    }

    pub(super) fn lets(&mut self) -> Vec<Expression> {
        let Some(node) = self.root.get("let") else { return Vec::new() };
        let mut read = Vec::new();
        self.names.later = node.entries().map(|entry| entry.name().into()).collect();
        for entry in node.entries() {
            let name = entry.name();
            let is_word = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            if !is_word || name.starts_with(|letter: char| letter.is_ascii_digit()) {
                let help = "write a name of Latin letters, digits and `_`";
                self.invalid_value(entry.key, format!("{} is no name for an expression", quoted(name)), help);
            }
            let known = crate::local_rules::expression::Variable::ALL.iter().map(|(known, _)| *known);
            if known.chain(["file", "in", "true", "false", "null"]).any(|known| known == name) {
                let message = format!("{} is the name of something else", quoted(name));
                self.invalid_value(entry.key, message, "choose another name");
            }
            let expression = self.expression(entry.value);
            let kind = expression.as_ref().map_or(Type::Any, |expression| expression.expr.kind);
            self.names.lets.push((name.into(), kind));
            if !self.names.later.is_empty() {
                self.names.later.remove(0);
            }
            read.extend(expression);
        }
        read
    }

    pub(super) fn checks(&mut self) -> Checks {
        let root = self.root;
        let why = "`assert:` is a condition, such as `value.start <= value.end`";
        let assert = root.get("assert").and_then(|node| self.expression_of(node, Type::Bool, why));
        let unique = root.get("unique").and_then(|node| self.unique(node));
        let exists_in = root.get("exists_in").and_then(|node| self.exists_in(node));
        Checks { assert, unique, exists_in }
    }

    fn unique(&mut self, node: NodeRef<'d>) -> Option<Unique> {
        let by = node.get("by")?;
        let one = by.scalar_text().map(|_| by);
        let by: Vec<Expression> =
            one.into_iter().chain(by.items()).filter_map(|node| self.expression(node)).collect();
        let within = node.get("within").and_then(NodeRef::as_str).and_then(Within::from_name);
        let except =
            node.get("except").into_iter().flat_map(NodeRef::items).map(across::key_of_node).collect();
        Some(Unique { by, within: within.unwrap_or_default(), except })
    }

    fn exists_in(&mut self, node: NodeRef<'d>) -> Option<ExistsIn> {
        let (files, select) = (node.get("files")?, node.get("select")?);
        let value = node.get("value").and_then(|node| self.expression(node));
        let texts = files.items().chain(files.as_str().map(|_| files)).filter_map(NodeRef::as_str);
        let written = texts.map(quoted).collect::<Vec<_>>().join(", ").into();
        Some(ExistsIn { files: self.globs(files)?, written, select: self.path(select)?, value })
    }

    pub(super) fn labels(&mut self) -> Vec<(Target, Option<Template>)> {
        let Some(node) = self.root.get("label") else { return Vec::new() };
        let one = node.as_mapping().map(|_| node);
        let mut labels = Vec::new();
        for label in one.into_iter().chain(node.items()) {
            let target = label.get("at").and_then(|at| self.target(at));
            let message = label.get("message").and_then(|message| self.template_of(message));
            labels.extend(target.map(|target| (target, message)));
        }
        labels
    }

    pub(super) fn fix(&mut self) -> Option<LocalFix> {
        let node = self.root.get("fix")?;
        let is_safe = node.get("safe").and_then(NodeRef::as_bool).unwrap_or_default();
        let change = if let Some(replace) = node.get("replace") {
            Change::Replace(self.expression(replace)?)
        } else if let Some(name) = node.get("rename_key").and_then(NodeRef::as_str) {
            Change::RenameKey(name.into())
        } else {
            node.get("delete").and_then(NodeRef::as_bool).filter(|delete| *delete).map(|_| Change::Delete)?
        };
        let applicability = if is_safe { Applicability::Safe } else { Applicability::Unsafe };
        Some(LocalFix { applicability, change })
    }

    /// Reports a rule that can find nothing, or that says nothing of what it finds.
    pub(super) fn check_completeness(&mut self, checks: &Checks, has_message: bool, name: NodeRef<'_>) {
        let root = self.root;
        let asks = ["assert", "unique", "exists_in"].iter().any(|key| root.get(key).is_some());
        if !asks {
            let help = "add `assert:`, `unique:` or `exists_in:`";
            self.report(INCOMPLETE, name, "this rule asks nothing", help);
        } else if checks.assert.is_some() && !has_message && root.get("message").is_none() {
            let help = "add `message:`, such as `message: \"{value.label} fell\"`";
            self.report(INCOMPLETE, name, "this rule says nothing of what it finds", help);
        }
    }

    /// Reports a rule that looks at other documents and at what the index does not have of them.
    pub(super) fn check_reach(&mut self, select: &Select, checks: &Checks, name: NodeRef<'_>) {
        let Uses { others, text, .. } = self.names.uses;
        let needs_text = text.or_else(|| {
            let has_list = matches!(select, Select::Each(_));
            has_list.then_some("select")
        });
        if let Some(text) = needs_text.filter(|_| others) {
            let message = format!("`{text}` cannot be used together with `previous`, `next` and `all`");
            let help = "what other files are compared with is kept without its text: make two rules of it";
            self.report(INCOMPLETE, name, message, help);
        }
        if let Some(fix) = self.root.get("fix").filter(|_| others) {
            let message = "`fix:` cannot be used together with `previous`, `next` and `all`";
            self.report(INCOMPLETE, fix, message, "leave `fix:` out, or make two rules of it");
        }
        if others && (checks.unique.is_some() || checks.exists_in.is_some()) {
            let message =
                "`unique:` and `exists_in:` cannot be used together with `previous`, `next` and `all`";
            self.report(INCOMPLETE, name, message, "make two rules of it");
        }
    }

    pub(super) fn summary(&self, message: Option<&Template>, name: LocalName) -> String {
        let why = self.root.get("why").and_then(NodeRef::as_str).map(str::trim).filter(|why| !why.is_empty());
        let usual = || {
            let unique = self.root.get("unique").and_then(|unique| unique.get("by"));
            let exists_in = self.root.get("exists_in").and_then(|exists_in| exists_in.get("files"));
            match (unique, exists_in) {
                (Some(by), _) => Some(format!("{} must be unique", listed(by))),
                (None, Some(files)) => Some(format!("the value must be one of those in {}", listed(files))),
                (None, None) => None,
            }
        };
        let first = why.map(|why| {
            why.split("\n\n").next().unwrap_or(why).split_whitespace().collect::<Vec<_>>().join(" ")
        });
        first
            .or_else(|| message.map(Template::shown))
            .or_else(usual)
            .unwrap_or_else(|| format!("{PREFIX}{name}"))
    }
}

/// Returns a text, or the texts of a list, in code.
fn listed(node: NodeRef<'_>) -> String {
    let all = node.items().chain(node.scalar_text().map(|_| node)).filter_map(NodeRef::scalar_text);
    all.map(quoted).collect::<Vec<_>>().join(" with ")
}
