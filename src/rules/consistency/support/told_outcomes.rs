//! Outcomes and penalties as texts and the titles of sources tell them, compared with those of the verdicts.

use std::ops::Range;

use super::passages::Passage;
use super::told::{ToldTerm, terms};
use super::told_penalties::LOOK_UP;
use crate::diagnostic::Premise;
use crate::model::prose::words;
use crate::model::{Event, Outcome, Sentence, SentenceType, Source, TextRole, Verdict};
use crate::rule::DocumentContext;
use crate::words::quoted;

/// Beginnings of verbs of a court that acquits; "оправдание" is something else.
const ACQUITTED: [&str; 6] = ["acquitted", "оправдал", "оправданы", "ақтады", "ақталды", "акталды"];

/// Words beside which nobody was acquitted, or somebody else was.
const NOT: [&str; 16] = [
    "not",
    "nobody",
    "none",
    "asked",
    "asks",
    "requested",
    "should",
    "could",
    "lawyer",
    "не",
    "никого",
    "просил",
    "просит",
    "требу",
    "адвокат",
    "защит",
];

/// Reports a conviction without a sentence of which the text says that it was an acquittal, and one of which its description says
/// that the court freed the person of liability.
pub(crate) fn check_outcome<'a>(cx: &mut DocumentContext<'a>, passage: &Passage<'a, '_>) {
    if let Some(range) = word_of(passage, &ACQUITTED).filter(|_| !passage.has_any(&NOT)) {
        check_acquitted(cx, passage, range);
    }
    if passage.text.role() == TextRole::Description {
        check_freed(cx, passage);
    }
}

/// Returns the place of a word of a sentence that begins with one of these.
fn word_of(passage: &Passage<'_, '_>, beginnings: &[&str]) -> Option<Range<usize>> {
    let mut all = words(&passage.lower);
    all.find(|(_, word)| beginnings.iter().any(|beginning| word.starts_with(beginning)))
        .map(|(range, _)| range)
}

fn check_acquitted<'a>(cx: &mut DocumentContext<'a>, passage: &Passage<'a, '_>, range: Range<usize>) {
    let model = cx.model();
    let judgments: Vec<Verdict<'a>> = model.events_of(passage.case).flat_map(Event::judgments).collect();
    let [verdict] = *judgments.as_slice() else { return };
    let is_bare = verdict.outcome() == Some(Outcome::Convicted) && !verdict.accounts_for_sentences();
    let Some(outcome) = verdict.outcome_entry().filter(|_| is_bare && !verdict.is_review()) else { return };
    let range = passage.in_text(&range);
    let words = passage.text.prose().get(range.clone()).unwrap_or_default();
    cx.report(outcome, format!("the verdict is `convicted` without a sentence, and the text says {}", quoted(words)))
        .label(passage.text.place(range), "said here")
        .help("where the court acquitted them, write `acquitted`; otherwise correct the text, and add the `sentences:`")
        .refutes(Premise::value_right(outcome.value));
}

fn check_freed<'a>(cx: &mut DocumentContext<'a>, passage: &Passage<'a, '_>) {
    const FREED: [&str; 6] = ["relieved", "released", "freed", "exempted", "освободил", "освобожд"];
    const LIABILITY: [&str; 5] = [
        "criminal responsibility",
        "criminal liability",
        "уголовной ответственности",
        "қылмыстық жауаптылықтан",
        "кылмыш жоопкерчилигинен",
    ];
    let Some((at, said)) = LIABILITY.iter().find_map(|said| Some((passage.lower.find(said)?, *said))) else {
        return;
    };
    if !passage.has_any(&FREED)
        || passage.has_any(&NOT)
        || passage.has_any(&["article", "under", "статье", "ст", "part", "части"])
    {
        return;
    }
    let mut judgments = cx
        .model()
        .events_of(passage.case)
        .filter(|event| event.node() == passage.text.owner())
        .flat_map(Event::judgments);
    let (Some(verdict), None) = (judgments.next(), judgments.next()) else { return };
    let punishes = |sentence: Sentence<'_>| !sentence.is(SentenceType::CompulsoryTreatment);
    let Some(outcome) = verdict.outcome_entry() else { return };
    if verdict.outcome() != Some(Outcome::Convicted)
        || verdict.is_review()
        || verdict.sentences().any(punishes)
    {
        return;
    }
    cx.report(outcome, format!("the verdict is `convicted`, and its description speaks of freedom from {}", quoted(said)))
        .label(passage.text.place(passage.in_text(&(at..at + said.len()))), "said here")
        .help("a court that frees somebody of liability convicts nobody: write `dismissed`, or correct the description")
        .refutes(Premise::value_right(outcome.value));
}

/// Words by which a text says that a review left a decision as it was, in small letters.
const KEPT: [&str; 7] = [
    "upheld",
    "unchanged",
    "без изменени",
    "оставил в силе",
    "оставил приговор в силе",
    "өзгеріссіз",
    "өзгөрүүсүз",
];

/// Words by which a text says that a decision did not stand, or not all of it.
const NOT_KEPT: [&str; 18] = [
    "overturn",
    "quash",
    "annul",
    "revers",
    "reduc",
    "amend",
    "partly",
    "acquit",
    "not upheld",
    "dismissed the case",
    "отмен",
    "снизил",
    "смягч",
    "измененн",
    "частичн",
    "оправда",
    "жойды",
    "жойылды",
];

/// Words by which a text says that a review overturned a decision, in small letters.
const OVERTURNED: [&str; 6] = [
    "overturned the",
    "quashed the",
    "annulled the",
    "отменил приговор",
    "отменил решение",
    "үкімнің күшін жойды",
];

/// Words by which a text says that something stood, or that another decision is meant.
const NOT_OVERTURNED: [&str; 9] =
    ["upheld", "unchanged", "not ", "asked", "later", "без изменени", "не ", "просил", "позже"];

/// Reports a review with another outcome than that of which the text tells: it says that the decision was upheld, or overturned.
pub(crate) fn check_review<'a>(cx: &mut DocumentContext<'a>, passage: &Passage<'a, '_>) {
    let said = |list: &[&'static str]| list.iter().find_map(|said| Some((passage.lower.find(said)?, *said)));
    let is_other = |list: &[&str], text: &str| list.iter().any(|word| text.contains(word));
    if let Some(kept) = said(&KEPT) {
        let whole = passage.text.prose().to_lowercase();
        if !is_other(&NOT_KEPT, &whole) && !passage.has_any(&NOT) {
            let outcomes = [Outcome::Overturned, Outcome::Amended, Outcome::Acquitted];
            report_review(cx, passage, kept, &outcomes, (Outcome::Upheld, "upheld"));
        }
    } else if let Some(overturned) = said(&OVERTURNED).filter(|_| !is_other(&NOT_OVERTURNED, &passage.lower))
    {
        report_review(cx, passage, overturned, &[Outcome::Upheld], (Outcome::Overturned, "overturned"));
    }
}

/// Reports the only review of a case if its outcome is one of some, and not the one that the text tells of.
fn report_review<'a>(
    cx: &mut DocumentContext<'a>,
    passage: &Passage<'a, '_>,
    (at, said): (usize, &str),
    outcomes: &[Outcome],
    (meant, told): (Outcome, &str),
) {
    let model = cx.model();
    let mut reviews =
        model.events_of(passage.case).filter(|event| event.as_verdict().is_some_and(Verdict::is_review));
    let (Some(review), None) = (reviews.next(), reviews.next()) else { return };
    let is_of_other = passage.text.role() == TextRole::Description && review.node() != passage.text.owner();
    let Some(verdict) = review.as_verdict().filter(|_| !is_of_other) else { return };
    let is_one = verdict.outcome().is_some_and(|outcome| outcomes.contains(&outcome));
    let Some(outcome) = verdict.outcome_entry().filter(|_| is_one) else { return };
    let word = quoted(outcome.value.as_str().unwrap_or_default());
    let message = format!("the review is {word}, and the text says that the decision was {told}");
    cx.report(outcome, message)
        .label(passage.text.place(passage.in_text(&(at..at + said.len()))), "said here")
        .help(format!(
            "where the text is right, write {}; otherwise correct the text",
            quoted(meant.as_str())
        ))
        .refutes(Premise::value_right(outcome.value));
}

/// Beginnings of verbs by which a review changes a term.
const CHANGED: [&str; 9] =
    ["reduced", "shortened", "lowered", "increased", "сократил", "снизил", "смягчил", "уменьшил", "увеличил"];

/// Words beside which the term is another one.
const NOT_CHANGED: [&str; 14] = [
    "fine",
    "fines",
    "asked",
    "requested",
    "detention",
    "arrest",
    "not",
    "не",
    "штраф",
    "просил",
    "арест",
    "стражей",
    "запре",
    "ban",
];

/// Reports a term that a review is said to have brought a sentence to, and that no sentence of the case has.
pub(crate) fn check_changed_term<'a>(cx: &mut DocumentContext<'a>, passage: &Passage<'a, '_>) {
    if !passage.has_any(&CHANGED) || passage.has_any(&NOT_CHANGED) {
        return;
    }
    let before =
        |term: &ToldTerm| passage.lower.get(..term.range.start).unwrap_or_default().trim_end().to_owned();
    let told = terms(&passage.lower);
    let is_target = |term: &&ToldTerm| {
        let before = before(term);
        let verb = words(&before).map(|(_, word)| word).collect::<Vec<_>>();
        let is_near =
            verb.iter().rev().take(6).any(|word| CHANGED.iter().any(|beginning| word.starts_with(beginning)));
        is_near && matches!(verb.last(), Some(&("to" | "до")))
    };
    let mut targets = told.iter().filter(is_target);
    let (Some(term), None) = (targets.next(), targets.next()) else { return };
    let model = cx.model();
    let judgments = || model.events_of(passage.case).flat_map(Event::judgments);
    let amended: Vec<Verdict<'a>> =
        judgments().filter(|one| one.outcome() == Some(Outcome::Amended)).collect();
    let [review] = *amended.as_slice() else { return };
    let of_review: Vec<Sentence<'a>> = review.sentences().collect();
    let known = judgments().flat_map(Verdict::sentences).filter_map(|sentence| sentence.duration());
    let [sentence] = of_review.as_slice() else { return };
    let Some(own) = sentence.duration() else { return };
    if known.map(|term| term.duration.days()).any(|days| days == term.duration.days()) {
        return;
    }
    let range = passage.in_text(&term.range);
    let words = passage.text.prose().get(range.clone()).unwrap_or_default();
    cx.report(
        passage.text.place(range),
        format!("the text says {}, and the review has {}", quoted(words), own.duration),
    )
    .label(own, "the data")
    .depends_on(Premise::value_right(own.entry.value))
    .help(LOOK_UP);
}

/// Reports the term in the title of a source that is given for one verdict with another term.
pub(crate) fn check_titles(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for source in model.sources() {
        let Some(title) = source.title().filter(|title| title.len() < 300) else { continue };
        let lower = title.to_lowercase();
        let is_acquittal =
            |word: &str| word == "оправдан" || ACQUITTED.iter().any(|beginning| word.starts_with(beginning));
        let is_other = |word: &str| {
            NOT.iter().any(|other| if other.len() < 5 { word == *other } else { word.starts_with(other) })
        };
        if words(&lower).any(|(_, word)| is_acquittal(word)) && !words(&lower).any(|(_, word)| is_other(word))
        {
            check_acquittal(cx, source);
        }
        let told = terms(&lower);
        let [term] = told.as_slice() else { continue };
        if term.duration.days() >= 90 && is_of_prison(&lower, term) {
            check_title(cx, source, title, term);
        }
    }
}

/// Returns true if the title says that somebody got the term: `Eight years for activist`, `jailed for eight years`, `восемь лет
/// колонии`.
fn is_of_prison(lower: &str, term: &ToldTerm) -> bool {
    const OTHER: [&str; 19] = [
        "up",
        "demand",
        "request",
        "asks",
        "seek",
        "faces",
        "may",
        "could",
        "after",
        "ban",
        "probation",
        "suspended",
        "reduce",
        "appeal",
        "served",
        "прокур",
        "запросил",
        "грозит",
        "после",
    ];
    let is_other = |word: &str| {
        OTHER.iter().any(|other| if other.len() < 4 { word == *other } else { word.starts_with(other) })
    };
    let (before, after) =
        (lower.get(..term.range.start).unwrap_or_default(), lower.get(term.range.end..).unwrap_or_default());
    let next = after.trim_start();
    let names_prison = [
        "in prison",
        "in jail",
        "in a penal",
        "of imprisonment",
        "of prison",
        "колонии",
        "лишения свободы",
        "тюрьмы",
        "за ",
    ];
    let is_named = before.trim().is_empty()
        && (next.starts_with("for ") || names_prison.iter().any(|name| next.starts_with(name)))
        || names_prison.iter().take(8).any(|name| next.starts_with(name))
        || [
            "jailed for",
            "sentenced to",
            "imprisoned for",
            "приговорили к",
            "приговорён к",
            "приговорен к",
            "приговорил к",
        ]
        .iter()
        .any(|verb| before.trim_end().ends_with(verb));
    is_named && !words(lower).any(|(_, word)| is_other(word))
}

/// Reports a conviction without a sentence for which a source is given whose title tells of an acquittal.
fn check_acquittal<'a>(cx: &mut DocumentContext<'a>, source: Source<'a>) {
    let (Some(id), Some(title)) = (source.id(), source.title_entry()) else { return };
    let model = cx.model();
    let cites = |event: &Event<'_>| event.source_references().any(|node| node.as_str() == Some(id));
    let mut judgments = model.events().filter(cites).flat_map(Event::judgments);
    let (Some(verdict), None) = (judgments.next(), judgments.next()) else { return };
    let is_bare = verdict.outcome() == Some(Outcome::Convicted) && !verdict.accounts_for_sentences();
    let Some(outcome) = verdict.outcome_entry().filter(|_| is_bare && !verdict.is_review()) else { return };
    cx.report(
        outcome,
        "the verdict is `convicted` without a sentence, and the title of its source tells of an acquittal",
    )
    .label(title, "the source of the verdict")
    .help("where the court acquitted them, write `acquitted`; otherwise add the `sentences:`")
    .refutes(Premise::value_right(outcome.value));
}

fn check_title<'a>(cx: &mut DocumentContext<'a>, source: Source<'a>, title: &str, term: &ToldTerm) {
    let model = cx.model();
    let Some(id) = source.id() else { return };
    let cites = |event: &Event<'_>| event.source_references().any(|node| node.as_str() == Some(id));
    let mut verdicts = model.events().filter(cites).filter(|event| event.as_verdict().is_some());
    let (Some(verdict), None) = (verdicts.next(), verdicts.next()) else { return };
    let of_prison = |sentence: &Sentence<'_>| {
        sentence.is(SentenceType::Imprisonment) || sentence.is(SentenceType::SuspendedImprisonment)
    };
    let imposed: Vec<Sentence<'a>> = verdict.judgments().flat_map(Verdict::sentences).collect();
    let imposed: Vec<Sentence<'a>> = imposed.into_iter().filter(of_prison).collect();
    let [sentence] = imposed.as_slice() else { return };
    let (Some(own), false) = (sentence.duration(), verdict.as_verdict().is_some_and(Verdict::is_review))
    else {
        return;
    };
    // A headline gives whole years.
    let years = |days: u64| days / 365;
    let (told, has) = (term.duration.days(), own.duration.days());
    let known = model.events_of(verdict.case()).flat_map(Event::judgments).flat_map(Verdict::sentences);
    if years(told) == years(has)
        || known.filter_map(|one| one.duration()).any(|one| one.duration.days() == told)
    {
        return;
    }
    let Some(entry) = source.title_entry() else { return };
    let words = title.get(term.range.clone()).unwrap_or_default();
    cx.report(own, format!("the title of the source says {}, and the verdict has {}", quoted(words), own.duration))
        .label(entry, "the source of the verdict")
        .help("a reader cannot tell which of the two is right: look the term up in the source, and correct it here or in the title");
}
