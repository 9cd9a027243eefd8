//! Dates and their order.

pub(super) mod relative_date;
pub(super) mod status_without_as_of;
pub(super) mod verdict_date_imprecise;
pub(super) mod verdict_without_date;
