//! Names for findings by which the next run knows them again after lines have moved.
//!
//! A baseline keeps fingerprints for years, so they rest on nothing that may change by itself: no
//! line number, no index, no message, and no hash whose algorithm is the business of a library.

use std::fmt;

use super::Diagnostic;
use crate::tree::Segment;

/// The name of a finding in baselines and machine formats.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u128);

impl Fingerprint {
    /// Names a finding by its rule, the display path of its file, its node by the names of the ancestors, and `label`,
    /// the text of the primary label; none if the label is incidental. `occurrence` (from 0) tells apart findings that are equal
    /// in all of these.
    pub(crate) fn of_finding(finding: &Diagnostic, path: &str, label: &str, occurrence: u64) -> Self {
        // The same text under another platform's line breaks is the same text.
        Self::of_fields(finding, path, &label.replace("\r\n", "\n"), occurrence)
    }

    /// Names a finding likewise, whatever the layout of its label: without white space and quotation marks.
    pub(crate) fn of_finding_in_any_layout(
        finding: &Diagnostic,
        path: &str,
        label: &str,
        occurrence: u64,
    ) -> Self {
        let is_text = |letter: &char| !letter.is_whitespace() && !matches!(letter, '"' | '\'');
        let label: String = label.chars().filter(is_text).collect();
        Self::of_fields(finding, path, &label, occurrence)
    }

    fn of_fields(finding: &Diagnostic, path: &str, label: &str, occurrence: u64) -> Self {
        // What lacks a key is the same whatever its other keys say.
        let label = if finding.has_incidental_label { "" } else { label };
        let base = Fnv::new()
            .field(finding.rule.as_str().as_bytes())
            .field(path.as_bytes())
            .field(anchor(finding).as_bytes())
            .field(label.as_bytes());
        Self(if occurrence == 0 { base.0 } else { base.field(occurrence.to_string().as_bytes()).0 })
    }

    /// Names a finding by its file and by its name without one.
    pub(crate) fn in_file(self, path: &str) -> Self {
        Self(Fnv::new().field(path.as_bytes()).field(&self.0.to_le_bytes()).0)
    }

    /// Names a failure of the run by its file and its words.
    pub(crate) fn of_failure(path: Option<&str>, message: &str) -> Self {
        let path = path.unwrap_or_default();
        Self(Fnv::new().field(b"failure").field(path.as_bytes()).field(message.as_bytes()).0)
    }

    /// Parses 32 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let is_hex = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        u128::from_str_radix(text, 16).ok().filter(|_| is_hex).map(Self)
    }
}

/// Writes 32 hexadecimal digits.
impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// Returns the node by name; if the finding has only a pointer, the pointer without its indexes.
fn anchor(finding: &Diagnostic) -> String {
    if let Some(anchor) = &finding.anchor {
        return anchor.clone();
    }
    let segments = finding.pointer.iter().flat_map(|pointer| &pointer.0);
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
