pub(crate) mod create;
pub(crate) mod enrol;
pub(crate) mod new;
pub(crate) mod show;
