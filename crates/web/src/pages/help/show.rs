//! The manual, in short: what each page is for.

use axum::extract::State;
use axum::response::Html;

use crate::error::PageError;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::list::{ListCell, ListHead, ListPage, ListRow};

const SECTIONS: &[(&str, &str)] = &[
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
        "考核周期",
        "每年一个：检查并公布考核办法，设好目标后开始填报，再收尾、核定、公布、归档，每一步都写理由。年中公布的新版本从施行日期所在的期次起计分，版本页说明改了什么、哪些单位的名次等次有变化。",
    ),
    (
        "目标",
        "筹备期间直接填写、粘贴或导入 Excel；各单位合计与全辖区之差只作提示。开始填报以后，目标变更须提出申请并经批准，新旧目标都保留。序时进度可按月平均、按季度或自定各月。",
    ),
    (
        "红黄绿灯",
        "各单位各指标与序时进度相比：超过或持平为绿，落后为黄，落后超过 10 个百分点为红。点灯看原因和怎样转好，再看全年走势。",
    ),
    (
        "账号与角色",
        "系统管理员邀请、停用账号；安全管理员授予角色、重设密码和动态口令；审计管理员查看审计记录。三者不能由同一人担任，也不参与考核。",
    ),
    (
        "单位",
        "考核员新增、变更、撤销单位，都写明自何日起；之前的名称、类别照旧可查。可导出、导入表格：先预览，有错的行逐条列出，全部成功或全部不导入。",
    ),
    (
        "组织体系",
        "行政区、招商组、驻外招商局、产业链等，同一批单位可列入几个体系。选日期看那一天的隶属关系；调整只影响所选日期以后。",
    ),
    (
        "机构调整",
        "合并、拆分、更名一次办完，自某月1日起生效。对照表把同一指标按调整前、调整后两种口径并列；不能倒推的写“未单列”。",
    ),
    (
        "我的登录",
        "右上角姓名下。列出本人在哪些浏览器登录，可逐个终止；也在这里启用或更换动态口令。管理员必须启用。填写时登录过期，重新登录后内容会恢复。",
    ),
    (
        "密码",
        "不少于 8 位，大写字母、小写字母、数字、符号至少三种。连续输错 5 次，账号锁定 10 分钟。30 分钟不操作自动退出。每 90 天须更换，不能与最近 5 次相同。",
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
