//! Durations as people write them: in words of English, Russian, Kazakh and the region's other languages, and in almost the
//! form that they must have.

use crate::lookalike::latin;

/// The units of time, from the longest to the shortest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Year,
    Month,
    Week,
    Day,
    Hour,
    Minute,
    Second,
}

/// The number of units.
const UNITS: usize = 7;

/// The most that is counted of a unit: above it the number is not one of a duration.
const MOST: u32 = 65_535;

/// Returns a duration written in words, or almost as it must be, in ISO 8601.
pub(super) fn duration_in_iso(text: &str) -> Option<String> {
    let text = text.trim();
    let capitals = text.to_uppercase();
    let plain = latin(&capitals).map_or_else(|| capitals.clone(), |(latin, _)| latin);
    of_letters(&plain).or_else(|| of_letters(&of_initials(&capitals)?)).or_else(|| in_words(text))
}

/// Returns a duration that begins with `P` for which the first letters of the Russian words stand: `П2Г6М`, `P10Д`.
fn of_initials(capitals: &str) -> Option<String> {
    let rest = capitals.strip_prefix(['П', 'Р', 'P'])?;
    let letter = |c: char| match c {
        'Г' | 'Л' => 'Y',
        'М' => 'M',
        'Н' => 'W',
        'Д' => 'D',
        'Т' => 'T',
        'Ч' => 'H',
        other => other,
    };
    Some(format!("P{}", rest.chars().map(letter).collect::<String>()))
}

/// Reads `3Y`, `p3y`, `P3,5Y`, `P6M2Y`, `P48H`: the letters of ISO 8601 with a slip.
fn of_letters(text: &str) -> Option<String> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (date, time) = match text.strip_prefix('P').unwrap_or(&text).split_once('T') {
        Some((date, time)) => (date.to_owned(), time.to_owned()),
        None => (text.strip_prefix('P').unwrap_or(&text).to_owned(), String::new()),
    };
    let mut counts = Counts::default();
    for (part, mut is_time) in [(date, false), (time, true)] {
        let mut rest = part.as_str();
        while !rest.is_empty() {
            let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
            let (number, letter) = rest.split_at(end);
            let unit = match letter.as_bytes().first()? {
                b'Y' => Unit::Year,
                b'M' if !is_time => Unit::Month,
                b'M' => Unit::Minute,
                b'W' => Unit::Week,
                b'D' => Unit::Day,
                b'H' => Unit::Hour,
                b'S' => Unit::Second,
                _ => return None,
            };
            is_time |= unit == Unit::Hour;
            counts.add(number, unit)?;
            rest = letter.get(1..)?;
        }
    }
    counts.written()
}

/// Reads `2 years and 6 months`, `2 года 6 месяцев`, `3,5 жыл`, `a year and a half`.
fn in_words(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let phrase = match lower.as_str() {
        "half a year" | "полгода" | "жарты жыл" => return Some("P6M".to_owned()),
        "a year and a half" | "one and a half years" => "1.5 year",
        other => other,
    };
    let mut counts = Counts::default();
    let mut number: Option<String> = None;
    for word in words(phrase) {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            if number.replace(word).is_some() {
                return None;
            }
        } else if let Some(unit) = unit_of(&word) {
            counts.add(&number.take()?, unit)?;
        } else if let Some(value) = number_in_words(&word) {
            // `3 (three) years`, `он бес`
            number = match number.take() {
                Some(known) if known == value => Some(known),
                Some(known) if known == "10" && value.len() == 1 => Some(format!("1{value}")),
                Some(_) => return None,
                None => Some(value.to_owned()),
            };
        } else if !matches!(word.as_str(), "and" | "и" | "және" | "жана" | "va" | "в" | "of" | "full")
        {
            return None;
        }
    }
    if number.is_some() {
        return None;
    }
    counts.written()
}

/// Splits a text into numbers and words: `48h` has two of them, `3-year` too.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = None;
    let letters: Vec<char> = text.chars().collect();
    for (index, &c) in letters.iter().enumerate() {
        let next_is_digit = letters.get(index + 1).is_some_and(char::is_ascii_digit);
        let kind = if c.is_ascii_digit() || matches!(c, ',' | '.') && last == Some('0') && next_is_digit {
            '0'
        } else if c.is_alphabetic() || c == '\'' || c == '’' {
            'a'
        } else {
            ' '
        };
        match (last, words.last_mut()) {
            (Some(known), Some(word)) if known == kind && kind != ' ' => word.push(c),
            _ if kind != ' ' => words.push(c.to_string()),
            _ => {}
        }
        last = Some(kind);
    }
    words
}

fn unit_of(word: &str) -> Option<Unit> {
    let starts = |stems: &[&str]| stems.iter().any(|stem| word.starts_with(stem));
    let is = |words: &[&str]| words.contains(&word);
    Some(match word {
        _ if is(&["y", "yr", "yrs", "г", "гг", "л", "лет", "yil", "сол", "ýyl", "il"])
            || starts(&["year", "год", "гады", "гадоў", "жыл", "йил"]) =>
        {
            Unit::Year
        }
        _ if is(&["mo", "mos", "mon", "мес", "ай", "айлық", "oy", "ой", "моҳ", "aý"])
            || starts(&["month", "месяц"]) =>
        {
            Unit::Month
        }
        _ if is(&["w", "wk", "wks", "нед", "апта", "жума", "hafta", "ҳафта"])
            || starts(&["week", "недел", "тыдн"]) =>
        {
            Unit::Week
        }
        _ if is(&[
            "d",
            "дн",
            "день",
            "дня",
            "дней",
            "сут",
            "сутки",
            "суток",
            "сутак",
            "күн",
            "kun",
            "кун",
            "рӯз",
            "дзень",
            "дні",
            "дзён",
            "gün",
        ]) || starts(&["day", "тәулік"]) =>
        {
            Unit::Day
        }
        _ if is(&["h", "hr", "hrs", "ч", "сағ", "soat", "соат", "sagat"])
            || starts(&["hour", "час", "сағат", "саат", "гадзін"]) =>
        {
            Unit::Hour
        }
        _ if is(&["min", "mins", "мин"]) || starts(&["minute", "минут", "daqiqa"]) => Unit::Minute,
        _ => return None,
    })
}

fn number_in_words(word: &str) -> Option<&'static str> {
    Some(match word {
        "a" | "an" | "one" | "один" | "одна" | "одни" | "одного" | "бір" => "1",
        "two" | "два" | "две" | "двух" | "екі" => "2",
        "three" | "три" | "трёх" | "трех" | "үш" => "3",
        "four" | "четыре" | "четырёх" | "четырех" | "төрт" => "4",
        "five" | "пять" | "пяти" | "бес" => "5",
        "six" | "шесть" | "шести" | "алты" => "6",
        "seven" | "семь" | "семи" | "жеті" => "7",
        "eight" | "восемь" | "восьми" | "сегіз" => "8",
        "nine" | "девять" | "девяти" | "тоғыз" => "9",
        "ten" | "десять" | "десяти" | "он" => "10",
        "eleven" | "одиннадцать" => "11",
        "twelve" | "двенадцать" => "12",
        "fifteen" | "пятнадцать" | "пятнадцати" => "15",
        "twenty" | "двадцать" | "жиырма" => "20",
        "thirty" | "тридцать" | "отыз" => "30",
        "полтора" | "полторы" => "1.5",
        _ => return None,
    })
}

/// The numbers of the units.
#[derive(Default)]
struct Counts([Option<u32>; UNITS]);

impl Counts {
    /// Adds a number of a unit, whose fraction becomes the next smaller one; `None` if it cannot.
    fn add(&mut self, number: &str, unit: Unit) -> Option<()> {
        let (whole, fraction) = match number.split_once(['.', ',']) {
            Some((whole, fraction)) => (whole, fraction),
            None => (number, ""),
        };
        self.set(unit, whole.parse().ok()?)?;
        if fraction.is_empty() {
            return Some(());
        }
        let (smaller, times) = match unit {
            Unit::Year => (Unit::Month, 12),
            Unit::Day => (Unit::Hour, 24),
            Unit::Hour => (Unit::Minute, 60),
            _ => return None,
        };
        let digits: u32 = fraction.get(..fraction.len().min(3))?.parse().ok()?;
        let parts = 10_u32.checked_pow(u32::try_from(fraction.len()).ok()?)?;
        let count = digits.checked_mul(times)?;
        (count % parts == 0).then(|| self.set(smaller, count / parts)).flatten()
    }

    fn set(&mut self, unit: Unit, count: u32) -> Option<()> {
        let place = self.0.get_mut(unit as usize).filter(|known| known.is_none())?;
        *place = Some(count);
        (count <= MOST).then_some(())
    }

    fn written(self) -> Option<String> {
        let [years, months, weeks, days, hours, minutes, seconds] = self.0;
        let is_alone = [years, months, days, hours, minutes, seconds].iter().all(Option::is_none);
        // Weeks stand alone.
        let days = match weeks {
            Some(weeks) if is_alone => return Some(format!("P{weeks}W")),
            Some(weeks) => Some(weeks.checked_mul(7)?.checked_add(days.unwrap_or_default())?),
            None => days,
        };
        let write = |units: [(Option<u32>, char); 3]| -> String {
            let counted =
                units.into_iter().filter_map(|(count, unit)| Some((count.filter(|n| *n > 0)?, unit)));
            counted.map(|(count, unit)| format!("{count}{unit}")).collect()
        };
        // Between years and days there must be months, and between hours and seconds minutes.
        let date = write([(years, 'Y'), (months, 'M'), (days, 'D')]);
        let time = write([(hours, 'H'), (minutes, 'M'), (seconds, 'S')]);
        match (date.is_empty(), time.is_empty()) {
            (true, true) => None,
            (_, true) => Some(format!("P{date}")),
            (_, false) => Some(format!("P{date}T{time}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::duration_in_iso;

    #[test]
    fn durations_as_people_write_them() {
        for (text, iso) in [
            ("15 days", "P15D"),
            ("2 years and 6 months", "P2Y6M"),
            ("6 months 2 years", "P2Y6M"),
            ("2 weeks", "P2W"),
            ("2 weeks 3 days", "P17D"),
            ("48 hours", "PT48H"),
            ("15 суток", "P15D"),
            ("8.5 years", "P8Y6M"),
            ("8,5 лет", "P8Y6M"),
            ("3 года", "P3Y"),
            ("2 года 6 месяцев", "P2Y6M"),
            ("2 года и 6 месяцев", "P2Y6M"),
            ("3 жыл", "P3Y"),
            ("2 жыл 6 ай", "P2Y6M"),
            ("он бес тәулік", "P15D"),
            ("48 сағат", "PT48H"),
            ("three years", "P3Y"),
            ("3 (three) years", "P3Y"),
            ("полтора года", "P1Y6M"),
            ("полгода", "P6M"),
            ("a year and a half", "P1Y6M"),
            ("15-day", "P15D"),
            ("48h", "PT48H"),
            ("3 ч. 30 мин.", "PT3H30M"),
            ("1.25 years", "P1Y3M"),
            ("0.5 years", "P6M"),
            ("Р8Y6M", "P8Y6M"),
            ("Р2М", "P2M"),
            ("П2Г6М", "P2Y6M"),
            ("Р10Д", "P10D"),
            ("п48ч", "PT48H"),
            ("p3y", "P3Y"),
            ("3Y", "P3Y"),
            ("P3,5Y", "P3Y6M"),
            ("P6M2Y", "P2Y6M"),
            ("P48H", "PT48H"),
            ("P 2Y 6M", "P2Y6M"),
        ] {
            assert_eq!(duration_in_iso(text).as_deref(), Some(iso), "{text}");
        }
        for text in [
            "2 days 3 days",
            "life",
            "3-5 years",
            "3",
            "P3",
            "years",
            "1.3 years",
            "1.5 months",
            "long",
            "P",
            "",
            "3 of 5 years",
            "99999 years",
        ] {
            assert_eq!(duration_in_iso(text), None, "{text}");
        }
    }
}
