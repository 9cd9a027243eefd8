//! The words that courts, lawyers and editors use for the words of the schemas.

mod regional;

use regional::REGIONAL;

/// Words of the schemas, each with others for the same thing in English, Russian and Kazakh. A word may stand in several
/// rows: which one is meant depends on the list that it stands for.
const MEANINGS: &[(&str, &[&str])] = &[
    // Outcomes.
    (
        "acquitted",
        &[
            "оправдательный приговор",
            "not-guilty",
            "not guilty",
            "cleared",
            "оправдан",
            "оправдана",
            "ақталды",
        ],
    ),
    ("amended", &["changed", "reduced", "modified", "commuted", "изменен", "изменён", "өзгертілді"]),
    (
        "convicted",
        &[
            "обвинительный приговор",
            "guilty",
            "осужден",
            "осуждена",
            "осуждён",
            "виновен",
            "виновна",
            "сотталды",
        ],
    ),
    ("dismissed", &["discontinued", "terminated", "closed", "прекращено"]),
    ("granted", &["allowed", "satisfied", "удовлетворен", "удовлетворён", "удовлетворено"]),
    ("overturned", &["quashed", "annulled", "reversed", "cancelled", "отменен", "отменён", "отменено"]),
    ("partly-granted", &["partially-granted", "partially granted", "granted in part", "частично"]),
    ("refused", &["rejected", "denied", "declined", "отказано"]),
    (
        "upheld",
        &["confirmed", "affirmed", "unchanged", "sustained", "оставлен без изменения", "без изменений"],
    ),
    // Types of events.
    ("appeal", &["appealed", "cassation-appeal", "апелляция", "жалоба"]),
    ("arrest", &["arrested", "apprehension", "apprehended", "арест"]),
    (
        "assembly-refused",
        &["rally-refused", "refused-assembly", "rally-ban", "protest-ban", "assembly-refusal"],
    ),
    ("blocking", &["blocked", "website-blocked", "site-blocked", "censorship", "блокировка"]),
    ("charge", &["charged", "indictment", "accusation", "indicted", "обвинение"]),
    ("citizenship-revocation", &["denaturalisation", "loss-of-citizenship", "citizenship-revoked"]),
    ("claim", &["lawsuit", "suit", "civil-claim", "civil-suit", "иск"]),
    ("complaint", &["complained", "petition", "заявление"]),
    ("conscription", &["drafted", "conscripted", "mobilisation", "призыв"]),
    ("death", &["died", "killed", "killing", "murder", "murdered", "death-in-custody", "смерть", "өлім"]),
    ("deportation", &["deported", "expulsion", "expelled", "депортация"]),
    ("designation", &["designated", "listing", "blacklisted", "foreign-agent", "extremist-listing"]),
    ("detention", &["detained", "задержание", "ұстау"]),
    ("dismissal", &["dismissed", "fired", "sacked", "увольнение"]),
    ("dissolution", &["dissolved", "liquidation", "liquidated", "closure", "ликвидация"]),
    ("extradition", &["extradited", "extradition-request", "экстрадиция"]),
    (
        "ill-treatment",
        &["torture", "tortured", "beating", "beaten", "abuse", "mistreatment", "пытки", "азаптау"],
    ),
    ("investigation", &["inquiry", "probe", "criminal-case", "case-opened", "следствие"]),
    ("opinion", &["wgad-opinion", "un-opinion", "views"]),
    ("pre-trial-detention", &["remand", "pretrial", "custody", "sizo", "remanded"]),
    ("psychiatric-detention", &["psychiatric", "hospitalisation", "psychiatric-hospital", "hospitalised"]),
    ("publication", &["published", "article", "post"]),
    ("prosecution-request", &["requested-sentence", "sentence-requested", "prosecutor-request"]),
    ("punishment-cell", &["isolation", "solitary", "solitary-confinement", "shizo", "карцер"]),
    ("registration-refusal", &["refusal", "registration-refused", "refused-registration"]),
    ("release", &["freed", "released", "освобождение"]),
    ("search", &["raid", "raided", "searched", "обыск", "тінту"]),
    ("shutdown", &["internet-shutdown", "blackout", "outage"]),
    ("suspension", &["suspended"]),
    ("transfer", &["transferred", "этап"]),
    ("travel-ban", &["exit-ban", "entry-ban", "border-ban"]),
    (
        "verdict",
        &[
            "sentence",
            "sentenced",
            "sentencing",
            "convicted",
            "conviction",
            "acquitted",
            "acquittal",
            "judgment",
            "приговор",
            "үкім",
        ],
    ),
    ("wanted-notice", &["wanted", "wanted-list", "red-notice", "розыск"]),
    // Penalties.
    ("compensation", &["damages", "moral-damages"]),
    ("death-penalty", &["execution", "capital-punishment"]),
    ("fine", &["штраф", "айыппұл"]),
    ("imprisonment", &["prison", "custodial", "jail", "лишение свободы"]),
    ("life-imprisonment", &["life", "life-sentence"]),
    (
        "restriction-of-liberty",
        &[
            "ограничение свободы",
            "restriction-of-freedom",
            "restricted-freedom",
            "restricted freedom",
            "limited-freedom",
        ],
    ),
    ("suspended-imprisonment", &["suspended", "suspended-sentence", "conditional", "условно"]),
    // Parts and roles.
    ("activist", &["активист", "активистка"]),
    ("defendant", &["accused", "convict", "convicted", "обвиняемый", "подсудимый"]),
    ("journalist", &["reporter", "editor", "журналист"]),
    ("lawyer", &["attorney", "advocate", "defence-lawyer", "counsel", "адвокат"]),
    ("official", &["policeman", "police-officer", "investigator"]),
    ("complainant", &["applicant", "petitioner"]),
    ("plaintiff", &["claimant", "suitor"]),
    (
        "relative",
        &[
            "mother",
            "father",
            "parent",
            "wife",
            "husband",
            "spouse",
            "brother",
            "sister",
            "son",
            "daughter",
            "widow",
            "widower",
            "family",
            "family-member",
            "cousin",
            "uncle",
            "aunt",
            "grandmother",
            "grandfather",
        ],
    ),
    ("suspect", &["suspected", "under-investigation"]),
    ("religious-leader", &["priest", "imam", "pastor"]),
    ("respondent", &["sued", "civil-defendant"]),
    ("speaker", &["spokesperson", "spokesman", "spokeswoman"]),
    ("victim", &["injured", "injured-party", "потерпевший"]),
    // Others.
    ("court-document", &["judgment", "court-decision", "verdict", "indictment"]),
    ("first-instance", &["district", "city", "trial-court", "first"]),
    ("GB", &["UK"]),
    ("international-body", &["un", "un-document", "un-body"]),
    ("news", &["news-report", "article", "media"]),
    ("not-published", &["unpublished"]),
    ("source-silent", &["not-stated", "not-given", "unknown", "silent"]),
    ("torture", &["ill-treatment"]),
    // Freedoms.
    ("association", &["свобода объединений", "свобода ассоциаций", "бірлесу бостандығы"]),
    (
        "expression",
        &[
            "speech",
            "free speech",
            "free-speech",
            "free expression",
            "opinion",
            "press",
            "press freedom",
            "press-freedom",
            "media",
            "media freedom",
            "свобода слова",
            "свобода выражения",
            "свобода выражения мнения",
            "сөз бостандығы",
        ],
    ),
    ("fair-trial", &["due process", "due-process", "fair hearing", "справедливый суд", "әділ сот"]),
    ("liberty", &["arbitrary detention", "arbitrary-detention", "свобода и личная неприкосновенность"]),
    ("movement", &["свобода передвижения"]),
    ("peaceful-assembly", &["rallies", "protest", "свобода собраний", "мирные собрания"]),
    ("political-participation", &["elections", "voting", "right to vote"]),
    ("privacy", &["private life", "private-life", "частная жизнь"]),
    ("religion", &["belief", "conscience", "свобода совести", "свобода вероисповедания"]),
    ("torture", &["ill-treatment", "свобода от пыток", "пытки"]),
    // Types of sources.
    (
        "court-document",
        &[
            "judgment",
            "verdict",
            "court decision",
            "court-decision",
            "indictment",
            "приговор",
            "судебный акт",
        ],
    ),
    (
        "news",
        &[
            "newspaper",
            "article",
            "media",
            "press",
            "news article",
            "news-article",
            "newswire",
            "сми",
            "новость",
            "новости",
            "жаңалық",
        ],
    ),
    (
        "official-document",
        &["official letter", "official-letter", "letter", "government", "официальный документ"],
    ),
    ("report", &["ngo report", "ngo-report", "отчет", "отчёт", "доклад", "есеп"]),
    ("social-media", &["facebook", "telegram", "instagram", "twitter", "youtube", "post", "соцсети"]),
    ("video", &["видео"]),
    // Levels of courts.
    ("appeal", &["appellate", "second", "second-instance", "second instance", "апелляционная"]),
    ("cassation", &["third-instance", "кассация", "кассационная"]),
    ("first-instance", &["trial", "trial court", "district", "первая инстанция", "первая"]),
    ("supreme", &["supreme court", "supreme-court", "верховный суд"]),
    // Regimes of prisons.
    ("general", &["общий", "общий режим", "общего режима"]),
    ("prison", &["тюрьма", "тюремный режим"]),
    ("settlement", &["colony-settlement", "penal-settlement", "колония-поселение"]),
    ("special", &["особый", "особый режим", "особого режима"]),
    ("strict", &["strict-security", "строгий", "строгий режим", "строгого режима"]),
    // Units of the law.
    ("BU", &["бв", "бри", "base unit", "base units", "базовая величина", "базовых величин"]),
    ("MRP", &["мрп", "аек"]),
];

/// Returns the one of `words` that means the same as the text, in small letters or as it is written.
pub(super) fn same_meaning<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    let lower = text.to_lowercase().replace(['ʻ', 'ʼ', '’', '‘'], "'");
    let means = |others: &[&str]| others.contains(&text) || others.contains(&lower.as_str());
    let mut rows = MEANINGS.iter().chain(REGIONAL).filter(|(_, others)| means(others));
    rows.find_map(|(meant, _)| words.iter().copied().find(|word| word == meant))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::schema::bundled::bundled_root;

    #[test]
    fn every_meaning_is_a_word_of_a_schema() {
        fn collect<'v>(value: &'v Value, words: &mut Vec<&'v str>) {
            if let Some(list) = value.get("enum").and_then(Value::as_array) {
                words.extend(list.iter().filter_map(Value::as_str));
            }
            match value {
                Value::Object(parts) => parts.values().for_each(|part| collect(part, words)),
                Value::Array(parts) => parts.iter().for_each(|part| collect(part, words)),
                _ => {}
            }
        }
        let mut words = Vec::new();
        collect(bundled_root("report").unwrap(), &mut words);
        for (meant, others) in MEANINGS.iter().chain(REGIONAL) {
            assert!(words.contains(meant), "no schema has {meant}");
            assert!(!others.contains(meant), "{meant} is itself");
        }
    }

    #[test]
    fn the_list_decides_which_meaning_is_meant() {
        assert_eq!(same_meaning("torture", &["attack", "ill-treatment"]), Some("ill-treatment"));
        assert_eq!(same_meaning("Suspended", &["suspension"]), Some("suspension"));
        assert_eq!(
            same_meaning("suspended", &["imprisonment", "suspended-imprisonment"]),
            Some("suspended-imprisonment")
        );
        assert_eq!(same_meaning("raid", &["verdict"]), None);
        assert_eq!(same_meaning("үкім", &["news", "court-document"]), Some("court-document"));
        assert_eq!(same_meaning("үкім", &["trial", "verdict"]), Some("verdict"));
        assert_eq!(same_meaning("O‘lim", &["death", "verdict"]), Some("death"));
    }

    #[test]
    fn a_word_of_the_region_means_one_word_of_each_list() {
        fn lists<'v>(value: &'v Value, found: &mut Vec<Vec<&'v str>>) {
            if let Some(list) = value.get("enum").and_then(Value::as_array) {
                found.push(list.iter().filter_map(Value::as_str).collect());
            }
            match value {
                Value::Object(parts) => parts.values().for_each(|part| lists(part, found)),
                Value::Array(parts) => parts.iter().for_each(|part| lists(part, found)),
                _ => {}
            }
        }
        let mut found = Vec::new();
        lists(bundled_root("report").unwrap(), &mut found);
        let rows = || MEANINGS.iter().chain(REGIONAL);
        let words = REGIONAL.iter().flat_map(|(_, others)| others.iter().copied());
        for word in words {
            assert_eq!(word.to_lowercase(), word);
            for list in &found {
                let means = |row: &&(&str, &[&str])| row.1.contains(&word) && list.contains(&row.0);
                let mut meant: Vec<&str> = rows().filter(means).map(|row| row.0).collect();
                meant.dedup();
                assert!(meant.len() < 2, "{word}: {meant:?}");
            }
        }
    }
}
