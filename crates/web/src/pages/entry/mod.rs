pub(crate) mod check;
pub(crate) mod import;
pub(crate) mod save;
pub(crate) mod show;
pub(crate) mod submit;
pub(crate) mod template;
pub(crate) mod upload;
pub(crate) mod words;
