//! Agreement between the parts of one document.

pub(super) mod charge_without_outcome;
pub(super) mod court_level_mismatch;
pub(super) mod date_contradiction;
pub(super) mod event_without_outcome;
pub(super) mod figures_disagree;
pub(super) mod fine_in_foreign_currency;
pub(super) mod id_of_other_person;
pub(super) mod language_mismatch;
pub(super) mod name_spelling_varies;
pub(super) mod part_contradicts;
pub(super) mod person_without_role;
pub(super) mod place_outside_country;
pub(super) mod reference_mismatch;
pub(super) mod text_contradicts_data;
pub(super) mod title_date_mismatch;

pub(super) mod support;
