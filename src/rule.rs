//! Rules: their metadata, their checks, and the contexts that checks are given.

mod absence;
mod document;
mod finding_builder;
mod project;
mod suppression;

use std::fmt::Debug;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

pub use document::DocumentContext;
pub(crate) use document::Subject;
pub use finding_builder::FindingBuilder;
pub use project::ProjectContext;
pub(crate) use project::{MAX_PROJECT_FINDINGS, ProjectFinding};
pub use suppression::{Fault, NamedRule, Suppression, SuppressionContext, UnknownSelector, Usage};

use crate::diagnostic::{Applicability, RuleName, Severity};
use crate::tree::{NodeError, NodeRef};

/// The number of findings of one rule in one document that are kept. Nobody reads more, and a hostile file could
/// otherwise fill the memory with them.
pub(crate) const MAX_FINDINGS: usize = 1_000;

/// A family of rules: a folder of `src/rules`, and a selector in configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Files that tools may read in different ways.
    Format,
    /// The inner order of a document.
    Structure,
    /// Dates and their order.
    Dates,
    /// Articles, codes and penalties.
    Law,
    /// Sources and quotes.
    Sourcing,
    /// People whom a published file puts at risk.
    Identity,
    /// Statements of one document that must agree.
    Consistency,
    /// Words, characters and marks.
    Style,
    /// Files of a repository that must agree with each other.
    Project,
    /// Comments and entries that suppress findings.
    Suppression,
}

impl Group {
    /// Every group, in the order of the documentation.
    pub const ALL: [Self; 10] = [
        Self::Format,
        Self::Structure,
        Self::Dates,
        Self::Law,
        Self::Sourcing,
        Self::Identity,
        Self::Consistency,
        Self::Style,
        Self::Project,
        Self::Suppression,
    ];

    /// Returns the group's name in configuration.
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
            Self::Project => "project",
            Self::Suppression => "suppression",
        }
    }

    /// Returns the subject of the group's rules, in a few words.
    pub fn summary(self) -> &'static str {
        match self {
            Self::Format => "Files that different tools may read differently",
            Self::Structure => "The inner order of a document: ids, references, unfinished texts",
            Self::Dates => "Dates, their order, and the terms between them",
            Self::Law => {
                "Charges, verdicts and sentences, their articles, and the penalties that those allow"
            }
            Self::Sourcing => "Sources and quotes, and whether they can still be looked up",
            Self::Identity => "People whom a published file would put at risk",
            Self::Consistency => "Statements of one document that must agree",
            Self::Style => "Words, characters and punctuation marks",
            Self::Project => "Files of a repository that must agree with each other",
            Self::Suppression => {
                "Comments and entries that suppress findings, and whether they are right, used and explained"
            }
        }
    }
}

/// A selection of rules to begin with; each takes in the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    /// Faults that make a file unusable: errors of format, structure and law.
    Minimal,
    /// Findings that an editor should look at before submitting.
    #[default]
    Recommended,
    /// Every rule, with those that ask for more than most repositories can give.
    Strict,
}

impl Preset {
    /// Every preset, the smallest first.
    pub const ALL: [Self; 3] = [Self::Minimal, Self::Recommended, Self::Strict];

    /// Returns the preset's name in configuration.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Minimal => "minimal",
            Self::Recommended => "recommended",
            Self::Strict => "strict",
        }
    }

    /// Returns the preset of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.as_str() == name)
    }
}

/// The metadata of a rule: what is known without running it.
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
    /// The trust that its fix deserves, if it has one.
    pub fix: Option<Applicability>,
    /// The page: what it finds, why, bad and good, in Markdown.
    pub page: &'static str,
}

impl RuleMeta {
    /// Returns the rule's name as findings carry it.
    pub fn rule_name(&self) -> RuleName {
        RuleName::new(self.name)
    }

    /// Returns the page's one-sentence summary: its first paragraph after the heading.
    pub fn summary(&self) -> &'static str {
        let after_heading = self.page.split_once("\n\n").map_or("", |(_, rest)| rest);
        after_heading.split("\n\n").next().unwrap_or_default().trim()
    }
}

/// A check. Pure: the same documents always give the same findings. Its debug form shows its options.
pub trait Rule: Debug + Send + Sync {
    /// Reports what it finds in one document.
    fn check_document(&self, _cx: &mut DocumentContext<'_>) {}

    /// Reports what it finds between the documents of a repository.
    fn check_project(&self, _cx: &mut ProjectContext<'_>) {}

    /// Reports what it finds in the comments and entries that suppress findings.
    fn check_suppressions(&self, _cx: &mut SuppressionContext<'_>) {}
}

/// The check of a rule without options. Pure: the same input always gives the same findings.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// Looks at one document.
    Document(fn(&mut DocumentContext<'_>)),
    /// Looks at the facts of all documents of a repository.
    Project(fn(&mut ProjectContext<'_>)),
    /// Looks at the comments that suppress findings.
    Suppressions(fn(&mut SuppressionContext<'_>)),
}

impl Rule for Check {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        if let Self::Document(check) = self {
            check(cx);
        }
    }

    fn check_project(&self, cx: &mut ProjectContext<'_>) {
        if let Self::Project(check) = self {
            check(cx);
        }
    }

    fn check_suppressions(&self, cx: &mut SuppressionContext<'_>) {
        if let Self::Suppressions(check) = self {
            check(cx);
        }
    }
}

/// Makes a rule with the options of a configuration's mapping, or with the default ones.
type Build = fn(Option<NodeRef<'_>>) -> Result<Box<dyn Rule>, NodeError>;

/// A rule in the registry: its metadata, and the way to make it with its options.
#[derive(Debug)]
pub struct RuleEntry {
    /// The metadata.
    pub meta: RuleMeta,
    /// True for the rule that reports files that would otherwise go unchecked: `--only` does not switch it off.
    pub(crate) is_gatekeeper: bool,
    /// True for a rule that holds for the configuration file too, as for any YAML.
    pub(crate) is_for_configuration: bool,
    maker: Maker,
}

/// The two kinds of rules.
#[derive(Debug)]
enum Maker {
    /// The rule has no options.
    Simple(Check),
    /// The rule has options, which it reads itself.
    WithOptions(Build),
}

/// The options of a rule that has none.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoOptions {}

impl RuleEntry {
    /// Makes an entry for a rule without options.
    pub const fn simple(meta: RuleMeta, check: Check) -> Self {
        Self { meta, is_gatekeeper: false, is_for_configuration: false, maker: Maker::Simple(check) }
    }

    /// Marks the rule that reports files that would otherwise go unchecked.
    pub(crate) const fn gatekeeper(self) -> Self {
        Self { is_gatekeeper: true, ..self }
    }

    /// Marks a rule that holds for the configuration file too.
    pub(crate) const fn for_configuration(self) -> Self {
        Self { is_for_configuration: true, ..self }
    }

    /// Makes an entry for the rule type `R`, whose fields are its options.
    pub const fn new<R: Rule + Default + DeserializeOwned + 'static>(meta: RuleMeta) -> Self {
        let maker = Maker::WithOptions(build::<R>);
        Self { meta, is_gatekeeper: false, is_for_configuration: false, maker }
    }

    /// Makes the rule with the options of a configuration's mapping, or with the default ones.
    ///
    /// # Errors
    /// An option that the rule does not have, or a value of the wrong type.
    pub fn build(&self, options: Option<NodeRef<'_>>) -> Result<Box<dyn Rule>, NodeError> {
        match self.maker {
            Maker::Simple(check) => {
                options.map(|options| options.deserialize_options::<NoOptions>("severity")).transpose()?;
                Ok(Box::new(check))
            }
            Maker::WithOptions(build) => build(options),
        }
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
