//! Puts words of the file into messages: quoted, cut to a recognisable length, and listed.

/// Returns a word of the file in backticks.
pub(crate) fn quoted(text: &str) -> String {
    format!("`{}`", clip(text))
}

/// Returns the first line of a text of the file, cut to a length that can be recognised at a glance.
pub(crate) fn clip(text: &str) -> String {
    const MOST: usize = 90;
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None if line.len() < text.len() => format!("{line}…"),
        None => line.to_owned(),
    }
}

/// Returns the word for one of what a plural names: `case` for `cases`, `penalty` for `penalties`, `address` for itself.
pub(crate) fn singular(plural: &str) -> String {
    match (plural.strip_suffix("ies"), plural.strip_suffix('s')) {
        (Some(stem), _) => format!("{stem}y"),
        // `address` and `basis` are singular.
        (None, Some(stem)) if !stem.ends_with(['s', 'i']) => stem.to_owned(),
        _ => plural.to_owned(),
    }
}

/// Joins alternatives: "a", "a or b", "a, b or c".
pub(crate) fn alternatives(words: &[String]) -> String {
    match words.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, first)) => format!("{} or {last}", first.join(", ")),
    }
}

/// Joins what belongs together: "a", "a and b", "a, b and c".
pub(crate) fn and(words: &[String]) -> String {
    match words.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, first)) => format!("{} and {last}", first.join(", ")),
    }
}

/// Joins names that belong together, in code: "`a`", "`a` and `b`", "`a`, `b` and `c`".
pub(crate) fn all_of(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    and(&names)
}

/// Returns a number with its noun: "1 item", "2 items".
pub(crate) fn count(number: u64, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut() {
        assert_eq!(quoted("court"), "`court`");
        assert_eq!(clip("one\ntwo"), "one…");
        assert_eq!(clip(&"ж".repeat(100)).chars().count(), 91);
    }

    #[test]
    fn words_in_a_row() {
        let words = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(alternatives(&words), "a, b or c");
        assert_eq!(alternatives(&words[..1]), "a");
        assert_eq!(and(&words), "a, b and c");
        assert_eq!(count(1, "item"), "1 item");
        assert_eq!(count(0, "item"), "0 items");
    }
}
