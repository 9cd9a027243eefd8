//! Words, characters and marks.

mod support;

pub(super) mod discouraged_term;
pub(super) mod hidden_character;
pub(super) mod html_in_text;
pub(super) mod missing_space;
pub(super) mod mixed_date_style;
pub(super) mod mixed_quotation_marks;
pub(super) mod mixed_script_word;
pub(super) mod name_in_quotation_marks;
pub(super) mod native_letter_missing;
pub(super) mod not_nfc;
pub(super) mod penalty_wording;
pub(super) mod repeated_word;
pub(super) mod unbalanced_quotation;
