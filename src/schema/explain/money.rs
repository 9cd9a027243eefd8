//! Sums of money as people write them: `196 600 tenge`, `1,5 млн руб.`, `€700`.

use crate::model::country;

/// The number and the currency of a sum.
pub(super) struct Sum {
    /// The number as a schema wants it.
    pub(super) amount: String,
    /// The code of the currency, if it is known.
    pub(super) currency: Option<String>,
}

/// Reads a sum of money in a document about `country`.
pub(super) fn sum(text: &str, country: Option<&str>) -> Option<Sum> {
    let is_of_number =
        |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '’') || c.is_whitespace();
    let text = text.trim();
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let (before, rest) = text.split_at(start);
    let end = rest.find(|c: char| !is_of_number(c)).unwrap_or(rest.len());
    let (number, after) = rest.split_at(end);
    if after.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut words: Vec<&str> =
        before.split_whitespace().chain(after.split_whitespace()).filter(|word| *word != "-").collect();
    let times = words.first().map_or(0, |word| zeros(word));
    if times > 0 {
        words.remove(0);
    }
    let amount = with_zeros(&plain_number(number.trim())?, times)?;
    let currency = match words.as_slice() {
        [] => country.and_then(country::currency).map(str::to_owned),
        words => Some(currency(&words.join(" "), country)?),
    };
    Some(Sum { amount, currency })
}

/// Returns a number with a dot before decimals and without signs for thousands.
pub(super) fn plain_number(text: &str) -> Option<String> {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’')).collect();
    let groups: Vec<&str> = text.split(['.', ',']).collect();
    if groups.iter().any(|group| group.is_empty() || !group.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let (last, first) = groups.split_last()?;
    let is_group = |group: &&&str| group.len() == 3;
    match first {
        [] => Some(text),
        // Three digits are a group of thousands, not a fraction of money.
        [head, middle @ ..] if head.len() <= 3 && middle.iter().all(|group| is_group(&group)) => {
            let whole = first.concat();
            Some(if last.len() == 3 { format!("{whole}{last}") } else { format!("{whole}.{last}") })
        }
        [whole] if last.len() < 3 => Some(format!("{whole}.{last}")),
        _ => None,
    }
}

/// Words before a number that is estimated or bounded.
const ESTIMATES: [&str; 24] = [
    "about",
    "around",
    "approximately",
    "approx",
    "ca",
    "circa",
    "some",
    "over",
    "above",
    "nearly",
    "almost",
    "more",
    "at",
    "up",
    "около",
    "примерно",
    "порядка",
    "более",
    "свыше",
    "почти",
    "не",
    "до",
    "шамамен",
    "шамасында",
];

/// Words after the first of [`ESTIMATES`], or for those who are counted.
const COUNTED: [&str; 17] = [
    "than",
    "least",
    "to",
    "менее",
    "people",
    "persons",
    "participants",
    "protesters",
    "demonstrators",
    "detainees",
    "prisoners",
    "человек",
    "человека",
    "людей",
    "участников",
    "адам",
    "киши",
];

/// Returns the number in a text that says besides only that it is estimated, or that people are counted: `100000` for
/// `about 100,000 people`.
pub(super) fn number_among_words(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase();
    let lower = lower.trim_start_matches(['~', '≈', '>', '<', '±']).trim_end_matches('+');
    let digits = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let words: Vec<&str> = lower.split_whitespace().collect();
    let first = words.iter().position(|word| digits(word))?;
    let last = words.iter().rposition(|word| digits(word))?;
    let means_nothing = |word: &&str| {
        let word = word.trim_end_matches('.');
        ESTIMATES.contains(&word) || COUNTED.contains(&word)
    };
    let (before, rest) = words.split_at_checked(first)?;
    let (number, mut after) = rest.split_at_checked(last + 1 - first)?;
    let times = after.first().map_or(0, |word| zeros(word));
    if times > 0 {
        after = after.get(1..)?;
    }
    if !before.iter().chain(after).all(means_nothing) {
        return None;
    }
    with_zeros(&plain_number(&number.join(" "))?, times)
}

/// Returns the number of zeros that a word such as "million" stands for.
fn zeros(word: &str) -> usize {
    match word.trim_end_matches('.').to_lowercase().as_str() {
        "thousand" | "k" | "тыс" | "тысяч" | "тысячи" | "мың" => 3,
        "million" | "mln" | "млн" | "миллион" | "миллиона" | "миллионов" => 6,
        "billion" | "bln" | "млрд" => 9,
        _ => 0,
    }
}

fn with_zeros(number: &str, zeros: usize) -> Option<String> {
    if zeros == 0 {
        return Some(number.to_owned());
    }
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let missing = zeros.checked_sub(decimals.len())?;
    let digits = format!("{whole}{decimals}{}", "0".repeat(missing));
    let digits = digits.trim_start_matches('0');
    (!digits.is_empty()).then(|| digits.to_owned())
}

/// Returns the code of a currency by its name, sign or code in a document about `country`.
pub(super) fn currency(word: &str, country: Option<&str>) -> Option<String> {
    let lower = word.trim().trim_end_matches('.').to_lowercase().replace(['ʻ', 'ʼ', '’', '‘'], "'");
    let (nation, word) = of_nation(&lower).unzip();
    let (country, word) = (nation.or(country), word.unwrap_or(&lower));
    let own = country.and_then(country::currency);
    let one_of = |codes: &[&'static str]| {
        own.filter(|own| codes.contains(own)).or(codes.first().copied().filter(|_| codes.len() == 1))
    };
    let starts = |stems: &[&str]| stems.iter().any(|stem| word.starts_with(stem));
    let found = match word {
        "₸" | "тг" | "tg" => one_of(&["KZT"]),
        "₽" => one_of(&["RUB"]),
        "руб" | "р" | "rub" => one_of(&["RUB", "BYN"]).or(Some("RUB")),
        "$" | "us$" => one_of(&["USD"]),
        "€" => one_of(&["EUR"]),
        "£" => one_of(&["GBP"]),
        "₴" => one_of(&["UAH"]),
        "₼" => one_of(&["AZN"]),
        "br" => one_of(&["BYN"]),
        "сом" | "som" | "soms" | "сома" | "сомов" | "с" => {
            one_of(&["KGS", "UZS"]).or(Some("KGS"))
        }
        "сум" | "sum" | "sums" | "so'm" | "сўм" | "сумов" | "сума" | "сўми" | "so'mi" | "soum" | "soums"
        | "sumy" => one_of(&["UZS"]),
        "лира" | "лир" | "лиры" | "lira" | "liras" | "tl" | "₺" => one_of(&["TRY"]),
        "лей" | "леев" | "лея" | "leu" | "lei" => one_of(&["MDL"]),
        "₾" => one_of(&["GEL"]),
        "֏" => one_of(&["AMD"]),
        _ if starts(&["tenge", "тенге", "теңге"]) => one_of(&["KZT"]),
        _ if starts(&["rubl", "roubl", "rubel", "рубл", "рублей", "рубел"]) => {
            one_of(&["RUB", "BYN"]).or(Some("RUB"))
        }
        _ if starts(&["somon", "сомон"]) => one_of(&["TJS"]),
        _ if starts(&["manat", "манат"]) => one_of(&["TMT", "AZN"]),
        _ if starts(&["us dollar", "dollar", "доллар"]) => one_of(&["USD"]),
        _ if starts(&["euro", "евро"]) => one_of(&["EUR"]),
        _ if starts(&["hryvn", "гривн", "гривен"]) => one_of(&["UAH"]),
        _ if starts(&["lari", "лари"]) => one_of(&["GEL"]),
        _ if starts(&["dram", "драм"]) => one_of(&["AMD"]),
        _ => None,
    };
    let is_code = word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    found.map(str::to_owned).or_else(|| is_code.then(|| word.to_uppercase()))
}

/// Returns the country whose adjective the first of two words is, and the other word: `uzbek soum`, `белорусских рублей`.
fn of_nation(text: &str) -> Option<(&'static str, &str)> {
    const NATIONS: [(&str, &[&str]); 12] = [
        ("AM", &["armenian", "армянск"]),
        ("AZ", &["azerbaijan", "азербайджанск"]),
        ("BY", &["belarus", "белорусск", "беларуск"]),
        ("GE", &["georgian", "грузинск"]),
        ("KG", &["kyrgyz", "кыргыз", "киргизск"]),
        ("KZ", &["kazakh", "казахстанск", "қазақ"]),
        ("RU", &["russian", "российск"]),
        ("TJ", &["tajik", "таджикск", "тоҷик"]),
        ("TM", &["turkmen", "туркменск"]),
        ("TR", &["turkish", "турецк"]),
        ("US", &["us", "american", "американск"]),
        ("UZ", &["uzbek", "узбекск", "o'zbek", "ўзбек"]),
    ];
    let (first, rest) = text.split_once(' ').filter(|(_, rest)| !rest.contains(' '))?;
    let nation = NATIONS.iter().find(|(_, stems)| stems.iter().any(|stem| first.starts_with(stem)))?;
    Some((nation.0, rest))
}

/// The currencies of the region, and those that its documents count in beside them.
const USUAL: [&str; 16] = [
    "AMD", "AZN", "BYN", "EUR", "GBP", "GEL", "KGS", "KZT", "MDL", "RUB", "TJS", "TMT", "TRY", "UAH", "USD",
    "UZS",
];

/// Returns the code of the currency that was meant by a code that no currency has: one with a slip in it, or a country's.
pub(super) fn near_code(word: &str, country: Option<&str>) -> Option<&'static str> {
    let word = word.trim().to_uppercase();
    if !(2..=3).contains(&word.len()) || !word.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let of_country = || country::currency(&word).filter(|_| word.len() == 2);
    let of_letters = || country::code_of_three_letters(&word).and_then(country::currency);
    let is_near = |code: &str| strsim::osa_distance(&word, code) == 1;
    let own = country.and_then(country::currency).filter(|own| is_near(own));
    let mut near = USUAL.iter().copied().filter(|code| is_near(code));
    let only_near = near.next().filter(|_| near.next().is_none());
    of_country().or_else(of_letters).or(own).or(only_near.filter(|_| word.len() == 3))
}

#[cfg(test)]
mod tests {
    use super::{currency, near_code, number_among_words, sum};

    #[test]
    fn sums_as_people_write_them() {
        for (text, country, amount, code) in [
            ("196 600 tenge", "KZ", "196600", Some("KZT")),
            ("196,600 tenge", "KZ", "196600", Some("KZT")),
            ("196 600 тенге", "KZ", "196600", Some("KZT")),
            ("196600₸", "KZ", "196600", Some("KZT")),
            ("1,5 млн тенге", "KZ", "1500000", Some("KZT")),
            ("50 тыс. руб.", "RU", "50000", Some("RUB")),
            ("300 rubles", "BY", "300", Some("BYN")),
            ("€700", "KZ", "700", Some("EUR")),
            ("$1,250.50", "KG", "1250.50", Some("USD")),
            ("17 500 сом", "KG", "17500", Some("KGS")),
            ("345000 KZT", "KZ", "345000", Some("KZT")),
            ("345000", "KZ", "345000", Some("KZT")),
            ("100 manat", "TM", "100", Some("TMT")),
        ] {
            let sum = sum(text, Some(country)).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((sum.amount.as_str(), sum.currency.as_deref()), (amount, code), "{text}");
        }
        for text in ["", "tenge", "100 MCI and 5 more", "3 to 5 tenge", "100 manat", "12 cows"] {
            assert!(sum(text, Some("KZ")).is_none(), "{text}");
        }
        assert_eq!(currency("tenge", None).as_deref(), Some("KZT"));
        assert_eq!(currency("kzt", None).as_deref(), Some("KZT"));
        assert_eq!(currency("manat", None), None);
        for (word, country, code) in [
            ("soum", "UZ", "UZS"),
            ("so‘m", "UZ", "UZS"),
            ("Uzbek soum", "KZ", "UZS"),
            ("белорусских рублей", "RU", "BYN"),
            ("Russian roubles", "BY", "RUB"),
            ("теңге", "KZ", "KZT"),
            ("сом", "KG", "KGS"),
            ("сомонӣ", "TJ", "TJS"),
            ("US dollars", "KZ", "USD"),
            ("турецкая лира", "TR", "TRY"),
        ] {
            assert_eq!(currency(word, Some(country)).as_deref(), Some(code), "{word}");
        }
    }

    #[test]
    fn numbers_with_words_that_add_nothing() {
        for (text, number) in [
            ("about 100,000", "100000"),
            ("100 000 people", "100000"),
            ("~500", "500"),
            ("500+", "500"),
            ("More than 2 thousand protesters", "2000"),
            ("около 500 человек", "500"),
            ("не менее 1,5 тыс. человек", "1500"),
        ] {
            assert_eq!(number_among_words(text).as_deref(), Some(number), "{text}");
        }
        for text in ["100-200", "12 of 40", "from 100 to 200", "dozens", "48 hours", "3 (three)"] {
            assert_eq!(number_among_words(text), None, "{text}");
        }
    }

    #[test]
    fn codes_with_a_slip_and_codes_of_countries_are_currencies() {
        for (word, country, code) in [
            ("GLE", Some("GE"), Some("GEL")),
            ("GLE", None, Some("GEL")),
            ("KTZ", Some("KZ"), Some("KZT")),
            ("KGZ", Some("KG"), Some("KGS")),
            ("UZ", Some("UZ"), Some("UZS")),
            ("RUR", Some("RU"), Some("RUB")),
            ("XQW", Some("KZ"), None),
            ("tenge", Some("KZ"), None),
        ] {
            assert_eq!(near_code(word, country), code, "{word}");
        }
    }
}
