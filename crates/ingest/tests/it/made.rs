//! Files made by the tests themselves, honest ones and hostile ones.

use std::io::Write;
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

/// A package of parts.
pub(crate) fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, part) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(part.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A package with one part that goes on for so many bytes.
pub(crate) fn bomb(name: &str, opening: &str, filler: u8, bytes: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    zip.start_file(name, options).unwrap();
    zip.write_all(opening.as_bytes()).unwrap();
    let chunk = vec![filler; 1 << 20];
    for _ in 0..bytes >> 20 {
        zip.write_all(&chunk).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// A Word document with this body.
pub(crate) fn docx(body: &str) -> Vec<u8> {
    docx_with(body, &[])
}

/// A Word document with this body and further parts.
pub(crate) fn docx_with(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let document = format!("<?xml version=\"1.0\"?><w:document {W}><w:body>{body}</w:body></w:document>");
    let mut parts = vec![("[Content_Types].xml", "<Types/>"), ("word/document.xml", document.as_str())];
    parts.extend_from_slice(more);
    package(&parts)
}

/// A paragraph of Word.
pub(crate) fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

/// A cell of Word with its properties.
pub(crate) fn tc(properties: &str, words: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(words))
}

/// A workbook of one sheet: the XML inside `worksheet`, shared words, and cell formats by their codes.
pub(crate) fn xlsx(sheet: &str, words: &[&str], formats: &[&str]) -> Vec<u8> {
    let shared: String =
        words.iter().map(|words| format!("<si><t>{words}</t></si>")).collect::<Vec<_>>().concat();
    let codes: String = formats
        .iter()
        .enumerate()
        .map(|(index, code)| {
            let code = code.replace('"', "&quot;");
            format!("<numFmt numFmtId=\"{}\" formatCode=\"{code}\"/>", 164 + index)
        })
        .collect::<Vec<_>>()
        .concat();
    let styles: String = (0..formats.len())
        .map(|index| format!("<xf numFmtId=\"{}\"/>", 164 + index))
        .collect::<Vec<_>>()
        .concat();
    package(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "xl/workbook.xml",
            "<workbook xmlns:r=\"r\"><sheets><sheet name=\"完成情况\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"底稿\" sheetId=\"2\" state=\"hidden\" r:id=\"rId2\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
        ("xl/sharedStrings.xml", &format!("<sst>{shared}</sst>")),
        (
            "xl/styles.xml",
            &format!(
                "<styleSheet><numFmts>{codes}</numFmts><cellXfs><xf numFmtId=\"0\"/>{styles}</cellXfs></styleSheet>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet>{sheet}</worksheet>")),
    ])
}

/// A PDF of so many empty pages; `body` is put in front of the page objects.
pub(crate) fn pdf(pages: usize, body: &[u8]) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n".to_vec();
    let kids: String = (0..pages).map(|page| format!("{} 0 R ", page + 10)).collect::<Vec<_>>().concat();
    file.extend(format!("2 0 obj\n<< /Type /Pages /Count {pages} /Kids [{kids}] >>\nendobj\n").bytes());
    file.extend(body);
    for page in 0..pages {
        file.extend(
            format!(
                "{} 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R >>\nendobj\n",
                page + 10
            )
            .bytes(),
        );
    }
    file.extend(b"trailer\n<< /Root 1 0 R /Size 10 >>\nstartxref\n0\n%%EOF\n");
    file
}

/// An object of a PDF with a packed stream.
pub(crate) fn packed_stream(number: usize, content: impl Iterator<Item = Vec<u8>>) -> Vec<u8> {
    let mut deflater = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    for chunk in content {
        deflater.write_all(&chunk).unwrap();
    }
    let packed = deflater.finish().unwrap();
    let mut object =
        format!("{number} 0 obj\n<< /Length {} /Filter /FlateDecode >>\nstream\n", packed.len()).into_bytes();
    object.extend(packed);
    object.extend(b"\nendstream\nendobj\n");
    object
}

/// An OLE file with these names in its directory.
pub(crate) fn compound(names: &[&str]) -> Vec<u8> {
    let mut file = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    file.resize(512, 0);
    for name in names {
        let start = file.len();
        file.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        file.resize(start + 128, 0);
    }
    file
}
