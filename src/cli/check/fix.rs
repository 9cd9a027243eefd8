//! `--fix`, `--unsafe-fixes`, `--fix-only` and `--diff`: what fixes change, on disk or as a diff.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use similar::TextDiff;

use crate::cli::replace::replace;
use crate::cli::run::ChangeArgs;
use crate::cli::{CliError, error};
use crate::diagnostic::{Applicability, RuleName};
use crate::document::Format;
use crate::files::in_words;
use crate::linter::{self, Content, Input, Job, Means, Mended, MendedFile, Mending, Refusal};
use crate::outcome::Outcome;
use crate::paths::repository_of;
use crate::render::{self, escape};
use crate::rule::UnknownSelector;
use crate::settings::Selector;
use crate::words::count;

/// The arguments about fixes.
#[derive(clap::Args, Default)]
pub(super) struct FixArgs {
    /// Mend what can be mended without changing what a file says; standard input goes to standard output
    ///
    /// Only what is found is mended: --only and --rule choose the rules. Files are replaced in one step, and one that would not parse
    /// any more or get a new error is left alone.
    #[arg(long, help_heading = "Fixes")]
    fix: bool,

    /// Mend also what needs a look afterwards, as it may change what a file says
    #[arg(long, help_heading = "Fixes")]
    unsafe_fixes: bool,

    /// Mend as --fix does, report nothing, and exit with status 0 if no such fix is left
    #[arg(long, help_heading = "Fixes")]
    fix_only: bool,

    /// Print what --fix, or with it --unsafe-fixes, would change, and write nothing; the exit status is 1 if there is something
    #[arg(long, help_heading = "Fixes")]
    diff: bool,

    /// Suppress each finding of this rule with a comment that gives the reason; with --diff, only show it
    ///
    /// JSON has no comments: for a file in it the entry for `ignore:` of the configuration is printed.
    #[arg(long, value_name = "RULE", requires = "reason", conflicts_with_all = ["fix", "unsafe_fixes", "fix_only"], help_heading = "Fixes")]
    add_ignore: Option<String>,

    /// The reason that the comments of --add-ignore give
    #[arg(long, value_name = "TEXT", requires = "add_ignore", help_heading = "Fixes")]
    reason: Option<String>,
}

/// The fixes that a run applies, and what came of them.
pub(in crate::cli) struct Fixes {
    means: Means,
    is_dry: bool,
    is_alone: bool,
    mended: RefCell<Mended>,
    /// The text of standard input, if that is checked.
    standard: RefCell<Option<Vec<u8>>>,
}

impl FixArgs {
    /// Returns the fixes that the arguments ask for; `None` if nothing is to be mended.
    ///
    /// # Errors
    /// The run does not look at the files that would be changed.
    pub(super) fn fixes(&self, changes: &ChangeArgs) -> Result<Option<Fixes>, CliError> {
        if !(self.fix || self.unsafe_fixes || self.fix_only || self.diff || self.add_ignore.is_some()) {
            return Ok(None);
        }
        if changes.staged {
            return Err(CliError::new(
                "fixes change files on disk, and --staged checks those of git's index",
            )
            .with_help("run the fixes without --staged, look at what they change, and `git add` it"));
        }
        if changes.new_since.is_some() || changes.diff_only {
            return Err(CliError::new("fixes go with whole files, and this would mend parts of them alone")
                .with_help("--changed-since mends the files that a change touches"));
        }
        Ok(Some(Fixes {
            means: self.means()?,
            is_dry: self.diff,
            is_alone: self.fix_only,
            mended: RefCell::default(),
            standard: RefCell::default(),
        }))
    }

    fn means(&self) -> Result<Means, CliError> {
        let Some((name, reason)) = self.add_ignore.as_ref().zip(self.reason.as_ref()) else {
            let least = if self.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
            return Ok(Means::Fixes(least));
        };
        let rule = rule_named(name)?;
        let reason = reason.trim();
        if reason.is_empty() || reason.contains(char::is_control) || reason.contains("--") {
            return Err(CliError::new(
                "the reason of --add-ignore must be some words on one line, without `--`",
            ));
        }
        Ok(Means::Comments { rule, reason: reason.to_owned() })
    }
}

impl Fixes {
    /// Checks the files of a job and mends those that `may_change` allows.
    pub(in crate::cli) fn run(&self, job: Job<'_>, may_change: &dyn Fn(&Input) -> bool) -> Outcome {
        let standard = job.inputs.iter().find_map(|input| match &input.content {
            Content::Bytes(bytes) => Some(bytes.clone()),
            Content::Disk(_) | Content::Blob(_) => None,
        });
        *self.standard.borrow_mut() = standard;
        let mut write = |file: &MendedFile| if self.is_dry { Ok(()) } else { write(file) };
        // Of comments that are only shown, the report says what is left besides.
        let is_dry = self.is_dry && matches!(self.means, Means::Fixes(_));
        let mending = Mending { means: self.means.clone(), may_change, is_dry, write: &mut write };
        let (mut outcome, mended) = linter::mend(job, mending);
        outcome.is_mended = !is_dry;
        *self.mended.borrow_mut() = mended;
        outcome
    }

    /// Returns true if standard output is for what fixes make, and not for a report.
    pub(super) fn takes_standard_output(&self) -> bool {
        self.is_dry || self.is_alone || self.standard.borrow().is_some()
    }

    /// Returns true if the report is shown on standard error instead.
    pub(super) fn reports_on_standard_error(&self) -> bool {
        !self.is_dry && !self.is_alone
    }

    /// Writes what fixes made to standard output, and on standard error what they did.
    pub(super) fn conclude(&self, outcome: &Outcome, is_quiet: bool) -> Result<(), CliError> {
        let mended = self.mended.borrow();
        if self.is_dry {
            error::print(|out| mended.files.iter().try_for_each(|file| write_diff(file, out)))?;
        } else if let Some(before) = &*self.standard.borrow() {
            let changed = mended.files.iter().find(|file| matches!(file.content, Content::Bytes(_)));
            let text = changed.map_or(before.as_slice(), |file| file.after.as_bytes());
            error::print(|out| out.write_all(text))?;
        }
        if !is_quiet && !self.is_dry {
            say_what_changed(&mended, &self.means);
        }
        if let Means::Comments { rule, reason } = &self.means {
            print_entries(outcome, rule, reason);
        }
        for refusal in &mended.refused {
            error::complain(&self.refusal(outcome, refusal));
        }
        Ok(())
    }

    /// Says why a change is left out.
    fn refusal(&self, outcome: &Outcome, refusal: &Refusal) -> String {
        let Refusal { path, rule, at, harm } = refusal;
        let place = format!("{}:{}:{}", render::opened(outcome, path), at.line, at.column);
        match self.means {
            Means::Comments { .. } => format!("note: no comment above {place} suppresses `{rule}`"),
            Means::Fixes(_) => format!(
                "note: the fix of `{rule}` at {place} is left out, as it would lead to `{harm}`; please report this as a bug"
            ),
        }
    }

    /// Returns true if the exit status is 1 because of the fixes; `None` if the findings decide it.
    pub(super) fn has_failed(&self) -> Option<bool> {
        let mended = self.mended.borrow();
        match self {
            Self { is_dry: true, .. } => Some(!mended.files.is_empty()),
            Self { is_alone: true, .. } => Some(mended.left > 0),
            _ => None,
        }
    }
}

/// Says how many findings of each rule were mended.
fn say_what_changed(mended: &Mended, means: &Means) {
    let mut counts: BTreeMap<&RuleName, usize> = BTreeMap::new();
    for (rule, number) in mended.files.iter().flat_map(|file| &file.counts) {
        *counts.entry(rule).or_default() += number;
    }
    let all: usize = counts.values().sum();
    if all == 0 {
        if let Means::Comments { rule, .. } = means {
            error::complain(&format!(
                "no comment was added: `{rule}` is off, or found nothing that a comment can suppress"
            ));
        }
        return;
    }
    let files = count(mended.files.len() as u64, "file");
    let lines = counts.iter().map(|(rule, number)| format!("\n{number:6}  {rule}"));
    let what = match means {
        Means::Fixes(_) => format!("mended {}", count(all as u64, "finding")),
        Means::Comments { .. } => format!("added {}", count(all as u64, "comment")),
    };
    error::complain(&format!("{what} in {files}:{}", lines.collect::<String>()));
}

/// Returns the rule with a name, which must be one whose findings can be suppressed.
fn rule_named(name: &str) -> Result<RuleName, CliError> {
    match Selector::parse(name.trim()) {
        Ok(Selector::Rule(entry)) => Ok(RuleName::new(entry.meta.name)),
        Ok(Selector::Schema(rule)) => Ok(rule.clone()),
        Ok(Selector::Group(_) | Selector::AllSchema) => Err(CliError::new(format!(
            "--add-ignore takes one rule, and `{name}` stands for several: say for each why it may be ignored"
        ))),
        Err(UnknownSelector::Syntax) => Err(CliError::new("a syntax error cannot be suppressed")),
        Err(UnknownSelector::Unknown(near)) => {
            let error = CliError::new(format!("there is no rule `{name}`"));
            Err(match near {
                Some(near) => error.with_help(format!("did you mean `{near}`?")),
                None => error,
            })
        }
    }
}

/// Prints the entries of the configuration that suppress what no comment can, as JSON has none.
fn print_entries(outcome: &Outcome, rule: &RuleName, reason: &str) {
    let mut entries = String::new();
    for finding in outcome.diagnostics.iter().filter(|finding| finding.rule == *rule) {
        let Some((file, pointer)) = outcome.file(finding.primary.file).zip(finding.pointer.as_ref()) else {
            continue;
        };
        if Format::from_path(&file.path) == Some(Format::Json) {
            let [path, pointer, reason] = [&*file.path, &pointer.to_string(), reason]
                .map(|text| serde_json::Value::from(text).to_string());
            entries += &format!(
                "\n  - path: {path}\n    rule: {rule}\n    pointer: {pointer}\n    reason: {reason}"
            );
        }
    }
    let others = outcome.diagnostics.iter().filter(|finding| finding.rule == *rule);
    let others = others.count() - entries.matches("\n  - path: ").count();
    if others > 0 {
        let found = count(others as u64, "finding");
        error::complain(&format!(
            "note: {found} of `{rule}` got no comment: no line of its own begins there, the file could not be changed, or \
             it has as many comments as are read"
        ));
    }
    if !entries.is_empty() {
        error::complain(&format!("JSON has no comments; add to reportlint.yaml:\nignore:{entries}"));
    }
}

/// Replaces a file by its mended text.
///
/// # Errors
/// The file must not or cannot be changed; in words.
fn write(file: &MendedFile) -> Result<(), String> {
    let path = match &file.content {
        Content::Disk(path) => path,
        Content::Bytes(_) => return Ok(()),
        Content::Blob(_) => return Err("it is not mended: the work tree does not have it".to_owned()),
    };
    if let Some(obstacle) = obstacle(path, file.before.text()) {
        return Err(format!("it is not mended: {obstacle}"));
    }
    replace(path, |out| out.write_all(file.after.as_bytes()))
        .map_err(|error| format!("it cannot be mended: {}", in_words(&error)))
}

/// Returns the reason for which a file must not be replaced.
fn obstacle(path: &Path, read: &str) -> Option<String> {
    let Ok(metadata) = path.symlink_metadata() else { return Some("it is gone".to_owned()) };
    if metadata.is_symlink() {
        return Some("it is a link; name the file that it leads to".to_owned());
    }
    let real = std::fs::canonicalize(path).ok();
    let here = std::env::current_dir().ok();
    let top = here.as_deref().and_then(repository_of).and_then(|top| std::fs::canonicalize(top).ok());
    if let Some((real, top)) = real.as_ref().zip(top)
        && !real.starts_with(&top)
    {
        return Some("it lies outside of the repository; run reportlint in its own folder".to_owned());
    }
    if metadata.permissions().readonly() {
        return Some("it is read-only".to_owned());
    }
    (std::fs::read(path).ok().as_deref() != Some(read.as_bytes()))
        .then(|| "it has changed since it was read; run reportlint again".to_owned())
}

/// Writes a file's changes as a unified diff, with what no output may show masked.
fn write_diff(file: &MendedFile, out: &mut dyn Write) -> io::Result<()> {
    let [before, after] = &file.shown;
    let path = escape::line(&file.path);
    let diff = TextDiff::from_lines(before.text(), after.text());
    writeln!(out, "--- a/{path}\n+++ b/{path}")?;
    for hunk in diff.unified_diff().iter_hunks() {
        writeln!(out, "{}", hunk.header())?;
        for change in hunk.iter_changes() {
            let shown = escape::line(change.value().trim_end_matches(['\n', '\r']));
            // A CI runner looks behind the space of a line that stays.
            let mark = if escape::is_command(&shown) { ">" } else { "" };
            writeln!(out, "{}{mark}{shown}", change.tag())?;
            if change.missing_newline() {
                writeln!(out, "\\ No newline at end of file")?;
            }
        }
    }
    Ok(())
}
