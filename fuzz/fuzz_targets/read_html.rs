//! A page: the bytes behind an opening that makes them one.
#![no_main]

use ingest::{Hints, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut page = b"<html><body>".to_vec();
    page.extend_from_slice(bytes);
    let _ = read(&page, &Hints::default());
});
