//! Messages and advice, in which backticks enclose code.

/// A part of a message.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// True if it is code: a value, a key, what to write.
    pub(super) is_code: bool,
    pub(super) text: String,
}

/// Takes a message apart at its backticks. One without its partner is a plain character.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut parts = text.split('`').enumerate().peekable();
    let mut words: Vec<Word> = Vec::new();
    while let Some((index, part)) = parts.next() {
        let is_code = index % 2 == 1 && parts.peek().is_some();
        let is_stray = index % 2 == 1 && !is_code;
        let part = if is_stray { format!("`{part}") } else { part.to_owned() };
        match words.last_mut().filter(|last| !last.is_code && !is_code) {
            Some(last) => last.text.push_str(&part),
            None if part.is_empty() => {}
            None => words.push(Word { is_code, text: part }),
        }
    }
    words
}

/// Takes each line of advice apart.
pub(super) fn paragraphs(text: &str) -> Vec<Vec<Word>> {
    text.trim_end().lines().filter(|line| !line.trim().is_empty()).map(words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        words(text)
            .iter()
            .map(|word| if word.is_code { format!("<{}>", word.text) } else { word.text.clone() })
            .collect()
    }

    #[test]
    fn backticks_enclose_code() {
        assert_eq!(shown("write `date: 2023`, not `x`"), ["write ", "<date: 2023>", ", not ", "<x>"]);
        assert_eq!(shown("`a` or `b"), ["<a>", " or `b"]);
        assert_eq!(shown("``"), [""; 0]);
        assert_eq!(paragraphs("one\n\ntwo `x`\n").len(), 2);
    }
}
