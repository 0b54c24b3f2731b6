//! The pages of the first path, with samples.

use super::{frame, leave, rank, sheet, why};
use crate::view::pages::{
    ErrorPage, HelpPage, HelpSection, PasswordChange, RankPage, SheetPage, SignIn, WhyPage,
};
use crate::view::{FieldError, Frame};
use askama::Template;

fn titled(title: &str) -> Frame {
    Frame { title: title.into(), ..frame() }
}

#[test]
fn a_refused_sign_in_keeps_the_name_and_says_why() {
    let page = SignIn {
        place: "江州市".into(),
        username: "wangmin".into(),
        error: "用户名或密码不对。还可以再试 2 次。".into(),
        ..SignIn::default()
    };
    let html = page.render().unwrap();
    assert!(html.contains("value=\"wangmin\""), "what was typed is kept");
    assert!(html.contains("还可以再试 2 次"));
    leave("sign-in", &html);
}

#[test]
fn a_forced_change_asks_for_the_one_time_password() {
    let errors = vec![FieldError { field: "again".into(), text: "两次输入的新密码不一样".into() }];
    let page =
        PasswordChange { place: "江州市".into(), forced: true, errors, ..PasswordChange::default() };
    let html = page.render().unwrap();
    assert!(html.contains("一次性密码"));
    assert_eq!(html.matches("两次输入的新密码不一样").count(), 2, "in the summary and beside the field");
    leave("password", &html);
}

#[test]
fn an_error_names_its_code_and_request() {
    let page = ErrorPage {
        heading: "没有这个页面".into(),
        text: "地址有误，或者您没有查看它的权限。".into(),
        next: "请从左侧菜单进入，或核对地址。".into(),
        code: "not_found".into(),
        request: "01990f6e".into(),
    };
    let html = page.render().unwrap();
    assert!(html.contains("01990f6e"), "the log and the person speak of the same request");
    leave("error", &html);
}

#[test]
fn the_manual_renders() {
    let section = |id, name, text| HelpSection { id, name, text };
    let page = HelpPage {
        frame: titled("使用手册"),
        sections: vec![
            section("entry", "填报", "逐项填写当月或累计，另一项自动算出。"),
            section("rank", "得分与排名", "按单位类别排名，显示升降、分类得分、与前一名的差距。"),
        ],
    };
    leave("help", &page.render().unwrap());
}

#[test]
fn a_score_is_a_link_to_its_explanation() {
    let alone = SheetPage {
        frame: titled("得分表"),
        sheet: sheet(),
        xlsx: "/sheet.xlsx".into(),
        notes: vec!["有 1 项待补，总分为暂计。".into()],
        ..SheetPage::default()
    };
    let html = alone.render().unwrap();
    assert!(html.contains("<a href=\"/sheet-why\""), "works without script");
    leave("sheet", &html);
    let beside = SheetPage { why: Some(why()), ..alone };
    let html = beside.render().unwrap();
    assert!(html.contains("【完成销售产值目标4分】"), "the clause is quoted");
    leave("sheet-why", &html);
    leave("why", &WhyPage { frame: titled("得分依据"), why: why() }.render().unwrap());
}

#[test]
fn a_period_without_ranks_says_what_will_come() {
    let empty = RankPage { frame: titled("排名"), ..RankPage::default() };
    let html = empty.render().unwrap();
    assert!(html.contains("本期还没有排名"));
    leave("rank-empty", &html);
    let full = RankPage { ranks: vec![rank()], ..empty };
    leave("rank", &full.render().unwrap());
}
