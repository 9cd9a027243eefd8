//! The statements of a repository's documents about the same things: the facts of each, and the index over all.

mod facts;
mod index;
mod status;

pub use facts::{
    CaseFact, DocumentFacts, Name, PersonFact, SentenceFact, Site, Sited, SourceFact, VerdictFact,
};
pub use index::{CaseRef, Index, Links, Unresolved};
pub(crate) use status::open_on;
pub use status::{Status, StatusFact};
