//! Articles, codes and penalties.

mod support;

pub(super) mod abolished_penalty;
pub(super) mod activity_ban_without_article;
pub(super) mod arrest_exceeds_maximum;
pub(super) mod arrest_of_exempt_person;
pub(super) mod article_not_in_force;
pub(super) mod article_of_other_country;
pub(super) mod charge_without_article;
pub(super) mod citation_without_part;
pub(super) mod conviction_without_sentence;
pub(super) mod defendant_without_result;
pub(super) mod defendant_without_sentence;
pub(super) mod dismissed_appeal;
pub(super) mod duplicate_penalty;
pub(super) mod fine_units_mismatch;
pub(super) mod fine_without_amount;
pub(super) mod imprisonment_without_duration;
pub(super) mod malformed_citation;
pub(super) mod outcome_under_wrong_jurisdiction;
pub(super) mod penalty_of_other_code;
pub(super) mod penalty_out_of_range;
pub(super) mod reclassification_mismatch;
pub(super) mod results_contradict;
pub(super) mod review_contradicts;
pub(super) mod review_without_target;
pub(super) mod sentence_under_wrong_code;
pub(super) mod sentence_without_article;
pub(super) mod sentence_without_conviction;
pub(super) mod sentenced_person_not_in_verdict;
pub(super) mod time_limit_passed;
pub(super) mod unknown_article;
pub(super) mod unknown_legal_code;
pub(super) mod verdict_article_not_charged;
pub(super) mod verdict_without_court;
