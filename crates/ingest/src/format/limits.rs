//! What a file may cost. Files come from strangers; every limit is a number in one place and is named in the refusal.

/// Bytes of a file. A year's work report with pictures stays under 40 MB.
pub const FILE_BYTES: u64 = 64 << 20;
/// Bytes of a web page. Pages saved from Excel stay under 5 MB.
pub const PAGE_BYTES: u64 = 16 << 20;
/// Characters of a document. The longest provincial plan is under 400,000.
pub const TEXT_CHARS: usize = 8_000_000;
/// Paragraphs and lines of a document. The longest provincial plan has under 10,000.
pub const BLOCKS: usize = 200_000;
/// Characters in one cell.
pub const CELL_CHARS: usize = 1_000_000;
/// Cells in all tables of a document.
pub const CELLS: usize = 400_000;
/// Deepest nesting of elements.
pub const DEPTH: usize = 256;
/// Deepest nesting of tables.
pub const TABLE_DEPTH: usize = 24;
/// Parts in a package (docx, xlsx).
pub const PARTS: usize = 4_000;
/// Bytes that all parts which are read may unpack to.
pub const UNPACKED_BYTES: u64 = 64 << 20;
/// Bytes of a PDF. The library that takes it apart keeps copies of its own.
pub const PDF_BYTES: u64 = 24 << 20;
/// Bytes that the stream of a typeface in a PDF may unpack to.
pub const STREAM_BYTES: u64 = 16 << 20;
/// Bytes that any other stream of a PDF but a picture may unpack to: a page of words takes under 200 KB, and the library
/// needs some forty times the bytes of a page.
pub const CONTENT_BYTES: u64 = 4 << 20;
/// Deepest nesting of arrays and dictionaries in a PDF.
pub const PDF_DEPTH: usize = 200;
/// Pages of a PDF.
pub const PAGES: usize = 1_000;
/// Objects of a PDF.
pub const OBJECTS: usize = 300_000;
/// Seconds for the readers whose work cannot be foreseen from sizes; the look at the bytes before them takes up to two more.
pub const SECONDS: u64 = 8;
