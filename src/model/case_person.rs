//! The persons of a case and their parts in it.

use super::accessors::filled;
use super::vocabulary::{CasePart, field};
use crate::tree::{Entry, NodeRef, Place};

/// A person whom a case lists, or declares where it stands in a file of its own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct CasePerson<'a> {
    reference: NodeRef<'a>,
    /// The mapping that may have the part.
    details: Option<NodeRef<'a>>,
}

impl<'a> CasePerson<'a> {
    /// Returns the node with the id.
    pub(crate) fn reference(self) -> NodeRef<'a> {
        self.reference
    }

    /// Returns the id.
    pub(crate) fn id(self) -> Option<&'a str> {
        self.reference.scalar_text()
    }

    /// Returns the `part:` line.
    pub(crate) fn part_entry(self) -> Option<Entry<'a>> {
        filled(self.details?, field::PART)
    }

    /// Returns the part, where it is a known one.
    pub(crate) fn part(self) -> Option<CasePart> {
        CasePart::from_name(self.part_entry()?.value.as_str()?)
    }
}

impl<'a> From<CasePerson<'a>> for Place<'a> {
    /// Points at the id.
    fn from(person: CasePerson<'a>) -> Self {
        person.reference.into()
    }
}

/// The people that an event of a case concerns where it names none.
#[derive(Debug, Clone, Copy)]
enum Concerned {
    Everybody,
    WithPart(fn(CasePart) -> bool),
    WithoutPart,
}

/// Returns the persons under a case's `persons:`: ids, mappings with an id, or the keys of a mapping that declares them.
pub(super) fn case_persons<'a>(
    persons: Option<NodeRef<'a>>,
) -> impl Iterator<Item = CasePerson<'a>> + use<'a> {
    // A single id in place of a list counts as a list of one, so that only the schema reports it.
    let single = persons.filter(|node| node.as_str().is_some());
    let listed = persons.into_iter().flat_map(NodeRef::items).chain(single).filter_map(|item| {
        let id = if item.as_mapping().is_some() { item.get(field::ID)? } else { item };
        Some(CasePerson { reference: id, details: Some(item) })
    });
    // A repository's own keys may stand among the ids.
    let entries =
        persons.into_iter().flat_map(NodeRef::entries).filter(|entry| !entry.name().starts_with("x_"));
    let declared = entries.map(|entry| CasePerson { reference: entry.key, details: Some(entry.value) });
    listed.filter(|person| person.reference.as_str().is_some()).chain(declared)
}

/// Returns the persons that an event concerns where it names none. Where anybody has a part these are the victims, if it
/// happens to victims and there are any, or else the parties, or those who were harmed, or those without a part. Where
/// nobody has a part it is everybody.
pub(super) fn concerned<'a>(
    persons: Option<NodeRef<'a>>,
    happens_to_victims: bool,
) -> impl Iterator<Item = &'a str> + use<'a> {
    let all = move || case_persons(persons);
    let has_any = |is_wanted: fn(CasePart) -> bool| all().any(|person| person.part().is_some_and(is_wanted));
    let is_victim: fn(CasePart) -> bool = |part| part == CasePart::Victim;
    let choices = [is_victim, CasePart::is_party, CasePart::is_harmed];
    let chosen = if all().all(|person| person.part_entry().is_none()) {
        Concerned::Everybody
    } else {
        let choices = choices.into_iter().skip(usize::from(!happens_to_victims));
        choices
            .into_iter()
            .find(|choice| has_any(*choice))
            .map_or(Concerned::WithoutPart, Concerned::WithPart)
    };
    let is_chosen = move |person: &CasePerson<'a>| match chosen {
        Concerned::Everybody => true,
        Concerned::WithPart(is_wanted) => person.part().is_some_and(is_wanted),
        Concerned::WithoutPart => person.part().is_none(),
    };
    all().filter(is_chosen).filter_map(CasePerson::id)
}
