//! The action of `init` for one of its files.

/// An action.
pub(super) enum Step {
    /// Write this file.
    Write {
        path: &'static str,
        text: String,
        /// A remark for the user.
        note: String,
    },
    /// Show the text that the user has to add to an existing file.
    Add { path: &'static str, text: String, where_to: &'static str },
    /// Do nothing, for this reason.
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

/// Returns true if a line of `text` other than a comment names reportlint.
pub(super) fn names_reportlint(text: &str) -> bool {
    text.lines().any(|line| !line.trim_start().starts_with('#') && line.contains("reportlint"))
}

/// Returns true if `text` leaves open where reportlint's source comes from.
pub(super) fn has_placeholders(text: &str) -> bool {
    text.contains("OWNER/reportlint")
}
