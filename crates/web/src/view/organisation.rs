//! The pages of the organisation: a dated tree, a table before it is taken, figures on old and new boundaries.

use super::Frame;
use super::parts::{Choice, FieldError, Link, wrong};
use askama::Template;

/// A hierarchy on a day.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "hierarchy.html")]
pub struct HierarchyPage {
    /// The shell.
    pub frame: Frame,
    /// Address of the page and of its form.
    pub address: String,
    /// The day shown: 2026-07-01.
    pub day: String,
    /// Days on which something changes, each leading to the page on that day.
    pub days: Vec<Link>,
    /// Other actions: import, export.
    pub tools: Vec<Link>,
    /// The tree, each parent before its members.
    pub branches: Vec<BranchLine>,
    /// Whether the person may change it.
    pub amends: bool,
    /// Version that the form was made for.
    pub version: String,
    /// Units to place.
    pub units: Vec<Choice>,
    /// Units to place under; the first is the top.
    pub parents: Vec<Choice>,
    /// What to do: stand under, or leave.
    pub steps: Vec<Choice>,
    /// First day of the change.
    pub from: String,
    /// What is wrong with the form.
    pub errors: Vec<FieldError>,
}

impl HierarchyPage {
    fn wrong(&self, field: &str) -> &str {
        wrong(&self.errors, field)
    }
}

/// One line of the tree.
#[derive(Debug, Clone, Default)]
pub struct BranchLine {
    /// Name.
    pub name: String,
    /// How deep it stands, from 0 to 6.
    pub depth: usize,
    /// What it stands under.
    pub parent: String,
    /// First day of its place.
    pub from: String,
    /// Last day; empty while it lasts.
    pub until: String,
    /// Address that puts it into the form.
    pub href: String,
}

/// A table that was brought, before it is taken.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "import_table.html")]
pub struct TablePage {
    /// The shell.
    pub frame: Frame,
    /// What would happen, in one sentence.
    pub lead: String,
    /// Faults with their lines, for the summary.
    pub errors: Vec<FieldError>,
    /// Heads of the table of rows.
    pub heads: Vec<String>,
    /// The rows.
    pub rows: Vec<TableLine>,
    /// Where it is taken.
    pub action: String,
    /// The table as text.
    pub table: String,
    /// First day; empty where none is asked.
    pub from: String,
    /// Word on the button; empty when the table cannot be taken.
    pub submit: String,
    /// Where one gets without taking it.
    pub cancel: Link,
}

/// One row of a table that was brought.
#[derive(Debug, Clone, Default)]
pub struct TableLine {
    /// Line in the table.
    pub line: usize,
    /// 新增, 变更, 不变 or 有误.
    pub word: &'static str,
    /// Look of the word: `act`, `care`, `plain` or `refused`.
    pub tag: &'static str,
    /// What would change, or what is wrong.
    pub detail: String,
    /// The cells.
    pub cells: Vec<String>,
}

/// Figures of one indicator on both boundaries.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "boundaries.html")]
pub struct BoundariesPage {
    /// The shell.
    pub frame: Frame,
    /// The reorganisation in words.
    pub lead: String,
    /// Indicators to choose from.
    pub indicators: Vec<Choice>,
    /// Measure of the figures.
    pub measure: String,
    /// Units of before.
    pub old: Vec<String>,
    /// Units of afterwards.
    pub new: Vec<String>,
    /// One line a month.
    pub lines: Vec<BoundaryLine>,
    /// Word of the last line: 累计 or 期末.
    pub whole_word: String,
    /// What the months make together.
    pub whole: String,
    /// What the reader must know.
    pub notes: Vec<String>,
    /// Address of the same as a workbook.
    pub xlsx: String,
}

/// One month on both boundaries.
#[derive(Debug, Clone, Default)]
pub struct BoundaryLine {
    /// The month.
    pub month: String,
    /// Whether the new boundaries hold.
    pub after: bool,
    /// Figures of the units of before.
    pub old: Vec<String>,
    /// Figures of the units of afterwards.
    pub new: Vec<String>,
    /// Sum.
    pub whole: String,
}
