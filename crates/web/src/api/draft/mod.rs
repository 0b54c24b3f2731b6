pub(crate) mod save;
