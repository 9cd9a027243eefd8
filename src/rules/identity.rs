//! Whom a published file puts at risk.
