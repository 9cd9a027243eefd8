//! Agreement between the files of a repository.

pub(super) mod case_contradicts_earlier;
pub(super) mod case_stalled;
pub(super) mod circular_continuation;
pub(super) mod duplicate_case_id;
pub(super) mod duplicate_document_id;
pub(super) mod duplicate_legal_code;
pub(super) mod person_contradicts;
pub(super) mod report_period_gap;
pub(super) mod report_period_overlap;
pub(super) mod same_case_twice;
pub(super) mod source_reused_with_other_details;
pub(super) mod unresolved_case;

mod support;
