use super::*;

fn read(text: &str, measure: &str) -> Result<Reading, UnreadableReason> {
    let measure = crate::measure_named(measure);
    let context = ReadContext { basis: Basis::Flow, measure: &measure, decimals: 2, year: 2026 };
    read_entry(text, context).map_err(|unreadable| unreadable.reason)
}

fn number(text: &str, measure: &str) -> String {
    read(text, measure).unwrap().number().unwrap().normalized().to_string()
}

#[test]
fn amounts_are_read_as_people_write_them() {
    let cases = [
        ("1262.40", "亿元", "1262.4"),
        ("1,262.40", "亿元", "1262.4"),
        ("１，２６２．４０", "亿元", "1262.4"),
        ("1.2亿", "亿元", "1.2"),
        ("1.2亿", "万元", "12000"),
        ("12,000万元", "亿元", "1.2"),
        ("1.2亿元", "元", "120000000"),
        ("3500元", "万元", "0.35"),
        ("1000万美元", "亿美元", "0.1"),
        ("-3.5", "%", "-3.5"),
        ("－3.5％", "%", "-3.5"),
        ("4.2个百分点", "百分点", "4.2"),
        ("4.2%", "百分点", "4.2"),
        ("12家", "家", "12"),
        ("12个", "家", "12"),
        ("3.5万平方米", "平方米", "35000"),
        ("第5", "名次", "5"),
        ("全省第5位", "名次", "5"),
        ("¥1,000.00", "元", "1000"),
    ];
    for (text, measure, expected) in cases {
        assert_eq!(number(text, measure), expected, "{text} as {measure}");
    }
}

#[test]
fn a_conversion_and_surplus_decimals_are_said_and_nothing_is_rounded() {
    let reading = read("12,345.6万元", "亿元").unwrap();
    assert_eq!(reading.number().unwrap().to_string(), "1.23456");
    let notes: Vec<String> = reading.notes.iter().map(ToString::to_string).collect();
    assert_eq!(notes, ["12,345.6万元 已换算为 1.23456亿元", "本项保留2位小数，填写了5位"]);
}

#[test]
fn absences_are_stated_and_a_dash_is_asked_about() {
    assert_eq!(read("待补", "亿元").unwrap().entry, Entry::Value(Value::Missing));
    assert_eq!(read("不承担", "家").unwrap().entry, Entry::Value(Value::NotApplicable));
    assert_eq!(read("  ", "家").unwrap().entry, Entry::Blank);
    for dash in ["—", "-", "/", "无", "N/A"] {
        assert_eq!(read(dash, "家"), Err(UnreadableReason::AmbiguousAbsence), "{dash}");
    }
}

#[test]
fn what_is_no_number_says_why() {
    assert_eq!(read("1,2345", "亿元"), Err(UnreadableReason::BadGrouping));
    assert_eq!(read("5/5", "亿元"), Err(UnreadableReason::LooksLikeDate));
    assert_eq!(read("2026年5月", "亿元"), Err(UnreadableReason::LooksLikeDate));
    assert_eq!(read("2026.5.1", "亿元"), Err(UnreadableReason::LooksLikeDate));
    assert_eq!(read("约12", "亿元"), Err(UnreadableReason::Approximate));
    assert_eq!(read("100余", "家"), Err(UnreadableReason::Approximate));
    assert_eq!(read("#DIV/0!", "亿元"), Err(UnreadableReason::SpreadsheetError));
    assert_eq!(read("已完成", "亿元"), Err(UnreadableReason::NotANumber));
    assert_eq!(read(&"9".repeat(60), "元"), Err(UnreadableReason::TooLong));
    let other = UnreadableReason::OtherMeasure { found: "%".into(), wanted: "亿元".into() };
    assert_eq!(read("12%", "亿元"), Err(other));
    assert!(matches!(read("12亿元", "亿美元"), Err(UnreadableReason::OtherMeasure { .. })));
    assert!(matches!(read("12家", "亿元"), Err(UnreadableReason::OtherMeasure { .. })));
}

#[test]
fn days_and_months_are_kept_apart() {
    use jiff::civil::date;
    let day = Entry::Day(DayEntry::Day(date(2026, 5, 5)));
    for text in [
        "5/5",
        "5月5日",
        "2026.5.5",
        "2026年5月5日",
        "2026-05-05",
        "２０２６／５／５",
        "20260505",
        "五月五日",
    ] {
        assert_eq!(read(text, "日期").unwrap().entry, day, "{text}");
    }
    for text in ["2026.5", "2026年5月", "5月"] {
        let Entry::Day(month) = read(text, "日期").unwrap().entry else {
            unreachable!("{text} is a month")
        };
        assert_eq!(month, DayEntry::Month(date(2026, 5, 1)), "{text}");
        assert_eq!(month.latest(), date(2026, 5, 31));
    }
    assert_eq!(read("5/5", "日期").unwrap().notes, [Note::YearAssumed(2026)]);
    assert_eq!(read("2026-02-30", "日期"), Err(UnreadableReason::NotADay));
    assert_eq!(read("尽快", "日期"), Err(UnreadableReason::NotADay));
}

#[test]
fn yes_and_no_are_words() {
    assert_eq!(read("√", "是否").unwrap().entry, Entry::YesNo(true));
    assert_eq!(read("未完成", "是否").unwrap().entry, Entry::YesNo(false));
    assert_eq!(read("部分", "是否"), Err(UnreadableReason::NotYesNo));
}

#[test]
fn every_refusal_repeats_what_was_typed() {
    let measure = crate::measure_named("亿元");
    let context = ReadContext { basis: Basis::Flow, measure: &measure, decimals: 2, year: 2026 };
    for text in ["1,2345", "5/5", "约12", "—", "#REF!", "12%"] {
        let sentence = read_entry(text, context).unwrap_err().to_string();
        assert!(sentence.contains(text), "{sentence}");
    }
}
