//! The JSON API under /api/v1: one file per verb under its noun.

pub(crate) mod document;
pub(crate) mod draft;
pub(crate) mod figure;
pub(crate) mod import;
pub(crate) mod indicator;
pub(crate) mod read;
pub(crate) mod report;
pub(crate) mod session;
pub(crate) mod sum;
pub(crate) mod token;
pub(crate) mod unit;
pub(crate) mod year;
