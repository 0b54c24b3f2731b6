//! The JSON API under /api/v1: one file per verb under its noun.

pub(crate) mod account;
pub(crate) mod calendar;
pub(crate) mod cycle;
pub(crate) mod document;
pub(crate) mod draft;
pub(crate) mod evidence;
pub(crate) mod figure;
pub(crate) mod hierarchy;
pub(crate) mod import;
pub(crate) mod indicator;
pub(crate) mod invitation;
pub(crate) mod light;
pub(crate) mod offer;
pub(crate) mod read;
pub(crate) mod reminder;
pub(crate) mod report;
pub(crate) mod session;
pub(crate) mod submission;
pub(crate) mod sum;
pub(crate) mod tag;
pub(crate) mod target;
pub(crate) mod task;
pub(crate) mod thread;
pub(crate) mod token;
pub(crate) mod unit;
pub(crate) mod year;
