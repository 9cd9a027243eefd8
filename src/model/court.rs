//! Names of courts, read as far as they distinguish one court from another.

use std::collections::BTreeSet;

use super::name::fold;

/// The territory that a court serves, the most local first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    District,
    City,
    Region,
    Supreme,
}

/// A court's name in its parts.
#[derive(Debug, PartialEq)]
pub(crate) struct CourtName {
    /// The most local rank where the name has several, as in `Medeu District Court of Almaty City`.
    rank: Option<Rank>,
    /// Branches of justice with courts of their own.
    branches: BTreeSet<&'static str>,
    /// `No. 2`, `2nd`, `Second`.
    numbers: BTreeSet<u32>,
    /// The other words as they sound, without their endings.
    words: Vec<Word>,
}

#[derive(Debug, PartialEq)]
struct Word {
    stem: String,
    /// True if only its beginning is written: `Мос` in `Мосгорсуд`.
    is_cut: bool,
}

/// Words that name a rank, in English, Russian, Belarusian and Kazakh.
const RANKS: &[(Rank, &[&str])] = &[
    (Rank::District, &["district", "raion", "rayon"]),
    (Rank::District, &["районный", "районного", "район", "района", "раённы", "раёна"]),
    (Rank::District, &["аудандық", "ауданы", "ауданының"]),
    (Rank::City, &["city", "town", "municipal"]),
    (Rank::City, &["городской", "городского", "город", "города", "г", "гор", "гарадскі", "горада"]),
    (Rank::City, &["қалалық", "қаласы", "қаласының"]),
    (Rank::Region, &["regional", "region", "oblast", "provincial", "province"]),
    (Rank::Region, &["областной", "областного", "область", "области", "обл", "абласны", "вобласці"]),
    (Rank::Region, &["облыстық", "облысы", "облысының"]),
    (Rank::Supreme, &["supreme", "верховный", "верховного", "вярхоўны", "жоғарғы"]),
];

/// Beginnings of words that name a branch, with the branch.
const BRANCHES: &[(&str, &str)] = &[
    ("arbitra", "economic"),
    ("constitution", "constitutional"),
    ("economic", "economic"),
    ("garrison", "garrison"),
    ("juvenile", "juvenile"),
    ("military", "military"),
    ("арбитраж", "economic"),
    ("военн", "military"),
    ("гарнизон", "garrison"),
    ("конституцион", "constitutional"),
    ("экономич", "economic"),
    ("ювенальн", "juvenile"),
];

/// Beginnings of words that many courts' names share, so that they distinguish none.
const COMMON: &[&str] = &[
    "administrative",
    "and",
    "court",
    "criminal",
    "for",
    "interdistrict",
    "judicial",
    "nr",
    "no",
    "number",
    "of",
    "speciali",
    "the",
    "административн",
    "межрайонн",
    "номер",
    "по",
    "сот",
    "специализированн",
    "суд",
    "уголовн",
];

/// Endings of Russian and Belarusian nouns and adjectives, the longer first.
const ENDINGS: [&str; 34] = [
    "ого", "его", "ому", "ему", "ыми", "ими", "ага", "яга", "ая", "яя", "ое", "ее", "ые", "ие", "ый", "ий",
    "ой", "ей", "ую", "юю", "ым", "им", "ых", "их", "ов", "ев", "а", "я", "о", "е", "ы", "и", "і", "у",
];

/// `second`, `второй` and the like, without their endings.
const ORDINALS: &[(&str, u32)] = &[
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("перв", 1),
    ("втор", 2),
    ("трет", 3),
    ("треть", 3),
    ("четверт", 4),
    ("пят", 5),
    ("шест", 6),
];

/// Returns true if two names in one language can be those of one court ([`CourtName::agrees`]).
pub(crate) fn courts_agree(one: &str, other: &str) -> bool {
    one == other || CourtName::parse(one).agrees(&CourtName::parse(other))
}

impl CourtName {
    /// Returns true if two names in one language can be those of one court: rank, number and branch agree where both
    /// names have them, and the words of one are among those of the other, however they are transliterated and
    /// inflected.
    pub(crate) fn agrees(&self, other: &Self) -> bool {
        let is_one_silent = |are_silent: [bool; 2]| are_silent.contains(&true);
        (self.rank == other.rank || is_one_silent([self.rank.is_none(), other.rank.is_none()]))
            && (self.numbers == other.numbers
                || is_one_silent([self.numbers.is_empty(), other.numbers.is_empty()]))
            && self.branches == other.branches
            && (self.is_within(other) || other.is_within(self))
    }

    /// Splits a court's name into its parts.
    pub(crate) fn parse(name: &str) -> Self {
        let mut court =
            Self { rank: None, branches: BTreeSet::new(), numbers: BTreeSet::new(), words: Vec::new() };
        // `Inter-District` and `Interdistrict`, `р-н` and `рн`.
        let name = name.to_lowercase().replace('-', "");
        for word in name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
            court.add_word(word);
        }
        court
    }

    fn add_word(&mut self, word: &str) {
        let begins = |part: &&str| word.starts_with(*part);
        let digits = word.trim_end_matches(|letter: char| !letter.is_ascii_digit());
        if let Ok(number) = digits.parse() {
            self.numbers.insert(number);
        } else if let Some((_, number)) = ORDINALS.iter().find(|(part, _)| *part == without_ending(word)) {
            self.numbers.insert(*number);
        } else if let Some((rank, _)) = RANKS.iter().find(|(_, words)| words.contains(&word)) {
            self.rank = Some(self.rank.map_or(*rank, |known| known.min(*rank)));
        } else if let Some((_, branch)) = BRANCHES.iter().find(|(part, _)| begins(part)) {
            self.branches.insert(branch);
        } else if let Some((place, rank)) = split_compound(word) {
            self.rank = Some(rank);
            self.words.push(Word { stem: fold(place), is_cut: true });
        } else if !COMMON.iter().any(|part| word == *part || part.len() > 4 && word.starts_with(part)) {
            self.words.push(Word { stem: stem(word), is_cut: false });
        }
    }

    /// Returns true if all words of this name are among those of another.
    fn is_within(&self, other: &Self) -> bool {
        self.words.iter().all(|word| other.words.iter().any(|known| word.agrees(known)))
    }
}

impl Word {
    fn agrees(&self, other: &Self) -> bool {
        let begins = |cut: &Self, whole: &Self| cut.is_cut && whole.stem.starts_with(&cut.stem);
        self.stem == other.stem || begins(self, other) || begins(other, self)
    }
}

/// Splits a compound into the place and the rank of a court: `Мосгорсуд`, `Мособлсуда`.
fn split_compound(word: &str) -> Option<(&str, Rank)> {
    let compounds = [("горсуд", Rank::City), ("облсуд", Rank::Region), ("райсуд", Rank::District)];
    compounds.into_iter().find_map(|(part, rank)| Some((word.split_once(part)?.0, rank)))
}

/// Returns a word's sound without its ending, which is the same for `Ленинский` and `Ленинского`, `Leninsky` and
/// `Leninski`, `Gomel` and `Homiel`.
fn stem(word: &str) -> String {
    let stem = without_ending(word);
    let stem = if stem.chars().count() >= 4 { stem } else { word };
    let folded = fold(stem).replace("ie", "e").replace('h', "g");
    let bare = folded.trim_end_matches(['a', 'e', 'i', 'o', 'u']);
    if bare.len() >= 4 { bare.to_owned() } else { folded }
}

fn without_ending(word: &str) -> &str {
    ENDINGS.iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::courts_agree;

    #[test]
    fn one_court_may_be_written_in_several_ways() {
        for (one, other) in [
            ("Medeu District Court", "the Medeu district court of Almaty"),
            ("Medeu District Court of Almaty City", "Medeu District Court"),
            ("Almaty City Court", "Almaty court"),
            ("Minsk Leninski District Court", "Leninsky District Court of Minsk"),
            ("Gomel Regional Court", "Homiel Regional Court"),
            (
                "Specialised Inter-District Criminal Court of Almaty",
                "Specialized Interdistrict Court of Almaty",
            ),
            ("Second Western District Military Court", "2nd Western District Military Court"),
            ("Almaly District Court No. 2", "Almaly District Court"),
            ("Ленинский районный суд г. Минска", "Суд Ленинского района г. Минска"),
            ("Медеуский районный суд", "Районный суд Медеуского района"),
            ("Мосгорсуд", "Московский городской суд"),
            ("Верховный суд Республики Беларусь", "Верховный суд"),
        ] {
            assert!(courts_agree(one, other) && courts_agree(other, one), "{one}, {other}");
        }
    }

    #[test]
    fn two_courts_are_told_apart() {
        for (one, other) in [
            ("Medeu District Court", "Bostandyk District Court"),
            ("Almaty District Court", "Almaty Regional Court"),
            ("Minsk City Court", "Minsk Regional Court"),
            ("Minsk City Court", "Leninsky District Court of Minsk"),
            ("Almaty City Court", "Medeu District Court of Almaty City"),
            ("City Court", "Supreme Court of Belarus"),
            ("Almaly District Court No. 2", "Almaly District Court No. 3"),
            ("Almaly District Court", "Almaty District Court"),
            ("Minsk City Court", "Minsk City Economic Court"),
            ("First Appeal Court of General Jurisdiction", "First Cassation Court of General Jurisdiction"),
            ("Московский городской суд", "Московский областной суд"),
            ("Мосгорсуд", "Мособлсуд"),
        ] {
            assert!(!courts_agree(one, other) && !courts_agree(other, one), "{one}, {other}");
        }
    }
}
