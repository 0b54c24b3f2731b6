//! A PDF: the bytes behind the opening that makes them one.
#![no_main]

use ingest::{Hints, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut file = b"%PDF-1.4\n".to_vec();
    file.extend_from_slice(bytes);
    let _ = read(&file, &Hints::default());
});
