//! 分值 10, 执行率 95%, 得分 9.5: the points of a row are its full points times its rate.

use super::super::exact::Rational;
use super::super::{Claim, Verdict};
use super::{Number, Sheet};

pub(super) fn check(sheet: &Sheet<'_>) -> Vec<Claim> {
    let named = |words: &[&str]| {
        sheet.table.columns.iter().position(|column| {
            column.path.last().is_some_and(|head| words.iter().any(|word| head.contains(word)))
        })
    };
    let columns = (named(&["分值"]), named(&["执行率"]), named(&["得分"]));
    let (Some(full), Some(rate), Some(got)) = columns else { return Vec::new() };
    let rows = sheet.rows.iter();
    rows.filter_map(|(_, _, cells)| {
        let cell = |at: usize| cells.get(at)?.as_ref();
        claim(cell(full)?, cell(rate)?, cell(got)?)
    })
    .collect()
}

fn claim(full: &Number, rate: &Number, got: &Number) -> Option<Claim> {
    let share = rate.interval.scale(Rational::new(1, 100)?)?;
    let points = share.scale(full.value)?;
    let exact = full.value.mul(rate.value)?.div(Rational::HUNDRED)?.text(4);
    let (asked, part, printed) = (full.text.as_str(), rate.text.as_str(), got.text.as_str());
    let (verdict, code, why) = if points.meets(got.interval) {
        (Verdict::Agrees, "rounded", format!("{asked}分×{part}={exact}，与所印得分{printed}一致。"))
    } else {
        let why = format!("{asked}分×{part}={exact}，得分印作{printed}，文中没有写明折算办法。");
        (Verdict::Unsupported, "points-rule", why)
    };
    let claim = Claim::new("score", got.bytes.clone(), verdict, code, why)
        .inputs([asked, part])
        .with([full.bytes.clone(), rate.bytes.clone()])
        .recomputed(exact)
        .published(printed);
    Some(if verdict == Verdict::Unsupported { claim.settle("得分的折算办法") } else { claim })
}
