//! A Word document: the bytes are the body, unpacked, so that the fuzzer works on the words and not on the packing.
#![no_main]

use ingest::{Hints, read};
use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write};
use zip::write::{SimpleFileOptions, ZipWriter};

fuzz_target!(|bytes: &[u8]| {
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    package.start_file("word/document.xml", plain).expect("a name that fits");
    package.write_all(bytes).expect("memory takes everything");
    let package = package.finish().expect("memory takes everything").into_inner();
    let _ = read(&package, &Hints::default());
});
