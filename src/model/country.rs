//! Countries (ISO 3166-1) and their currencies (ISO 4217), from the lists of the crate `iso_currency`.

use iso_currency::{Country, Currency};

/// The short English name of a country by its two letters.
pub fn name(code: &str) -> Option<&'static str> {
    code.parse::<Country>().ok().map(|country| country.name())
}

/// Whether a currency is one of the country's own; `None` where either is not known.
pub fn uses(code: &str, currency: &str) -> Option<bool> {
    let country = code.parse::<Country>().ok()?;
    Some(Currency::from_code(currency)?.used_by().contains(&country))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_countries_of_the_bundled_codes_are_known() {
        for (code, country, currency) in [
            ("KZ", "Kazakhstan", "KZT"),
            ("KG", "Kyrgyzstan", "KGS"),
            ("TJ", "Tajikistan", "TJS"),
            ("TM", "Turkmenistan", "TMT"),
            ("UZ", "Uzbekistan", "UZS"),
            ("RU", "Russian Federation", "RUB"),
            ("BY", "Belarus", "BYN"),
        ] {
            assert_eq!(name(code), Some(country));
            assert_eq!(uses(code, currency), Some(true), "{code}");
            assert_eq!(uses(code, "EUR"), Some(false), "{code}");
        }
        assert_eq!((name("XX"), uses("KZ", "XXZ")), (None, None));
    }
}
