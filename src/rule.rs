//! What a rule is, what it is given, and which rules are on at which severity.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Label, RuleName, Severity};
use crate::document::{Document, DocumentKind};
use crate::law::Registry;
use crate::model::Model;
use crate::tree::{NodeError, NodeRef, Place};

/// A family of rules: a folder of `src/rules`, and a selector in configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Whether the file says the same to every tool that reads it.
    Format,
    /// Whether the document holds together.
    Structure,
    /// Dates and their order.
    Dates,
    /// Articles, codes and penalties.
    Law,
    /// Who says so.
    Sourcing,
    /// Whom a published file puts at risk.
    Identity,
    /// Whether what the document says in several places is the same.
    Consistency,
    /// Words, characters and marks.
    Style,
}

impl Group {
    /// Every group, in the order of the documentation.
    pub const ALL: [Self; 8] = [
        Self::Format,
        Self::Structure,
        Self::Dates,
        Self::Law,
        Self::Sourcing,
        Self::Identity,
        Self::Consistency,
        Self::Style,
    ];

    /// The group's name in configuration.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Structure => "structure",
            Self::Dates => "dates",
            Self::Law => "law",
            Self::Sourcing => "sourcing",
            Self::Identity => "identity",
            Self::Consistency => "consistency",
            Self::Style => "style",
        }
    }

    /// What the group's rules look at, in a few words.
    pub fn summary(self) -> &'static str {
        match self {
            Self::Format => "Whether the file says the same to every tool that reads it",
            Self::Structure => {
                "Whether the document holds together: ids, references, texts that were left open"
            }
            Self::Dates => "Dates, their order, and the terms between them",
            Self::Law => "Charges, verdicts and sentences, the articles they rest on and what these allow",
            Self::Sourcing => "Who says so, and whether it can still be looked up",
            Self::Identity => "Whom a published file would put at risk",
            Self::Consistency => "Whether the document says the same in all its places",
            Self::Style => "Words, characters and punctuation marks",
        }
    }
}

/// A selection of rules to begin with; each takes in the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    /// What makes a file unusable: errors of format, structure and law.
    Minimal,
    /// What an editor should look at before submitting.
    #[default]
    Recommended,
    /// Every rule, with those that ask for more than most repositories can give.
    Strict,
}

impl Preset {
    /// Every preset, the smallest first.
    pub const ALL: [Self; 3] = [Self::Minimal, Self::Recommended, Self::Strict];

    /// The preset's name in configuration.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Minimal => "minimal",
            Self::Recommended => "recommended",
            Self::Strict => "strict",
        }
    }

    /// The preset of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.as_str() == name)
    }
}

/// What is known of a rule without running it.
#[derive(Debug)]
pub struct RuleMeta {
    /// The name: the problem, in kebab case.
    pub name: &'static str,
    /// The family.
    pub group: Group,
    /// The severity unless the configuration says otherwise.
    pub severity: Severity,
    /// The smallest preset that has the rule on.
    pub preset: Preset,
    /// How far its fix can be trusted, where it has one.
    pub fix: Option<Applicability>,
    /// The page: what it finds, why, bad and good, in Markdown.
    pub page: &'static str,
}

impl RuleMeta {
    /// The rule's name as findings carry it.
    pub fn rule_name(&self) -> RuleName {
        RuleName::new(self.name)
    }

    /// The page's one-sentence summary: its first paragraph after the heading.
    pub fn summary(&self) -> &'static str {
        let after_heading = self.page.split_once("\n\n").map_or("", |(_, rest)| rest);
        after_heading.split("\n\n").next().unwrap_or_default().trim()
    }
}

/// A check over one document. Pure: the same document always gives the same findings.
pub trait Rule: Send + Sync {
    /// Reports what it finds in the document.
    fn check_document(&self, cx: &mut DocumentContext<'_>);
}

/// Makes a rule with the options of a configuration's mapping, or with the default ones.
type Build = fn(Option<NodeRef<'_>>) -> Result<Box<dyn Rule>, NodeError>;

/// A rule in the registry: what is known of it, and how it is made with its options.
pub struct RuleEntry {
    /// What is known of the rule.
    pub meta: RuleMeta,
    build: Build,
}

impl RuleEntry {
    /// An entry for rule type `R`, whose fields are its options.
    pub const fn new<R: Rule + Default + DeserializeOwned + 'static>(meta: RuleMeta) -> Self {
        Self { meta, build: build::<R> }
    }

    /// The rule with the options of a configuration's mapping, or with the default ones.
    ///
    /// # Errors
    /// An option that the rule does not have, or a value that is not of its form.
    pub fn build(&self, options: Option<NodeRef<'_>>) -> Result<Box<dyn Rule>, NodeError> {
        (self.build)(options)
    }
}

fn build<R: Rule + Default + DeserializeOwned + 'static>(
    options: Option<NodeRef<'_>>,
) -> Result<Box<dyn Rule>, NodeError> {
    Ok(match options {
        Some(options) => Box::new(options.deserialize_options::<R>("severity")?),
        None => Box::new(R::default()),
    })
}

/// A rule that is on, at the severity in force.
pub struct ActiveRule {
    /// The rule's name.
    pub name: RuleName,
    /// The severity that its findings get.
    pub severity: Severity,
    /// The rule with its options.
    pub rule: Box<dyn Rule>,
}

/// A document with what rules know of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub(crate) document: &'a Document,
    pub(crate) model: &'a Model<'a>,
    pub(crate) law: &'a Registry,
    pub(crate) has_local_schema: bool,
}

/// How many findings of one rule in one document are kept. Nobody reads more, and a hostile file could
/// otherwise fill the memory with them.
const MAX_FINDINGS: usize = 1_000;

/// What a rule is given for one document.
pub struct DocumentContext<'a> {
    subject: Subject<'a>,
    rule: (&'a RuleName, Severity),
    findings: Vec<Diagnostic>,
    /// How many findings were too many to keep.
    left_out: usize,
}

impl<'a> DocumentContext<'a> {
    /// What the rules find in a document, in the order of the rules.
    pub(crate) fn check(rules: &'a [ActiveRule], subject: Subject<'a>) -> Vec<Diagnostic> {
        let mut all = Vec::new();
        for active in rules {
            let mut cx =
                Self { subject, rule: (&active.name, active.severity), findings: Vec::new(), left_out: 0 };
            active.rule.check_document(&mut cx);
            cx.own_up();
            all.append(&mut cx.findings);
        }
        all
    }

    /// The document as it was parsed.
    pub fn document(&self) -> &'a Document {
        self.subject.document
    }

    /// The document's content under the names of the field.
    pub fn model(&self) -> &'a Model<'a> {
        self.subject.model
    }

    /// The legal codes that can be cited.
    pub fn law(&self) -> &'a Registry {
        self.subject.law
    }

    /// What the document is, where that is known.
    pub fn kind(&self) -> Option<DocumentKind> {
        self.subject.model.kind()
    }

    /// Whether the document is checked against a schema of its repository's own.
    pub fn has_local_schema(&self) -> bool {
        self.subject.has_local_schema
    }

    /// Replaces the last finding by a count of those that were left out.
    fn own_up(&mut self) {
        if self.findings.len() > MAX_FINDINGS {
            self.findings.pop();
            let count = self.left_out + 1;
            self.report(
                self.document().root(),
                format!("{} of this rule not shown", crate::words::count(count as u64, "more finding")),
            )
            .help("mend some of those that are shown, and check the file again");
        }
    }

    /// Reports a finding at a node, a key with its value, or a span within a node.
    pub fn report(&mut self, place: impl Into<Place<'a>>, message: impl Into<String>) -> Report<'_> {
        let place = place.into();
        let file = self.document().source().id();
        let (name, severity) = self.rule;
        let mut diagnostic = Diagnostic::new(name.clone(), file, place.span, message).with_node(place.node);
        diagnostic.severity = severity;
        if self.findings.len() > MAX_FINDINGS {
            // The last of them is overwritten, so that memory stays bounded.
            self.findings.pop();
            self.left_out += 1;
        }
        self.findings.push(diagnostic);
        #[expect(clippy::expect_used, reason = "the finding was pushed in the line above")]
        Report(self.findings.last_mut().expect("a finding was just pushed"))
    }
}

/// A finding under construction: it is reported already, and this adds to it.
pub struct Report<'a>(&'a mut Diagnostic);

impl Report<'_> {
    /// Says what is to be seen at the primary place.
    pub fn note(self, message: impl Into<String>) -> Self {
        self.0.primary.message = Some(message.into());
        self
    }

    /// Adds a related place in the same document.
    pub fn label<'b>(self, place: impl Into<Place<'b>>, message: impl Into<String>) -> Self {
        let label =
            Label { file: self.0.primary.file, span: place.into().span, message: Some(message.into()) };
        self.0.secondary.push(label);
        self
    }

    /// Says what to write instead.
    pub fn help(self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    /// Attaches edits that mend the finding.
    pub fn fix(self, title: impl Into<String>, applicability: Applicability, edits: Vec<Edit>) -> Self {
        self.0.fix = Some(Fix::new(title, applicability, edits));
        self
    }
}
