//! Any text formatted: formatting what is formatted changes nothing, and what compiled still compiles.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rules::{Sources, compile_rules};

fuzz_target!(|text: &str| {
    let once = rules::fmt::format(text).text;
    assert_eq!(once, rules::fmt::format(&once).text);
    if compile_rules(&Sources::new("办法", text)).is_ok() {
        assert!(compile_rules(&Sources::new("办法", once.as_str())).is_ok());
    }
});
