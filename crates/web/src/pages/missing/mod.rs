pub(crate) mod panicked;
pub(crate) mod show;
