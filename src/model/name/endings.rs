//! The forms that a name has in the grammar of Russian and Kazakh.

use super::fold;

/// The endings that Russian, Kazakh, Kyrgyz, Uzbek and Tajik add to a name in their grammatical cases, as [`fold`] writes them.
pub(super) const CASE_ENDINGS: [&str; 77] = [
    "", "a", "e", "i", "o", "u", "ia", "iu", "ii", "ie", "oi", "ei", "oiu", "eiu", "om", "em", "im", "am",
    "iam", "ah", "iah", "ih", "ogo", "ego", "omu", "emu", "ami", "iami", "imi", "nin", "din", "tin", "ga",
    "ge", "ka", "ke", "na", "ne", "ni", "di", "ti", "da", "de", "ta", "te", "dan", "den", "tan", "ten",
    "nan", "nen", "men", "ben", "pen", "niki", "diki", "tiki", "lar", "tar", "go", "du", "do", "nu", "no",
    "tu", "to", "ko", "don", "ton", "non", "nun", "dun", "tun", "ning", "lor", "dor", "ro",
];

/// The length of the longest ending in bytes.
const LONGEST_ENDING: usize = 4;

const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];

/// Returns a sound without each of the endings that it may have, the whole first.
pub(crate) fn without_endings(sound: &str) -> impl Iterator<Item = &str> {
    (0..=LONGEST_ENDING.min(sound.len())).filter_map(|length| {
        let (stem, ending) = sound.split_at_checked(sound.len() - length)?;
        CASE_ENDINGS.contains(&ending).then_some(stem)
    })
}

/// Returns what the grammatical cases of a name may leave of its sound: `testov` of `testova`, `pavl` of `pavel`.
pub(crate) fn stems(sound: &str) -> Vec<String> {
    let mut stems = vec![sound.to_owned()];
    let shorter = [sound.strip_suffix(VOWELS).unwrap_or(sound), sound.trim_end_matches(VOWELS)];
    stems.extend(shorter.into_iter().filter(|stem| stem.len() >= 3).map(str::to_owned));
    // A vowel before the last consonant may go.
    let mut letters = sound.chars().rev();
    if let (Some(last), Some('e' | 'o')) = (letters.next(), letters.next())
        && !VOWELS.contains(&last)
        && sound.len() >= 5
    {
        let without: String = letters.rev().chain([last]).collect();
        stems.push(without);
    }
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// Returns true if a word in Cyrillic letters is a name's form in some grammatical case, letter by letter: `Жыланбаева`
/// of `Жыланбаев`, not `Жиланбаева`. `ё` counts as `е`.
pub(crate) fn is_form_of(word: &str, name: &str) -> bool {
    let letters = |text: &str| -> Vec<char> {
        text.chars().flat_map(char::to_lowercase).map(|c| if c == 'ё' { 'е' } else { c }).collect()
    };
    let (word, name) = (letters(word), letters(name));
    let common = word.iter().zip(&name).take_while(|(one, other)| one == other).count();
    // An ending may begin with the vowel of the name's own: `Пробным` of `Пробный`.
    is_inflected(&word, &name, common) || common > 0 && is_inflected(&word, &name, common - 1)
}

/// Returns true if a word has an ending, and a name none or a vowel, behind some letters.
fn is_inflected(word: &[char], name: &[char], stem: usize) -> bool {
    let rest = |letters: &[char]| -> String { letters.iter().skip(stem).collect() };
    let (ending, lost) = (rest(word), rest(name));
    let is_ending = |ending: &str| CASE_ENDINGS.contains(&fold(ending).as_str());
    let is_vowel = |lost: &str| lost.chars().all(|letter| "аеёиоуыэюяйьіәөүұ".contains(letter));
    let mut letters_lost = lost.chars();
    let without_fleeting = match (letters_lost.next(), letters_lost.next(), letters_lost.next()) {
        // Names in `-ов` keep it.
        (Some('е' | 'о'), Some(last), None) if last != 'в' => ending.strip_prefix(last),
        _ => None,
    };
    lost.chars().count() <= 2 && is_vowel(&lost) && is_ending(&ending)
        || without_fleeting.is_some_and(is_ending)
}

#[cfg(test)]
mod tests {
    use super::is_form_of;

    #[test]
    fn forms_of_a_name_have_its_letters() {
        for (name, forms) in [
            (
                "Жыланбаев",
                "Жыланбаев Жыланбаева Жыланбаеву Жыланбаевым Жыланбаеве Жыланбаевы Жыланбаевых Жыланбаевтың Жыланбаевқа Жыланбаевтан Жыланбаевпен",
            ),
            ("Тестова", "Тестова Тестовой Тестову Тестовою Тестовы Тестованың Тестоваға Тестовамен"),
            ("Пробный", "Пробного Пробному Пробным Пробном Пробные"),
            ("Мамай", "Мамая Мамаю Мамаем Мамае Мамайдың Мамайға Мамаймен"),
            ("Фёдоров", "Федорова Фёдорову"),
            ("Павел", "Павла Павлу Павлом Павелдің"),
            ("Донец", "Донца Донцу"),
            ("Стефанович", "Стефановича Стефановичем"),
            ("Сынаков", "Сынаковго Сынаковду Сынаковдон Сынаковдун Сынаковдо"),
            ("Мирзоев", "Мирзоевро Мирзоевнинг Мирзоевга Мирзоевни"),
        ] {
            for form in forms.split(' ') {
                assert!(is_form_of(form, name), "{form} of {name}");
            }
        }
        for (name, word) in [
            ("Жыланбаев", "Жиланбаева"),
            ("Жыланбаев", "Жиланбаев"),
            ("Прокопьев", "Прокопева"),
            ("Тестова", "Тестер"),
            ("Мамай", "Момая"),
            ("Султанбеков", "Султанбекво"),
        ] {
            assert!(!is_form_of(word, name), "{word} of {name}");
        }
    }
}
