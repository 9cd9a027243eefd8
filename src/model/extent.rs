//! The degrees between which countries lie.

/// The part of a degree by which a place may lie outside of a country's bounds.
const MARGIN: f64 = 0.5;

/// Countries with the degrees of their southern, northern, western and eastern end, rounded outwards: those of the region, and
/// those that such reports often name. Russia, which reaches beyond the 180th degree, has two.
const BOUNDS: [(&str, [f64; 4]); 33] = [
    ("AF", [29.3, 38.6, 60.4, 75.0]),
    ("AM", [38.8, 41.4, 43.4, 46.7]),
    ("AT", [46.3, 49.1, 9.5, 17.2]),
    ("AZ", [38.3, 42.0, 44.7, 51.0]),
    ("BY", [51.2, 56.2, 23.1, 32.8]),
    ("CN", [3.4, 53.6, 73.4, 134.9]),
    ("CZ", [48.5, 51.1, 12.0, 18.9]),
    ("DE", [47.2, 55.1, 5.8, 15.1]),
    ("EE", [57.5, 59.8, 21.7, 28.3]),
    ("GE", [41.0, 43.6, 39.9, 46.8]),
    ("IN", [6.7, 37.1, 68.1, 97.5]),
    ("IR", [25.0, 39.8, 44.0, 63.4]),
    ("KG", [39.1, 43.3, 69.2, 80.3]),
    ("KZ", [40.5, 55.5, 46.4, 87.4]),
    ("LT", [53.8, 56.5, 20.9, 26.9]),
    ("LV", [55.6, 58.1, 20.9, 28.3]),
    ("MD", [45.4, 48.5, 26.6, 30.2]),
    ("MN", [41.5, 52.2, 87.7, 120.0]),
    ("PK", [23.5, 37.1, 60.8, 77.9]),
    ("PL", [49.0, 54.9, 14.1, 24.2]),
    ("RO", [43.6, 48.3, 20.2, 29.8]),
    ("RS", [42.2, 46.2, 18.8, 23.1]),
    ("RU", [41.1, 81.9, 19.6, 180.0]),
    ("RU", [41.1, 81.9, -180.0, -168.9]),
    ("SE", [55.3, 69.1, 10.9, 24.2]),
    ("SK", [47.7, 49.7, 16.8, 22.6]),
    ("TJ", [36.6, 41.1, 67.3, 75.2]),
    ("TM", [35.1, 42.9, 52.4, 66.8]),
    ("TR", [35.8, 42.2, 25.6, 44.9]),
    ("UA", [44.2, 52.4, 22.1, 40.3]),
    ("UZ", [37.1, 45.7, 55.9, 73.2]),
    ("XK", [41.8, 43.3, 20.0, 21.8]),
    ("AL", [39.6, 42.7, 19.2, 21.1]),
];

/// Returns true if a position can be in a country; `None` for a country whose bounds are not known.
pub(crate) fn holds(country: &str, latitude: f64, longitude: f64) -> Option<bool> {
    let mut bounds = BOUNDS.iter().filter(|(code, _)| *code == country).peekable();
    bounds.peek()?;
    let is_between = |value: f64, least: f64, most: f64| (least - MARGIN..=most + MARGIN).contains(&value);
    Some(bounds.any(|(_, [south, north, west, east])| {
        is_between(latitude, *south, *north) && is_between(longitude, *west, *east)
    }))
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn places_are_in_their_countries() {
        for (country, latitude, longitude) in [
            ("KZ", 43.24, 76.95),
            ("KZ", 51.18, 51.37),
            ("KG", 42.87, 74.59),
            ("UZ", 42.46, 59.6),
            ("TJ", 38.56, 68.78),
            ("TM", 37.95, 58.38),
            ("BY", 53.9, 27.57),
            ("RU", 54.71, 20.51),
            ("RU", 43.12, 131.89),
            ("RU", 66.0, -169.8),
            ("TR", 41.01, 28.98),
            ("CN", 11.0, 114.0),
        ] {
            assert_eq!(holds(country, latitude, longitude), Some(true), "{country} {latitude} {longitude}");
        }
        assert_eq!(holds("UZ", 59.6, 42.46), Some(false));
        assert_eq!(holds("FJ", 1.0, 1.0), None);
    }
}
