//! Which kind of file bytes are, judged by the bytes: the name is the sender's claim.

/// A kind of file that may be put beside a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FileKind {
    /// Media type.
    pub(super) media: &'static str,
    /// Endings of names that agree with it; the first is given to names without any of them.
    pub(super) endings: &'static [&'static str],
}

const PDF: FileKind = FileKind { media: "application/pdf", endings: &["pdf"] };
const PNG: FileKind = FileKind { media: "image/png", endings: &["png"] };
const JPEG: FileKind = FileKind { media: "image/jpeg", endings: &["jpg", "jpeg"] };
const GIF: FileKind = FileKind { media: "image/gif", endings: &["gif"] };
const WEBP: FileKind = FileKind { media: "image/webp", endings: &["webp"] };
const OFD: FileKind = FileKind { media: "application/ofd", endings: &["ofd"] };
const TEXT: FileKind = FileKind { media: "text/plain; charset=utf-8", endings: &["txt", "csv"] };
const DOCX: FileKind = FileKind {
    media: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    endings: &["docx"],
};
const XLSX: FileKind = FileKind {
    media: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    endings: &["xlsx"],
};

/// What is taken, as the page says it.
pub(super) const TAKEN: &str = "PDF、图片（PNG、JPEG、GIF、WebP）、docx、xlsx、OFD、txt、csv";

/// The kind of a file, or why it is not taken.
pub(super) fn kind(bytes: &[u8]) -> Result<FileKind, &'static str> {
    let begins = |magic: &[u8]| bytes.starts_with(magic);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err("文件是空的，请重新选择文件");
    }
    if begins(b"%PDF-") {
        return Ok(PDF);
    }
    if begins(b"\x89PNG\r\n\x1a\n") {
        return Ok(PNG);
    }
    if begins(b"\xFF\xD8\xFF") {
        return Ok(JPEG);
    }
    if begins(b"GIF87a") || begins(b"GIF89a") {
        return Ok(GIF);
    }
    if begins(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Ok(WEBP);
    }
    if begins(b"PK\x03\x04") {
        return package(bytes);
    }
    if begins(b"\xD0\xCF\x11\xE0") {
        return Err("这是旧格式(doc、xls、ppt)或加了密码的 Office 文件；请另存为不加密的 docx、xlsx 或 PDF");
    }
    if begins(b"MZ") || begins(b"\x7FELF") {
        return Err("这是可执行程序，不能作为佐证材料");
    }
    if begins(b"Rar!") || begins(b"7z\xBC\xAF") || begins(b"\x1F\x8B") {
        return Err(ARCHIVE);
    }
    if is_text(bytes) {
        Ok(TEXT)
    } else {
        Err("认不出这个文件的格式；请转换为 PDF 或图片再上传")
    }
}

const ARCHIVE: &str = "压缩包里的内容不能预览和查毒；请解压后把其中的文件逐个上传";

/// Packages are told apart by the names of their parts, as the directory at the end of the file lists them.
fn package(bytes: &[u8]) -> Result<FileKind, &'static str> {
    let names = names(bytes).ok_or("文件不完整，可能没有传完；请重新选择文件")?;
    let has = |wanted: &[u8]| names.contains(&wanted);
    if names.iter().any(|name| name.ends_with(b"vbaProject.bin")) {
        return Err("文件带有宏；请另存为不带宏的 docx 或 xlsx");
    }
    if has(b"word/document.xml") {
        Ok(DOCX)
    } else if has(b"xl/workbook.xml") {
        Ok(XLSX)
    } else if has(b"OFD.xml") {
        Ok(OFD)
    } else {
        Err(ARCHIVE)
    }
}

/// Names in the central directory of a zip.
fn names(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    const END: &[u8] = b"PK\x05\x06";
    const ENTRY: &[u8] = b"PK\x01\x02";
    const LONGEST_COMMENT: usize = 65_557;
    let tail = bytes.get(bytes.len().saturating_sub(LONGEST_COMMENT)..)?;
    let end = tail.windows(END.len()).rposition(|window| window == END)?;
    let end = tail.get(end..)?;
    let count = usize::from(u16::from_le_bytes(end.get(10..12)?.try_into().ok()?));
    let offset = u32::from_le_bytes(end.get(16..20)?.try_into().ok()?);
    let mut rest = bytes.get(usize::try_from(offset).ok()?..)?;
    let mut names = Vec::new();
    for _ in 0..count {
        if !rest.starts_with(ENTRY) {
            return None;
        }
        let length =
            |at: usize| rest.get(at..at + 2)?.try_into().ok().map(|two| usize::from(u16::from_le_bytes(two)));
        let (name, extra, comment) = (length(28)?, length(30)?, length(32)?);
        names.push(rest.get(46..46 + name)?);
        rest = rest.get(46 + name + extra + comment..)?;
    }
    Some(names)
}

/// Text has no control characters but those of lines, in UTF-8 or in the bytes of GB 18030.
fn is_text(bytes: &[u8]) -> bool {
    !bytes.iter().any(|byte| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C))
        && !bytes.contains(&0x7F)
}

/// A name for the file without any folder, ending as its content asks: what is kept is never opened as something else.
pub(super) fn name(given: &str, kind: FileKind) -> String {
    const LONGEST: usize = 120;
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String =
        last.chars().filter(|c| !c.is_control() && !"<>:\"|?*".contains(*c)).take(LONGEST).collect();
    let clean = clean.trim().trim_matches('.').trim();
    let first = kind.endings.first().copied().unwrap_or("txt");
    let lower = clean.to_lowercase();
    if clean.is_empty() {
        format!("材料.{first}")
    } else if kind.endings.iter().any(|ending| lower.ends_with(&format!(".{ending}"))) {
        clean.to_owned()
    } else {
        format!("{clean}.{first}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A zip whose directory names these parts; their bytes do not matter here.
    fn zip(parts: &[&str]) -> Vec<u8> {
        let mut bytes = b"PK\x03\x04".to_vec();
        bytes.resize(30, 0);
        let offset = u32::try_from(bytes.len()).unwrap();
        for part in parts {
            let mut entry = b"PK\x01\x02".to_vec();
            entry.resize(46, 0);
            entry[28..30].copy_from_slice(&u16::try_from(part.len()).unwrap().to_le_bytes());
            entry.extend(part.as_bytes());
            bytes.extend(entry);
        }
        let mut end = b"PK\x05\x06".to_vec();
        end.resize(22, 0);
        end[10..12].copy_from_slice(&u16::try_from(parts.len()).unwrap().to_le_bytes());
        end[16..20].copy_from_slice(&offset.to_le_bytes());
        bytes.extend(end);
        bytes
    }

    #[test]
    fn the_content_decides_and_not_the_name() {
        assert_eq!(kind(b"%PDF-1.7 ...").unwrap(), PDF);
        assert_eq!(kind("统计月报\n工业产值,1262.4\n".as_bytes()).unwrap(), TEXT);
        assert_eq!(kind(&zip(&["[Content_Types].xml", "word/document.xml"])).unwrap(), DOCX);
        assert_eq!(kind(&zip(&["OFD.xml", "Doc_0/Document.xml"])).unwrap(), OFD);
        assert!(kind(&zip(&["xl/workbook.xml", "xl/vbaProject.bin"])).unwrap_err().contains("宏"));
        assert!(kind(&zip(&["a/b.exe"])).unwrap_err().contains("压缩包"));
        assert!(kind(b"MZ\x90\x00").unwrap_err().contains("可执行"));
        assert!(kind(b"\xD0\xCF\x11\xE0\xA1").unwrap_err().contains("docx"));
        assert!(kind(b"\x00\x01\x02").unwrap_err().contains("认不出"));
        assert!(kind(b"  \n").unwrap_err().contains("空"));
        assert!(kind(b"PK\x03\x04 cut off").unwrap_err().contains("不完整"));
    }

    #[test]
    fn a_name_ends_as_its_content_asks_and_leads_nowhere() {
        assert_eq!(name("C:\\报表\\8月 月报.PDF", PDF), "8月 月报.PDF");
        assert_eq!(name("../../etc/passwd", TEXT), "passwd.txt");
        assert_eq!(name("page.html", TEXT), "page.html.txt");
        assert_eq!(name("", PNG), "材料.png");
    }
}
