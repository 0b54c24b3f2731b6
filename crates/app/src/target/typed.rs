//! Texts of a row read as targets; nothing that was typed is lost or guessed.

use assessment::{Bound, Coded as _, Decimal, Indicator, ReadContext, TargetKind, read_bound};

use crate::entry::Remarked;

/// What the texts of a row say.
pub(super) struct Read {
    pub(super) bounds: Vec<(TargetKind, Bound)>,
    pub(super) notes: Vec<String>,
    pub(super) faults: Vec<Remarked>,
}

pub(super) fn read(texts: &[(TargetKind, String)], indicator: &Indicator, year: i16) -> Read {
    let mut read = Read { bounds: Vec::new(), notes: Vec::new(), faults: Vec::new() };
    for (kind, text) in texts {
        match bound(text, *kind, indicator, year) {
            Ok(Some((bound, notes))) => {
                read.bounds.push((*kind, bound));
                read.notes.extend(notes);
            }
            Ok(None) => {}
            Err(text) => read.faults.push(Remarked::fault(kind.code(), text)),
        }
    }
    read
}

/// One text read as a target; nothing of a blank one.
pub(super) fn bound(
    text: &str,
    kind: TargetKind,
    indicator: &Indicator,
    year: i16,
) -> Result<Option<(Bound, Vec<String>)>, String> {
    let context = ReadContext {
        basis: indicator.basis,
        measure: &indicator.measure,
        decimals: indicator.decimals,
        year,
    };
    let read = read_bound(text, indicator.direction, context).map_err(|unreadable| unreadable.to_string())?;
    let Some((bound, notes)) = read else { return Ok(None) };
    let bound = fitted(bound, indicator.decimals);
    // A base is a figure, not a demand: it has no sign.
    let bound = match (kind, bound.number()) {
        (TargetKind::Base, Some(number)) => Bound::Exactly(number),
        (TargetKind::Base, None) => return Err(format!("“{}”不是数，上年基数请填写数字", text.trim())),
        _ => bound,
    };
    Ok(Some((bound, notes.iter().map(ToString::to_string).collect())))
}

/// Numbers with the indicator's decimals, as tables show them: 120 of 亿元 is 120.00.
fn fitted(bound: Bound, decimals: u8) -> Bound {
    let fit = |number: Decimal| {
        number.rescaled(decimals).and_then(|whole| Decimal::new(whole, decimals)).unwrap_or(number)
    };
    match bound {
        Bound::AtLeast(number) => Bound::AtLeast(fit(number)),
        Bound::AtMost(number) => Bound::AtMost(fit(number)),
        Bound::Exactly(number) => Bound::Exactly(fit(number)),
        Bound::Between(low, high) => Bound::Between(fit(low), fit(high)),
        other => other,
    }
}
