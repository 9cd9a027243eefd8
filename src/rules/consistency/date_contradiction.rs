//! `date-contradiction`

use std::collections::BTreeMap;

use super::support::date_claims::{Claim, claims_in_entries, claims_in_texts};
use crate::diagnostic::Severity;
use crate::model::date::{Day, month_name};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "date-contradiction",
    group: Group::Consistency,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("date-contradiction.md"),
};

/// The largest number of days between two dates of one event if one of the dates is a slip.
const MOST_DAYS: i32 = 31;

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    if !model.is_english() {
        return;
    }
    let mut first: BTreeMap<&str, Vec<Claim<'_>>> = BTreeMap::new();
    for claim in claims_in_entries(model).chain(claims_in_texts(model)) {
        let earlier = first.entry(claim.subject).or_default();
        let same = earlier
            .iter()
            .find(|other| other.kind.is_none() || claim.kind.is_none() || other.kind == claim.kind);
        let Some(same) = same else {
            earlier.push(claim);
            continue;
        };
        let apart = (claim.day - same.day).get_days().abs();
        if apart == 0 || apart > MOST_DAYS {
            continue;
        }
        let (here, there) = (day_and_month(claim.day), day_and_month(same.day));
        let what = claim.subject;
        cx.report(
            claim.place,
            format!("the {what} is dated {here} here, and {there} elsewhere in the document"),
        )
        .note(format!("{here}, by these words"))
        .label(same.place, format!("{there}, by these"))
        .help(
            "a reader cannot tell which of the two is right: look up the date, and write the same in both \
                 places, unless these are two events",
        );
    }
}

fn day_and_month(day: Day) -> String {
    format!("{} {}", day.day(), month_name(day.month().unsigned_abs()))
}
