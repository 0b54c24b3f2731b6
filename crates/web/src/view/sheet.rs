//! The score sheet as the merged-cell form that people know.

/// The sheet: head, rows and the words around it on paper.
#[derive(Debug, Clone, Default)]
pub struct SheetTable {
    /// Title of the form, as printed above it.
    pub caption: String,
    /// Unit and period under the title on paper.
    pub about: String,
    /// The columns.
    pub heads: Vec<SheetHead>,
    /// The rows; cells that a merged cell covers are left out.
    pub rows: Vec<SheetRow>,
}

/// Head of one column.
#[derive(Debug, Clone, Default)]
pub struct SheetHead {
    /// Word.
    pub label: String,
    /// Unit of measure under the word; empty when it differs by row.
    pub unit: String,
}

/// One row.
#[derive(Debug, Clone, Default)]
pub struct SheetRow {
    /// `class` (a category's line), `sum` (a total) or empty.
    pub kind: &'static str,
    /// Cells from left to right.
    pub cells: Vec<SheetCell>,
}

/// One cell, merged over `rows` × `cols`.
#[derive(Debug, Clone)]
pub struct SheetCell {
    /// Text as shown; empty text shows nothing.
    pub text: String,
    /// Rows the cell covers, 1 when not merged.
    pub rows: usize,
    /// Columns the cell covers, 1 when not merged.
    pub cols: usize,
    /// Space-separated: `num`, `center`, `clause`, `score`, `upright`, `class`, `differs`, `none`, `bad`, `here`.
    pub kind: &'static str,
    /// Address of the explanation; empty when there is none.
    pub href: String,
    /// Whether the address is another page, not what stands beside the sheet.
    pub away: bool,
}

impl Default for SheetCell {
    fn default() -> Self {
        Self { text: String::new(), rows: 1, cols: 1, kind: "", href: String::new(), away: false }
    }
}
