//! Pages: one file per verb under its noun.

pub(crate) mod account;
pub(crate) mod asset;
pub(crate) mod audit;
pub(crate) mod cycle;
pub(crate) mod entry;
pub(crate) mod entry_year;
pub(crate) mod health;
pub(crate) mod help;
pub(crate) mod hierarchy;
pub(crate) mod home;
pub(crate) mod invitation;
pub(crate) mod light;
pub(crate) mod missing;
pub(crate) mod own_session;
pub(crate) mod password;
pub(crate) mod rank;
pub(crate) mod reorganisation;
pub(crate) mod review;
pub(crate) mod second_factor;
pub(crate) mod session;
pub(crate) mod sheet;
pub(crate) mod superior;
pub(crate) mod unit;
pub(crate) mod target;
pub(crate) mod workbench;
