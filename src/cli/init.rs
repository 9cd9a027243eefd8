//! `reportlint init`

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};

use super::error::complain;
use super::{CliError, Status};
use crate::config::CONFIG_NAME;

const TEMPLATE: &str = include_str!("init.yaml");

pub(super) fn run() -> Result<Status, CliError> {
    // One step, so that a file that appears meanwhile is not overwritten either.
    let mut file = OpenOptions::new().write(true).create_new(true).open(CONFIG_NAME).map_err(|error| {
        if error.kind() == ErrorKind::AlreadyExists {
            CliError::new(format!("{CONFIG_NAME} exists already, and is left as it is"))
        } else {
            CliError::new(format!("cannot write {CONFIG_NAME}: {error}"))
        }
    })?;
    file.write_all(TEMPLATE.as_bytes())
        .map_err(|error| CliError::new(format!("cannot write {CONFIG_NAME}: {error}")))?;
    complain(&format!("wrote {CONFIG_NAME}; every key in it is a comment until you need it"));
    Ok(Status::Clean)
}
