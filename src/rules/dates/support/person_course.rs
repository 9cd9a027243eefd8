//! The dated events of one person in a case, and the contradictions between their dates.

use std::collections::HashSet;

use crate::model::{CasePart, Dated, Event, EventType, Jurisdiction, Outcome, Verdict};

/// An event with its date.
pub(in crate::rules::dates) type DatedEvent<'a> = (Event<'a>, Dated<'a>);

/// Two events that cannot have happened in the order of their dates.
pub(in crate::rules::dates) struct Contradiction<'a> {
    /// The event whose date is probably wrong.
    pub(in crate::rules::dates) event: DatedEvent<'a>,
    /// The event that contradicts it.
    pub(in crate::rules::dates) other: DatedEvent<'a>,
    /// The order of the two: "before" or "after".
    pub(in crate::rules::dates) order: &'static str,
}

/// The events of one person in a case.
#[derive(Default)]
pub(in crate::rules::dates) struct Course<'a> {
    accusations: Vec<DatedEvent<'a>>,
    detentions: Vec<DatedEvent<'a>>,
    verdicts: Vec<DatedEvent<'a>>,
    releases: Vec<DatedEvent<'a>>,
    /// The person's death.
    death: Option<DatedEvent<'a>>,
    /// Everything that happens only to the living.
    of_life: Vec<DatedEvent<'a>>,
    has_undated_accusation: bool,
    has_undated_detention: bool,
    has_undated_verdict: bool,
    has_review: bool,
    /// True if a review sent the case back, so that it may begin anew.
    is_reopened: bool,
}

impl<'a> Course<'a> {
    /// Adds an event.
    pub(in crate::rules::dates) fn add(&mut self, event: Event<'a>) {
        let at = event.dated().map(|dated| (event, dated));
        let is_of_life = event.event_type().is_some_and(EventType::needs_the_living) && is_of_one(event);
        self.of_life.extend(at.filter(|_| is_of_life));
        match event.event_type() {
            // Where a case has several people and the event names nobody, it need not be this one who died.
            Some(EventType::Death) if event.persons().nth(1).is_none() => self.death = self.death.or(at),
            Some(EventType::Charge | EventType::Trial) => {
                self.has_undated_accusation |= at.is_none();
                self.accusations.extend(at);
            }
            Some(EventType::Release) => self.releases.extend(at),
            Some(EventType::Verdict) => {
                let is_review = event.as_verdict().is_some_and(Verdict::is_review);
                let outcome = event.as_verdict().and_then(Verdict::outcome);
                let stands = outcome.is_some_and(Outcome::keeps_conviction);
                self.has_review |= is_review;
                self.is_reopened |= is_review && !stands;
                self.has_undated_verdict |= at.is_none() && !is_review;
                self.verdicts.extend(at.filter(|_| !is_review));
            }
            _ if event.is_custody() => {
                self.has_undated_detention |= at.is_none();
                self.detentions.extend(at);
            }
            _ => {}
        }
    }

    /// Returns the contradictions between the events.
    pub(in crate::rules::dates) fn contradictions(&self) -> impl Iterator<Item = Contradiction<'a>> {
        // With several verdicts nobody can tell which charge led to which.
        let verdict = match self.verdicts.as_slice() {
            [verdict] if !self.has_undated_verdict => Some(*verdict),
            _ => None,
        };
        let early_verdict = verdict.and_then(|verdict| self.early_verdict(verdict));
        let late_detention = verdict.and_then(|verdict| self.late_detention(verdict));
        early_verdict.into_iter().chain(late_detention).chain(self.early_release()).chain(self.early_death())
    }

    /// Returns the verdict if it is dated before the accusation that it decides.
    fn early_verdict(&self, verdict: DatedEvent<'a>) -> Option<Contradiction<'a>> {
        if self.is_reopened || self.has_undated_accusation || !is_before_all(verdict, &self.accusations) {
            return None;
        }
        // An administrative offence may be repeated: an accusation listed after the verdict is a new one.
        let may_repeat = verdict.0.jurisdiction() == Some(Jurisdiction::Administrative);
        let is_same = |at: &DatedEvent<'a>| !may_repeat || is_listed_before(*at, verdict);
        let accusation = first_of_matter(self.accusations.iter().copied().filter(is_same), verdict)?;
        Some(Contradiction { event: verdict, other: accusation, order: "before" })
    }

    /// Returns the detention that led to the verdict if it is dated after it.
    fn late_detention(&self, verdict: DatedEvent<'a>) -> Option<Contradiction<'a>> {
        let is_late = |(_, dated): &DatedEvent<'a>| dated.date.is_after(&verdict.1.date);
        if self.has_review || self.has_undated_accusation || self.accusations.iter().any(is_late) {
            return None;
        }
        // A person may be detained after the verdict to serve it or for a new matter, unless the detention is listed first.
        let leads =
            |at: &DatedEvent<'a>| at.0.is(EventType::PreTrialDetention) || is_listed_before(*at, verdict);
        let late = self.detentions.iter().copied().filter(|at| leads(at) && is_late(at));
        let detention = first_of_matter(late, verdict)?;
        Some(Contradiction { event: detention, other: verdict, order: "after" })
    }

    /// Returns the first event that happens only to the living and is dated after the death.
    fn early_death(&self) -> Option<Contradiction<'a>> {
        let death = self.death?;
        let event = *self.of_life.iter().find(|(_, dated)| dated.date.is_after(&death.1.date))?;
        Some(Contradiction { event, other: death, order: "after" })
    }

    /// Returns the release if it is dated before every detention.
    fn early_release(&self) -> Option<Contradiction<'a>> {
        let (release, detention) = (*self.releases.first()?, *self.detentions.first()?);
        let is_after_verdict =
            self.verdicts.iter().any(|(_, verdict)| !verdict.date.is_after(&release.1.date));
        // A release that is listed first may end an earlier sentence.
        let is_early = !self.has_undated_detention
            && !is_after_verdict
            && is_listed_before(detention, release)
            && is_before_all(release, &self.detentions);
        is_early.then_some(Contradiction { event: release, other: detention, order: "before" })
    }
}

/// Returns true if an event certainly happened to each person whom it concerns: it names them, or there is only one, who is not
/// the victim. After a victim's death others are held whom nobody names.
pub(in crate::rules::dates) fn is_of_one(event: Event<'_>) -> bool {
    let mut persons = event.persons();
    let only = persons.next().filter(|_| persons.next().is_none());
    let is_harmed = |id: &str| event.case().part_of(id).is_some_and(CasePart::is_harmed);
    let happens_to_victims = event.event_type().is_some_and(EventType::happens_to_victims);
    event.persons_entry().is_some() || only.is_some_and(|id| happens_to_victims || !is_harmed(id))
}

/// Returns true if there are other events and all of them are later.
fn is_before_all((_, dated): DatedEvent<'_>, others: &[DatedEvent<'_>]) -> bool {
    !others.is_empty() && others.iter().all(|(_, other)| dated.date.is_before(&other.date))
}

/// Returns the first charge, trial or detention in the matter that the verdict decides. A new matter may follow: an arrest
/// of 15 days and then a criminal charge.
fn first_of_matter<'a>(
    mut events: impl Iterator<Item = DatedEvent<'a>>,
    verdict: DatedEvent<'a>,
) -> Option<DatedEvent<'a>> {
    let articles = |event: Event<'a>| event.citations().map(|cited| (cited.code(), cited.article()));
    let decided: HashSet<_> = articles(verdict.0).collect();
    events.find(|at| {
        let mut cited = articles(at.0).peekable();
        let is_silent = decided.is_empty() || cited.peek().is_none();
        let is_decided = cited.any(|article| decided.contains(&article));
        // Without articles, the order of the file decides.
        at.0.jurisdiction() == verdict.0.jurisdiction()
            && (is_decided || is_silent && is_listed_before(*at, verdict))
    })
}

fn is_listed_before(one: DatedEvent<'_>, other: DatedEvent<'_>) -> bool {
    one.1.entry.key.span() < other.1.entry.key.span()
}
