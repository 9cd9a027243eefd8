//! The choices that a repository makes for its own schemas.

use std::path::PathBuf;

use crate::files::Files;

/// The choices for a schema of the repository's own.
#[derive(Debug, Clone, Default)]
pub struct LoadOptions {
    /// The state of the files that schemas are read from.
    pub(crate) files: Files,
    /// The meaning of `format`.
    pub formats: Formats,
    /// The beginnings of addresses, with the local folders that hold copies of what lies there.
    pub map: Vec<(String, PathBuf)>,
}

impl LoadOptions {
    /// Returns the choices for schemas on disk, with this meaning of `format`.
    pub fn with_formats(formats: Formats) -> Self {
        Self { formats, ..Self::default() }
    }
}

/// The meaning of `format` in a repository's own schemas.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Formats {
    /// A text must have the format, in every draft.
    #[default]
    Assert,
    /// A format is a remark about a text, as drafts 2019-09 and 2020-12 have it by default.
    Annotate,
}

impl Formats {
    /// Both, by the words of configuration and command line.
    pub const ALL: [Self; 2] = [Self::Assert, Self::Annotate];

    /// Returns the word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Assert => "assert",
            Self::Annotate => "annotate",
        }
    }

    /// Returns the meaning that a word names.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|formats| formats.as_str() == name)
    }
}
