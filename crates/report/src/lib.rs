//! Results → the documents people know: xlsx, docx, html. Pure: bytes out, no IO.
