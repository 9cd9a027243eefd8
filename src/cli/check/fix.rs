//! `--fix`, `--unsafe-fixes`, `--fix-only` and `--diff`: what fixes change, on disk or as a diff.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io::{self, Write};

use similar::{DiffableStr as _, TextDiff};

use super::ignore::{Entries, Ignoring};
use crate::cli::replace::{obstacle, replace};
use crate::cli::run::{ChangeArgs, RunArgs};
use crate::cli::{CliError, error};
use crate::diagnostic::{Applicability, RuleName};
use crate::files::in_words;
use crate::linter::{self, Content, Input, Job, Means, Mended, MendedFile, Mending, Refusal};
use crate::local_rules::PREFIX;
use crate::outcome::Outcome;
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
    /// JSON has no comments: for a file in it an entry is added to `ignore:` of the configuration, or printed where that has no
    /// plain block to add to.
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
    /// True if the configuration changes too.
    changes_config: Cell<bool>,
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
            changes_config: Cell::new(false),
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

    /// Suppresses in the configuration what no comment can; `again` checks the files once more. Returns the outcome after that.
    pub(super) fn ignore_rest(
        &self,
        outcome: Outcome,
        args: &RunArgs,
        again: impl FnOnce() -> Outcome,
    ) -> (Outcome, Ignoring) {
        let Means::Comments { rule, reason } = &self.means else { return (outcome, Ignoring::default()) };
        let entries = Entries::of(&outcome, rule, reason);
        if entries.len() == 0 {
            return (outcome, Ignoring::default());
        }
        let (outcome, ignoring) = Ignoring::run(entries, outcome, args, self.is_dry, again);
        self.changes_config.set(ignoring.change().is_some());
        (outcome, ignoring)
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
    pub(super) fn conclude(
        &self,
        outcome: &Outcome,
        ignoring: &Ignoring,
        is_quiet: bool,
    ) -> Result<(), CliError> {
        let mended = self.mended.borrow();
        if self.is_dry {
            error::print(|out| {
                let changed = mended.files.iter().map(|file| {
                    let [before, after] = &file.shown;
                    let shown = [before.text(), after.text()];
                    (file.path.as_str(), [file.before.text(), file.after.as_str()], shown)
                });
                let config = ignoring.change().map(|change| {
                    let texts = [change.before.as_str(), change.after.as_str()];
                    (change.shown.as_str(), texts, texts)
                });
                let mut all = changed.chain(config);
                all.try_for_each(|(path, texts, shown)| write_diff(path, texts, shown, out))
            })?;
        } else if let Some(before) = &*self.standard.borrow() {
            let changed = mended.files.iter().find(|file| matches!(file.content, Content::Bytes(_)));
            let text = changed.map_or(before.as_slice(), |file| file.after.as_bytes());
            error::print(|out| out.write_all(text))?;
        }
        if !is_quiet && !self.is_dry {
            say_what_changed(&mended, &self.means, ignoring);
        }
        if let Means::Comments { rule, .. } = &self.means {
            ignoring.say(outcome, rule, self.is_dry);
        }
        for refusal in &mended.refused {
            error::complain(&self.refusal(outcome, refusal));
        }
        Ok(())
    }

    /// Says why a change is left out.
    fn refusal(&self, outcome: &Outcome, refusal: &Refusal) -> String {
        let Refusal { path, rule, at, harm, is_guess } = refusal;
        let place = format!("{}:{}:{}", render::opened(outcome, path), at.line, at.column);
        match self.means {
            Means::Comments { .. } => format!("note: no comment above {place} suppresses `{rule}`"),
            Means::Fixes(_) if *is_guess => format!(
                "note: the fix of `{rule}` at {place} is left out, as it would lead to `{harm}`: mend it by hand"
            ),
            Means::Fixes(_) if rule.as_str().starts_with(PREFIX) => format!(
                "note: the fix of `{rule}` at {place} is left out, as it would lead to `{harm}`: mend the `fix:` of the rule"
            ),
            Means::Fixes(_) => format!(
                "note: the fix of `{rule}` at {place} is left out, as it would lead to `{harm}`; please report this as a bug"
            ),
        }
    }

    /// Returns true if the exit status is 1 because of the fixes; `None` if the findings decide it.
    pub(super) fn has_failed(&self) -> Option<bool> {
        let mended = self.mended.borrow();
        match self {
            Self { is_dry: true, .. } => Some(!mended.files.is_empty() || self.changes_config.get()),
            Self { is_alone: true, .. } => Some(mended.left > 0),
            _ => None,
        }
    }
}

/// Says how many findings of each rule were mended.
fn say_what_changed(mended: &Mended, means: &Means, ignoring: &Ignoring) {
    let mut counts: BTreeMap<&RuleName, usize> = BTreeMap::new();
    for (rule, number) in mended.files.iter().flat_map(|file| &file.counts) {
        *counts.entry(rule).or_default() += number;
    }
    let all: usize = counts.values().sum();
    if all == 0 {
        if let Means::Comments { rule, .. } = means
            && !ignoring.has_entries()
        {
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
        Ok(Selector::Local(name)) => Ok(RuleName::of_local(name.full().to_owned())),
        Ok(Selector::Group(_) | Selector::AllSchema | Selector::AllLocal | Selector::RuleFiles) => {
            Err(CliError::new(format!(
                "--add-ignore takes one rule, and `{name}` stands for several: say for each why it may be ignored"
            )))
        }
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

/// Writes a file's changes as a unified diff, with what no output may show masked. What is hidden can differ between the two texts, where
/// the file could not be read before, so that the lines are compared as they are.
fn write_diff(
    path: &str,
    [before, after]: [&str; 2],
    [shown_before, shown_after]: [&str; 2],
    out: &mut dyn Write,
) -> io::Result<()> {
    let path = escape::line(path);
    let diff = TextDiff::from_lines(before, after);
    // Masks keep the ends of lines.
    let (old, new) = (shown_before.tokenize_lines(), shown_after.tokenize_lines());
    writeln!(out, "--- a/{path}\n+++ b/{path}")?;
    for hunk in diff.unified_diff().iter_hunks() {
        writeln!(out, "{}", hunk.header())?;
        for change in hunk.iter_changes() {
            let old_line = change.old_index().and_then(|at| old.get(at));
            let masked = old_line.or_else(|| new.get(change.new_index()?)).copied().unwrap_or_default();
            let shown = escape::line(masked.trim_end_matches(['\n', '\r']));
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
