pub(crate) mod download;
pub(crate) mod show;
mod table;
pub(crate) mod why;
