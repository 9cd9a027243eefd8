//! Helpers of the rules on consistency.

pub(super) mod awards;
mod common_given_names;
pub(super) mod court_changes;
pub(super) mod date_claims;
pub(super) mod family_names;
pub(super) mod figure_labels;
pub(super) mod figure_parts;
pub(super) mod figure_texts;
pub(super) mod figures;
pub(super) mod given_beside;
pub(super) mod given_names;
pub(super) mod name_neighbours;
pub(super) mod passages;
pub(super) mod people_counts;
pub(super) mod place_slips;
pub(super) mod stated;
pub(in crate::rules) mod title_dates;
pub(super) mod told;
pub(super) mod told_measures;
pub(super) mod told_outcomes;
pub(super) mod told_penalties;
pub(super) mod word_shape;
