//! Helpers of the rules on dates.

pub(super) mod dated_neighbours;
pub(super) mod due_release;
pub(super) mod extensions;
pub(super) mod known_dates;
pub(super) mod odd_dates;
pub(super) mod other_death;
pub(super) mod outlook;
pub(super) mod person_course;
pub(super) mod relative_phrases;
pub(super) mod second_release;
