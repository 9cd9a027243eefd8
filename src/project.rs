//! What the documents of a repository say of the same things: the facts of each, and the index over all.

mod facts;
mod index;
mod status;

pub use facts::{
    CaseFact, DocumentFacts, Name, PersonFact, SentenceFact, Site, Sited, SourceFact, VerdictFact,
};
pub use index::{CaseRef, Index, Links, Unresolved};
pub(crate) use status::open_on;
pub use status::{Status, StatusFact};
