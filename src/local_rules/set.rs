//! The local rules of a repository, and those that are on for some files.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::across::{self, LocalFact};
use super::check::{self, Subject};
use super::name::LocalName;
use super::rule::LocalRule;
use crate::diagnostic::{Diagnostic, RuleName, Severity};
use crate::digest::Digester;
use crate::model::date::Date;

/// The local rules of a repository, sorted by name.
#[derive(Debug, Default)]
pub struct LocalRules {
    rules: Vec<LocalEntry>,
    /// The names of all, also of those that have faults and are not used.
    names: Vec<LocalName>,
}

/// A rule of a repository.
#[derive(Debug)]
pub(crate) struct LocalEntry {
    pub(crate) rule: Arc<LocalRule>,
    /// True once it took too many steps.
    is_spent: AtomicBool,
}

/// The local rules that are on for some files.
#[derive(Debug, Clone)]
pub(crate) struct LocalSet {
    pub(crate) all: Arc<LocalRules>,
    /// The severity of each rule that is on, by its place among all.
    severities: Vec<Option<Severity>>,
    pub(crate) today: Date,
}

/// The result of applying the local rules to a document.
#[derive(Debug, Default)]
pub(crate) struct LocalFound {
    pub(crate) findings: Vec<Diagnostic>,
    pub(crate) facts: Vec<LocalFact>,
    /// The rules that took too many steps, or were not applied as they did so elsewhere.
    pub(crate) spent: Vec<RuleName>,
}

impl LocalRules {
    /// Puts rules together. Of several with one name the first counts.
    pub(crate) fn new(mut rules: Vec<Arc<LocalRule>>, mut names: Vec<LocalName>) -> Self {
        rules.sort_by_key(|rule| rule.name);
        rules.dedup_by_key(|rule| rule.name);
        let entry = |rule| LocalEntry { rule, is_spent: AtomicBool::new(false) };
        names.extend(rules.iter().map(|rule| rule.name));
        Self { rules: rules.into_iter().map(entry).collect(), names }
    }

    /// Returns the rules, sorted by name.
    pub fn rules(&self) -> impl Iterator<Item = &Arc<LocalRule>> {
        self.rules.iter().map(|entry| &entry.rule)
    }

    /// Returns the rule of a name.
    pub(crate) fn find(&self, name: LocalName) -> Option<&Arc<LocalRule>> {
        let index = self.rules.binary_search_by_key(&name, |entry| entry.rule.name).ok()?;
        self.rules.get(index).map(|entry| &entry.rule)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rules.is_empty() && self.names.is_empty()
    }

    /// Returns true if there is no rule, not even one with faults.
    pub(crate) fn has_no_name(&self) -> bool {
        self.names.is_empty()
    }

    /// Returns true if there is a rule of this name, even if it has faults.
    pub(crate) fn knows(&self, name: LocalName) -> bool {
        self.names.contains(&name)
    }

    /// Returns the names of all rules, also of those that have faults.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(LocalName::full)
    }

    /// Returns the names of the rules that have faults and are not used.
    pub(crate) fn faulty_names(&self) -> impl Iterator<Item = LocalName> {
        self.names.iter().copied().filter(|name| self.find(*name).is_none())
    }

    /// Lets rules that took too many steps be tried again.
    pub(crate) fn renew(&self) {
        self.rules.iter().for_each(|entry| entry.is_spent.store(false, Ordering::Relaxed));
    }
}

impl LocalSet {
    /// Makes a set of the rules for which `severity` returns one.
    pub(crate) fn new(
        all: Arc<LocalRules>,
        today: Date,
        severity: impl Fn(&LocalRule) -> Option<Severity>,
    ) -> Self {
        let severities = all.rules().map(|rule| severity(rule)).collect();
        Self { all, severities, today }
    }

    /// Returns the rules that are on, each with its severity.
    pub(crate) fn active(&self) -> impl Iterator<Item = (&Arc<LocalRule>, Severity)> {
        self.all.rules().zip(&self.severities).filter_map(|(rule, severity)| Some((rule, (*severity)?)))
    }

    /// Returns the severity of a rule's findings; `None` if it is off.
    pub(crate) fn severity(&self, rule: &RuleName) -> Option<Severity> {
        self.active().find(|(own, _)| own.full_name == *rule).map(|(_, severity)| severity)
    }

    /// Returns true if a rule that is on looks at several files.
    pub(crate) fn needs_index(&self) -> bool {
        self.active().any(|(rule, _)| rule.needs_index())
    }

    /// Returns true if a rule, on or not, names the file at `path`: it is for that, or compares others with it.
    pub(crate) fn names_path(&self, path: &str) -> bool {
        self.all.rules().any(|rule| {
            let compared = rule.check.exists_in.iter().map(|exists_in| &exists_in.files);
            let compared = compared.chain(rule.lookups.iter().map(|lookup| &lookup.files));
            rule.applies.files.iter().chain(compared).any(|files| files.is_match(path))
        })
    }

    /// Returns true if a rule that is on asks for the day of the run.
    pub(crate) fn uses_today(&self) -> bool {
        self.active().any(|(rule, _)| rule.uses.today)
    }

    /// Adds everything that decides what the rules find.
    pub(crate) fn add_to(&self, digester: &mut Digester) {
        // What the index keeps is the same whether a rule is on for the file or not.
        for rule in self.all.rules() {
            digester.add(rule.digest.as_bytes());
        }
        for (rule, severity) in self.active() {
            digester.add(rule.name.as_str().as_bytes()).add(severity.as_str().as_bytes());
        }
        if self.all.rules().any(|rule| rule.uses.today) {
            digester.add(self.today.to_string().as_bytes());
        }
    }

    /// Applies the rules to a document, the one with this index in its file. If the document `is_checked`, findings are collected, and
    /// with `wants_facts` what the index keeps of it.
    pub(crate) fn apply(
        &self,
        subject: Subject<'_>,
        document: u32,
        is_checked: bool,
        wants_facts: bool,
    ) -> LocalFound {
        let mut found = LocalFound::default();
        for (entry, severity) in self.all.rules.iter().zip(&self.severities) {
            let rule = &*entry.rule;
            let is_asked = severity.is_some() && is_checked || wants_facts && rule.needs_index();
            if !is_asked {
                continue;
            }
            let is_done = !entry.is_spent.load(Ordering::Relaxed)
                && found.add(rule, severity.filter(|_| is_checked), subject, document, wants_facts);
            if !is_done {
                entry.is_spent.store(true, Ordering::Relaxed);
                found.spent.push(rule.full_name.clone());
            }
        }
        found
    }
}

impl LocalFound {
    /// Adds what a rule finds; returns false if it takes too many steps.
    fn add(
        &mut self,
        rule: &LocalRule,
        severity: Option<Severity>,
        subject: Subject<'_>,
        document: u32,
        wants_facts: bool,
    ) -> bool {
        if let Some(severity) = severity {
            match check::check(rule, severity, subject) {
                Ok(findings) => self.findings.extend(findings),
                Err(_) => return false,
            }
        }
        if !wants_facts || !rule.needs_index() {
            return true;
        }
        let mut failed = Vec::new();
        let Ok(facts) = across::facts(rule, subject, &mut failed) else { return false };
        let fact = |fact| LocalFact { rule: rule.name.as_str().into(), document, fact };
        self.facts.extend(facts.into_iter().map(fact));
        if let Some(severity) = severity {
            self.findings.extend(failed.into_iter().map(|finding| Diagnostic { severity, ..finding }));
        }
        true
    }
}
