//! The one way by which text gets into the page.

use std::fmt;

use askama::filters::{Escaper, Html};

use crate::render::xml;

/// Makes any text harmless: no markup for a browser, and nothing that deceives a reader. It stays on its line.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::render) struct Harmless;

impl Escaper for Harmless {
    fn write_escaped_str<W: fmt::Write>(&self, dest: W, text: &str) -> fmt::Result {
        Html.write_escaped_str(dest, &xml::text(text))
    }
}
