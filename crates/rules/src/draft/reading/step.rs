//! Ways to add or take points by steps, by events, for a thing that was gained.

use super::super::template::Found;
use super::{CAP, Make, NOT_A_NAME, OVER, Reading, UNDER, ZERO, amount, named, points, text};

pub(super) fn bonuses(add: &mut impl FnMut(String, Make)) {
    add("{t}加{p}~".into(), |f| {
        Some(Reading::Gains { subject: named(&text(f, 0), NOT_A_NAME)?, points: points(f)? })
    });
    for (word, strict) in [("[超过|突破]", true), ("[达到|达]", false)] {
        let make: Make = if strict { |f| above(f, true) } else { |f| above(f, false) };
        add(format!("{{t}}{word}{{q}}<以上><的><另>加{{p}}~"), make);
    }
    add(
        format!(
            "{{t}}每[超额完成|超额|超过|超出|超]<进度目标|年度目标|任务|目标|计划>{{q}}[加|得]{{p}}{CAP}"
        ),
        |f| {
            let subject = named(&text(f, 0), NOT_A_NAME)?;
            let cap = f.number(1).map(str::to_owned);
            Some(Reading::OverOf { subject, width: amount(f, 0)?, points: points(f)?, cap })
        },
    );
    for (words, city) in [("全市", true), ("[全省|全县|全区]", false)] {
        let make: Make = if city { |f| beats(f, true) } else { |f| beats(f, false) };
        add(format!("{{t}}[超过|超|高于]{words}平均<水平|值|数>[另加|再加|加|得]{{p}}~"), make);
    }
    add("{t}比上年[增长|增加|增|提高]{q}<以上><的>得{p}~".into(), |f| {
        let rate = amount(f, 0).filter(|a| a.unit == "%")?;
        Some(Reading::GrowthAt { subject: named(&text(f, 0), &["每"])?, rate, points: points(f)? })
    });
    add("{t}<给予|可给予|可>不超过{p}<的><特别>加分".into(), |f| {
        Some(Reading::Discretion { subject: text(f, 0), points: points(f) })
    });
    add("超额<部分|完成><的>[不加分|不计分|不得分]".into(), |_| Some(Reading::NoExtra));
}

fn above(f: &Found, strict: bool) -> Option<Reading> {
    let subject = named(&text(f, 0), NOT_A_NAME)?;
    Some(Reading::AboveOnce { subject, at: amount(f, 0)?, strict, points: points(f)? })
}

fn beats(f: &Found, city: bool) -> Option<Reading> {
    Some(Reading::BeatsMean { subject: named(&text(f, 0), &["每", "不"])?, city, points: points(f)? })
}

pub(super) fn steps(add: &mut impl FnMut(String, Make)) {
    let over: Make = |f| {
        let [points, cap] = [f.number(0)?.to_owned(), f.number(1).unwrap_or_default().to_owned()];
        let cap = (!cap.is_empty()).then_some(cap);
        Some(Reading::Over { growth: false, width: amount(f, 0)?, points, cap, unlimited: false })
    };
    let growth: Make = |f| {
        let [points, cap] = [f.number(0)?.to_owned(), f.number(1).unwrap_or_default().to_owned()];
        let cap = (!cap.is_empty()).then_some(cap);
        Some(Reading::Over { growth: true, width: amount(f, 0)?, points, cap, unlimited: false })
    };
    add("超额完成{q}以上<的>加{p}".into(), |f| {
        Some(Reading::OverOnce { at: amount(f, 0)?, points: points(f)? })
    });
    add(
        format!(
            "<在目标之上|超额部分><超额>每{OVER}<进度目标|年度目标|任务|目标|计划>{{q}}[另加|增加|加|得|奖|]{{p}}{CAP}"
        ),
        over,
    );
    add(format!("超额<部分>每{{q}}[加|得]{{p}}{CAP}"), over);
    add(format!("[绝对值|比上年|总量]每[增长|增加|增]{{q}}[加|得|]{{p}}{CAP}"), growth);
    let under: Make = |f| Some(Reading::Under { width: amount(f, 0)?, points: points(f)?, to_zero: false });
    let under_zero: Make =
        |f| Some(Reading::Under { width: amount(f, 0)?, points: points(f)?, to_zero: true });
    for lead in [format!("每{UNDER}<任务|目标|计划>"), "不足<部分><的>每".into(), "每[不足|未完成]".into()]
    {
        add(format!("{lead}{{q}}[扣|减|倒扣]{{p}}"), under);
        add(
            format!(
                "{lead}{{q}}[扣|减]{{p}}{}",
                ZERO.trim_start_matches('<').trim_end_matches('>').to_owned() + ">"
            ),
            under_zero,
        );
    }
    let both: Make = |f| {
        Some(Reading::Both { width: amount(f, 0)?, points: points(f)?, cap: f.number(1).map(str::to_owned) })
    };
    add(
        format!(
            "每[增减|高低|多少|增加(减少)|高于(低于)|高(低)|多(少)|超(低)]{{q}}[增减|加减|加(减)|加(扣)]{{p}}{CAP}"
        ),
        both,
    );
}

/// Caps and floors that stand as phrases of their own.
pub(super) fn limits(add: &mut impl FnMut(String, Make)) {
    let cap: Make = |f| Some(Reading::Cap { points: points(f)? });
    for words in [
        "[累计|合计|总计]<加分|得分|最高|最多><加|得>[不超过|不得超过|最高|限]{p}~",
        "[最高|最多|限]加{p}~",
        "[最高|最多][不超过|]{P}~",
        "加分<累计|最高|最多>[不超过|上限|封顶|最高|最多|上限为]{p}~",
    ] {
        add(words.into(), cap);
    }
    add(
        "[扣完为止|扣到零为止|扣到0为止|扣完本项分为止|扣完该项分为止|直至扣完]~".into(),
        |_| Some(Reading::Floor),
    );
}

pub(super) fn events(add: &mut impl FnMut(String, Make)) {
    let each: Make = |f| {
        let cap = f.number(1).map(str::to_owned);
        Some(Reading::Each { subject: counted(f)?, width: amount(f, 0)?, points: points(f)?, cap })
    };
    for lead in [
        "{T}每{u}<各>",
        "{T}每{q}",
        "{T}每[新增|增加|引进|签约|新建]{q}",
        "每[签|引进|新增|新建|新签约]{q}{t}",
    ] {
        add(format!("{lead}[得|加|记|]{{p}}{CAP}"), each);
    }
    add(format!("每[签|引进|新增|新建|增加]{{q}}{{t}}[得|加|]{{p}}{CAP}"), each);
    add("每{u}{t}<各>[得|加|记|]{P}~".into(), |f| {
        let subject = named(&text(f, 0), &["扣", "超", "低", "目标", "每", "少"])?;
        Some(Reading::Each { subject, width: amount(f, 0)?, points: points(f)?, cap: None })
    });
    let takes: Make = |f| {
        Some(Reading::EachTakes {
            subject: counted(f)?,
            width: amount(f, 0)?,
            points: points(f)?,
            to_zero: false,
        })
    };
    let takes_zero: Make = |f| {
        Some(Reading::EachTakes {
            subject: counted(f)?,
            width: amount(f, 0)?,
            points: points(f)?,
            to_zero: true,
        })
    };
    let zero = ZERO.trim_start_matches('<').trim_end_matches('>').to_owned() + ">";
    for lead in ["{T}<的><每>{q}<的>", "{T}每{u}", "每{t}{q}", "每[发现|发生|出现|迟报|漏报|少报]{q}<{t}>"]
    {
        add(format!("{lead}[扣|减]{{p}}"), takes);
        add(format!("{lead}[扣|减]{{p}}{zero}"), takes_zero);
    }
    add("{T}<的>扣{p}".into(), |f| Some(Reading::Takes { subject: counted(f)?, points: points(f)? }));
    add(
        "{t}<可>[酌情|视情况|适当][加分|给分|得分|加|给|扣分|扣]<,|><[不超过|最高|最多|限]{p}>".into(),
        |f| Some(Reading::Discretion { subject: text(f, 0), points: f.number(0).map(str::to_owned) }),
    );
    let level: Make = |f| Some(Reading::Level { level: text(f, 0), points: points(f)? });
    add("{t}级<以上><的><每个|每项><得|加>{p}~".into(), level);
}

/// What is counted; words that are a condition are not a thing to count.
fn counted(found: &Found) -> Option<String> {
    let subject = text(found, 0);
    let condition = ["突破", "每", "否则", "再", "基础", "超"].iter().any(|word| subject.contains(word));
    (!condition).then_some(subject)
}
