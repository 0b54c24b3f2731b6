//! What is owed, what is reviewed, the last look before submitting.

use super::{frame, leave, link};
use crate::view::entry::EntryFinding;
use crate::view::parts::Step;
use crate::view::work::{
    CheckAnswersPage, Count, LightCount, OwnUnit, Request, ReviewPage, ReviewRow, Said, Task, WorkbenchPage,
};
use crate::view::{FieldError, Frame};
use askama::Template;

fn task(title: &str, detail: &str, due: &str, state: &str, kind: &'static str, action: &str) -> Task {
    Task {
        title: title.into(),
        detail: detail.into(),
        due: due.into(),
        overdue: false,
        state: state.into(),
        state_kind: kind,
        action: link(action, "#"),
    }
}

#[test]
fn the_workbench_lists_what_is_owed_with_its_day() {
    let count = |label: &str, count: &str, bad| Count {
        label: label.into(),
        count: count.into(),
        href: "#".into(),
        bad,
    };
    let page = WorkbenchPage {
        idle: "到了填报期、有数据被退回或需要您审核时，会出现在这里。",
        frame: Frame { title: "工作台".into(), subtitle: String::new(), ..frame() },
        counts: vec![
            count("待办", "6", false),
            count("退回", "1", true),
            count("逾期", "0", false),
            count("已完成", "23", false),
        ],
        tasks: vec![
            task("8月月报", "12 项未填，3 项有疑", "9月5日（还有 3 个工作日）", "填写中", "act", "继续填报"),
            task(
                "到位资金 8月值",
                "被退回：缺凭证",
                "9月3日（还有 1 个工作日）",
                "退回",
                "refused",
                "查看理由",
            ),
            task("二季度自查报告", "上交文字，核对后提交", "9月8日", "未填", "plain", "开始"),
        ],
        done: vec![task("7月月报", "30 项，已锁定", "8月12日", "已锁定", "locked", "")],
        own: Some(OwnUnit {
            name: "城东区经信局".into(),
            total: link("86.40", "#"),
            rank: link("第4名", "#"),
            moved: Some(1),
            lights: LightCount { red: 2, yellow: 5, green: 31, grey: 0 },
            lights_href: "#".into(),
            behind: vec![link("技改投资：比序时进度慢 12.3 个百分点，再完成 0.82 亿元转黄", "#")],
        }),
    };
    let html = page.render().unwrap();
    assert!(html.contains("还有 3 个工作日") && html.contains("再完成 0.82 亿元转黄"));
    leave("workbench", &html);
}

fn reviewed(id: i64, name: &str, mine: bool) -> ReviewRow {
    ReviewRow {
        id,
        name: name.into(),
        href: "#".into(),
        measure: "亿元".into(),
        target: "≥ 1,200.00".into(),
        previous: "1,104.20".into(),
        value: "158.20".into(),
        cumulative: "1,262.40".into(),
        completion: "105.20%".into(),
        growth: "6.25%".into(),
        narrative: "1—8月完成1262.40亿元，超额完成全年目标。".into(),
        evidence: 1,
        evidence_href: "#".into(),
        findings: vec![EntryFinding {
            kind: "warning",
            word: "已说明".into(),
            text: "当月值高于近 6 个月均值 1.8 倍。说明：三家新企业投产".into(),
        }],
        thread: vec![Said {
            who: "李强（统计局）".into(),
            at: "9月3日 10:32".into(),
            text: "请附月报".into(),
        }],
        state: "待核验".into(),
        state_kind: "act",
        mine,
        version: 7,
        reply: "#".into(),
        reply_word: "留言".into(),
        reason: String::new(),
        returned: false,
    }
}

#[test]
fn a_return_without_a_reason_is_refused_in_its_place() {
    let back = ReviewRow { returned: true, ..reviewed(2, "技术改造投资", true) };
    let page = ReviewPage {
        frame: Frame { title: "审核".into(), ..frame() },
        steps: vec![
            Step { label: "填写".into(), state: "done", when: "9月2日".into() },
            Step { label: "数据部门核验".into(), state: "here", when: String::new() },
        ],
        action: "/review".into(),
        rows: vec![reviewed(1, "规模以上工业销售产值", true), back, reviewed(3, "工业投资", false)],
        lead: "2026-09-03 10:20 王敏 提交（迟交1个工作日）".into(),
        requests: vec![Request {
            word: "ask",
            label: "申请重新打开".into(),
            reason: "申请理由".into(),
            text: "填报已锁定。如需更正，写明理由申请重新打开。".into(),
            danger: false,
        }],
        step: "/review/step".into(),
        asks: true,
        submit: "提交核验结果".into(),
        by_figure: true,
        errors: vec![FieldError {
            field: "reason-2".into(), text: "技术改造投资：退回必须写明理由".into()
        }],
    };
    let html = page.render().unwrap();
    assert!(html.contains("href=\"#reason-2\"") && html.contains("id=\"reason-2\""));
    assert_eq!(html.matches("技术改造投资：退回必须写明理由").count(), 2, "on top and in its place");
    assert!(!html.contains("decision-3"), "another department's figure is only read");
    leave("review", &html);
}

#[test]
fn an_incomplete_report_has_no_submit_button() {
    let complete = CheckAnswersPage {
        frame: Frame { title: "核对并提交".into(), ..frame() },
        action: "/submit".into(),
        back: "#".into(),
        rows: vec![reviewed(1, "规模以上工业销售产值", false)],
        next: "提交后由李强审签。审签前可以撤回。".into(),
        warnings: vec![link("工业投资：当月值偏高，已说明", "#")],
        ..CheckAnswersPage::default()
    };
    let html = complete.render().unwrap();
    assert!(html.contains("确认提交"));
    leave("check-answers", &html);
    let missing = CheckAnswersPage { missing: vec![link("自营出口额：未填", "#")], ..complete };
    let html = missing.render().unwrap();
    assert!(!html.contains("确认提交") && html.contains("还不能提交：1 项"));
    leave("check-answers-missing", &html);
}
