pub(crate) mod body;
pub(crate) mod list;
pub(crate) mod request;
pub(crate) mod save;
pub(crate) mod schedule;
