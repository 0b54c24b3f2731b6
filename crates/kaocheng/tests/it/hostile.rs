//! Files from strangers, through the commands: exit code 2 and one Chinese sentence that names what is wrong.

use std::io::Write as _;
use std::path::Path;

use tempfile::tempdir;

use crate::{kaocheng, stderr, stdout};

/// Writes a file and runs both commands on it; what they said, which must be the same.
fn refused(folder: &Path, name: &str, bytes: &[u8]) -> String {
    std::fs::write(folder.join(name), bytes).unwrap();
    let mut said = Vec::new();
    for verb in ["read", "verify"] {
        for more in [&[][..], &["--json"]] {
            let mut arguments = vec![verb, name];
            arguments.extend(more);
            let output = kaocheng(folder, &arguments);
            assert_eq!(
                output.status.code(),
                Some(2),
                "{verb} {name}: {}{}",
                stdout(&output),
                stderr(&output)
            );
            assert_eq!(stdout(&output), "", "{verb} {name}: nothing is printed of what was not read");
            said.push(stderr(&output));
        }
    }
    said.dedup();
    assert_eq!(said.len(), 1, "the same sentence everywhere: {said:?}");
    said.remove(0)
}

/// A package with one part, stored as it is.
fn package(name: &str, content: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    let (name_length, length) = (u16::try_from(name.len()).unwrap(), u32::try_from(content.len()).unwrap());
    let sum = checksum(content);
    let mut header = Vec::new();
    header.extend([20, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    header.extend(sum.to_le_bytes());
    header.extend(length.to_le_bytes());
    header.extend(length.to_le_bytes());
    header.extend(name_length.to_le_bytes());
    header.extend([0, 0]);
    file.write_all(b"PK\x03\x04").unwrap();
    file.extend(&header);
    file.extend(name.as_bytes());
    file.extend(content);
    let directory = u32::try_from(file.len()).unwrap();
    file.extend(b"PK\x01\x02\x14\x00");
    file.extend(&header);
    file.extend([0; 14 - 4]);
    file.extend(0_u32.to_le_bytes());
    file.extend(name.as_bytes());
    let size = u32::try_from(file.len()).unwrap() - directory;
    file.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    file.extend(size.to_le_bytes());
    file.extend(directory.to_le_bytes());
    file.extend([0, 0]);
    file
}

/// CRC-32 as packages carry it.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |sum: u32| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 };
    !bytes.iter().fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), |sum, _| step(sum)))
}

fn docx(body: &str) -> Vec<u8> {
    let part = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    package("word/document.xml", part.as_bytes())
}

fn paragraph(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

#[test]
fn a_package_made_here_is_read() {
    let folder = tempdir().unwrap();
    std::fs::write(folder.path().join("a.docx"), docx(&paragraph("到位资金5亿元。"))).unwrap();
    let output = kaocheng(folder.path(), &["read", "a.docx"]);
    assert!(output.status.success(), "{}", stderr(&output));
}

#[test]
fn files_that_are_no_documents_are_named() {
    let folder = tempdir().unwrap();
    let at = folder.path();
    assert_eq!(refused(at, "a.txt", b""), "读不了 a.txt：文件是空的，没有可读的内容\n");
    assert!(refused(at, "b.txt", b" \r\n ").contains("文件是空的"));
    assert!(refused(at, "a.png", b"\x89PNG\r\n\x1a\n0000").contains("图片(PNG)"));
    assert!(refused(at, "a.zip", &package("a.txt", b"1")).contains("压缩包(zip)"));
    let noise: Vec<u8> = (0_u32..40_000).map(|at| at.wrapping_mul(2_654_435_761).to_be_bytes()[1]).collect();
    assert!(refused(at, "noise.txt", &noise).contains("内容不是文字"));
    let output = kaocheng(at, &["verify", "没有.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("没有这个文件"), "{}", stderr(&output));
}

#[test]
fn locked_and_broken_files_say_what_to_do() {
    let folder = tempdir().unwrap();
    let at = folder.path();
    let mut locked = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    locked.resize(512, 0);
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert!(refused(at, "a.docx", &locked).contains("已加密，请先去掉打开密码"));
    let whole = docx(&paragraph("到位资金5亿元。").repeat(500));
    assert!(refused(at, "cut.docx", &whole[..whole.len() / 2]).contains("文件在中途断了"));
    assert!(refused(at, "cut.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Cat").contains("文件在中途断了"));
    let crossed = package("word/document.xml", b"<w:document><w:p></w:r></w:document>");
    assert!(refused(at, "broken.docx", &crossed).contains("内部结构已损坏"));
}

#[test]
fn bombs_are_refused_with_their_limit() {
    let folder = tempdir().unwrap();
    let at = folder.path();
    let laughs = "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>";
    assert!(refused(at, "a.html", format!("{laughs}<html><p>&b;</p>").as_bytes()).contains("XML 实体"));
    let inside = format!("{laughs}<w:document>&b;</w:document>");
    assert!(refused(at, "a.docx", &package("word/document.xml", inside.as_bytes())).contains("XML 实体"));
    let nested = format!("<html><body>{}正文", "<div>".repeat(10_000));
    assert!(refused(at, "deep.html", nested.as_bytes()).contains("256 层的上限"));
    let long = docx(&paragraph("1").repeat(210_000));
    assert!(refused(at, "long.docx", &long).contains("段落或行超过 20 万的上限"));
    assert!(refused(at, "lines.txt", &b"1\n".repeat(300_000)).contains("段落或行超过 20 万的上限"));
    assert!(refused(at, "rows.txt", &b"1\t2\t3\t4\n".repeat(150_000)).contains("单元格超过"));
    assert!(refused(at, "cell.txt", &b"1".repeat(3_000_000)).contains("单元格的文字超过"));
    let cell = format!("<html><table><tr><td>{}", "1".repeat(2_000_000));
    assert!(refused(at, "cell.html", cell.as_bytes()).contains("单元格的文字超过"));
    let pages: String = (0..10_000)
        .map(|page| format!("{} 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n", page + 10))
        .collect::<Vec<_>>()
        .concat();
    let pdf = format!("%PDF-1.4\n{pages}trailer\n<< /Root 1 0 R >>\n%%EOF\n");
    assert!(refused(at, "pages.pdf", pdf.as_bytes()).contains("1000 页的上限"));
    let large = std::fs::File::create(at.join("large.txt")).unwrap();
    large.set_len(100 << 20).unwrap();
    for verb in ["read", "verify"] {
        let output = kaocheng(at, &[verb, "large.txt"]);
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(stderr(&output), "读不了 large.txt：文件有 100 MB，超过 64 MB 的上限\n");
    }
}

#[test]
fn among_several_files_the_others_are_still_checked() {
    let folder = tempdir().unwrap();
    let at = folder.path();
    std::fs::write(at.join("a.txt"), "到位资金465.5亿元，完成全年任务700亿元的66.5%。").unwrap();
    std::fs::write(at.join("b.txt"), b"").unwrap();
    let output = kaocheng(at, &["verify", "."]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stdout(&output).contains("a.txt"), "{}", stdout(&output));
    assert!(stderr(&output).contains("b.txt：文件是空的"), "{}", stderr(&output));
    assert!(!stdout(&output).contains('\x1b'), "no colour where nobody sees it");
}
