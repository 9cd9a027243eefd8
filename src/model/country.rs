//! Countries (ISO 3166-1) and their currencies (ISO 4217), from the lists of the crate `iso_currency`.

use iso_currency::{Country, Currency};

/// The short English name of a country by its two letters.
pub fn name(code: &str) -> Option<&'static str> {
    code.parse::<Country>().ok().map(|country| country.name())
}

/// Which of the `codes` is that of the country of this name, be it cut short as `Russia` is; `None` where several can be
/// meant.
pub fn code_of<'c>(country: &str, codes: &[&'c str]) -> Option<&'c str> {
    let country = country.trim().to_lowercase();
    let begins = |code: &&&str| name(code).is_some_and(|name| name.to_lowercase().starts_with(&country));
    let mut meant = codes.iter().filter(begins);
    let code = meant.next().filter(|_| meant.next().is_none() && country.chars().count() >= 4)?;
    Some(code)
}

/// Whether a currency is one of the country's own; `None` where either is not known.
pub fn uses(code: &str, currency: &str) -> Option<bool> {
    let country = code.parse::<Country>().ok()?;
    Some(Currency::from_code(currency)?.used_by().contains(&country))
}

/// The currency of a country, an ISO 4217 code, where it has one alone.
pub fn currency(code: &str) -> Option<&'static str> {
    let country = code.parse::<Country>().ok()?;
    // Funds, such as the dollar of the next day, and what was replaced are marked.
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
