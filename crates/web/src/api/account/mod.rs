pub(crate) mod body;
pub(crate) mod grant;
pub(crate) mod list;
