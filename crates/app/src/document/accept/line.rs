//! One choice: what the document prints, in the indicator's measure, and why it cannot be taken.

use assessment::{Basis, Bound, Direction, Indicator, Note, Period, Reading, Unreadable};
use rules::{Decimal, Value};

use super::{Asked, Choice, Column, Line, Purpose, Read};
use crate::document::Opened;
use crate::document::candidate::candidates;
use crate::figure::{self, Entered};
use crate::{App, Error, Person, Result};

pub(super) async fn line(
    app: &App,
    by: &Person,
    opened: &Opened,
    asked: &Asked,
    choice: &Choice,
) -> Result<Line> {
    let catalogue = &opened.catalogue;
    let indicator = catalogue.indicator(choice.indicator).ok_or(Error::NotFound("这项指标"))?.clone();
    let offered =
        candidates(&opened.reading.document, &opened.reading.findings, &[&indicator], asked.purpose);
    let missing = Error::NotFound("文档中的这一处；文档可能刚被更正，请重新选择");
    let candidate = offered.into_iter().find(|one| one.span == choice.span).ok_or(missing)?;
    let mut line = Line {
        choice: choice.clone(),
        candidate,
        before: String::new(),
        after: String::new(),
        notes: Vec::new(),
        fault: None,
        seen: 0,
        read: None,
        indicator,
    };
    let number = number(&mut line, asked);
    match asked.purpose {
        Purpose::Figure => figure_line(app, by, asked, &mut line, number).await?,
        Purpose::Target => target_line(opened, asked, &mut line, number),
    }
    Ok(line)
}

/// The printed figure in the indicator's measure; what is wrong with it is written into the line.
fn number(line: &mut Line, asked: &Asked) -> Option<Decimal> {
    let indicator = &line.indicator;
    let printed = match asked.purpose {
        Purpose::Target => without_bounds(&line.candidate.words),
        Purpose::Figure => line.candidate.words.trim(),
    };
    match read_printed(printed, indicator, asked.period.year()) {
        Ok(reading) => {
            let told = |note: &&Note| !matches!(note, Note::MoreDecimals { .. });
            line.notes.extend(reading.notes.iter().filter(told).map(ToString::to_string));
            let bare = printed.chars().all(|ch| ch.is_ascii_digit() || matches!(ch, '.' | ',' | '-'));
            if bare {
                line.notes.push(format!("原文没有写单位，按“{}”计", indicator.measure.name));
            }
            let number = reading.number();
            if number.is_none() {
                line.fault = Some(format!("“{printed}”不是数，不能作为“{}”", indicator.name));
            }
            number
        }
        Err(unreadable) => {
            line.fault = Some(unreadable.to_string());
            None
        }
    }
}

/// Reads a printed figure in an indicator's measure. What the entry form cannot read (前五名, 三成) the scanner of prose may.
pub(in crate::document) fn read_printed(
    printed: &str,
    indicator: &Indicator,
    year: i16,
) -> std::result::Result<Reading, Unreadable> {
    let context = assessment::ReadContext {
        basis: indicator.basis,
        measure: &indicator.measure,
        decimals: indicator.decimals,
        year,
    };
    assessment::read_entry(printed, context).or_else(|unreadable| {
        if unreadable.reason == assessment::UnreadableReason::Approximate {
            return Err(unreadable);
        }
        match in_digits(printed) {
            Some(text) => assessment::read_entry(&text, context),
            None => Err(unreadable),
        }
    })
}

/// 不少于60个 without the words that bound it; the bound itself is known.
fn without_bounds(words: &str) -> &str {
    const BEFORE: [&str; 10] =
        ["不少于", "不低于", "不超过", "不高于", "控制在", "超过", "突破", "达到", "力争", "前"];
    const AFTER: [&str; 6] = ["以上", "以下", "以内", "之内", "左右", "内"];
    let mut words = words.trim();
    loop {
        let shorter = BEFORE
            .iter()
            .find_map(|word| words.strip_prefix(word))
            .or_else(|| AFTER.iter().find_map(|word| words.strip_suffix(word)));
        match shorter {
            Some(shorter) => words = shorter.trim(),
            None => return words,
        }
    }
}

/// The first figure of the words in digits and its unit, as the scanner of prose reads it.
fn in_digits(words: &str) -> Option<String> {
    use ingest::quantity::{Day, Unit, scan};
    let found = scan(words, Day { year: 2000, month: 1, day: 1 });
    let item = found.items.first()?;
    let number = item.value.number()?;
    let unit = match &item.unit {
        Some(Unit::Currency("CNY")) => "元",
        Some(unit) => unit.name(words),
        None => "",
    };
    Some(format!("{number}{unit}"))
}

async fn figure_line(
    app: &App,
    by: &Person,
    asked: &Asked,
    line: &mut Line,
    number: Option<Decimal>,
) -> Result<()> {
    let due = line.indicator.frequency;
    if asked.period.ending_together(due).is_none() {
        line.fault = Some(format!("“{}”本期不填报", line.indicator.name));
    }
    let place = figure::Place { unit: asked.unit, period: asked.period, indicator: line.indicator.id };
    let mut reader = app.store.reader(app.tenant).await?;
    let stands = reader.find_figure(place.period, place.unit, place.indicator).await?;
    drop(reader);
    if let Some(row) = &stands {
        line.seen = row.seq;
        let number = match line.choice.column {
            Column::Cumulative => row.cumulative,
            Column::Value => row.value,
        };
        line.before = match figure::value(row.kind, number, row.decimals) {
            Value::Number(number) => number.grouped(),
            other => other.to_string(),
        };
    }
    let cumulated = matches!(line.indicator.basis, Basis::Flow | Basis::Rate);
    if line.choice.column == Column::Cumulative && !cumulated {
        line.fault = Some(format!("“{}”没有累计数，请选当期", line.indicator.name));
    }
    if let Some(note) = period_note(line.candidate.days.as_deref(), asked.period) {
        line.notes.push(note);
    }
    if let Some(number) = number {
        let number = scaled(number, &line.indicator);
        line.after = number.grouped();
        line.read = Some(Read::Figure(number));
        if line.fault.is_none() {
            let complete = figure::complete(app, by, place, entered(line, number), &line.indicator).await;
            line.fault = complete.err().as_ref().map(said);
        }
    }
    Ok(())
}

/// A number with at least the indicator's decimals; none of its own is lost.
fn scaled(number: Decimal, indicator: &Indicator) -> Decimal {
    let decimals = number.normalized().decimals().max(indicator.decimals);
    number.rescaled(decimals).and_then(|whole| Decimal::new(whole, decimals)).unwrap_or(number)
}

/// The words of a refusal.
fn said(error: &Error) -> String {
    match error {
        Error::Invalid(faults) => {
            faults.iter().map(|fault| fault.text.as_str()).collect::<Vec<_>>().join("；")
        }
        other => other.to_string(),
    }
}

pub(super) fn entered(line: &Line, number: Decimal) -> Entered {
    let value = Some(Value::Number(number));
    match line.choice.column {
        Column::Cumulative => Entered { cumulative: value, ..Entered::default() },
        Column::Value => Entered { value, ..Entered::default() },
    }
}

/// What is to be said when the text gives the figure another time than was chosen.
fn period_note(days: Option<&str>, period: Period) -> Option<String> {
    let days = days?;
    let last = days.rsplit('/').next()?;
    let last: jiff::civil::Date = last.parse().ok()?;
    (last != period.last_day()).then(|| {
        let printed = days.replace('/', " 至 ");
        format!("原文的时间是{printed}，与所选的{}不同，请核对", period.label())
    })
}

fn target_line(opened: &Opened, asked: &Asked, line: &mut Line, number: Option<Decimal>) {
    let Some(current) = opened.catalogue.current.as_ref() else {
        line.fault = Some("本年度还没有公布考核办法，目标无处可放".to_owned());
        return;
    };
    let stands = current.targets(asked.unit, line.indicator.id);
    let stands = stands.iter().find(|target| target.kind == line.choice.kind);
    line.before = stands.map_or_else(String::new, |target| target.bound.label(&line.indicator.measure));
    if matches!(line.indicator.basis, Basis::Milestone | Basis::Text) {
        line.fault = Some(format!("“{}”按完成与否或文字考核，没有数值目标", line.indicator.name));
    }
    let Some(number) = number else { return };
    if let Err(text) = figure::fits(number, &line.indicator) {
        line.fault = Some(text);
    }
    let bound = bound(line, scaled(number, &line.indicator));
    line.after = bound.label(&line.indicator.measure);
    line.read = Some(Read::Target(bound));
}

/// The bound that the text gives, or that the indicator's direction gives.
fn bound(line: &Line, number: Decimal) -> Bound {
    let less = line.indicator.direction == Direction::Less;
    match (line.indicator.basis, line.candidate.bound) {
        (Basis::Rank, _) => {
            let rank = number.rescaled(0).and_then(|rank| u32::try_from(rank).ok());
            rank.map_or(Bound::AtMost(number), Bound::RankWithin)
        }
        (_, Some("≤" | "<")) => Bound::AtMost(number),
        (_, Some("≥" | ">")) => Bound::AtLeast(number),
        _ if less && number == Decimal::ZERO => Bound::Nothing,
        _ if less => Bound::AtMost(number),
        _ => Bound::AtLeast(number),
    }
}
