//! The steps that rules of strangers may take: a count, never a time, so that a run ends alike on every machine.

use std::cell::Cell;

/// The steps that are left to one evaluation, or to all of a rule in one run.
///
/// A step is about the work of looking at one node or one value. Work on texts counts by their length ([`Budget::spend_bytes`]).
#[derive(Debug)]
pub(crate) struct Budget {
    left: Cell<u64>,
}

/// A budget that has run out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it takes more steps than a rule may")]
pub(crate) struct Spent;

impl Budget {
    /// The number of bytes of a text whose reading counts as a step.
    const BYTES_PER_STEP: u64 = 16;

    /// Makes a budget of `steps`.
    pub(crate) fn new(steps: u64) -> Self {
        Self { left: Cell::new(steps) }
    }

    /// Takes `steps` off.
    ///
    /// # Errors
    /// Fewer are left. From then on none are.
    #[inline]
    pub(crate) fn spend(&self, steps: u64) -> Result<(), Spent> {
        let left = self.left.get().checked_sub(steps);
        self.left.set(left.unwrap_or(0));
        left.map(|_| ()).ok_or(Spent)
    }

    /// Takes off the steps for reading or writing a text of `bytes`.
    ///
    /// # Errors
    /// Fewer are left. From then on none are.
    pub(crate) fn spend_bytes(&self, bytes: usize) -> Result<(), Spent> {
        self.spend(1 + bytes as u64 / Self::BYTES_PER_STEP)
    }

    /// Returns the number of steps that are left.
    #[cfg(test)]
    pub(crate) fn left(&self) -> u64 {
        self.left.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_refused_once_stays_refused() {
        let budget = Budget::new(3);
        assert_eq!(budget.spend(2), Ok(()));
        assert_eq!(budget.spend(2), Err(Spent));
        assert_eq!((budget.spend(1), budget.left()), (Err(Spent), 0));
    }
}
