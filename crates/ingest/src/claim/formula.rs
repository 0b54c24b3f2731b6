//! Formulas that a text prints with their result: 96%×0.5=0.48; [28÷27×50%+177.7÷54×50%]×0.5=0.5; weights of a formula.

use super::exact::Rational;
use super::numbers::{self, Printed};
use super::{Check, Claim, Verdict};
use std::ops::Range;

/// Longest side of a formula, in bytes.
const SIDE_BYTES: usize = 400;
/// Deepest brackets.
const DEPTH_MAX: usize = 6;
/// More formulas than this are not looked at.
const FORMULAS_MAX: usize = 2_000;

pub(super) fn run(check: &mut Check<'_, '_>) {
    let mut claims = Vec::new();
    for region in &check.reading.regions {
        let text = check.reading.slice(region.bytes.clone());
        for (at, mark) in text.match_indices(['=', '＝']).take(FORMULAS_MAX) {
            let from = left_side(text, at);
            let (left, right) = (text.get(from..at).unwrap_or(""), text.get(at + mark.len()..).unwrap_or(""));
            let found = computed(left, right).or_else(|| weights(left, right));
            claims.extend(found.map(|(length, claim)| {
                let end = region.bytes.start + at + mark.len() + length;
                Claim { quote: region.bytes.start + from..end, ..claim }
            }));
        }
    }
    for region in &check.reading.regions {
        let text = check.reading.slice(region.bytes.clone());
        let found = totals(text).into_iter();
        claims.extend(found.map(|(bytes, claim)| Claim {
            quote: region.bytes.start + bytes.start..region.bytes.start + bytes.end,
            ..claim
        }));
    }
    for index in 0..check.reading.figures.len() {
        claims.extend(rated_points(check, index));
    }
    check.claims.extend(claims);
}

/// 分值10、执行率86%、得分9: the points are the full points times the rate, to the printed places.
fn rated_points(check: &Check<'_, '_>, index: usize) -> Option<Claim> {
    let rate = check.figure(index).filter(|f| f.is_percent())?;
    let lead = check.reading.lead(rate).trim_end();
    let named = ["执行率", "完成率", "达标率", "合格率"].iter().any(|word| lead.ends_with(word));
    let before = check.reading.slice(rate.sentence.start..rate.quantity.span.start);
    let at = before.rfind("分值").filter(|_| named)? + "分值".len();
    let full = numbers::at_start(before.get(at..)?.trim_start())?;
    let behind = check.reading.slice(rate.quantity.span.end..rate.sentence.end);
    let start = behind.find("得分")? + "得分".len();
    let tail = behind.get(start..)?.trim_start();
    let got = numbers::at_start(tail)?;
    if behind.get(..start)?.chars().count() > 8 || before.get(at..)?.chars().count() > 16 {
        return None;
    }
    let low = full.value.mul(rate.interval()?.low)?.div(Rational::HUNDRED)?;
    let high = full.value.mul(rate.interval()?.high)?.div(Rational::HUNDRED)?;
    let exact = full.value.mul(rate.value()?)?.div(Rational::HUNDRED)?.text(4);
    let printed = got.interval()?;
    let (points, full) = (got.value.text(4), full.value.text(4));
    let end = rate.quantity.span.end + start + (behind.len() - start - tail.len()) + got.length;
    let (verdict, code, why) = if low.at_most(printed.high) && printed.low.at_most(high) {
        (
            Verdict::Agrees,
            "rounded",
            format!("{full}分×{}={exact}，与所印得分{points}一致。", check.words(rate)),
        )
    } else {
        let why = format!("{full}分×{}={exact}，得分印作{points}，文中没有写明折算办法。", check.words(rate));
        (Verdict::Unsupported, "points-rule", why)
    };
    // What the rate itself was worked out from belongs to the score: 10×37.24÷43.2.
    let behind_rate =
        check.claims.iter().find(|c| c.kind == "rate" && c.published.as_deref() == Some(check.words(rate)));
    let sources = behind_rate.map(|claim| claim.inputs.clone()).unwrap_or_default();
    let claim = Claim::new("score", rate.clause.start..end, verdict, code, why)
        .inputs([full, check.words(rate).to_owned()].into_iter().chain(sources))
        .recomputed(exact)
        .published(points);
    Some(if verdict == Verdict::Unsupported { claim.settle("得分的折算办法") } else { claim })
}

/// 1.…=0.48;2.…=0.6;3.…得0.5。合计1.58: the results before a total, or the points in brackets: (22.5分)…(22.5分),合计100.
fn totals(text: &str) -> Vec<(Range<usize>, Claim)> {
    let mut found = Vec::new();
    let mut from = 0;
    for (at, word) in text.match_indices("合计").take(FORMULAS_MAX) {
        let behind =
            text.get(at + word.len()..).unwrap_or("").trim_start_matches(['为', ':', '：', ' ', '得']);
        let Some(total) = numbers::at_start(behind) else { continue };
        let before = text.get(from..at).unwrap_or("");
        let results: Vec<Printed> = before.split([';', '；', '。']).filter_map(result).collect();
        let points: Vec<Printed> = before.split(['(', '（']).skip(1).filter_map(points).collect();
        let parts = if results.len() >= 3 { results } else { points };
        let end = at + word.len() + total.length;
        if parts.len() >= 3 {
            found.extend(total_claim(&parts, total).map(|claim| (at..end.max(at + word.len()), claim)));
        }
        from = end.min(text.len());
        while !text.is_char_boundary(from) {
            from += 1;
        }
    }
    found
}

/// The result that ends a piece: behind the last = or 得.
fn result(piece: &str) -> Option<Printed> {
    let at = piece.rfind(['=', '＝', '得'])?;
    let tail = piece.get(at..)?;
    let tail = tail.get(tail.chars().next()?.len_utf8()..)?.trim();
    let number = numbers::at_start(tail)?;
    tail.get(number.length..)?.trim_start_matches('分').trim().is_empty().then_some(number)
}

/// (22.5分) or (22.5分,…): the points at the start of a bracket.
fn points(inner: &str) -> Option<Printed> {
    let number = numbers::at_start(inner)?;
    inner.get(number.length..)?.starts_with('分').then_some(number)
}

fn total_claim(parts: &[Printed], total: Printed) -> Option<Claim> {
    let sum = parts.iter().try_fold(Rational::ZERO, |sum, part| sum.add(part.value))?;
    let inputs: Vec<String> = parts.iter().map(|part| part.value.text(6)).collect();
    let (text, printed) = (sum.text(4), total.value.text(6));
    let joined = inputs.join("＋");
    let (verdict, code, why) = if sum == total.value {
        (Verdict::Agrees, "exact", format!("{joined}={text}，与合计{printed}一致。"))
    } else if sum.less(total.value) {
        (Verdict::Unsupported, "sum-short", format!("{joined}={text}，比合计{printed}少，其余部分没有写明。"))
    } else {
        return None;
    };
    let claim =
        Claim::new("sum", 0..0, verdict, code, why).inputs(inputs).recomputed(text).published(printed);
    Some(if verdict == Verdict::Unsupported { claim.settle("没有列出的部分") } else { claim })
}

/// Where the left side begins: behind the last mark that ends a clause, brackets left whole.
fn left_side(text: &str, at: usize) -> usize {
    let mut depth = 0_usize;
    for (i, c) in text.get(..at).unwrap_or("").char_indices().rev() {
        match c {
            ')' | '）' | ']' | '］' => depth += 1,
            '(' | '（' | '[' | '［' if depth == 0 => return i + c.len_utf8(),
            '(' | '（' | '[' | '［' => depth -= 1,
            ',' | '，' | ';' | '；' | '。' | '\n' | ':' | '：' | '=' | '＝' | '、' if depth == 0 => {
                return i + c.len_utf8();
            }
            _ if at - i > SIDE_BYTES => return i,
            _ => {}
        }
    }
    0
}

/// Operators and operands of a formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Number(Printed, bool),
    Operator(char),
    Open,
    Close,
}

/// Reads a side; words may stand before an operand (当月78589), never between the parts of a number.
fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c.is_ascii_digit() {
            let number = numbers::at_start(rest)?;
            rest = rest.get(number.length..)?;
            let tail = rest.trim_start();
            let percent = tail.starts_with(['%', '％', '﹪']);
            if percent {
                rest = tail.get(tail.chars().next()?.len_utf8()..)?;
            }
            if matches!(found.last(), Some(Token::Number(..) | Token::Close)) {
                return None;
            }
            found.push(Token::Number(number, percent));
            continue;
        }
        match c {
            '+' | '＋' => found.push(Token::Operator('+')),
            '-' | '−' | '－' | '–' => found.push(Token::Operator('-')),
            '×' | '*' | '✕' | '╳' => found.push(Token::Operator('×')),
            '÷' | '/' | '／' => found.push(Token::Operator('÷')),
            '(' | '（' | '[' | '［' => found.push(Token::Open),
            ')' | '）' | ']' | '］' => found.push(Token::Close),
            c if c.is_whitespace() || c.is_alphabetic() => {}
            _ => return None,
        }
        rest = rest.get(c.len_utf8()..)?;
    }
    Some(found)
}

/// A value worked out; `capped` counts every quotient as at most one.
struct Parser<'t> {
    tokens: &'t [Token],
    at: usize,
    capped: bool,
    depth: usize,
}

impl Parser<'_> {
    fn sum(&mut self) -> Option<Rational> {
        let mut value = self.product()?;
        while let Some(Token::Operator(sign @ ('+' | '-'))) = self.tokens.get(self.at).copied() {
            self.at += 1;
            let next = self.product()?;
            value = if sign == '+' { value.add(next)? } else { value.sub(next)? };
        }
        Some(value)
    }

    fn product(&mut self) -> Option<Rational> {
        let mut value = self.operand()?;
        while let Some(Token::Operator(sign @ ('×' | '÷'))) = self.tokens.get(self.at).copied() {
            self.at += 1;
            let next = self.operand()?;
            value = if sign == '×' { value.mul(next)? } else { value.div(next)? };
            if sign == '÷' && self.capped && Rational::ONE.less(value) {
                value = Rational::ONE;
            }
        }
        Some(value)
    }

    fn operand(&mut self) -> Option<Rational> {
        let token = *self.tokens.get(self.at)?;
        self.at += 1;
        match token {
            Token::Number(number, false) => Some(number.value),
            Token::Number(number, true) => number.value.div(Rational::HUNDRED),
            Token::Open if self.depth < DEPTH_MAX => {
                self.depth += 1;
                let value = self.sum()?;
                self.depth -= 1;
                matches!(self.tokens.get(self.at), Some(Token::Close)).then_some(())?;
                self.at += 1;
                Some(value)
            }
            _ => None,
        }
    }
}

fn value(tokens: &[Token], capped: bool) -> Option<Rational> {
    let mut parser = Parser { tokens, at: 0, capped, depth: 0 };
    let value = parser.sum()?;
    (parser.at == tokens.len()).then_some(value)
}

/// An expression with × or ÷ and its printed result.
fn computed(left: &str, right: &str) -> Option<(usize, Claim)> {
    let lead = right.len() - right.trim_start().len();
    let result = numbers::at_start(right.trim_start())?;
    let behind = right.get(lead + result.length..).unwrap_or("").trim_start();
    let goes_on =
        behind.starts_with(['+', '＋', '-', '−', '×', '*', '÷', '/', '=', '＝', '(', '（', '~', '～', '至']);
    if goes_on {
        return None;
    }
    let percent = behind.starts_with(['%', '％']);
    let hundred = if percent { Rational::HUNDRED } else { Rational::ONE };
    let low = result.value.sub(result.half)?.div(hundred)?;
    let high = result.value.add(result.half)?.div(hundred)?;
    let meets = |value: Rational| low.at_most(value) && value.at_most(high);
    let written = [left, unmarked(left)];
    let readings: Vec<(&str, Vec<Token>)> = written
        .into_iter()
        .filter_map(|side| Some((side.trim(), tokens(side)?)))
        .filter(|(_, tokens)| {
            let operators = tokens.iter().filter(|t| matches!(t, Token::Operator(_))).count();
            operators >= 1 && tokens.iter().any(|t| matches!(t, Token::Operator('×' | '÷' | '+')))
        })
        .collect();
    let printed = right.get(lead..lead + result.length)?;
    let length = lead + result.length;
    let claim = |verdict, code, why, side: &str, exact: Rational| {
        let kind = if side.contains(['×', '÷', '*']) { "score" } else { "sum" };
        let claim = Claim::new(kind, 0..0, verdict, code, why);
        (
            length,
            claim
                .inputs([side])
                .recomputed(exact.mul(hundred).map_or_else(String::new, |v| v.text(4)))
                .published(printed),
        )
    };
    for (side, tokens) in &readings {
        if let Some(exact) = value(tokens, false).filter(|v| meets(*v)) {
            let text = exact.mul(hundred)?.text(4);
            return Some(claim(
                Verdict::Agrees,
                "formula",
                format!("{side}={text}，与所印{printed}一致。"),
                side,
                exact,
            ));
        }
    }
    for (side, tokens) in &readings {
        if value(tokens, true).is_some_and(meets) {
            let exact = value(tokens, false)?;
            let text = exact.mul(hundred)?.text(4);
            let why =
                format!("按所印式子算得{text}，只有每个比值都以1为上限才是{printed}，文中没有写明这个上限。");
            let (length, claim) = claim(Verdict::Unsupported, "hidden-cap", why, side, exact);
            return Some((length, claim.settle("式中各比值有没有上限")));
        }
    }
    let [(side, tokens), rest @ ..] = readings.as_slice() else { return None };
    if rest.iter().any(|(other, _)| other != side) || is_doubtful(side) {
        return None; // a list mark makes it doubtful what is meant
    }
    let exact = value(tokens, false)?;
    let text = exact.mul(hundred)?.text(4);
    Some(claim(
        Verdict::Disagrees,
        "formula-differs",
        format!("{side}={text}，所印为{printed}。"),
        side,
        exact,
    ))
}

/// A word between the figures, or one of a rule, makes it doubtful what is meant; a name in front (生态环境30×90%) does not.
fn is_doubtful(side: &str) -> bool {
    let figures = side.trim_start_matches(char::is_alphabetic);
    let rule = ["每", "超", "最高", "按", "各"].iter().any(|word| side.contains(word));
    rule || figures.chars().any(char::is_alphabetic)
}

/// `5.0×0.2`: the same without a list mark in front.
fn unmarked(side: &str) -> &str {
    let trimmed = side.trim_start();
    let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
    match trimmed.get(digits..).and_then(|rest| rest.strip_prefix(['.', '．'])) {
        Some(rest) if (1..=2).contains(&digits) => rest,
        _ => side,
    }
}

/// 得分=甲÷24×30+乙÷136×20+…: the weights of the terms, when they make 100.
fn weights(left: &str, right: &str) -> Option<(usize, Claim)> {
    if !left.trim_end().ends_with('分') {
        return None;
    }
    let end = right.find(['。', ';', '；', '\n', '=', '＝']).unwrap_or(right.len());
    let side = right.get(..end)?;
    let mut inputs = Vec::new();
    let mut sum = Rational::ZERO;
    for term in side.split(['+', '＋']) {
        let (from, number) = numbers::at_end(term.trim_end())?;
        let before = term.get(..from)?.trim_end();
        before.ends_with(['×', '*']).then_some(())?;
        sum = sum.add(number.value)?;
        inputs.push(term.get(from..)?.trim().to_owned());
    }
    if inputs.len() < 2 || sum != Rational::HUNDRED {
        return None;
    }
    let why = format!("各项权重{}之和为100。", inputs.join("＋"));
    let claim = Claim::new("sum", 0..0, Verdict::Agrees, "exact", why).inputs(inputs);
    Some((end, claim.recomputed("100").published("100")))
}

#[cfg(test)]
mod tests {
    use super::{Verdict, computed, weights};

    fn verdict(line: &str) -> Option<Verdict> {
        let (left, right) = line.split_once('=').unwrap();
        computed(left, right).map(|(_, claim)| claim.verdict)
    }

    #[test]
    fn a_printed_formula_is_worked_out() {
        for (line, expected) in [
            ("1.省外完成率96%×0.5=0.48", Some(Verdict::Agrees)),
            ("1.90%×0.5=0.45", Some(Verdict::Agrees)),
            ("3.[28÷27×50%+177.7÷54×50%]×0.5=0.5", Some(Verdict::Unsupported)),
            ("补数0×0.2+企业数1×0.2+签约数1×0.1=0.3", Some(Verdict::Agrees)),
            ("6.0.5−1×0.1−0=0.4", Some(Verdict::Agrees)),
            ("12÷25×10=5.8", Some(Verdict::Disagrees)),
            ("12÷25×10=4.8", Some(Verdict::Agrees)),
            ("办结率×40%=得分", None),
            ("二氧化碳x=3", None),
        ] {
            assert_eq!(verdict(line), expected, "{line}");
        }
        assert!(weights("规上得分", "亩均÷24.1×60+研发÷0.03×40。").is_some());
        assert!(weights("规上得分", "亩均÷24.1×60+研发÷0.03×30。").is_none());
    }
}
