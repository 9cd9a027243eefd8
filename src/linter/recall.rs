//! Results of earlier runs in place of checks: of a file that is the same under the same plan.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::cache::{Additions, Cache, Entry, Location, Memo, Sign, Summary};
use super::check_file::{Basis, Checked, Facts, check_file};
use super::input::{Content, Input};
use super::load::{Loaded, parse_bytes};
use crate::diagnostic::Diagnostic;
use crate::digest::{Digest, Digester};
use crate::document::{DocumentKind, Format};
use crate::git::object_id;
use crate::local_rules::across::LocalFact;
use crate::project::{DocumentFacts, Ties};
use crate::read;
use crate::redact::Secrets;
use crate::source::{FileId, SourceFile};
use crate::withhold::comments::Directive;

/// The identity of a result: the digest of the file's content, and the index of the digest of its plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Identity {
    content: Digest,
    plan: u32,
}

/// The cache of a run, with what the run adds to it.
pub(super) struct Recall {
    cache: Cache,
    /// The digests of the plans of this run.
    plans: Vec<Digest>,
    /// For each file, the index of its plan.
    plan_of: Vec<u32>,
    now: SystemTime,
    additions: Mutex<Additions>,
}

/// Everything that was found in a file, beside its summary.
#[derive(Serialize, Deserialize)]
struct Found {
    findings: Vec<Diagnostic>,
    secrets: Secrets,
    directives: Vec<Directive>,
    local: Vec<LocalFact>,
}

/// The findings between the files, with the secrets of the files that were not kept otherwise.
#[derive(Serialize, Deserialize)]
pub(super) struct Remembered {
    pub(super) findings: Vec<Diagnostic>,
    pub(super) secrets: BTreeMap<FileId, Secrets>,
}

impl Recall {
    /// Begins a run with a cache.
    pub(super) fn new(cache: Cache) -> Self {
        let (plans, plan_of) = (Vec::new(), Vec::new());
        Self { cache, plans, plan_of, now: SystemTime::now(), additions: Mutex::default() }
    }

    /// Records the files' plans, and the digest of the legal codes that can be cited.
    pub(super) fn set_plans(&mut self, inputs: &[Input], codes: &Digest, wants_facts: bool) {
        let mut known: HashMap<PlanKey, u32> = HashMap::new();
        self.plans.clear();
        let plans = &mut self.plans;
        let place = |input: &Input| {
            *known.entry(PlanKey::of(input)).or_insert_with(|| {
                plans.push(plan_digest(input, codes, wants_facts));
                crate::source::offset(plans.len() - 1)
            })
        };
        self.plan_of = inputs.iter().map(place).collect();
    }

    /// Records the plan of one more file, or the new plan of a file, beside those that results were stored under.
    pub(super) fn set_plan(&mut self, index: usize, input: &Input, codes: &Digest, wants_facts: bool) {
        let plan = crate::source::offset(self.plans.len());
        self.plans.push(plan_digest(input, codes, wants_facts));
        match self.plan_of.get_mut(index) {
            Some(known) => *known = plan,
            None => self.plan_of.push(plan),
        }
    }

    /// Returns true if a file probably holds legal codes: it did before, or it is `likely` and not known to hold none.
    pub(super) fn may_hold_codes(&self, input: &Input, likely: bool) -> bool {
        match self.cache.entry(&input.path) {
            Some(entry) if entry.summary.holds_codes => true,
            Some(entry) => likely && !Sign::of(&input.content).is_some_and(|sign| entry.has(&sign)),
            None => likely,
        }
    }

    /// Returns the result of a file: the one of an earlier run if nothing has changed that decides it, else that of a
    /// check.
    pub(super) fn check(&self, id: FileId, input: &Input, basis: Basis<'_>) -> Checked {
        let plan = self.plan_of(id);
        let entry = self.cache.entry(&input.path);
        let sign = Sign::of(&input.content);
        let unchanged = entry.filter(|entry| sign.as_ref().is_some_and(|sign| entry.has(sign)));
        let bytes = match unchanged {
            Some(_) => None,
            None => match input.content.bytes() {
                Ok(bytes) => Some(bytes),
                Err(message) => return check_file(input, || Err(message), basis),
            },
        };
        let content = match (unchanged, &bytes) {
            (Some(entry), _) => entry.content,
            (None, bytes) => Digest::of(bytes.as_deref().unwrap_or_default()),
        };
        let identity = Identity { content, plan };
        let named = bytes.as_deref().and_then(|bytes| name_in_git(input, bytes));
        let same = entry.filter(|entry| self.is_same(entry, identity) && serves(entry, input));
        if let Some(entry) = same
            && let Some(checked) = self.restore(id, input, entry, identity, bytes.as_deref())
        {
            for sign in sign.into_iter().chain(named) {
                self.renew_sign(entry, sign);
            }
            return checked;
        }
        let bytes = bytes.map_or_else(|| input.content.bytes(), Ok);
        let bytes = match bytes {
            Ok(bytes) => bytes,
            Err(message) => return check_file(input, || Err(message), basis),
        };
        // The bytes that are checked are those that the result is stored for.
        let content = if unchanged.is_some() { Digest::of(&bytes) } else { content };
        let named = named.or_else(|| name_in_git(input, &bytes));
        let mut checked = check_file(input, || Ok(parse_bytes(id, input, bytes)), basis);
        checked.identity = Some(Identity { content, plan });
        self.store(id, input, &mut checked, sign.into_iter().chain(named));
        checked
    }

    /// Checks a file that was loaded ahead for its legal codes, and keeps in mind that it holds them.
    pub(super) fn check_loaded(
        &self,
        id: FileId,
        input: &Input,
        loaded: Loaded,
        basis: Basis<'_>,
    ) -> Checked {
        let content = Digest::of(loaded.source.text().as_bytes());
        let mut checked = check_file(input, || Ok(loaded), basis);
        checked.identity = Some(Identity { content, plan: self.plan_of(id) });
        let is_known = self.cache.entry(&input.path).is_some_and(|entry| entry.summary.holds_codes);
        if !checked.codes.is_empty() && !is_known {
            self.store(id, input, &mut checked, Sign::of(&input.content).into_iter());
        }
        checked
    }

    fn plan_of(&self, id: FileId) -> u32 {
        self.plan_of.get(id.0 as usize).copied().unwrap_or_default()
    }

    fn is_same(&self, entry: &Entry, identity: Identity) -> bool {
        entry.content == identity.content
            && self.cache.plan(entry).is_some_and(|plan| self.plans.get(identity.plan as usize) == Some(plan))
    }

    /// Makes the result of a file from its entry; `None` if the cache does not hold all of it, or the text has changed.
    fn restore(
        &self,
        id: FileId,
        input: &Input,
        entry: &Entry,
        identity: Identity,
        bytes: Option<&[u8]>,
    ) -> Option<Checked> {
        let Summary { is_complete, is_fully_checked, digest, kinds, needs_source, .. } = entry.summary;
        let mut checked = Checked {
            digest,
            is_complete,
            is_fully_checked,
            kinds,
            facts: entry.facts.map_or_else(Facts::default, Facts::Stored),
            identity: Some(identity),
            ..Checked::default()
        };
        if let Some(location) = &entry.findings {
            let found = self.cache.read(location)?;
            let found: Found = postcard::from_bytes(&found).ok()?;
            checked.directives = found.directives;
            checked.local = found.local;
            if input.is_checked() {
                checked.findings = found.findings;
                checked.secrets = found.secrets;
                checked.findings.iter_mut().for_each(|finding| set_file(finding, id));
            }
        }
        if needs_source && input.is_checked() {
            checked.source = Some(source_of(id, input, bytes, &identity.content)?);
        }
        Some(checked)
    }

    /// Stores the new sign of a file whose content is the same.
    fn renew_sign(&self, entry: &Entry, sign: Sign) {
        let sign = sign.settled(self.now);
        if let Some(sign) = sign.filter(|sign| !entry.has(sign)) {
            self.additions().signs.push((entry.path.clone(), sign));
        }
    }

    /// Stores the result of a check, if a later run can use it.
    fn store(&self, id: FileId, input: &Input, checked: &mut Checked, signs: impl Iterator<Item = Sign>) {
        // What is not a file, such as the text in an editor, is not kept in one.
        let is_file = !matches!(input.content, Content::Bytes(_)) && !self.cache.is_read_only();
        let Facts::Here(facts) = &checked.facts else { return };
        let is_own = checked.findings.iter().all(|finding| finding.files().all(|file| file == id));
        if !is_file || checked.failure.is_some() || !is_own {
            return;
        }
        let holds_codes = !checked.codes.is_empty();
        if checked.is_decided_elsewhere
            || !holds_codes && checked.directives.iter().any(|directive| !directive.is_storable())
        {
            return;
        }
        let Some(identity) = checked.identity else { return };
        let summary = Summary {
            is_checked: input.is_checked(),
            needs_source: checked.source.is_some(),
            holds_codes,
            is_complete: checked.is_complete,
            is_fully_checked: checked.is_fully_checked,
            digest: checked.digest,
            kinds: checked.kinds,
        };
        let mut entry = Entry {
            path: input.path.clone(),
            stamp: None,
            object: None,
            content: identity.content,
            plan: identity.plan,
            summary,
            findings: None,
            facts: None,
            ties: Ties::of(facts),
        };
        if !holds_codes {
            let is_clean =
                checked.findings.is_empty() && checked.directives.is_empty() && checked.local.is_empty();
            let found = (!is_clean).then(|| Found {
                findings: checked.findings.clone(),
                secrets: checked.secrets.clone(),
                directives: checked.directives.clone(),
                local: checked.local.clone(),
            });
            let written = |bytes: Vec<u8>| self.cache.append(&bytes);
            entry.findings = found.and_then(|found| postcard::to_allocvec(&found).ok()).and_then(written);
            let has_facts = !facts.is_empty();
            checked.facts.pack();
            if let Facts::Packed(packed) = &checked.facts {
                entry.facts = self.cache.append(&packed.bytes);
            }
            // Without its findings the file would look clean.
            if entry.findings.is_none() != is_clean || entry.facts.is_some() != has_facts {
                return;
            }
        }
        signs.filter_map(|sign| sign.settled(self.now)).for_each(|sign| entry.set(sign));
        self.additions().entries.push(entry);
    }

    fn additions(&self) -> MutexGuard<'_, Additions> {
        self.additions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads the facts of a file that an earlier run stored. Where they are damaged, the next run checks the file again.
    pub(super) fn facts(&self, id: FileId, input: &Input, location: &Location) -> Option<Vec<DocumentFacts>> {
        let read = self.cache.read(location).and_then(|bytes| postcard::from_bytes(&bytes).ok());
        let Some(mut facts): Option<Vec<DocumentFacts>> = read else {
            self.additions().damaged.push(input.path.clone());
            return None;
        };
        facts.iter_mut().for_each(|facts| facts.set_file(id));
        Some(facts)
    }

    /// Returns the keys that tie a file to others.
    pub(super) fn ties(&self, input: &Input) -> Option<&Ties> {
        self.cache.entry(&input.path).map(|entry| &entry.ties)
    }

    /// Reads the keys of all files; `None` if they cannot be read.
    pub(super) fn read_ties(&mut self) -> Option<()> {
        self.cache.read_ties()
    }

    /// Returns what an earlier run found between the same files.
    pub(super) fn remembered(&self, key: &Digest) -> Option<Remembered> {
        let memo = self.cache.memo().filter(|memo| memo.key == *key)?;
        postcard::from_bytes(&self.cache.read(&memo.findings)?).ok()
    }

    /// Stores what was found between the files.
    pub(super) fn remember(&self, key: Digest, remembered: &Remembered) {
        let bytes = postcard::to_allocvec(remembered).ok();
        let findings = bytes.and_then(|bytes| self.cache.append(&bytes));
        let memo = findings.map(|findings| Memo { key, findings });
        self.additions().memo = memo;
    }

    /// Returns the digest of all files with their plans; `None` if one could not be read.
    pub(super) fn key(&self, files: &[(&Input, &Checked)], is_whole: bool) -> Option<Digest> {
        let mut digester = Digester::default();
        digester.add(&[u8::from(is_whole)]);
        for (input, checked) in files {
            let identity = checked.identity?;
            digester.add(input.path.as_bytes()).add(identity.content.as_bytes());
            digester.add(self.plans.get(identity.plan as usize)?.as_bytes());
        }
        Some(digester.finish())
    }

    /// Writes the results of the run into the cache, given the files of the run, which are sorted, and whether they are all
    /// that the repository has.
    pub(super) fn save(self, inputs: &[Input], is_whole: bool) {
        let mut additions = self.additions.into_inner().unwrap_or_else(PoisonError::into_inner);
        additions.plans = self.plans;
        let mut paths: Vec<&str> = inputs.iter().map(|input| &*input.path).collect();
        paths.sort_unstable();
        self.cache.save(additions, &paths, is_whole);
    }
}

/// Returns the sign that a content from the disk has in git's store.
fn name_in_git(input: &Input, bytes: &[u8]) -> Option<Sign> {
    matches!(input.content, Content::Disk(_)).then(|| Sign::Object(object_id(bytes)))
}

/// Returns true if an entry holds what is needed of a file in its role.
fn serves(entry: &Entry, input: &Input) -> bool {
    let is_code = entry.summary.holds_codes || input.plan.kind == Some(DocumentKind::LegalCode);
    !is_code && (entry.summary.is_checked || !input.is_checked())
}

/// Returns the text of a file, if its bytes are those of `content`.
pub(super) fn source_of(
    id: FileId,
    input: &Input,
    bytes: Option<&[u8]>,
    content: &Digest,
) -> Option<Arc<SourceFile>> {
    let bytes = match bytes {
        Some(bytes) => bytes.to_vec(),
        None => input.content.bytes().ok().filter(|bytes| Digest::of(bytes) == *content)?,
    };
    let decoded = read::decode(id, &input.path, bytes);
    Some(Arc::new(decoded.unwrap_or_else(|(source, _)| source)))
}

fn set_file(finding: &mut Diagnostic, id: FileId) {
    finding.primary.file = id;
    finding.secondary.iter_mut().for_each(|label| label.file = id);
}

impl Identity {
    /// Returns the digest of the file's bytes.
    pub(super) fn content(&self) -> &Digest {
        &self.content
    }
}

/// Tells the plans of a run apart: schemas and sets of rules by where they lie in memory.
#[derive(PartialEq, Eq, Hash)]
struct PlanKey {
    format: Format,
    kind: Option<DocumentKind>,
    schema: Option<usize>,
    is_schema: bool,
    is_rules: bool,
    rules: usize,
}

impl PlanKey {
    fn of(input: &Input) -> Self {
        let plan = &input.plan;
        Self {
            format: plan.format,
            kind: plan.kind,
            schema: plan.schema.as_ref().map(|schema| Arc::as_ptr(schema) as usize),
            is_schema: plan.is_schema,
            is_rules: plan.is_rules,
            rules: Arc::as_ptr(&plan.rules) as usize,
        }
    }
}

/// Returns the digest of everything but a file's content and path that decides what is found in it.
fn plan_digest(input: &Input, codes: &Digest, wants_facts: bool) -> Digest {
    let mut digester = Digester::default();
    digester.add(input.plan.digest().as_bytes()).add(codes.as_bytes()).add(&[u8::from(wants_facts)]);
    digester.finish()
}
