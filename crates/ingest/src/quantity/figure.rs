//! Numbers with their units: amounts, counts, measures, rates, ratios, and what is none of them.

use super::calendar::{Grain, Length};
use super::code;
use super::model::{Kind, NotQuantity, Unit, Value};
use super::number::Number;
use super::numeral::{Numeral, Reading, ascii, han, small};
use super::scanner::Scanner;
use super::time::{self, TimeHit, TimeValue};
use super::unit::{Family, Found, unit_at};
use super::words::Cue;

const RANGE_DASHES: &[&str] = &["-", "—", "–", "－", "~", "～", "至"];

impl Scanner<'_> {
    /// A number begins at `at`; where to go on.
    pub(crate) fn number(&mut self, at: usize, is_han: bool) -> usize {
        if is_han {
            return self.han_number(at);
        }
        let lex = self.lex;
        let mut digits_end = at;
        let mut count = 0;
        while let Some((_, next)) = lex.digit(digits_end) {
            digits_end = next;
            count += 1;
        }
        if lex.char_before(at).is_some_and(|c| c.is_ascii_alphabetic()) {
            let end = code::run_end(lex, digits_end);
            self.ignore(at, end, NotQuantity::Code);
            return end;
        }
        if let Some(end) = code::list_mark(lex, at, digits_end, count) {
            return end;
        }
        if let Some(hit) = time::at_number(lex, at, self.anchor.year) {
            return self.time(at, hit);
        }
        match ascii(lex, at) {
            Some(Reading::Numeral(numeral)) => self.numeral(at, numeral),
            Some(Reading::Broken(end)) => {
                let end = unit_at(lex, end, false).map_or(end, |unit| unit.end);
                self.ignore(at, end, NotQuantity::Damaged);
                end
            }
            None => digits_end,
        }
    }

    fn han_number(&mut self, at: usize) -> usize {
        let lex = self.lex;
        let char_len = lex.char_at(at).map_or(1, char::len_utf8);
        if lex.is(at, &["半"]) {
            return self.half(at).unwrap_or(at + char_len);
        }
        if let Some(end) = self.parts(at) {
            return end;
        }
        let Some(numeral) = han(lex, at) else { return at + char_len };
        if at < self.name_end {
            return numeral.end;
        }
        if !numeral.bare
            && let Some(hit) = time::at_number(lex, at, self.anchor.year)
        {
            let vague = matches!(hit.value, TimeValue::Length(_))
                && lex.ends(at, &["这", "每", "第", "新的", "另", "个", "上", "下"]);
            let rhetorical = lex.is(at, &["一年来"]) || lex.is(at, &["一年"]) && lex.ends(at, &["的"]);
            let vague = vague || rhetorical;
            let named = self.context.books > 0 && matches!(hit.value, TimeValue::Length(_));
            return if vague || named { hit.end } else { self.time(at, hit) };
        }
        if numeral.by_place || numeral.number.digits == 0 {
            return numeral.end;
        }
        if code::is_part_of_word(lex, at, numeral.end) {
            return numeral.end;
        }
        if code::is_han_phrase(lex, at, numeral.end) {
            let end = lex.eat(numeral.end, &["个一", "周期", "期", "个"]).unwrap_or(numeral.end);
            self.ignore(at, end, NotQuantity::Slogan);
            return end;
        }
        self.numeral(at, numeral)
    }

    /// 半年, 半小时
    fn half(&mut self, at: usize) -> Option<usize> {
        let from = at + "半".len();
        let lex = self.lex;
        if lex.is(from, &["年度"]) || at < self.name_end {
            return Some(from);
        }
        let (end, length) = if let Some(end) = lex.eat(from, &["年"]) {
            (end, Length { count: 6, grain: Grain::Month })
        } else if let Some(end) = lex.eat(from, &["个小时", "小时"]) {
            (end, Length { count: 30, grain: Grain::Minute })
        } else {
            return None;
        };
        Some(self.time(at, TimeHit::new(end, TimeValue::Length(length))))
    }

    /// 百分之五, 三分之一
    fn parts(&mut self, at: usize) -> Option<usize> {
        let lex = self.lex;
        if let Some(from) = lex.eat(at, &["百分之"]) {
            let numeral = match ascii(lex, from) {
                Some(Reading::Numeral(numeral)) => numeral,
                Some(Reading::Broken(_)) => return None,
                None => han(lex, from)?,
            };
            self.figure(
                at..numeral.end,
                Kind::Percent,
                Value::One(numeral.number),
                Some(Unit::Percent),
                numeral.over,
            );
            return Some(numeral.end);
        }
        let (denominator, end, _) = small(lex, at).filter(|(n, ..)| (2..=10_000).contains(n))?;
        let from = lex.eat(end, &["分之"])?;
        let (numerator, end, _) = small(lex, from)?;
        self.figure(at..end, Kind::Ratio, Value::Fraction(numerator, denominator), None, false);
        Some(end)
    }

    /// A number that is no time: finds its unit, range or list, and takes or ignores it.
    fn numeral(&mut self, at: usize, numeral: Numeral) -> usize {
        let (at, numeral) = self.signed(at, numeral);
        let lex = self.lex;
        if let Some(end) = self.fraction(at, &numeral) {
            return end;
        }
        if let Some(end) = self.range(at, &numeral) {
            return end;
        }
        let spaced = lex.skip_spaces(numeral.end);
        if let Some(hit) = self.length(&numeral, spaced) {
            return self.time(at, hit);
        }
        if numeral.number.places > 0
            && let Some(end) = lex.eat(spaced, &["天"])
        {
            let unit = Some(Unit::Word("天"));
            self.figure(at..end, Kind::Count, Value::One(numeral.number), unit, numeral.over);
            return end;
        }
        let spaced = lex.eat(spaced, &["大"]).filter(|next| lex.is(*next, &["类"])).unwrap_or(spaced);
        if let Some(end) = self.tenths(at, &numeral) {
            return end;
        }
        if let Some(end) = self.pieces_of_points(&numeral) {
            let unit = Some(Unit::PercentagePoint);
            self.figure(at..end, Kind::PercentagePoint, Value::One(numeral.number), unit, numeral.over);
            return end;
        }
        if let Some(unit) = unit_at(lex, spaced, numeral.han)
            && self.takes_unit(at, &numeral, &unit)
        {
            return self.with_unit(at, &numeral, unit);
        }
        if numeral.bare {
            if unit_at(lex, numeral.end, true).is_some_and(|u| matches!(u.family, Family::Money(_))) {
                let end = lex.eat(numeral.end, &["元"]).unwrap_or(numeral.end);
                self.ignore(at, end, NotQuantity::Divisor);
                return end;
            }
            return numeral.end;
        }
        if let Some((zeros, unit)) = self.shared_unit(&numeral) {
            let (kind, unit) = kind_of(&unit, at);
            let number = Number { zeros, ..numeral.number };
            self.figure(at..numeral.end, kind, Value::One(number), Some(unit), numeral.over);
            return numeral.end;
        }
        self.unitless(at, &numeral)
    }

    /// A minus that belongs to the number: 增长-8.92%.
    fn signed(&self, at: usize, numeral: Numeral) -> (usize, Numeral) {
        let lex = self.lex;
        let Some(minus) = lex.char_before(at).filter(|c| matches!(c, '-' | '－' | '−' | '﹣')) else {
            return (at, numeral);
        };
        let start = at - minus.len_utf8();
        let joins = lex.char_before(start).is_none_or(|c| {
            matches!(
                c,
                '长' | '降'
                    | '为'
                    | '是'
                    | '率'
                    | '幅'
                    | '速'
                    | '('
                    | '（'
                    | ':'
                    | '：'
                    | ' '
                    | ','
                    | '，'
                    | '、'
                    | '少'
                    | '达'
                    | '至'
                    | '加'
            )
        });
        if !joins {
            return (at, numeral);
        }
        let number = Number { digits: -numeral.number.digits, ..numeral.number };
        (start, Numeral { number, ..numeral })
    }

    /// 2/3
    fn fraction(&mut self, at: usize, numeral: &Numeral) -> Option<usize> {
        let lex = self.lex;
        let from = lex.eat(numeral.end, &["/"])?;
        if numeral.number.places > 0 || numeral.number.zeros > 0 || numeral.length > 2 {
            return None;
        }
        let (denominator, end, is_han) = small(lex, from)?;
        let numerator = u32::try_from(numeral.number.digits).ok()?;
        let closed = !lex.is(end, &["/", "-", "年", "月", "."]);
        if is_han || !closed || numerator == 0 || numerator >= denominator || denominator > 100 {
            return None;
        }
        self.figure(at..end, Kind::Ratio, Value::Fraction(numerator, denominator), None, false);
        Some(end)
    }

    /// 3-5家, 10亿至20亿元: one item with two ends.
    fn range(&mut self, at: usize, low: &Numeral) -> Option<usize> {
        let lex = self.lex;
        let first_unit = unit_at(lex, low.end, low.han);
        let from = lex.eat(first_unit.map_or(low.end, |u| u.end), RANGE_DASHES)?;
        if lex.ends(at, &["从", "由"]) && lex.ends(from, &["至"]) {
            return None;
        }
        let high = match ascii(lex, from) {
            Some(Reading::Numeral(high)) => high,
            None if low.han => han(lex, from)?,
            Some(Reading::Broken(_)) | None => return None,
        };
        let unit = unit_at(lex, lex.skip_spaces(high.end), high.han)?;
        if let Some(first) = first_unit
            && std::mem::discriminant(&first.family) != std::mem::discriminant(&unit.family)
        {
            return None;
        }
        let mut lower = low.number;
        if first_unit.is_none() && lower.zeros == 0 {
            lower.zeros = high.number.zeros;
        }
        let end = unit.compound_end.unwrap_or(unit.end);
        let (kind, name) = kind_of(&unit, unit_start(&unit, lex.skip_spaces(high.end)));
        let ordered = compare(lower, high.number);
        if !ordered || (high.number.zeros == 0 && high.length > 7) {
            return None;
        }
        self.figure(at..end, kind, Value::Range(lower, high.number), Some(name), high.over);
        Some(end)
    }

    /// 十余年, 1.5年, 1200天
    fn length(&self, numeral: &Numeral, at: usize) -> Option<TimeHit> {
        let (grain, end) = time::grain(self.lex, at)?;
        if numeral.bare {
            return None;
        }
        let number = numeral.number;
        let length = match number.as_whole() {
            Some(count) => Length { count: u32::try_from(count).ok()?, grain },
            None if grain == Grain::Year && number.places == 1 && number.digits % 5 == 0 => {
                Length { count: u32::try_from(number.digits * 12 / 10).ok()?, grain: Grain::Month }
            }
            None => return None,
        };
        Some(TimeHit::new(end, TimeValue::Length(length)))
    }

    /// Whether the unit really counts this numeral.
    fn takes_unit(&self, at: usize, numeral: &Numeral, unit: &Found) -> bool {
        let lex = self.lex;
        if numeral.bare && !numeral.over {
            // 亿元以上项目 is a figure, 万元生产总值 is not.
            return lex.is(unit.end, &["以上", "及以上", "以下", "级以上"])
                && matches!(unit.family, Family::Money(_))
                || lex.ends(at, &["超", "近", "超过", "突破", "上", "逾", "约", "达"]);
        }
        match unit.family {
            Family::Count("分") if numeral.han => lex.ends(at, &["得", "扣", "加", "减", "计", "为"]),
            Family::Count("人") if numeral.han => numeral.number.digits >= 2 && !lex.is(unit.end, &["一"]),
            Family::Count("期" | "届") if numeral.han => numeral.number.digits >= 10,
            Family::Count("条" | "张" | "个" | "项" | "名") if numeral.han => !lex.is(unit.end, &["一"]),
            Family::Money(_) if numeral.han => numeral.number.digits >= 10 || numeral.number.zeros > 0,
            Family::Measure("方" | "度" | "米" | "平方") if numeral.han => false,
            Family::Count("号" | "版") => false,
            // 4121 个… never; but year-like numbers do not count 市 or 省.
            Family::Count("省" | "市" | "县" | "区" | "国" | "园" | "校" | "企" | "线" | "点" | "路") => {
                numeral.length <= 3 && numeral.number.zeros == 0
            }
            _ => true,
        }
    }

    fn with_unit(&mut self, at: usize, numeral: &Numeral, unit: Found) -> usize {
        let lex = self.lex;
        let spaced = lex.skip_spaces(numeral.end);
        let mut unit = unit;
        let mut over = numeral.over;
        // 3161余张 has 余 in the numeral; 50个余 does not occur, 5年多 does.
        if let Family::Count(_) = unit.family
            && lex.is(unit.end, &["多"])
            && !lex.is(unit.end, &["多种", "多元", "多层"])
        {
            over = true;
            unit.end += "多".len();
        }
        let end = unit.compound_end.unwrap_or(unit.end);
        let (kind, name) = kind_of(&unit, spaced);
        self.figure(at..end, kind, Value::One(numeral.number), Some(name), over);
        end
    }

    /// 1.2个、0.6个百分点: the first 个 already means 百分点.
    fn pieces_of_points(&self, numeral: &Numeral) -> Option<usize> {
        let lex = self.lex;
        let end = lex.eat(lex.skip_spaces(numeral.end), &["个"])?;
        let mut at = end;
        for _ in 0..4 {
            let next = lex.eat(at, &["、", "和"])?;
            let Some(Reading::Numeral(number)) = ascii(lex, next) else { return None };
            if lex.is(number.end, &["个百分点", "百分点"]) {
                return Some(end);
            }
            at = lex.eat(number.end, &["个"])?;
        }
        None
    }

    /// The unit that stands only at the last of 20.9、36.2、54个百分点, with its multiplier (65.7、388.4、272.3亿元).
    fn shared_unit(&self, numeral: &Numeral) -> Option<(u8, Found)> {
        let lex = self.lex;
        let mut end = numeral.end;
        let own = numeral.number;
        for _ in 0..12 {
            let next = lex.eat(end, &["、", "和"])?;
            let Some(Reading::Numeral(number)) = ascii(lex, next) else { return None };
            if let Some(unit) = unit_at(lex, number.end, false) {
                let decimals = own.places > 0 && number.number.places > 0 && own.zeros == 0;
                // 实际37.24、10分: a decimal and a whole count are not one list.
                let shares = match unit.family {
                    Family::Percent | Family::Point | Family::Times => true,
                    Family::Count(_) => (own.places > 0) == (number.number.places > 0),
                    Family::Money(_) | Family::Measure(_) => decimals && number.number.zeros > 0,
                };
                let is_time = lex.is(number.end, &["年", "月", "日", "个月"]);
                let zeros = if matches!(unit.family, Family::Money(_) | Family::Measure(_)) {
                    number.number.zeros
                } else {
                    own.zeros
                };
                return (shares && !is_time && numeral.length <= 6).then_some((zeros, unit));
            }
            end = number.end;
        }
        None
    }

    /// A number without a unit: money by its noun, a plain number, or no figure at all.
    fn unitless(&mut self, at: usize, numeral: &Numeral) -> usize {
        let lex = self.lex;
        let end = numeral.end;
        if numeral.number.zeros >= 4 {
            let money = self.is_money(numeral, end);
            let (kind, unit) =
                if money { (Kind::Amount, Some(Unit::Currency("CNY"))) } else { (Kind::Number, None) };
            self.figure(at..end, kind, Value::One(numeral.number), unit, numeral.over);
            return end;
        }
        if numeral.han {
            return end;
        }
        if let Some((end, what)) = code::code(lex, at, end) {
            self.ignore(at, end, what);
            return end;
        }
        let next = lex.char_at(end);
        let listed = next.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '-' | '/' | '~' | '—' | '–'));
        let led = lex.ends(
            at,
            &[
                "为", "是", "达", "到", "至", "在", "指标", "分值", "权重", "得分", "=", "≥", "≤", ">", "<",
                "系数",
            ],
        );
        let decimal = numeral.number.places > 0 && listed && !lex.is(end, &["版"]);
        let large = lex.is(end, &["大"]) && !lex.is(end, &["大会", "大学", "大数据"]) && numeral.length <= 2;
        let plain = numeral.length <= 7;
        if (decimal || (led && listed) || large || numeral.over) && plain {
            self.figure(at..end, Kind::Number, Value::One(numeral.number), None, numeral.over);
            return end;
        }
        let end =
            if next.is_some_and(|c| matches!(c, '-' | '/' | '~')) { code::run_end(lex, end) } else { end };
        self.ignore(at, end, NotQuantity::Unknown);
        end
    }

    /// 1.8亿省专项资金 and 贷款超1000亿 are money though no 元 is printed.
    fn is_money(&self, numeral: &Numeral, end: usize) -> bool {
        const NOUNS: &[&str] = &[
            "资金", "贷款", "投资", "补助", "补贴", "产值", "收入", "存款", "债券", "基金", "税收", "预算",
            "授信", "融资",
        ];
        if self.context.has(Cue::Money) {
            return true;
        }
        let ahead: &str = self.lex.after(end);
        let reach = ahead.char_indices().nth(6).map_or(ahead.len(), |(at, _)| at);
        let ahead = ahead.get(..reach).unwrap_or("");
        let clause = ahead.split([',', '，', '。', ';']).next().unwrap_or("");
        // 1000万以上项目: projects are classed by money.
        if self.lex.is(end, &["以上项目", "以上的项目", "以下项目"]) {
            return true;
        }
        if NOUNS.iter().any(|noun| clause.contains(noun)) {
            return true;
        }
        numeral.number.zeros >= 8 && !ahead.starts_with(['人', '户', '次'])
    }
}

fn unit_start(_unit: &Found, at: usize) -> usize {
    at
}

fn compare(low: Number, high: Number) -> bool {
    let (a, scale_a) = low.as_scaled();
    let (b, scale_b) = high.as_scaled();
    let left = a.saturating_mul(super::number::ten_to(scale_b));
    let right = b.saturating_mul(super::number::ten_to(scale_a));
    left < right
}

/// The kind and unit that a unit word makes; `start` is where the word begins.
fn kind_of(unit: &Found, start: usize) -> (Kind, Unit) {
    if let Some(end) = unit.compound_end {
        return (Kind::Measure, Unit::Written(start..end));
    }
    match unit.family {
        Family::Money(code) => (Kind::Amount, Unit::Currency(code)),
        Family::Percent => (Kind::Percent, Unit::Percent),
        Family::Point => (Kind::PercentagePoint, Unit::PercentagePoint),
        Family::Times => (Kind::Ratio, Unit::Word("倍")),
        Family::Measure(word) => (Kind::Measure, Unit::Word(word)),
        Family::Count(word) => (Kind::Count, Unit::Word(word)),
    }
}
