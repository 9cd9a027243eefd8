//! Dates and their order.

pub(super) mod verdict_date_imprecise;
pub(super) mod verdict_without_date;
