//! Files from strangers: each ends in a refusal that names its limit, or in an honest part of the document.

use crate::made;
use ingest::document::NoteKind;
use ingest::{Document, Format, Hints, Refusal, read};

fn refused(bytes: &[u8]) -> Refusal {
    match read(bytes, &Hints::default()) {
        Err(refusal) => refusal,
        Ok(document) => panic!("was read as {} with {} blocks", document.format, document.blocks.len()),
    }
}

fn accepted(bytes: &[u8], name: &str) -> Document {
    read(bytes, &Hints::named(name)).unwrap()
}

#[test]
fn an_empty_file_is_refused() {
    assert_eq!(refused(b""), Refusal::Empty);
    assert_eq!(refused(b" \r\n\t "), Refusal::Empty);
    assert_eq!(refused("\u{feff}\u{3000}\n".as_bytes()), Refusal::Empty);
    assert_eq!(refused(&made::docx("")), Refusal::Empty);
}

#[test]
fn a_file_over_the_limit_names_the_limit() {
    let bytes = vec![b'1'; 100 << 20];
    assert_eq!(refused(&bytes).code(), "too_large");
    assert_eq!(refused(&bytes).to_string(), "文件有 100 MB，超过 64 MB 的上限");
    let mut page = b"<html>".to_vec();
    page.resize(17 << 20, b'1');
    assert_eq!(refused(&page).code(), "too_large");
}

#[test]
fn a_zip_bomb_is_stopped_while_it_unpacks() {
    let file = made::bomb("word/document.xml", "<w:document><w:body><w:p><w:t>", b'1', 200 << 20);
    assert!(file.len() < 1 << 20, "a bomb is small");
    assert_eq!(refused(&file).code(), "unpacks_too_large");
    assert!(refused(&file).to_string().contains("64 MB"));
    let file = made::bomb("xl/workbook.xml", "<workbook>", b' ', 200 << 20);
    assert_eq!(refused(&file).code(), "unpacks_too_large");
}

#[test]
fn a_cell_of_a_hundred_megabytes_is_refused() {
    let cell = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>";
    let file = made::bomb("xl/worksheets/sheet1.xml", cell, b'1', 100 << 20);
    // The package has no other part: it is broken before it is big; with the others it is too big.
    assert!(matches!(refused(&file), Refusal::Broken { .. } | Refusal::UnpacksTooLarge { .. }));
    let words = "一".repeat(1_500_000);
    let body = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", made::tc("", &words));
    assert_eq!(refused(&made::docx(&body)), Refusal::CellTooLarge { limit: 1_000_000 });
    let sheet = format!(
        "<sheetData><row><c t=\"inlineStr\"><is><t>{}</t></is></c></row></sheetData>",
        "1".repeat(5_000_000)
    );
    assert_eq!(refused(&made::xlsx(&sheet, &[], &[])).code(), "cell_too_large");
    assert_eq!(refused("1".repeat(3_000_000).as_bytes()).code(), "cell_too_large");
}

#[test]
fn entities_are_never_expanded() {
    let laughs = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
    let document =
        format!("{laughs}<w:document><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>");
    assert_eq!(refused(&made::package(&[("word/document.xml", &document)])), Refusal::Entities);
    let page = format!("{laughs}<html><body><p>&b;</p></body></html>");
    assert_eq!(refused(page.as_bytes()), Refusal::Entities);
    let undefined = "<w:document><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>";
    assert_eq!(refused(&made::package(&[("word/document.xml", undefined)])), Refusal::Entities);
}

#[test]
fn nesting_has_a_floor() {
    let page = format!("<html><body>{}正文", "<div>".repeat(100_000));
    assert_eq!(refused(page.as_bytes()).code(), "too_deep");
    let page = format!("<html><body>{}正文", "<table><tr><td>".repeat(1_000));
    assert_eq!(refused(page.as_bytes()).code(), "too_deep");
    let tables = "<w:tbl><w:tr><w:tc>".repeat(1_000);
    assert_eq!(refused(&made::docx(&tables)).code(), "too_deep");
    let arrays = format!("3 0 obj\n{}\nendobj\n", "[".repeat(100_000));
    assert_eq!(refused(&made::pdf(1, arrays.as_bytes())).code(), "too_deep");
    // Open inline elements nest nothing.
    let page = format!("<html><body>{}<p>正文</p>", "<b><font size=2>".repeat(10_000));
    assert_eq!(accepted(page.as_bytes(), "a.html").text.as_str(), "正文");
}

#[test]
fn a_pdf_of_ten_thousand_pages_is_refused() {
    let file = made::pdf(10_000, b"");
    assert_eq!(refused(&file).code(), "too_many_pages");
    assert!(refused(&file).to_string().contains("1000 页的上限"), "{}", refused(&file));
}

#[test]
fn a_pdf_stream_that_unpacks_without_end_is_refused() {
    let zeros = made::packed_stream(5, (0..40).map(|_| vec![b' '; 1 << 20]));
    assert!(zeros.len() < 1 << 20);
    assert_eq!(refused(&made::pdf(1, &zeros)).code(), "unpacks_too_large");
    let many: Vec<u8> = (20..40)
        .flat_map(|number| made::packed_stream(number, (0..4).map(|_| vec![b' '; 1_000_000])))
        .collect();
    assert_eq!(refused(&made::pdf(1, &many)).code(), "unpacks_too_large");
}

#[test]
fn a_pdf_without_words_says_so() {
    assert_eq!(refused(&made::pdf(2, b"")).code(), "no_text");
}

#[test]
fn truncated_files_are_told_from_broken_ones() {
    let whole = made::docx(&made::p(&"目标完成情况".repeat(500)));
    assert!(matches!(refused(&whole[..whole.len() / 2]), Refusal::Truncated { .. }));
    let whole = made::xlsx("<sheetData><row><c><v>1</v></c></row></sheetData>", &[], &[]);
    assert!(matches!(refused(&whole[..whole.len() - 40]), Refusal::Truncated { .. }));
    let unclosed = made::package(&[("word/document.xml", "<w:document><w:body><w:p>")]);
    assert_eq!(refused(&unclosed), Refusal::Truncated { format: Format::Docx });
    let crossed = made::package(&[("word/document.xml", "<w:document><w:p></w:r></w:document>")]);
    assert_eq!(refused(&crossed), Refusal::Broken { format: Format::Docx });
    assert!(matches!(refused(b"%PDF-1.7\n1 0 obj\n<< /Type /Cat"), Refusal::Truncated { .. }));
}

#[test]
fn encrypted_files_ask_for_the_password_to_be_taken_off() {
    let encrypted = made::compound(&["Root Entry", "EncryptionInfo", "EncryptedPackage"]);
    assert!(matches!(refused(&encrypted), Refusal::Encrypted { .. }));
    assert!(refused(&encrypted).to_string().contains("已加密"));
}

#[test]
fn old_and_foreign_files_are_named() {
    for (bytes, what) in [
        (made::compound(&["Root Entry", "WordDocument"]), "doc"),
        (made::compound(&["Root Entry", "Workbook"]), "xls"),
        (b"\x89PNG\r\n\x1a\n0000".to_vec(), "PNG"),
        (b"Rar!\x1a\x07\x00".to_vec(), "RAR"),
        (b"{\\rtf1\\ansi hello}".to_vec(), "RTF"),
        (made::package(&[("a.txt", "1")]), "zip"),
        (made::package(&[("OFD.xml", "1")]), "OFD"),
    ] {
        let refusal = refused(&bytes);
        assert_eq!(refusal.code(), "unsupported");
        assert!(refusal.to_string().contains(what), "{refusal}");
    }
}

#[test]
fn the_bytes_decide_what_a_file_is() {
    let document = accepted("<html><body><p>到位资金5亿元。</p></body></html>".as_bytes(), "8月月报.xls");
    assert_eq!(document.format, Format::Html);
    assert!(document.notes.iter().any(|note| note.kind == NoteKind::Mislabelled));
    let document = accepted(&made::docx(&made::p("到位资金5亿元。")), "8月月报.pdf");
    assert_eq!(document.format, Format::Docx);
}

#[test]
fn any_encoding_of_the_country_is_read() {
    let words = "1-8月,全市到位资金894.01亿元,完成全年任务的64.78%。";
    let (gbk, _, _) = encoding_rs::GB18030.encode(words);
    let utf16: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut marked = vec![0xFE, 0xFF];
    marked.extend(words.encode_utf16().flat_map(u16::to_be_bytes));
    for bytes in [words.as_bytes(), &gbk, &utf16, &marked] {
        assert_eq!(accepted(bytes, "a.txt").text.as_str(), words);
    }
    // The page lies about its encoding.
    let page = format!("<html><meta charset=gb2312><body><p>{words}</p></body></html>");
    assert_eq!(accepted(page.as_bytes(), "a.html").text.as_str(), words);
    let page = page.replace("gb2312", "utf-8");
    let (lying, _, _) = encoding_rs::GB18030.encode(&page);
    assert_eq!(accepted(&lying, "a.html").text.as_str(), words);
}

#[test]
fn damage_is_said_and_noise_is_refused() {
    let mut bytes = "全市到位资金894.01亿元,完成全年任务的64.78%。".repeat(20).into_bytes();
    bytes[7] = 0xFF;
    let document = accepted(&bytes, "a.txt");
    assert!(document.notes.iter().any(|note| note.kind == NoteKind::Damage));
    assert!(document.text.as_str().contains("64.78%"));
    let noise: Vec<u8> = (0_u32..40_000).map(|at| at.wrapping_mul(2_654_435_761).to_be_bytes()[1]).collect();
    assert_eq!(refused(&noise), Refusal::NotText);
}

#[test]
fn a_cell_at_the_far_corner_costs_nothing() {
    let sheet = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row>\
                 <row r=\"1048576\"><c r=\"A1048576\"><v>3</v></c><c r=\"B1048576\"><v>4</v></c></row></sheetData>\
                 <mergeCells><mergeCell ref=\"B1048576:XFD1048576\"/></mergeCells>";
    let document = accepted(&made::xlsx(sheet, &[], &[]), "a.xlsx");
    let table = document.tables().next().unwrap();
    assert_eq!((table.rows, table.columns.len()), (2, 2));
    let spans =
        "<table><tr><td colspan=1000000 rowspan=1000000>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>";
    let document = accepted(spans.as_bytes(), "a.html");
    assert!(document.tables().next().unwrap().columns.len() <= 3);
}

#[test]
fn a_package_of_too_many_parts_is_refused() {
    let names: Vec<String> = (0..5_000).map(|part| format!("word/media/{part}")).collect();
    let mut parts: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    parts.push(("word/document.xml", "<w:document/>"));
    assert_eq!(refused(&made::package(&parts)).code(), "too_many_parts");
}

#[test]
fn lines_and_cells_without_end_are_refused() {
    assert_eq!(refused("1\n".repeat(300_000).as_bytes()), Refusal::TooManyBlocks { limit: 200_000 });
    assert_eq!(refused("1\t2\t3\n".repeat(201_000).as_bytes()).code(), "too_many_blocks");
    assert_eq!(refused("1\t2\t3\t4\n".repeat(150_000).as_bytes()).code(), "too_many_cells");
    let page = format!("<html>{}", "<table><tr><td>1</td><td>2</td></tr></table>".repeat(210_000));
    assert_eq!(refused(page.as_bytes()).code(), "too_many_cells");
    assert_eq!(refused(&made::docx(&made::p("1").repeat(210_000))).code(), "too_many_blocks");
}
