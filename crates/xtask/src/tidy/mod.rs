//! The house rules that no compiler checks. Each rule is one file and returns findings; nothing is changed.

mod architecture;
mod documents;
mod edges;
mod floats;
mod glossary;
mod length;
mod words;

use anyhow::Result;
use std::fmt;
use std::path::{Path, PathBuf};

/// One broken house rule and the way out.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name, as its file in this folder.
    pub rule: &'static str,
    /// File, from the root, with a line where there is one.
    pub place: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} [{}]", self.place, self.message, self.rule)
    }
}

/// Checks the tree below `root` against every house rule.
///
/// # Errors
/// When a file that must be read cannot be read or understood.
pub fn findings(root: &Path) -> Result<Vec<Finding>> {
    let tree = Tree::read(root)?;
    let mut all = Vec::new();
    edges::check(&tree, &mut all)?;
    floats::check(&tree, &mut all);
    glossary::check(&tree, &mut all);
    length::check(&tree, &mut all);
    words::check(&tree, &mut all);
    architecture::check(&tree, &mut all);
    documents::check(&tree, &mut all);
    Ok(all)
}

/// The text files of the project, by path from the root.
struct Tree {
    files: Vec<(String, String)>,
}

impl Tree {
    fn read(root: &Path) -> Result<Self> {
        let mut files = Vec::new();
        for path in self::files(root) {
            let name = path.strip_prefix(root)?.to_string_lossy().into_owned();
            if let Ok(text) = std::fs::read_to_string(&path) {
                files.push((name, text));
            }
        }
        files.sort();
        Ok(Self { files })
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.files.iter().find(|(n, _)| n == name).map(|(_, text)| text.as_str())
    }

    /// Files whose path starts and ends as given.
    fn like<'a>(&'a self, start: &'a str, end: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files
            .iter()
            .filter(move |(n, _)| n.starts_with(start) && n.ends_with(end))
            .map(|(n, t)| (n.as_str(), t.as_str()))
    }
}

/// Every file below a folder but for what is built or installed.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    const SKIPPED: [&str; 8] =
        ["target", "node_modules", ".git", "dist", "artifacts", "corpus", "coverage", "kaocheng-data"];
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return found };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            let name = entry.file_name();
            if !SKIPPED.iter().any(|s| name == *s) {
                found.extend(files(&path));
            }
        } else {
            found.push(path);
        }
    }
    found
}
