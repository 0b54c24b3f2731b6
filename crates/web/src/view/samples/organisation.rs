//! The pages of organisation and people, with samples.

use super::{frame, leave, link};
use crate::view::Frame;
use crate::view::organisation::{
    BoundariesPage, BoundaryLine, BranchLine, HierarchyPage, TableLine, TablePage,
};
use crate::view::parts::{Choice, FieldError};
use crate::view::people::{
    EnrolPage, GrantLine, GrantsPage, HeldField, HeldPage, InvitedPage, SecondFactorPage,
};
use askama::Template;

fn titled(title: &str) -> Frame {
    Frame { title: title.into(), ..frame() }
}

fn error(field: &str, text: &str) -> FieldError {
    FieldError { field: field.into(), text: text.into() }
}

#[test]
fn a_tree_names_what_each_unit_stands_under_and_since_when() {
    let line = |name: &str, depth, parent: &str| BranchLine {
        name: name.into(),
        depth,
        parent: parent.into(),
        from: "2026-01-01".into(),
        href: "#amend".into(),
        ..BranchLine::default()
    };
    let page = HierarchyPage {
        frame: titled("装备制造产业链"),
        address: "/hierarchies/1".into(),
        day: "2026-08-01".into(),
        days: vec![link("2026-07-01", "?day=2026-07-01")],
        tools: vec![link("导入", "#"), link("导出", "#")],
        branches: vec![line("城东区", 0, ""), line("城西区", 1, "城东区")],
        amends: true,
        from: "2026-08-01".into(),
        errors: vec![error("unit", "2026-08-01起该单位将隶属于自身")],
        ..HierarchyPage::default()
    };
    let html = page.render().unwrap();
    assert!(html.contains("depth-1") && html.matches("隶属于自身").count() == 2);
    leave("hierarchy", &html);
}

#[test]
fn a_faulty_table_cannot_be_taken() {
    let page = TablePage {
        frame: titled("导入单位"),
        lead: "没有导入任何一行。".into(),
        errors: vec![error("line-3", "第3行:行政区划代码应为6位数字")],
        heads: vec!["编号".into(), "简称".into()],
        rows: vec![TableLine {
            line: 3,
            word: "有误",
            tag: "refused",
            detail: "行政区划代码应为6位数字".into(),
            cells: vec![String::new(), "云港新区".into()],
        }],
        cancel: link("重新选择文件", "#"),
        ..TablePage::default()
    };
    let html = page.render().unwrap();
    assert!(
        html.contains("href=\"#line-3\"")
            && html.contains("id=\"line-3\"")
            && !html.contains("button primary")
    );
    leave("import-table", &html);
}

#[test]
fn boundaries_stand_side_by_side() {
    let line = |month: &str, after, cells: [&str; 4]| BoundaryLine {
        month: month.into(),
        after,
        old: cells.iter().take(2).map(|cell| (*cell).into()).collect(),
        new: cells.iter().skip(2).take(1).map(|cell| (*cell).into()).collect(),
        whole: cells.last().map_or_else(String::new, |cell| (*cell).into()),
    };
    let page = BoundariesPage {
        frame: titled("机构调整前后对照"),
        measure: "亿元".into(),
        old: vec!["城东区".into(), "城西区".into()],
        new: vec!["东城新区".into()],
        lines: vec![
            line("6月", false, ["10.50", "20.00", "30.50", "30.50"]),
            line("7月", true, ["未单列", "未单列", "33.00", "33.00"]),
        ],
        whole_word: "1-7月累计".into(),
        whole: "63.50".into(),
        ..BoundariesPage::default()
    };
    leave("boundaries", &page.render().unwrap());
}

#[test]
fn the_way_of_an_invited_administrator_renders() {
    let place = || "江州市".to_owned();
    let invited = InvitedPage {
        place: place(),
        code: "abc".into(),
        name: "wangmin".into(),
        display_name: "王敏".into(),
        errors: vec![error("new", "新密码不足8位,请加长")],
    };
    leave("invited", &invited.render().unwrap());
    let enrol = EnrolPage {
        place: place(),
        forced: true,
        secret: "GEZD GNBV".into(),
        squares: "M4 4h1v1h-1z".into(),
        side: 29,
        ..EnrolPage::default()
    };
    leave("enrol", &enrol.render().unwrap());
    let second = SecondFactorPage { place: place(), ..SecondFactorPage::default() };
    leave("second-factor", &second.render().unwrap());
    let field = |name: &str, shown| HeldField { name: name.into(), value: "城东区".into(), shown };
    let held = HeldPage {
        place: place(),
        action: "/units".into(),
        fields: vec![field("csrf", false), field("name", true)],
        back: "/".into(),
    };
    assert!(held.render().unwrap().contains("type=\"hidden\" name=\"csrf\""));
    let choice = |label: &str| Choice { value: label.into(), label: label.into(), chosen: false };
    let lines =
        vec![GrantLine { number: 1, roles: vec![choice("填报员")], units: vec![choice("全辖区")] }];
    let grants =
        GrantsPage {
            frame: titled("授予角色"), lines, proposed: "填报员".into(), ..GrantsPage::default()
        };
    leave("grants", &grants.render().unwrap());
}
