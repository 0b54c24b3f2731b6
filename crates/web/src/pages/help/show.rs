//! The manual, in short: what each page is for.

use axum::extract::State;
use axum::response::Html;

use crate::error::PageError;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::list::{ListCell, ListHead, ListPage, ListRow};

const SECTIONS: [(&str, &str); 10] = [
    (
        "得分表",
        "一个单位一期的考核表。点击任何得分，右侧说明依据的条款、目标、实绩、计算步骤和修约。页首可换单位和期间。",
    ),
    ("得分与排名", "按单位类别排名，显示升降、分类得分、与前一名的差距；一票否决的单位单列。"),
    (
        "填报",
        "逐项填写当月或累计，另一项自动算出；可从 Excel 或 WPS 粘贴。填“待补”表示数据未出，填“不适用”表示本单位不承担。",
    ),
    (
        "提交与审核",
        "填报员提交，单位负责人审签，数据来源部门逐项核验，考核办锁定。退回必写理由，改过的数据新旧都保留。",
    ),
    (
        "文档核验",
        "填报员和考核办上传 docx、xlsx、pdf、网页或文本，逐句核对其中的数字；点结论到原文，点原文到结论。读错的单元格可以更正，更正留痕。目标可以采用为目标值，完成数字可以填入报表，保存前先预览，数据的历史里记着出自文档哪一处。",
    ),
    (
        "账号与角色",
        "系统管理员增加、停用账号；安全管理员授予角色、重设密码；审计管理员查看审计记录。三者不能由同一人担任。",
    ),
    (
        "密码",
        "不少于 8 位，大写字母、小写字母、数字、符号至少三种。连续输错 5 次，账号锁定 10 分钟。30 分钟不操作自动退出。",
    ),
    ("审计记录", "每次登录、填报、审核、管理操作都有记录，逐条相连，改动或删除都能查出。"),
    ("下载与打印", "得分表和排名可下载为 Excel，版式与页面相同；各页都可直接打印在 A4 纸上。"),
    ("键盘", "按 / 到查找框，按 ? 看全部按键。表格中用 Tab 和回车移动。"),
];

pub(crate) async fn show(State(web): State<Web>, Signed(person): Signed) -> Result<Html<String>, PageError> {
    let about = Page { part: Part::Help, title: "使用手册", subtitle: String::new(), help: "help" };
    let head = |label: &str| ListHead { label: label.to_owned(), ..ListHead::default() };
    let cell = |text: &str, kind| ListCell { text: text.to_owned(), kind, ..ListCell::default() };
    html(&ListPage {
        frame: shell::frame(&web, &person, &about, None),
        heads: ["页面", "说明"].into_iter().map(head).collect(),
        rows: SECTIONS
            .iter()
            .map(|(name, text)| ListRow {
                kind: "",
                cells: vec![cell(name, ""), cell(text, "wide")],
                actions: Vec::new(),
            })
            .collect(),
        ..ListPage::default()
    })
}
