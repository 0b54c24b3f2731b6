//! Tests of the reader through its public face.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]
#![expect(clippy::print_stdout, reason = "measurements are printed")]

mod claims;
mod docs_claims;
mod documents;
mod hostile;
mod judge;
mod made;
mod properties;
mod quantities;
mod readers;
mod shapes;

/// Where the shared material is, if this machine has it.
#[expect(
    clippy::disallowed_methods,
    reason = "tests that use the shared material are switched on by a variable"
)]
fn shared() -> Option<std::path::PathBuf> {
    let path = std::env::var_os("KAOCHENG_SHARED").map(std::path::PathBuf::from);
    if path.is_none() {
        println!("KAOCHENG_SHARED is not set: the shared material is not tested");
    }
    path
}
