//! The bar that a long run shows on a terminal.

use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::linter::Progress;
use crate::words::count;

/// A shorter run shows nothing.
const DELAY: Duration = Duration::from_millis(500);
/// The time between two looks at the counts.
const INTERVAL: Duration = Duration::from_millis(100);

/// The bar of a run; dropping it takes it off the terminal.
pub(super) struct Bar {
    progress: Arc<Progress>,
    /// Closed when the run ends.
    end: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Bar {
    /// Shows the progress of a run over `files` files on standard error, if somebody is there to see it.
    pub(super) fn start(files: usize, is_quiet: bool) -> Option<Self> {
        let variable = |name: &str| std::env::var_os(name)?.into_string().ok();
        let is_watched = !is_quiet && std::io::stderr().is_terminal() && allows_bar(variable);
        is_watched.then(|| Self::draw_on(ProgressDrawTarget::stderr, files, DELAY))
    }

    /// Returns the counts that the bar shows.
    pub(super) fn progress(&self) -> Arc<Progress> {
        Arc::clone(&self.progress)
    }

    fn draw_on(
        target: impl FnOnce() -> ProgressDrawTarget + Send + 'static,
        files: usize,
        delay: Duration,
    ) -> Self {
        let progress = Arc::new(Progress::default());
        let (end, ended) = channel();
        let watched = Arc::clone(&progress);
        let watch = move || {
            // Most runs end before.
            if is_running(&ended, delay) {
                show(target(), &watched, files, &ended);
            }
        };
        // Without a thread there is no bar, and the run is none the worse.
        let thread = std::thread::Builder::new().spawn(watch).ok();
        Self { progress, end: Some(end), thread }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        drop(self.end.take());
        // A bar that failed is no reason for the run to fail.
        drop(self.thread.take().map(JoinHandle::join));
    }
}

/// Draws the counts until the run ends, and clears the line.
fn show(target: ProgressDrawTarget, progress: &Progress, files: usize, ended: &Receiver<()>) {
    let bar = ProgressBar::with_draw_target(Some(files as u64), target);
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {human_pos}/{human_len} files, {msg}") {
        bar.set_style(style.progress_chars("=> "));
    }
    loop {
        bar.set_position(progress.files() as u64);
        bar.set_message(count(progress.findings() as u64, "finding"));
        bar.tick();
        if !is_running(ended, INTERVAL) {
            break;
        }
    }
    bar.finish_and_clear();
}

/// Waits until the time is over, or the run; returns true if the run goes on.
fn is_running(ended: &Receiver<()>, time: Duration) -> bool {
    ended.recv_timeout(time) == Err(RecvTimeoutError::Timeout)
}

/// Returns true if the environment is that of a person at a terminal that can move its cursor.
fn allows_bar(variable: impl Fn(&str) -> Option<String>) -> bool {
    let is_ci = variable("CI").is_some_and(|value| !value.is_empty());
    !is_ci && variable("TERM").as_deref() != Some("dumb")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use indicatif::InMemoryTerm;

    use super::*;

    #[test]
    fn a_bar_is_for_people() {
        let allows = |set: &[(&str, &str)]| {
            allows_bar(|name| set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
        };
        assert!(allows(&[]));
        assert!(allows(&[("TERM", "xterm-256color"), ("CI", "")]));
        assert!(!allows(&[("TERM", "xterm-256color"), ("CI", "true")]));
        assert!(!allows(&[("TERM", "dumb")]));
    }

    #[test]
    fn a_bar_shows_the_counts_and_leaves_no_trace() {
        let terminal = InMemoryTerm::new(4, 60);
        let drawn = terminal.clone();
        let target = move || ProgressDrawTarget::term_like(Box::new(drawn));
        let bar = Bar::draw_on(target, 1234, Duration::ZERO);
        let line = || terminal.contents();
        while !line().contains("0/1,234 files, 0 findings") {
            std::thread::sleep(Duration::from_millis(1));
        }
        drop(bar);
        assert_eq!(line(), "");
    }

    #[test]
    fn a_short_run_shows_nothing() {
        let terminal = InMemoryTerm::new(4, 60);
        let drawn = terminal.clone();
        let target = move || ProgressDrawTarget::term_like(Box::new(drawn));
        drop(Bar::draw_on(target, 1, Duration::from_secs(60)));
        assert_eq!(terminal.moves_since_last_check(), "");
    }
}
