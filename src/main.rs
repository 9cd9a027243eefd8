//! The `reportlint` command.
fn main() {}
