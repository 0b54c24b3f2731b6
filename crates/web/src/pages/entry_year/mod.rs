mod cells;
pub(crate) mod show;
