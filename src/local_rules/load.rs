//! Reads a rule from a document of a rule file. Everything that can be wrong with it is found here, and a rule that has a fault
//! is not used.

mod examples;
mod page;
mod parts;
mod reader;

use std::sync::Arc;

use super::name::LocalName;
use super::records::Wanted;
use super::rule::{Checks, Expression, LocalRule, Page, Select, Target};
use super::template::Template;
use crate::diagnostic::{Applicability, Diagnostic, RuleName, Severity};
use crate::digest::Digester;
use crate::document::{Document, DocumentKind};
use crate::schema::Schema;
use crate::tree::NodeRef;
use crate::words::quoted;
use reader::Reader;

const DUPLICATE_NAME: RuleName = RuleName::new("rule/duplicate-name");
pub(crate) const FAILING_EXAMPLE: RuleName = RuleName::new("rule/failing-example");
pub(crate) const MISSING_EXAMPLE: RuleName = RuleName::new("rule/missing-example");
pub(super) const INCOMPLETE: RuleName = RuleName::new("rule/incomplete");
pub(super) const INVALID_EXPRESSION: RuleName = RuleName::new("rule/invalid-expression");
pub(super) const INVALID_PATH: RuleName = RuleName::new("rule/invalid-path");
pub(super) const INVALID_PATTERN: RuleName = RuleName::new("rule/invalid-pattern");
pub(super) const INVALID_VALUE: RuleName = RuleName::new("rule/invalid-value");

/// The names of findings about rule files, each with a line of description.
pub const RULE_FILE_RULES: &[(RuleName, &str)] = &[
    (DUPLICATE_NAME, "two local rules have the same name, of which only the first is used"),
    (
        FAILING_EXAMPLE,
        "a local rule finds something else in an example than the example says (`reportlint test-rules`)",
    ),
    (INCOMPLETE, "a local rule lacks what it needs to find something, or to say it"),
    (
        INVALID_EXPRESSION,
        "an expression of a local rule cannot be read, or names something that there is not",
    ),
    (INVALID_PATH, "a JSONPath of a local rule cannot be read"),
    (INVALID_PATTERN, "a path pattern of a local rule cannot be used"),
    (INVALID_VALUE, "a value of a local rule is none of those that it can have"),
    (MISSING_EXAMPLE, "a local rule has no bad example (`reportlint test-rules`)"),
];

/// The rule of a document, if it has no fault, and its faults.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) rule: Option<LocalRule>,
    /// The faults, without those that the schema finds.
    pub(crate) faults: Vec<Diagnostic>,
}

/// Reads the rule of a document.
pub(crate) fn load(document: &Document) -> Loaded {
    let mut reader = Reader::new(document);
    let rule = reader.rule();
    let faults = reader.into_faults();
    // Values of the wrong form were passed over, as the schema says so.
    let is_in_form =
        || Schema::bundled(DocumentKind::Rule).check(document, false).is_ok_and(|found| found.is_empty());
    let rule = rule.filter(|_| faults.is_empty() && is_in_form());
    Loaded { rule, faults }
}

impl Reader<'_> {
    fn rule(&mut self) -> Option<LocalRule> {
        let root = self.root;
        let name_node = root.get("name")?;
        let name = LocalName::new(name_node.as_str()?)?;
        let severity = match root.get("severity").and_then(NodeRef::as_str) {
            Some("warning") => Severity::Warning,
            Some("info") => Severity::Info,
            _ => Severity::Error,
        };
        let applies = self.applies();
        let select = self.select_each();
        let lets = self.lets();
        let check = self.checks();
        let message = self.template("message");
        let help = self.template("help");
        let at = root.get("at").and_then(|node| self.target(node));
        let labels = self.labels();
        let fix = self.fix();
        self.check_examples();
        self.check_completeness(&check, message.is_some(), name_node);
        self.check_reach(&select, &check, name_node);
        let names = std::mem::take(&mut self.names);
        let texts = [&message, &help].into_iter().flatten().chain(labels.iter().flat_map(|(_, text)| text));
        let targets = at.iter().chain(labels.iter().map(|(target, _)| target));
        let wanted = wanted(&lets, &check, &select, texts, targets);
        let summary = self.summary(message.as_ref(), name);
        let trust = fix.as_ref().map(|fix| fix.applicability);
        let text = self.page_text(name, severity, trust);
        let mut digester = Digester::default();
        digester.add(root.source().path().as_bytes()).add(root.raw().as_bytes());
        Some(LocalRule {
            name,
            full_name: RuleName::of_local(name.full().to_owned()),
            severity,
            page: Page { summary, text, fix: trust },
            applies,
            select,
            lets,
            check,
            message,
            help,
            at,
            labels,
            fix,
            lookups: names.lookups,
            uses: names.uses,
            wanted,
            source: Arc::clone(self.document.source()),
            span: name_node.span(),
            digest: digester.finish(),
        })
    }
}

/// Returns true if a document of a file of rules is meant as a rule: it says so, or nothing that anybody knows.
pub(crate) fn is_rule(document: &Document) -> bool {
    !document.root().is_null() && matches!(document.kind(), None | Some(DocumentKind::Rule))
}

/// Reports a document of a file of rules that does not say that it is one.
pub(crate) fn without_kind(root: NodeRef<'_>) -> Option<Diagnostic> {
    root.as_mapping()?;
    let kind = root.get("kind");
    let name = kind.and_then(NodeRef::as_str);
    if name.is_some_and(|name| DocumentKind::from_name(name).is_some()) {
        return None;
    }
    let node = kind.or_else(|| root.get("name")).unwrap_or(root);
    let message = "this file is named by `local_rules:`, and has no `kind: rule`";
    let help = match kind {
        Some(_) => "write `kind: rule`; if it is no rule, let `local_rules:` not name it",
        None => "add the line `kind: rule`; if it is no rule, let `local_rules:` not name it",
    };
    let finding = Diagnostic::new(INCOMPLETE, root.source().id(), node.anchor_span(), message);
    Some(finding.with_node(node).with_help(help))
}

/// Reports the name of a rule that another one has, which is used.
pub(crate) fn repeated_name(name: NodeRef<'_>, known: &LocalRule) -> Diagnostic {
    let line = known.source.position(known.span.start).line;
    let message = format!("there is another local rule {}", quoted(name.as_str().unwrap_or_default()));
    let finding = Diagnostic::new(DUPLICATE_NAME, name.source().id(), name.span(), message).with_node(name);
    finding
        .with_help(format!("give it another name; the one in {}, line {line}, is used", known.source.path()))
}

/// Collects the parts of documents that the expressions of a rule ask for.
fn wanted<'r>(
    lets: &[Expression],
    check: &Checks,
    select: &Select,
    texts: impl Iterator<Item = &'r Template>,
    targets: impl Iterator<Item = &'r Target> + Clone,
) -> Wanted {
    let each = match select {
        Select::Each(each) => Some(&each.expr),
        Select::Document | Select::Path(_) => None,
    };
    let in_texts = texts.flat_map(Template::expressions).map(|expression| &expression.expr);
    let in_targets = targets.clone().filter_map(|target| match target {
        Target::Value(expression) => Some(&expression.expr),
        Target::Path(_) => None,
    });
    let own = check.assert.iter().map(|assert| &assert.expr).chain(each);
    let all = own.chain(in_texts).chain(in_targets);
    let is_document = matches!(select, Select::Document);
    let mut wanted = Wanted::by(lets.iter().map(|expression| &expression.expr), all, is_document);
    let in_paths = targets.filter_map(|target| match target {
        Target::Path(path) => path.simple()?.first().copied(),
        Target::Value(_) => None,
    });
    in_paths.filter(|_| is_document).for_each(|name| wanted.keep(name));
    wanted
}

/// Returns words for the trust that a fix deserves.
pub(super) fn fix_words(fix: Option<Applicability>) -> &'static str {
    match fix {
        Some(Applicability::Safe) => "safe fix",
        Some(Applicability::Unsafe) => "unsafe fix",
        None => "no fix",
    }
}
