//! Whatever the bytes: a document whose every place lies in its text, or a refusal in words. Also after a correction.

use crate::made;
use ingest::claim::verify;
use ingest::document::BlockKind;
use ingest::{Document, Hints, Span, read};
use proptest::prelude::*;

/// Pieces of a web page that the reader reacts to.
const HTML: &str = "<table>|</table>|<tr>|</tr>|<td>|</td>|<td colspan=3>|<td rowspan=2>|<td colspan=0 rowspan=-1>|<th>|<p>|</p>|\
    <div>|</div>|<br>|<ul>|<li>|<script>|</script>|<style>|</style>|<!--|-->|<h1>|</h1>|<title>|</title>|<a href=x>|</a>|\
    &nbsp;|&#20159;|&#x41;|&lt;|&unknown;|&#0;|&#1114112;|<|>|\"|<b|<td |序号|目标|完成情况|完成率|1.|一、|（一）|50.8亿元|63.5%|8月|822日|首页|\n";
/// Pieces of a Word body.
const DOCX: &str = "<w:tbl>|</w:tbl>|<w:tr>|</w:tr>|<w:tc>|</w:tc>|<w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>|\
    <w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>|<w:tcPr><w:vMerge/></w:tcPr>|<w:tcPr><w:gridSpan w:val=\"99999999\"/></w:tcPr>|\
    <w:p>|</w:p>|<w:r>|</w:r>|<w:t>|</w:t>|<w:tab/>|<w:br/>|<w:del>|</w:del>|<w:pPr><w:numPr><w:ilvl w:val=\"9\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>|\
    目标|完成率|50.8亿元|63.5%|&#20159;|&amp;|&x;|1.";
/// Pieces of a sheet.
const XLSX: &str = "<sheetData>|</sheetData>|<row>|<row r=\"3\">|<row r=\"0\">|<row r=\"99999999999\">|</row>|<c>|<c r=\"B2\">|<c r=\"XFD1\">|\
    <c r=\"ZZZZZZ9\">|<c t=\"s\">|<c t=\"inlineStr\">|<c t=\"d\">|<c s=\"1\">|<c s=\"9\">|</c>|<v>|</v>|<is><t>|</t></is>|<f>|</f>|1.5|-0|1e308|45000|目标|完成率|\
    <mergeCells>|<mergeCell ref=\"A1:C2\"/>|<mergeCell ref=\"C2:A1\"/>|<mergeCell ref=\"A1:XFD1048576\"/>|</mergeCells>";
/// Pieces of pasted text.
const TEXT: &str = "\t|\n|\r\n| |　|序号|目标名称|考核指标|完成情况|完成率|1|2|1.|一、|稳定物价|50.8亿元|63.5%|100%|8月|822日|〔20162号|锟斤拷|\u{FFFD}|\"|。|；";

fn pieces(of: &'static str, most: usize) -> impl Strategy<Value = String> {
    let piece = prop::sample::select(of.split('|').collect::<Vec<_>>());
    prop::collection::vec(piece, 0..most).prop_map(|pieces| pieces.concat())
}

fn within(span: Span, document: &Document) -> bool {
    span.start <= span.end && span.end <= document.text.chars()
}

/// What holds of every document that was read.
fn holds(document: &Document) -> Result<(), TestCaseError> {
    let text = document.text.as_str();
    prop_assert_eq!(document.text.chars(), text.chars().count());
    let mut last = 0;
    for block in &document.blocks {
        prop_assert!(within(block.span, document), "{:?}", block.span);
        prop_assert!(block.span.start >= last, "blocks do not overlap: {:?}", block.span);
        last = block.span.end;
        let BlockKind::Table(table) = &block.kind else { continue };
        let mut covered = std::collections::BTreeSet::new();
        for cell in &table.cells {
            prop_assert!(within(cell.span, document), "{cell:?}");
            prop_assert!(cell.row_span > 0 && cell.column_span > 0, "{cell:?}");
            prop_assert!(cell.row + cell.row_span <= table.rows, "{cell:?} of {} rows", table.rows);
            prop_assert!(cell.column + cell.column_span <= table.columns.len(), "{cell:?}");
            if cell.row_span * cell.column_span < 10_000 {
                for row in cell.row..cell.row + cell.row_span {
                    for column in cell.column..cell.column + cell.column_span {
                        prop_assert!(covered.insert((row, column)), "a place has one cell: {row} {column}");
                    }
                }
            }
        }
        for record in table.records(&document.text) {
            prop_assert!(record.row < table.rows);
        }
    }
    for note in &document.notes {
        prop_assert!(note.span.is_none_or(|span| within(span, document)), "{note:?}");
        prop_assert!(!note.message.is_empty());
    }
    let metadata = &document.metadata;
    let spans = [
        metadata.title.as_ref().map(|field| field.span),
        metadata.index_number.as_ref().map(|field| field.span),
        metadata.document_number.as_ref().map(|field| field.span),
        metadata.issuer.as_ref().map(|field| field.span),
        metadata.signed.as_ref().map(|field| field.span),
        metadata.published.as_ref().map(|field| field.span),
    ];
    prop_assert!(spans.into_iter().flatten().all(|span| within(span, document)), "{metadata:?}");
    Ok(())
}

/// What holds of the findings in it.
fn found(document: &Document) -> Result<(), TestCaseError> {
    let findings = verify(document);
    for claim in &findings.claims {
        let span = Span::new(claim.start, claim.end);
        prop_assert!(claim.start <= claim.end && within(span, document), "{claim:?}");
        prop_assert_eq!(&claim.quote, document.slice(span));
        prop_assert!(claim.places.iter().all(|place| within(Span::new(place.start, place.end), document)));
        prop_assert!(!claim.why.is_empty() && !claim.code.is_empty());
    }
    let parts = findings.goals.iter().flat_map(|goal| &goal.parts);
    for figure in parts.flat_map(|part| &part.figures) {
        prop_assert_eq!(&figure.text, document.slice(Span::new(figure.start, figure.end)));
        if let Some(answer) = &figure.answer {
            prop_assert_eq!(&answer.text, document.slice(Span::new(answer.start, answer.end)));
        }
    }
    let _ = ingest::html_page::page(&[(document, &findings)]);
    Ok(())
}

fn reads(bytes: &[u8]) -> Result<(), TestCaseError> {
    match read(bytes, &Hints::named("某文件.pdf")) {
        Ok(document) => {
            holds(&document)?;
            found(&document)
        }
        Err(refusal) => {
            let said = refusal.to_string();
            prop_assert!(!said.is_ascii(), "{said}");
            prop_assert!(!refusal.code().is_empty());
            Ok(())
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        reads(&bytes)?;
    }

    #[test]
    fn any_page_is_read_or_refused(body in pieces(HTML, 60)) {
        reads(format!("<html><body>{body}").as_bytes())?;
    }

    #[test]
    fn any_word_body_is_read_or_refused(body in pieces(DOCX, 40)) {
        reads(&made::docx(&body))?;
    }

    #[test]
    fn any_balanced_word_table_is_read(rows in prop::collection::vec(prop::collection::vec((0_usize..4, 0_usize..3, "[0-9%亿元目标]{0,4}"), 0..5), 1..6)) {
        let mut body = String::from("<w:tbl>");
        for row in &rows {
            body.push_str("<w:tr>");
            for (span, merge, words) in row {
                let merge = ["", "<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>"][*merge];
                body.push_str(&made::tc(&format!("<w:gridSpan w:val=\"{span}\"/>{merge}"), words));
            }
            body.push_str("</w:tr>");
        }
        body.push_str("</w:tbl>");
        reads(&made::docx(&body))?;
    }

    #[test]
    fn any_sheet_is_read_or_refused(sheet in pieces(XLSX, 40)) {
        reads(&made::xlsx(&sheet, &["目标", "完成率"], &["0.00%", "yyyy年m月"]))?;
    }

    #[test]
    fn any_pasted_text_is_read_or_refused(text in pieces(TEXT, 80)) {
        reads(text.as_bytes())?;
    }

    #[test]
    fn a_file_cut_anywhere_is_read_or_refused(at in 0_usize..4_000, kind in 0_usize..3) {
        let body = made::p("1-8月,到位资金894.01亿元,完成64.78%。").repeat(20);
        let whole = match kind {
            0 => made::docx(&body),
            1 => made::xlsx("<sheetData><row><c><v>1.5</v></c><c><v>2</v></c></row></sheetData>", &["目标"], &[]),
            _ => made::pdf(2, b"5 0 obj\n<< /Length 9 >>\nstream\nBT ET\nendstream\nendobj\n"),
        };
        reads(&whole[..at.min(whole.len())])?;
    }

    #[test]
    fn a_changed_byte_is_read_or_refused(at in any::<prop::sample::Index>(), to in any::<u8>(), kind in 0_usize..3) {
        let mut whole = match kind {
            0 => made::docx(&made::p("到位资金894.01亿元。")),
            1 => made::xlsx("<sheetData><row><c><v>1.5</v></c></row></sheetData>", &[], &[]),
            _ => made::pdf(1, b"5 0 obj\n<< /Length 9 >>\nstream\nBT ET\nendstream\nendobj\n"),
        };
        let at = at.index(whole.len());
        whole[at] = to;
        reads(&whole)?;
    }

    #[test]
    fn a_correction_moves_every_place_with_the_text(
        text in pieces(TEXT, 60),
        at in any::<prop::sample::Index>(),
        words in "[0-9一二亿元%目标序号]{0,6}",
    ) {
        let Ok(document) = read(text.as_bytes(), &Hints::default()) else { return Ok(()) };
        let cells = document.tables().flat_map(|table| table.cells.iter().map(|cell| cell.span));
        let places: Vec<Span> =
            document.blocks.iter().map(|block| block.span).chain(cells).filter(|span| !span.is_empty()).collect();
        prop_assume!(!places.is_empty());
        let place = places[at.index(places.len())];
        let corrected = document.corrected(place, &words);
        holds(&corrected)?;
        found(&corrected)?;
        let length = words.chars().count();
        prop_assert_eq!(corrected.text.chars(), document.text.chars() - place.len() + length);
        prop_assert_eq!(corrected.slice(Span::new(place.start, place.start + length)), words.as_str());
        // What stood elsewhere still stands.
        for (before, after) in document.blocks.iter().zip(&corrected.blocks) {
            if !before.span.overlaps(place) {
                prop_assert_eq!(document.slice(before.span), corrected.slice(after.span));
            }
        }
    }
}
