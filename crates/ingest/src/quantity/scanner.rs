//! One pass over the text: characters that can begin a figure or say something about one are looked at, the rest is skipped.

use super::calendar::{Day, Days, Grain, Length};
use super::code::{self, Quoted};
use super::context::Context;
use super::lex::{Class, Lex, class_at};
use super::model::{Change, Ignored, Kind, NotQuantity, Period, Qualifier, Quantity, Scan, Unit, Value};
use super::number::Number;
use super::numeral::han_digit;
use super::ordinal::{self, Place};
use super::time::{self, TimeHit, TimeValue};
use super::words::{Cue, TimeWord, Word, word_at};

/// The scanner's state.
pub(crate) struct Scanner<'a> {
    pub(crate) lex: Lex<'a>,
    pub(crate) anchor: Day,
    pub(crate) context: Context,
    /// Chinese numerals before this place stand in a quoted name.
    pub(crate) name_end: usize,
    scan: &'a mut Scan,
}

/// Scans `text` into `scan`.
/// Where a text stops being read: the longest annual report has under 4,000 figures, and each takes memory.
const FIGURES_MAX: usize = 200_000;

pub(crate) fn run(text: &str, anchor: Day, scan: &mut Scan) {
    let mut scanner = Scanner { lex: Lex { text }, anchor, context: Context::default(), name_end: 0, scan };
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if scanner.scan.items.len() + scanner.scan.ignored.len() >= FIGURES_MAX {
            scanner.scan.limited = true;
            return;
        }
        let (class, len) = class_at(bytes, at);
        at = match class {
            Class::Plain => at + len,
            other => scanner.step(other, at, len).max(at + len),
        };
    }
}

impl Scanner<'_> {
    /// Looks at an interesting character; where to go on.
    fn step(&mut self, class: Class, at: usize, len: usize) -> usize {
        let next = at + len;
        match class {
            Class::Plain => {}
            Class::Digit => return self.number(at, false),
            Class::Han => return self.number(at, true),
            Class::Word => return self.word(at, len),
            Class::Ordinal => return self.ordinal(at).unwrap_or(next),
            Class::Front => return self.front(at).unwrap_or(next),
            Class::Comma => self.context.comma(next),
            Class::Stop => self.context.stop(next),
            Class::Open => {
                if let Some(end) = code::document_number(self.lex, at) {
                    self.ignore(at, end, NotQuantity::DocumentNumber);
                    return end;
                }
                self.context.open(next);
            }
            Class::Close => self.context.close(next),
            Class::BookOpen => self.context.books = self.context.books.saturating_add(1),
            Class::BookClose => self.context.books = self.context.books.saturating_sub(1),
            Class::Bracket => {
                if let Some(end) = code::document_number(self.lex, at) {
                    self.ignore(at, end, NotQuantity::DocumentNumber);
                    return end;
                }
            }
            Class::Quote => match code::quoted(self.lex, at) {
                Quoted::Slogan { from, end } => {
                    self.ignore(from, end, NotQuantity::Slogan);
                    return end;
                }
                Quoted::Name { end } => self.name_end = end,
                Quoted::Text => {}
            },
        }
        next
    }

    pub(crate) fn ignore(&mut self, from: usize, end: usize, what: NotQuantity) {
        self.scan.ignored.push(Ignored { span: from..end, what });
    }

    pub(crate) fn push(&mut self, quantity: Quantity) {
        self.context.last_end = quantity.span.end;
        self.scan.items.push(quantity);
    }

    fn word(&mut self, at: usize, len: usize) -> usize {
        let rest = self.lex.after(at);
        let Some((length, word)) = self.lex.char_at(at).and_then(|first| word_at(first, rest)) else {
            return at + len;
        };
        let end = at + length;
        match word {
            Word::Cue(cue) => self.cue(cue, at, end),
            Word::Time(word) => return self.time_word(word, at, end),
            Word::Reset => self.context.governing = None,
            Word::AsOf => self.context.as_of = end,
            Word::Each => self.each(end),
            Word::First => self.rank(at, end, Number::whole(1), false),
            Word::Skip => {}
        }
        end
    }

    fn cue(&mut self, cue: Cue, at: usize, end: usize) {
        // 签约260项 is no "about 260", 赶超 no "more than".
        const JOINED: &[&str] = &[
            "签", "公", "合", "节", "预", "违", "契", "条", "履", "续", "邀", "制", "最", "附", "邻", "临",
            "靠", "赶", "远", "贴",
        ];
        if matches!(cue, Cue::About | Cue::More) && self.lex.ends(at, JOINED) {
            return;
        }
        // 高 and 低 alone are words of many words (高中, 低收入): a number must follow.
        if matches!(cue, Cue::Up | Cue::Down) && end - at == "高".len() {
            let next = self.lex.skip_spaces(end);
            let led = self.lex.is(next, &["约", "近", "了", "出", "于", "达", "超", "-"]);
            let number = self
                .lex
                .char_at(next)
                .is_some_and(|c| c.is_numeric() || han_digit(c).is_some() || matches!(c, '十' | '百'));
            if !(led || number) {
                return;
            }
        }
        if cue == Cue::Grow {
            // 同比增125%, 升156.3%; not 新增 or 升级.
            let digit = self.lex.digit(self.lex.skip_spaces(end)).is_some();
            if digit && !self.lex.ends(at, &["新", "净", "递"]) {
                self.context.note(Cue::Up, at, end);
            }
            return;
        }
        self.context.note(cue, at, end);
        if cue == Cue::Yearly && self.lex.is(end, &["完成", "实现", "新增", "累计", "到位"]) {
            self.context.governing = Some(Period::Days(Days::year(self.anchor.year)));
        }
    }

    /// 每年, 每月: what follows is per such a length.
    fn each(&mut self, end: usize) {
        let grain = if self.lex.is(end, &["年"]) {
            Length { count: 1, grain: Grain::Year }
        } else if self.lex.is(end, &["月", "个月"]) {
            Length { count: 1, grain: Grain::Month }
        } else if self.lex.is(end, &["季度", "个季度", "季"]) {
            Length { count: 3, grain: Grain::Month }
        } else if self.lex.is(end, &["半年"]) {
            Length { count: 6, grain: Grain::Month }
        } else if self.lex.is(end, &["周", "星期"]) {
            Length { count: 1, grain: Grain::Week }
        } else if self.lex.is(end, &["天", "日"]) {
            Length { count: 1, grain: Grain::Day }
        } else {
            return;
        };
        self.context.governing = Some(Period::Length(grain));
    }

    fn time_word(&mut self, word: TimeWord, at: usize, end: usize) -> usize {
        let year = self.anchor.year;
        let day = |month, day| Day::new(year, month, day).map(|day| TimeHit::new(end, TimeValue::Day(day)));
        let days = |days| Some(TimeHit::new(end, TimeValue::Days(days)));
        let hit = match word {
            TimeWord::ThisYear => Some(time::after_year(self.lex, year, end)),
            TimeWord::NextYear => Some(time::after_year(self.lex, year + 1, end)),
            TimeWord::LastYear => {
                let hit = time::rest_of_year(self.lex, end, year - 1);
                if hit.is_none() {
                    self.last_year(at, end);
                }
                hit
            }
            TimeWord::WholeYear => days(Days::year(year)),
            TimeWord::FirstHalf => days(Days::months(year, 1, 6)),
            TimeWord::SecondHalf => days(Days::months(year, 7, 12)),
            TimeWord::YearEnd => day(12, 31),
            TimeWord::YearStart => day(1, 1),
        };
        let Some(hit) = hit else { return end };
        self.time(at, hit)
    }

    /// 去年 and 上年 are no items, but govern what follows unless they are only compared with.
    fn last_year(&mut self, at: usize, end: usize) {
        if self.lex.is(end, &["同期", "同比"]) {
            return;
        }
        self.context.note(Cue::LastYear, at, end);
        let compared = self.lex.ends(at, &["比", "较", "同", "与", "于", "按", "过", "是", "达", "当"])
            || self.context.has(Cue::Compare);
        if !compared && !self.lex.is(end, &["度"]) {
            self.context.governing = Some(Period::Days(Days::year(self.anchor.year - 1)));
        }
    }

    /// Takes a time expression as an item and lets it govern what follows.
    pub(crate) fn time(&mut self, at: usize, hit: TimeHit) -> usize {
        let (kind, value) = match hit.value {
            TimeValue::Unreadable => {
                self.ignore(at, hit.end, NotQuantity::Damaged);
                return hit.end;
            }
            TimeValue::Days(days) => (Kind::Period, Value::Days(days)),
            TimeValue::Day(day) => (Kind::Date, Value::Day(day)),
            TimeValue::Length(length) => (Kind::Duration, Value::Length(length)),
        };
        let qualifier = self.time_qualifier(at, &hit);
        self.govern(at, &hit, qualifier);
        self.push(Quantity {
            span: at..hit.end,
            kind,
            value,
            unit: None,
            qualifier,
            change: None,
            period: None,
            damaged: hit.damaged,
        });
        hit.end
    }

    /// Whether the sentence that began at `from` already has a figure of this kind.
    pub(crate) fn alike_before(&self, kind: Kind, from: usize) -> bool {
        self.scan.items.iter().rev().take_while(|item| item.span.start >= from).any(|item| item.kind == kind)
    }

    fn ordinal(&mut self, at: usize) -> Option<usize> {
        if let Some(hit) = time::quarter(self.lex, at + "第".len(), self.anchor.year) {
            return Some(self.time(at, hit));
        }
        match ordinal::ordinal(self.lex, at)? {
            Place::Rank { end, rank, top } => {
                self.rank(at, end, rank, top);
                Some(end)
            }
            Place::Ordinal { end } => {
                self.ignore(at, end, NotQuantity::Ordinal);
                let word = self.lex.char_before(end).map_or(0, char::len_utf8);
                let unit = self.lex.slice(end - word, end);
                if let Some(last) = ordinal::listed(self.lex, end, Some(unit)) {
                    self.ignore(end, last, NotQuantity::Ordinal);
                    return Some(last);
                }
                Some(end)
            }
        }
    }

    fn front(&mut self, at: usize) -> Option<usize> {
        let joined = self.lex.ends(at, &["目", "当", "之", "以", "提", "此", "日"]);
        if !joined && let Some(hit) = time::front(self.lex, at + "前".len(), self.anchor.year) {
            return Some(self.time(at, hit));
        }
        let Place::Rank { end, rank, top } = ordinal::top(self.lex, at)? else { return None };
        self.rank(at, end, rank, top);
        Some(end)
    }

    fn rank(&mut self, at: usize, end: usize, rank: Number, top: bool) {
        let quantity = Quantity {
            span: at..end,
            kind: Kind::Rank,
            value: Value::One(rank),
            unit: None,
            qualifier: top.then_some(Qualifier::AtMost),
            change: None,
            period: self.context.governing,
            damaged: false,
        };
        self.push(quantity);
    }

    /// Adds a figure whose qualifier, change and period come from its surroundings.
    pub(crate) fn figure(
        &mut self,
        span: std::ops::Range<usize>,
        kind: Kind,
        value: Value,
        unit: Option<Unit>,
        over: bool,
    ) {
        let qualifier = self.figure_qualifier(&span, kind, over);
        let change = self.figure_change(kind, span.start);
        let period = self.figure_period(&span, kind);
        self.push(Quantity { span, kind, value, unit, qualifier, change, period, damaged: false });
    }

    fn figure_change(&self, kind: Kind, start: usize) -> Option<Change> {
        if !matches!(kind, Kind::Percent | Kind::PercentagePoint) {
            return None;
        }
        let mut up = self.context.at(Cue::Up).max(self.context.at(Cue::Above));
        if let Some(last) = self.scan.items.last()
            && last.kind == kind
            && matches!(self.lex.slice(last.span.end, start).trim(), "、" | "和" | "及" | "与")
        {
            return last.change; // 分别增长4.4%、10%、5.4%
        }
        if kind == Kind::PercentagePoint || self.per_excess() {
            up = up.max(self.context.at(Cue::More)); // 每超一个百分点
        }
        let down = self.context.at(Cue::Down).max(self.context.at(Cue::Below));
        let from = self.context.clause.max(self.context.last_percent);
        match (up >= from && up > 0, down >= from && down > 0) {
            (true, true) => Some(if up > down { Change::Up } else { Change::Down }),
            (true, false) => Some(Change::Up),
            (false, true) => Some(Change::Down),
            (false, false) => None,
        }
    }
}
