//! Renders every part once with a sample and leaves the page where the browser's photographer finds it.

use super::{frame, leave, rank, sheet, why};
use crate::view::parts::{Choice, FieldError, Pager, PagerLink, Step, wrong};
use crate::view::{Frame, RankTable, SheetTable, Why};
use askama::Template;

#[derive(Template)]
#[template(path = "components.html")]
struct Components {
    frame: Frame,
    errors: Vec<FieldError>,
    steps: Vec<Step>,
    choices: Vec<Choice>,
    pager: Pager,
    rank: RankTable,
    sheet: SheetTable,
    why: Why,
}

impl Components {
    fn wrong(&self, field: &str) -> &str {
        wrong(&self.errors, field)
    }
}

fn components() -> Components {
    let error = |field: &str, text: &str| FieldError { field: field.into(), text: text.into() };
    let choice = |label: &str, chosen| Choice { value: label.into(), label: label.into(), chosen };
    let step = |label: &str, state, when: &str| Step { label: label.into(), state, when: when.into() };
    Components {
        frame: frame(),
        errors: vec![
            error("value", "8 月累计写作“1.2.6”，不是一个数：请改为例如 1.26"),
            error("narrative", "完成情况中的 1262.40 亿元与填报的数不一致"),
        ],
        steps: vec![
            step("填写", "done", "9月2日"),
            step("本单位审核", "here", "9月5日前"),
            step("数据部门核验", "todo", ""),
            step("考核办锁定", "todo", ""),
        ],
        choices: vec![choice("区", true), choice("县（市）", false), choice("开发区", false)],
        pager: Pager {
            total: 143,
            from: 51,
            to: 100,
            pages: vec![
                PagerLink { label: "1".into(), href: "#".into(), here: false },
                PagerLink { label: "2".into(), href: "#".into(), here: true },
            ],
        },
        rank: rank(),
        sheet: sheet(),
        why: why(),
    }
}

#[test]
fn every_part_renders_with_its_words() {
    let html = components().render().unwrap();
    assert!(html.contains("有 2 处需要修改"), "the summary counts the errors");
    let words = "完成情况中的 1262.40 亿元与填报的数不一致";
    assert_eq!(html.matches(words).count(), 2, "the summary repeats the words beside the field");
    assert!(html.contains("href=\"#narrative\""), "the summary leads to the field");
    assert!(html.contains("rowspan=\"2\""), "merged cells stay merged");
    assert!(!html.contains("style=") && !html.contains("onclick="), "the policy allows nothing inline");
    leave("components", &html);
}
