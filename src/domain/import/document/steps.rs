//! Steps of the reader, counted in tests, where time must not be: that it grows with the text and no faster.

#[cfg(test)]
thread_local!(static STEPS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) });

/// So many more.
#[cfg(test)]
pub fn count(more: usize) {
    STEPS.set(STEPS.get() + more);
}

/// So many more: where nobody asks, nothing is counted.
#[cfg(not(test))]
pub const fn count(_more: usize) {}

/// How many something takes.
#[cfg(test)]
pub fn of(run: impl FnOnce()) -> usize {
    let before = STEPS.get();
    run();
    STEPS.get() - before
}
