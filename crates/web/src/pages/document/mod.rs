//! 文档核验: documents given to be read, their findings, corrections, and what is taken from them.

pub(crate) mod accept;
pub(crate) mod check;
pub(crate) mod choose;
pub(crate) mod create;
pub(crate) mod edit;
pub(crate) mod goals;
pub(crate) mod list;
mod marks;
pub(crate) mod new;
pub(crate) mod original;
pub(crate) mod show;
mod sides;
pub(crate) mod update;
pub(crate) mod withdraw;
