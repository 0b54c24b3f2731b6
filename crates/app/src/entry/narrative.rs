//! 完成情况 held against its own row: what the words state of completion, growth and amounts, and where they contradict
//! themselves. Words that may mean something else are left alone.

use assessment::{Basis, Decimal, Indicator, Kind, Narrated, Period, ReadContext, Stated, View, read_entry};
use ingest::quantity::{Change, Day, Days, Kind as Sort, Quantity, scan};

/// What a narrative says about its row.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    pub(super) stated: Stated,
    pub(super) narrated: Vec<Narrated>,
    pub(super) contradictions: Vec<(String, String)>,
}

/// Marks that end a clause.
const ENDS: [char; 10] = ['，', '。', '；', ',', ';', '\n', '（', '）', '(', ')'];
/// A clause with one of these speaks of a plan, a part or a difference, not of what was done.
const BESIDE: [&str; 20] = [
    "计划",
    "任务",
    "预计",
    "力争",
    "其中",
    "同比增加",
    "同比减少",
    "较",
    "比去年",
    "比上年",
    "增加",
    "减少",
    "净增",
    "序时",
    "时序",
    "环比",
    "上年同期",
    "去年同期",
    "全市",
    "全省",
];

/// Whether a clause speaks of a plan, a part or a difference rather than of what was done.
pub(crate) fn speaks_beside(clause: &str) -> bool {
    has(clause, &BESIDE)
}

/// Reads a narrative of an indicator for a period.
pub(super) fn read(text: &str, indicator: &Indicator, period: Period) -> Words {
    let mut words = Words::default();
    if !text.chars().any(|c| c.is_ascii_digit() || "一二三四五六七八九十完".contains(c)) {
        return words;
    }
    let Some(anchor) = anchor(period) else { return words };
    let quantities = scan(text, anchor).items;
    for quantity in &quantities {
        let clause = clause(text, quantity);
        match quantity.kind {
            Sort::Percent => percent(text, clause, quantity, indicator, &mut words),
            Sort::Amount | Sort::Count | Sort::Measure => {
                amount(text, clause, quantity, (indicator, period), &mut words);
            }
            _ => {}
        }
    }
    words.stated.complete = claims_complete(text);
    // One figure alone contradicts nothing.
    if quantities.len() > 1 {
        words.contradictions = contradictions(text, period);
    }
    words
}

fn anchor(period: Period) -> Option<Day> {
    let day = period.last_day();
    Day::new(u16::try_from(day.year()).ok()?, day.month().unsigned_abs(), day.day().unsigned_abs())
}

/// The words from the mark before the figure to its end.
fn clause<'t>(text: &'t str, quantity: &Quantity) -> &'t str {
    let before = text.get(..quantity.span.start).unwrap_or_default();
    let start = before
        .rfind(ENDS)
        .map_or(0, |at| at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    text.get(start..quantity.span.end).unwrap_or_default()
}

fn has(clause: &str, any: &[&str]) -> bool {
    any.iter().any(|word| clause.contains(word))
}

fn percent(text: &str, clause: &str, quantity: &Quantity, indicator: &Indicator, words: &mut Words) {
    let Some(printed) = printed(text, quantity) else { return };
    let Some(number) = decimal_of(printed) else { return };
    if quantity.qualifier.is_some() || has(clause, &["序时", "时序", "环比", "其中"]) {
        return;
    }
    if let Some(change) = quantity.change.filter(|_| clause.contains("同比")) {
        let signed = if change == Change::Down { number.negated() } else { Some(number) };
        if !matches!(indicator.basis, Basis::Rate) && words.stated.growth.is_none() {
            words.stated.growth = signed;
        }
        return;
    }
    let of_the_target = clause.contains("完成率")
        || (clause.contains("完成") && has(clause, &["目标", "计划", "任务"]))
        || has(clause, &["占年度目标", "占全年目标", "占目标"]);
    if quantity.change.is_none() && of_the_target && words.stated.completion.is_none() {
        words.stated.completion = Some(number);
    }
}

fn amount(
    text: &str,
    clause: &str,
    quantity: &Quantity,
    (indicator, period): (&Indicator, Period),
    words: &mut Words,
) {
    let plan = clause.contains("目标") && !clause.contains("完成");
    if quantity.qualifier.is_some() || quantity.damaged || plan || has(clause, &BESIDE) {
        return;
    }
    if !has(clause, &["完成", "实现", "到位", "达", "累计", &indicator.name]) {
        return;
    }
    let view = match (indicator.basis, when(clause, quantity, period)) {
        (Basis::Flow, Some(view)) => view,
        (Basis::Stock, Some(_)) => View::Point,
        _ => return,
    };
    if words.narrated.iter().any(|said| said.view == view) {
        return;
    }
    let Some(printed) = printed(text, quantity) else { return };
    let context = ReadContext {
        basis: indicator.basis,
        measure: &indicator.measure,
        decimals: indicator.decimals,
        year: period.year(),
    };
    // Without its own unit a number may be anything.
    if decimal_of(printed).is_some() || !matches!(indicator.measure.kind, Kind::Money(_) | Kind::Count(_)) {
        return;
    }
    let number = |text: &str| read_entry(text, context).ok().and_then(|reading| reading.number());
    if let (Some(number), Some(step)) = (number(printed), number(&last_digit(printed))) {
        words.narrated.push(Narrated { view, number, step, quote: printed.to_owned() });
    }
}

/// Which figure of the row a clause speaks of, by its words or by the span of days it names.
fn when(clause: &str, quantity: &Quantity, period: Period) -> Option<View> {
    if has(clause, &["累计", "今年以来", "年初以来"]) {
        return Some(View::Cumulative);
    }
    if has(clause, &["当月", "本月"]) {
        return Some(View::PeriodValue);
    }
    let Some(ingest::quantity::Period::Days(days)) = quantity.period else { return None };
    let year = u16::try_from(period.year()).ok()?;
    let (from, to) = (period.last_month() + 1 - period.grain().months(), period.last_month());
    if days == Days::months(year, from, to) && from > 1 {
        Some(View::PeriodValue)
    } else if days == Days::months(year, 1, to) {
        Some(View::Cumulative)
    } else {
        None
    }
}

fn printed<'t>(text: &'t str, quantity: &Quantity) -> Option<&'t str> {
    text.get(quantity.span.clone()).map(str::trim)
}

/// `66.5%` as a number with its decimals; nothing when a unit other than % stands behind it.
fn decimal_of(printed: &str) -> Option<Decimal> {
    let bare = printed.trim_end_matches(['%', '％', '﹪']);
    let number = bare.trim_start_matches(|c: char| !c.is_ascii_digit() && c != '-');
    number.replace(',', "").parse().ok()
}

/// `26.6亿元` → `0.1亿元`: what the text may have rounded away.
fn last_digit(printed: &str) -> String {
    let mut decimals = None;
    let mut tail = String::new();
    for c in printed.chars() {
        match (c, &mut decimals) {
            ('.', None) if tail.is_empty() => decimals = Some(0usize),
            (c, Some(count)) if c.is_ascii_digit() && tail.is_empty() => *count += 1,
            (c, _) if c.is_ascii_digit() || c == ',' => {}
            (c, _) => tail.push(c),
        }
    }
    match decimals {
        Some(count) if count > 0 => format!("0.{}1{tail}", "0".repeat(count - 1)),
        _ => format!("1{tail}"),
    }
}

/// Whether the words say that the year's target is reached.
fn claims_complete(text: &str) -> Option<bool> {
    // Every phrase below has it, whatever blanks stand between: most texts end here.
    if !text.contains('标') {
        return None;
    }
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let said = [
        "已完成年度目标",
        "全面完成年度目标",
        "超额完成年度目标",
        "提前完成年度目标",
        "已完成全年目标",
        "超额完成全年目标",
    ];
    let hedged = ["确保", "力争", "预计", "有望", "未", "将"];
    plain.split(ENDS).any(|clause| has(clause, &said) && !has(clause, &hedged)).then_some(true)
}

/// Claims of the text that disagree with each other.
fn contradictions(text: &str, period: Period) -> Vec<(String, String)> {
    let hints = ingest::Hints { name: None, anchor: Some(period.last_day()) };
    let Ok(document) = ingest::read(text.as_bytes(), &hints) else { return Vec::new() };
    let disagrees = ingest::claim::Verdict::Disagrees.code();
    let claims = ingest::claim::verify(&document).claims;
    claims
        .into_iter()
        .filter(|claim| claim.verdict == disagrees)
        .map(|claim| (claim.quote, claim.why.trim_end_matches(['。', '.']).to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::known::funds;

    fn words(text: &str) -> Words {
        read(text, &funds(), "2026-08".parse().unwrap())
    }

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn completion_growth_and_amounts_are_found_in_a_clerks_sentence() {
        let said =
            words("1—8月累计到位资金26.6亿元，同比增长4.2%，完成年度目标的66.5%；8月当月到位3.15亿元。");
        assert_eq!(said.stated.completion, Some(number("66.5")));
        assert_eq!(said.stated.growth, Some(number("4.2")));
        let found: Vec<_> = said
            .narrated
            .iter()
            .map(|one| (one.view, one.number.to_string(), one.step.to_string()))
            .collect();
        let expected = [
            (View::Cumulative, "26.6".to_owned(), "0.1".to_owned()),
            (View::PeriodValue, "3.15".to_owned(), "0.01".to_owned()),
        ];
        assert_eq!(found, expected);
        assert_eq!(said.stated.complete, None);
    }

    #[test]
    fn another_scale_is_compared_in_the_indicators_measure() {
        let said = words("累计到位266,000万元，同比下降3%。");
        assert_eq!(said.narrated.first().map(|one| one.number), Some(number("26.6")));
        assert_eq!(said.narrated.first().map(|one| one.step), Some(number("0.0001")));
        assert_eq!(said.stated.growth, Some(number("-3")));
    }

    #[test]
    fn plans_parts_and_differences_are_left_alone() {
        let texts = [
            "力争全年到位资金40亿元，确保完成年度目标。",
            "其中外资累计到位3亿元，较上月增加1.2亿元。",
            "新签约项目12个，总投资50亿元。",
            "到位资金比去年同期增加2亿元，占全省到位资金的5%。",
            "进度快于序时进度3.2个百分点，完成序时进度的105%。",
        ];
        for text in texts {
            let said = words(text);
            assert_eq!((said.stated, said.narrated.len()), (Stated::default(), 0), "{text}");
        }
    }

    #[test]
    fn a_published_slip_is_a_contradiction_of_the_text_itself() {
        let said = words("全年目标700亿元，累计完成465.5亿元，完成目标的665%。");
        assert_eq!(said.stated.completion, Some(number("665")));
        assert!(!said.contradictions.is_empty());
        assert!(words("累计完成465.5亿元，全年目标700亿元，完成目标的66.5%。").contradictions.is_empty());
    }

    #[test]
    fn who_says_that_the_target_is_reached_is_taken_at_the_word() {
        assert_eq!(words("已超额完成年度目标。").stated.complete, Some(true));
        assert_eq!(words("预计12月可超额完成年度目标。").stated.complete, None);
    }
}
