//! The names of syntax errors.

use crate::diagnostic::RuleName;

/// The names of syntax errors with a line on each.
pub const SYNTAX_RULES: &[(RuleName, &str)] = &[
    (RuleName::new("syntax/alias-expansion"), "aliases (`*name`) multiply the document beyond all bounds"),
    (RuleName::new("syntax/anchor"), "`&` or `*` without a name, or two of them on one value"),
    (
        RuleName::new("syntax/block-scalar"),
        "a text under `|` or `>` is indented wrongly or begins on the wrong line",
    ),
    (RuleName::new("syntax/control-character"), "an invisible character that no text may hold"),
    (RuleName::new("syntax/directive"), "a line that begins with `%` cannot be read"),
    (RuleName::new("syntax/empty-file"), "the file holds nothing to check"),
    (RuleName::new("syntax/encoding"), "the file is not UTF-8"),
    (RuleName::new("syntax/escape"), "a backslash in a quoted text begins no known escape"),
    (
        RuleName::new("syntax/front-matter"),
        "front matter does not begin in the first line, or is never closed by `---` or `+++`",
    ),
    (RuleName::new("syntax/indentation"), "a line stands too far in or not far enough"),
    (RuleName::new("syntax/json"), "the JSON cannot be read"),
    (
        RuleName::new("syntax/merge-conflict"),
        "a merge left two versions of some lines, between `<<<<<<<` and `>>>>>>>`",
    ),
    (RuleName::new("syntax/merge-key"), "`<<` has a value whose keys cannot be taken over"),
    (RuleName::new("syntax/missing-colon"), "a key has no colon after it"),
    (RuleName::new("syntax/missing-comma"), "no comma stands between two values in brackets"),
    (RuleName::new("syntax/missing-space"), "no space after a colon or a dash, or before a comment"),
    (RuleName::new("syntax/mixed-list"), "list items and keys stand beside each other"),
    (
        RuleName::new("syntax/odd-space"),
        "a no-break space or the like stands in the indentation or beside a key",
    ),
    (
        RuleName::new("syntax/other-content"),
        "the file holds something other than a report, such as encrypted data",
    ),
    (
        RuleName::new("syntax/recursive-alias"),
        "an alias (`*name`) lies within the part of the file that it repeats",
    ),
    (RuleName::new("syntax/tab-indentation"), "a tab stands where only spaces can"),
    (RuleName::new("syntax/tag"), "a tag (`!name`) cannot be read"),
    (RuleName::new("syntax/text-after-quote"), "text follows a closing quote"),
    (RuleName::new("syntax/toml"), "the TOML of front matter cannot be read"),
    (RuleName::new("syntax/too-deep"), "lists and mappings lie within each other too deeply"),
    (RuleName::new("syntax/too-many-documents"), "the file holds more documents than are read of one file"),
    (RuleName::new("syntax/unclosed-bracket"), "a bracket is not closed"),
    (RuleName::new("syntax/unclosed-quote"), "a quote is not closed"),
    (RuleName::new("syntax/unexpected-bracket"), "a closing bracket fits no opening one"),
    (RuleName::new("syntax/unknown-anchor"), "an alias (`*name`) names what is not defined above it"),
    (
        RuleName::new("syntax/unquoted-text"),
        "a text needs quotes, because a character in it has a meaning of its own",
    ),
    (RuleName::new("syntax/yaml"), "the YAML cannot be read"),
];
