//! The general part in the answer of `reportlint law`: time limits, and the limits of each kind of penalty.

use super::shown::{shown_date, shown_penalty};
use crate::law::{Article, LegalCode, Part, TimeLimit, TimeLimits};
use crate::model::date::Date;

/// Returns the time limit for an offence under a part, where its category is known.
pub(super) fn of_part(
    code: &LegalCode,
    article: (&str, &Article),
    part: &Part,
    day: Option<Date>,
) -> Option<String> {
    let limits = code.time_limits.as_ref().filter(|limits| is_known(limits, day))?;
    // The category follows from the penalties of the day.
    let is_part_known = day.is_none_or(|day| part.is_known_on(&day, code.known_until));
    let (number, article) = article;
    if limits.is_never(number, &part.number) {
        return Some("none".to_owned());
    }
    let is_by_term = limits.limits.iter().any(TimeLimit::is_by_term);
    limits
        .longest(number, part)
        .filter(|_| article.is_complete && is_by_term && is_part_known)
        .map(shown_limit)
}

/// Returns what the general part says, one line for each fact; without the time limits where `has_time_limits`.
pub(super) fn of_code(code: &LegalCode, day: Option<Date>, has_time_limits: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for limit in code.limits.iter().filter(|limit| day.is_none_or(|day| limit.penalty.may_apply(&day))) {
        let several = limit.cumulative.map(|term| format!("; for several offences at most {term}"));
        lines.push(format!("{}{}", shown_penalty(&limit.penalty), several.unwrap_or_default()));
    }
    if let Some(term) = code.maximum_arrest {
        let emergency = code.emergency_arrest.map(|term| format!("; in an emergency {term}"));
        lines.push(format!("administrative arrest, at most {term}{}", emergency.unwrap_or_default()));
    }
    if let Some(exempt) = &code.exempt {
        let age = |who: &str, limit: Option<u16>| limit.map(|limit| format!("{who} {limit}"));
        let ages = [
            age("people under", exempt.under),
            age("women from", exempt.women_from),
            age("men from", exempt.men_from),
        ];
        let who: Vec<String> = ages.into_iter().flatten().chain(exempt.also.iter().cloned()).collect();
        lines.push(format!("no arrest of {}", who.join(", ")));
    }
    if let Some(limits) = code.time_limits.as_ref() {
        lines.extend(time_limits(limits, has_time_limits, day));
    }
    lines
}

/// Returns true if the wording of the time limits is known for a day.
fn is_known(limits: &TimeLimits, day: Option<Date>) -> bool {
    limits.wording_from.zip(day).is_none_or(|(from, day)| day.is_from(&from))
}

fn time_limits(limits: &TimeLimits, is_said: bool, day: Option<Date>) -> Vec<String> {
    let by = limits.article.as_deref().map(|article| format!("article {article}, "));
    let ends_with = match limits.ends_with.as_deref() {
        Some("judgment-in-force") => "from the act until the judgment is in force",
        Some("decision") => "from the act until the penalty is imposed",
        Some("referral") => "from the act until the case is with the court",
        _ => "from the act",
    };
    let since = limits.wording_from.map(|date| format!(", in this wording since {}", shown_date(date)));
    let mut lines =
        vec![format!("time limit: {}{ends_with}{}", by.unwrap_or_default(), since.unwrap_or_default())];
    if !is_known(limits, day) {
        lines.push("time limit: what held on that day was not seen".to_owned());
    } else if !is_said {
        lines.extend(limits.limits.iter().map(|limit| format!("time limit: {}", shown_limit(limit))));
    }
    if !limits.except.is_empty() {
        lines.push(format!("exceptions: {}", limits.except.join("; ")));
    }
    lines.extend(limits.sources.iter().map(|source| format!("source of the time limits: {source}")));
    lines
}

fn shown_limit(limit: &TimeLimit) -> String {
    let hiding = limit.at_latest.map(|term| format!(", in hiding {term}"));
    format!("{}{} ({})", limit.within, hiding.unwrap_or_default(), limit.offences)
}
