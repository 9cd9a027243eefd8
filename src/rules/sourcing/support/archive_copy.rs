//! Archived copies that stand in the place of their page.

use super::names::name_source;
use crate::model::Source;
use crate::model::address::archived;
use crate::rule::DocumentContext;
use crate::tree::Entry;
use crate::words::quoted;

/// Reports that a source gives `copy`, the address of an archived copy, as the address of the page.
pub(crate) fn report_copy<'a>(cx: &mut DocumentContext<'a>, source: Source<'a>, copy: &str, url: Entry<'a>) {
    let own = archived(copy).map(|page| format!(", {},", quoted(page))).unwrap_or_default();
    cx.report(url, format!("the address of {} is that of an archived copy", name_source(source))).help(format!(
        "readers look for the page under its own address: put that{own} into `url:`, and the copy's address into `archived_url:`"
    ));
}
