//! The abilities of the terminal, and the wishes of the user.

use std::io::IsTerminal;

use clap::ValueEnum;

use crate::render::Style;

/// The width where none is known.
const DEFAULT_WIDTH: usize = 100;
/// Below this nothing can be laid out.
const LEAST_WIDTH: usize = 40;

/// The choice of colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set or TERM is `dumb`
    Auto,
    /// In files and pipes too
    Always,
    /// Not at all
    Never,
}

/// Returns the style for standard output, or for a file.
pub(super) fn style(color: ColorChoice, is_file: bool) -> Style {
    use supports_color::Stream::Stdout;
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_plain = is_set("NO_COLOR") || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let is_terminal = !is_file && std::io::stdout().is_terminal();
    // As other tools have it: set to anything but these, it asks for colour in pipes too.
    let is_forced =
        std::env::var("FORCE_COLOR").is_ok_and(|value| !["", "0", "false"].contains(&value.as_str()));
    let color = match color {
        ColorChoice::Auto if is_forced && !is_plain && !is_file => ColorChoice::Always,
        color => color,
    };
    let (graphical, color) = match color {
        ColorChoice::Always => (true, true),
        ColorChoice::Never => (is_terminal && !is_plain, false),
        ColorChoice::Auto => {
            (is_terminal && !is_plain, is_terminal && !is_plain && supports_color::on(Stdout).is_some())
        }
    };
    Style {
        color,
        unicode: supports_unicode::on(supports_unicode::Stream::Stdout),
        hyperlinks: color && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout),
        width: width(is_terminal),
        graphical,
        ..Style::default()
    }
}

fn width(is_terminal: bool) -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let measured = || {
        let (width, _) = terminal_size::terminal_size().filter(|_| is_terminal)?;
        Some(usize::from(width.0))
    };
    columns.or_else(measured).unwrap_or(DEFAULT_WIDTH).max(LEAST_WIDTH)
}
