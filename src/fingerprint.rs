//! Names findings so that they are known again in the next run, after lines have moved.
//!
//! A baseline keeps fingerprints for years, so they rest on nothing that may change by itself: no
//! line number, no index, no message, and no hash whose algorithm is the business of a library.

use std::collections::HashMap;
use std::fmt;

use crate::diagnostic::Diagnostic;
use crate::outcome::{Failure, FileEntry, Outcome};
use crate::tree::Segment;

/// Names a finding.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u128);

impl Fingerprint {
    /// The name of a failure, by its file and its words.
    pub(crate) fn of_failure(failure: &Failure) -> Self {
        let path = failure.path.as_deref().unwrap_or_default();
        Self(Fnv::new().field(b"failure").field(path.as_bytes()).field(failure.message.as_bytes()).0)
    }

    /// The name that 32 hexadecimal digits write.
    pub fn parse(text: &str) -> Option<Self> {
        let is_hex = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        u128::from_str_radix(text, 16).ok().filter(|_| is_hex).map(Self)
    }
}

/// 32 hexadecimal digits.
impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// Names the findings of a run.
///
/// A name is made of the rule, the path, the node by the names of its ancestors, and the text of the
/// primary label. Findings equal in all of these are told apart by counting them.
pub fn assign(outcome: &mut Outcome) {
    let mut seen: HashMap<u128, u64> = HashMap::new();
    let mut name = |files: &[FileEntry], finding: &mut Diagnostic| {
        let base = base(files, finding);
        let count = seen.entry(base.0).or_default();
        let occurrence = *count;
        *count += 1;
        let hash = if occurrence == 0 { base } else { base.field(occurrence.to_string().as_bytes()) };
        finding.fingerprint = Fingerprint(hash.0);
    };
    let Outcome { files, diagnostics, suppressed, .. } = outcome;
    diagnostics.iter_mut().for_each(|finding| name(files, finding));
    suppressed.iter_mut().for_each(|held| name(files, &mut held.finding));
}

fn base(files: &[FileEntry], diagnostic: &Diagnostic) -> Fnv {
    let file = files.get(diagnostic.primary.file.0 as usize);
    let path = file.map_or("", |file| file.path.as_str());
    let source = file.and_then(|file| file.source.as_deref());
    // The same text under another platform's line breaks is the same text.
    let label = source.map_or("", |source| source.slice(diagnostic.primary.span)).replace("\r\n", "\n");
    Fnv::new()
        .field(diagnostic.rule.as_str().as_bytes())
        .field(path.as_bytes())
        .field(anchor(diagnostic).as_bytes())
        .field(label.as_bytes())
}

/// The node by name; where the rule gave a pointer only, that without its indexes.
fn anchor(diagnostic: &Diagnostic) -> String {
    if let Some(anchor) = &diagnostic.anchor {
        return anchor.clone();
    }
    let segments = diagnostic.pointer.iter().flat_map(|pointer| &pointer.0);
    segments
        .map(|segment| match segment {
            Segment::Key(key) => format!("/{key}"),
            Segment::Index(_) => "/[]".to_owned(),
        })
        .collect()
}

/// FNV-1a with 128 bits: fixed by its definition, unlike the standard library's hash, which may
/// change with any release. Nobody gains by a collision, so it need not resist one.
#[derive(Clone, Copy)]
struct Fnv(u128);

impl Fnv {
    fn new() -> Self {
        Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }

    fn bytes(mut self, bytes: &[u8]) -> Self {
        for byte in bytes {
            self.0 = (self.0 ^ u128::from(*byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
        self
    }

    /// Adds `bytes` and their length, so that no two lists of fields run together the same.
    fn field(self, bytes: &[u8]) -> Self {
        self.bytes(bytes).bytes(&(bytes.len() as u64).to_le_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_published_one() {
        // From the test vectors of draft-eastlake-fnv.
        assert_eq!(Fnv::new().bytes(b"a").0, 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
        assert_eq!(Fnv::new().bytes(b"foobar").0, 0x343e_1662_793c_64bf_6f0d_3597_ba44_6f18);
    }
}
