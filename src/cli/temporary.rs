//! Files on their way to their name. A run that is told to end takes them away; what a run leaves that ends without a word is
//! removed by a later one.

use std::collections::BTreeSet;
use std::fs::{DirEntry, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tempfile::{Builder, NamedTempFile, PersistError};

use crate::git;

/// The beginning of the name, to which random characters are added.
const PREFIX: &str = ".reportlint-";

/// The number of random characters.
const RANDOM: usize = 6;

/// The age from which a file is taken for one that a run has left, even where files cannot be locked: no run writes one report for so
/// long.
const ABANDONED: Duration = Duration::from_hours(1);

/// The age from which a file that no run holds is taken for one: it is locked a moment after it is made.
const UNLOCKED: Duration = Duration::from_secs(2);

/// The number of files that a run removes at most: of each, git is asked whether it tracks it.
const MOST_REMOVED: usize = 16;

/// The files that this run would leave if it ended now.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// A file that gets its name once it is complete, and is removed if it never is.
pub(super) struct Temporary {
    file: NamedTempFile,
    mark: Mark,
}

/// The entry of a file among those that are unfinished.
struct Mark(PathBuf);

impl Temporary {
    /// Makes a file in a folder, and removes from that folder what earlier runs have left.
    ///
    /// # Errors
    /// The file cannot be made.
    pub(super) fn create(builder: &mut Builder<'_, '_>, folder: &Path) -> io::Result<Self> {
        on_signals::watch();
        // Who removes the files waits until this one is among them.
        let mut unfinished = unfinished();
        let file = builder.prefix(PREFIX).rand_bytes(RANDOM).tempfile_in(folder)?;
        // Held as long as the run lives, which tells others that it does.
        file.as_file().try_lock().ok();
        let path = std::path::absolute(file.path())?;
        unfinished.insert(path.clone());
        drop(unfinished);
        remove_abandoned(folder, &file.as_file().metadata()?);
        Ok(Self { file, mark: Mark(path) })
    }

    pub(super) fn as_file_mut(&mut self) -> &mut File {
        self.file.as_file_mut()
    }

    /// Gives the file its name, in place of any file that has it.
    pub(super) fn persist(self, path: impl AsRef<Path>) -> Result<File, PersistError> {
        let Self { file, mark: _mark } = self;
        file.persist(path)
    }

    /// Gives the file its name if no file has it.
    pub(super) fn persist_noclobber(self, path: impl AsRef<Path>) -> Result<File, PersistError> {
        let Self { file, mark: _mark } = self;
        file.persist_noclobber(path)
    }
}

impl Drop for Mark {
    fn drop(&mut self) {
        unfinished().remove(&self.0);
    }
}

fn unfinished() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes the files that earlier runs have left in a folder. `ours` is a file of this run, and tells its user. What git tracks
/// was not left by a run, whatever its name.
fn remove_abandoned(folder: &Path, ours: &Metadata) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| is_abandoned(entry, ours)).take(MOST_REMOVED) {
        let path = std::path::absolute(entry.path());
        if let Some(path) = path.ok().filter(|path| git::is_untracked(path)) {
            // Another run may be quicker.
            std::fs::remove_file(path).ok();
        }
    }
}

fn is_abandoned(entry: &DirEntry, ours: &Metadata) -> bool {
    let name = entry.file_name();
    let random = name.to_str().and_then(|name| name.strip_prefix(PREFIX));
    let is_named = random.is_some_and(|random| {
        random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    // Of a link, this is about the link itself.
    let Some(metadata) = entry.metadata().ok().filter(|_| is_named) else { return false };
    let age = metadata.modified().ok().and_then(|modified| modified.elapsed().ok());
    let is_left = |age| age > ABANDONED || age > UNLOCKED && is_unlocked(&entry.path());
    metadata.is_file() && is_same_owner(&metadata, ours) && age.is_some_and(is_left)
}

/// Returns true if no run holds a file.
fn is_unlocked(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| file.try_lock().is_ok())
}

#[cfg(unix)]
fn is_same_owner(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    one.uid() == other.uid() && one.nlink() == 1
}

#[cfg(not(unix))]
fn is_same_owner(_: &Metadata, _: &Metadata) -> bool {
    true
}

/// Lets an interrupt (Ctrl-C) call `then` in place of ending the program; the next one ends it.
pub(super) fn on_interrupt(then: impl Fn() + Send + Sync + 'static) {
    on_signals::call_on_interrupt(Box::new(then));
    on_signals::watch();
}

#[cfg(unix)]
mod on_signals {
    //! The signals by which a run is told to end.

    use std::sync::{Mutex, Once, PoisonError};

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    /// Called in place of the end that the first interrupt would be.
    static ON_INTERRUPT: Mutex<Option<Box<dyn Fn() + Send + Sync>>> = Mutex::new(None);

    pub(super) fn call_on_interrupt(then: Box<dyn Fn() + Send + Sync>) {
        *ON_INTERRUPT.lock().unwrap_or_else(PoisonError::into_inner) = Some(then);
    }

    /// Removes the unfinished files once a signal comes, and lets it end the program as if nobody had waited for it.
    pub(super) fn watch() {
        static WATCH: Once = Once::new();
        WATCH.call_once(|| {
            let signals = [SIGHUP, SIGINT, SIGTERM].into_iter().filter(|signal| !is_ignored(*signal));
            // Without, the files would be left as by any other abrupt end.
            let Ok(mut signals) = Signals::new(signals) else { return };
            std::thread::spawn(move || {
                for signal in &mut signals {
                    let then = (signal == SIGINT).then(|| ON_INTERRUPT.lock());
                    let then = then.and_then(|then| then.unwrap_or_else(PoisonError::into_inner).take());
                    if let Some(then) = then {
                        then();
                        continue;
                    }
                    // Held to the end, so that no further file is made.
                    let unfinished = super::unfinished();
                    for path in unfinished.iter() {
                        std::fs::remove_file(path).ok();
                    }
                    emulate_default_handler(signal).ok();
                }
            });
        });
    }

    /// Returns true if the program was started so that a signal does not reach it, as by `nohup`. That must stay so.
    fn is_ignored(signal: i32) -> bool {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
        mask.is_some_and(|mask| (mask >> (signal - 1)) & 1 == 1)
    }
}

#[cfg(not(unix))]
mod on_signals {
    pub(super) fn watch() {}

    /// Without signals an interrupt ends the program.
    pub(super) fn call_on_interrupt(_: Box<dyn Fn() + Send + Sync>) {}
}
