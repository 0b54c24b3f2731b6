//! Which format bytes are. The name of the file is not asked.

use super::Format;
use crate::document::Refusal;

/// Old Office files and encrypted new ones (OLE compound file).
const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Kinds of file that people send and that are not read, by their first bytes.
const NAMED: [(&[u8], &str); 9] = [
    (b"\x89PNG", "图片(PNG)"),
    (b"\xFF\xD8\xFF", "图片(JPEG)"),
    (b"GIF8", "图片(GIF)"),
    (b"Rar!", "压缩包(RAR)"),
    (b"7z\xBC\xAF", "压缩包(7z)"),
    (b"\x1F\x8B", "压缩包(gzip)"),
    (b"{\\rtf", "RTF 文档"),
    (b"MZ", "可执行程序"),
    (b"\x7FELF", "可执行程序"),
];

/// Judges the format by the bytes.
pub(super) fn detect(bytes: &[u8]) -> Result<Format, Refusal> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Refusal::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return package(bytes);
    }
    if bytes.starts_with(OLE) {
        return Err(compound(bytes));
    }
    // A PDF may have a few bytes of mail or web header in front.
    if window(bytes, 1024).windows(5).any(|five| five == b"%PDF-") {
        return Ok(Format::Pdf);
    }
    if let Some((_, what)) = NAMED.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Refusal::Unsupported { what });
    }
    if looks_like_html(bytes) { Ok(Format::Html) } else { Ok(Format::Text) }
}

fn window(bytes: &[u8], length: usize) -> &[u8] {
    bytes.get(..bytes.len().min(length)).unwrap_or_default()
}

/// Which package it is, by the names of its parts; the names stand uncompressed in the file.
fn package(bytes: &[u8]) -> Result<Format, Refusal> {
    let has = |name: &[u8]| memchr_like(bytes, name);
    if has(b"word/document.xml") {
        Ok(Format::Docx)
    } else if has(b"xl/workbook.xml") || has(b"xl/worksheets/") {
        Ok(Format::Xlsx)
    } else if has(b"OFD.xml") {
        Err(Refusal::Unsupported { what: "OFD 版式文件" })
    } else if has(b"xl/workbook.bin") {
        Err(Refusal::Unsupported { what: "二进制 Excel 工作簿(xlsb)" })
    } else if has(b"ppt/presentation.xml") {
        Err(Refusal::Unsupported { what: "PowerPoint 演示文稿" })
    } else if has(b"opendocument") {
        Err(Refusal::Unsupported { what: "OpenDocument 文件" })
    } else if has(b"[Content_Types].xml") {
        Err(Refusal::Truncated { format: Format::Docx })
    } else {
        Err(Refusal::Unsupported { what: "压缩包(zip)" })
    }
}

/// Plain search for a name among the bytes.
fn memchr_like(bytes: &[u8], name: &[u8]) -> bool {
    bytes.windows(name.len()).any(|found| found == name)
}

/// What an OLE file is, by the names in its directory, which are UTF-16.
fn compound(bytes: &[u8]) -> Refusal {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr_like(bytes, &wide)
    };
    if has("EncryptedPackage") || has("EncryptionInfo") {
        let format = if has("Workbook") { Format::Xlsx } else { Format::Docx };
        Refusal::Encrypted { format }
    } else if has("WordDocument") {
        Refusal::Unsupported { what: "旧版 Word 文档(doc)" }
    } else if has("Workbook") || has("Book") {
        Refusal::Unsupported { what: "旧版 Excel 工作簿(xls)" }
    } else if has("PowerPoint Document") {
        Refusal::Unsupported { what: "旧版 PowerPoint 演示文稿(ppt)" }
    } else {
        Refusal::Unsupported { what: "旧版 Office 文件" }
    }
}

/// A page, or a fragment of one as the clipboard gives it.
fn looks_like_html(bytes: &[u8]) -> bool {
    const OPENINGS: [&str; 6] = ["<!doctype html", "<html", "<head", "<body", "<meta", "<!--"];
    const FRAGMENTS: [&str; 8] = ["<table", "<tr", "<div", "<p>", "<p ", "<br", "<span", "<ul"];
    let head: String =
        window(bytes, 4096).iter().map(|&byte| char::from(byte).to_ascii_lowercase()).collect();
    // UTF-16 pages have a zero byte between letters.
    let head: String = head.chars().filter(|&ch| ch != '\0').collect();
    let start = head.trim_start_matches(|ch: char| ch.is_whitespace() || !ch.is_ascii());
    let declared = start.starts_with("<?xml") && head.contains("<html");
    // The clipboard format of Windows puts `Version:0.9 … StartHTML:` in front.
    let clipboard = start.starts_with("version:") && head.contains("starthtml:");
    declared
        || clipboard
        || OPENINGS.iter().any(|opening| start.starts_with(opening))
        || (start.starts_with('<') && FRAGMENTS.iter().any(|tag| head.contains(tag)))
        || OPENINGS.get(..4).is_some_and(|tags| tags.iter().any(|tag| head.contains(tag)))
}

/// The format that a file name promises.
pub(super) fn promised(name: &str) -> Option<Format> {
    let (_, extension) = name.rsplit_once('.')?;
    Some(match extension.to_ascii_lowercase().as_str() {
        "txt" | "md" | "csv" | "tsv" => Format::Text,
        "htm" | "html" | "mht" | "shtml" => Format::Html,
        "doc" | "docx" | "wps" => Format::Docx,
        "xls" | "xlsx" | "et" => Format::Xlsx,
        "pdf" => Format::Pdf,
        _ => return None,
    })
}
