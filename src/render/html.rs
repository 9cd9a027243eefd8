//! One page for a browser, for people who use no terminal: a file that needs nothing beside it and asks for nothing.
//!
//! Text reaches the page through [`harmless`] alone. The browser is told to load nothing and to run one script, known by its
//! digest, so that even markup that got in would do nothing.

mod change;
mod finding;
mod frame;
mod harmless;
mod rule_page;
mod view;
mod wording;

use std::borrow::Cow;
use std::io::{self, Write};

use askama::Template as _;

use crate::outcome::Outcome;
use crate::render::{Style, opened_path};
use crate::source::FileId;

const STYLE: &str = include_str!("html/style.css");
const SCRIPT: &str = include_str!("html/script.js");

/// The policy of the page: nothing is loaded or sent, and nothing runs but [`SCRIPT`].
const POLICY: &str = concat!(
    "default-src 'none'; style-src '",
    include_str!("html/style.sha256"),
    "'; script-src '",
    include_str!("html/script.sha256"),
    "'; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
);

/// Writes the output.
pub(super) fn write(outcome: &Outcome, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let page = view::Page::new(outcome, style)?;
    let mut out = io::BufWriter::new(out);
    page.write_into(&mut out)?;
    writeln!(out)?;
    out.flush()
}

/// Returns the path by which people know a file.
fn path_of(outcome: &Outcome, file: FileId) -> Cow<'_, str> {
    opened_path(outcome, file)
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use sha2::{Digest as _, Sha256};

    use super::*;

    #[test]
    fn the_policy_knows_what_is_in_the_page() {
        let faults = [("style", "css", STYLE), ("script", "js", SCRIPT)].map(|(name, ending, text)| {
            let digest = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text));
            let written = format!("sha256-{digest}");
            let fault = !POLICY.contains(&format!("{name}-src '{written}'"));
            fault.then(|| format!("src/render/html/{name}.{ending} has changed: put {written} into {name}.sha256 (without a line break)"))
        });
        let faults: Vec<String> = faults.into_iter().flatten().collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn templates_take_nothing_as_markup_but_what_is_made_here() {
        let templates = [
            include_str!("html/page.html"),
            include_str!("html/finding.html"),
            include_str!("html/parts.html"),
        ];
        let raw =
            templates.iter().flat_map(|text| text.rmatch_indices("|safe").map(|(at, _)| text.split_at(at)));
        let raw: Vec<&str> = raw.map(|(before, _)| before.rsplit("{{ ").next().unwrap_or_default()).collect();
        assert_eq!(raw, ["script", "page", "finding", "style"], "{raw:?}");
    }
}
