//! A column called 合计 beside the columns that it adds: 一季度 120, 二季度 150, 合计 270.

use super::super::exact::{Interval, Rational};
use super::super::{Claim, Verdict};
use super::{Number, Sheet, adds};

/// A row's addends, its total, and whether the one makes the other.
struct Row<'s> {
    parts: Vec<&'s Number>,
    total: &'s Number,
    exact: Rational,
    fits: bool,
}

/// The claims, and the column if one of its cells is wrong: adding that column up would blame its foot for it.
pub(super) fn check(sheet: &Sheet<'_>) -> (Vec<Claim>, Option<usize>) {
    let none = (Vec::new(), None);
    let named = |at: usize| {
        sheet.table.columns.get(at).and_then(|column| column.path.last()).is_some_and(|head| {
            let bare: String = head.chars().filter(|c| !c.is_whitespace()).collect();
            ["合计", "总计", "共计"].contains(&bare.split(['(', '（']).next().unwrap_or(""))
        })
    };
    let columns = sheet.table.columns.len();
    let mut totals = (0..columns).filter(|&at| named(at));
    let Some(total) = totals.next().filter(|_| totals.next().is_none()) else { return none };
    let parts: Vec<usize> = (0..columns).filter(|&at| at != total && adds(sheet, at)).collect();
    let rows: Vec<Row<'_>> = (0..sheet.rows.len()).filter_map(|at| row(sheet, at, &parts, total)).collect();
    let fitting = rows.iter().filter(|row| row.fits).count();
    // Columns of other things may stand beside; then hardly a row fits.
    if fitting < 2 || fitting + 1 < rows.len() {
        return none;
    }
    let wrong = fitting < rows.len();
    (rows.iter().map(claim).collect(), Some(total).filter(|_| wrong))
}

fn row<'s>(sheet: &'s Sheet<'_>, at: usize, parts: &[usize], total: usize) -> Option<Row<'s>> {
    let cells = &sheet.rows.get(at)?.2;
    let total = cells.get(total)?.as_ref()?;
    let parts: Vec<&Number> = parts.iter().filter_map(|&part| cells.get(part)?.as_ref()).collect();
    if parts.len() < 2 {
        return None;
    }
    let mut exact = Rational::ZERO;
    let mut interval = Interval::point(Rational::ZERO);
    for part in &parts {
        exact = exact.add(part.value)?;
        interval = interval.add(part.interval)?;
    }
    let decimal = total.text.contains('.') || parts.iter().any(|part| part.text.contains('.'));
    let fits = exact == total.value || decimal && interval.meets(total.interval);
    Some(Row { parts, total, exact, fits })
}

fn claim(row: &Row<'_>) -> Claim {
    let words: Vec<&str> = row.parts.iter().map(|part| part.text.as_str()).collect();
    let (joined, text, printed) = (words.join("＋"), row.exact.text(4), row.total.text.as_str());
    let (verdict, code, why) = if row.fits {
        (Verdict::Agrees, "exact", format!("{joined}={text}，与合计{printed}一致。"))
    } else {
        (Verdict::Disagrees, "sum-differs", format!("{joined}={text}，合计印作{printed}。"))
    };
    Claim::new("sum", row.total.bytes.clone(), verdict, code, why)
        .inputs(words)
        .with(row.parts.iter().map(|part| part.bytes.clone()))
        .recomputed(text)
        .published(printed)
}
