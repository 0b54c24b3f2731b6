//! Any bytes: every format is told by the bytes, and none may panic. Places must lie in the text.
#![no_main]

use ingest::document::BlockKind;
use ingest::{Hints, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(document) = read(bytes, &Hints::default()) else { return };
    let end = document.text.chars();
    for block in &document.blocks {
        assert!(block.span.end <= end);
        if let BlockKind::Table(table) = &block.kind {
            for cell in &table.cells {
                assert!(cell.span.end <= end);
                assert!(cell.row + cell.row_span <= table.rows);
                assert!(cell.column + cell.column_span <= table.columns.len());
            }
            let _ = table.records(&document.text);
        }
    }
});
