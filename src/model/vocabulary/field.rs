//! The names of fields that the views read.

pub(crate) const ABBREVIATIONS: &str = "abbreviations";
pub(crate) const ABOUT: &str = "about";
pub(crate) const ACCESSED: &str = "accessed";
pub(crate) const ADDITIONAL: &str = "additional";
pub(crate) const ADOPTED: &str = "adopted";
pub(crate) const AGAINST: &str = "against";
pub(crate) const ALIASES: &str = "aliases";
pub(crate) const ALSO: &str = "also";
pub(crate) const AMOUNT: &str = "amount";
pub(crate) const APPEALS: &str = "appeals";
pub(crate) const ARCHIVED_URL: &str = "archived_url";
pub(crate) const ARREST_EXEMPT: &str = "arrest_exempt";
pub(crate) const ARTICLE: &str = "article";
pub(crate) const ARTICLE_RANGES: &str = "article_ranges";
pub(crate) const ARTICLES: &str = "articles";
pub(crate) const AS_OF: &str = "as_of";
pub(crate) const AT_LATEST: &str = "at_latest";
pub(crate) const AUTHOR: &str = "author";
pub(crate) const BIRTH_YEAR: &str = "birth_year";
pub(crate) const BODY: &str = "body";
pub(crate) const BY: &str = "by";
pub(crate) const CASES: &str = "cases";
pub(crate) const CAUSE: &str = "cause";
pub(crate) const CHECKED: &str = "checked";
pub(crate) const CLOSED: &str = "closed";
pub(crate) const CODE: &str = "code";
pub(crate) const COMPLETE: &str = "complete";
pub(crate) const CONFIDENTIAL: &str = "confidential";
pub(crate) const CONSENT: &str = "consent";
pub(crate) const CONTINUES: &str = "continues";
pub(crate) const COUNT: &str = "count";
pub(crate) const COUNTRY: &str = "country";
pub(crate) const COURT: &str = "court";
pub(crate) const CUMULATIVE: &str = "cumulative";
pub(crate) const CURRENCY: &str = "currency";
pub(crate) const DATE: &str = "date";
pub(crate) const DESCRIPTION: &str = "description";
pub(crate) const DEVELOPMENTS: &str = "developments";
pub(crate) const DIED: &str = "died";
pub(crate) const DURATION: &str = "duration";
pub(crate) const END: &str = "end";
pub(crate) const ENDED_BY: &str = "ended_by";
pub(crate) const ENDS: &str = "ends";
pub(crate) const ENDS_WITH: &str = "ends_with";
pub(crate) const EVENTS: &str = "events";
pub(crate) const EXCEPT: &str = "except";
pub(crate) const EXTENDS: &str = "extends";
pub(crate) const FIGURES: &str = "figures";
pub(crate) const FOR: &str = "for";
pub(crate) const FREEDOMS: &str = "freedoms";
pub(crate) const FROM: &str = "from";
pub(crate) const GENDER: &str = "gender";
pub(crate) const GENERAL_PART: &str = "general_part";
pub(crate) const ID: &str = "id";
pub(crate) const IMPRISONMENT: &str = "imprisonment";
pub(crate) const IN_FORCE: &str = "in_force";
pub(crate) const IN_ABSENTIA: &str = "in_absentia";
pub(crate) const JURISDICTION: &str = "jurisdiction";
pub(crate) const KNOWN_UNTIL: &str = "known_until";
pub(crate) const LABEL: &str = "label";
pub(crate) const LANGUAGE: &str = "language";
pub(crate) const LATITUDE: &str = "latitude";
pub(crate) const LEGAL_BASIS: &str = "legal_basis";
pub(crate) const LEVEL: &str = "level";
pub(crate) const LIMITATION: &str = "limitation";
pub(crate) const LIMITS: &str = "limits";
pub(crate) const LONGITUDE: &str = "longitude";
pub(crate) const MAXIMUM: &str = "maximum";
pub(crate) const MAXIMUM_ARREST: &str = "maximum_arrest";
pub(crate) const MAXIMUM_ARREST_IN_EMERGENCY: &str = "maximum_arrest_in_emergency";
pub(crate) const MEN_FROM: &str = "men_from";
pub(crate) const MINIMUM: &str = "minimum";
pub(crate) const NAME: &str = "name";
pub(crate) const NAME_ORIGINAL: &str = "name_original";
pub(crate) const NEVER: &str = "never";
pub(crate) const NO_SUSPENSION: &str = "no_suspension";
pub(crate) const NOTE: &str = "note";
pub(crate) const OFFENCE: &str = "offence";
pub(crate) const OFFENCES: &str = "offences";
pub(crate) const ORGANISATIONS: &str = "organisations";
pub(crate) const OUTCOME: &str = "outcome";
pub(crate) const PART: &str = "part";
pub(crate) const PARTICIPANTS: &str = "participants";
pub(crate) const PARTS: &str = "parts";
pub(crate) const PENALTIES: &str = "penalties";
pub(crate) const PERIOD: &str = "period";
pub(crate) const PERSONS: &str = "persons";
pub(crate) const PLACE: &str = "place";
pub(crate) const POSTHUMOUS: &str = "posthumous";
pub(crate) const PROTECTED: &str = "protected";
pub(crate) const PUBLISHED: &str = "published";
pub(crate) const PUBLISHER: &str = "publisher";
pub(crate) const PUBLISHERS: &str = "publishers";
pub(crate) const QUOTES: &str = "quotes";
pub(crate) const RECLASSIFIED: &str = "reclassified";
pub(crate) const REF: &str = "ref";
pub(crate) const REGIME: &str = "regime";
pub(crate) const REGION: &str = "region";
pub(crate) const RELEASED: &str = "released";
pub(crate) const REPEALED: &str = "repealed";
pub(crate) const REPEATS: &str = "repeats";
pub(crate) const REPLACES: &str = "replaces";
pub(crate) const RESULTS: &str = "results";
pub(crate) const ROLE: &str = "role";
pub(crate) const SENTENCES: &str = "sentences";
pub(crate) const SERVED: &str = "served";
pub(crate) const SHA256: &str = "sha256";
pub(crate) const SOURCE: &str = "source";
pub(crate) const SOURCES: &str = "sources";
pub(crate) const SPEAKER: &str = "speaker";
pub(crate) const STANDS_FOR: &str = "stands_for";
pub(crate) const START: &str = "start";
pub(crate) const STARTS: &str = "starts";
pub(crate) const SUMMARY: &str = "summary";
pub(crate) const SUSPENDED_PENALTIES: &str = "suspended_penalties";
pub(crate) const TARGET: &str = "target";
pub(crate) const TEXT: &str = "text";
pub(crate) const TIME_LIMITS: &str = "time_limits";
pub(crate) const TIMES: &str = "times";
pub(crate) const TITLE: &str = "title";
pub(crate) const TITLE_ORIGINAL: &str = "title_original";
pub(crate) const METHODS: &str = "methods";
pub(crate) const REFERENCE: &str = "reference";
pub(crate) const TO: &str = "to";
pub(crate) const TRANSLATED: &str = "translated";
pub(crate) const TYPE: &str = "type";
pub(crate) const UNDER: &str = "under";
pub(crate) const UNIT: &str = "unit";
pub(crate) const UNITS: &str = "units";
pub(crate) const UNKNOWN: &str = "unknown";
pub(crate) const UNTIL: &str = "until";
pub(crate) const URL: &str = "url";
pub(crate) const VALUE: &str = "value";
pub(crate) const VALUES: &str = "values";
pub(crate) const WHY: &str = "why";
pub(crate) const WITHIN: &str = "within";
pub(crate) const WOMEN_FROM: &str = "women_from";
pub(crate) const WORDING_FROM: &str = "wording_from";

/// Returns true if a key is a field that the views read, which the schemas know too.
pub(crate) fn is_known(key: &str) -> bool {
    ALL.binary_search(&key).is_ok()
}

/// Every name, sorted.
pub(super) const ALL: [&str; 138] = [
    ABBREVIATIONS,
    ABOUT,
    ACCESSED,
    ADDITIONAL,
    ADOPTED,
    AGAINST,
    ALIASES,
    ALSO,
    AMOUNT,
    APPEALS,
    ARCHIVED_URL,
    ARREST_EXEMPT,
    ARTICLE,
    ARTICLE_RANGES,
    ARTICLES,
    AS_OF,
    AT_LATEST,
    AUTHOR,
    BIRTH_YEAR,
    BODY,
    BY,
    CASES,
    CAUSE,
    CHECKED,
    CLOSED,
    CODE,
    COMPLETE,
    CONFIDENTIAL,
    CONSENT,
    CONTINUES,
    COUNT,
    COUNTRY,
    COURT,
    CUMULATIVE,
    CURRENCY,
    DATE,
    DESCRIPTION,
    DEVELOPMENTS,
    DIED,
    DURATION,
    END,
    ENDED_BY,
    ENDS,
    ENDS_WITH,
    EVENTS,
    EXCEPT,
    EXTENDS,
    FIGURES,
    FOR,
    FREEDOMS,
    FROM,
    GENDER,
    GENERAL_PART,
    ID,
    IMPRISONMENT,
    IN_ABSENTIA,
    IN_FORCE,
    JURISDICTION,
    KNOWN_UNTIL,
    LABEL,
    LANGUAGE,
    LATITUDE,
    LEGAL_BASIS,
    LEVEL,
    LIMITATION,
    LIMITS,
    LONGITUDE,
    MAXIMUM,
    MAXIMUM_ARREST,
    MAXIMUM_ARREST_IN_EMERGENCY,
    MEN_FROM,
    METHODS,
    MINIMUM,
    NAME,
    NAME_ORIGINAL,
    NEVER,
    NO_SUSPENSION,
    NOTE,
    OFFENCE,
    OFFENCES,
    ORGANISATIONS,
    OUTCOME,
    PART,
    PARTICIPANTS,
    PARTS,
    PENALTIES,
    PERIOD,
    PERSONS,
    PLACE,
    POSTHUMOUS,
    PROTECTED,
    PUBLISHED,
    PUBLISHER,
    PUBLISHERS,
    QUOTES,
    RECLASSIFIED,
    REF,
    REFERENCE,
    REGIME,
    REGION,
    RELEASED,
    REPEALED,
    REPEATS,
    REPLACES,
    RESULTS,
    ROLE,
    SENTENCES,
    SERVED,
    SHA256,
    SOURCE,
    SOURCES,
    SPEAKER,
    STANDS_FOR,
    START,
    STARTS,
    SUMMARY,
    SUSPENDED_PENALTIES,
    TARGET,
    TEXT,
    TIME_LIMITS,
    TIMES,
    TITLE,
    TITLE_ORIGINAL,
    TO,
    TRANSLATED,
    TYPE,
    UNDER,
    UNIT,
    UNITS,
    UNKNOWN,
    UNTIL,
    URL,
    VALUE,
    VALUES,
    WHY,
    WITHIN,
    WOMEN_FROM,
    WORDING_FROM,
];
