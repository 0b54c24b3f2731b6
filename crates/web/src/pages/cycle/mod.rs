pub(crate) mod create;
pub(crate) mod evidence;
pub(crate) mod list;
pub(crate) mod new;
pub(crate) mod scheme;
pub(crate) mod show;
pub(crate) mod step;
pub(crate) mod version;
