//! Deliberate faults: what offices really send in. Each is listed here, and a test asks the checks to find every one and
//! nothing else.

use assessment::{Entered, Figures, FindingCode, IndicatorId, Period, UnitId};

use crate::catalogue::CATALOGUE;
use crate::figures::decimal;
use crate::sample::MonthFigure;

/// One fault that was planted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What went wrong, in a sentence.
    pub story: &'static str,
    /// Whose.
    pub unit: UnitId,
    /// In which indicator.
    pub indicator: IndicatorId,
    /// In which period.
    pub period: Period,
    /// What the checks have to say in that period.
    pub codes: &'static [FindingCode],
    /// What they have to say in the period after, because the wrong figure stands before it.
    pub aftermath: &'static [FindingCode],
}

enum Trick {
    /// 665% where 66.5% was meant: the printed completion loses its point.
    CompletionLosesPoint,
    /// Says that the target is reached.
    ClaimsComplete,
    /// The cumulative figure falls below the month before.
    CumulativeFalls,
    /// Nothing is entered.
    Unreported,
    /// In 万元 in a column of 亿元.
    WrongScale,
    /// The month alone is ten times too large; the cumulative figure is right.
    PointMoved,
    /// 85.5% becomes 855%.
    ShareLosesPoint,
    /// Last month's table again.
    SentAgain,
    /// Month and cumulative differ by a little.
    SumOff,
    /// +15% where the figures say something else.
    GrowthClaimed,
}

type Codes = &'static [FindingCode];

struct Plan(&'static str, i64, &'static str, u8, Trick, Codes, Codes);

const DIFFERS: Codes = &[FindingCode::SumDiffers];

const PLANS: [Plan; 10] = [
    Plan(
        "完成率丢了小数点：66.5%印成665%",
        2,
        "到位资金",
        8,
        Trick::CompletionLosesPoint,
        &[FindingCode::CompletionDiffers],
        &[],
    ),
    Plan(
        "没有完成目标而称已完成",
        10,
        "技改投资",
        12,
        Trick::ClaimsComplete,
        &[FindingCode::ClaimedComplete],
        &[],
    ),
    Plan("累计数比上月少", 9, "工业投资", 9, Trick::CumulativeFalls, &[FindingCode::CumulativeFell], DIFFERS),
    Plan("应报未报", 10, "培训人数", 12, Trick::Unreported, &[FindingCode::Missing], &[]),
    Plan("亿元栏里填了万元数", 13, "担保余额", 5, Trick::WrongScale, &[FindingCode::ScaleSlip], &[]),
    Plan(
        "当月数多了一位",
        6,
        "销售产值",
        6,
        Trick::PointMoved,
        &[FindingCode::SumDiffers, FindingCode::PointSlip],
        &[],
    ),
    Plan(
        "合格率丢了小数点",
        11,
        "中心合格率",
        7,
        Trick::ShareLosesPoint,
        &[FindingCode::ShareOutOfRange],
        &[],
    ),
    Plan("把上月的表又报了一次", 12, "销售产值", 8, Trick::SentAgain, &[FindingCode::Repeated], DIFFERS),
    Plan("当月与累计对不上", 7, "工业投资", 3, Trick::SumOff, DIFFERS, DIFFERS),
    Plan(
        "同比按15%报，与上年同期数不符",
        5,
        "销售产值",
        10,
        Trick::GrowthClaimed,
        &[FindingCode::GrowthDiffers],
        &[],
    ),
];

/// Plants the faults that lie within the sample and lists them.
pub(crate) fn plant(year: i16, figures: &mut [MonthFigure]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for Plan(story, unit, name, month, trick, codes, aftermath) in &PLANS {
        let Some(at) = CATALOGUE.iter().position(|spec| spec.name == *name) else { continue };
        let indicator = IndicatorId::new(i64::try_from(at).unwrap_or(0) + 1);
        let (unit, Some(period)) = (UnitId::new(*unit), Period::month(year, *month)) else { continue };
        let find = |period: Period| {
            move |figure: &MonthFigure| {
                (figure.unit, figure.indicator, figure.period) == (unit, indicator, period)
            }
        };
        let before =
            period.previous().and_then(|before| figures.iter().find(|figure| find(before)(figure)).cloned());
        let Some(figure) = figures.iter_mut().find(|figure| find(period)(figure)) else { continue };
        let decimals = CATALOGUE.get(at).map_or(0, |spec| spec.decimals);
        apply(trick, figure, before.as_ref(), decimals);
        faults.push(Fault { story, unit, indicator, period, codes, aftermath });
    }
    faults
}

fn apply(trick: &Trick, figure: &mut MonthFigure, before: Option<&MonthFigure>, decimals: u8) {
    let hundredfold = |number: assessment::Decimal, times: i64| {
        number.checked_mul(assessment::Decimal::from_int(times)).unwrap_or(number)
    };
    let Entered::Figures(figures) = &mut figure.entered else { return };
    let earlier = match before.map(|before| before.entered) {
        Some(Entered::Figures(earlier)) => earlier,
        _ => Figures::default(),
    };
    match trick {
        Trick::CompletionLosesPoint => {
            figure.stated.completion =
                figure.stated.completion.map(|completion| hundredfold(completion, 10).normalized());
            if let Some(completion) = figure.stated.completion {
                figure.narrative = format!("到位资金完成年度目标的{completion}%。");
            }
        }
        Trick::ClaimsComplete => {
            figure.stated.complete = Some(true);
            "技改投资已全面完成年度目标。".clone_into(&mut figure.narrative);
        }
        Trick::CumulativeFalls => {
            let less = earlier.cumulative.and_then(|sum| sum.checked_sub(decimal(150, decimals)));
            *figures = Figures { period_value: None, cumulative: less };
            figure.stated = assessment::Stated::default();
            figure.narrative = String::new();
        }
        Trick::Unreported => {
            figure.entered = Entered::Nothing;
            figure.stated = assessment::Stated::default();
            figure.narrative = String::new();
        }
        Trick::WrongScale => {
            figures.period_value = figures.period_value.map(|value| hundredfold(value, 10_000));
        }
        Trick::PointMoved => figures.period_value = figures.period_value.map(|value| hundredfold(value, 10)),
        Trick::ShareLosesPoint => figures.cumulative = figures.cumulative.map(|value| hundredfold(value, 10)),
        Trick::SentAgain => {
            *figures = Figures { period_value: None, cumulative: earlier.cumulative };
            figure.stated = assessment::Stated::default();
        }
        Trick::SumOff => {
            figures.cumulative = figures.cumulative.and_then(|sum| sum.checked_add(decimal(10, decimals)));
            figure.stated = assessment::Stated::default();
        }
        Trick::GrowthClaimed => figure.stated.growth = Some(assessment::Decimal::from_int(15)),
    }
}
