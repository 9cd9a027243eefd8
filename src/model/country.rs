//! Countries (ISO 3166-1) and their currencies (ISO 4217), from the lists of the crate `iso_currency`.

mod names;

use iso_currency::{Country, Currency};

/// The three letters of each country (ISO 3166-1 alpha-3) with its two, and those that are in use for Kosovo.
const THREE_LETTERS: &str = "\
    ABWAW AFGAF AGOAO AIAAI ALAAX ALBAL ANDAD AREAE ARGAR ARMAM ASMAS ATAAQ ATFTF ATGAG AUSAU AUTAT AZEAZ \
    BDIBI BELBE BENBJ BESBQ BFABF BGDBD BGRBG BHRBH BHSBS BIHBA BLMBL BLRBY BLZBZ BMUBM BOLBO BRABR BRBBB \
    BRNBN BTNBT BVTBV BWABW CAFCF CANCA CCKCC CHECH CHLCL CHNCN CIVCI CMRCM CODCD COGCG COKCK COLCO COMKM \
    CPVCV CRICR CUBCU CUWCW CXRCX CYMKY CYPCY CZECZ DEUDE DJIDJ DMADM DNKDK DOMDO DZADZ ECUEC EGYEG ERIER \
    ESHEH ESPES ESTEE ETHET FINFI FJIFJ FLKFK FRAFR FROFO FSMFM GABGA GBRGB GEOGE GGYGG GHAGH GIBGI GINGN \
    GLPGP GMBGM GNBGW GNQGQ GRCGR GRDGD GRLGL GTMGT GUFGF GUMGU GUYGY HKGHK HMDHM HNDHN HRVHR HTIHT HUNHU \
    IDNID IMNIM INDIN IOTIO IRLIE IRNIR IRQIQ ISLIS ISRIL ITAIT JAMJM JEYJE JORJO JPNJP KAZKZ KENKE KGZKG \
    KHMKH KIRKI KNAKN KORKR KWTKW LAOLA LBNLB LBRLR LBYLY LCALC LIELI LKALK LSOLS LTULT LUXLU LVALV MACMO \
    MAFMF MARMA MCOMC MDAMD MDGMG MDVMV MEXMX MHLMH MKDMK MLIML MLTMT MMRMM MNEME MNGMN MNPMP MOZMZ MRTMR \
    MSRMS MTQMQ MUSMU MWIMW MYSMY MYTYT NAMNA NCLNC NERNE NFKNF NGANG NICNI NIUNU NLDNL NORNO NPLNP NRUNR \
    NZLNZ OMNOM PAKPK PANPA PCNPN PERPE PHLPH PLWPW PNGPG POLPL PRIPR PRKKP PRTPT PRYPY PSEPS PYFPF QATQA \
    REURE ROURO RUSRU RWARW SAUSA SDNSD SENSN SGPSG SGSGS SHNSH SJMSJ SLBSB SLESL SLVSV SMRSM SOMSO SPMPM \
    SRBRS SSDSS STPST SURSR SVKSK SVNSI SWESE SWZSZ SXMSX SYCSC SYRSY TCATC TCDTD TGOTG THATH TJKTJ TKLTK \
    TKMTM TLSTL TONTO TTOTT TUNTN TURTR TUVTV TWNTW TZATZ UGAUG UKRUA UMIUM URYUY USAUS UZBUZ VATVA VCTVC \
    VENVE VGBVG VIRVI VNMVN VUTVU WLFWF WSMWS XKXXK YEMYE ZAFZA ZMBZM ZWEZW";

/// Kosovo, whose letters are of those that ISO 3166-1 leaves to its users.
const KOSOVO: &str = "XK";

/// Returns the short English name of a country by its two letters.
pub(crate) fn name(code: &str) -> Option<&'static str> {
    if code == KOSOVO {
        return Some("Kosovo");
    }
    code.parse::<Country>().ok().map(|country| country.name())
}

/// Returns the name of a country as it stands in a sentence: `the Russian Federation`, `Kazakhstan`.
pub(crate) fn name_in_sentence(code: &str) -> Option<String> {
    const WITH_ARTICLE: [&str; 9] = [
        "Federation",
        "Republic",
        "Kingdom",
        "States",
        "Emirates",
        "Islands",
        "Netherlands",
        "Philippines",
        "Bahamas",
    ];
    let name = name(code)?;
    let has_article = WITH_ARTICLE.iter().any(|word| name.split(' ').any(|part| part == *word));
    Some(if has_article { format!("the {name}") } else { name.to_owned() })
}

/// Returns the one of `codes` whose country has this name, in one of several languages, or a longer one, as `Russia` is short
/// for `Russian Federation`; `None` if several fit.
pub(crate) fn code_of<'c>(country: &str, codes: &[&'c str]) -> Option<&'c str> {
    if let Some(code) = names::code_by_other_name(country) {
        return codes.iter().copied().find(|known| *known == code);
    }
    let country = country.trim().to_lowercase();
    let begins = |code: &&&str| name(code).is_some_and(|name| name.to_lowercase().starts_with(&country));
    let mut fitting = codes.iter().filter(begins);
    let code = fitting.next().filter(|_| fitting.next().is_none() && country.chars().count() >= 4)?;
    Some(code)
}

/// Returns the two letters of a country by its three.
pub(crate) fn code_of_three_letters(letters: &str) -> Option<&'static str> {
    let (letters, mut known) = (letters.to_ascii_uppercase(), THREE_LETTERS.split(' '));
    known
        .find_map(|codes| codes.split_at_checked(3).filter(|(three, _)| *three == letters))
        .map(|(_, two)| two)
}

/// Returns true if a currency is one of the country's own; `None` if either is unknown.
pub(crate) fn uses(code: &str, currency: &str) -> Option<bool> {
    if code == KOSOVO {
        return Some(currency == "EUR");
    }
    let country = code.parse::<Country>().ok()?;
    Some(Currency::from_code(currency)?.used_by().contains(&country))
}

/// Returns the currency of a country, an ISO 4217 code, if it has exactly one.
pub(crate) fn currency(code: &str) -> Option<&'static str> {
    if code == KOSOVO {
        return Some("EUR");
    }
    let country = code.parse::<Country>().ok()?;
    // The list flags funds, such as the next-day dollar, and currencies that were replaced.
    let mut in_use =
        Currency::from_country(country).into_iter().filter(|currency| currency.flags().is_empty());
    in_use.next().filter(|_| in_use.next().is_none()).map(|currency| currency.code())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_countries_of_the_bundled_codes_are_known() {
        for (code, country, money) in [
            ("KZ", "Kazakhstan", "KZT"),
            ("KG", "Kyrgyzstan", "KGS"),
            ("TJ", "Tajikistan", "TJS"),
            ("TM", "Turkmenistan", "TMT"),
            ("UZ", "Uzbekistan", "UZS"),
            ("RU", "Russian Federation", "RUB"),
            ("BY", "Belarus", "BYN"),
        ] {
            assert_eq!(name(code), Some(country));
            assert_eq!(uses(code, money), Some(true), "{code}");
            assert_eq!(uses(code, "EUR"), Some(false), "{code}");
            assert_eq!(currency(code), Some(money));
        }
        let codes = ["KG", "KZ", "RU", "GN", "GQ"];
        assert_eq!(code_of("Kyrgyzstan", &codes), Some("KG"));
        assert_eq!(code_of("Russia", &codes), Some("RU"));
        assert_eq!([code_of("K", &codes), code_of("Utopia", &codes)], [None, None]);
        assert_eq!((name("XX"), uses("KZ", "XXZ")), (None, None));
        for (three, two) in [("KAZ", "KZ"), ("kgz", "KG"), ("BLR", "BY"), ("DEU", "DE"), ("XKX", "XK")] {
            assert_eq!(code_of_three_letters(three), Some(two));
        }
        assert_eq!([code_of_three_letters("XYZ"), code_of_three_letters("KZ")], [None, None]);
        assert!(
            THREE_LETTERS.split(' ').all(|codes| codes.len() == 5 && name(codes.get(3..).unwrap()).is_some())
        );
        assert_eq!(
            (name("XK"), currency("XK"), uses("XK", "RSD")),
            (Some("Kosovo"), Some("EUR"), Some(false))
        );
        // The United States have a second one for funds, and Panama uses two.
        assert_eq!([currency("US"), currency("PA"), currency("XX")], [Some("USD"), None, None]);
    }
}
