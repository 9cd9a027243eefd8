//! `text-contradicts-data`

use std::collections::BTreeSet;

use super::support::passages::{Passage, passages};
use super::support::stated::begins;
use super::support::told::{ToldDay, articles, days};
use super::support::told_measures::{check_court, check_custody, check_kind, check_participants};
use super::support::told_outcomes::{check_changed_term, check_outcome, check_review, check_titles};
use super::support::told_penalties::{LOOK_UP, check_sum, check_term, convictions, report};
use crate::diagnostic::Severity;
use crate::model::date::{Date, Day};
use crate::model::prose::words;
use crate::model::{Citation, Dated, Event, EventType, Model};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::NodeId;
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "text-contradicts-data",
    group: Group::Consistency,
    severity: Severity::Info,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("text-contradicts-data.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let found = passages(model);
    let mut known = KnownDays::default();
    check_titles(cx);
    for passage in &found {
        check_outcome(cx, passage);
        check_changed_term(cx, passage);
        check_review(cx, passage);
        check_term(cx, passage);
        check_custody(cx, passage);
        check_kind(cx, passage);
        check_court(cx, passage);
        check_absence(cx, passage);
        // Sums, days and articles are written in digits.
        if passage.lower.bytes().any(|byte| byte.is_ascii_digit()) {
            check_sum(cx, passage);
            check_participants(cx, passage);
            check_days(cx, passage, &mut known);
            check_article(cx, passage);
        }
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

const HAPPENINGS: [Happening; 7] = [
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
            "соттад",
            "соттал",
            "соттод",
            "соттол",
            "кесілд",
            "айырды",
            "айырған",
            "ажыратты",
            "ажыраткан",
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
            "ұстаған",
            "ұсталған",
            "кармады",
            "кармалды",
            "кармаган",
            "кармалган",
        ],
        types: &[
            EventType::Detention,
            EventType::Arrest,
            EventType::PreTrialDetention,
            EventType::HouseArrest,
        ],
    },
    Happening {
        verbs: &["released", "freed", "освободил", "освобожден", "освобождён", "босатыл", "бошотул"],
        types: &[EventType::Release],
    },
    Happening {
        verbs: &["died", "умер", "умерла", "скончал", "қайтыс"], types: &[EventType::Death]
    },
    Happening {
        verbs: &["pardoned", "amnestied", "помиловал", "помилован", "амнистир"],
        types: &[EventType::Pardon, EventType::Amnesty],
    },
    Happening { verbs: &["searched", "raided", "обыскал", "обыск"], types: &[EventType::Search] },
];

/// Checks the only day of a sentence, or each day of a clause of its own.
fn check_days<'a>(cx: &mut DocumentContext<'a>, passage: &Passage<'a, '_>, known: &mut KnownDays) {
    let prose = passage.text.prose();
    let sentence = prose.get(passage.range.clone()).unwrap_or_default();
    let told = days(sentence);
    match told.as_slice() {
        [] => {}
        [told] => {
            let happening = HAPPENINGS.iter().find(|one| passage.has_any(one.verbs));
            check_day(cx, passage, told, happening, known);
        }
        several => {
            for (told, happening) in several.iter().zip(clauses(&passage.lower, several)) {
                check_day(cx, passage, told, Some(happening), known);
            }
        }
    }
}

/// Returns what each day of a sentence is the day of, where each stands at the end of a clause with one verb, or at its beginning:
/// "searched her home on 12 January and arrested her on 20 January". Nothing is returned for other sentences.
fn clauses(lower: &str, told: &[ToldDay]) -> Vec<&'static Happening> {
    let happening_in = |clause: std::ops::Range<usize>| {
        let clause = lower.get(clause).unwrap_or_default();
        let mut all = HAPPENINGS
            .iter()
            .filter(|one| words(clause).any(|(_, word)| one.verbs.iter().any(|verb| begins(word, verb))));
        all.next().filter(|_| all.next().is_none())
    };
    let starts = std::iter::once(0).chain(told.iter().map(|told| told.range.end));
    let at_end: Option<Vec<_>> =
        starts.zip(told).map(|(start, told)| happening_in(start..told.range.end)).collect();
    let ends = told.iter().skip(1).map(|told| told.range.start).chain([lower.len()]);
    let at_start = || told.iter().zip(ends).map(|(told, end)| happening_in(told.range.start..end)).collect();
    at_end.or_else(at_start).unwrap_or_default()
}

/// Words before a day that is no more than a limit.
const LIMITS: [&str; 9] = ["by", "until", "till", "before", "after", "than", "до", "к", "после"];

/// Checks a day against the days of the events that it may be the day of.
fn check_day<'a>(
    cx: &mut DocumentContext<'a>,
    passage: &Passage<'a, '_>,
    told: &ToldDay,
    happening: Option<&Happening>,
    known: &mut KnownDays,
) {
    let model = cx.model();
    let before = words(passage.lower.get(..told.range.start).unwrap_or_default()).last();
    let is_limit = before.is_some_and(|(_, word)| LIMITS.contains(&word));
    let Some(happening) = happening.filter(|_| !is_limit) else { return };
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
    // Of several, the one that the text calls by its name.
    let is_named =
        |(event, _): &(Event<'a>, Dated<'a>)| event.type_text().is_some_and(|kind| passage.has_any(&[kind]));
    if near.len() > 1 {
        near.retain(is_named);
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
        return check_suffix(cx, passage, (range, number));
    }
    let is_near = |cited: &Citation<'_>| is_digit_slip(number, cited.article());
    let cited: Vec<Citation<'a>> =
        model.events_of(passage.case).flat_map(Event::citations).filter(is_near).collect();
    let Some(first) = cited.first().filter(|first| cited.iter().all(|one| one.article() == first.article()))
    else {
        return;
    };
    report_article(cx, passage, (range, number), *first);
}

/// Checks the number behind the hyphen or the dot of an article, `307-3` for `307-1`, where the document cites one article of the two.
fn check_suffix<'a>(
    cx: &mut DocumentContext<'a>,
    passage: &Passage<'a, '_>,
    (range, number): (&std::ops::Range<usize>, &str),
) {
    let Some((base, _)) = number.split_once(['-', '.']) else { return };
    let is_of_base = |cited: &Citation<'_>| cited.article().split(['-', '.']).next() == Some(base);
    let cited: Vec<Citation<'a>> = cx.model().citations().filter(is_of_base).collect();
    let Some(first) = cited.first().filter(|first| cited.iter().all(|one| one.article() == first.article()))
    else {
        return;
    };
    let has_suffix = first.article().len() > base.len();
    if has_suffix && first.article().len() == number.len() && first.article() != number {
        report_article(cx, passage, (range, number), *first);
    }
}

fn report_article<'a>(
    cx: &mut DocumentContext<'a>,
    passage: &Passage<'a, '_>,
    (range, number): (&std::ops::Range<usize>, &str),
    cited: Citation<'a>,
) {
    let message = format!(
        "the text says article {}, and the events cite {}",
        quoted(number),
        quoted(cited.node().raw())
    );
    let place = passage.text.place(passage.in_text(range));
    cx.report(place, message).label(cited.article_place(), "cited here").help(LOOK_UP);
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
