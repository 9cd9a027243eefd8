//! The legal codes that files hold, for who asks about the law and checks nothing.

use rayon::prelude::*;

use super::file_id;
use super::input::Input;
use super::load::load_code;
use crate::document::DocumentKind;
use crate::law::LegalCode;
use crate::outcome::Failure;

/// Reads the legal codes among the files, each with the path of its file, in the order in which a run reads them.
///
/// # Errors
/// A file that the configuration calls a legal code cannot be read in full.
pub(crate) fn legal_codes(mut inputs: Vec<Input>) -> Result<Vec<(String, LegalCode)>, Failure> {
    inputs.sort_by(|a, b| a.place().cmp(&b.place()));
    let found = inputs.par_iter().enumerate().map(|(index, input)| codes_of(index, input));
    let found: Result<Vec<Vec<(String, LegalCode)>>, Failure> = found.collect();
    Ok(found?.into_iter().flatten().collect())
}

fn codes_of(index: usize, input: &Input) -> Result<Vec<(String, LegalCode)>, Failure> {
    let is_named_one = input.plan.kind == Some(DocumentKind::LegalCode);
    let unreadable = |fault: String| {
        Failure::new(Some(input.path.clone()), format!("this legal code cannot be read: {fault}"))
    };
    let loaded = match load_code(file_id(index), input) {
        Ok(loaded) => loaded,
        Err(fault) if is_named_one => return Err(unreadable(fault)),
        Err(_) => None,
    };
    let Some(loaded) = loaded else { return Ok(Vec::new()) };
    if let Some(fault) = loaded.faults.first().filter(|_| is_named_one) {
        return Err(unreadable(fault.message.clone()));
    }
    Ok(loaded.codes(input).into_iter().map(|code| (input.path.clone(), code)).collect())
}
