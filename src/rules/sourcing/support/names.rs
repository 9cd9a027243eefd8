//! Names for sources in messages.

use crate::model::Source;
use crate::words::quoted;

/// Names a source by its id, or else by its title.
pub(crate) fn name_source(source: Source<'_>) -> String {
    match (source.id(), source.title()) {
        (Some(id), _) => format!("the source {}", quoted(id)),
        (None, Some(title)) => format!("the source {}", quoted(title)),
        (None, None) => "this source".to_owned(),
    }
}
