//! Errors that keep a command from its work.

use std::io::{self, Write};

use crate::outcome::{Failure, Outcome};
use crate::render::{self, escape};

/// A failure of the run itself: exit status 2.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub(super) struct CliError {
    message: String,
    help: Option<String>,
}

impl CliError {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }

    /// Adds what to do instead.
    pub(super) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Prints the error to standard error.
    pub(super) fn print(self) {
        complain_of(&self.into());
    }
}

impl From<CliError> for Failure {
    fn from(error: CliError) -> Self {
        Self { path: None, message: error.message, help: error.help }
    }
}

impl From<CliError> for Outcome {
    /// Returns the outcome of a run that could not take place.
    fn from(error: CliError) -> Self {
        Self { failures: vec![error.into()], ..Self::default() }
    }
}

/// Writes the failures of a run to standard error.
pub(super) fn complain_of(outcome: &Outcome) {
    for failure in &outcome.failures {
        drop(render::write_failure(outcome, failure, &mut io::stderr()));
    }
}

/// Writes lines to standard error. If that is closed, nobody is left to read them.
pub(super) fn complain(lines: &str) {
    // File names and file contents could steer a terminal or a CI runner.
    for line in escape::paragraphs(lines) {
        drop(writeln!(io::stderr(), "{line}"));
    }
}

/// Writes to standard output as `write` does. A reader that has gone, such as `head`, wants no more.
pub(super) fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), CliError> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(CliError::new(format!("cannot write to standard output: {error}")))
        }
        _ => Ok(()),
    }
}
