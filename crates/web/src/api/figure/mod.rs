pub(crate) mod body;
pub(crate) mod get;
pub(crate) mod history;
pub(crate) mod list;
pub(crate) mod put;
