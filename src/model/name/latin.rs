//! Words in Latin letters, as the region's passports and press write them.

use super::{is_apostrophe, sound};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Returns a text in small Latin letters without marks: `Жылдыз Асанова` becomes `zhyldyz asanova`. Other signs stay.
pub(crate) fn transliterate(text: &str) -> String {
    let mut latin = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        let usual = match letter {
            'ж' => Some("zh"),
            'х' | 'ҳ' => Some("kh"),
            'ы' | 'й' => Some("y"),
            'щ' => Some("shch"),
            'ю' => Some("yu"),
            'я' => Some("ya"),
            'ž' | 'ż' => Some("z"),
            'ç' | 'č' | 'ć' => Some("c"),
            'ş' | 'š' | 'ŝ' => Some("s"),
            letter => sound(letter),
        };
        match usual {
            Some(letters) => latin.push_str(letters),
            None if letter.is_ascii() => latin.push(letter),
            None if is_apostrophe(letter) => {}
            None => latin.extend(letter.nfd().filter(|c| !is_combining_mark(*c))),
        }
    }
    latin
}

#[cfg(test)]
mod tests {
    use super::transliterate;

    #[test]
    fn words_are_written_as_the_press_does() {
        for (word, latin) in [
            ("асанова", "asanova"),
            ("Жылдыз Щербакова", "zhyldyz shcherbakova"),
            ("ükim", "ukim"),
            ("ҳилола-эргашева", "khilola-ergasheva"),
            ("үкім", "ukim"),
            ("Şıñğıs", "singis"),
        ] {
            assert_eq!(transliterate(word), latin);
        }
    }
}
