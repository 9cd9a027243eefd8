//! The article of a charge that is a slip for the one of the trial and the verdict.

use std::collections::HashSet;

use crate::law::Registry;
use crate::model::{Citation, Event};

/// The most citations that are compared.
const MOST: usize = 64;

/// A citation of a charge, and that of a later event which it is but for a digit.
pub(in crate::rules::law) struct ChargeSlip<'a> {
    pub(in crate::rules::law) charged: Citation<'a>,
    pub(in crate::rules::law) tried: Citation<'a>,
}

/// Returns the citations of the charges to which nothing in the case comes back, where a session and a decision cite the same part of
/// an article that no charge cites and that differs by a digit, or by the order of two.
pub(in crate::rules::law) fn charge_slips<'a>(
    law: &Registry,
    charges: &[Event<'a>],
    sessions: &[Event<'a>],
    decided: &[Citation<'a>],
) -> Vec<ChargeSlip<'a>> {
    let of = |events: &[Event<'a>]| {
        events.iter().copied().flat_map(Event::articles).take(MOST + 1).collect::<Vec<_>>()
    };
    let (charged, tried) = (of(charges), of(sessions));
    // What is not read may cite the article.
    if [charged.len(), tried.len(), decided.len()].into_iter().any(|number| number > MOST) {
        return Vec::new();
    }
    let key =
        |citation: &Citation<'a>| (law.stand_in(citation.code()), citation.article(), citation.part_number());
    let keys = |citations: &[Citation<'a>]| citations.iter().map(key).collect::<HashSet<_>>();
    let (of_charges, of_sessions, of_decisions) = (keys(&charged), keys(&tried), keys(decided));
    let mut seen = HashSet::new();
    let is_left = |one: &&Citation<'a>| {
        let articles = |keys: &HashSet<(&str, &str, Option<&str>)>| {
            keys.iter().any(|(_, article, _)| *article == one.article())
        };
        !articles(&of_sessions) && !articles(&of_decisions)
    };
    let slips = charged.iter().filter(is_left).filter(|one| seen.insert(key(one))).filter_map(|one| {
        let is_meant = |other: &&Citation<'a>| {
            let (code, article, part) = key(other);
            of_decisions.contains(&key(other))
                && !of_charges.contains(&key(other))
                && code == law.stand_in(one.code())
                && part == one.part_number()
                && is_of_one_length(article, one.article())
                && strsim::osa_distance(article, one.article()) == 1
        };
        Some(ChargeSlip { charged: *one, tried: *tried.iter().find(is_meant)? })
    });
    slips.collect()
}

/// Returns true if two numbers have as many signs; an article that was inserted may have one digit too many: `361-40` for `361-4`.
fn is_of_one_length(one: &str, other: &str) -> bool {
    let is_inserted = |number: &str| number.contains(['-', '.']);
    one.len() == other.len() || is_inserted(one) && is_inserted(other) && one.len().abs_diff(other.len()) == 1
}
