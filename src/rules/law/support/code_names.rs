//! The kinds of law that the letters of a code's id name: `TC` a tax code, `CivC` a civil code, `LAW-2911` an act.

use crate::law::CodeType;

/// The names of the kinds of code that files describe, also in the languages of the region: `KK`, `QK` and `JK` are codes of crimes.
const TYPES: [(&str, CodeType); 25] = [
    ("AC", CodeType::Administrative),
    ("ADMC", CodeType::Administrative),
    ("AO", CodeType::Administrative),
    ("AOC", CodeType::Administrative),
    ("CAL", CodeType::Administrative),
    ("CAO", CodeType::Administrative),
    ("CAR", CodeType::Administrative),
    ("CO", CodeType::Administrative),
    ("COAO", CodeType::Administrative),
    ("COO", CodeType::Administrative),
    ("KOAP", CodeType::Administrative),
    ("CC", CodeType::Criminal),
    ("CRC", CodeType::Criminal),
    ("CRIMC", CodeType::Criminal),
    ("JK", CodeType::Criminal),
    ("KK", CodeType::Criminal),
    ("PC", CodeType::Criminal),
    ("PENC", CodeType::Criminal),
    ("QK", CodeType::Criminal),
    ("UK", CodeType::Criminal),
    ("CCP", CodeType::CriminalProcedure),
    ("CPC", CodeType::CriminalProcedure),
    ("CPP", CodeType::CriminalProcedure),
    ("CRPC", CodeType::CriminalProcedure),
    ("UPK", CodeType::CriminalProcedure),
];

/// The names of other codes, in English, French and transliterated Russian: of budgets, the environment, families, health,
/// labour, land, taxes and more, and of the execution of sentences and other procedure.
const OTHERS: [&str; 49] = [
    "EVC", "KZOT", "APC", "APPC", "BC", "BK", "CCPC", "CE", "CEA", "CEC", "CF", "CIPC", "CMF", "CP", "CPA",
    "CPCC", "CT", "CUC", "EC", "ECC", "ELC", "ENC", "FC", "FKZ", "FZ", "GK", "GPK", "HC", "IC", "KAS", "LC",
    "LK", "MC", "MFC", "NK", "PEC", "PIK", "RC", "SC", "SK", "TC", "TK", "TPC", "UIK", "WC", "ZHK", "ZK",
    "CONST", "CST",
];

/// The words, or the beginnings of words, that name a code or an act in a part of an id.
const WORDS: [&str; 34] = [
    "KONST", "ACT", "BUDG", "CIV", "CONST", "CUST", "DECR", "ECO", "ELEC", "ELECT", "ENT", "ENV", "EXEC",
    "FAM", "FOREST", "HEALTH", "HOUS", "INFO", "LAB", "LAND", "LAW", "LEX", "MAR", "MIL", "MEDIA", "ORD",
    "REG", "RESOL", "RULES", "SOC", "TAX", "TRANSP", "WAT", "ZAKON",
];

/// Returns the type of code that an id's letters name, if it is one that files describe.
pub(in crate::rules::law) fn type_by_name(id: &str) -> Option<CodeType> {
    let (_, short) = id.split_once('-')?;
    TYPES.iter().find(|(name, _)| short.eq_ignore_ascii_case(name)).map(|(_, kind)| *kind)
}

/// Returns true if an id's letters say that it is of a kind of law, whether or not a file describes such: `GE-TC`, `KZ-CivC`.
pub(in crate::rules::law) fn names_kind(id: &str) -> bool {
    let Some((_, short)) = id.split_once('-') else { return false };
    let short = short.to_ascii_uppercase();
    type_by_name(id).is_some()
        || OTHERS.contains(&short.as_str())
        || short.split('-').any(|part| WORDS.iter().any(|word| part.starts_with(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_name_kinds_of_law() {
        for id in
            ["KZ-LC", "TR-LAW-2911", "AM-CIVC", "KZ-CivC", "AM-CC-CIV", "KZ-FAMC", "KZ-CEC", "RU-FZ", "GE-CC"]
        {
            assert!(names_kind(id), "{id}");
        }
        for id in ["KZ-CX", "KZ-CCC", "KZ-CA0", "KZ-CAOO", "KZ", "KZ-"] {
            assert!(!names_kind(id), "{id}");
        }
        assert_eq!(type_by_name("GE-CC"), Some(CodeType::Criminal));
        assert_eq!(type_by_name("KZ-KK"), Some(CodeType::Criminal));
        assert_eq!(type_by_name("KZ-TC"), None);
    }
}
