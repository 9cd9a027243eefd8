//! The plan of each file: configuration and command line together.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Config;
use crate::digest::{Digest, Digester};
use crate::document::{DocumentKind, Format};
use crate::files::Files;
use crate::linter::Plan;
use crate::local_rules::LocalRules;
use crate::model::date::Date;
use crate::paths::normalize;
use crate::rule::{Group, Preset};
use crate::schema::{Formats, LoadOptions, NamedSchemas, Schema};
use crate::settings::{Layer, Level, Origin, RuleSet, Selector, Setting};
use crate::tree::NodeError;
use crate::withhold::Entries;

/// The rules and the schema that the command line asks for.
#[derive(Clone, Default)]
pub(crate) struct RuleChoice {
    /// The only rules to run; `None` for all that are on.
    pub only: Option<Vec<Selector>>,
    /// The preset, which counts before that of the configuration.
    pub preset: Option<Preset>,
    /// Levels, which count before those of the configuration.
    pub levels: Vec<(Selector, Level)>,
    /// The schema of every file.
    pub schema: Option<Arc<Schema>>,
    /// The meaning of `format` in the repository's own schemas, which counts before that of the configuration.
    pub formats: Option<Formats>,
    /// The day of the run, for rules of the repository's own; today, if `None`.
    pub today: Option<Date>,
}

/// Makes the plan of each file. Rules are resolved once for all files that the same overrides apply to.
pub(crate) struct Plans<'a> {
    config: &'a Config,
    preset: Preset,
    /// The command line's layers, which come after the configuration's.
    last: Vec<Layer<'static>>,
    only: Option<Vec<Selector>>,
    schema: Option<Arc<Schema>>,
    formats: Option<Formats>,
    local: Arc<LocalRules>,
    today: Date,
    named_schemas: Option<Arc<NamedSchemas>>,
    /// The configuration's schemas with the meaning of `format` that the command line asks for, by where they lie in
    /// memory.
    recompiled: HashMap<*const Schema, Arc<Schema>>,
    resolved: HashMap<Vec<usize>, Arc<RuleSet>>,
}

impl<'a> Plans<'a> {
    /// Makes plans from a configuration and the command line's choice.
    pub(crate) fn new(config: &'a Config, choice: RuleChoice) -> Self {
        let RuleChoice { mut only, preset, levels, schema, formats, today } = choice;
        let preset = preset.or(config.preset()).unwrap_or_default();
        let setting =
            |selector, level, origin| Setting { selector, level: Some(level), options: None, origin };
        let mut last = Vec::new();
        if schema.is_some() {
            // Who brings a schema for other kinds of files does not want this field's rules on them.
            let stays = |group: &Group| matches!(group, Group::Format | Group::Suppression);
            let groups = Group::ALL.into_iter().filter(|group| !stays(group));
            let selectors = groups.map(Selector::Group).chain([Selector::AllLocal]);
            last.push(selectors.map(|selector| setting(selector, Level::Off, Origin::Default)).collect());
            // Nor can it be meant that the schema brought along is not used.
            if let Some(only) = only.as_mut() {
                let names_schema =
                    |selector: &Selector| matches!(selector, Selector::AllSchema | Selector::Schema(_));
                if !only.iter().any(names_schema) {
                    only.push(Selector::AllSchema);
                }
            }
        }
        last.push(
            levels
                .into_iter()
                .map(|(selector, level)| setting(selector, level, Origin::CommandLine))
                .collect(),
        );
        let (recompiled, resolved) = (HashMap::new(), HashMap::new());
        let named_schemas = None;
        let local = Arc::new(config.local_rules());
        let today = today.unwrap_or_else(Date::today);
        Self {
            config,
            preset,
            last,
            only,
            schema,
            formats,
            local,
            today,
            named_schemas,
            recompiled,
            resolved,
        }
    }

    /// Returns plans under which a document may name a schema in a repository whose paths are relative to `root`, in this
    /// state of its files.
    pub(crate) fn with_named_schemas(mut self, files: &Files, root: &Path) -> Self {
        let formats = self.formats.unwrap_or_default();
        let options = LoadOptions { files: files.clone(), formats, map: self.config.schema_map() };
        self.named_schemas = Some(Arc::new(NamedSchemas::new(root, options)));
        self
    }

    /// Returns true if rules over the whole repository are on for any file.
    ///
    /// # Errors
    /// An option that its rule does not take. A [`Config`] has none, since it was checked.
    pub(crate) fn asks_for_repository(&mut self) -> Result<bool, NodeError> {
        let single = (0..self.config.count_overrides()).map(|index| vec![index]);
        for overrides in std::iter::once(Vec::new()).chain(single) {
            if self.rules(overrides)?.needs_index() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Returns the rules for the files that these overrides apply to.
    fn rules(&mut self, overrides: Vec<usize>) -> Result<Arc<RuleSet>, NodeError> {
        if let Some(rules) = self.resolved.get(&overrides) {
            return Ok(Arc::clone(rules));
        }
        let mut layers = self.config.layers(&overrides);
        layers.extend(self.last.iter().cloned());
        let only = self.only.as_deref();
        let mut rules = RuleSet::resolve(self.preset, &layers, only)?;
        if !self.local.is_empty() {
            rules = rules.with_local(Arc::clone(&self.local), self.today, &layers, only);
        }
        let rules = Arc::new(rules);
        self.resolved.insert(overrides, Arc::clone(&rules));
        Ok(rules)
    }

    /// Returns the entries of the configuration that suppress findings.
    ///
    /// # Errors
    /// An option that its rule does not take. A [`Config`] has none, since it was checked.
    pub(crate) fn entries(&mut self) -> Result<Entries, NodeError> {
        let entries = self.config.ignores().into_iter().cloned().collect();
        Ok(Entries { entries, rules: self.rules(Vec::new())? })
    }

    /// Returns the digest of all that decides, beside a file's content and legal codes, what is reported of it; the file is
    /// given as to [`Self::plan`].
    ///
    /// # Errors
    /// Those of [`Self::plan`].
    pub(crate) fn digest(&mut self, format: Format, local: Option<&str>) -> Result<Digest, NodeError> {
        let plan = self.plan(format, local)?;
        let mut digester = Digester::default();
        digester.add(plan.digest().as_bytes());
        let entries = self.config.ignores();
        for entry in plan.ignores.iter().filter_map(|index| entries.get(*index)) {
            digester.add(entry.name.as_bytes()).add(entry.pointer.as_deref().unwrap_or_default().as_bytes());
        }
        Ok(digester.finish())
    }

    /// Returns a schema with the meaning of `format` that the command line asks for.
    fn with_formats(&mut self, schema: Arc<Schema>) -> Arc<Schema> {
        let Some(formats) = self.formats else { return schema };
        let recompiled = self.recompiled.entry(Arc::as_ptr(&schema));
        Arc::clone(recompiled.or_insert_with(|| schema.with_formats(formats)))
    }

    /// Returns the plan of a file, given its format, and its path relative to the configuration's folder if it lies
    /// there.
    ///
    /// # Errors
    /// An option that its rule does not take. A [`Config`] has none, since it was checked.
    pub(crate) fn plan(&mut self, format: Format, local: Option<&str>) -> Result<Plan, NodeError> {
        let config = self.config;
        let overrides = local.map(|path| config.overrides_for(path)).unwrap_or_default();
        let rules = self.rules(overrides)?;
        let is_rules = local.is_some_and(|path| config.is_file_of_rules(path));
        let kind = local.and_then(|path| config.kind(path)).filter(|_| !is_rules);
        let kind = kind.or(is_rules.then_some(DocumentKind::Rule));
        let schema =
            self.schema.as_ref().or_else(|| config.schema(local?)).map(Arc::clone).filter(|_| !is_rules);
        let schema = schema.map(|schema| self.with_formats(schema));
        let ignores = local.map(|path| config.ignores_for(path)).unwrap_or_default();
        let named_schemas = self.named_schemas.clone();
        Ok(Plan { format, kind, schema, named_schemas, is_schema: false, is_rules, rules, ignores })
    }

    /// Returns the plan of a schema that other files are checked against, in the way of [`Self::plan`].
    ///
    /// # Errors
    /// As of [`Self::plan`].
    pub(crate) fn plan_of_schema(&mut self, format: Format, local: Option<&str>) -> Result<Plan, NodeError> {
        let plan = self.plan(format, local)?;
        Ok(Plan { kind: None, schema: None, named_schemas: None, is_schema: true, ..plan })
    }

    /// Returns the plan of a file of the repository's own rules, in the way of [`Self::plan`].
    ///
    /// # Errors
    /// As of [`Self::plan`].
    pub(crate) fn plan_of_rules(&mut self, format: Format, local: Option<&str>) -> Result<Plan, NodeError> {
        let plan = self.plan(format, local)?;
        Ok(Plan { kind: Some(DocumentKind::Rule), schema: None, is_rules: true, ..plan })
    }

    /// Returns the finder of the schemas that documents name.
    pub(crate) fn named_schemas(&self) -> Option<&Arc<NamedSchemas>> {
        self.named_schemas.as_ref()
    }

    /// Returns true if a file is a copy of what others publish.
    pub(crate) fn is_copy(&self, file: &Path) -> bool {
        self.config.schema_map().iter().any(|(_, folder)| file.starts_with(normalize(folder)))
    }

    /// Returns the rules of the repository's own.
    pub(crate) fn local(&self) -> &Arc<LocalRules> {
        &self.local
    }

    /// Returns the files of the schemas that may be used, and those that they refer to, without copies of what others
    /// publish.
    pub(crate) fn schema_files(&self) -> Vec<PathBuf> {
        let files = |schema: &Arc<Schema>| {
            let others = schema.files().iter().filter(|file| !self.is_copy(file)).cloned();
            schema.path().into_iter().chain(others).collect::<Vec<_>>()
        };
        match &self.schema {
            Some(schema) => files(schema),
            None => self.config.schemas().flat_map(files).collect(),
        }
    }
}
