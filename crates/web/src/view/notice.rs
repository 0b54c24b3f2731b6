//! Public notice (公示) and the leader's page: what stands on one sheet.

use super::{Frame, Link};
use askama::Template;

/// 公示, as on paper: metadata on top, the text, the tables, the data statement, downloads. Read without signing in.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "notice.html")]
pub struct NoticePage {
    /// Name of the jurisdiction.
    pub place: String,
    /// Title.
    pub title: String,
    /// 索引号, 公开方式, 文号, 公开日期, 发布机构, 主题分类, 名称, 时效, 关键词: word and text.
    pub metadata: Vec<(String, String)>,
    /// Paragraphs; headings have `heading` set.
    pub paragraphs: Vec<NoticeParagraph>,
    /// Tables under the text.
    pub tables: Vec<super::SheetTable>,
    /// Who signs.
    pub issuer: String,
    /// Date in Arabic numerals: `2026年9月8日`.
    pub date: String,
    /// Where the figures come from and as of when.
    pub statement: Vec<String>,
    /// The same as xlsx, csv, docx, pdf.
    pub downloads: Vec<Link>,
}

/// One paragraph of a notice.
#[derive(Debug, Clone, Default)]
pub struct NoticeParagraph {
    /// Whether it is a heading.
    pub heading: bool,
    /// Its text.
    pub text: String,
}

/// The leader's page: six blocks, each a link, on one screen.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "leader.html")]
pub struct LeaderPage {
    /// The shell.
    pub frame: Frame,
    /// The blocks, six at most.
    pub blocks: Vec<LeaderBlock>,
}

/// One block.
#[derive(Debug, Clone, Default)]
pub struct LeaderBlock {
    /// What it is about.
    pub title: String,
    /// The page behind it.
    pub href: String,
    /// The one figure that counts; may be empty.
    pub figure: String,
    /// What the figure means.
    pub meaning: String,
    /// Up to five lines.
    pub lines: Vec<LeaderLine>,
}

/// One line of a block.
#[derive(Debug, Clone, Default)]
pub struct LeaderLine {
    /// Colour of a light before it; empty for none.
    pub light: &'static str,
    /// The light as a word.
    pub word: String,
    /// Name.
    pub label: String,
    /// Figure at the right.
    pub figure: String,
    /// Where it leads.
    pub href: String,
}
