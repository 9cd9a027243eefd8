//! What `init` has to do for one of its files.

/// What is to be done.
pub(super) enum Step {
    /// This file is to be written.
    Write {
        path: &'static str,
        text: String,
        /// What there is to say of it.
        note: String,
    },
    /// This is to be added to a file by who keeps it.
    Add { path: &'static str, text: String, where_to: &'static str },
    /// There is nothing to be done, for this reason.
    Nothing(String),
}

impl Step {
    /// Returns the text to write or to add.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Write { text, .. } | Self::Add { text, .. } => Some(text),
            Self::Nothing(_) => None,
        }
    }
}

/// The lines of a file that are no comments, as far as they speak of reportlint.
pub(super) fn names_reportlint(text: &str) -> bool {
    text.lines().any(|line| !line.trim_start().starts_with('#') && line.contains("reportlint"))
}

/// Returns true if `text` leaves open where reportlint's source comes from.
pub(super) fn has_placeholders(text: &str) -> bool {
    text.contains("OWNER/reportlint")
}
