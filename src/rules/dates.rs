//! Dates and their order.

mod support;

pub(super) mod accessed_before_published;
pub(super) mod act_after_death;
pub(super) mod checked_before_event;
pub(super) mod death_date_mismatch;
pub(super) mod detained_while_held;
pub(super) mod event_after_publication;
pub(super) mod event_outside_period;
pub(super) mod event_without_date;
pub(super) mod events_out_of_order;
pub(super) mod implausible_duration;
pub(super) mod implausible_year;
pub(super) mod impossible_chronology;
pub(super) mod period_reversed;
pub(super) mod published_before_period_end;
pub(super) mod relative_date;
pub(super) mod release_date_mismatch;
pub(super) mod sentence_end_mismatch;
pub(super) mod source_before_event;
pub(super) mod status_without_as_of;
pub(super) mod verdict_date_imprecise;
pub(super) mod verdict_without_date;
