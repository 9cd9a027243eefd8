//! Articles, codes and penalties.

pub(super) mod activity_ban_without_article;
pub(super) mod article_of_other_country;
pub(super) mod sentence_under_wrong_code;
pub(super) mod sentence_without_article;
pub(super) mod unknown_article;
pub(super) mod unknown_legal_code;
