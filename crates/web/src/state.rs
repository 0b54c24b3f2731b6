//! What every handler is given.

use app::App;

/// The product and how it is reached.
#[derive(Clone)]
pub struct Web {
    /// The product.
    pub app: App,
    /// Name of the jurisdiction, on every page.
    pub place: String,
    /// Whether cookies are to be sent over TLS only.
    pub secure: bool,
    /// Whether pages of the demonstration are shown: parts of pages, sample sign-ins.
    pub demo: bool,
}
