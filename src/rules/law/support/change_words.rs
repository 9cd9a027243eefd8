//! Words by which a text says that a penalty was reduced or increased.

use std::sync::LazyLock;

use regex::Regex;

/// The direction in which a review changed a penalty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules::law) enum Change {
    Reduced,
    Increased,
}

static REDUCED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let pattern = concat!(
        r"\b(?:reduced|shortened|lowered|cut|commuted|mitigated) (?:the|his|her|their) (?:[\w’']+ ){0,2}(?:sentence|term|penalty|punishment)",
        r"|\b(?:sentence|term|penalty|punishment)s? (?:was|were|has been|have been) (?:reduced|shortened|lowered|cut|mitigated)",
        r"|(?:смягчил|снизил|сократил|уменьшил)\w*[^.;]{0,20}(?:срок|наказани|приговор)",
        r"|(?:срок|наказани|приговор)[^.;]{0,20}(?:смягчен|смягчён|снижен|сокращен|сокращён|уменьшен)",
        r"|(?:жаза|мерзім)\p{L}*[^.;]{0,20}(?:жеңілдет|азайт|қысқарт)",
        r"|(?:жаза|мөөнөт)\p{L}*[^.;]{0,20}(?:жеңилдет|азайт|кыскарт)",
    );
    Regex::new(pattern).ok()
});

static INCREASED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let pattern = concat!(
        r"\b(?:increased|raised|lengthened|extended) (?:the|his|her|their) (?:[\w’']+ ){0,2}(?:sentence|term|penalty|punishment)",
        r"|\b(?:sentence|term|penalty|punishment)s? (?:was|were|has been|have been) (?:increased|raised|lengthened|extended)",
        r"|(?:ужесточил|увеличил|усилил)\w*[^.;]{0,20}(?:срок|наказани|приговор)",
        r"|(?:срок|наказани|приговор)[^.;]{0,20}(?:ужесточен|ужесточён|увеличен|усилен)",
        r"|(?:жаза|мерзім)\p{L}*[^.;]{0,20}(?:ұзарт|қатаңдат|күшейт)",
    );
    Regex::new(pattern).ok()
});

/// Words by which the change is that of somebody else, or none.
static ELSE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"\bnot\b|n[’']t\b|refus|reject|\bask|request|demand|\bно\b|\bне\b|прос|треб|отказ|other|another|co-|amnest|амнист|рақымшылық|мунапыс",
    )
    .ok()
});

/// Words for a case that a court sends back to be tried again.
static RETURNED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let pattern = concat!(
        r"(?:sent|returned|remitted|referred) (?:the case |it |them )?(?:back )?(?:to the \w+(?: \w+)? )?for (?:a )?(?:new|fresh|second) trial",
        r"|(?:ordered|for) a retrial|на новое (?:судебное )?(?:рассмотрение|разбирательство)|жаңадан қарауға|жаңа қарауға",
    );
    Regex::new(pattern).ok()
});

/// Returns the words by which a text says that a court sent the case back to be tried again.
pub(in crate::rules::law) fn returned_said(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let says = |pattern: &Option<Regex>| pattern.as_ref().is_some_and(|pattern| pattern.is_match(&lower));
    // A pattern is compiled where it may be found.
    if !["trial", "нов", "жаңа"].iter().any(|word| lower.contains(word)) || says(&ELSE_RETURNED) {
        return None;
    }
    RETURNED.as_ref()?.find(&lower).map(|found| found.as_str().to_owned())
}

/// Words by which nothing is sent back, or was sent back before.
static ELSE_RETURNED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"\bnot\b|n[’']t\b|refus|reject|\bask|request|demand|\bno\b|\bне\b|прос|треб|отказ|earlier|previous|\bafter\b|\bhad\b|ранее|прежде|\bпосле\b|second time",
    )
    .ok()
});

/// Returns the direction in which a text says that a penalty was changed; `None` where it says neither, or both, or more.
pub(in crate::rules::law) fn change_said(text: &str) -> Option<Change> {
    let text = text.to_lowercase();
    let says = |pattern: &Option<Regex>| pattern.as_ref().is_some_and(|pattern| pattern.is_match(&text));
    match (says(&REDUCED), says(&INCREASED)) {
        _ if says(&ELSE) => None,
        (true, false) => Some(Change::Reduced),
        (false, true) => Some(Change::Increased),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Change, change_said};

    #[test]
    fn a_text_says_in_which_direction_the_penalty_was_changed() {
        for text in [
            "The court of appeal reduced the prison term.",
            "His sentence was reduced on appeal.",
            "Апелляция смягчила наказание.",
            "Срок наказания снижен до двух лет.",
            "Сот жаза мерзімін қысқартты.",
        ] {
            assert_eq!(change_said(text), Some(Change::Reduced), "{text}");
        }
        assert_eq!(change_said("The court increased his sentence."), Some(Change::Increased));
        assert_eq!(change_said("Суд ужесточил наказание."), Some(Change::Increased));
        for text in [
            "The court did not reduce the sentence.",
            "The defence asked that the sentence was reduced.",
            "The sentence was left unchanged.",
            "The fine was reduced.",
            "A year before her sentence was reduced by amnesty. The court of appeal added a year.",
        ] {
            assert_eq!(change_said(text), None, "{text}");
        }
    }
}
