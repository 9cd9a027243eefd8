//! The files of a run with what checking each of them gave, kept so that one can be checked again by itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::ThreadPool;
use rayon::prelude::*;

use super::check_file::{Basis, Checked, Facts, check_file};
use super::input::Input;
use super::load::{Ahead, load};
use super::progress::Progress;
use super::recall::{Recall, Remembered};
use super::{SchemasInUse, file_id};
use crate::digest::Digest;
use crate::law::{LegalCode, Registry};
use crate::outcome::Failure;
use crate::project::Index;
use crate::settings::RuleSet;
use crate::source::FileId;

/// Room for walks over documents as deep as the parsers allow, with jsonschema's several calls a level.
const STACK_BYTES: usize = 16 * 1024 * 1024;

/// Checked files, and the index over their facts.
pub struct Workspace {
    /// The files, sorted by [`Input::place`], and behind them schemas that they name; a [`FileId`] is an index into it.
    pub(super) inputs: Vec<Input>,
    /// The result of each file, without its facts.
    pub(super) results: Vec<Checked>,
    /// The facts of all files.
    pub(super) index: Index,
    /// The sets of rules that are in force for any of the files.
    pub(super) sets: Vec<Arc<RuleSet>>,
    law: Registry,
    pub(super) is_whole_repository: bool,
    pub(super) pool: ThreadPool,
    pub(super) progress: Option<Arc<Progress>>,
    /// True if no file will be replaced.
    pub(super) is_final: bool,
    /// True if the text of each file is kept, also where nothing is found in it.
    pub(super) keeps_texts: bool,
    /// The results of earlier runs.
    pub(super) recall: Option<Recall>,
    /// The digest of all files and plans, where a cache is in use.
    pub(super) key: Option<Digest>,
    /// The findings of an earlier run between the same files, in place of the index.
    pub(super) remembered: Option<Remembered>,
}

impl Workspace {
    pub(super) fn new(
        mut inputs: Vec<Input>,
        is_whole_repository: bool,
        threads: usize,
    ) -> Result<Self, Failure> {
        inputs.sort_by(|a, b| a.place().cmp(&b.place()));
        // A second thread would only wait for the first.
        let threads = if inputs.len() == 1 { 1 } else { threads };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK_BYTES).build();
        let pool = pool.map_err(|error| Failure::new(None, format!("cannot start threads: {error}")))?;
        let sets = distinct_sets(&inputs);
        let (results, index, law) = (Vec::new(), Index::default(), Registry::default());
        Ok(Self {
            inputs,
            results,
            index,
            sets,
            law,
            is_whole_repository,
            pool,
            progress: None,
            is_final: false,
            keeps_texts: false,
            recall: None,
            key: None,
            remembered: None,
        })
    }

    /// Checks every file under the legal codes that the files hold. Where such a code turns up in a file that did not look
    /// like one, everything is checked again with it. Then the schemas that files name follow.
    pub(super) fn check_all(&mut self, schemas_in_use: Option<SchemasInUse<'_>>) {
        let inputs = &self.inputs;
        let mut ahead = self.pool.install(|| Ahead::load(inputs, self.recall.as_ref()));
        let (known, digest) = ahead.codes(inputs);
        self.law.extend(known.iter().map(|(_, code)| code.clone()));
        let wants_facts = self.basis().wants_facts;
        if let Some(recall) = &mut self.recall {
            recall.set_plans(&self.inputs, &digest, wants_facts);
        }
        let mut results = self.check_each(|id, input, basis| match (ahead.hand_out(id), &self.recall) {
            (Some(loaded), Some(recall)) => recall.check_loaded(id, input, loaded, basis),
            (Some(loaded), None) => check_file(input, || Ok(loaded), basis),
            (None, Some(recall)) => recall.check(id, input, basis),
            (None, None) => check_file(input, || load(id, input), basis),
        });
        let found = codes_of(&results);
        let is_same =
            |((known_in, known), (found_in, found)): (&(FileId, LegalCode), &(FileId, &LegalCode))| {
                known_in == found_in && known.id == found.id
            };
        if known.len() != found.len() || !known.iter().zip(&found).all(is_same) {
            self.law = Registry::default();
            self.law.extend(found.into_iter().map(|(_, code)| code.clone()));
            results = self.check_each(|id, input, basis| check_file(input, || load(id, input), basis));
        }
        self.results = results;
        let schemas = schemas_in_use.map(|mut schemas| schemas()).unwrap_or_default();
        self.add_schemas(schemas, &digest);
        self.gather();
        self.set_whole();
    }

    /// Checks schemas that turned out to be in use, in place of the files with their paths or behind all files; `codes` is the
    /// digest of the legal codes that can be cited.
    fn add_schemas(&mut self, schemas: Vec<Input>, codes: &Digest) {
        if schemas.is_empty() {
            return;
        }
        let mut indexes = Vec::new();
        for schema in schemas {
            match self.inputs.iter().position(|input| input.path == schema.path) {
                Some(index) => {
                    indexes.push(index);
                    self.inputs.splice(index..=index, [schema]);
                }
                None => {
                    indexes.push(self.inputs.len());
                    self.inputs.push(schema);
                    self.results.push(Checked::default());
                }
            }
        }
        self.sets = distinct_sets(&self.inputs);
        let wants_facts = self.basis().wants_facts;
        for index in indexes {
            let Some(input) = self.inputs.get(index) else { continue };
            if let Some(recall) = &mut self.recall {
                recall.set_plan(index, input, codes, wants_facts);
            }
            let (id, basis) = (file_id(index), self.basis());
            let checked = self.pool.install(|| match &self.recall {
                Some(recall) => recall.check(id, input, basis),
                None => check_file(input, || load(id, input), basis),
            });
            self.results.splice(index..=index, [checked]);
        }
    }

    /// Puts a new version of a file in place of the one with the same path and checks it; all others are checked again only
    /// if its legal codes changed, or if it is the first or last to have rules over the repository. Returns false if there is no file with that path.
    pub fn replace(&mut self, input: Input) -> bool {
        let Ok(index) = self.inputs.binary_search_by(|other| other.place().cmp(&input.place())) else {
            return false;
        };
        self.replace_at(index, input)
    }

    /// Does so for the file at an index.
    pub(super) fn replace_at(&mut self, index: usize, input: Input) -> bool {
        self.sets.iter().filter_map(|rules| rules.local()).for_each(|local| local.all.renew());
        let basis = self.basis();
        let id = file_id(index);
        let wanted_facts = basis.wants_facts;
        let checked = self.pool.install(|| check_file(&input, || load(id, &input), basis));
        let Some((old_input, old)) = self.inputs.get_mut(index).zip(self.results.get_mut(index)) else {
            return false;
        };
        let changes_law = !checked.codes.is_empty() || !old.codes.is_empty();
        *old_input = input;
        *old = checked;
        self.sets = distinct_sets(&self.inputs);
        // A rule over the repository that is on for the first time needs the facts of all files.
        if changes_law || self.basis().wants_facts != wanted_facts {
            self.law = Registry::default();
            self.check_all(None);
        } else {
            self.index_facts(index);
            self.set_whole();
        }
        true
    }

    fn check_each(&self, check: impl Fn(FileId, &Input, Basis<'_>) -> Checked + Sync) -> Vec<Checked> {
        let basis = self.basis();
        let progress = self.progress.as_deref();
        progress.inspect(|progress| progress.reset());
        let check = |(index, input): (usize, &Input)| {
            let mut checked = check(file_id(index), input, basis);
            if self.is_final {
                checked.facts.pack();
            }
            progress.inspect(|progress| progress.add(checked.findings.len()));
            checked
        };
        self.pool.install(|| self.inputs.par_iter().enumerate().map(check).collect())
    }

    pub(super) fn basis(&self) -> Basis<'_> {
        let wants_facts = self.sets.iter().any(|rules| rules.needs_index());
        Basis { law: &self.law, wants_facts, keeps_text: self.keeps_texts }
    }

    /// Moves the facts of a file into the index.
    fn index_facts(&mut self, index: usize) {
        if let Some(checked) = self.results.get_mut(index)
            && let Facts::Here(facts) = std::mem::take(&mut checked.facts)
        {
            self.index.replace(file_id(index), facts);
        }
    }

    fn set_whole(&mut self) {
        self.index.set_whole(self.is_whole());
    }

    /// Returns true if the files are all that the repository has, and each could be read whole.
    pub(super) fn is_whole(&self) -> bool {
        self.is_whole_repository && self.results.iter().all(|checked| checked.is_complete)
    }

    /// Returns the paths of files that could not be read whole, for which reason rules over the repository that ask whether it has
    /// something say nothing.
    pub(super) fn unread(&self) -> Vec<String> {
        let is_unread = |(_, checked): &(&Input, &Checked)| !checked.is_complete;
        let is_asked = self.is_whole_repository && self.basis().wants_facts;
        let unread = self.files().filter(is_unread).filter(|_| is_asked);
        unread.map(|(input, _)| input.path.clone()).collect()
    }

    /// Returns each file with its result.
    pub(super) fn files(&self) -> impl Iterator<Item = (&Input, &Checked)> {
        self.inputs.iter().zip(&self.results)
    }

    /// Returns a file with its result.
    pub(super) fn file(&self, id: FileId) -> Option<(&Input, &Checked)> {
        self.inputs.get(id.0 as usize).zip(self.results.get(id.0 as usize))
    }
}

/// Returns the legal codes that files hold, in the order of the files: a later one of the same id replaces an earlier.
fn codes_of(results: &[Checked]) -> Vec<(FileId, &LegalCode)> {
    let codes = results.iter().enumerate();
    codes.flat_map(|(index, checked)| checked.codes.iter().map(move |code| (file_id(index), code))).collect()
}

/// Returns the sets of rules that are in force for any of the files, each once.
fn distinct_sets(inputs: &[Input]) -> Vec<Arc<RuleSet>> {
    let mut sets: BTreeMap<*const RuleSet, usize> = BTreeMap::new();
    let mut distinct: Vec<Arc<RuleSet>> = Vec::new();
    for input in inputs {
        let rules = &input.plan.rules;
        sets.entry(Arc::as_ptr(rules)).or_insert_with(|| {
            distinct.push(Arc::clone(rules));
            distinct.len()
        });
    }
    distinct
}
