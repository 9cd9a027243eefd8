//! Compares what the index keeps of all documents, for the rules that look at several files.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::across::{Fact, KeptItem, Keyed, LocalFact, repeated_message};
use super::budget::{Budget, Spent};
use super::check::{evaluator, failed_words};
use super::evaluate::Scope;
use super::failure::Failure;
use super::neighbours::{Kept, Others, Surroundings};
use super::rule::{LocalRule, Target, Within};
use super::stored::Stored;
use super::template::Template;
use super::values::Value;
use crate::diagnostic::{Diagnostic, Label};
use crate::model::date::Date;
use crate::project::{Name, Site};
use crate::source::FileId;
use crate::words::quoted;

/// The steps that a rule may take over all files, and further ones for each document.
const STEPS: (u64, u64) = (10_000_000, 5_000);

/// The number of findings of one rule between files that are kept.
const MOST: usize = crate::rule::MAX_PROJECT_FINDINGS;

/// The facts of a file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FileFacts<'a> {
    pub(crate) file: FileId,
    pub(crate) path: &'a str,
    pub(crate) facts: &'a [LocalFact],
}

/// A finding between files.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) finding: Diagnostic,
    pub(crate) site: Site,
    /// True if its words are still to come from the document.
    pub(crate) is_open: bool,
}

/// The facts of one rule.
#[derive(Default)]
struct Facts<'a> {
    keys: Vec<(FileId, u32, &'a str, &'a Keyed)>,
    members: Vec<(FileId, u32, &'a Keyed)>,
    /// The values of `exists_in:`, each with the first file that has it.
    listed: Option<HashMap<&'a Name, FileId>>,
    /// The files with values of lookups.
    looked_in: Vec<FileId>,
    /// The files with values of `exists_in:`.
    listed_in: Vec<FileId>,
    records: Vec<(Kept<'a>, &'a str)>,
    looked: Vec<Vec<Value<'a>>>,
}

/// Finds what a rule finds between files, as far as it `is_wanted`. `is_whole` says that they are all that the repository has.
///
/// # Errors
/// It takes too many steps.
pub(crate) fn relate(
    rule: &LocalRule,
    files: &[FileFacts<'_>],
    today: Date,
    is_whole: bool,
    is_wanted: &dyn Fn(&Diagnostic) -> bool,
) -> Result<Vec<Found>, Spent> {
    let facts = Facts::of(rule, files);
    let mut found = Vec::new();
    if let Some(unique) = &rule.check.unique {
        let except: HashSet<&str> = unique.except.iter().map(|key| &**key).collect();
        repeated(rule, unique.within, &facts, &except, &mut found);
        found.retain(|found| is_wanted(&found.finding));
    }
    if rule.check.exists_in.is_some() {
        missing(rule, &facts, is_whole, &mut found);
        found.retain(|found| is_wanted(&found.finding));
    }
    if rule.uses.others {
        asserted(rule, &facts, today, is_wanted, &mut found)?;
    }
    found.truncate(MOST);
    Ok(found)
}

impl<'a> Facts<'a> {
    fn of(rule: &LocalRule, files: &[FileFacts<'a>]) -> Self {
        let mut all = Self { looked: rule.lookups.iter().map(|_| Vec::new()).collect(), ..Self::default() };
        for FileFacts { file, path, facts } in files {
            for LocalFact { document, fact, .. } in
                facts.iter().filter(|fact| fact.rule == rule.name.as_str())
            {
                match fact {
                    Fact::Keys(keys) => {
                        all.keys.extend(keys.iter().map(|key| (*file, *document, *path, key)));
                    }
                    Fact::Members(keys) => all.members.extend(keys.iter().map(|key| (*file, *document, key))),
                    Fact::Listed(names) => {
                        let listed = all.listed.get_or_insert_default();
                        names.iter().for_each(|name| _ = listed.entry(name).or_insert(*file));
                        all.listed_in.push(*file);
                    }
                    Fact::Looked(number, kept) => {
                        all.looked_in.push(*file);
                        if let Some(values) = all.looked.get_mut(*number as usize) {
                            values.extend(kept.iter().map(|node| Value::Stored(Stored::new(node, *file))));
                        }
                    }
                    Fact::Record(record) => {
                        all.records.push((Kept { record, file: *file, document: *document }, path));
                    }
                }
            }
        }
        all
    }
}

fn site(file: FileId, document: u32, keyed: &Keyed) -> Site {
    Site { file, span: keyed.span, document, node: keyed.node }
}

fn open(rule: &LocalRule, site: Site, message: String) -> Found {
    let finding = Diagnostic::new(rule.full_name.clone(), site.file, site.span, message);
    Found { finding, site, is_open: true }
}

/// Finds keys that are not unique; of several places with one key the later ones are reported.
fn repeated(
    rule: &LocalRule,
    within: Within,
    facts: &Facts<'_>,
    except: &HashSet<&str>,
    found: &mut Vec<Found>,
) {
    let mut seen: HashMap<(&str, &str, u32), Site> = HashMap::new();
    for (file, document, path, keyed) in &facts.keys {
        if except.contains(keyed.key.as_str()) {
            continue;
        }
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let extent = match within {
            Within::Document | Within::Repository => ("", 0),
            Within::Folder => (folder, 0),
            Within::File => ("", file.0),
        };
        let own = site(*file, *document, keyed);
        match seen.get(&(keyed.key.as_str(), extent.0, extent.1)) {
            Some(first) => {
                let mut repeated = open(rule, own, repeated_message(&keyed.key, within));
                let label =
                    Label { file: first.file, span: first.span, message: Some("first here".to_owned()) };
                repeated.finding.secondary.push(label);
                repeated.finding.help = Some("give one of the two another value".to_owned());
                found.push(repeated);
            }
            None => _ = seen.insert((keyed.key.as_str(), extent.0, extent.1), own),
        }
    }
}

/// Finds values that are not among those that they should be among.
fn missing(rule: &LocalRule, facts: &Facts<'_>, is_whole: bool, found: &mut Vec<Found>) {
    let Some(exists_in) = &rule.check.exists_in else { return };
    // Where files are missing from the run, so may be the value.
    if !is_whole {
        return;
    }
    let Some(listed) = &facts.listed else {
        if let Some((file, document, keyed)) = facts.members.first() {
            let message = format!(
                "no file that is checked matches {}, in which this value should be",
                exists_in.written
            );
            let mut missing = open(rule, site(*file, *document, keyed), message);
            missing.is_open = false;
            missing.finding.help = Some(
                "mend `files:` under `exists_in:` in the rule, or let `include:` take the file in".to_owned(),
            );
            found.push(missing);
        }
        return;
    };
    let listed_in = few(facts.listed_in.clone());
    let names: Vec<&str> = listed.keys().map(|name| name.as_str()).collect();
    for (file, document, keyed) in
        facts.members.iter().filter(|(_, _, keyed)| !listed.contains_key(&keyed.key))
    {
        let message = format!("{} is not in {}", quoted(&keyed.key), exists_in.written);
        let mut missing = open(rule, site(*file, *document, keyed), message);
        // A list that nobody has looked through for so long is no longer searched.
        let near =
            (found.len() < 50).then(|| crate::suggest::nearest(&keyed.key, names.iter().copied())).flatten();
        missing.finding.help = Some(match near {
            Some(near) => format!("did you mean {}?", quoted(near)),
            None => "write one of the values there, or add this one to them".to_owned(),
        });
        let of_near = near.and_then(|near| listed.get(&Name::from(near)));
        missing.finding.told_of = of_near.into_iter().chain(&listed_in).copied().collect();
        found.push(missing);
    }
}

/// Applies the condition of a rule to the documents as the index has them.
fn asserted(
    rule: &LocalRule,
    facts: &Facts<'_>,
    today: Date,
    is_wanted: &dyn Fn(&Diagnostic) -> bool,
    found: &mut Vec<Found>,
) -> Result<(), Spent> {
    let Some(assert) = &rule.check.assert else { return Ok(()) };
    let (base, of_document) = STEPS;
    let budget = Budget::new(base + of_document * facts.records.len() as u64);
    let kept: Vec<Kept<'_>> = facts.records.iter().map(|(kept, _)| *kept).collect();
    let lookups = facts.looked.iter().map(|values| Value::list(values.clone())).collect();
    let looked_in = few(facts.looked_in.clone());
    let is_open = looked_in.len() < MOST_TOLD_OF;
    let surroundings = Rc::new(Surroundings::new(&kept, &rule.wanted.series, lookups));
    for (own, (kept, path)) in facts.records.iter().enumerate() {
        let asked = Rc::default();
        let others = Others { surroundings: Rc::clone(&surroundings), own, asked: Rc::clone(&asked) };
        let told_of = || few([&*looked_in, &asked.borrow()].concat());
        let mut has_failed = false;
        for item in &kept.record.items {
            let scope = scope(kept, item, path, today, others.clone());
            let mut evaluator = evaluator(rule, &scope, &budget);
            let site = Site {
                file: kept.file,
                span: item.value.span,
                document: kept.document,
                node: item.value.node,
            };
            match evaluator.condition(&assert.expr).map_err(|failure| failure.in_text(&assert.text)) {
                Ok(true) => {}
                Ok(false) => {
                    let mut broken = broken(rule, site, &scope, &mut evaluator);
                    broken.finding.told_of = told_of();
                    if !is_open {
                        withhold_values(rule, &mut broken.finding);
                    }
                    found.extend(Some(broken).filter(|broken| is_wanted(&broken.finding)));
                }
                Err(failure) if failure.is_spent() => return Err(Spent),
                Err(_) if has_failed => {}
                Err(failure) => {
                    has_failed = true;
                    let mut failed = failed(rule, site, &failure);
                    failed.finding.told_of = told_of();
                    if !is_open {
                        failed.finding.message =
                            "the rule cannot be applied to what it compares here".to_owned();
                    }
                    found.extend(Some(failed).filter(|failed| is_wanted(&failed.finding)));
                }
            }
        }
        if found.len() > MOST {
            break;
        }
    }
    Ok(())
}

/// The most files of which the words of a finding are held against what they hide.
const MOST_TOLD_OF: usize = 200;

/// Returns the files of which a finding may tell, each once.
fn few(mut files: Vec<FileId>) -> Vec<FileId> {
    files.sort_unstable();
    files.dedup();
    files.truncate(MOST_TOLD_OF);
    files
}

/// Writes the words of a finding without values, which may be of more files than are held against it.
fn withhold_values(rule: &LocalRule, finding: &mut Diagnostic) {
    finding.message = rule.message.as_ref().map_or_else(String::new, Template::shown);
    finding.help = rule.help.as_ref().map(Template::shown);
    finding.secondary.iter_mut().for_each(|label| label.message = None);
}

fn scope<'a>(
    kept: &Kept<'a>,
    item: &'a KeptItem,
    path: &'a str,
    today: Date,
    others: Others<'a>,
) -> Scope<'a> {
    let stored = |node| Value::Stored(Stored::new(node, kept.file));
    Scope {
        doc: stored(&kept.record.root),
        value: stored(&item.value),
        key: item.key.as_ref().map(|key| Value::text(key.as_str())),
        index: item.index.map(|index| index as usize),
        parent: item.parent.as_ref().map(stored),
        path,
        source: None,
        today,
        others: Some(others),
    }
}

/// Makes the finding about a value for which the condition does not hold.
fn broken<'a>(
    rule: &LocalRule,
    site: Site,
    scope: &Scope<'a>,
    evaluator: &mut super::evaluate::Evaluator<'_, 'a>,
) -> Found {
    let place = |target: &Target, evaluator: &mut super::evaluate::Evaluator<'_, 'a>| match target {
        Target::Path(path) => match (&scope.value, path.simple()) {
            (Value::Stored(stored), Some(names)) => {
                let found = names.iter().try_fold(*stored, |value, name| value.get(name))?;
                Some((found.file, found.span, Some(found.node)))
            }
            _ => None,
        },
        Target::Value(expression) => {
            let value = evaluator.value(&expression.expr).ok()?;
            match value {
                Value::Stored(stored) => Some((stored.file, stored.span, Some(stored.node))),
                _ => None,
            }
        }
    };
    let at = rule.at.as_ref().and_then(|at| place(at, evaluator)).filter(|(file, ..)| *file == site.file);
    let site = match at {
        Some((_, span, node)) => Site { span, node: node.unwrap_or(site.node), ..site },
        None => site,
    };
    let message = rule.message.as_ref().map_or_else(String::new, |message| message.write(evaluator));
    let mut finding = Diagnostic::new(rule.full_name.clone(), site.file, site.span, message);
    finding.help = rule.help.as_ref().map(|help| help.write(evaluator));
    for (label, text) in &rule.labels {
        if let Some((file, span, _)) = place(label, evaluator) {
            let message = text.as_ref().map(|text| text.write(evaluator));
            finding.secondary.push(Label { file, span, message });
        }
    }
    Found { finding, site, is_open: false }
}

fn failed(rule: &LocalRule, site: Site, failure: &Failure<'_>) -> Found {
    let span = failure.spot.filter(|spot| spot.file == Some(site.file)).map_or(site.span, |spot| spot.span);
    let (message, help) = failed_words(failure);
    let finding = Diagnostic::new(rule.full_name.clone(), site.file, span, message).with_help(help);
    Found { finding, site: Site { span, ..site }, is_open: false }
}
