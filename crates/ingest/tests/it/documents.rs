//! Documents as other programs write them: what a clerk sees in them is what is read.

use crate::made;
use ingest::document::{BlockKind, NoteKind, Part};
use ingest::metadata::codes::{OwnerCode, judge, judge_index};
use ingest::table::{Confidence, Meaning, Origin, Table};
use ingest::{Document, Format, Hints, Refusal, read};

fn open(name: &str, bytes: &[u8]) -> Document {
    read(bytes, &Hints::named(name)).unwrap()
}

fn fixture(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/corpus/files/");
    std::fs::read(format!("{folder}{name}")).unwrap()
}

/// A row as a person reads it: meaning and words, without line ends.
fn row(document: &Document, table: &Table, index: usize) -> Vec<(Meaning, String)> {
    let record = &table.records(&document.text)[index];
    let words =
        |field: &ingest::table::Field| document.slice(field.span).split_whitespace().collect::<String>();
    record.fields.iter().map(|field| (field.meaning, words(field))).collect()
}

fn only_table(document: &Document) -> &Table {
    let tables: Vec<&Table> = document.tables().collect();
    assert_eq!(tables.len(), 1, "{:?}", document.notes);
    tables[0]
}

/// The notice of 江州市, whichever program wrote it.
fn is_the_notice_of_jiangzhou(document: &Document) {
    let metadata = &document.metadata;
    assert_eq!(metadata.title.as_ref().unwrap().value, "江州市投资促进局2026年度绩效目标完成情况公示(1-8月)");
    assert_eq!(metadata.document_number.as_ref().unwrap().value, "江投促〔2026〕12号");
    assert_eq!(metadata.anchor, Some(jiff::civil::date(2026, 9, 12)));
    let table = only_table(document);
    assert_eq!((table.rows, table.columns.len(), table.head_rows), (7, 6, 2));
    let meanings: Vec<Meaning> = table.columns.iter().map(|column| column.meaning).collect();
    let expected = [
        Meaning::Number,
        Meaning::Name,
        Meaning::Target,
        Meaning::SuperiorTarget,
        Meaning::Actual,
        Meaning::Completion,
    ];
    assert_eq!(meanings, expected);
    assert_eq!(table.columns[2].path, ["目标(亿元)", "全年目标"]);
    assert_eq!(table.columns[2].unit.as_deref(), Some("亿元"));
    let records = table.records(&document.text);
    assert_eq!(records.len(), 4);
    assert!(records.iter().all(|record| document.slice(record.section.unwrap()) == "一类目标(60分)"));
    // The second row of goal 1 shares number and name with the first.
    let second = row(document, table, 1);
    let words: Vec<&str> = second.iter().map(|(_, words)| words.as_str()).collect();
    assert_eq!(words, ["1", "国内招商引资", "700", "640", "回归资金465.5亿元。", "66.5%"]);
    assert_eq!(records[1].find(Meaning::Name).unwrap().first_row, records[0].row);
    let text = document.text.as_str();
    assert!(text.contains("完成全年任务的64.78%,同比增长9.33%。"), "figures are not torn apart");
    assert!(text.contains("门类齐全,目标明确"), "radicals are characters");
}

#[test]
fn one_notice_reads_the_same_from_every_program() {
    for (name, format) in [
        ("jiangzhou.html", Format::Html),
        ("jiangzhou-libreoffice.docx", Format::Docx),
        ("jiangzhou-libreoffice.xlsx", Format::Xlsx),
        ("jiangzhou-libreoffice.pdf", Format::Pdf),
        ("jiangzhou-chromium.pdf", Format::Pdf),
    ] {
        let document = open(name, &fixture(name));
        assert_eq!(document.format, format, "{name}");
        is_the_notice_of_jiangzhou(&document);
    }
}

#[test]
fn a_pdf_with_a_password_is_refused_and_a_cut_one_says_so() {
    let refusal = read(&fixture("jiangzhou-password.pdf"), &Hints::default()).unwrap_err();
    assert_eq!(refusal, Refusal::Encrypted { format: Format::Pdf });
    let whole = fixture("jiangzhou-libreoffice.pdf");
    match read(&whole[..whole.len() * 3 / 4], &Hints::default()) {
        Err(refusal) => assert_eq!(refusal, Refusal::Truncated { format: Format::Pdf }),
        Ok(document) => assert!(document.notes.iter().any(|note| note.kind == NoteKind::Partial)),
    }
}

#[test]
fn a_page_is_read_without_what_stands_around_it() {
    let page = "<html><head><title>江州市政府 - 公示</title></head><body>\
        <div class='nav'><a href=/>首页</a> <a href=/x>政务公开</a></div>\
        <p>您当前所在的位置:首页 &gt; 公示公告</p>\
        <table><tr><td>索引号</td><td>002489444/2026-00003</td></tr><tr><td>发布机构</td><td>江州市发改局</td></tr></table>\
        <h2>江州市2026年上半年重点工作完成情况通报</h2>\
        <p>上半年,全市到位资金46.2亿元,完成年度目标的51.3%,高于序时进度。各县区均按时报送材料,数据经市统计局核定。</p>\
        <p style='display: none'>999体育手机投注注册送彩金</p><p>888体育手机投注</p>\
        <div id=print><p>上半年,全市到位资金46.2亿元,完成年度目标的51.3%,高于序时进度。各县区均按时报送材料,数据经市统计局核定。</p>\
        <p>上半年,全市到位资金46.2亿元,完成年度目标的51.3%,高于序时进度。各县区均按时报送材料,数据经市统计局核定。</p></div>\
        <div class=footer>主办单位:江州市政府 ICP备12345678号</div></body></html>";
    let document = open("a.html", page.as_bytes());
    let body: Vec<&str> = document
        .blocks
        .iter()
        .filter(|block| block.part == Part::Body)
        .map(|block| document.slice(block.span))
        .collect();
    assert_eq!(body.len(), 2, "{body:?}");
    assert!(body[0].starts_with("江州市2026年上半年") && body[1].starts_with("上半年"));
    assert!(!document.text.as_str().contains("彩金"), "hidden words are not read");
    assert!(document.notes.iter().any(|note| note.kind == NoteKind::Spam));
    assert!(document.notes.iter().any(|note| note.kind == NoteKind::LeftOut));
    let index = &document.metadata.index_number.as_ref().unwrap().value;
    assert_eq!((index.text.as_str(), index.owner), ("002489444/2026-00003", OwnerCode::Organisation));
    assert_eq!(document.metadata.issuer.as_ref().unwrap().value, "江州市发改局");
}

#[test]
fn tables_that_lay_out_a_page_are_no_tables() {
    let page = "<table><tr><td><table><tr><td>菜单</td></tr></table></td><td>\
        <p>全市到位资金46.2亿元。</p><table><tr><th>序号</th><th>指标名称</th><th>完成率</th></tr>\
        <tr><td>1</td><td>到位资金</td><td>51.3%</td></tr></table></td></tr></table>";
    let document = open("a.html", page.as_bytes());
    let table = only_table(&document);
    assert_eq!((table.rows, table.columns.len()), (2, 3));
}

#[test]
fn word_numbers_and_merged_cells_are_put_back() {
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>\
        <w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/>\
        <w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"(%2)\"/></w:lvl></w:abstractNum>\
        <w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/></w:num></w:numbering>";
    let item = |level: usize, words: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
        )
    };
    let restart = "<w:vMerge w:val=\"restart\"/>";
    let body = [
        item(0, "总体情况"),
        item(1, "到位资金"),
        item(1, "项目"),
        item(0, "下步打算"),
        "<w:p><w:del><w:r><w:delText>旧数10亿元</w:delText></w:r></w:del><w:ins><w:r><w:t>新数12亿元</w:t></w:r></w:ins></w:p>".to_owned(),
        format!(
            "<w:tbl><w:tr>{}{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>",
            made::tc("", "序号"),
            made::tc("", "考核指标"),
            made::tc("", "完成率"),
            made::tc(restart, "1"),
            made::tc("", "到位资金10亿元"),
            made::tc("", "90%"),
            made::tc("<w:vMerge/>", ""),
            made::tc("", "新签项目5个"),
            made::tc("", "100%"),
        ),
    ]
    .concat();
    let document = open("a.docx", &made::docx_with(&body, &[("word/numbering.xml", numbering)]));
    let lines: Vec<&str> = document.text.as_str().lines().take(5).collect();
    assert_eq!(lines, ["一、总体情况", "(1)到位资金", "(2)项目", "二、下步打算", "新数12亿元"]);
    let table = only_table(&document);
    let second: Vec<String> = row(&document, table, 1).into_iter().map(|(_, words)| words).collect();
    assert_eq!(second, ["1", "新签项目5个", "100%"]);
    assert!(
        document.notes.iter().any(|note| note.kind == NoteKind::LeftOut),
        "a deletion under revision is said"
    );
}

#[test]
fn a_workbook_is_read_as_it_is_shown() {
    let sheet = "<cols><col min=\"3\" max=\"3\" hidden=\"1\"/></cols><sheetData>\
        <row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>\
        <row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"B2\" t=\"s\"><v>2</v></c><c r=\"C2\" t=\"s\"><v>3</v></c><c r=\"D2\" t=\"s\"><v>4</v></c></row>\
        <row r=\"3\"><c r=\"A3\" t=\"s\"><v>5</v></c><c r=\"B3\" s=\"2\"><v>1380</v></c><c r=\"C3\" s=\"2\"><v>894.01</v></c>\
        <c r=\"D3\" s=\"1\"><f>C3/B3</f><v>0.64783333333333337</v></c></row>\
        <row r=\"4\"><c r=\"A4\" t=\"s\"><v>5</v></c><c r=\"B4\" s=\"3\"><v>46273</v></c><c r=\"C4\" t=\"e\"><v>#DIV/0!</v></c><c r=\"D4\"><f>C4/B4</f></c></row>\
        </sheetData><mergeCells><mergeCell ref=\"A1:D1\"/></mergeCells>";
    let words = ["江州市8月招商情况表", "指标名称", "全年目标", "完成数", "完成率", "到位资金"];
    let bytes = made::xlsx(sheet, &words, &["0.00%", "#,##0.00", "yyyy\"年\"m\"月\"d\"日\""]);
    let document = open("8月.xlsx", &bytes);
    assert_eq!(document.metadata.title.as_ref().unwrap().value, "江州市8月招商情况表");
    let table = only_table(&document);
    let first: Vec<String> = row(&document, table, 0).into_iter().map(|(_, words)| words).collect();
    assert_eq!(first, ["到位资金", "1,380.00", "894.01", "64.78%"]);
    assert_eq!(table.cell_at(1, 3).unwrap().formula.as_deref(), Some("C3/B3"));
    assert!(table.cell_at(1, 2).unwrap().hidden);
    assert!(document.text.as_str().contains("2026年9月8日"));
    let kinds: Vec<NoteKind> = document.notes.iter().map(|note| note.kind).collect();
    assert!(kinds.contains(&NoteKind::Hidden), "the hidden sheet and column are said");
    assert!(kinds.contains(&NoteKind::Damage), "a formula in error is said");
    assert!(kinds.contains(&NoteKind::Partial), "a formula without a result is said");
}

#[test]
fn what_a_spreadsheet_puts_on_the_clipboard_is_a_table() {
    let pasted = "序号\t单位\t目标\t\t完成率\n\t\t全年\t实际\t\n1\t\"城东区\n经信局\"\t10\t6.5\t65%\n\t\t5\t4\t80%\n2\t城西区\t8\t8\t100%\n";
    let document = open("粘贴.txt", pasted.as_bytes());
    let table = only_table(&document);
    assert_eq!(table.head_rows, 2);
    assert_eq!(table.columns[2].path, ["目标", "全年"]);
    let second: Vec<String> = row(&document, table, 1).into_iter().map(|(_, words)| words).collect();
    assert_eq!(second, ["1", "城东区经信局", "5", "4", "80%"]);
    assert_eq!(document.text.as_str(), pasted, "places are places in what was pasted");
}

#[test]
fn a_flattened_form_is_rebuilt_by_its_numbers() {
    let text = "2026年度考核表\n\n序号目标名称考核指标完成情况完成率\n\
        1稳物价    1.涨幅控制在3%以内。\n    2.新增监测点5家。\n    1.涨幅2.1%。\n    2.新增6家。\n100%\n\
        2扩投资    完成投资50亿元。    已完成投资46亿元。92%\n    新增项目3个。    新增3个。100%\n";
    let document = open("a.txt", text.as_bytes());
    let table = only_table(&document);
    assert!(matches!(table.origin, Origin::Rebuilt(Confidence::High | Confidence::Medium)));
    assert_eq!(table.records(&document.text).len(), 3);
    let last: Vec<String> = row(&document, table, 2).into_iter().map(|(_, words)| words).collect();
    assert_eq!(last, ["2", "扩投资", "新增项目3个。", "新增3个。", "100%"]);
    assert!(
        document.notes.iter().any(|note| note.kind == NoteKind::Rebuilt && note.message.contains("把握"))
    );
}

#[test]
fn check_digits_of_owner_codes_are_judged() {
    for code in ["002489444", "014319928", "000014349", "011217651", "01527918X", "686863395"] {
        assert_eq!(judge(code), OwnerCode::Organisation, "{code}");
    }
    assert_eq!(judge("12341700686863395A"), OwnerCode::Credit);
    assert_eq!(judge("002489445"), OwnerCode::Wrong { expected: '4' });
    assert_eq!(judge("12341700686863395B"), OwnerCode::Wrong { expected: 'A' });
    assert_eq!(judge_index("M062/2022-121428"), OwnerCode::Own);
    assert_eq!(judge_index("01527918X-2020-153077"), OwnerCode::Organisation);
    assert_eq!(judge_index("640324001/2023-00182"), judge("640324001"));
}

#[test]
fn the_seeds_give_their_forms() {
    let Some(shared) = crate::shared() else { return };
    let expected = [
        // Name, anchor, rows under the head, columns, tables printed again.
        ("000_412029c0b42814ad.txt", (2016, 9, 19), Some((9, 7)), 0),
        ("001_4e8cfd461f0845b5.txt", (2007, 7, 6), Some((17, 5)), 0),
        ("002_125100073898b370.txt", (2017, 10, 9), None, 0),
        ("003_5623fa4accf1d237.txt", (2021, 8, 30), None, 0),
        ("004_e36067ab1b8c20fe.txt", (2020, 12, 31), Some((31, 5)), 1),
    ];
    for (name, (year, month, day), form, copies) in expected {
        let document = open(name, &std::fs::read(shared.join("seeds").join(name)).unwrap());
        assert_eq!(document.metadata.anchor, Some(jiff::civil::date(year, month, day)), "{name}");
        let tables: Vec<&Table> = document.tables().collect();
        let found = tables.first().map(|table| (table.records(&document.text).len(), table.columns.len()));
        assert_eq!((found, tables.len()), (form, usize::from(form.is_some())), "{name}");
        let printed_again = document
            .blocks
            .iter()
            .filter(|block| block.part == Part::Copy && matches!(block.kind, BlockKind::Table(_)))
            .count();
        assert_eq!(printed_again, copies, "{name}");
    }
}

#[test]
fn the_page_of_findings_stands_alone_and_links_both_ways() {
    let text = "全年完成投资46亿元,完成年度计划(50亿元)的94%。<script>alert(1)</script>";
    let document = open("a.txt", text.as_bytes());
    let findings = ingest::claim::verify(&document);
    let page = ingest::html_page::page(&[(&document, &findings)]);
    assert!(!page.contains("<script"), "the document's own markup is words");
    assert!(!page.contains("http"), "nothing is loaded");
    for index in 0..findings.claims.len() {
        assert!(
            page.contains(&format!("id=\"f0-{index}\"")) && page.contains(&format!("href=\"#f0-{index}\""))
        );
        assert!(
            page.contains(&format!("id=\"t0-{index}\"")) && page.contains(&format!("href=\"#t0-{index}\""))
        );
    }
    assert!(page.contains(&format!("断言 {}", findings.claims.len())));
}

#[test]
fn the_workbook_of_goals_reads_back_as_the_form() {
    let document = open("jiangzhou.html", &fixture("jiangzhou.html"));
    let findings = ingest::claim::verify(&document);
    let book = ingest::table_book::workbook(&document, &findings.goals).unwrap();
    assert_eq!(
        book,
        ingest::table_book::workbook(&document, &findings.goals).unwrap(),
        "same document, same bytes"
    );
    let again = open("goals.xlsx", &book);
    let form = again.tables().last().unwrap();
    assert_eq!((form.rows, form.columns.len(), form.head_rows), (7, 6, 2));
    let second: Vec<String> = row(&again, form, 1).into_iter().map(|(_, words)| words).collect();
    assert_eq!(second, ["1", "国内招商引资", "700", "640", "回归资金465.5亿元。", "66.5%"]);
}
