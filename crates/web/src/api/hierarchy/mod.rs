pub(crate) mod amend;
pub(crate) mod create;
pub(crate) mod get;
pub(crate) mod list;
