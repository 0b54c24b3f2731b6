//! Takes the addresses of the built browser assets into the crate.
//!
//! The assets are not committed. Without them there is nothing to embed, and the build says so in one sentence.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

/// Logical names that templates use, and the constants they become.
const NAMES: [(&str, &str); 4] =
    [("app.css", "APP_CSS"), ("app.js", "APP_JS"), ("entry.js", "ENTRY_JS"), ("year.js", "YEAR_JS")];

fn main() -> ExitCode {
    let manifest = Path::new("../../assets/dist/manifest.json");
    println!("cargo::rerun-if-changed={}", manifest.display());
    let Ok(text) = std::fs::read_to_string(manifest) else {
        println!(
            "cargo::error=网页资源还没有构建（assets/dist 不存在）：请先运行 cargo x assets，再重新编译"
        );
        return ExitCode::FAILURE;
    };
    let mut code = String::new();
    for (name, constant) in NAMES {
        let Some(file) = file_of(&text, name) else {
            println!("cargo::error=assets/dist/manifest.json 中没有 {name}：请重新运行 cargo x assets");
            return ExitCode::FAILURE;
        };
        let _ = writeln!(
            code,
            "/// Address of `{name}`, with its content's hash.\npub(crate) const {constant}: &str = \"/assets/{file}\";"
        );
    }
    #[expect(clippy::disallowed_methods, reason = "cargo hands a build script its folder only this way")]
    let Some(out) = std::env::var_os("OUT_DIR") else {
        println!("cargo::error=缺少 OUT_DIR：构建脚本只能由 cargo 运行");
        return ExitCode::FAILURE;
    };
    if let Err(error) = std::fs::write(Path::new(&out).join("asset_names.rs"), code) {
        println!("cargo::error=无法写出 asset_names.rs：{error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// The manifest is one flat object, one entry a line, written by assets/build.mjs.
fn file_of<'a>(manifest: &'a str, name: &str) -> Option<&'a str> {
    manifest.lines().find_map(|line| {
        let (key, value) = line.trim().trim_end_matches(',').split_once(": ")?;
        (key.trim_matches('"') == name).then(|| value.trim_matches('"'))
    })
}
