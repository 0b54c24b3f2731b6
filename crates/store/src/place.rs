//! The folder of a SQLite store: whether it can be used, and what to do when it cannot.

use std::io::ErrorKind;
use std::path::Path;

use crate::{Error, Result};

/// Makes the folder where it is missing and proves that files can be written in it.
pub(crate) fn writable(folder: &Path) -> Result<()> {
    let shown = folder.display();
    if folder.is_file() {
        let text = format!("{shown} 是一个文件，不是目录；请换一个目录名，或先把这个文件移走");
        return Err(Error::Unavailable(text));
    }
    std::fs::create_dir_all(folder).map_err(|error| {
        let why = reason(&error);
        Error::Unavailable(format!("不能建立数据目录 {shown}:{why}；请换一个可写的目录，或改它的权限"))
    })?;
    let probe = folder.join(format!(".kaocheng-probe-{}", std::process::id()));
    let written = std::fs::write(&probe, b"probe");
    // A probe that could not be taken away again harms nobody.
    let _ = std::fs::remove_file(&probe);
    written.map_err(|error| {
        let why = reason(&error);
        Error::Unavailable(format!("数据目录 {shown} 不能写入：{why}；请换一个可写的目录，或改它的权限"))
    })
}

/// Why the machine refused, in words of the person who reads it.
fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::PermissionDenied => "没有权限".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "磁盘是只读的".to_owned(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "磁盘已满".to_owned(),
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => "路径中有一个同名的文件".to_owned(),
        _ => error.to_string(),
    }
}
