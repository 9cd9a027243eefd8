//! Names of countries as documents of the region have them, beside the English names of ISO 3166-1.

/// Countries with their names in small letters: other English ones, their own, and those in Russian and the region's languages.
const NAMES: &[(&str, &[&str])] = &[
    ("AE", &["uae", "emirates", "оаэ", "объединенные арабские эмираты", "баә"]),
    ("AF", &["афганистан", "ауғанстан", "afgʻoniston"]),
    ("AM", &["армения", "hayastan", "հայաստան", "әрменстан"]),
    ("AT", &["австрия", "österreich"]),
    ("AZ", &["азербайджан", "azərbaycan", "azarbaijan", "әзербайжан"]),
    ("BE", &["бельгия", "belgique", "belgië"]),
    (
        "BY",
        &[
            "беларусь",
            "белоруссия",
            "byelorussia",
            "belorussia",
            "республика беларусь",
            "рэспубліка беларусь",
        ],
    ),
    ("CH", &["швейцария", "schweiz", "suisse"]),
    ("CN", &["китай", "кнр", "prc", "қытай", "кытай", "xitoy"]),
    ("CZ", &["czech republic", "чехия", "česko", "чешская республика"]),
    ("DE", &["германия", "deutschland", "фрг", "алмания"]),
    ("EE", &["эстония", "eesti"]),
    ("ES", &["испания", "españa"]),
    ("FI", &["финляндия", "suomi"]),
    ("FR", &["франция"]),
    (
        "GB",
        &[
            "uk",
            "u.k.",
            "britain",
            "great britain",
            "united kingdom",
            "england",
            "scotland",
            "wales",
            "великобритания",
        ],
    ),
    ("GE", &["грузия", "sakartvelo", "საქართველო", "грузия республикасы"]),
    ("IN", &["индия"]),
    ("IR", &["iran", "иран"]),
    ("IL", &["израиль"]),
    ("IT", &["италия", "italia"]),
    (
        "KG",
        &[
            "kyrgyz republic",
            "kirghizia",
            "kirgizia",
            "kirgizstan",
            "kirghizstan",
            "кыргызстан",
            "киргизия",
            "кыргызская республика",
            "кыргыз республикасы",
            "қырғызстан",
            "qirgʻiziston",
        ],
    ),
    ("KR", &["south korea", "korea", "южная корея", "республика корея"]),
    (
        "KZ",
        &[
            "казахстан",
            "қазақстан",
            "qazaqstan",
            "kazakstan",
            "qazakhstan",
            "республика казахстан",
            "republic of kazakhstan",
            "қазақстан республикасы",
            "рк",
            "қр",
            "qozogʻiston",
        ],
    ),
    ("LT", &["литва", "lietuva"]),
    ("LV", &["латвия", "latvija"]),
    ("MD", &["moldova", "молдова", "молдавия"]),
    ("MN", &["монголия"]),
    ("NL", &["holland", "netherlands", "the netherlands", "нидерланды", "голландия", "nederland"]),
    ("NO", &["норвегия", "norge"]),
    ("PL", &["польша", "polska"]),
    ("RO", &["румыния", "românia"]),
    ("RS", &["сербия", "srbija"]),
    ("RU", &["russia", "россия", "рф", "российская федерация", "rossiya", "ресей", "rf", "орусия"]),
    ("SE", &["швеция", "sverige"]),
    ("SY", &["syria", "сирия"]),
    (
        "TJ",
        &[
            "таджикистан",
            "тоҷикистон",
            "tadzhikistan",
            "tadjikistan",
            "тәжікстан",
            "tojikiston",
            "республика таджикистан",
        ],
    ),
    ("TM", &["туркменистан", "türkmenistan", "туркмения", "turkmenia", "түрікменстан"]),
    ("TR", &["turkey", "türkiye", "turkiye", "турция", "түркия", "turkia", "turkiya"]),
    ("UA", &["украина", "україна", "ukraina"]),
    ("US", &["usa", "u.s.a.", "u.s.", "united states", "the united states", "america", "сша", "ақш"]),
    (
        "UZ",
        &[
            "узбекистан",
            "ўзбекистон",
            "oʻzbekiston",
            "o'zbekiston",
            "o‘zbekiston",
            "ozbekiston",
            "өзбекстан",
            "өзбекистан",
            "республика узбекистан",
        ],
    ),
];

/// Returns the code of a country by a name that is not its English one in ISO 3166-1.
pub(super) fn code_by_other_name(name: &str) -> Option<&'static str> {
    let name = name.trim().to_lowercase();
    NAMES.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(code, _)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_is_that_of_one_country() {
        let mut names: Vec<&str> = NAMES.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        assert!(names.iter().all(|name| name.to_lowercase() == **name));
        for (code, _) in NAMES {
            assert!(super::super::name(code).is_some(), "{code}");
        }
        for (name, code) in
            [("Türkiye", "TR"), ("Қазақстан", "KZ"), ("Великобритания", "GB"), ("Киргизия", "KG")]
        {
            assert_eq!(code_by_other_name(name), Some(code));
        }
        assert_eq!(code_by_other_name("Utopia"), None);
    }
}
