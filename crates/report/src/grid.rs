//! Tables as people keep them: xlsx, xls, ods and csv in UTF-8 or GBK, read into one grid of texts.

use std::io::Cursor;

use calamine::{Data, Reader};

/// A table of texts, as shown in the cells. Merged cells hold their text in the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// Rows from the top, without trailing empty ones.
    pub rows: Vec<Vec<String>>,
}

/// Why bytes were not read as a table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GridError {
    /// No workbook and no text.
    #[error("无法识别的表格文件;请使用 xlsx、xls、ods 或 csv")]
    Unknown,
    /// The workbook is damaged or locked by a password.
    #[error("表格文件已损坏或设有密码,无法打开")]
    Damaged,
    /// Nothing in it.
    #[error("表格是空的")]
    Empty,
}

/// Reads the first sheet that holds anything. The bytes decide the kind, not the name.
pub fn read_grid(bytes: &[u8]) -> Result<Grid, GridError> {
    let zip = bytes.starts_with(b"PK\x03\x04");
    let compound = bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]);
    let grid = if zip || compound { read_workbook(bytes)? } else { read_csv(bytes)? };
    if grid.rows.iter().all(|row| row.iter().all(|cell| cell.trim().is_empty())) {
        return Err(GridError::Empty);
    }
    Ok(grid)
}

fn read_workbook(bytes: &[u8]) -> Result<Grid, GridError> {
    let mut book =
        calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_library| GridError::Damaged)?;
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).map_err(|_library| GridError::Damaged)?;
        let (top, left) = range.start().unwrap_or((0, 0));
        let blank = |count: u32| std::iter::repeat_n(String::new(), count as usize);
        let mut rows: Vec<Vec<String>> = std::iter::repeat_n(Vec::new(), top as usize).collect();
        rows.extend(range.rows().map(|row| blank(left).chain(row.iter().map(shown)).collect()));
        let grid = trimmed(rows);
        if !grid.rows.is_empty() {
            return Ok(grid);
        }
    }
    Err(GridError::Empty)
}

/// A cell as its reader sees it: numbers with the 15 digits that spreadsheets keep, dates as days.
fn shown(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => fifteen_digits(*number),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.trim().to_owned(),
        Data::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
        Data::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Error(error) => error.to_string(),
    }
}

/// The shortest decimal within 15 significant digits: 0.30000000000000004 is 0.3 in the cell.
fn fifteen_digits(number: f64) -> String {
    if !number.is_finite() {
        return number.to_string();
    }
    let scientific = format!("{number:.14e}");
    let Some((digits, exponent)) = scientific.split_once('e') else { return scientific };
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    let point = exponent.parse::<i32>().unwrap_or(0) + 1;
    if digits.is_empty() {
        return "0".to_owned();
    }
    let length = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
    if point <= 0 {
        format!("{sign}0.{}{digits}", zeros(-point))
    } else if point >= length {
        format!("{sign}{digits}{}", zeros(point - length))
    } else {
        let (whole, part) = digits.split_at(usize::try_from(point).unwrap_or(0));
        format!("{sign}{whole}.{part}")
    }
}

fn read_csv(bytes: &[u8]) -> Result<Grid, GridError> {
    if bytes.contains(&0) {
        return Err(GridError::Unknown);
    }
    // Spreadsheets in Chinese save csv in the system's code page, which GB18030 contains.
    let text = if let Ok(text) = std::str::from_utf8(bytes) {
        text.trim_start_matches('\u{feff}').to_owned()
    } else {
        let (text, _, broken) = encoding_rs::GB18030.decode(bytes);
        if broken {
            return Err(GridError::Unknown);
        }
        text.into_owned()
    };
    let first = text.lines().next().unwrap_or_default();
    let separator =
        [',', '\t', ';'].into_iter().max_by_key(|mark| first.matches(*mark).count()).unwrap_or(',');
    Ok(trimmed(split(&text, separator)))
}

/// Cells by RFC 4180: quotes protect separators and new lines, two quotes are one.
fn split(text: &str, separator: char) -> Vec<Vec<String>> {
    let mut rows = vec![Vec::new()];
    let mut cell = String::new();
    let mut quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.trim().is_empty() => {
                cell.clear();
                quoted = true;
            }
            '\r' if !quoted => {}
            mark if !quoted && (mark == separator || mark == '\n') => {
                let done = std::mem::take(&mut cell);
                if let Some(row) = rows.last_mut() {
                    row.push(done.trim().to_owned());
                }
                if mark == '\n' {
                    rows.push(Vec::new());
                }
            }
            other => cell.push(other),
        }
    }
    if let Some(row) = rows.last_mut() {
        row.push(cell.trim().to_owned());
    }
    rows
}

fn trimmed(mut rows: Vec<Vec<String>>) -> Grid {
    while rows.last().is_some_and(|row| row.iter().all(String::is_empty)) {
        rows.pop();
    }
    Grid { rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_in_both_encodings_reads_alike() {
        let text = "单位,销售产值\r\n城东区,\"1,262.40\"\r\n\"临溪\"\"市\"\"\",待补\r\n";
        let (gbk, _, _) = encoding_rs::GBK.encode(text);
        let grid = read_grid(text.as_bytes()).unwrap();
        assert_eq!(grid.rows, [["单位", "销售产值"], ["城东区", "1,262.40"], ["临溪\"市\"", "待补"]]);
        assert_eq!(read_grid(&gbk).unwrap(), grid);
        let marked = [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat();
        assert_eq!(read_grid(&marked).unwrap(), grid);
    }

    #[test]
    fn a_sum_of_the_spreadsheet_loses_its_binary_dust() {
        assert_eq!(fifteen_digits(0.1 + 0.2), "0.3");
        assert_eq!(fifteen_digits(1262.4), "1262.4");
        assert_eq!(fifteen_digits(-0.05), "-0.05");
        assert_eq!(fifteen_digits(120_000_000.0), "120000000");
        assert_eq!(fifteen_digits(0.0), "0");
        assert_eq!(fifteen_digits(999_999_999_999_999.0), "999999999999999");
    }

    #[test]
    fn what_is_no_table_is_said() {
        assert_eq!(read_grid(b""), Err(GridError::Empty));
        assert_eq!(read_grid(b"PK\x03\x04 broken"), Err(GridError::Damaged));
        assert_eq!(read_grid(b"\x00\x01\x02"), Err(GridError::Unknown));
        assert_eq!(read_grid(b",,\n,,\n"), Err(GridError::Empty));
    }
}
