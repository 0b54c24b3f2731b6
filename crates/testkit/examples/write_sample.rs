//! Writes the sample: `cargo run -p testkit --example write_sample -- DIR`.
//!
//! Two scheme files, the facts of December as csv and xlsx, the facts of all months, a unit's score sheet and the rank table.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;

use report::Grid;
use testkit::{LAST_SCHEME, SCHEME, Sample, facts_table, scheme};

fn main() -> Result<(), Box<dyn Error>> {
    let folder: PathBuf = std::env::args_os().nth(1).ok_or("请写明文件夹")?.into();
    std::fs::create_dir_all(&folder)?;
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes);
    let sample = Sample::city();
    let scheme = scheme().ok_or("样例办法没有通过检查")?;
    let last = sample.last_period().ok_or("样例没有数据")?;
    write("2026.md", SCHEME.as_bytes())?;
    write("2025.md", LAST_SCHEME.as_bytes())?;
    let december = Grid { rows: facts_table(&sample.gather(&scheme, &[last])?.score()) };
    write("facts.csv", &report::grid_csv(&december))?;
    write("facts.xlsx", &report::grid_xlsx("数据", &december)?)?;
    let book = sample.book(&scheme)?;
    write("facts-12-months.csv", &report::grid_csv(&Grid { rows: facts_table(&book) }))?;
    let own = sample.self_scores(&scheme);
    let sheets = sample.units.iter().filter_map(|unit| {
        let own = own.iter().filter(|score| score.unit == unit.id);
        let own: BTreeMap<_, _> = own.map(|score| (score.line.clone(), score.points)).collect();
        book.sheet(unit.id, last, &own, |line| book.line_comment(unit.id, last, line))
    });
    write("score-sheets.xlsx", &report::score_sheets_xlsx(&sheets.collect::<Vec<_>>())?)?;
    let table = book.rank_table(last, None).ok_or("样例没有排名")?;
    write("rank-table.xlsx", &report::rank_tables_xlsx(&[table])?)?;
    Ok(())
}
