//! The language explained: a sentence for every word, and every rule in plain Chinese.

mod describe;
mod field;
mod keyword;

pub use describe::{describe_clause, describe_statement};
pub use field::{KNOWN, Known, known};
pub use keyword::{form, says};
