pub(crate) mod decide;
pub(crate) mod list;
pub(crate) mod show;
pub(crate) mod step;
