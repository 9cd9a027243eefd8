//! The work that the comparison of one document with a schema may take. A schema can ask for work that doubles with each
//! level, and so can a document under a schema that refers to itself.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::thread::LocalKey;

use super::width::{MAX_WIDTH, steps_of};

/// The number of steps that any document may take.
const BASE_STEPS: u64 = 4_000_000;

/// The number of steps that each byte of a document adds: many times what schemas in use need.
const STEPS_PER_BYTE: u64 = 128;

/// The number of steps back that each byte of a document adds for the searches that go back.
const SEARCH_STEPS_PER_BYTE: u64 = 32;

/// The number of violations that may be collected, those within alternatives included: some 200 MB where they lie deep.
pub(in crate::schema) const MAX_FAULTS: u64 = 100_000;

/// No budget: nothing is counted.
const UNBOUND: u64 = u64::MAX;

thread_local! {
    /// The steps and the violations that are left to the comparison that the thread is at. Each has a cell of its own, as steps are
    /// counted at each node.
    static STEPS: Cell<u64> = const { Cell::new(UNBOUND) };
    static FAULTS: Cell<u64> = const { Cell::new(UNBOUND) };
    /// The steps back that are left to its searches.
    static SEARCHES: Cell<u64> = const { Cell::new(UNBOUND) };
    /// The width of the widest pattern of keys in its schema.
    static KEY_WIDTH: Cell<usize> = const { Cell::new(0) };
}

/// The reason why a comparison was given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::schema) enum Excess {
    /// It takes too many steps.
    Steps,
    /// The searches for this pattern take too many.
    Pattern(String),
    /// It finds too many violations.
    Faults,
    /// The validator failed.
    Failure,
}

/// Compares a document of `size` bytes with a schema, whose widest pattern of keys is so wide, by `compare`, which reads the
/// document through nodes that count.
pub(super) fn within<T>(size: usize, key_width: usize, compare: impl FnOnce() -> T) -> Result<T, Excess> {
    SEARCHES.set(BASE_STEPS + SEARCH_STEPS_PER_BYTE * size as u64);
    KEY_WIDTH.set(key_width);
    STEPS.set(BASE_STEPS + STEPS_PER_BYTE * size as u64);
    FAULTS.set(MAX_FAULTS);
    // The validator has no other way to stop. It keeps nothing of one comparison for the next.
    let result = catch_unwind(AssertUnwindSafe(compare));
    STEPS.set(UNBOUND);
    FAULTS.set(UNBOUND);
    SEARCHES.set(UNBOUND);
    result.map_err(|cause| cause.downcast().map_or(Excess::Failure, |excess| *excess))
}

/// Counts steps.
pub(super) fn count_steps(steps: usize) {
    take(&STEPS, steps as u64, || Excess::Steps);
}

/// Counts the steps back of a search for a pattern.
pub(super) fn count_search(steps: usize, pattern: &str) {
    take(&SEARCHES, steps as u64, || Excess::Pattern(pattern.to_owned()));
}

/// Counts the steps of a search for a wide pattern.
pub(super) fn count_wide(steps: usize, pattern: &str) {
    take(&STEPS, steps as u64, || Excess::Pattern(pattern.to_owned()));
}

/// Counts a key in whose name patterns are searched, before they are.
pub(super) fn count_key(name: &str) {
    if name.len() > MAX_WIDTH {
        count_steps(steps_of(KEY_WIDTH.get(), name.len()));
    }
}

/// Counts a violation.
pub(super) fn count_fault() {
    take(&FAULTS, 1, || Excess::Faults);
}

fn take(left: &'static LocalKey<Cell<u64>>, number: u64, excess: impl FnOnce() -> Excess) {
    match left.get() {
        UNBOUND => {}
        before => match before.checked_sub(number) {
            Some(after) => left.set(after),
            None => give_up(excess()),
        },
    }
}

/// Leaves the comparison, without the message that a panic prints.
#[cold]
fn give_up(excess: Excess) -> ! {
    resume_unwind(Box::new(excess))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comparison_ends_where_its_budget_does() {
        assert_eq!(within(0, 0, || count_steps(10)), Ok(()));
        assert_eq!(
            within(0, 0, || loop {
                count_steps(1_000);
            }),
            Err::<(), _>(Excess::Steps)
        );
        assert_eq!(
            within(0, 0, || loop {
                count_fault();
            }),
            Err::<(), _>(Excess::Faults)
        );
        // Outside of a comparison nothing is counted.
        count_steps(usize::MAX);
    }
}
