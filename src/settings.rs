//! The rules that are on, with their severities and options: the settings of configuration and
//! command line, resolved once for all files that they apply to alike.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{RuleName, Severity};
use crate::digest::{Digest, Digester};
use crate::local_rules::{LOCAL, LocalName, LocalRule, LocalRules, LocalSet, PREFIX};
use crate::model::date::Date;
use crate::rule::{ActiveRule, Group, Preset, RuleEntry, UnknownSelector};
use crate::rules::{self, RULES};
use crate::schema::SCHEMA_RULES;
use crate::suggest::nearest;
use crate::tree::{NodeError, NodeRef};

/// The severity that a setting gives a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// The rule does not run.
    Off,
    /// The rule runs and its findings have this severity.
    On(Severity),
}

impl Level {
    /// The words that configuration and command line use, mildest first.
    pub const NAMES: [&'static str; 4] = ["off", "info", "warning", "error"];

    /// Returns the level in a run that is limited to some rules: off for the others, and on for those, at `default` unless a
    /// setting gives a severity. What the command line turns off beside the limit stays off.
    fn limited(self, is_selected: bool, default: Severity, origin: Origin<'_>) -> Self {
        match self {
            _ if !is_selected => Self::Off,
            Self::Off if origin != Origin::CommandLine => Self::On(default),
            level => level,
        }
    }

    /// Returns the level that a word names.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "off" => Some(Self::Off),
            "info" => Some(Self::On(Severity::Info)),
            "warning" => Some(Self::On(Severity::Warning)),
            "error" => Some(Self::On(Severity::Error)),
            _ => None,
        }
    }
}

/// The rules that a setting applies to.
#[derive(Debug, Clone, Copy)]
pub enum Selector {
    /// One rule.
    Rule(&'static RuleEntry),
    /// A group of rules.
    Group(Group),
    /// Every finding of a schema.
    AllSchema,
    /// A schema's findings under one keyword.
    Schema(&'static RuleName),
    /// Every rule of the repository's own.
    AllLocal,
    /// One of them, whether there is such a rule or not.
    Local(LocalName),
    /// Every fault of a file of local rules, which are always reported: it limits a run, and sets nothing.
    RuleFiles,
}

/// The name of the findings about files of local rules.
pub const RULE_FILES: &str = "rule";

impl Selector {
    /// Parses the name of a rule, a group or a schema's keyword.
    ///
    /// # Errors
    /// No rule or group has the name, or it is one of a syntax error, which cannot be set.
    pub fn parse(name: &str) -> Result<Self, UnknownSelector> {
        if let Some(rule) = rules::find(name) {
            return Ok(Self::Rule(rule));
        }
        if let Some(group) = Group::ALL.into_iter().find(|group| group.as_str() == name) {
            return Ok(Self::Group(group));
        }
        if name == "schema" {
            return Ok(Self::AllSchema);
        }
        if let Some((rule, _)) = SCHEMA_RULES.iter().find(|(rule, _)| rule.as_str() == name) {
            return Ok(Self::Schema(rule));
        }
        if name == LOCAL {
            return Ok(Self::AllLocal);
        }
        if let Some(name) = LocalName::of_finding(name) {
            return Ok(Self::Local(name));
        }
        if name == "syntax" || name.starts_with("syntax/") {
            return Err(UnknownSelector::Syntax);
        }
        Err(UnknownSelector::Unknown(nearest(name, Self::names())))
    }

    /// Returns every name that selects something.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let rules = RULES.iter().map(|entry| entry.meta.name);
        let groups = Group::ALL.into_iter().map(Group::as_str);
        let schema = SCHEMA_RULES.iter().map(|(rule, _)| rule.as_str());
        rules.chain(groups).chain(["schema", LOCAL]).chain(schema)
    }

    /// Returns the name that selects the same.
    pub fn name(&self) -> &str {
        match self {
            Self::Rule(entry) => entry.meta.name,
            Self::Group(group) => group.as_str(),
            Self::AllSchema => "schema",
            Self::Schema(rule) => rule.as_str(),
            Self::AllLocal => LOCAL,
            Self::Local(name) => name.full(),
            Self::RuleFiles => RULE_FILES,
        }
    }

    fn selects(self, entry: &RuleEntry) -> bool {
        match self {
            Self::Rule(rule) => rule.meta.name == entry.meta.name,
            Self::Group(group) => group == entry.meta.group,
            Self::AllSchema | Self::Schema(_) | Self::AllLocal | Self::Local(_) | Self::RuleFiles => false,
        }
    }

    /// Returns true if it asks for the faults of one of these rules.
    fn asks_faults(self, all: &LocalRules) -> bool {
        let mut names = all.faulty_names();
        match self {
            Self::AllLocal => names.next().is_some(),
            Self::Local(name) => names.any(|known| known == name),
            Self::RuleFiles => !all.has_no_name(),
            _ => false,
        }
    }

    fn selects_local(self, rule: &LocalRule) -> bool {
        match self {
            Self::AllLocal => true,
            Self::Local(name) => name == rule.name,
            _ => false,
        }
    }

    fn selects_schema(self, name: &RuleName) -> bool {
        match self {
            Self::AllSchema => true,
            Self::Schema(rule) => rule == name,
            Self::Rule(_) | Self::Group(_) | Self::AllLocal | Self::Local(_) | Self::RuleFiles => false,
        }
    }

    /// Returns true if findings of this rule are selected.
    pub fn covers(self, rule: &RuleName) -> bool {
        match self {
            Self::Rule(entry) => entry.meta.name == rule.as_str(),
            Self::Group(group) => rules::find(rule.as_str()).is_some_and(|entry| entry.meta.group == group),
            Self::AllSchema => rule.as_str().starts_with("schema/"),
            Self::Schema(name) => name == rule,
            Self::AllLocal => rule.as_str().starts_with(PREFIX),
            Self::Local(name) => name.full() == rule.as_str(),
            Self::RuleFiles => rule.as_str().starts_with("rule/"),
        }
    }

    /// Returns the group that it is or belongs to; `None` for findings of schemas and of local rules.
    pub fn group(self) -> Option<Group> {
        match self {
            Self::Rule(entry) => Some(entry.meta.group),
            Self::Group(group) => Some(group),
            Self::AllSchema | Self::Schema(_) | Self::AllLocal | Self::Local(_) | Self::RuleFiles => None,
        }
    }

    /// Returns true if the selector names one rule rather than a group.
    fn is_specific(self) -> bool {
        matches!(self, Self::Rule(_) | Self::Schema(_) | Self::Local(_))
    }
}

/// One setting, as configuration or command line has it.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The rules that it applies to.
    pub selector: Selector,
    /// The level; `None` leaves it as it is.
    pub level: Option<Level>,
    /// A mapping with the rule's options, besides `severity`.
    pub options: Option<NodeRef<'a>>,
    /// The place where it was set.
    pub origin: Origin<'a>,
}

/// The place that a setting comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin<'a> {
    /// The preset, or the rule itself.
    Default,
    /// A line of a configuration: its display path and the 1-based line.
    Config(&'a str, usize),
    /// The command line.
    CommandLine,
}

/// The state of a rule once all settings are applied.
#[derive(Clone, Copy)]
pub struct Standing<'a> {
    /// The rule.
    pub entry: &'static RuleEntry,
    /// Its level.
    pub level: Level,
    /// The place that set the level.
    pub level_origin: Origin<'a>,
    /// The mapping with its options, and what set them.
    pub options: Option<(NodeRef<'a>, Origin<'a>)>,
}

/// Returns the state of every rule under a preset and layers of settings. A group's severity applies to those of its
/// rules that the preset has on. A rule's own name switches it on, unless a setting turns it `off` by name.
pub fn standings<'a>(preset: Preset, layers: &[Layer<'a>]) -> Vec<Standing<'a>> {
    let stand = |entry: &'static RuleEntry| {
        let is_in_preset = entry.meta.preset <= preset;
        let level = if is_in_preset { Level::On(entry.meta.severity) } else { Level::Off };
        let mut standing = Standing { entry, level, level_origin: Origin::Default, options: None };
        let mut is_unwanted = false;
        for setting in ordered(layers).filter(|setting| setting.selector.selects(entry)) {
            let is_named = setting.selector.is_specific();
            let switched_on = || {
                let is_on = is_named && standing.level == Level::Off && !is_unwanted;
                is_on.then_some(Level::On(entry.meta.severity))
            };
            let level = setting.level.filter(|_| is_in_preset || is_named);
            if let Some(level) = level.or_else(switched_on) {
                (standing.level, standing.level_origin) = (level, setting.origin);
                is_unwanted |= is_named && level == Level::Off;
            }
            standing.options = setting.options.map(|options| (options, setting.origin)).or(standing.options);
        }
        standing
    };
    RULES.iter().map(stand).collect()
}

/// The state of a rule of the repository's own once all settings are applied.
pub(crate) struct LocalStanding<'a> {
    /// Its level.
    pub(crate) level: Level,
    /// The place that set the level.
    pub(crate) origin: Origin<'a>,
}

/// Returns the state of a rule of the repository's own, which every preset has on, under layers of settings.
pub(crate) fn local_standing<'a>(rule: &LocalRule, layers: &[Layer<'a>]) -> LocalStanding<'a> {
    let mut standing = LocalStanding { level: Level::On(rule.severity), origin: Origin::Default };
    for setting in ordered(layers).filter(|setting| setting.selector.selects_local(rule)) {
        if let Some(level) = setting.level {
            standing = LocalStanding { level, origin: setting.origin };
        }
    }
    standing
}

/// Returns the level of every schema keyword under layers of settings, with the place that set it.
pub fn schema_standings<'a>(layers: &[Layer<'a>]) -> Vec<(&'static RuleName, Level, Origin<'a>)> {
    let stand = |name: &'static RuleName| {
        let settings = ordered(layers).filter(|setting| setting.selector.selects_schema(name));
        let set = settings.filter_map(|setting| Some((setting.level?, setting.origin))).last();
        let (level, origin) = set.unwrap_or((Level::On(Severity::Error), Origin::Default));
        (name, level, origin)
    };
    SCHEMA_RULES.iter().map(|(name, _)| stand(name)).collect()
}

/// Returns the settings in the order in which they take effect.
fn ordered<'l, 'a>(layers: &'l [Layer<'a>]) -> impl Iterator<Item = &'l Setting<'a>> {
    layers.iter().flat_map(|layer| {
        let general = layer.iter().filter(|setting| !setting.selector.is_specific());
        general.chain(layer.iter().filter(|setting| setting.selector.is_specific()))
    })
}

/// Settings of equal rank: within a layer, a rule's name beats its group; a later layer beats an earlier.
pub type Layer<'a> = Vec<Setting<'a>>;

/// The rules in force for some files.
pub struct RuleSet {
    active: Vec<ActiveRule>,
    /// The groups with a rule that is on.
    groups: BTreeSet<Group>,
    schema: BTreeMap<&'static str, Level>,
    /// The rules of the repository's own.
    local: Option<LocalSet>,
    /// True if a rule is on that was asked for, and that checks more than comments.
    has_checks: bool,
    digest: Digest,
}

impl RuleSet {
    /// Resolves layers of settings over a preset ([`standings`]). If `only` is given, the rules that it selects are on,
    /// and all others are off except `unknown-kind`.
    ///
    /// # Errors
    /// Options that their rule does not have, with the place in the configuration.
    pub fn resolve(
        preset: Preset,
        layers: &[Layer<'_>],
        only: Option<&[Selector]>,
    ) -> Result<Self, NodeError> {
        let mut active = Vec::new();
        let mut groups = BTreeSet::new();
        let mut digester = Digester::default();
        let mut has_checks = false;
        for Standing { entry, mut level, level_origin, options } in standings(preset, layers) {
            if let Some(only) = only {
                // A file that was not checked must not look like a clean one.
                let is_indispensable = entry.is_gatekeeper && level != Level::Off;
                let is_selected = is_indispensable || only.iter().any(|selector| selector.selects(entry));
                level = level.limited(is_selected, entry.meta.severity, level_origin);
            }
            // Options are read even of a rule that is off, so that a wrong one does not lie hidden.
            let rule = entry.build(options.map(|(options, _)| options))?;
            if let Level::On(severity) = level {
                groups.insert(entry.meta.group);
                let is_named = |only: &[Selector]| only.iter().any(|selector| selector.selects(entry));
                has_checks |= entry.meta.group != Group::Suppression && only.is_none_or(is_named);
                let options = options.map(|(options, _)| options.to_json().to_string()).unwrap_or_default();
                digester
                    .add(entry.meta.name.as_bytes())
                    .add(severity.as_str().as_bytes())
                    .add(options.as_bytes());
                active.push(ActiveRule { name: entry.meta.rule_name(), severity, rule });
            }
        }
        let mut schema = BTreeMap::new();
        for (name, mut level, origin) in schema_standings(layers) {
            if let Some(only) = only {
                let is_selected = only.iter().any(|selector| selector.selects_schema(name));
                level = level.limited(is_selected, Severity::Error, origin);
            }
            digester.add(name.as_str().as_bytes()).add(format!("{level:?}").as_bytes());
            schema.insert(name.as_str(), level);
        }
        Ok(Self { active, groups, schema, local: None, has_checks, digest: digester.finish() })
    }

    /// Adds the rules of the repository's own, which every preset has on, under the same settings.
    pub(crate) fn with_local(
        mut self,
        rules: Arc<LocalRules>,
        today: Date,
        layers: &[Layer<'_>],
        only: Option<&[Selector]>,
    ) -> Self {
        let is_named =
            |rule: &LocalRule, only: &[Selector]| only.iter().any(|selector| selector.selects_local(rule));
        let severity = |rule: &LocalRule| {
            let LocalStanding { mut level, origin, .. } = local_standing(rule, layers);
            if let Some(only) = only {
                level = level.limited(is_named(rule, only), rule.severity, origin);
            }
            match level {
                Level::Off => None,
                Level::On(severity) => Some(severity),
            }
        };
        let set = LocalSet::new(rules, today, severity);
        let is_asked = |only: &[Selector]| only.iter().any(|selector| selector.asks_faults(&set.all));
        let has_faulty = only.map_or_else(|| set.all.faulty_names().next().is_some(), is_asked);
        self.has_checks |= set.active().next().is_some() || has_faulty;
        let mut digester = Digester::default();
        digester.add(self.digest.as_bytes());
        set.add_to(&mut digester);
        self.digest = digester.finish();
        self.local = Some(set);
        self
    }

    /// Returns the rules of the repository's own.
    pub(crate) fn local(&self) -> Option<&LocalSet> {
        self.local.as_ref()
    }

    /// Returns true if a rule that is on looks at several files.
    pub(crate) fn needs_index(&self) -> bool {
        self.has_group(Group::Project) || self.local.as_ref().is_some_and(LocalSet::needs_index)
    }

    /// Returns true if a selector names a rule of the repository's own that there is not among those that it has.
    pub(crate) fn lacks(&self, selector: Selector) -> bool {
        let Selector::Local(name) = selector else { return false };
        self.local.as_ref().is_some_and(|local| !local.all.knows(name))
    }

    /// Returns true if something that a selector selects compares the files of the repository.
    pub(crate) fn compares_files(&self, selector: Selector) -> bool {
        let mut active = self.local.iter().flat_map(LocalSet::active);
        selector.group() == Some(Group::Project)
            || active.any(|(rule, _)| rule.needs_index() && selector.selects_local(rule))
    }

    /// Makes the rules of a preset, with their own severities and options.
    pub fn preset(preset: Preset) -> Self {
        // Without a configuration there are no options that a rule could refuse.
        Self::resolve(preset, &[], None).unwrap_or(Self {
            active: Vec::new(),
            groups: BTreeSet::new(),
            schema: BTreeMap::new(),
            local: None,
            has_checks: false,
            digest: Digest::default(),
        })
    }

    /// Returns the digest of the rules that are on, with their severities and options.
    pub(crate) fn digest(&self) -> &Digest {
        &self.digest
    }

    /// Returns the rules that are on.
    pub fn active(&self) -> &[ActiveRule] {
        &self.active
    }

    /// Returns true if all that is selected is on; of a group, all rules that are on by default.
    pub fn has_all(&self, selector: Selector) -> bool {
        let of_group = |group: Group| RULES.iter().filter(move |entry| entry.meta.group == group);
        match selector {
            Selector::Rule(entry) => self.find(entry.meta.name).is_some(),
            Selector::Group(group) => of_group(group)
                .filter(|entry| entry.meta.preset <= Preset::default())
                .all(|entry| self.find(entry.meta.name).is_some()),
            Selector::AllSchema => self.schema.values().all(|level| *level != Level::Off),
            Selector::Schema(name) => {
                self.schema.get(name.as_str()).is_some_and(|level| *level != Level::Off)
            }
            Selector::AllLocal => {
                self.local.as_ref().is_some_and(|local| local.active().count() == local.all.rules().count())
            }
            Selector::Local(name) => {
                self.local.as_ref().is_some_and(|local| local.active().any(|(rule, _)| rule.name == name))
            }
            // Their faults are always reported.
            Selector::RuleFiles => true,
        }
    }

    /// Returns true if any rule of a group is on.
    pub fn has_group(&self, group: Group) -> bool {
        self.groups.contains(&group)
    }

    /// Returns the rule of that name, if it is on.
    pub fn find(&self, name: &str) -> Option<&ActiveRule> {
        self.active.iter().find(|active| active.name.as_str() == name)
    }

    /// Returns the severity of a rule's findings; `None` if the rule is off.
    pub fn severity(&self, rule: &RuleName) -> Option<Severity> {
        let own = self.find(rule.as_str()).map(|active| active.severity);
        own.or_else(|| self.local.as_ref()?.severity(rule))
    }

    /// Returns the severity of a schema's findings under `rule`; `None` if they are off.
    pub fn schema_severity(&self, rule: &RuleName) -> Option<Severity> {
        match self.schema.get(rule.as_str()) {
            Some(Level::Off) => None,
            Some(Level::On(severity)) => Some(*severity),
            None => Some(Severity::Error),
        }
    }

    /// Returns true if any finding of a schema is on.
    pub fn checks_schema(&self) -> bool {
        self.schema.values().any(|level| *level != Level::Off)
    }

    /// Returns true if something is on that looks at documents without a kind: a schema, or the group `format`.
    pub fn needs_no_kind(&self) -> bool {
        let has_local = self.local.as_ref().is_some_and(|local| local.active().next().is_some());
        self.checks_schema() || self.has_group(Group::Format) || has_local
    }

    /// Returns the rule that reports files that would otherwise go unchecked, if it is on.
    pub(crate) fn gatekeeper(&self) -> Option<&ActiveRule> {
        RULES.iter().find(|entry| entry.is_gatekeeper).and_then(|entry| self.find(entry.meta.name))
    }

    /// Returns true if nothing is on, so that a run would check nothing but syntax.
    pub fn is_empty(&self) -> bool {
        !self.checks_schema() && !self.has_checks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn severity(set: &RuleSet, name: &str) -> Option<Severity> {
        set.active().iter().find(|rule| rule.name.as_str() == name).map(|rule| rule.severity)
    }

    fn setting(name: &str, level: Level) -> Setting<'static> {
        let selector = Selector::parse(name).ok().unwrap();
        Setting { selector, level: Some(level), options: None, origin: Origin::Default }
    }

    #[test]
    fn a_name_beats_its_group_and_a_later_layer_an_earlier() {
        let base =
            vec![setting("verdict-without-date", Level::On(Severity::Info)), setting("dates", Level::Off)];
        let set = RuleSet::resolve(Preset::Recommended, std::slice::from_ref(&base), None).unwrap();
        assert_eq!(severity(&set, "verdict-without-date"), Some(Severity::Info));
        assert_eq!(severity(&set, "verdict-date-imprecise"), None);
        let later = vec![setting("dates", Level::On(Severity::Warning))];
        let set = RuleSet::resolve(Preset::Recommended, &[base, later], None).unwrap();
        assert_eq!(severity(&set, "verdict-without-date"), Some(Severity::Warning));
    }

    #[test]
    fn only_turns_on_what_it_names_and_the_rest_off() {
        let off = vec![setting("verdict-without-date", Level::Off)];
        let only = [Selector::parse("verdict-without-date").ok().unwrap()];
        let set = RuleSet::resolve(Preset::Recommended, &[off], Some(&only)).unwrap();
        assert_eq!(severity(&set, "verdict-without-date"), Some(Severity::Error));
        assert_eq!(
            severity(&set, "unknown-kind"),
            Some(Severity::Error),
            "nothing unchecked passes as clean"
        );
        assert_eq!(set.active().len(), 2);
        assert!(!set.checks_schema());
    }

    #[test]
    fn a_preset_has_its_rules_and_those_of_the_smaller_ones() {
        let count = |preset| RuleSet::resolve(preset, &[], None).unwrap().active().len();
        assert!(count(Preset::Minimal) < count(Preset::Recommended));
        assert_eq!(count(Preset::Strict), RULES.len());
        for entry in RULES {
            let is_error = entry.meta.severity == Severity::Error;
            let is_basic = matches!(entry.meta.group, Group::Format | Group::Structure | Group::Law);
            assert_eq!(entry.meta.preset == Preset::Minimal, is_error && is_basic, "{}", entry.meta.name);
        }
    }

    #[test]
    fn unknown_names_come_with_the_nearest() {
        let unknown = |name| Selector::parse(name).err().unwrap();
        assert_eq!(unknown("verdict-without-dat"), UnknownSelector::Unknown(Some("verdict-without-date")));
        assert_eq!(unknown("xyzzy"), UnknownSelector::Unknown(None));
        assert_eq!(unknown("syntax/yaml"), UnknownSelector::Syntax);
    }
}
