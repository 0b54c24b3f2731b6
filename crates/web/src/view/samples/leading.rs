//! The leader's page and a public notice.

use super::{frame, leave, link, sheet};
use crate::view::Frame;
use crate::view::notice::{LeaderBlock, LeaderLine, LeaderPage, NoticePage, NoticeParagraph};
use askama::Template;

fn block(title: &str, figure: &str, meaning: &str, light: &'static str, word: &str) -> LeaderBlock {
    let line = |label: &str, figure: &str| LeaderLine {
        light,
        word: word.into(),
        label: label.into(),
        figure: figure.into(),
        href: "#".into(),
    };
    LeaderBlock {
        title: title.into(),
        href: "#".into(),
        figure: figure.into(),
        meaning: meaning.into(),
        lines: vec![line("城东区", "86.40"), line("临江区", "84.15"), line("北山县", "79.20")],
    }
}

#[test]
fn six_blocks_stand_on_one_screen() {
    let page = LeaderPage {
        frame: Frame { title: "全市概况".into(), subtitle: "2026年1—8月".into(), ..frame() },
        blocks: vec![
            block("得分与排名", "13", "个单位，第一名城东区", "", ""),
            block("变红的指标", "7", "项，比上月多 2 项", "red", "红"),
            block("落后的单位", "2", "个单位低于 80 分", "yellow", "黄"),
            block("本月报送", "12/13", "个单位已提交", "", ""),
            block("重点项目", "31", "个在建，本月开工 4 个", "green", "绿"),
            block("待裁定", "3", "件异议、存疑", "", ""),
        ],
    };
    let html = page.render().unwrap();
    assert_eq!(html.matches("<section>").count(), 6);
    leave("leader", &html);
}

#[test]
fn a_notice_carries_its_metadata_and_statement() {
    let page = NoticePage {
        place: "江州市".into(),
        title: "关于2026年1—8月目标责任制考核情况的通报".into(),
        metadata: [("索引号", "002489444/2026-00031"), ("文号", "江考〔2026〕8号"), ("公开方式", "主动公开")]
            .map(|(word, text)| (word.to_owned(), text.to_owned()))
            .into(),
        paragraphs: vec![
            NoticeParagraph { heading: true, text: "一、总体情况".into() },
            NoticeParagraph {
                heading: false,
                text: "1—8月，13个区县平均得分82.35分，城东区、临江区、西湖县列前三名。".into(),
            },
        ],
        tables: vec![sheet()],
        issuer: "江州市目标责任制考核办公室".into(),
        date: "2026年9月8日".into(),
        statement: vec!["数据截至2026年9月5日，由各数据部门核验。".into()],
        downloads: vec![link("得分表（xlsx）", "#"), link("数据（csv）", "#")],
    };
    let html = page.render().unwrap();
    assert!(html.contains("江考〔2026〕8号") && html.contains("数据截至2026年9月5日"));
    leave("notice", &html);
}
