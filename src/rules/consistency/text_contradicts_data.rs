//! `text-contradicts-data`

use std::collections::BTreeSet;

use super::support::passages::{Passage, passages};
use super::support::told::{ToldDay, articles, days, sums, terms};
use super::support::told_outcomes::{check_changed_term, check_outcome, check_titles};
use crate::diagnostic::{Premise, Severity};
use crate::model::date::{Date, Day};
use crate::model::duration::Duration;
use crate::model::prose::words;
use crate::model::{Case, Citation, Dated, Event, EventType, Model, Sentence, SentenceType, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::{Entry, NodeId};
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "text-contradicts-data",
    group: Group::Consistency,
    severity: Severity::Info,
    preset: Preset::Strict,
    fix: None,
    page: include_str!("text-contradicts-data.md"),
};

/// Verbs of a court that decides on a penalty, by their beginnings.
const SENTENCED: [&str; 13] = [
    "sentenced",
    "sentence",
    "jailed",
    "imprisoned",
    "imposed",
    "handed",
    "приговорил",
    "осудил",
    "осуждён",
    "осужден",
    "назначил",
    "айырды",
    "кесті",
];

/// Words beside which a term is not the one that was imposed.
const OTHER_TERMS: [&str; 60] = [
    "up",
    "maximum",
    "minimum",
    "least",
    "most",
    "prosecutor",
    "prosecution",
    "requested",
    "asked",
    "sought",
    "faces",
    "faced",
    "could",
    "may",
    "would",
    "reduced",
    "replaced",
    "substituted",
    "замен",
    "взамен",
    "ауыстыр",
    "алмаштыр",
    "instead",
    "cut",
    "commuted",
    "appeal",
    "extended",
    "from",
    "served",
    "already",
    "ban",
    "banned",
    "probation",
    "прокурор",
    "обвинение",
    "запросил",
    "просил",
    "грозит",
    "может",
    "сокра",
    "снизил",
    "смягч",
    "испытательн",
    "запре",
    "отбыл",
    "spent",
    "lasted",
    "age",
    "aged",
    "office",
    "account",
    "counted",
    "within",
    "провёл",
    "провел",
    "зачт",
    "зачёт",
    "зачет",
    "длил",
    "возраст",
];

/// Verbs of a court that orders a payment.
const ORDERED: [&str; 12] = [
    "fined",
    "fine",
    "granted",
    "awarded",
    "ordered",
    "штраф",
    "оштрафовал",
    "взыскал",
    "присудил",
    "айыппұл",
    "айып",
    "jarima",
];

/// Words beside which a sum is not the one that was ordered.
const OTHER_SUMS: [&str; 38] = [
    "up",
    "claimed",
    "demanded",
    "sought",
    "requested",
    "asked",
    "reduced",
    "least",
    "most",
    "than",
    "about",
    "some",
    "потребовал",
    "просил",
    "снизил",
    "иск",
    "около",
    "более",
    "тыс",
    "raised",
    "collected",
    "wage",
    "costs",
    "fund",
    "fee",
    "собра",
    "фонд",
    "пошлин",
    "издерж",
    "расход",
    "зарплат",
    "жинады",
    "жина",
    "қор",
    "қорына",
    "шығын",
    "чыгым",
    "чогул",
];

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let found = passages(model);
    let mut known = KnownDays::default();
    check_titles(cx);
    for passage in &found {
        check_outcome(cx, passage);
        check_changed_term(cx, passage);
        check_term(cx, passage);
        check_absence(cx, passage);
        // Sums, days and articles are written in digits.
        if passage.lower.bytes().any(|byte| byte.is_ascii_digit()) {
            check_sum(cx, passage);
            check_day(cx, passage, &mut known);
            check_article(cx, passage);
        }
    }
}

/// Returns the judgments that punish somebody, but not those of a review.
fn convictions<'a>(model: &'a Model<'a>, case: Case<'a>) -> impl Iterator<Item = Verdict<'a>> {
    let judgments = model.events_of(case).flat_map(Event::judgments);
    judgments.filter(|verdict| verdict.can_sentence() && !verdict.is_review())
}

/// Checks the only term of a sentence against the only term of liberty of the case.
fn check_term<'a>(cx: &mut DocumentContext<'a>, passage: &Passage<'a, '_>) {
    let is_age = ["year-old", "летн"].iter().any(|word| passage.lower.contains(word));
    let restricts = || passage.lower.contains("liberty") && passage.has_any(&["restricted"]);
    if is_age || !passage.has_any(&SENTENCED) && !restricts() || is_of_other_term(passage) {
        return;
    }
    let told = terms(&passage.lower);
    let [term] = told.as_slice() else { return };
    if is_of_time(&passage.lower, &term.range) {
        return;
    }
    let model = cx.model();
    let is_of_liberty = |sentence: &Sentence<'_>| {
        let kinds = [
            SentenceType::Imprisonment,
            SentenceType::SuspendedImprisonment,
            SentenceType::RestrictionOfLiberty,
            SentenceType::AdministrativeArrest,
            SentenceType::CriminalArrest,
        ];
        kinds.into_iter().any(|kind| sentence.is(kind))
    };
    let sentences: Vec<Sentence<'a>> =
        convictions(model, passage.case).flat_map(Verdict::sentences).collect();
    let imposed: Vec<Sentence<'a>> = sentences.iter().copied().filter(is_of_liberty).collect();
    let all: BTreeSet<u64> =
        imposed.iter().filter_map(|sentence| Some(sentence.duration()?.duration.days())).collect();
    let (Some(first), 1) = (imposed.first().and_then(|sentence| sentence.duration()), all.len()) else {
        return;
    };
    let is_other_kind = is_of_days(first.duration) != is_of_days(term.duration);
    if is_other_kind || tells_of_other_time(model, passage) {
        return;
    }
    // A term that the data have elsewhere is that of something else.
    let others = model.events_of(passage.case).flat_map(|event| {
        let asked = event.sentences_asked().filter_map(|sentence| sentence.duration());
        let judged = event.judgments().flat_map(Verdict::sentences);
        let judged = judged.filter_map(|sentence| sentence.duration());
        asked.chain(judged).chain(event.duration())
    });
    if others.map(|term| term.duration.days()).any(|days| days == term.duration.days())
        || imposed.len() != imposed.iter().filter(|sentence| sentence.duration().is_some()).count()
    {
        return;
    }
    report(cx, passage, &term.range, first.entry, &format!("the verdict has {}", first.duration));
}

/// Returns true for a length of time that says when something happened: "two years after the protest", «через пять месяцев».
fn is_of_time(lower: &str, term: &std::ops::Range<usize>) -> bool {
    const BEHIND: [&str; 13] = [
        "after",
        "before",
        "later",
        "ago",
        "earlier",
        "since",
        "спустя",
        "назад",
        "после",
        "кейін",
        "бұрын",
        "кийин",
        "мурун",
    ];
    const BEFORE: [&str; 8] = ["through", "every", "last", "past", "after", "через", "спустя", "каждые"];
    let behind = words(lower.get(term.end..).unwrap_or_default()).next().map(|(_, word)| word);
    let before = words(lower.get(..term.start).unwrap_or_default()).last().map(|(_, word)| word);
    behind.is_some_and(|word| BEHIND.contains(&word)) || before.is_some_and(|word| BEFORE.contains(&word))
}

/// Returns true if the term of a sentence may be another one than that which was imposed.
fn is_of_other_term(passage: &Passage<'_, '_>) -> bool {
    // A ban is a `лишение права`, and prison a `лишение свободы`.
    let of_liberty = |word: &str| word.starts_with("свобод");
    let mut all = words(&passage.lower).map(|(_, word)| word).peekable();
    let mut is_of_right = false;
    while let Some(word) = all.next() {
        is_of_right |= word.starts_with("лишени") && !all.peek().is_some_and(|next| of_liberty(next));
    }
    is_of_right || passage.has_any(&OTHER_TERMS)
}

/// Returns true for a term that is counted in days: nobody writes years for it by mistake.
fn is_of_days(duration: Duration) -> bool {
    duration.days() < 90
}

/// Returns true if a sentence tells of another time than that of the case's verdicts.
fn tells_of_other_time<'a>(model: &Model<'a>, passage: &Passage<'a, '_>) -> bool {
    const BEFORE: [&str; 10] =
        ["previous", "earlier", "before", "once", "then", "already", "ранее", "раньше", "бұрын", "мурда"];
    let judged: Vec<i16> = model
        .events_of(passage.case)
        .filter(|event| event.as_verdict().is_some())
        .filter_map(|event| Some(event.dated()?.date.first_day().year()))
        .collect();
    let is_year = |word: &str| word.len() == 4 && word.starts_with(['1', '2']);
    let mut years = words(&passage.lower)
        .filter(|(_, word)| is_year(word))
        .filter_map(|(_, word)| word.parse::<i16>().ok());
    passage.has_any(&BEFORE) || years.any(|year| !judged.contains(&year))
}

/// Checks the only sum of a sentence against the only sum that the courts of the case ordered.
fn check_sum<'a>(cx: &mut DocumentContext<'a>, passage: &Passage<'a, '_>) {
    if !passage.has_any(&ORDERED) || passage.has_any(&OTHER_SUMS) {
        return;
    }
    let told = sums(&passage.lower);
    let [sum] = told.as_slice() else { return };
    let model = cx.model();
    let events = || model.events_of(passage.case);
    let judged: Vec<Sentence<'a>> =
        events().flat_map(Event::judgments).flat_map(Verdict::sentences).collect();
    let ordered: Vec<(Entry<'a>, f64)> =
        judged.iter().filter_map(|sentence| Some((sentence.amount_entry()?, sentence.sum()?))).collect();
    let has_units = judged.iter().any(|sentence| sentence.units().is_some());
    let asked = events().flat_map(Event::sentences_asked).filter_map(Sentence::sum);
    let is_known = |one: f64| (one - sum.sum).abs() < 0.5;
    let ([(entry, own)], false) = (ordered.as_slice(), has_units || asked.into_iter().any(is_known)) else {
        return;
    };
    if !is_known(*own) && !tells_of_other_time(model, passage) {
        let amount = judged.iter().find_map(|sentence| sentence.amount()).unwrap_or_else(|| own.to_string());
        report(cx, passage, &sum.range, *entry, &format!("the verdict has {amount}"));
    }
}

/// Checks that a verdict of which the text says that it was in absentia says so.
fn check_absence<'a>(cx: &mut DocumentContext<'a>, passage: &Passage<'a, '_>) {
    const ABSENT: [&str; 3] = ["in absentia", "заочно", "сырттай"];
    const JUDGED: [&str; 9] = [
        "sentenced",
        "convicted",
        "приговорил",
        "приговорен",
        "приговорён",
        "осудил",
        "осужден",
        "осуждён",
        "соттал",
    ];
    let Some((at, words)) = ABSENT.iter().find_map(|words| Some((passage.lower.find(words)?, *words))) else {
        return;
    };
    let is_other = passage.has_any(&["арест", "arrest", "charge", "прокурор", "prosecutor", "обвин"]);
    if !passage.has_any(&JUDGED) || is_other {
        return;
    }
    let model = cx.model();
    if model.events_of(passage.case).any(Event::is_in_absentia) {
        return;
    }
    let mut verdicts = convictions(model, passage.case);
    let (Some(verdict), None) = (verdicts.next(), verdicts.next()) else { return };
    let place = passage.text.place(passage.in_text(&(at..at + words.len())));
    cx.report(place, "the text says that the verdict was in absentia, and the verdict does not")
        .label(verdict.event(), "this verdict")
        .help("add `in_absentia: true` to the verdict, or correct the text");
}

/// Verbs of one thing that happens, with the types of events that they may mean.
struct Happening {
    verbs: &'static [&'static str],
    types: &'static [EventType],
}

const HAPPENINGS: [Happening; 6] = [
    Happening {
        verbs: &[
            "deported",
            "extradited",
            "expelled",
            "flight",
            "plane",
            "депортировал",
            "выслал",
            "экстрадировал",
        ],
        types: &[EventType::Deportation, EventType::Extradition],
    },
    Happening {
        verbs: &[
            "sentenced",
            "convicted",
            "acquitted",
            "upheld",
            "overturned",
            "quashed",
            "приговорил",
            "осудил",
            "оправдал",
            "назначил",
            "переквалифицировал",
            "отменил",
            "оставил",
            "признал",
        ],
        types: &[EventType::Verdict],
    },
    Happening {
        verbs: &[
            "arrested",
            "detained",
            "задержал",
            "задержан",
            "арестовал",
            "ұстады",
            "ұсталды",
            "кармады",
            "кармалды",
        ],
        types: &[
            EventType::Detention,
            EventType::Arrest,
            EventType::PreTrialDetention,
            EventType::HouseArrest,
        ],
    },
    Happening {
        verbs: &["released", "freed", "освободил", "освобожден", "освобождён", "босатылды"],
        types: &[EventType::Release],
    },
    Happening {
        verbs: &["died", "умер", "умерла", "скончал", "қайтыс"], types: &[EventType::Death]
    },
    Happening { verbs: &["searched", "raided", "обыскал", "обыск"], types: &[EventType::Search] },
];

/// Checks the only day of a sentence against the days of the events that its verb may mean.
fn check_day<'a>(cx: &mut DocumentContext<'a>, passage: &Passage<'a, '_>, known: &mut KnownDays) {
    let prose = passage.text.prose();
    let sentence = prose.get(passage.range.clone()).unwrap_or_default();
    let told = days(sentence);
    let [told] = told.as_slice() else { return };
    let model = cx.model();
    let Some(happening) = HAPPENINGS.iter().find(|one| passage.has_any(one.verbs)) else { return };
    if known.has(model, told) {
        return;
    }
    let meant = model
        .events_of(passage.case)
        .filter(|event| event.event_type().is_some_and(|kind| happening.types.contains(&kind)));
    let mut near: Vec<(Event<'a>, Dated<'a>)> = Vec::new();
    for event in meant {
        // An event of an unknown day may be the one.
        let Some((dated, day)) = event.dated().and_then(|dated| Some((dated, dated.date.as_day()?))) else {
            return;
        };
        if told.is_near(day) {
            near.push((event, dated));
        }
    }
    let [(event, dated)] = *near.as_slice() else { return };
    // Where the text has that day too, it tells of both.
    let own = dated.date.as_day();
    if own.is_some_and(|own| known.of_section(passage).iter().any(|told| told.is(own))) {
        return;
    }
    let what = format!("the {} is dated {}", event.noun(), clip(dated.written()));
    report(cx, passage, &told.range, dated.entry, &what);
}

/// Checks the only article of a sentence against those that the document cites.
fn check_article<'a>(cx: &mut DocumentContext<'a>, passage: &Passage<'a, '_>) {
    let told = articles(&passage.lower);
    let [(range, number)] = told.as_slice() else { return };
    let model = cx.model();
    let base = |number: &str| number.split(['-', '.']).next().unwrap_or_default().to_owned();
    if model.citations().any(|cited| base(cited.article()) == base(number)) {
        return;
    }
    let is_near = |cited: &Citation<'_>| is_digit_slip(number, cited.article());
    let cited: Vec<Citation<'a>> =
        model.events_of(passage.case).flat_map(Event::citations).filter(is_near).collect();
    let Some(first) = cited.first().filter(|first| cited.iter().all(|one| one.article() == first.article()))
    else {
        return;
    };
    let message = format!(
        "the text says article {}, and the events cite {}",
        quoted(number),
        quoted(first.node().raw())
    );
    let place = passage.text.place(passage.in_text(range));
    cx.report(place, message)
        .label(first.article_place(), "cited here")
        .help("a reader cannot tell which of the two is right: look it up in the source, and write the same in both places");
}

/// Returns true if two numbers of one length, of three digits or more, differ by one digit or have two in another order.
fn is_digit_slip(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.len() >= 3 && strsim::osa_distance(one, other) == 1
}

/// The days and spans that a document gives for anything: what a text tells of such a day is no slip.
#[derive(Default)]
struct KnownDays {
    /// Read for the first sentence that tells of a day.
    days: Option<BTreeSet<Day>>,
    /// The days that the section tells of which was looked at last, by its place in its text.
    told: Option<((NodeId, usize), Vec<ToldDay>)>,
}

impl KnownDays {
    /// Returns true if anything in the document happened on a day, or may have.
    fn has(&mut self, model: &Model<'_>, told: &ToldDay) -> bool {
        let days = self.days.get_or_insert_with(|| days_given(model));
        match told.year {
            Some(year) => Day::new(year, told.month, told.day).is_ok_and(|day| days.contains(&day)),
            None => days.iter().any(|day| told.is(*day)),
        }
    }

    /// Returns the days that the section of a passage tells of.
    fn of_section(&mut self, passage: &Passage<'_, '_>) -> &[ToldDay] {
        let key = (passage.text.node().id(), passage.section.start);
        if self.told.as_ref().is_none_or(|(known, _)| *known != key) {
            let section = passage.text.prose().get(passage.section.clone()).unwrap_or_default();
            self.told = Some((key, days(section)));
        }
        self.told.as_ref().map_or(&[], |(_, told)| told.as_slice())
    }
}

/// Returns the days and the ends of spans that a document gives, each node read once.
fn days_given(model: &Model<'_>) -> BTreeSet<Day> {
    let mut days = BTreeSet::new();
    let mut open = vec![model.root()];
    while let Some(node) = open.pop() {
        if node.is_alias() {
            continue;
        }
        let date = node.scalar_text().and_then(|text| Date::parse(text).ok());
        if let Some(date) = date.filter(|date| date.as_day().is_some() || date.is_interval()) {
            days.extend([date.first_day(), date.last_day()]);
        }
        open.extend(node.items());
        open.extend(node.entries().map(|entry| entry.value));
    }
    days
}

fn report<'a>(
    cx: &mut DocumentContext<'a>,
    passage: &Passage<'a, '_>,
    range: &std::ops::Range<usize>,
    entry: Entry<'a>,
    data: &str,
) {
    let range = passage.in_text(range);
    if passage.text.quoted_ranges().contain(&range) {
        return;
    }
    let words = passage.text.prose().get(range.clone()).unwrap_or_default();
    let message = format!("the text says {}, and {data}", quoted(words));
    cx.report(passage.text.place(range), message)
        .label(entry, "the data")
        .depends_on(Premise::value_right(entry.value))
        .help("a reader cannot tell which of the two is right: look it up in the source, and write the same in both places");
}
