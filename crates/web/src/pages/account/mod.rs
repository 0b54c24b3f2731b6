pub(crate) mod close;
pub(crate) mod create;
pub(crate) mod grant;
pub(crate) mod list;
pub(crate) mod new;
pub(crate) mod open;
pub(crate) mod reset;
pub(crate) mod roles;
