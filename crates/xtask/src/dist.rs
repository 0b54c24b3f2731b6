//! `dist`: a release archive.

use crate::process::{call, cargo};
use anyhow::{Context, Result};

/// Builds the release binary and packs it with licence, readme and service file into `target/dist`.
pub(crate) fn run() -> Result<()> {
    crate::assets::run(&[])?;
    call(cargo(), &["build", "--release", "--package", "kaocheng"])?;
    let root = crate::root()?;
    let name =
        format!("kaocheng-{}-{}-{}", env!("CARGO_PKG_VERSION"), std::env::consts::OS, std::env::consts::ARCH);
    let folder = root.join("target/dist").join(&name);
    std::fs::create_dir_all(&folder)?;
    for (from, to) in [
        ("target/release/kaocheng", "kaocheng"),
        ("LICENSE", "LICENSE"),
        ("README.md", "README.md"),
        ("README.zh-CN.md", "README.zh-CN.md"),
        ("docs/deploy/kaocheng.service", "kaocheng.service"),
    ] {
        std::fs::copy(root.join(from), folder.join(to))
            .with_context(|| format!("{from} could not be packed"))?;
    }
    call("tar", &["-C", "target/dist", "-czf", &format!("target/dist/{name}.tar.gz"), &name])?;
    println!("target/dist/{name}.tar.gz");
    Ok(())
}
