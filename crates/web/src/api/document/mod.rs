pub(crate) mod show;
