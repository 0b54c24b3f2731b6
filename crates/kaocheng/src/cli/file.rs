//! Files of the command line: read and written with one sentence when it does not work.

use std::path::Path;
use std::process::ExitCode;

/// Exit code of a command that could not be done.
const FAILED: u8 = 2;

pub(crate) fn read_bytes(path: &Path) -> Result<Vec<u8>, ExitCode> {
    std::fs::read(path).map_err(|error| {
        eprintln!("读不了 {}：{}", path.display(), reason(&error));
        ExitCode::from(FAILED)
    })
}

/// Reads a document; one that is too large to be read at all is refused before it is in memory.
pub(crate) fn read_document(path: &Path) -> Result<Vec<u8>, ExitCode> {
    let limit = ingest::format::limits::FILE_BYTES;
    match std::fs::metadata(path) {
        Ok(metadata) if metadata.is_file() && metadata.len() > limit => {
            let refusal = ingest::Refusal::TooLarge { bytes: metadata.len(), limit };
            eprintln!("读不了 {}：{refusal}", path.display());
            Err(ExitCode::from(FAILED))
        }
        _ => read_bytes(path),
    }
}

pub(crate) fn read_text(path: &Path) -> Result<String, ExitCode> {
    let bytes = read_bytes(path)?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        eprintln!("{} 不是 UTF-8 文本（第 {at} 字节起读不出），请另存为 UTF-8", path.display());
        ExitCode::from(FAILED)
    })
}

/// Writes a whole file or leaves what is there: the bytes go beside it first.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), ExitCode> {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = path.with_file_name(format!(".{name}.part"));
    let done = std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, path));
    done.map_err(|error| {
        // What could not take the file's place is of no use to anybody.
        let _ = std::fs::remove_file(&beside);
        if error.kind() == std::io::ErrorKind::NotFound {
            eprintln!("写不了 {}：没有这个文件夹", path.display());
            return ExitCode::from(FAILED);
        }
        eprintln!("写不了 {}：{}", path.display(), reason(&error));
        ExitCode::from(FAILED)
    })
}

/// Serialisable results as one line.
pub(crate) fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|error| format!("{{\"error\":\"{error}\"}}"))
}

/// Words of a stranger as a terminal may show them: a control character could move its cursor or change its title.
pub(crate) fn plain(words: &str) -> String {
    words.chars().map(|ch| if ch != '\n' && ch.is_control() { ' ' } else { ch }).collect()
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "没有这个文件".to_owned(),
        std::io::ErrorKind::PermissionDenied => "没有权限".to_owned(),
        std::io::ErrorKind::IsADirectory => "这是一个文件夹".to_owned(),
        _ => error.to_string(),
    }
}
