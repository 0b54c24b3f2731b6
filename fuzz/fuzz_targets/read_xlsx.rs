//! A workbook: the first half of the bytes are the shared words and formats, the rest the sheet.
#![no_main]

use ingest::{Hints, read};
use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write};
use zip::write::{SimpleFileOptions, ZipWriter};

fuzz_target!(|bytes: &[u8]| {
    let (shared, sheet) = bytes.split_at(bytes.len() / 2);
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let book: &[u8] = b"<workbook><sheets><sheet name=\"a\"/></sheets></workbook>";
    for (name, part) in [
        ("xl/workbook.xml", book),
        ("xl/sharedStrings.xml", shared),
        ("xl/styles.xml", shared),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        package.start_file(name, plain).expect("a name that fits");
        package.write_all(part).expect("memory takes everything");
    }
    let package = package.finish().expect("memory takes everything").into_inner();
    let _ = read(&package, &Hints::default());
});
