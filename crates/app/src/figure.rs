//! Figures: reading what was reported and saving a cell.

use assessment::{
    Basis, BasisConflict, Figures, Grain, Indicator, IndicatorId, Period, Role, SubmissionState, UnitId,
};
use rules::{Decimal, Value};
use store::{Cell, FactRow, FigureRow, NewFigure, NumberKind, Refused, SaveOutcome, period_code};

use crate::{App, Error, Person, Result};

/// Decimals in which self scores are kept.
const SELF_SCORE_DECIMALS: u8 = 4;
/// Longest narrative, in characters.
const LONGEST_NARRATIVE: usize = 4000;

/// Largest number, counted in its last decimal: what the scores can still add up.
const LARGEST: u64 = 10_u64.pow(18);

/// What a person enters in one cell. `None` leaves a part as it is.
#[derive(Clone, Debug, Default)]
pub struct Entered {
    /// 当月, or the value at the period's end.
    pub value: Option<Value>,
    /// 累计.
    pub cumulative: Option<Value>,
    /// 自评分.
    pub self_score: Option<Decimal>,
    /// 完成情况.
    pub narrative: Option<String>,
    /// The answer to a finding.
    pub explanation: Option<String>,
}

/// Where a cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Of which unit.
    pub unit: UnitId,
    /// For which period.
    pub period: Period,
    /// Which quantity.
    pub indicator: IndicatorId,
}

/// A number of a stored figure.
pub fn decimal(number: Option<i64>, decimals: u8) -> Option<Decimal> {
    number.and_then(|number| Decimal::new(i128::from(number), decimals))
}

/// What a figure says in one of its two numbers.
pub fn value(kind: NumberKind, number: Option<i64>, decimals: u8) -> Value {
    match kind {
        NumberKind::Number => decimal(number, decimals).map_or(Value::Missing, Value::Number),
        NumberKind::Missing => Value::Missing,
        NumberKind::NotApplicable => Value::NotApplicable,
        NumberKind::Unjudged => Value::Unjudged,
    }
}

/// The figure that a year's target is compared with: cumulative for flows and rates, at the period's end for others.
pub fn main_value(cell: &Cell, basis: Basis) -> Value {
    let number = match basis {
        Basis::Flow | Basis::Rate => cell.cumulative(),
        Basis::Stock | Basis::Rank | Basis::Milestone | Basis::Text => cell.value(),
    };
    value(cell.kind(), number, cell.decimals)
}

/// A first figure as it comes from a table or a sample: numbers or a stated absence.
pub fn imported(
    place: Place,
    indicator: &Indicator,
    entered: assessment::Entered,
    narrative: &str,
) -> Result<Option<NewFigure>> {
    let (kind, figures) = match entered {
        assessment::Entered::Nothing => return Ok(None),
        assessment::Entered::Absent(Value::NotApplicable) => (NumberKind::NotApplicable, Figures::default()),
        assessment::Entered::Absent(Value::Unjudged) => (NumberKind::Unjudged, Figures::default()),
        assessment::Entered::Absent(_) => (NumberKind::Missing, Figures::default()),
        assessment::Entered::Figures(figures) => (NumberKind::Number, figures),
    };
    let (decimals, value, cumulative) = scaled(figures, indicator)?;
    Ok(Some(NewFigure {
        period: place.period,
        unit: place.unit,
        indicator: place.indicator,
        kind,
        decimals,
        value,
        cumulative,
        self_score: None,
        narrative: narrative.to_owned(),
        explanation: String::new(),
        source: "import".to_owned(),
        author: assessment::AccountId::new(0),
    }))
}

/// The figures of a unit in a period.
pub async fn list(app: &App, by: &Person, unit: UnitId, period: Period) -> Result<Vec<FigureRow>> {
    by.require_unit(unit)?;
    Ok(app.store.reader(app.tenant).await?.list_figures(period, unit).await?)
}

/// A page of a period's figures over all units, after a place.
pub async fn list_period(
    app: &App,
    by: &Person,
    period: Period,
    after: (i64, i64),
    limit: i64,
) -> Result<Vec<FigureRow>> {
    require_all(by)?;
    Ok(app.store.reader(app.tenant).await?.list_figures_after(period, after, limit).await?)
}

/// The current figure of a cell.
pub async fn get(app: &App, by: &Person, place: Place) -> Result<FigureRow> {
    by.require_unit(place.unit)?;
    let found =
        app.store.reader(app.tenant).await?.find_figure(place.period, place.unit, place.indicator).await?;
    found.ok_or(Error::NotFound("这个数：本期还没有填报"))
}

/// Everything that stood in a cell, with who and when.
pub async fn history(app: &App, by: &Person, place: Place) -> Result<Vec<FactRow>> {
    by.require_unit(place.unit)?;
    let mut reader = app.store.reader(app.tenant).await?;
    Ok(reader.list_history(place.period, place.unit, place.indicator).await?)
}

/// Sum of the period's values by unit, exact.
pub async fn sums_by_unit(app: &App, by: &Person, period: Period) -> Result<Vec<(UnitId, Decimal)>> {
    require_all(by)?;
    let code = period_code(period);
    let sums = app
        .store
        .with_columns(app.tenant, &[code], |columns| {
            columns.units(code).map(|(unit, row)| (UnitId::new(unit), sum(row))).collect::<Vec<_>>()
        })
        .await?;
    Ok(sums)
}

fn sum(row: &[(i64, Cell)]) -> Decimal {
    // Whole numbers of one scale are added as such; few cells have another scale.
    let scale = row.first().map_or(0, |(_, cell)| cell.decimals);
    let mut whole: i128 = 0;
    let mut others = Decimal::ZERO;
    for (_, cell) in row {
        match cell.value() {
            Some(number) if cell.decimals == scale => whole += i128::from(number),
            number => {
                let added = decimal(number, cell.decimals).and_then(|number| others.checked_add(number));
                others = added.unwrap_or(others);
            }
        }
    }
    Decimal::new(whole, scale).and_then(|whole| whole.checked_add(others)).unwrap_or(others)
}

/// Saves one cell durably. `seen` is the version that the person saw (0: empty); it is told when another was first.
pub async fn save(app: &App, by: &Person, place: Place, entered: Entered, seen: Option<i64>) -> Result<i64> {
    save_all(app, by, "figure.save", vec![(place, entered, seen)]).await
}

/// Saves several cells durably, all or none.
pub async fn save_all(
    app: &App,
    by: &Person,
    action: &'static str,
    cells: Vec<(Place, Entered, Option<i64>)>,
) -> Result<i64> {
    let typed = |(place, entered, seen)| (place, entered, seen, "submission".to_owned());
    save_from(app, by, action, cells.into_iter().map(typed).collect()).await
}

/// As [`save_all`], each cell with where it came from.
pub async fn save_from(
    app: &App,
    by: &Person,
    action: &'static str,
    cells: Vec<(Place, Entered, Option<i64>, String)>,
) -> Result<i64> {
    let catalogue = app.catalogue().await?;
    let mut figures = Vec::with_capacity(cells.len());
    for (place, entered, seen, source) in cells {
        by.require_unit(place.unit)?;
        by.actor.require(Role::Clerk, place.unit)?;
        catalogue.unit(place.unit).ok_or(Error::NotFound("这个单位"))?;
        let indicator = catalogue.indicator(place.indicator).ok_or(Error::NotFound("这项指标"))?;
        let figure = complete(app, by, place, entered, indicator).await?;
        figures.push((NewFigure { source, ..figure }, seen));
    }
    save_composed(app, by, action, figures).await
}

/// Saves figures that were composed already, all or none.
pub(crate) async fn save_composed(
    app: &App,
    by: &Person,
    action: &'static str,
    figures: Vec<(NewFigure, Option<i64>)>,
) -> Result<i64> {
    let catalogue = app.catalogue().await?;
    for (figure, _) in &figures {
        by.require_unit(figure.unit)?;
        by.actor.require(Role::Clerk, figure.unit)?;
        let place = Place { unit: figure.unit, period: figure.period, indicator: figure.indicator };
        let indicator = catalogue.indicator(figure.indicator).ok_or(Error::NotFound("这项指标"))?;
        crate::cycle::admit(app, &catalogue, place, indicator).await?;
    }
    let places: Vec<_> = figures.iter().map(|(figure, _)| figure.indicator).collect();
    match app.store.save_figures(app.tenant, app.now(), action, figures).await? {
        SaveOutcome::Saved(seq) => {
            // The figure is on disk; its scores follow before anybody can look.
            crate::score::refresh(app, &catalogue, seq).await?;
            Ok(seq)
        }
        SaveOutcome::Refused(at, why) => {
            let name = places.get(at).and_then(|id| catalogue.indicator(*id)).map_or("", |found| &found.name);
            Err(refusal(name, why))
        }
    }
}

fn refusal(name: &str, why: Refused) -> Error {
    match why {
        Refused::Changed(now) => {
            let text = format!("“{name}”刚被他人改动，您的修改没有保存；请看现在的值，再决定是否修改");
            Error::Conflict { text, now }
        }
        Refused::Closed(SubmissionState::Locked) => assessment::Refusal::Locked.into(),
        Refused::Closed(SubmissionState::Published) => assessment::Refusal::Published.into(),
        Refused::Closed(SubmissionState::Reviewed) => assessment::Refusal::WaitsForVerification.into(),
        Refused::Closed(SubmissionState::Verified) => assessment::Refusal::AlreadyVerified.into(),
        Refused::Closed(_) => assessment::Refusal::WaitsForReview.into(),
        Refused::Accepted => Error::refused("figure_accepted", format!("“{name}”已通过，本次只改被退回的数")),
        Refused::Verified => Error::refused("figure_verified", format!("“{name}”已核验，须先退回才能修改")),
    }
}

/// Reads what stands, puts in what was entered and computes what follows from it.
pub(crate) async fn complete(
    app: &App,
    by: &Person,
    place: Place,
    entered: Entered,
    indicator: &Indicator,
) -> Result<NewFigure> {
    let stands = app.store.current_figure(app.tenant, place.period, place.unit, place.indicator).await?;
    let before = match previous_due(place.period, indicator.frequency) {
        Some(before) if indicator.basis == Basis::Flow => {
            let code = period_code(before);
            let (unit, id) = (place.unit.get(), place.indicator.get());
            let look = |columns: &store::Columns| {
                columns.cell(code, unit, id).and_then(|cell| decimal(cell.cumulative(), cell.decimals))
            };
            app.store.with_columns(app.tenant, &[code], look).await?
        }
        Some(_) => None,
        None => Some(Decimal::ZERO),
    };
    compose(by, place, entered, indicator, (stands.as_ref(), before))
}

/// The period before, of the same year, in which an indicator of this frequency is reported.
pub(crate) fn previous_due(period: Period, frequency: Grain) -> Option<Period> {
    if period.grain() != Grain::Month {
        return period.previous().filter(|before| before.year() == period.year());
    }
    let month = period.number().checked_sub(frequency.months())?;
    if month == 0 { None } else { Period::month(period.year(), month) }
}

/// Puts what was entered over what stands. `before` is the cumulative figure of the period before: zero in the year's
/// first, nothing where it is not known.
pub(crate) fn compose(
    by: &Person,
    place: Place,
    entered: Entered,
    indicator: &Indicator,
    (stood, before): (Option<&FigureRow>, Option<Decimal>),
) -> Result<NewFigure> {
    for (field, name, text) in [
        ("narrative", "完成情况", entered.narrative.as_deref()),
        ("explanation", "说明", entered.explanation.as_deref()),
    ] {
        let length = text.map_or(0, |text| text.chars().count());
        if length > LONGEST_NARRATIVE {
            let text = format!("{name}最多{LONGEST_NARRATIVE}字，现有{length}字，请精简");
            return Err(Error::field(field, text));
        }
    }
    for (field, typed) in [("value", entered.value), ("cumulative", entered.cumulative)] {
        if let Some(Value::Number(number)) = typed {
            fits(number, indicator).map_err(|text| Error::field(field, text))?;
        }
    }
    let (kind, figures) = numbers(entered.value, entered.cumulative, place, indicator, (stood, before))?;
    let (decimals, value, cumulative) = scaled(figures, indicator)?;
    let self_score = match entered.self_score {
        Some(score) => Some(
            score
                .rescaled(SELF_SCORE_DECIMALS)
                .and_then(|n| i64::try_from(n).ok())
                .ok_or_else(|| Error::field("self_score", "自评分最多4位小数"))?,
        ),
        None => stood.and_then(|row| row.self_score),
    };
    // A reason belongs to the number it explains: another number asks for its own. The old one stays in the history.
    let number = (kind, decimal(value, decimals), decimal(cumulative, decimals));
    let kept = stood.filter(|row| {
        (row.kind, decimal(row.value, row.decimals), decimal(row.cumulative, row.decimals)) == number
    });
    Ok(NewFigure {
        period: place.period,
        unit: place.unit,
        indicator: place.indicator,
        kind,
        decimals,
        value,
        cumulative,
        self_score,
        narrative: entered.narrative.or_else(|| stood.map(|row| row.narrative.clone())).unwrap_or_default(),
        explanation: entered
            .explanation
            .or_else(|| kept.map(|row| row.explanation.clone()))
            .unwrap_or_default(),
        source: "submission".to_owned(),
        author: by.account(),
    })
}

/// Refuses a number that the scores could not read: with more decimals than the indicator has, or neither yes nor no.
///
/// # Errors
/// The sentence for people, which says what to write instead.
pub(crate) fn fits(number: Decimal, indicator: &Indicator) -> std::result::Result<(), String> {
    let found = number.normalized().decimals();
    let allowed = indicator.decimals;
    if indicator.measure.kind == rules::Kind::YesNo {
        let either = [Decimal::ZERO, Decimal::from_int(1)].contains(&number.normalized());
        return if either {
            Ok(())
        } else {
            Err(format!("“{}”只填“是”或“否”", indicator.name))
        };
    }
    if found <= allowed {
        return Ok(());
    }
    let near = number.round(allowed, rules::Rounding::HalfUp);
    let near = near.map_or_else(String::new, |near| format!("，四舍五入为{}", near.grouped()));
    let keeps = if allowed == 0 { "只填整数".to_owned() } else { format!("保留{allowed}位小数") };
    Err(format!(
        "“{}”{keeps}，{}有{found}位小数；请按规定修约后填写{near}",
        indicator.name,
        number.normalized()
    ))
}

fn numbers(
    value: Option<Value>,
    cumulative: Option<Value>,
    place: Place,
    indicator: &Indicator,
    (stood, before): (Option<&FigureRow>, Option<Decimal>),
) -> Result<(NumberKind, Figures)> {
    Ok(match (value, cumulative) {
        (None, None) => match stood {
            Some(row) => (
                row.kind,
                Figures {
                    period_value: decimal(row.value, row.decimals),
                    cumulative: decimal(row.cumulative, row.decimals),
                },
            ),
            None => (NumberKind::Missing, Figures::default()),
        },
        (Some(Value::Missing | Value::Undefined), _) | (None, Some(Value::Missing | Value::Undefined)) => {
            (NumberKind::Missing, Figures::default())
        }
        (Some(Value::NotApplicable), _) | (None, Some(Value::NotApplicable)) => {
            (NumberKind::NotApplicable, Figures::default())
        }
        (Some(Value::Unjudged), _) | (None, Some(Value::Unjudged)) => {
            (NumberKind::Unjudged, Figures::default())
        }
        (value, cumulative) => {
            let mut typed = Figures {
                period_value: value.and_then(Value::number),
                cumulative: cumulative.and_then(Value::number),
            };
            let apart = indicator.basis == Basis::Flow && before.is_none();
            if indicator.basis == Basis::Rate || apart {
                // Neither follows from the other: typing one leaves the other as it stands.
                typed.period_value =
                    typed.period_value.or(stood.and_then(|row| decimal(row.value, row.decimals)));
                typed.cumulative =
                    typed.cumulative.or(stood.and_then(|row| decimal(row.cumulative, row.decimals)));
            }
            (NumberKind::Number, follow(place.period, indicator, typed, before)?)
        }
    })
}

/// Of a flow either number is entered and the other follows from the period before.
fn follow(period: Period, indicator: &Indicator, typed: Figures, before: Option<Decimal>) -> Result<Figures> {
    typed.completed(indicator.basis, period, before).map_err(|conflict| match conflict {
        BasisConflict::SumDiffers { expected, found } => Error::field(
            "cumulative",
            format!(
                "累计{}与上期累计加当期不符，按当期应为{}；如更正了前期，请先在前期更正",
                found.grouped(),
                expected.grouped()
            ),
        ),
        BasisConflict::NoCumulative => Error::field(
            "cumulative",
            format!("“{}”是{}，没有累计数，请只填当期", indicator.name, indicator.basis),
        ),
        BasisConflict::TooLong => Error::field("value", "数值过大，请核实计量单位是否写错"),
    })
}

/// Both numbers at one scale that loses nothing.
fn scaled(figures: Figures, indicator: &Indicator) -> Result<(u8, Option<i64>, Option<i64>)> {
    let numbers = [figures.period_value, figures.cumulative];
    let needed = numbers.iter().flatten().map(|number| number.normalized().decimals()).max().unwrap_or(0);
    let decimals = needed.max(indicator.decimals);
    let scale = |number: Option<Decimal>| match number {
        None => Ok(None),
        Some(number) => number
            .rescaled(decimals)
            .and_then(|whole| i64::try_from(whole).ok())
            .filter(|whole| whole.unsigned_abs() <= LARGEST)
            .map(Some)
            .ok_or_else(|| Error::field("value", "数值过大，请核实计量单位是否写错")),
    };
    Ok((decimals, scale(figures.period_value)?, scale(figures.cumulative)?))
}

/// Lists over all units are for those who may read all.
fn require_all(by: &Person) -> Result<()> {
    by.require_reader()?;
    if by.own_units().is_none() {
        return Ok(());
    }
    Err(Error::Forbidden("只能查看本单位的数据".to_owned()))
}
