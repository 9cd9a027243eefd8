//! The built-in rules: one file each, and the one list that names them.

mod consistency;
mod dates;
mod format;
mod identity;
mod law;
mod project;
mod sourcing;
mod structure;
mod style;
mod support;
mod suppression;

pub(crate) use identity::secrets_in;

use crate::rule::RuleEntry;

/// Every built-in rule, sorted by name.
pub static RULES: &[RuleEntry] = &[
    law::abolished_penalty::RULE,
    dates::accessed_before_published::RULE,
    law::activity_ban_without_article::RULE,
    format::ambiguous_scalar::RULE,
    sourcing::archive_of_other_url::RULE,
    law::arrest_exceeds_maximum::RULE,
    law::article_not_in_force::RULE,
    law::article_of_other_country::RULE,
    project::case_contradicts_earlier::RULE,
    project::case_stalled::RULE,
    structure::case_without_events::RULE,
    law::charge_without_article::RULE,
    project::circular_continuation::RULE,
    law::citation_without_part::RULE,
    identity::confidential_source_exposed::RULE,
    law::conviction_without_sentence::RULE,
    consistency::date_contradiction::RULE,
    style::discouraged_term::RULE,
    project::duplicate_case_id::RULE,
    project::duplicate_document_id::RULE,
    structure::duplicate_id::RULE,
    format::duplicate_key::RULE,
    project::duplicate_legal_code::RULE,
    structure::duplicate_paragraph::RULE,
    identity::duplicate_person::RULE,
    sourcing::duplicate_source::RULE,
    structure::empty_text::RULE,
    dates::event_after_publication::RULE,
    dates::event_outside_period::RULE,
    dates::event_without_date::RULE,
    sourcing::event_without_source::RULE,
    dates::events_out_of_order::RULE,
    sourcing::figure_without_source::RULE,
    consistency::figures_disagree::RULE,
    structure::file_name_mismatch::RULE,
    consistency::fine_in_foreign_currency::RULE,
    law::fine_without_amount::RULE,
    style::hidden_character::RULE,
    dates::implausible_year::RULE,
    dates::impossible_chronology::RULE,
    law::imprisonment_without_duration::RULE,
    sourcing::insecure_source_url::RULE,
    law::malformed_citation::RULE,
    identity::minor_identified::RULE,
    style::mixed_date_style::RULE,
    style::mixed_quotation_marks::RULE,
    style::mixed_script_word::RULE,
    consistency::name_spelling_varies::RULE,
    format::non_string_key::RULE,
    style::not_nfc::RULE,
    law::penalty_of_other_code::RULE,
    law::penalty_out_of_range::RULE,
    style::penalty_wording::RULE,
    dates::period_reversed::RULE,
    project::person_contradicts::RULE,
    consistency::person_without_role::RULE,
    identity::personal_identifier::RULE,
    structure::placeholder_text::RULE,
    identity::precise_home_location::RULE,
    identity::presumption_of_innocence::RULE,
    identity::protected_person_named::RULE,
    dates::published_before_period_end::RULE,
    sourcing::quote_without_source::RULE,
    sourcing::quote_without_speaker::RULE,
    dates::relative_date::RULE,
    dates::release_date_mismatch::RULE,
    style::repeated_word::RULE,
    project::report_period_gap::RULE,
    project::report_period_overlap::RULE,
    law::review_without_target::RULE,
    project::same_case_twice::RULE,
    sourcing::self_sourced::RULE,
    identity::sensitive_attribute::RULE,
    dates::sentence_end_mismatch::RULE,
    law::sentence_under_wrong_code::RULE,
    law::sentence_without_article::RULE,
    law::sentence_without_conviction::RULE,
    law::sentenced_person_not_in_verdict::RULE,
    project::source_reused_with_other_details::RULE,
    sourcing::source_without_accessed::RULE,
    sourcing::source_without_archive::RULE,
    sourcing::source_without_date::RULE,
    sourcing::source_without_url::RULE,
    dates::status_without_as_of::RULE,
    suppression::suppression_without_reason::RULE,
    format::text_cut_by_comment::RULE,
    sourcing::tracking_parameters::RULE,
    sourcing::translated_quote_without_language::RULE,
    style::unbalanced_quotation::RULE,
    law::unknown_article::RULE,
    structure::unknown_kind::RULE,
    law::unknown_legal_code::RULE,
    suppression::unknown_suppression::RULE,
    format::unknown_tag::RULE,
    project::unresolved_case::RULE,
    structure::unresolved_event::RULE,
    structure::unresolved_organisation::RULE,
    structure::unresolved_person::RULE,
    structure::unresolved_source::RULE,
    structure::unused_person::RULE,
    structure::unused_source::RULE,
    suppression::unused_suppression::RULE,
    law::verdict_article_not_charged::RULE,
    dates::verdict_date_imprecise::RULE,
    law::verdict_without_court::RULE,
    dates::verdict_without_date::RULE,
    identity::victim_without_consent::RULE,
];

/// The rule of that name.
pub fn find(name: &str) -> Option<&'static RuleEntry> {
    RULES.binary_search_by(|entry| entry.meta.name.cmp(name)).ok().and_then(|index| RULES.get(index))
}
