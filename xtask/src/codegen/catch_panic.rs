//! Turns a panic of progenitor into an error.

use std::cell::Cell;
use std::sync::Once;

use anyhow::{Result, bail};

/// Runs a generator, and returns a panic as an error instead of printing it. Progenitor panics on documents that it can't handle.
pub fn catch_panic<T>(make: impl FnOnce() -> Result<T> + std::panic::UnwindSafe) -> Result<T> {
    thread_local!(static IS_QUIET: Cell<bool> = const { Cell::new(false) });
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let loud = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !IS_QUIET.get() {
                loud(panic);
            }
        }));
    });
    let was_quiet = IS_QUIET.replace(true);
    let made = std::panic::catch_unwind(make);
    IS_QUIET.set(was_quiet);
    made.unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        bail!("the generator gave up: {}", text.unwrap_or("it doesn't say why"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_of_the_generator_becomes_an_error() {
        let error = catch_panic::<()>(|| panic!("response_types.len() <= 1")).unwrap_err();
        assert_eq!(error.to_string(), "the generator gave up: response_types.len() <= 1");
    }
}
