//! Cyrillic letters that look like Latin ones, where only Latin ones may stand.

/// Pairs of letters that no reader can tell apart.
const PAIRS: [(char, char); 24] = [
    ('А', 'A'),
    ('В', 'B'),
    ('Е', 'E'),
    ('К', 'K'),
    ('М', 'M'),
    ('Н', 'H'),
    ('О', 'O'),
    ('Р', 'P'),
    ('С', 'C'),
    ('Т', 'T'),
    ('У', 'Y'),
    ('Х', 'X'),
    ('І', 'I'),
    ('Ѕ', 'S'),
    ('Ј', 'J'),
    ('а', 'a'),
    ('е', 'e'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('у', 'y'),
    ('х', 'x'),
    ('і', 'i'),
    ('ѕ', 's'),
];

/// `text` in Latin letters, and what to say of it; `None` where it has no look-alikes, or other letters too.
pub(crate) fn latin(text: &str) -> Option<(String, String)> {
    let mut letters: Vec<String> = Vec::new();
    let latin: String = text
        .chars()
        .map(|c| match PAIRS.iter().find(|(cyrillic, _)| *cyrillic == c) {
            Some((_, latin)) => {
                letters.push(format!("`{c}`"));
                *latin
            }
            None => c,
        })
        .collect();
    if letters.is_empty() || !latin.is_ascii() {
        return None;
    }
    letters.sort_unstable();
    letters.dedup();
    let help = match letters.as_slice() {
        [one] => format!("the letter {one} is Cyrillic, and only looks Latin: write `{latin}`"),
        several => {
            format!("the letters {} are Cyrillic, and only look Latin: write `{latin}`", several.join(", "))
        }
    };
    Some((latin, help))
}

/// Asks whether `near` was meant by `text`; where only an alphabet differs, which nobody sees, it says so.
pub(crate) fn did_you_mean(text: &str, near: &str) -> String {
    match latin(text) {
        Some((latin, help)) if latin == near => help,
        _ => format!("did you mean `{near}`?"),
    }
}

#[cfg(test)]
mod tests {
    use super::{did_you_mean, latin};

    #[test]
    fn look_alikes_become_latin() {
        let (text, help) = latin("KZ-СС 174").unwrap();
        assert_eq!(text, "KZ-CC 174");
        assert_eq!(
            did_you_mean("dаte", "date"),
            "the letter `а` is Cyrillic, and only looks Latin: write `date`"
        );
        assert_eq!(did_you_mean("dat", "date"), "did you mean `date`?");
        assert_eq!(help, "the letter `С` is Cyrillic, and only looks Latin: write `KZ-CC 174`");
        assert_eq!(
            latin("КZ-СC").unwrap().1,
            "the letters `К`, `С` are Cyrillic, and only look Latin: write `KZ-CC`"
        );
        assert_eq!(latin("суд"), None);
        assert_eq!(latin("KZ"), None);
    }
}
