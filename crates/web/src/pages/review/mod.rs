pub(crate) mod decide;
pub(crate) mod show;
