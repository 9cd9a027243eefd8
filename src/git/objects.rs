//! The content of git's objects, read one by one from a `git cat-file` that stays open.

use std::io::{BufRead, BufReader, Read, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::command;

/// The name of an object, in hexadecimal digits.
pub(crate) type ObjectId = Box<str>;

/// Returns the name that git gives a file with this content, in a repository of the usual form (SHA-1).
pub(crate) fn object_id(content: &[u8]) -> ObjectId {
    let mut hash = sha1_smol::Sha1::new();
    hash.update(format!("blob {}\0", content.len()).as_bytes());
    hash.update(content);
    hash.digest().to_string().into()
}

/// The content of a file in git's store.
#[derive(Debug, Clone)]
pub struct Blob {
    pub(crate) id: ObjectId,
    objects: Arc<Objects>,
}

/// The store of a repository.
#[derive(Debug)]
pub(crate) struct Objects {
    top: PathBuf,
    reader: Mutex<Option<Reader>>,
    has_missed: AtomicBool,
}

impl Objects {
    /// Opens the store of the repository at `top`; git is started with the first object.
    pub(super) fn new(top: PathBuf) -> Self {
        Self { top, reader: Mutex::new(None), has_missed: AtomicBool::new(false) }
    }

    /// Names an object of the store.
    pub(super) fn blob(self: &Arc<Self>, id: impl Into<ObjectId>) -> Blob {
        Blob { id: id.into(), objects: Arc::clone(self) }
    }

    /// Returns true if an object that was asked for is not in the store.
    pub(crate) fn has_missed(&self) -> bool {
        self.has_missed.load(Ordering::Relaxed)
    }

    fn read(&self, id: &str, most: u64) -> Result<Vec<u8>, String> {
        let mut reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        if reader.is_none() {
            *reader = Some(Reader::start(&self.top).map_err(|error| format!("cannot run git: {error}"))?);
        }
        let Some(open) = reader.as_mut() else { return Err("git cannot be run".to_owned()) };
        match open.read(id, most) {
            Ok(Some(content)) => Ok(content),
            Ok(None) => {
                self.has_missed.store(true, Ordering::Relaxed);
                Err("git does not have this version of the file: the clone is partial or damaged".to_owned())
            }
            Err(error) => {
                // Older versions of git end with an object that they may not fetch.
                self.has_missed.store(true, Ordering::Relaxed);
                // What it would say next may belong to another object.
                *reader = None;
                Err(format!("git cannot read this version of the file: {error}"))
            }
        }
    }
}

impl Blob {
    /// Returns true if the store has lacked an object that was asked for.
    pub(crate) fn is_of_partial_store(&self) -> bool {
        self.objects.has_missed()
    }

    /// Reads the content, or its first `most` bytes if there are more.
    ///
    /// # Errors
    /// The object is not in the store; in words.
    pub(crate) fn read(&self, most: u64) -> Result<Vec<u8>, String> {
        self.objects.read(&self.id, most)
    }
}

/// A running `git cat-file`.
#[derive(Debug)]
struct Reader {
    child: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
}

impl Reader {
    fn start(top: &std::path::Path) -> std::io::Result<Self> {
        let mut command = command(top, &["cat-file", "--batch"]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (stdin, stdout) = pipes.ok_or_else(|| std::io::Error::other("no pipe"))?;
        Ok(Self { child, stdin, stdout: BufReader::new(stdout) })
    }

    /// Asks for an object; `None` if git does not have it. The answer is `OBJECT TYPE SIZE`, a line break, the content, and a
    /// line break.
    fn read(&mut self, id: &str, most: u64) -> std::io::Result<Option<Vec<u8>>> {
        writeln!(self.stdin, "{id}")?;
        self.stdin.flush()?;
        let mut head = String::new();
        self.stdout.read_line(&mut head)?;
        if head.trim_end().ends_with(" missing") {
            return Ok(None);
        }
        let size = head.trim_end().rsplit_once(' ').and_then(|(_, size)| size.parse::<u64>().ok());
        let size = size.ok_or_else(|| std::io::Error::other(format!("no answer to {id}")))?;
        let mut content = Vec::new();
        self.stdout.by_ref().take(size.min(most)).read_to_end(&mut content)?;
        let rest = (size - size.min(most)) + 1;
        std::io::copy(&mut self.stdout.by_ref().take(rest), &mut std::io::sink())?;
        Ok(Some(content))
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        // It would end by itself once its input does; its status says nothing.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_content_has_the_name_that_git_gives_it() {
        // From `git hash-object`, of an empty file and of one with a line.
        assert_eq!(&*object_id(b""), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
        assert_eq!(&*object_id(b"hello\n"), "ce013625030ba8dba906f756967f9e9ca394464a");
    }
}
