//! The command line as its users meet it: what is printed where, and the exit status.

mod cases;
mod runs;
mod support;
