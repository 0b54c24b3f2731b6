//! A standard's text → phrases, each understood or not.

use super::reading::{Patterns, Reading};
use super::template::{Text, is_break, number};

/// One phrase of a standard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// Exactly as it stands in the text.
    pub(super) text: String,
    pub(super) reading: Option<Reading>,
}

/// Words between phrases that carry no meaning of their own.
const FILLERS: &[&str] = &["并按", "其中", "同时", "另外", "另", "并", "且", "按", "的", "各", "如"];

/// Words by which a phrase shows that it decides about points.
const SCORING: &[&str] = &[
    "加分",
    "扣分",
    "得分",
    "满分",
    "计分",
    "不得",
    "零分",
    "否决",
    "功效系数",
    "按比例",
    "基本分",
    "基础分",
    "权重",
    "÷",
    "一档",
    "不达标",
    "为达标",
    "为优秀",
];

/// Reads a text from left to right; at each place the pattern that goes furthest wins.
pub(super) fn phrases(text: &str, patterns: &Patterns) -> Vec<Phrase> {
    let signs = Text::new(text);
    let mut out: Vec<Phrase> = Vec::new();
    let (mut at, mut unread) = (0, None);
    while at < signs.len() {
        if signs.at(at).is_some_and(|c| is_break(c) || c.is_whitespace() || "【】+".contains(c)) {
            if signs.at(at).is_some_and(|c| matches!(c, ';' | '\n')) {
                close(&signs, &mut unread, at, &mut out);
            }
            at += 1;
            continue;
        }
        if let Some((end, reading)) = read_here(&signs, at, patterns) {
            close(&signs, &mut unread, at, &mut out);
            out.push(Phrase { text: signs.slice(at, end), reading: Some(reading) });
            at = end.max(at + 1);
            continue;
        }
        unread.get_or_insert(at);
        while signs.at(at).is_some_and(|c| !is_break(c)) {
            at += 1;
        }
    }
    close(&signs, &mut unread, signs.len(), &mut out);
    out
}

/// The reading here, or behind a filler; a filler stays outside of what is quoted only when nothing reads with it.
fn read_here(signs: &Text, at: usize, patterns: &Patterns) -> Option<(usize, Reading)> {
    let here = patterns.read(signs, at);
    let behind = FILLERS.iter().find_map(|word| {
        let found: String = signs.slice(at, at + word.chars().count());
        (found == **word).then(|| patterns.read(signs, at + word.chars().count())).flatten()
    });
    match (here, behind) {
        (Some(a), Some(b)) => Some(if b.0 > a.0 || is_plain(&a.1) { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// The loosest reading: some words and points.
fn is_plain(reading: &Reading) -> bool {
    matches!(reading, Reading::Done { .. })
}

fn close(signs: &Text, unread: &mut Option<usize>, at: usize, out: &mut Vec<Phrase>) {
    let Some(from) = unread.take() else { return };
    let text = signs.slice(from, at);
    let text =
        text.trim_end_matches(|c: char| c.is_whitespace() || "，,。；;：:（(、".contains(c)).to_owned();
    if !text.is_empty() {
        out.push(Phrase { text, reading: None });
    }
}

/// 产业结构20分——三产比重上升4、高技术产业比重上升4、能评4、淘汰落后8: names with bare numbers that make up the item's points. The sum
/// proves that they are points.
pub(super) fn divided(body: &str, total: &str) -> Option<Vec<Phrase>> {
    let bare = |c: char| c.is_whitespace() || "—–-:：。;；,，".contains(c);
    let mut found = Vec::new();
    let mut sum = 0;
    for token in body.trim_matches(bare).split('、') {
        let at = token.find(|c: char| c.is_ascii_digit())?;
        let (subject, points) = (token.get(..at)?, token.get(at..)?);
        let points = points.strip_suffix('分').unwrap_or(points);
        let named = subject.chars().all(char::is_alphabetic) && (2..=16).contains(&subject.chars().count());
        if !named || subject.contains(['每', '扣', '加']) {
            return None;
        }
        sum += hundredths(points)?;
        let reading = Reading::Done { subject: subject.to_owned(), points: points.to_owned() };
        found.push(Phrase { text: token.to_owned(), reading: Some(reading) });
    }
    (found.len() >= 2 && Some(sum) == hundredths(total)).then_some(found)
}

/// A number of points with at most two decimals, in hundredths.
fn hundredths(text: &str) -> Option<u32> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    if rest.len() > 2 || !rest.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let rest: u32 = format!("{rest:0<2}").parse().ok()?;
    whole.parse::<u32>().ok().filter(|whole| *whole <= 100_000).map(|whole| whole * 100 + rest)
}

/// Whether a text holds a phrase that makes a line of rules by itself.
pub(super) fn scores(text: &str, patterns: &Patterns) -> bool {
    phrases(text, patterns).iter().filter_map(|phrase| phrase.reading.as_ref()).any(|reading| {
        matches!(
            reading,
            Reading::Each { .. }
                | Reading::EachTakes { .. }
                | Reading::Takes { .. }
                | Reading::Gains { .. }
                | Reading::AboveOnce { .. }
                | Reading::OverOf { .. }
                | Reading::BeatsMean { .. }
                | Reading::GrowthAt { .. }
                | Reading::Benchmark { .. }
                | Reading::Quotient { .. }
                | Reading::OverOnce { .. }
                | Reading::Over { .. }
                | Reading::Under { .. }
                | Reading::Both { .. }
                | Reading::LadderRow { .. }
        )
    })
}

/// Whether a phrase that was not read decides about points.
pub(super) fn decides(text: &str) -> bool {
    // 【…计分表】 is the heading of a table, not a sentence of it.
    if text.ends_with('】') {
        return false;
    }
    let signs = Text::new(text);
    if is_worked_out(&signs) {
        return false;
    }
    let points = (0..signs.len()).any(|at| {
        number(&signs, at)
            .is_some_and(|(end, _)| signs.at(end) == Some('分') && signs.at(end + 1) != Some('之'))
    });
    let moves = ["加", "扣", "减", "得"].iter().any(|word| {
        (0..signs.len()).any(|at| {
            let counts =
                |(end, _): (usize, String)| signs.at(end).is_none_or(|c| is_break(c) || c.is_whitespace());
            signs.slice(at, at + 1) == *word && number(&signs, at + 1).is_some_and(counts)
        })
    });
    // “数据要素×”, 命名为, 获优秀等次 are names and honours.
    let product = (0..signs.len()).any(|at| {
        signs.at(at) == Some('×') && signs.at(at + 1).is_some_and(|c| !matches!(c, '”' | '"' | '’' | '》'))
    });
    let ranks =
        text.contains("名为") && !text.contains("命名为") || text.contains("等次") && !text.contains('获');
    points || moves || product || ranks || SCORING.iter().any(|word| text.contains(word))
}

/// 96%×0.5=0.48: a rule put to use, with its result.
fn is_worked_out(signs: &Text) -> bool {
    let Some(equals) = (0..signs.len()).rev().find(|&at| signs.at(at) == Some('=')) else { return false };
    let result = number(signs, equals + 1).is_some_and(|(end, _)| end == signs.len());
    let factor = (0..equals).any(|at| {
        matches!(signs.at(at), Some('×' | '÷'))
            && at > 0
            && signs.at(at - 1).is_some_and(|c| c.is_ascii_digit() || c == '%' || c == ']')
    });
    result && factor
}

#[cfg(test)]
mod tests {
    use super::{Patterns, Phrase, Reading, phrases};

    fn read(text: &str) -> Vec<Phrase> {
        phrases(text, &Patterns::new())
    }

    fn understood(text: &str) -> Vec<String> {
        read(text).into_iter().filter(|p| p.reading.is_some()).map(|p| p.text).collect()
    }

    #[test]
    fn the_standard_of_2007_is_read_phrase_by_phrase() {
        let text = "完成销售产值目标4分,超额完成5%以上加1分,绝对值每增长50亿元加1分;完成万元GDP能耗下降4%的得4分(各区按完成工业增加值能耗下降5%的得4分),并按每超一个百分点加0.5分(限加2分),每低一个百分点扣1分;未完成其中一项扣4分。";
        let found = read(text);
        assert!(found.iter().all(|p| p.reading.is_some()), "{found:#?}");
        assert_eq!(found.len(), 8, "{found:#?}");
        assert!(matches!(&found[2].reading, Some(Reading::Over { growth: true, cap: None, .. })));
        assert!(
            matches!(&found[5].reading, Some(Reading::Over { cap: Some(c), .. }) if c == "2"),
            "{found:#?}"
        );
    }

    #[test]
    fn ladders_bonuses_and_shortfalls_are_told_apart() {
        let found = understood("完成40,完成90%得36,80%得32,不到50%得0;每超额10%加3分,最多加9分");
        assert_eq!(found, ["完成40", "完成90%得36", "80%得32", "不到50%得0", "每超额10%加3分,最多加9分"]);
        let found = read("完成任务满分,没完成按比例扣");
        assert!(matches!(found[1].reading, Some(Reading::ProRata)), "{found:#?}");
    }

    #[test]
    fn grades_and_vetoes_are_read() {
        let found = understood(
            "奖励按得分高低取前三名为优秀单位,80分以上(含)为达标单位。若领导班子发生(存在)党风廉政重大问题的,实行一票否决。",
        );
        assert_eq!(found.len(), 3, "{found:?}");
    }
}
