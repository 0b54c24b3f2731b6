//! Reads what people write: bytes or text → blocks → quantities → goals and claims, with places and diagnostics. Pure.

pub mod claim;
pub mod document;
mod docx;
pub mod format;
pub mod goal;
mod html;
pub mod html_page;
pub mod metadata;
mod pdf;
pub mod quantity;
pub mod table;
pub mod table_book;
mod text;
mod xlsx;

pub use document::{Document, Refusal, Span};
pub use format::{Format, Hints, read};
