//! Browser assets, built by `cargo x assets` and embedded in the binary.
//!
//! Their names carry their content's hash, so a browser may keep them for ever; templates take the addresses from the
//! constants here, which `build.rs` writes from the manifest of the build.

use std::borrow::Cow;

use rust_embed::RustEmbed;

include!(concat!(env!("OUT_DIR"), "/asset_names.rs"));

#[derive(RustEmbed)]
#[folder = "../../assets/dist"]
struct Files;

/// One embedded file.
pub(crate) struct Asset {
    /// The bytes as built.
    pub(crate) bytes: Cow<'static, [u8]>,
    /// Value of `content-type`.
    pub(crate) mime: String,
}

/// The asset of this name (the part of the address after `/assets/`).
pub(crate) fn find(name: &str) -> Option<Asset> {
    let file = Files::get(name).filter(|_| name != "manifest.json")?;
    Some(Asset { mime: file.metadata.mimetype().to_owned(), bytes: file.data })
}
