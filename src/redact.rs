//! Keeps people out of the output: logs are read by everybody.
//!
//! [`detect()`], [`detect_in_text`] and [`identifiers_in`] say what is secret in a file. [`mask`] hides it in the lines
//! that findings show, in their words and in their fixes. None of this depends on which rules are on.

pub(crate) mod detect;
mod key_role;
mod mask;
mod names;
mod normal;
mod secret_list;
mod unparsed;

use std::ops::Range;

use serde::{Deserialize, Serialize};

pub(crate) use detect::detect;
pub(crate) use detect::identifiers::identifiers_in;
pub(crate) use mask::{Extent, Masked, mask, without_identifiers};
pub(crate) use names::Name;
#[cfg(fuzzing)]
pub(crate) use names::NameFinder;
pub(crate) use unparsed::detect_in_text;

use crate::model::Text;
use crate::source::Span;
use crate::tree::NodeRef;

/// Everything of a file that no output may show.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Secrets {
    /// The parts of the file.
    pub(crate) parts: Vec<Secret>,
    /// The names of people who must not be found.
    pub(crate) names: Vec<Name>,
    /// The persons whom the file protects, by country and id.
    pub(crate) protected: Vec<String>,
    /// The persons whom it names openly. Another file may protect them.
    pub(crate) open: Vec<OpenPerson>,
}

/// A person whom a file names openly.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct OpenPerson {
    /// The country and id.
    pub(crate) key: String,
    /// The names.
    pub(crate) names: Vec<Name>,
}

impl Secrets {
    /// Adds those of another document of the file.
    pub(crate) fn add(&mut self, other: Self) {
        self.parts.extend(other.parts);
        self.names.extend(other.names);
        self.protected.extend(other.protected);
        self.open.extend(other.open);
    }
}

/// A part of a file that no output may show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Secret {
    /// Its bytes in the file, without those that may be shown.
    pub(crate) span: Span,
    /// Its text as messages would repeat it, with escapes decoded and lines folded. It is empty if only the place is
    /// secret.
    pub(crate) text: String,
    /// The number of bytes at the text's beginning that may be shown.
    pub(crate) shown: usize,
}

impl Secret {
    /// Creates the secret of a scalar that may not be shown at all.
    fn of_scalar(node: NodeRef<'_>) -> Self {
        Self { span: node.span(), text: node.scalar_text().unwrap_or_default().to_owned(), shown: 0 }
    }

    /// Creates the secret of some bytes of a text's value; its first `shown` bytes may be shown.
    fn in_text(text: &Text<'_>, range: Range<usize>, shown: usize) -> Self {
        let span = text.span(range.start + shown..range.end);
        Self { span, text: text.value().get(range).unwrap_or_default().to_owned(), shown }
    }
}
