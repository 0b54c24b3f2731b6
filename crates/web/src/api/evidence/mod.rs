pub(crate) mod body;
pub(crate) mod create;
pub(crate) mod list;
pub(crate) mod open;
pub(crate) mod reuse;
pub(crate) mod withdraw;
