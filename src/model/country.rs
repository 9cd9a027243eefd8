//! Countries (ISO 3166-1) and their currencies (ISO 4217), from the lists of the crate `iso_currency`.

use iso_currency::{Country, Currency};

/// Returns the short English name of a country by its two letters.
pub(crate) fn name(code: &str) -> Option<&'static str> {
    code.parse::<Country>().ok().map(|country| country.name())
}

/// Returns the one of `codes` whose country has this name or a longer one, as `Russia` is short for `Russian
/// Federation`; `None` if several fit.
pub(crate) fn code_of<'c>(country: &str, codes: &[&'c str]) -> Option<&'c str> {
    let country = country.trim().to_lowercase();
    let begins = |code: &&&str| name(code).is_some_and(|name| name.to_lowercase().starts_with(&country));
    let mut fitting = codes.iter().filter(begins);
    let code = fitting.next().filter(|_| fitting.next().is_none() && country.chars().count() >= 4)?;
    Some(code)
}

/// Returns true if a currency is one of the country's own; `None` if either is unknown.
pub(crate) fn uses(code: &str, currency: &str) -> Option<bool> {
    let country = code.parse::<Country>().ok()?;
    Some(Currency::from_code(currency)?.used_by().contains(&country))
}

/// Returns the currency of a country, an ISO 4217 code, if it has exactly one.
pub(crate) fn currency(code: &str) -> Option<&'static str> {
    let country = code.parse::<Country>().ok()?;
    // The list flags funds, such as the next-day dollar, and currencies that were replaced.
    let mut in_use =
        Currency::from_country(country).into_iter().filter(|currency| currency.flags().is_empty());
    in_use.next().filter(|_| in_use.next().is_none()).map(|currency| currency.code())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_countries_of_the_bundled_codes_are_known() {
        for (code, country, money) in [
            ("KZ", "Kazakhstan", "KZT"),
            ("KG", "Kyrgyzstan", "KGS"),
            ("TJ", "Tajikistan", "TJS"),
            ("TM", "Turkmenistan", "TMT"),
            ("UZ", "Uzbekistan", "UZS"),
            ("RU", "Russian Federation", "RUB"),
            ("BY", "Belarus", "BYN"),
        ] {
            assert_eq!(name(code), Some(country));
            assert_eq!(uses(code, money), Some(true), "{code}");
            assert_eq!(uses(code, "EUR"), Some(false), "{code}");
            assert_eq!(currency(code), Some(money));
        }
        let codes = ["KG", "KZ", "RU", "GN", "GQ"];
        assert_eq!(code_of("Kyrgyzstan", &codes), Some("KG"));
        assert_eq!(code_of("Russia", &codes), Some("RU"));
        assert_eq!([code_of("K", &codes), code_of("Utopia", &codes)], [None, None]);
        assert_eq!((name("XX"), uses("KZ", "XXZ")), (None, None));
        // The United States have a second one for funds, and Panama uses two.
        assert_eq!([currency("US"), currency("PA"), currency("XX")], [Some("USD"), None, None]);
    }
}
