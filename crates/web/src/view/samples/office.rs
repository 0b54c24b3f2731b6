//! Lists, forms and the scheme of the assessment office.

use super::{frame, leave, link};
use crate::view::Frame;
use crate::view::form::{FormField, FormPage};
use crate::view::list::{FilterField, ListCell, ListHead, ListPage, ListRow, RowAction};
use crate::view::parts::{Choice, FieldError, Pager, PagerLink};
use crate::view::scheme::{SchemeDiagnostic, SchemePage, SchemePoints};
use askama::Template;

fn cell(text: &str) -> ListCell {
    ListCell { text: text.into(), ..ListCell::default() }
}

fn units() -> ListPage {
    let head = |label: &str| ListHead { label: label.into(), ..ListHead::default() };
    let row = |code: &str, name: &str, class: &str| ListRow {
        kind: "",
        cells: vec![
            ListCell { href: "#".into(), ..cell(name) },
            cell(code),
            cell(class),
            ListCell { tag: "done", ..cell("在用") },
        ],
        actions: vec![
            RowAction { label: "修改".into(), href: "#".into(), ..RowAction::default() },
            RowAction { label: "停用".into(), href: "/close".into(), post: true, danger: true },
        ],
    };
    ListPage {
        frame: Frame { title: "单位".into(), subtitle: String::new(), ..frame() },
        filter: vec![
            FilterField {
                name: "q".into(), label: "查找".into(), kind: "search", ..FilterField::default()
            },
            FilterField {
                name: "class".into(),
                label: "类别".into(),
                options: vec![Choice { value: String::new(), label: "全部".into(), chosen: true }],
                ..FilterField::default()
            },
        ],
        tools: vec![link("导入", "#"), link("导出", "#")],
        primary: Some(link("新增单位", "#")),
        heads: vec![head("单位"), head("统一社会信用代码"), head("类别"), head("状态"), head("操作")],
        rows: vec![
            row("11341700002489444A", "城东区经信局", "区"),
            row("11341700014319928B", "北山县经信局", "县（市）"),
        ],
        pager: Some(Pager {
            total: 13,
            from: 1,
            to: 2,
            pages: vec![PagerLink { label: "1".into(), href: "#".into(), here: true }],
        }),
        empty_title: "还没有单位".into(),
        empty_text: "由考核办新增，或用 Excel 表导入。".into(),
        ..ListPage::default()
    }
}

#[test]
fn a_row_that_is_changed_is_sent_as_a_form_with_the_token() {
    let html = units().render().unwrap();
    assert!(html.contains("action=\"/close\"") && html.contains("value=\"sample\""));
    leave("units", &html);
    let none = ListPage { rows: Vec::new(), ..units() };
    let html = none.render().unwrap();
    assert!(html.contains("还没有单位"));
    leave("units-empty", &html);
}

#[test]
fn a_form_keeps_what_was_typed_and_repeats_what_is_wrong() {
    let field = |kind, id: &str, label: &str, value: &str| FormField {
        kind,
        id: id.into(),
        label: label.into(),
        value: value.into(),
        need: true,
        ..FormField::default()
    };
    let class = FormField {
        options: vec![Choice { value: "district".into(), label: "区".into(), chosen: true }],
        ..field("select", "class", "类别", "")
    };
    let target = FormField { unit: "亿元".into(), ..field("quantity", "target", "全年目标", "1,2345") };
    let page = FormPage {
        frame: Frame { title: "新增单位".into(), subtitle: String::new(), ..frame() },
        lead: "保存后即可为它下达目标。".into(),
        action: "/units".into(),
        errors: vec![FieldError {
            field: "target".into(),
            text: "“1,2345”的千分位不对,请核对是否漏了数字".into(),
        }],
        fields: vec![field("text", "name", "单位名称", "城东区经信局"), class, target],
        submit: "保存".into(),
        cancel: link("不保存", "#"),
        ..FormPage::default()
    };
    let html = page.render().unwrap();
    assert!(html.contains("value=\"1,2345\""), "what was typed is kept");
    assert_eq!(html.matches("千分位不对").count(), 2);
    leave("form", &html);
}

#[test]
fn a_scheme_with_errors_cannot_be_published() {
    let page = SchemePage {
        frame: Frame { title: "考核办法".into(), subtitle: "2026年度".into(), ..frame() },
        action: "/scheme".into(),
        text: "一、工业经济平稳较快增长。完成销售产值目标4分……\n\n```考核\n计分 1.1 销售产值 4分 依据【完成销售产值目标4分】\n  实绩 >= 目标 → 满分 ； 否则 → 0\n```\n".into(),
        open: true,
        version: "草稿".into(),
        checked: true,
        summary: "错误 1 处".into(),
        diagnostics: vec![SchemeDiagnostic {
            kind: "error",
            word: "错误".into(),
            code: "E0204".into(),
            title: "加分没有写明是否封顶".into(),
            line: 12,
            column: 8,
            length: 14,
            before: "加分 1.3 ".into(),
            place: "每满 50亿元 加 1分".into(),
            after: String::new(),
            message: "加分没有写明上限".into(),
            related: Vec::new(),
            hint: "写“限 n分”，或者写明“不封顶”。".into(),
        }],
        points: vec![
            SchemePoints { name: "一类目标".into(), category: true, stated: "56".into() },
            SchemePoints { name: "1 工业经济平稳较快增长".into(), category: false, stated: "12".into() },
        ],
        ..SchemePage::default()
    };
    let html = page.render().unwrap();
    assert!(!html.contains("公布为新版本"));
    leave("scheme", &html);
}
