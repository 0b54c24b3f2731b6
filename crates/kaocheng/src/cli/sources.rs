//! A scheme file with what it imports, from the folder it stands in.

use crate::cli::file;
use rules::ast::StatementKind;
use rules::{Compilation, Severity, Sources};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

/// Reads a scheme and its imports. An import that is not there is left to the compiler to report.
pub(crate) fn read(path: &Path) -> Result<Sources, ExitCode> {
    let text = file::read_text(path)?;
    Ok(with_imports(path, text))
}

/// The same for a text that an editor holds.
pub(crate) fn with_imports(path: &Path, text: String) -> Sources {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut sources = Sources::new(name, text);
    let mut asked: BTreeSet<String> = BTreeSet::new();
    loop {
        let wanted: Vec<String> = rules::parse(&sources)
            .0
            .into_iter()
            .filter_map(|s| if let StatementKind::Import(name) = s.kind { Some(name.text) } else { None })
            .chain(missing(&sources))
            .filter(|name| sources.find(name).is_none() && asked.insert(name.clone()))
            .collect();
        if wanted.is_empty() {
            return sources;
        }
        for name in wanted {
            // Only files beside the scheme: a name with a path in it is no file name.
            let beside = Path::new(&name).file_name().is_some_and(|plain| plain == name.as_str());
            if let (true, Ok(text)) = (beside, std::fs::read_to_string(folder.join(&name))) {
                sources = sources.with_import(name, text);
            }
        }
    }
}

/// Imports of imported files, which the statements of the main file do not show.
fn missing(sources: &Sources) -> Vec<String> {
    let imports = sources.files().flat_map(|(_, file)| {
        let alone = Sources::new(file.name.clone(), file.text.clone());
        rules::parse(&alone).0
    });
    imports
        .filter_map(|s| if let StatementKind::Import(name) = s.kind { Some(name.text) } else { None })
        .collect()
}

/// Compiles; says every error on stderr when there is one.
pub(crate) fn compile(path: &Path) -> Result<(Sources, rules::Scheme), ExitCode> {
    let sources = read(path)?;
    let compilation = rules::compile(&sources);
    if let Some(scheme) = compilation.scheme {
        Ok((sources, scheme))
    } else {
        say(&sources, &compilation, Severity::Error);
        eprintln!("{} 有错误，不能计分", path.display());
        Err(ExitCode::from(2))
    }
}

/// Writes what is at least this grave to stderr.
pub(crate) fn say(sources: &Sources, compilation: &Compilation, least: Severity) {
    use std::io::IsTerminal;
    let colour = std::io::stderr().is_terminal();
    for diagnostic in compilation.diagnostics.iter().filter(|d| d.severity >= least) {
        eprintln!("{}\n", diagnostic.render(sources, colour));
    }
}
