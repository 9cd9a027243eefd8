//! The labels of figures: the time that they name, and what they count.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::stated::{begins, month};
use crate::model::prose::words;
use crate::model::{Development, Model, Period};

/// The years of a report, or of a development.
pub(crate) type Years = Option<RangeInclusive<i16>>;

/// Returns the years in which figures without a year of their own lie.
pub(crate) fn years_of(model: &Model<'_>, development: Development<'_>) -> Years {
    let of_period = |period: Period<'_>| {
        Some(period.start()?.date.first_day().year()..=period.end()?.date.last_day().year())
    };
    let of_date = || {
        let date = development.dated()?.date;
        Some(date.first_day().year()..=date.last_day().year())
    };
    development.period().and_then(of_period).or_else(|| model.period().and_then(of_period)).or_else(of_date)
}

/// Words that compare with another time, and beginnings of such words; those of fewer than four letters are whole words.
const OTHER_TIME: [&str; 47] = [
    "previous",
    "earlier",
    "former",
    "prior",
    "preceding",
    "before",
    "ago",
    "last",
    "past",
    "same",
    "next",
    "following",
    "since",
    "until",
    "then",
    "compared",
    "предыдущ",
    "прошл",
    "прежн",
    "ранее",
    "раньше",
    "назад",
    "аналогичн",
    "же",
    "минувш",
    "предшеств",
    "следующ",
    "прежде",
    "сравнени",
    "өткен",
    "былтыр",
    "алдыңғы",
    "бұрын",
    "келесі",
    "салыстыр",
    "сол",
    "өткөн",
    "мурун",
    "мурда",
    "кийинки",
    "ушул",
    "oʻtgan",
    "o‘tgan",
    "ўтган",
    "avvalgi",
    "аввалги",
    "мінул",
];

/// Words for a moment at which something is counted, beside days; those of fewer than four letters are whole words.
const MOMENT: [&str; 17] = [
    "start",
    "beginning",
    "end",
    "now",
    "currently",
    "начал",
    "конец",
    "конц",
    "сейчас",
    "состоянию",
    "басында",
    "соңында",
    "қазір",
    "башында",
    "аягында",
    "азыр",
    "бүгінде",
];

/// Parts of a year.
const PART_OF_YEAR: [&str; 24] = [
    "quarter",
    "half-year",
    "half",
    "month",
    "week",
    "spring",
    "summer",
    "autumn",
    "winter",
    "квартал",
    "полугоди",
    "месяц",
    "недел",
    "весной",
    "летом",
    "осенью",
    "зимой",
    "тоқсан",
    "жартыжылд",
    "айында",
    "апта",
    "чейрек",
    "айда",
    "жарым",
];

/// The time that a label names.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct LabelTime {
    years: BTreeSet<i16>,
    months: BTreeSet<i8>,
    /// The words for another time, a moment or a part of a year.
    other: BTreeSet<&'static str>,
    moment: BTreeSet<String>,
    part: BTreeSet<&'static str>,
}

impl LabelTime {
    /// Reads a label in small letters.
    pub(crate) fn of(label: &str) -> Self {
        let mut time = Self::default();
        let mut before = "";
        let mut is_after_month = false;
        for (_, word) in words(label) {
            time.years.extend(years_in(word));
            let known =
                |list: &[&'static str]| list.iter().copied().find(|beginning| begins(word, beginning));
            time.other.extend(known(&OTHER_TIME));
            time.part.extend(known(&PART_OF_YEAR));
            time.moment.extend(known(&MOMENT).map(str::to_owned));
            let is_day = |word: &str| {
                word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit()) && !word.is_empty()
            };
            let month = month(word);
            time.months.extend(month);
            // `on 31 December`, `December 31`
            if month.is_some() && is_day(before) {
                time.moment.insert(format!("{before} {word}"));
            } else if is_after_month && is_day(word) {
                time.moment.insert(format!("{word} {before}"));
            }
            is_after_month = month.is_some();
            before = word;
        }
        time
    }

    /// Returns true if both name one time.
    pub(crate) fn is_like(&self, other: &Self, own: &Years) -> bool {
        self.may_hold(other, own) && other.may_hold(self, own)
    }

    /// Returns true if all years of a text are those of a label, or of the report if the label names none.
    pub(crate) fn has_years_of(&self, text: &Self, own: &Years) -> bool {
        let is_own = |year: &i16| own.as_ref().is_none_or(|own| own.contains(year));
        text.years
            .iter()
            .all(|year| if self.years.is_empty() { is_own(year) } else { self.years.contains(year) })
    }

    /// Returns true if what a part counts may lie in the time of a total: both at one moment, or the part within it.
    pub(crate) fn may_hold(&self, part: &Self, own: &Years) -> bool {
        let is_own = |year: &i16| own.as_ref().is_some_and(|own| own.contains(year));
        let has_years = match (self.years.is_empty(), part.years.is_empty()) {
            (true, true) => true,
            (false, true) => {
                own.as_ref().is_some_and(|own| own.clone().all(|year| self.years.contains(&year)))
            }
            (true, false) => part.years.iter().all(is_own),
            (false, false) => part.years.is_subset(&self.years),
        };
        let has_months = self.months.is_empty() || self.months == part.months;
        let has_part = self.part.is_empty() || self.part == part.part;
        has_years && has_months && has_part && self.other == part.other && self.moment == part.moment
    }
}

/// Returns the years in a word: `2023`, `2023-2024`.
fn years_in(word: &str) -> impl Iterator<Item = i16> {
    let pieces = word.split(|c: char| !c.is_ascii_digit()).filter(|piece| piece.len() == 4);
    pieces.filter_map(|piece| piece.parse().ok()).filter(|year| (1900..2100).contains(year))
}

/// Kinds of things that are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counted {
    People,
    /// Measures that each are of one person: arrests, convictions.
    Measures,
    /// Anything that may be about several people: verdicts, cases.
    Things,
}

/// Words for measures that each are of one person.
const MEASURES: [&str; 13] = [
    "arrests",
    "detentions",
    "convictions",
    "sentences",
    "fines",
    "imprisonments",
    "expulsions",
    "deportations",
    "releases",
    "аресты",
    "арестов",
    "задержания",
    "задержаний",
];

/// Beginnings of words for what may be about several people; those of fewer than four letters are whole words.
const THINGS: [&str; 76] = [
    "verdict",
    "judgment",
    "judgement",
    "decision",
    "ruling",
    "case",
    "cases",
    "trial",
    "hearing",
    "proceeding",
    "prosecution",
    "investigation",
    "appeal",
    "complaint",
    "charges",
    "assembl",
    "rally",
    "rallies",
    "protests",
    "meetings",
    "articles",
    "posts",
    "publication",
    "attacks",
    "incident",
    "searches",
    "raids",
    "inspection",
    "application",
    "request",
    "event",
    "notices",
    "threats",
    "warnings",
    "violations",
    "lawsuit",
    "claims",
    "приговор",
    "решени",
    "постановлени",
    "дело",
    "дела",
    "дел",
    "делам",
    "процесс",
    "заседани",
    "суды",
    "судов",
    "жалоб",
    "апелляци",
    "обращени",
    "заявлени",
    "проверк",
    "обыск",
    "акци",
    "митинг",
    "собрани",
    "штраф",
    "преследовани",
    "нападени",
    "случа",
    "публикаци",
    "угроз",
    "нарушени",
    "үкім",
    "шешім",
    "іс",
    "істер",
    "шағым",
    "тінту",
    "өкүм",
    "чечим",
    "иш",
    "иштер",
    "арыз",
    "тинтүү",
];

/// English words behind which a label says more about what it counts.
const JOINTS: [&str; 28] = [
    "of", "in", "under", "by", "with", "at", "on", "for", "among", "from", "about", "against", "to",
    "during", "since", "before", "after", "per", "who", "whose", "which", "that", "as", "over", "between",
    "where", "without", "until",
];

/// Returns the words of a label that name what it counts: those before the first that joins more to it.
pub(crate) fn head(label: &str) -> impl Iterator<Item = &str> {
    let behind_number = label.trim_start().strip_prefix("number of ").unwrap_or(label);
    words(behind_number).map(|(_, word)| word).take_while(|word| !JOINTS.contains(word))
}

/// Returns the kind of thing that a label in small letters counts.
pub(crate) fn counted(label: &str) -> Counted {
    let has = |list: &[&str]| head(label).any(|word| list.iter().any(|beginning| begins(word, beginning)));
    if has(&THINGS) {
        Counted::Things
    } else if head(label).any(|word| MEASURES.contains(&word)) {
        Counted::Measures
    } else {
        Counted::People
    }
}

/// Beginnings of words for people.
const PEOPLE: [&str; 30] = [
    "people",
    "persons",
    "women",
    "men",
    "children",
    "minors",
    "convicted",
    "acquitted",
    "detained",
    "arrested",
    "sentenced",
    "defendants",
    "journalists",
    "activists",
    "женщин",
    "мужчин",
    "детей",
    "человек",
    "людей",
    "осужд",
    "оправд",
    "задержан",
    "арестован",
    "адам",
    "әйел",
    "соттал",
    "ұстал",
    "киши",
    "аялдар",
    "кармал",
];

/// Returns true if a label says that it counts people.
pub(crate) fn names_people(label: &str) -> bool {
    words(label).any(|(_, word)| PEOPLE.iter().any(|beginning| begins(word, beginning)))
}

/// Beginnings of words for sizes, by which a figure does not count what others count.
const SIZES: [&str; 44] = [
    "amount",
    "sum",
    "sums",
    "average",
    "mean",
    "median",
    "share",
    "percent",
    "percentage",
    "proportion",
    "rate",
    "maximum",
    "minimum",
    "largest",
    "longest",
    "shortest",
    "highest",
    "cost",
    "value",
    "tenge",
    "roubles",
    "rubles",
    "soms",
    "soums",
    "dollars",
    "euros",
    "days",
    "hours",
    "months",
    "years",
    "сумм",
    "средн",
    "медиан",
    "доля",
    "процент",
    "максимальн",
    "тенге",
    "рублей",
    "сомов",
    "сумов",
    "дней",
    "суток",
    "үлес",
    "орташа",
];

/// Returns the words by which a label says that it measures a size.
pub(crate) fn sizes(label: &str) -> BTreeSet<&'static str> {
    let size = |word: &str| SIZES.iter().copied().find(|beginning| begins(word, beginning));
    let sign = label.contains('%').then_some("percent");
    words(label).filter_map(|(_, word)| size(word)).chain(sign).collect()
}

/// Beginnings of words for the beginning of what courts and offices decide later: the decided ones may have begun before.
const BEGUN: [&str; 34] = [
    "charged",
    "accused",
    "indicted",
    "detained",
    "arrested",
    "received",
    "filed",
    "submitted",
    "lodged",
    "made",
    "opened",
    "new",
    "suspected",
    "обвин",
    "задерж",
    "арестован",
    "подан",
    "поступ",
    "получен",
    "заявлен",
    "подозрева",
    "возбужд",
    "новые",
    "новых",
    "айыптал",
    "ұстал",
    "қамал",
    "берілген",
    "түскен",
    "айыпкер",
    "кармал",
    "камал",
    "берилген",
    "түшкөн",
];

/// Returns true if a label counts what has only begun.
pub(crate) fn is_begun(label: &str) -> bool {
    words(label).any(|(_, word)| BEGUN.iter().any(|beginning| begins(word, beginning)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_lies_in_the_time_of_its_total() {
        for (total, part, holds) in [
            ("new cases in total", "new cases in 2023", false),
            ("new cases in total", "new cases in 2024", true),
            ("new cases in 2023", "women", false),
            ("new cases in 2024", "women", true),
            ("total arrests", "arrests in the same quarter of 2023", false),
            ("total arrests", "arrests in march", true),
            ("arrests in march", "women", false),
            ("total arrests in march", "arrests in april", false),
            ("total prisoners", "prisoners on 31 december", false),
            ("prisoners on 31 december", "women on 31 december", true),
            ("всего задержанных", "задержанных годом ранее", false),
            ("приговоры в 2023 году", "осуждённые", false),
            ("барлығы", "өткен жылы ұсталғандар", false),
            ("бардыгы", "өткөн жылы кармалгандар", false),
            ("arrests in total", "arrests in 2019-2023", false),
            ("total arrests since 2022", "arrests of women since 2022", true),
        ] {
            let own = Some(2024..=2024);
            assert_eq!(LabelTime::of(total).may_hold(&LabelTime::of(part), &own), holds, "{total} / {part}");
        }
    }

    #[test]
    fn labels_say_what_they_count() {
        for (label, kind) in [
            ("verdicts", Counted::Things),
            ("приговоры", Counted::Things),
            ("үкімдер", Counted::Things),
            ("өкүмдөр", Counted::Things),
            ("уголовные дела", Counted::Things),
            ("people on trial", Counted::People),
            ("defendants in these cases", Counted::People),
            ("осуждённые", Counted::People),
            ("number of cases", Counted::Things),
            ("arrests", Counted::Measures),
            ("арестованные", Counted::People),
        ] {
            assert_eq!(counted(label), kind, "{label}");
        }
    }
}
