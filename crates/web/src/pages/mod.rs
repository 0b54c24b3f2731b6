//! Pages: one file per verb under its noun.

pub(crate) mod account;
pub(crate) mod asset;
pub(crate) mod audit;
pub(crate) mod document;
pub(crate) mod entry;
pub(crate) mod entry_year;
pub(crate) mod health;
pub(crate) mod help;
pub(crate) mod home;
pub(crate) mod missing;
pub(crate) mod password;
pub(crate) mod rank;
pub(crate) mod review;
pub(crate) mod session;
pub(crate) mod sheet;
pub(crate) mod superior;
pub(crate) mod workbench;
