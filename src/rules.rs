//! The built-in rules: one file each, and the one list that names them.

mod consistency;
mod dates;
mod format;
mod identity;
mod law;
mod sourcing;
mod structure;
mod style;

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
    structure::case_without_events::RULE,
    law::charge_without_article::RULE,
    law::citation_without_part::RULE,
    law::conviction_without_sentence::RULE,
    consistency::date_contradiction::RULE,
    structure::duplicate_id::RULE,
    format::duplicate_key::RULE,
    structure::duplicate_paragraph::RULE,
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
    dates::implausible_year::RULE,
    dates::impossible_chronology::RULE,
    law::imprisonment_without_duration::RULE,
    sourcing::insecure_source_url::RULE,
    law::malformed_citation::RULE,
    format::non_string_key::RULE,
    law::penalty_of_other_code::RULE,
    law::penalty_out_of_range::RULE,
    style::penalty_wording::RULE,
    dates::period_reversed::RULE,
    consistency::person_without_role::RULE,
    structure::placeholder_text::RULE,
    identity::precise_home_location::RULE,
    identity::presumption_of_innocence::RULE,
    dates::published_before_period_end::RULE,
    sourcing::quote_without_source::RULE,
    sourcing::quote_without_speaker::RULE,
    dates::relative_date::RULE,
    dates::release_date_mismatch::RULE,
    law::review_without_target::RULE,
    sourcing::self_sourced::RULE,
    identity::sensitive_attribute::RULE,
    dates::sentence_end_mismatch::RULE,
    law::sentence_under_wrong_code::RULE,
    law::sentence_without_article::RULE,
    law::sentence_without_conviction::RULE,
    law::sentenced_person_not_in_verdict::RULE,
    sourcing::source_without_accessed::RULE,
    sourcing::source_without_archive::RULE,
    sourcing::source_without_date::RULE,
    sourcing::source_without_url::RULE,
    dates::status_without_as_of::RULE,
    sourcing::tracking_parameters::RULE,
    sourcing::translated_quote_without_language::RULE,
    law::unknown_article::RULE,
    structure::unknown_kind::RULE,
    law::unknown_legal_code::RULE,
    format::unknown_tag::RULE,
    structure::unresolved_event::RULE,
    structure::unresolved_organisation::RULE,
    structure::unresolved_person::RULE,
    structure::unresolved_source::RULE,
    structure::unused_person::RULE,
    structure::unused_source::RULE,
    law::verdict_article_not_charged::RULE,
    dates::verdict_date_imprecise::RULE,
    law::verdict_without_court::RULE,
    dates::verdict_without_date::RULE,
];

/// The rule of that name.
pub fn find(name: &str) -> Option<&'static RuleEntry> {
    RULES.binary_search_by(|entry| entry.meta.name.cmp(name)).ok().and_then(|index| RULES.get(index))
}
