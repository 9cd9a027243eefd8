//! `reportlint man`

use std::io::{self, Write};

use clap::CommandFactory;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use super::{Cli, CliError, EXAMPLES, EXIT_STATUS, Status, error};

pub(super) fn run() -> Result<Status, CliError> {
    error::print(page)?;
    Ok(Status::Clean)
}

/// Writes one page for the program and all its commands.
fn page(out: &mut dyn Write) -> io::Result<()> {
    let mut command = Cli::command();
    // This gives the commands their full names.
    command.build();
    let man = Man::new(command.clone());
    // The date is not known here and stays empty.
    writeln!(out, ".TH REPORTLINT 1 \"\" \"reportlint {}\" \"User Commands\"", env!("CARGO_PKG_VERSION"))?;
    man.render_name_section(out)?;
    synopsis(&command, out)?;
    man.render_description_section(out)?;
    man.render_options_section(out)?;
    let mut heading = Roff::new();
    heading.control("SH", ["COMMANDS"]).to_writer(out)?;
    for command in command.get_subcommands().filter(|command| !matches!(command.get_name(), "help")) {
        describe(command.clone(), out)?;
    }
    literal("EXIT STATUS", EXIT_STATUS, out)?;
    literal("EXAMPLES", EXAMPLES, out)
}

/// Writes the two forms of a call; the usual list of all options would hide the second.
fn synopsis(command: &clap::Command, out: &mut dyn Write) -> io::Result<()> {
    let usage = command.clone().render_usage().to_string();
    let mut section = Roff::new();
    section.control("SH", ["SYNOPSIS"]);
    for (index, line) in usage.lines().enumerate() {
        if index > 0 {
            section.control("br", []);
        }
        section.text([roman(line.trim_start_matches("Usage:").trim())]);
    }
    section.to_writer(out)
}

/// Writes a command with its own options.
fn describe(command: clap::Command, out: &mut dyn Write) -> io::Result<()> {
    let mut command = command.mut_arg("help", |help| help.hide(true));
    let usage = command.render_usage().to_string();
    let about = command.get_long_about().or(command.get_about()).map(ToString::to_string).unwrap_or_default();
    let mut section = Roff::new();
    section.control("SS", [usage.trim_start_matches("Usage:").trim()]);
    for line in about.lines().map(str::trim) {
        if line.is_empty() {
            section.control("PP", []);
        } else {
            section.text([roman(line)]);
        }
    }
    let is_check = command.get_name() == "check";
    if is_check {
        section.control("PP", []).text([roman("Its options are those above.")]);
    }
    section.to_writer(out)?;
    if is_check || command.get_arguments().all(clap::Arg::is_hide_set) {
        return Ok(());
    }
    let mut options = Vec::new();
    Man::new(command).render_options_section(&mut options)?;
    // The options of a command are no section of the page.
    let options = String::from_utf8_lossy(&options).into_owned();
    options.lines().filter(|line| !line.starts_with(".SH")).try_for_each(|line| writeln!(out, "{line}"))
}

/// Writes a section whose lines stay as they are.
fn literal(heading: &str, text: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut section = Roff::new();
    section.control("SH", [heading]).control("nf", []);
    for line in text.lines() {
        section.text([roman(line)]);
    }
    section.control("fi", []).to_writer(out)
}
