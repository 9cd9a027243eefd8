//! The statements of a repository's documents about the same things: the facts of each, and the index over all.

mod facts;
mod index;
mod status;
mod stored;
mod ties;

pub(crate) use facts::{
    CaseFact, DocumentFacts, Name, PersonFact, SentenceFact, Site, Sited, SourceFact, VerdictFact,
};
pub(crate) use index::{CaseRef, Index, Links, Unresolved};
pub(crate) use status::open_on;
pub(crate) use status::{Status, StatusFact};
pub(crate) use ties::Ties;
