//! Goals of a document taken as targets, its answers taken as figures: chosen by a person, shown before anything is saved,
//! and kept with the place they came from.

use assessment::{
    Basis, Bound, Coded as _, Direction, DocumentId, Indicator, IndicatorId, Note, Period, Reading, Role,
    TargetKind, UnitId, Unreadable,
};
use ingest::Span;
use rules::{Decimal, Value};
use store::{NewTarget, UseRow};

use super::candidate::{Candidate, candidates};
use super::{Opened, Source};
use crate::figure::{self, Entered};
use crate::{App, Error, Person, Result};

/// What goals are taken as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Figures of a period; the clerk's.
    Figure,
    /// Targets of the cycle; the office's.
    Target,
}

/// Which number of a figure is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// 累计.
    Cumulative,
    /// 当月, or the value at the period's end.
    Value,
}

impl Column {
    /// `cumulative` or `value`, as forms and programs write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Cumulative => "cumulative",
            Self::Value => "value",
        }
    }

    /// The column of a code; a word that is none is refused.
    pub fn from_code(code: &str) -> Result<Self> {
        let column = [Self::Cumulative, Self::Value].into_iter().find(|column| column.code() == code);
        column.ok_or_else(|| Error::field("column", format!("“{code}”应为 value 或 cumulative")))
    }
}

/// One figure of the document, and what it is to become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Where it stands.
    pub span: Span,
    /// The indicator it is.
    pub indicator: IndicatorId,
    /// Of a figure: which number.
    pub column: Column,
    /// Of a target: which kind.
    pub kind: TargetKind,
    /// Of a figure, the version that the person saw; 0 when there was none.
    pub seen: i64,
}

/// What a person asks to take.
#[derive(Clone, Debug)]
pub struct Asked {
    /// As what.
    pub purpose: Purpose,
    /// For which unit.
    pub unit: UnitId,
    /// Figures: of which period. Targets are the cycle's.
    pub period: Period,
    /// Version of the reading that the person saw.
    pub version: i64,
    /// What is to be taken.
    pub choices: Vec<Choice>,
}

/// One line of the preview.
#[derive(Clone, Debug)]
pub struct Line {
    /// The choice.
    pub choice: Choice,
    /// The figure in the document.
    pub candidate: Candidate,
    /// The indicator.
    pub indicator: Indicator,
    /// What stands now; empty when nothing does.
    pub before: String,
    /// What will stand; empty when it cannot be read.
    pub after: String,
    /// What was converted or is worth another look.
    pub notes: Vec<String>,
    /// Why it cannot be taken.
    pub fault: Option<String>,
    /// Of a figure: the version that stands now.
    pub seen: i64,
    read: Option<Read>,
}

/// What will be saved.
#[derive(Clone, Copy, Debug)]
enum Read {
    Figure(Decimal),
    Target(Bound),
}

/// What is about to be saved.
pub struct Plan {
    /// The document.
    pub opened: Opened,
    /// The lines in the order of the choices.
    pub lines: Vec<Line>,
}

impl Plan {
    /// Whether every line can be taken.
    pub fn is_clean(&self) -> bool {
        !self.lines.is_empty() && self.lines.iter().all(|line| line.fault.is_none())
    }
}

/// How what was asked would be saved; nothing is.
pub async fn preview(app: &App, by: &Person, id: DocumentId, asked: &Asked) -> Result<Plan> {
    super::require_hand(by)?;
    require_purpose(by, asked)?;
    let opened = super::get(app, by, id, None).await?;
    if opened.version != asked.version {
        let text = "这份文档刚被更正，数字的位置和内容可能已变；请回到文档重新选择".to_owned();
        return Err(Error::Conflict { text, now: opened.version });
    }
    let mut lines: Vec<Line> = Vec::with_capacity(asked.choices.len());
    for choice in &asked.choices {
        let mut line = line(app, by, &opened, asked, choice).await?;
        let twice = lines.iter().any(|other| {
            other.choice.indicator == choice.indicator
                && match asked.purpose {
                    Purpose::Figure => true,
                    Purpose::Target => other.choice.kind == choice.kind,
                }
        });
        if twice {
            line.fault = Some(format!("“{}”选了两次，只能采用一处", line.indicator.name));
        }
        lines.push(line);
    }
    Ok(Plan { opened, lines })
}

/// Saves what was asked, all or none, each with its place in the document; the number that was saved.
pub async fn accept(app: &App, by: &Person, id: DocumentId, asked: &Asked) -> Result<usize> {
    let plan = preview(app, by, id, asked).await?;
    if asked.choices.is_empty() {
        return Err(Error::field("choices", "没有选中任何一处；请勾选要采用的数字"));
    }
    if let Some(fault) = plan.lines.iter().find_map(|line| line.fault.clone()) {
        return Err(Error::field("choices", fault));
    }
    match asked.purpose {
        Purpose::Figure => save_figures(app, by, asked, &plan).await?,
        Purpose::Target => save_targets(app, by, asked, &plan).await?,
    }
    Ok(plan.lines.len())
}

/// Clerks take figures for their units, the office takes targets.
fn require_purpose(by: &Person, asked: &Asked) -> Result<()> {
    by.require_unit(asked.unit)?;
    match asked.purpose {
        Purpose::Figure => by.actor.require(Role::Clerk, asked.unit)?,
        Purpose::Target => by.actor.require(Role::Officer, asked.unit)?,
    }
    Ok(())
}

async fn line(app: &App, by: &Person, opened: &Opened, asked: &Asked, choice: &Choice) -> Result<Line> {
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
pub(super) fn read_printed(
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

fn entered(line: &Line, number: Decimal) -> Entered {
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

async fn save_figures(app: &App, by: &Person, asked: &Asked, plan: &Plan) -> Result<()> {
    let cells = plan.lines.iter().filter_map(|line| match line.read {
        Some(Read::Figure(number)) => {
            let place =
                figure::Place { unit: asked.unit, period: asked.period, indicator: line.indicator.id };
            let source = source(plan, line).to_string();
            Some((place, entered(line, number), Some(line.choice.seen), source))
        }
        _ => None,
    });
    figure::save_from(app, by, "figure.accept", cells.collect()).await?;
    // The figures are durable and name their source themselves; this is the way back from the document.
    let mut change = app.store.change(app.tenant, app.now()).await?;
    note_uses(&mut change, by, asked, plan, asked.period).await?;
    change.commit().await?;
    Ok(())
}

async fn save_targets(app: &App, by: &Person, asked: &Asked, plan: &Plan) -> Result<()> {
    let current = plan.opened.catalogue.current()?;
    let year = i16::try_from(current.cycle.year).ok().and_then(Period::year_of);
    let period = year.ok_or_else(|| Error::Internal("a cycle's year is out of range".to_owned()))?;
    let mut change = app.store.change(app.tenant, app.now()).await?;
    for line in &plan.lines {
        let Some(Read::Target(bound)) = line.read else { continue };
        let bound = serde_json::to_string(&bound).map_err(|error| Error::Internal(error.to_string()))?;
        let target = NewTarget {
            unit: asked.unit,
            indicator: line.indicator.id,
            kind: line.choice.kind.code().to_owned(),
            bound,
            points: None,
        };
        let source = source(plan, line);
        let span = line.candidate.span;
        let reason = format!(
            "《{}》第{}至{}字“{}”",
            plan.opened.title(),
            span.start + 1,
            span.end,
            line.candidate.words
        );
        change.set_targets(current.cycle.id, &[target], by.account(), &reason).await?;
        let place = format!("target/{}/{}", asked.unit, line.indicator.id);
        change.audit(by.audit("target.accept", place, format!("{} {source}", line.after)));
    }
    note_uses(&mut change, by, asked, plan, period).await?;
    change.commit().await?;
    Ok(())
}

fn source(plan: &Plan, line: &Line) -> Source {
    let Span { start, end } = line.candidate.span;
    Source { document: plan.opened.row.id, version: plan.opened.version, start, end }
}

async fn note_uses(
    change: &mut store::Change,
    by: &Person,
    asked: &Asked,
    plan: &Plan,
    period: Period,
) -> Result<()> {
    let number = |at: usize| i64::try_from(at).unwrap_or(i64::MAX);
    let purpose = match asked.purpose {
        Purpose::Figure => "figure",
        Purpose::Target => "target",
    };
    for line in &plan.lines {
        let taken = UseRow {
            version: plan.opened.version,
            start: number(line.candidate.span.start),
            end: number(line.candidate.span.end),
            words: line.candidate.words.clone(),
            purpose: purpose.to_owned(),
            unit: asked.unit,
            indicator: line.indicator.id,
            period,
            author: by.account(),
            at: change.at(),
        };
        change.append_document_use(plan.opened.row.id, &taken).await?;
    }
    let subject = super::subject(plan.opened.row.id);
    change.audit(by.audit("document.accept", subject, format!("{purpose} {}", plan.lines.len())));
    Ok(())
}
