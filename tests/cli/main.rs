//! The command line as its users meet it: standard output, standard error and the exit status.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

mod baseline;
#[cfg(unix)]
mod budget;
mod cases;
mod causes;
mod changes;
mod exits;
#[cfg(unix)]
mod fix;
mod flows;
mod gates;
mod git_states;
mod hostile;
mod html;
mod init;
#[cfg(unix)]
mod litter;
#[cfg(unix)]
mod local_rules;
mod new_since;
mod own_rule_faults;
mod own_rules;
mod own_schemas;
#[path = "../support/page.rs"]
mod page;
mod privacy;
mod privacy_forms;
mod repository;
mod runs;
mod same_case;
mod slips;
mod support;
#[cfg(unix)]
mod watch;
