//! The examples of a rule, as far as its file alone tells that they are wrong.

use super::reader::Reader;
use crate::model::date::Date;
use crate::tree::NodeRef;
use crate::words::quoted;

impl Reader<'_> {
    /// Reports examples that say what no example can say.
    pub(super) fn check_examples(&mut self) {
        for (sort, is_good) in [("good", true), ("bad", false)] {
            let list = self.root.get("examples").and_then(|examples| examples.get(sort));
            for example in list.into_iter().flat_map(|list| list.items()) {
                self.check_finds(example, is_good);
                self.check_today(example);
                self.check_paths(example);
            }
        }
    }

    fn check_finds(&mut self, example: NodeRef<'_>, is_good: bool) {
        let Some(finds) = example.get("finds").filter(|finds| finds.as_sequence().is_some()) else { return };
        let is_empty = finds.items().next().is_none();
        if is_good && !is_empty {
            let message = "a good example is one in which nothing is found, and this one says what is found";
            self.invalid_value(
                finds,
                message.to_owned(),
                "move it to those under `bad:`, or delete `finds:`",
            );
        } else if !is_good && is_empty {
            let message =
                "a bad example is one in which something is found, and this one says that nothing is";
            let help = "say under `finds:` what is found, or leave `finds:` out; one without a mistake stands under `good:`";
            self.invalid_value(finds, message.to_owned(), help);
        }
    }

    fn check_today(&mut self, example: NodeRef<'_>) {
        let Some(today) = example.get("today") else { return };
        if let Some(Err(error)) = today.scalar_text().map(Date::parse) {
            self.invalid_value(today, format!("{} is no date", quoted(today.raw())), &error.to_string());
        }
    }

    fn check_paths(&mut self, example: NodeRef<'_>) {
        for entry in example.get("files").into_iter().flat_map(|files| files.entries()) {
            let path = entry.name();
            let is_absolute = path.starts_with(['/', '\\']) || path.get(1..2) == Some(":");
            let leaves = path.split(['/', '\\']).any(|part| part == "..");
            if is_absolute || leaves {
                let message = format!("the path {} does not lie in the repository", quoted(path));
                let help = "write one relative to the configuration, such as `data/a.yaml`";
                self.invalid_value(entry.key, message, help);
            }
        }
    }
}
