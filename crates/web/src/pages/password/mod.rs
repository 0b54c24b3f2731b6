pub(crate) mod edit;
pub(crate) mod update;
