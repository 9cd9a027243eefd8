//! `--watch`: checks again whenever a file changes.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashSet};
use std::io::{IsTerminal, stdout};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant, SystemTime};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::report::Targets;
use super::{CheckArgs, checked, conclude, say_reason, say_rest, take_terms};
use crate::cli::temporary::on_interrupt;
use crate::cli::{CliError, Status, error};
use crate::config::{CONFIG_NAME, Project};
use crate::discover::Discovered;
use crate::document::Format;
use crate::linter::{Job, Session};
use crate::outcome::Outcome;
use crate::paths::{normalize, repository_of};
use crate::render::OutputFormat;
use crate::withhold::BASELINE_NAME;
use crate::words::count;

/// The time without a change after which a file counts as saved: editors write in several steps.
const QUIET: Duration = Duration::from_millis(15);
/// The longest wait for that.
const PATIENCE: Duration = Duration::from_millis(200);
/// The difference that clocks of files and of the machine may have.
const CLOCKS: Duration = Duration::from_millis(20);

/// The files and folders that a run looks at, and its files in memory.
#[derive(Default)]
pub(in crate::cli) struct Watch {
    seen: RefCell<Seen>,
    session: RefCell<Option<Session>>,
}

/// Absolute paths that a change of the outcome may come from.
#[derive(Default)]
struct Seen {
    /// The files of the run.
    files: HashSet<PathBuf>,
    /// The files that decide how those are checked.
    deciding: HashSet<PathBuf>,
    /// The folders that hold any of them, or may come to hold one.
    folders: BTreeSet<PathBuf>,
    /// The files that the run writes.
    written: HashSet<PathBuf>,
}

/// Something that happened while the program waited.
enum Event {
    /// A file or folder changed, came or went.
    Changed(PathBuf),
    /// Nobody knows what changed.
    Unclear,
    /// The user has seen enough.
    End,
}

/// The next step after a wait.
enum Next {
    /// Everything is checked.
    Anew,
    /// These files are checked.
    Again(HashSet<PathBuf>),
    /// The program ends.
    End,
}

/// The effect of a change.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Effect {
    None,
    OnOneFile,
    OnAll,
}

impl Watch {
    /// Begins with the folders in which a configuration may come to be.
    fn new(args: &CheckArgs) -> Self {
        let mut seen = Seen::default();
        let working = std::env::current_dir().unwrap_or_default();
        let top = repository_of(&working).unwrap_or(&working);
        seen.folders
            .extend(working.ancestors().take_while(|folder| folder.starts_with(top)).map(Path::to_path_buf));
        seen.written =
            args.report.reports().filter_map(|(_, file)| Some(normalize(&working.join(file?)))).collect();
        Self { seen: RefCell::new(seen), session: RefCell::default() }
    }

    /// Notes the files that a run found, and those that decide how they are checked.
    pub(in crate::cli) fn look_at(
        &self,
        project: &Project,
        found: &Discovered,
        deciding: impl Iterator<Item = PathBuf>,
    ) {
        let mut seen = self.seen.borrow_mut();
        let schemas = found.schemas.iter().map(|schema| schema.absolute.clone());
        seen.deciding = deciding.map(|path| project.absolute(&path)).chain(schemas).collect();
        seen.files = found.files.iter().chain(&found.context).map(|file| file.absolute.clone()).collect();
        let Seen { files, deciding, folders, .. } = &mut *seen;
        for file in files.iter().chain(deciding.iter()) {
            let is_inside = |folder: &&Path| folder.starts_with(project.root());
            let around = file.ancestors().skip(1);
            folders.extend(around.clone().take(1).chain(around.take_while(is_inside)).map(Path::to_path_buf));
        }
        folders.insert(project.root().to_path_buf());
    }

    /// Checks files, and keeps them.
    pub(in crate::cli) fn run(&self, job: Job<'_>) -> Outcome {
        match Session::begin(job) {
            Ok((session, outcome)) => {
                *self.session.borrow_mut() = Some(session);
                outcome
            }
            Err(failure) => Outcome { failures: vec![failure], ..Outcome::default() },
        }
    }

    /// Checks files again that changed since `last`; `None` if the first check did not take place.
    fn check_again(&self, paths: &HashSet<PathBuf>, last: &Outcome, args: &CheckArgs) -> Option<Outcome> {
        let mut outcome = self.session.borrow_mut().as_mut()?.check_again(paths);
        outcome.prefix.clone_from(&last.prefix);
        outcome.places = last.places.clone();
        outcome.docs_url.clone_from(&last.docs_url);
        outcome.checked = last.checked;
        take_terms(&mut outcome, args);
        Some(outcome)
    }

    /// Returns the files that were saved while they were checked, before anybody looked.
    fn saved_since(&self, start: SystemTime) -> Vec<PathBuf> {
        let is_new = |path: &&PathBuf| {
            let saved = path.metadata().and_then(|metadata| metadata.modified());
            // A day that is still to come says nothing about when.
            saved.is_ok_and(|saved| saved + CLOCKS >= start && saved <= SystemTime::now())
        };
        let seen = self.seen.borrow();
        seen.files.iter().chain(&seen.deciding).filter(is_new).cloned().collect()
    }

    /// Waits until something changes that counts.
    fn next(&self, events: &Receiver<Event>) -> Next {
        while let Ok(first) = events.recv() {
            let mut all = vec![first];
            let latest = Instant::now() + PATIENCE;
            while let Ok(event) = events.recv_timeout(QUIET) {
                all.push(event);
                if Instant::now() > latest {
                    break;
                }
            }
            let mut paths = HashSet::new();
            let mut effect = Effect::None;
            for event in all {
                match event {
                    Event::End => return Next::End,
                    Event::Unclear => effect = Effect::OnAll,
                    Event::Changed(path) => {
                        effect = effect.max(self.seen.borrow().effect(&path));
                        paths.insert(path);
                    }
                }
            }
            match effect {
                Effect::None => {}
                Effect::OnOneFile => return Next::Again(paths),
                Effect::OnAll => return Next::Anew,
            }
        }
        Next::End
    }
}

impl Seen {
    /// Returns the effect of a change of the file or folder at an absolute path.
    fn effect(&self, path: &Path) -> Effect {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let decides =
            self.deciding.contains(path) || [CONFIG_NAME, BASELINE_NAME, ".gitignore"].contains(&name);
        let is_new_file = || Format::from_path(name).is_some() && path.is_file();
        if self.written.contains(path) {
            Effect::None
        } else if decides {
            Effect::OnAll
        } else if self.files.contains(path) {
            if path.is_file() { Effect::OnOneFile } else { Effect::OnAll }
        } else if !name.starts_with('.') && (path.is_dir() || is_new_file()) || self.folders.contains(path) {
            Effect::OnAll
        } else {
            Effect::None
        }
    }
}

/// Checks until the user has seen enough; returns the status of the last check.
pub(super) fn run(args: &CheckArgs) -> Status {
    let (targets, mut fault) = super::targets(args);
    if args.run.paths.iter().any(|path| path.as_os_str() == "-") {
        fault = fault
            .or_else(|| Some(CliError::new("standard input has an end, so --watch has nothing to wait for")));
    }
    let (sender, events) = channel();
    let mut eyes = match fault.map_or_else(|| Eyes::open(sender.clone()), Err) {
        Ok(eyes) => eyes,
        Err(fault) => {
            let mut outcome = fault.into();
            targets.write(&mut outcome, &args.report);
            return conclude(&outcome, &targets, args.report.quiet, None);
        }
    };
    let interrupted = sender.clone();
    on_interrupt(move || drop(interrupted.send(Event::End)));
    loop {
        let start = SystemTime::now();
        let watch = Watch::new(args);
        let mut outcome = checked(args, None, Some(&watch), args.report.quiet);
        take_terms(&mut outcome, args);
        eyes.look_at(&watch.seen.borrow().folders);
        watch.saved_since(start).into_iter().for_each(|path| drop(sender.send(Event::Changed(path))));
        show(&mut outcome, &watch, &targets, args);
        loop {
            match watch.next(&events) {
                Next::End if outcome.failures.is_empty() => return say_reason(&outcome),
                Next::End => return Status::Failed,
                Next::Anew => break,
                Next::Again(paths) => {
                    let Some(again) = watch.check_again(&paths, &outcome, args) else { break };
                    outcome = again;
                    show(&mut outcome, &watch, &targets, args);
                }
            }
        }
    }
}

/// Shows an outcome in place of the one before.
fn show(outcome: &mut Outcome, watch: &Watch, targets: &Targets<'_>, args: &CheckArgs) {
    let is_for_people =
        |(format, file): &(OutputFormat, Option<&Path>)| *format == OutputFormat::Human && file.is_none();
    if stdout().is_terminal() && targets.all().any(is_for_people) {
        // The screen, and what has been scrolled out of it.
        let cleared = error::print(|out| out.write_all(b"\x1b[2J\x1b[3J\x1b[H"));
        drop(cleared);
    }
    targets.write(outcome, &args.report);
    say_rest(outcome, targets, args.report.quiet);
    if !args.report.quiet {
        let files = count(watch.seen.borrow().files.len() as u64, "file");
        error::complain(&format!("watching {files}; Ctrl-C ends"));
    }
}

/// Notices what happens in folders.
struct Eyes(RecommendedWatcher);

impl Eyes {
    fn open(events: Sender<Event>) -> Result<Self, CliError> {
        let notice = move |noticed: notify::Result<notify::Event>| {
            let changes = match noticed {
                Ok(event) if event.need_rescan() => vec![Event::Unclear],
                Ok(event) if matches!(event.kind, EventKind::Access(_)) => Vec::new(),
                Ok(event) => event.paths.into_iter().map(Event::Changed).collect(),
                Err(_) => vec![Event::Unclear],
            };
            // Nobody is left to hear it when the program ends.
            changes.into_iter().for_each(|change| drop(events.send(change)));
        };
        let watcher = notify::recommended_watcher(notice);
        let unnoticed = |error| CliError::new(format!("changes of files cannot be noticed: {error}"));
        watcher.map(Self).map_err(unnoticed)
    }

    /// Notices from now on what happens in these folders, but not in those within them.
    fn look_at(&mut self, folders: &BTreeSet<PathBuf>) {
        // One that is looked at already may be another folder of the same name by now.
        for folder in folders.iter().filter(|folder| folder.is_dir()) {
            if let Err(error) = self.0.watch(folder, RecursiveMode::NonRecursive) {
                error::complain(&format!(
                    "warning: changes in {} are not noticed: {error}",
                    folder.display()
                ));
            }
        }
    }
}
