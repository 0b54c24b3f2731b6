pub(crate) mod amend;
pub(crate) mod create;
pub(crate) mod download;
pub(crate) mod import;
pub(crate) mod list;
pub(crate) mod new;
pub(crate) mod show;
