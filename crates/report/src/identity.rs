//! What a form to fill in says about itself, in a sheet that is not shown: whose it is, for when, by which scheme, and
//! which versions of its figures it was made from.

use std::io::Cursor;

use assessment::Period;
use calamine::Reader as _;
use rust_xlsxwriter::Worksheet;

use crate::ReportError;

const SHEET: &str = "考成";
const MARK: &str = "考成填报表 1";

/// Whose form it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateIdentity {
    /// Id of the unit.
    pub unit: i64,
    /// The period.
    pub period: Period,
    /// The cycle with the version of its scheme: it decides which rows there are.
    pub plan: String,
    /// Id of each indicator with the version of its figure; 0 when nothing stood there.
    pub versions: Vec<(i64, i64)>,
}

impl TemplateIdentity {
    pub(crate) fn write(&self, page: &mut Worksheet) -> Result<(), ReportError> {
        page.set_name(SHEET)?;
        page.set_hidden(true);
        let head = [
            ("标记", MARK.to_owned()),
            ("单位", self.unit.to_string()),
            ("期", self.period.to_string()),
            ("办法", self.plan.clone()),
        ];
        let rows = self.versions.iter().map(|(id, version)| (id.to_string(), version.to_string()));
        let head = head.into_iter().map(|(name, text)| (name.to_owned(), text));
        for (line, (name, text)) in (0u32..).zip(head.chain(rows)) {
            page.write_string(line, 0, name)?;
            page.write_string(line, 1, text)?;
        }
        Ok(())
    }

    /// What a workbook says of itself; nothing when it is no form of ours or the sheet was taken out.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut book = calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).ok()?;
        let range = book.worksheet_range(SHEET).ok()?;
        let mut lines = range.rows().map(|row| {
            let text = |at: usize| row.get(at).map(ToString::to_string).unwrap_or_default();
            (text(0), text(1))
        });
        let (_, mark) = lines.next()?;
        if mark != MARK {
            return None;
        }
        let (_, unit) = lines.next()?;
        let (_, period) = lines.next()?;
        let (_, plan) = lines.next()?;
        let versions = lines.filter_map(|(id, version)| Some((id.parse().ok()?, version.parse().ok()?)));
        Some(Self {
            unit: unit.parse().ok()?,
            period: period.parse().ok()?,
            plan,
            versions: versions.collect(),
        })
    }
}
