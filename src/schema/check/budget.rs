//! The work that the comparison of one document with a schema may take. A schema can ask for work that doubles with each
//! level, and so can a document under a schema that refers to itself.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::thread::LocalKey;

/// The number of steps that any document may take.
const BASE_STEPS: u64 = 4_000_000;

/// The number of steps that each byte of a document adds: many times what schemas in use need.
const STEPS_PER_BYTE: u64 = 128;

/// The number of violations that may be collected, those within alternatives included: some 200 MB where they lie deep.
pub(in crate::schema) const MAX_FAULTS: u64 = 100_000;

/// No budget: nothing is counted.
const UNBOUND: u64 = u64::MAX;

thread_local! {
    /// The steps and the violations that are left to the comparison that the thread is at. Each has a cell of its own, as steps are
    /// counted at each node.
    static STEPS: Cell<u64> = const { Cell::new(UNBOUND) };
    static FAULTS: Cell<u64> = const { Cell::new(UNBOUND) };
}

/// The reason why a comparison was given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::schema) enum Excess {
    /// It takes too many steps.
    Steps,
    /// It finds too many violations.
    Faults,
    /// The validator failed.
    Failure,
}

/// Compares a document of `size` bytes with a schema by `compare`, which reads the document through nodes that count.
pub(super) fn within<T>(size: usize, compare: impl FnOnce() -> T) -> Result<T, Excess> {
    STEPS.set(BASE_STEPS + STEPS_PER_BYTE * size as u64);
    FAULTS.set(MAX_FAULTS);
    // The validator has no other way to stop. It keeps nothing of one comparison for the next.
    let result = catch_unwind(AssertUnwindSafe(compare));
    STEPS.set(UNBOUND);
    FAULTS.set(UNBOUND);
    result.map_err(|cause| cause.downcast_ref().copied().unwrap_or(Excess::Failure))
}

/// Counts steps.
pub(super) fn count_steps(steps: usize) {
    take(&STEPS, steps as u64, Excess::Steps);
}

/// Counts a violation.
pub(super) fn count_fault() {
    take(&FAULTS, 1, Excess::Faults);
}

fn take(left: &'static LocalKey<Cell<u64>>, number: u64, excess: Excess) {
    match left.get() {
        UNBOUND => {}
        before => match before.checked_sub(number) {
            Some(after) => left.set(after),
            None => give_up(excess),
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
        assert_eq!(within(0, || count_steps(10)), Ok(()));
        assert_eq!(
            within(0, || loop {
                count_steps(1_000);
            }),
            Err::<(), _>(Excess::Steps)
        );
        assert_eq!(
            within(0, || loop {
                count_fault();
            }),
            Err::<(), _>(Excess::Faults)
        );
        // Outside of a comparison nothing is counted.
        count_steps(usize::MAX);
    }
}
