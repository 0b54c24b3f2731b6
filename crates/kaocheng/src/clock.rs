//! The clock and chance of the running program: the only place that asks the machine for either.

use app::{Clock, Random};

/// The machine's clock.
pub(crate) fn clock() -> Clock {
    Clock::new(now)
}

/// Now, in UTC milliseconds.
pub(crate) fn now() -> i64 {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
    jiff::Timestamp::now().as_millisecond()
}

/// The machine's chance.
pub(crate) fn random() -> Random {
    Random::new(|bytes| {
        // Without chance there are no secrets: going on would hand out guessable passwords.
        getrandom::fill(bytes).expect("the machine gives random bytes");
    })
}

/// A short word that tells this process from others in the log.
pub(crate) fn process_word() -> String {
    let mut bytes = [0_u8; 4];
    getrandom::fill(&mut bytes).expect("the machine gives random bytes");
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}
