pub(crate) mod accept;
pub(crate) mod renew;
pub(crate) mod show;
