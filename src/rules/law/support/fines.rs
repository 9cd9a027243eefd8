//! A fine in units or in a currency, held against the fines that an article allows.

use super::penalty_range::Fines;
use crate::law::LegalCode;
use crate::model::Sentence;
use crate::model::date::Date;
use crate::tree::Place;

/// A fine that is larger or smaller than the article allows.
pub(in crate::rules::law) struct WrongFine<'a> {
    pub(in crate::rules::law) place: Place<'a>,
    /// The fine and its fault: `40 MCI is more than the maximum of 30 MCI`.
    pub(in crate::rules::law) fault: String,
    pub(in crate::rules::law) is_too_large: bool,
}

/// Compares a sentence's fine with the allowed ones; `None` where it is within them, or cannot be compared.
pub(in crate::rules::law) fn wrong_fine<'a>(
    sentence: Sentence<'a>,
    code: &LegalCode,
    allowed: &Fines<'_>,
    days: &[Date],
) -> Option<WrongFine<'a>> {
    let unit = code.unit(allowed.unit);
    if let Some((entry, count, name)) = sentence.units() {
        let is_same = name == allowed.unit || unit.is_some_and(|unit| unit.is_called(name));
        let fault = fault(count, (allowed.least as f64, allowed.most as f64)).filter(|_| is_same)?;
        let shown = format!("{count} {name} is {}", fault.shown(allowed, name, ""));
        return Some(WrongFine { place: entry.into(), fault: shown, is_too_large: fault.is_too_large() });
    }
    let (entry, sum, currency) = (sentence.amount_entry()?, sentence.sum()?, sentence.currency()?);
    if currency == allowed.unit {
        let fault = fault(sum, (allowed.least as f64, allowed.most as f64))?;
        return Some(WrongFine {
            place: entry.into(),
            fault: format!("{} is {}", sentence.amount()?, fault.shown(allowed, allowed.unit, "")),
            is_too_large: fault.is_too_large(),
        });
    }
    // The value of the unit may be that of the year of the act or of the verdict: all must be known.
    let unit = unit.filter(|unit| unit.currency.as_deref() == Some(currency))?;
    let of_days: Vec<&[f64]> = days.iter().map(|day| unit.values_in(day.last_day().year())).collect();
    let values: Vec<f64> = of_days.iter().copied().flatten().copied().collect();
    if values.is_empty() || of_days.iter().any(|values| values.is_empty()) {
        return None;
    }
    let (low, high) =
        values.iter().fold((f64::MAX, 0.0_f64), |(low, high), one| (low.min(*one), high.max(*one)));
    let fault = fault(sum, (allowed.least as f64 * low, allowed.most as f64 * high))?;
    let worth = format!(
        ", which was {} {currency}",
        if fault.is_too_large() { high * allowed.most as f64 } else { low * allowed.least as f64 }
    );
    Some(WrongFine {
        place: entry.into(),
        fault: format!("{} is {}", sentence.amount()?, fault.shown(allowed, allowed.unit, &worth)),
        is_too_large: fault.is_too_large(),
    })
}

enum Fault {
    TooMuch,
    TooLittle,
}

impl Fault {
    fn is_too_large(&self) -> bool {
        matches!(self, Self::TooMuch)
    }

    fn shown(&self, allowed: &Fines<'_>, unit: &str, worth: &str) -> String {
        let (least, most) = (allowed.least, allowed.most);
        match self {
            Self::TooMuch if least == most => format!("more than the {most} {unit} that the law sets{worth}"),
            Self::TooLittle if least == most => {
                format!("less than the {least} {unit} that the law sets{worth}")
            }
            Self::TooMuch => format!("more than the maximum of {most} {unit}{worth}"),
            Self::TooLittle => format!("less than the minimum of {least} {unit}{worth}"),
        }
    }
}

/// Half a percent more or less is rounding.
fn fault(fine: f64, (least, most): (f64, f64)) -> Option<Fault> {
    if fine > most * 1.005 {
        Some(Fault::TooMuch)
    } else {
        (fine < least * 0.995).then_some(Fault::TooLittle)
    }
}
