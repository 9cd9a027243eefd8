//! `reportlint init`

mod ci;
mod config;
mod glob_patterns;
mod place;
mod pre_commit;
mod scan;
mod schemas;
mod step;

use std::path::Path;

use super::run::run_on_everything;
use super::{CliError, Status, error};
use crate::config::{CONFIG_NAME, Choice, Config, Project};
use crate::diagnostic::Severity;
use crate::files::Files;
use crate::words::count;

use place::Place;
use scan::Scan;
use step::{Step, has_placeholders};

/// Arguments of `init`.
#[derive(clap::Args)]
pub(super) struct InitArgs {
    /// Print what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,

    /// Write this part alone; may be repeated
    #[arg(long, value_name = "PART")]
    only: Vec<Part>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// reportlint.yaml
    Config,
    /// The hook in .pre-commit-config.yaml
    PreCommit,
    /// A workflow for GitHub, or a job for GitLab
    Ci,
}

/// The state of a set-up.
struct Setup<'a> {
    place: Place,
    /// The path from the working directory to the root: empty, or `../`.
    prefix: String,
    args: &'a InitArgs,
    /// The files that were written.
    written: Vec<&'static str>,
    /// True once a text was written or printed in which the user has to name reportlint's source.
    leaves_source_open: bool,
    has_failed: bool,
}

pub(super) fn run(args: &InitArgs) -> Result<Status, CliError> {
    let working = std::env::current_dir()
        .map_err(|error| CliError::new(format!("cannot find the working directory: {error}")))?;
    let nearest = Project::find(&Files::Disk, &working, Choice::Nearest);
    if let Some(misnamed) = nearest.misnamed().filter(|_| args.includes(Part::Config)) {
        let shown = misnamed.strip_prefix(nearest.working()).unwrap_or(misnamed);
        return Err(CliError::new(format!("{} is not read", shown.display()))
            .with_help(format!("the configuration is called `{CONFIG_NAME}`: rename the file")));
    }
    let root = Project::find(&Files::Disk, &working, Choice::Isolated).root().to_path_buf();
    let above = nearest.working().strip_prefix(&root).map_or(0, |below| below.components().count());
    let mut setup = Setup {
        place: Place::new(&root),
        prefix: "../".repeat(above),
        args,
        written: Vec::new(),
        leaves_source_open: false,
        has_failed: false,
    };
    if args.dry_run {
        error::complain("nothing is written (--dry-run); this would be:");
    }
    let (project, config) = setup.configuration(nearest, &root)?;
    setup.part(Part::PreCommit, pre_commit::step)?;
    setup.part(Part::Ci, ci::step)?;
    setup.say_what_to_fill_in();
    setup.say_what_next(&project, config.as_ref());
    Ok(if setup.has_failed { Status::Failed } else { Status::Clean })
}

impl InitArgs {
    fn includes(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }
}

impl Setup<'_> {
    /// Sets up the configuration. Returns the project with the configuration that is then in force; `None` if there
    /// are no reports yet.
    fn configuration(
        &mut self,
        nearest: Project,
        root: &Path,
    ) -> Result<(Project, Option<Config>), CliError> {
        if let Some(path) = nearest.config() {
            let shown = path.strip_prefix(root).unwrap_or(path).display().to_string();
            if self.args.includes(Part::Config) {
                say(&format!("{}{shown} exists already, and is left as it is", self.prefix));
            }
            if path.parent() != Some(root) {
                say(&format!(
                    "  the hook and the CI job start in the repository's root and do not find it: move it there, or give them \
                     `--config {shown}`"
                ));
            }
            let config = Config::load(&Files::Disk, path, &shown);
            if config.is_err() {
                say(&format!("{}{shown} cannot be used as it is; `reportlint` says why", self.prefix));
            }
            return Ok((nearest, config.ok()));
        }
        let project = Project::find(&Files::Disk, root, Choice::Isolated);
        if !self.args.includes(Part::Config) {
            return Ok((project, Some(Config::default())));
        }
        let scan = Scan::run(&project);
        for failure in &scan.failures {
            let path = failure.path.as_deref().unwrap_or(".");
            say(&format!("cannot look into {path}: {}", failure.message));
        }
        let proposal = config::propose(&scan, root);
        let step = Step::Write { path: CONFIG_NAME, text: proposal.text, note: proposal.summary };
        self.perform(step)?;
        Ok((project, scan.has_reports().then_some(proposal.config)))
    }

    /// Sets up a part that only a git repository needs.
    fn part(&mut self, part: Part, step: impl FnOnce(&Place) -> Step) -> Result<(), CliError> {
        // A part that the user names is wanted.
        let is_wanted =
            self.args.only.contains(&part) || self.args.only.is_empty() && self.place.is_repository();
        if !is_wanted {
            return Ok(());
        }
        let step = step(&self.place);
        self.perform(step)
    }

    fn perform(&mut self, step: Step) -> Result<(), CliError> {
        let leaves_source_open = step.text().is_some_and(has_placeholders);
        match step {
            Step::Nothing(why) => say(&why),
            Step::Add { path, text, where_to } => {
                say(&format!("{}{path} exists already; add this to it, {where_to}:", self.prefix));
                self.print(path, &text)?;
                self.leaves_source_open |= leaves_source_open;
            }
            Step::Write { path, .. } if self.place.has(path) => self.say_it_exists(path),
            Step::Write { path, text, .. } if self.args.dry_run => {
                self.print(path, &text)?;
                self.leaves_source_open |= leaves_source_open;
            }
            Step::Write { path, text, note } => match self.place.create(path, &text) {
                Ok(true) => {
                    self.written.push(path);
                    self.leaves_source_open |= leaves_source_open;
                    say(&format!("wrote {}{path}: {note}", self.prefix));
                }
                // Somebody wrote it in the meantime.
                Ok(false) => self.say_it_exists(path),
                Err(error) => {
                    self.has_failed = true;
                    say(&format!("error: cannot write {}{path}: {error}", self.prefix));
                }
            },
        }
        Ok(())
    }

    /// Prints a text to standard output, under its name if others may follow.
    fn print(&self, path: &str, text: &str) -> Result<(), CliError> {
        let is_alone = self.args.only.len() == 1 || !self.args.dry_run;
        error::print(|out| {
            if !is_alone {
                writeln!(out, "==> {path} <==")?;
            }
            out.write_all(text.as_bytes())?;
            if is_alone { Ok(()) } else { writeln!(out) }
        })
    }

    fn say_it_exists(&self, path: &str) {
        say(&format!("{}{path} exists already, and is left as it is", self.prefix));
    }

    fn say_what_to_fill_in(&self) {
        if self.leaves_source_open {
            say(
                "before use, fill in the address of reportlint's source in place of OWNER, and the full hash of the \
                 commit to run in place of COMMIT",
            );
        }
    }

    fn say_what_next(&self, project: &Project, config: Option<&Config>) {
        if !self.place.is_repository() && self.args.only.is_empty() {
            say("this is not a git repository, so there is no hook or CI job to write");
        }
        // The configuration in force is not the proposed one.
        if self.has_failed || !self.args.includes(Part::Config) && self.written.is_empty() {
            return;
        }
        let mut next: Vec<(&str, &str)> = Vec::new();
        if let Some(config) = config {
            let Some(found) = say_today(project, config) else { return };
            if !self.args.dry_run {
                next.push(("reportlint", if found > 0 { "shows them" } else { "checks again" }));
                if found > 0 {
                    next.push((
                        "reportlint baseline",
                        "suppresses them, so that only new findings are reported",
                    ));
                }
            }
        } else if !self.args.dry_run {
            say(
                "until the first report is there, `reportlint` has nothing to check, and ends with the status 2",
            );
            next.push(("reportlint schema report", "prints the fields of a report"));
        }
        if self.written.contains(&pre_commit::PATH) {
            next.push(("pre-commit install", "puts the hook in place"));
        }
        if self.args.dry_run {
            next.push(("reportlint init", "writes this"));
        }
        let width = next.iter().map(|(command, _)| command.len()).max().unwrap_or_default();
        say("next:");
        for (command, what) in next {
            say(&format!("  {command:<width$}  {what}"));
        }
    }
}

/// Says how much a run finds today. Returns the number of findings; `None` if there can be no run.
fn say_today(project: &Project, config: &Config) -> Option<usize> {
    let outcome = run_on_everything(project, config).ok()?;
    let (errors, warnings) = (outcome.count(Severity::Error), outcome.count(Severity::Warning));
    let number = |number: usize, noun| count(number as u64, noun);
    say(&format!(
        "today reportlint finds {} and {} in {}",
        number(errors, "error"),
        number(warnings, "warning"),
        number(outcome.checked, "file"),
    ));
    Some(errors + warnings)
}

/// Prints a line to standard error.
fn say(line: &str) {
    error::complain(line);
}
