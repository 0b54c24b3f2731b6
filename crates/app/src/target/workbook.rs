//! Targets as a workbook: filled in offline, brought back, looked over row by row before anything is saved.

use assessment::{Coded as _, CycleId, IndicatorId, TargetKind, UnitId, UnitKind};
use report::Grid;

use super::{Axis, Line, Plan, Texts, preview, table};
use crate::catalogue::{Catalogue, WHOLE};
use crate::{App, Error, Person, Result};

/// What stands in the column of units for the whole.
const WHOLE_NAME: &str = "全辖区";
/// Columns that say which row it is.
const KEYS: [&str; 4] = ["单位", "指标", "计量单位", "上年实绩"];
/// Rows beyond this are left to a second file.
const MOST_ROWS: usize = 100_000;

/// A workbook that was brought back.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// Rows with a change, a fault or something to know; the others are only counted.
    pub rows: Vec<ImportedRow>,
    /// Cells that change.
    pub changes: usize,
    /// Cells that cannot be read.
    pub bad: usize,
    /// Rows that stand as they were.
    pub same: usize,
    /// What may be saved: the readable cells.
    pub texts: Vec<Texts>,
}

/// One row of it.
#[derive(Clone, Debug)]
pub struct ImportedRow {
    /// Row of the sheet, from 1.
    pub number: usize,
    /// As written in the sheet.
    pub unit: String,
    /// As written in the sheet.
    pub indicator: String,
    /// Column, what stands, what would stand.
    pub changes: Vec<(String, String, String)>,
    /// What is wrong and what to do.
    pub faults: Vec<String>,
    /// What was converted.
    pub notes: Vec<String>,
}

fn title(kind: TargetKind) -> String {
    if kind == TargetKind::Base { kind.label().to_owned() } else { format!("{kind}目标") }
}

/// The targets as a workbook to fill in, with its name.
pub async fn template_xlsx(app: &App, by: &Person, cycle: CycleId, axis: Axis) -> Result<(String, Vec<u8>)> {
    let table = table(app, by, cycle, axis).await?;
    let catalogue = app.catalogue().await?;
    let found = catalogue.cycle(cycle).ok_or(Error::NotFound("这个考核周期"))?;
    let mut rows = vec![
        KEYS.iter()
            .map(|head| (*head).to_owned())
            .chain(TargetKind::ALL.iter().map(|kind| title(*kind)))
            .collect(),
    ];
    rows.extend(table.lines.iter().map(cells));
    let name = match axis {
        Axis::Unit(unit) => unit_name(&catalogue, unit).to_owned(),
        Axis::Indicator(id) => catalogue.indicator(id).map_or_else(String::new, |found| found.name.clone()),
        Axis::All => String::new(),
    };
    let name = format!("{}年{name}目标表", found.year);
    let bytes =
        report::grid_xlsx("目标", &Grid { rows }).map_err(|error| Error::Internal(error.to_string()))?;
    Ok((name, bytes))
}

fn unit_name(catalogue: &Catalogue, unit: UnitId) -> &str {
    if unit == WHOLE { WHOLE_NAME } else { catalogue.unit(unit).map_or("", |unit| unit.name.as_str()) }
}

fn cells(line: &Line) -> Vec<String> {
    let name = if line.unit == WHOLE { WHOLE_NAME } else { &line.unit_name };
    let keys = [name, &line.indicator.name, &line.indicator.measure.name, &line.last_year];
    let texts = TargetKind::ALL.iter().map(|kind| line.texts.get(kind).map_or("", String::as_str));
    keys.into_iter().map(ToOwned::to_owned).chain(texts.map(|text| text.replace(',', ""))).collect()
}

/// Reads a workbook that was brought back: what would change, row by row. Nothing is saved.
pub async fn import_xlsx(app: &App, by: &Person, cycle: CycleId, bytes: &[u8]) -> Result<Imported> {
    by.require_reader()?;
    let grid = report::read_grid(bytes).map_err(|error| Error::field("file", error.to_string()))?;
    if grid.rows.len() > MOST_ROWS {
        return Err(Error::field(
            "file",
            format!("表格最多{MOST_ROWS}行，现有{}行，请分几次导入", grid.rows.len()),
        ));
    }
    let plan = Plan::load(app, cycle).await?;
    let head = Head::find(&grid)?;
    let mut imported = Imported::default();
    let mut read: Vec<(ImportedRow, Option<Texts>)> = Vec::new();
    for (number, row) in (1..).zip(&grid.rows).skip(head.row + 1) {
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        read.push(head.read(&plan.catalogue, number, row));
    }
    let texts: Vec<Texts> = read.iter().filter_map(|(_, texts)| texts.clone()).collect();
    let mut lines = preview(app, by, cycle, &texts).await?.into_iter();
    for (mut row, texts) in read {
        if let Some((texts, line)) = texts.and_then(|texts| Some((texts, lines.next()?))) {
            let stands = |kind: TargetKind| {
                let target = plan.target(texts.unit, texts.indicator, kind);
                target.map_or_else(String::new, |target| super::text(target.bound, &line.indicator))
            };
            let mut good = Vec::new();
            for (kind, text) in texts.texts {
                let now = line.texts.get(&kind).cloned().unwrap_or_default();
                let fault = line.findings.iter().find(|found| found.field == kind.code());
                if let Some(fault) = fault {
                    row.faults.push(format!("{}：{}", title(kind), fault.text));
                    imported.bad += 1;
                } else if now != stands(kind) {
                    row.changes.push((title(kind), stands(kind), now));
                    good.push((kind, text));
                }
            }
            imported.changes += good.len();
            if !good.is_empty() {
                row.notes = line.notes;
                imported.texts.push(Texts { texts: good, version: Some(line.version), ..texts });
            }
        }
        if row.changes.is_empty() && row.faults.is_empty() {
            imported.same += 1;
        } else {
            imported.rows.push(row);
        }
    }
    Ok(imported)
}

/// Where the columns are.
struct Head {
    row: usize,
    unit: usize,
    indicator: usize,
    kinds: Vec<(TargetKind, usize)>,
}

impl Head {
    fn find(grid: &Grid) -> Result<Self> {
        let plain = |text: &String| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        for (row, cells) in grid.rows.iter().enumerate().take(20) {
            let cells: Vec<String> = cells.iter().map(plain).collect();
            let at = |word: &str| cells.iter().position(|cell| cell == word);
            let Some((unit, indicator)) = at("单位").zip(at("指标")) else { continue };
            let column = |kind: &TargetKind| {
                let found = at(&title(*kind)).or_else(|| at(kind.label()))?;
                Some((*kind, found))
            };
            let kinds: Vec<_> = TargetKind::ALL.iter().filter_map(column).collect();
            if !kinds.is_empty() {
                return Ok(Self { row, unit, indicator, kinds });
            }
        }
        let text = "没有找到表头：表中应有“单位”“指标”和“下达目标”等列；请用下载的目标表填写";
        Err(Error::field("file", text))
    }

    fn read(&self, catalogue: &Catalogue, number: usize, row: &[String]) -> (ImportedRow, Option<Texts>) {
        let cell = |at: usize| row.get(at).map_or("", |cell| cell.trim()).to_owned();
        let mut read = ImportedRow {
            number,
            unit: cell(self.unit),
            indicator: cell(self.indicator),
            changes: Vec::new(),
            faults: Vec::new(),
            notes: Vec::new(),
        };
        let unit = unit_named(catalogue, &read.unit);
        let indicator: Option<IndicatorId> = catalogue.indicator_named(&read.indicator).map(|found| found.id);
        if unit.is_none() {
            read.faults.push(format!("没有名为“{}”的被考核单位，请核对名称", read.unit));
        }
        if indicator.is_none() {
            read.faults.push(format!("没有名为“{}”的指标，请核对名称", read.indicator));
        }
        let texts = self.kinds.iter().map(|(kind, at)| (*kind, cell(*at)));
        let texts: Vec<_> = texts.filter(|(_, text)| !text.is_empty()).collect();
        let place = unit.zip(indicator).filter(|_| !texts.is_empty());
        let texts = place.map(|(unit, indicator)| Texts { unit, indicator, version: None, texts });
        (read, texts)
    }
}

fn unit_named(catalogue: &Catalogue, name: &str) -> Option<UnitId> {
    if name == WHOLE_NAME {
        return Some(WHOLE);
    }
    let named = |unit: &&assessment::Unit| {
        unit.kind == UnitKind::Assessed && (unit.name == name || unit.full_name == name)
    };
    catalogue.units.iter().find(named).map(|unit| unit.id)
}
