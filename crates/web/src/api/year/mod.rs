mod body;
pub(crate) mod preview;
pub(crate) mod save;
