//! `e2e`: the browser stories, with Node's own test runner and Chromium.
//!
//! Arguments are names of stories (`tests/e2e/<name>.test.mjs`), all of them when none is given. `--pg` runs the product
//! on a temporary PostgreSQL. Photographs and printed pages are left in `target/e2e`.

use crate::process::{call, cargo, command, run as run_command};
use anyhow::{Context, Result, bail};
use std::path::Path;

/// Where distributions put the browser.
const BROWSERS: [&str; 4] = [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/usr/bin/google-chrome-stable",
];

/// Builds the product, renders the page samples, runs the stories.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let root = crate::root()?;
    let folder = root.join("tests/e2e");
    let browser = BROWSERS.iter().find(|path| Path::new(path).exists()).context(
        "no Chromium found: install it (Debian: apt-get install chromium) and run `cargo x e2e` again",
    )?;
    let stories = stories(&folder, args)?;
    crate::assets::run(&["--check".to_owned()])?;
    crate::assets::install(&folder)?;
    call(cargo(), &["build", "--package", "kaocheng"])?;
    call(cargo(), &["test", "--package", "web", "--lib", "--quiet", "--", "view::samples"])?;
    let mut node = command(
        "node",
        &["--test", "--test-concurrency=1", "--test-timeout=600000", "--test-reporter=spec"],
    )?;
    node.args(stories)
        .env("KAOCHENG_BIN", root.join("target/debug/kaocheng"))
        .env("CHROMIUM", browser)
        .env("KAOCHENG_E2E_PG", if args.iter().any(|a| a == "--pg") { "1" } else { "" });
    run_command(node)?;
    println!("photographs: target/e2e");
    Ok(())
}

fn stories(folder: &Path, args: &[String]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Some(story) = name.strip_suffix(".test.mjs") {
            found.push((story.to_owned(), path.to_string_lossy().into_owned()));
        }
    }
    found.sort();
    let wanted: Vec<&String> = args.iter().filter(|a| !a.starts_with("--")).collect();
    if let Some(unknown) = wanted.iter().find(|w| !found.iter().any(|(story, _)| story == **w)) {
        let known: Vec<&str> = found.iter().map(|(story, _)| story.as_str()).collect();
        bail!("no story `{unknown}`; there are: {}", known.join(", "));
    }
    let chosen = found.into_iter().filter(|(story, _)| wanted.is_empty() || wanted.contains(&story));
    Ok(chosen.map(|(_, path)| path).collect())
}
