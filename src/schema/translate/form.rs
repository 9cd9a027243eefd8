//! Values that have not the form that a schema asks for: what is wrong, and how it is written.

use serde_json::Value;

use crate::model::date::Date;
use crate::schema::place::quoted;

/// What is wrong with `text` under a format, and what the form is.
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) help: Option<String>,
    /// The text as it was probably meant, in the right form.
    pub(super) meant: Option<String>,
}

/// Explains why `text`, the value of `key`, does not have a format.
pub(super) fn explain(format: &str, key: &str, text: &str, schema: Option<&Value>) -> Fault {
    let (shown, key) = (quoted(text), quoted(key));
    match format {
        "edtf" | "date" => {
            let why = match Date::parse(text) {
                Err(crate::model::date::DateError::Form) | Ok(_) => String::new(),
                Err(error) => format!(": {error}"),
            };
            let meant = date(text);
            Fault {
                message: if why.is_empty() {
                    format!("{shown} is not a date in the form that `{}` has", key.trim_matches('`'))
                } else {
                    format!("{shown} is no date{why}")
                },
                help: Some(match &meant {
                    Some(date) => format!("write `{date}`"),
                    None => "write the date as `2023-05-03`, or as `2023-05` or `2023` if that is all that is known"
                        .to_owned(),
                }),
                meant,
            }
        }
        "duration" => {
            let meant = duration(text);
            Fault {
                message: format!("{shown} is not a duration in the form that {key} has"),
                help: Some(match &meant {
                    Some(duration) => format!("write `{duration}`"),
                    None => "write 15 days as `P15D`, 6 months as `P6M`, 2 years and 6 months as `P2Y6M`"
                        .to_owned(),
                }),
                meant,
            }
        }
        "legal-citation" => Fault {
            message: format!("{shown} is not a citation of an article"),
            help: Some(
                "write the id of the legal code, a space, and the article, with the part in brackets: \
                 `KZ-CC 272(2)`, `KZ-CC 174-1`"
                    .to_owned(),
            ),
            meant: None,
        },
        "uri" | "uri-reference" | "iri" | "iri-reference" => Fault {
            message: format!("{shown} is not a web address"),
            help: Some("write the whole address, from `https://` on, without spaces".to_owned()),
            meant: None,
        },
        _ => Fault {
            message: format!("{shown} does not have the form that {key} needs ({format})"),
            help: examples(schema),
            meant: None,
        },
    }
}

/// The form of a pattern, by the schema's description and examples.
pub(super) fn explain_pattern(pattern: &str, key: &str, text: &str, schema: Option<&Value>) -> Fault {
    let shown = quoted(text);
    if pattern == "^[a-z0-9]+(-[a-z0-9]+)*$" {
        let meant = slug(text);
        return Fault {
            message: format!("{shown} is not an id: one has small Latin letters, digits and single hyphens"),
            help: meant.as_ref().map(|id| format!("write `{id}`")),
            meant,
        };
    }
    if pattern == "^https?://" {
        return explain("uri", key, text, schema);
    }
    Fault {
        message: format!("{shown} does not have the form that {} needs", quoted(key)),
        help: examples(schema).or_else(|| Some(format!("it must match the pattern `{pattern}`"))),
        meant: None,
    }
}

/// The description of a schema and its examples, as help.
pub(super) fn examples(schema: Option<&Value>) -> Option<String> {
    let schema = schema?;
    let description = schema.get("description").and_then(Value::as_str).map(first_sentence);
    let shown: Vec<String> = schema
        .get("examples")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter(|example| !example.is_object() && !example.is_array())
        .take(3)
        .map(|example| format!("`{}`", example.as_str().map_or_else(|| example.to_string(), str::to_owned)))
        .collect();
    match (description, shown.is_empty()) {
        (Some(description), true) => Some(description),
        (Some(description), false) => Some(format!("{description}; for example {}", shown.join(", "))),
        (None, false) => Some(format!("for example {}", shown.join(", "))),
        (None, true) => None,
    }
}

/// The first sentence of a description, as it goes on after "help:".
pub(super) fn first_sentence(description: &str) -> String {
    let end = description.find(". ").unwrap_or(description.len());
    let sentence = description.get(..end).unwrap_or(description).trim_end_matches('.');
    let mut letters = sentence.chars();
    match (letters.next(), letters.clone().next()) {
        // An abbreviation keeps its capitals.
        (Some(first), Some(second)) if first.is_uppercase() && !second.is_uppercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => sentence.to_owned(),
    }
}

/// Days of the common written forms, where there is only one way to read them.
fn date(text: &str) -> Option<String> {
    let parts: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let number = |part: &str| part.trim_end_matches(|c: char| c.is_alphabetic()).parse::<u16>().ok();
    let (year, month, day) = match *parts.as_slice() {
        // 2023.5.3, 2023/05/03
        [year, month, day] if year.len() == 4 => (number(year)?, number(month)?, number(day)?),
        [first, second, year] if year.len() == 4 => match (month(first), month(second)) {
            (None, Some(month)) => (number(year)?, month, number(first)?),
            (Some(month), None) => (number(year)?, month, number(second)?),
            (None, None) => {
                let (day, month) = (number(first)?, number(second)?);
                // 03/05/2023 is May in one country and March in another; 03.05.2023 is written by the first.
                if !text.contains('.') && day <= 12 && month <= 12 && day != month {
                    return None;
                }
                if month > 12 { (number(year)?, day, month) } else { (number(year)?, month, day) }
            }
            (Some(_), Some(_)) => return None,
        },
        [name, year] if year.len() == 4 => {
            let date = format!("{:04}-{:02}", number(year)?, month(name).or_else(|| number(name))?);
            return Date::parse(&date).is_ok().then_some(date);
        }
        _ => return None,
    };
    let date = format!("{year:04}-{month:02}-{day:02}");
    Date::parse(&date).is_ok().then_some(date)
}

/// The number of a month by its English name or the beginning of it.
fn month(name: &str) -> Option<u16> {
    let name = name.to_lowercase();
    (1..=12).find(|&month| {
        name.len() >= 3
            && u8::try_from(month)
                .is_ok_and(|m| crate::model::date::month_name(m).to_lowercase().starts_with(&name))
    })
}

/// `15 days`, `6 years`, `2 years 6 months`, as ISO 8601 writes them.
fn duration(text: &str) -> Option<String> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '-'))
        .filter(|word| !word.is_empty() && *word != "and")
        .collect();
    let mut written = String::from("P");
    for pair in words.chunks(2) {
        let [count, unit] = pair else { return None };
        let count: u32 = count.parse().ok()?;
        let unit = match unit.trim_end_matches('s').to_lowercase().as_str() {
            "year" => 'Y',
            "month" => 'M',
            "week" => 'W',
            "day" => 'D',
            _ => return None,
        };
        written.push_str(&format!("{count}{unit}"));
    }
    (written.len() > 1).then_some(written)
}

/// A text as an id: small Latin letters, digits and hyphens; `None` where letters would be lost.
fn slug(text: &str) -> Option<String> {
    let mut slug = String::new();
    for letter in text.trim().chars() {
        match letter {
            'a'..='z' | '0'..='9' => slug.push(letter),
            'A'..='Z' => slug.push(letter.to_ascii_lowercase()),
            ' ' | '_' | '-' | '.' | '/' | ',' | ':' if !slug.ends_with('-') => slug.push('-'),
            ' ' | '_' | '-' | '.' | '/' | ',' | ':' | '\'' | '’' | '!' | '?' => {}
            _ => return None,
        }
    }
    let slug = slug.trim_matches('-');
    (!slug.is_empty()).then(|| slug.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_can_be_read_in_one_way_only() {
        for (text, expected) in [
            ("03.05.2023", Some("2023-05-03")),
            ("3 May 2023", Some("2023-05-03")),
            ("3rd May 2023", Some("2023-05-03")),
            ("May 3, 2023", Some("2023-05-03")),
            ("2023/5/3", Some("2023-05-03")),
            ("25/12/2023", Some("2023-12-25")),
            ("12/25/2023", Some("2023-12-25")),
            ("03/05/2023", None),
            ("May 2023", Some("2023-05")),
            ("03.2023", Some("2023-03")),
            ("yesterday", None),
            ("31.04.2023", None),
        ] {
            assert_eq!(date(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn durations_and_ids() {
        assert_eq!(duration("15 days").as_deref(), Some("P15D"));
        assert_eq!(duration("2 years and 6 months").as_deref(), Some("P2Y6M"));
        assert_eq!(duration("life"), None);
        assert_eq!(slug("Zhanbolat Mamai").as_deref(), Some("zhanbolat-mamai"));
        assert_eq!(slug("Мамай"), None);
    }
}
