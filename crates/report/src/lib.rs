//! Results as the documents that people know: workbooks out, tables of figures in. Bytes to bytes, no IO.

mod figures_table;
mod grid;
mod identity;
mod rank_table;
mod score_sheet;
mod style;
mod template;
mod text_table;

pub use figures_table::{FigureCell, FigureRow, FigureSpec, FiguresTable, HeadProblem, read_figures};
pub use grid::{Grid, GridError, read_grid};
pub use identity::TemplateIdentity;
pub use rank_table::rank_tables_xlsx;
pub use score_sheet::{score_sheet_xlsx, score_sheets_xlsx};
pub use template::{TemplateRow, figures_template_xlsx, grid_csv, grid_xlsx};
pub use text_table::text_table_xlsx;

/// A workbook could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The library refused; its words are for the log.
    #[error("表格生成失败：{0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// There is nothing to print.
    #[error("没有可输出的内容")]
    Empty,
}
