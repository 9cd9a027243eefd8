//! `mixed-date-style`

use crate::diagnostic::{Applicability, Severity};
use crate::model::date::month_name;
use crate::model::prose::{DateForm, WrittenDate};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "mixed-date-style",
    group: Group::Style,
    severity: Severity::Info,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("mixed-date-style.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    if !model.is_english() {
        return;
    }
    let narrative = model.texts().iter().filter(|text| text.role().is_own_words());
    let found: Vec<_> =
        narrative.flat_map(|text| text.dates().iter().map(move |date| (text, date))).collect();
    let Some((usual, example)) = most_common_form(&found) else { return };
    for (text, date) in found.iter().filter(|(_, date)| date.form != usual) {
        let instead = format_date(date, usual);
        let shown = text.prose().get(date.range.clone()).unwrap_or_default();
        let (other, at) = example;
        let finding = cx
            .report(
                text.place(date.range.clone()),
                format!("{} is written differently from most dates in the document", quoted(shown)),
            )
            .label(other.place(at.range.clone()), "such as this one")
            .help(format!("use one style throughout the document: write `{instead}`"));
        if let Some(edit) = text.edit(date.range.clone(), instead.clone()) {
            finding.fix(format!("write `{instead}`"), Applicability::Unsafe, vec![edit]);
        }
    }
}

type Found<'t, 'a> = (&'t crate::model::Text<'a>, &'t WrittenDate);

/// Returns the most common form, the first among equals, and the first date in it.
fn most_common_form<'f, 't, 'a>(found: &'f [Found<'t, 'a>]) -> Option<(DateForm, &'f Found<'t, 'a>)> {
    let count = |form: DateForm| found.iter().filter(|(_, date)| date.form == form).count();
    let forms = [DateForm::DayMonth, DateForm::OrdinalMonth, DateForm::MonthDay, DateForm::MonthOrdinal];
    let counts = forms.map(|form| (form, count(form)));
    let most = counts.iter().map(|(_, count)| *count).max()?;
    let is_usual = |form: DateForm| counts.iter().any(|(other, count)| *other == form && *count == most);
    let example = found.iter().find(|(_, date)| is_usual(date.form))?;
    Some((example.1.form, example))
}

fn format_date(date: &WrittenDate, form: DateForm) -> String {
    let (day, month) = (date.day, month_name(date.month.unsigned_abs()));
    let ending = match day {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    };
    let year = |comma: &str| date.year.map(|year| format!("{comma} {year}")).unwrap_or_default();
    match form {
        DateForm::DayMonth => format!("{day} {month}{}", year("")),
        DateForm::OrdinalMonth => format!("{day}{ending} {month}{}", year("")),
        DateForm::MonthDay => format!("{month} {day}{}", year(",")),
        DateForm::MonthOrdinal => format!("{month} {day}{ending}{}", year(",")),
    }
}
