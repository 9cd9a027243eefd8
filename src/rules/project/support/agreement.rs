//! Agreement between the values that several places give for one thing.

use unicode_script::{Script, UnicodeScript as _};

use crate::project::Sited;

/// The largest number of different values to count: among more, no value is usual.
const MOST_VALUES: usize = 50;

/// Returns the value that most places agree with, at its first place, and the places that contradict it; `None` where
/// no value contradicts another. If several values have equal support, the first one counts.
///
/// A value that agrees with all others never counts as the usual one: `2023` agrees with every day of that year, but
/// the days may still contradict each other.
pub(crate) fn find_dissent<V: PartialEq>(
    claims: &[Sited<V>],
    is_same: impl Fn(&V, &V) -> bool,
) -> Option<(&Sited<V>, Vec<&Sited<V>>)> {
    let mut values: Vec<(&Sited<V>, usize)> = Vec::new();
    for claim in claims {
        let is_full = values.len() >= MOST_VALUES;
        match values.iter_mut().find(|(value, _)| value.value == claim.value) {
            Some((_, count)) => *count += 1,
            None if is_full => {}
            None => values.push((claim, 1)),
        }
    }
    let mut most = None;
    for (value, _) in &values {
        let (agreeing, contradicting): (Vec<_>, Vec<_>) =
            values.iter().partition(|(other, _)| is_same(&value.value, &other.value));
        let support: usize = agreeing.iter().map(|(_, count)| count).sum();
        if !contradicting.is_empty() && most.is_none_or(|(_, most)| support > most) {
            most = Some((*value, support));
        }
    }
    let (usual, _) = most?;
    let others = claims.iter().filter(|claim| !is_same(&usual.value, &claim.value)).collect();
    Some((usual, others))
}

/// Returns the script of most letters of a text.
pub(crate) fn main_script(text: &str) -> Option<Script> {
    let mut counts: Vec<(Script, usize)> = Vec::new();
    for script in text.chars().filter(|letter| letter.is_alphabetic()).map(|letter| letter.script()) {
        match counts.iter_mut().find(|(known, _)| *known == script) {
            Some((_, count)) => *count += 1,
            None => counts.push((script, 1)),
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(script, _)| script)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Site;
    use crate::source::{FileId, Span};
    use crate::tree::NodeId;

    /// Returns the usual one of these dates of one day, and those that contradict it.
    fn dissenting<'t>(dates: &[&'t str]) -> Option<(&'t str, Vec<&'t str>)> {
        let site = Site { file: FileId(0), span: Span { start: 0, end: 0 }, document: 0, node: NodeId(0) };
        let claims: Vec<_> = dates.iter().map(|date| Sited { value: *date, site }).collect();
        let (usual, others) = find_dissent(&claims, |a, b| a.starts_with(b) || b.starts_with(a))?;
        Some((usual.value, others.iter().map(|other| other.value).collect()))
    }

    #[test]
    fn a_vague_value_hides_no_contradiction_wherever_it_stands() {
        for dates in [
            ["2023", "2023-07-14", "2023-07-15"],
            ["2023-07-14", "2023", "2023-07-15"],
            ["2023-07-14", "2023-07-15", "2023"],
        ] {
            assert_eq!(dissenting(&dates), Some(("2023-07-14", vec!["2023-07-15"])), "{dates:?}");
        }
        assert_eq!(dissenting(&["2023", "2023-07-14", "2023"]), None);
    }

    #[test]
    fn what_most_places_agree_with_is_usual() {
        assert_eq!(dissenting(&["2022", "2023", "2023-07"]), Some(("2023", vec!["2022"])));
        assert_eq!(dissenting(&["2022", "2023"]), Some(("2022", vec!["2023"])));
    }

    #[test]
    fn a_text_is_in_the_script_of_most_of_its_letters() {
        assert_eq!(main_script("Приговор (PDF)"), Some(Script::Cyrillic));
        assert_eq!(main_script("Verdict of 2023"), Some(Script::Latin));
        assert_eq!(main_script("2023"), None);
    }
}
