//! Whatever the text: nothing panics, spans are in order and lie in the text, and what was read can be read again.

use ingest::quantity::{Day, Kind, Value, record, scan};
use proptest::prelude::*;

const ANCHOR: Day = Day { year: 2024, month: 10, day: 20 };

/// What the grammar reacts to.
const PIECES: &str = "\
    1|8|12|2016|0.5|１|一|二|十|百|千|万|亿|两|半|〇|第|前|年|月|日|-|—|至|底|初|季度|上半年|全年|今年|\
    去年|截至|目前|每年|元|%|个|个百分点|亿元|美元|吨|倍|位|名|项|增长|下降|不少于|超|约|以上|以下|左右|余|多|占|完成|\
    任务|年度|目标|的|(|)|《|》|“|”|〔|〕|号|,|。|;|.|/|:|+|A|比|较|其中|等|、|分别|同比";

/// Text made of what the grammar reacts to.
fn words() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES.split('|').chain([" ", "\n"]).collect::<Vec<_>>());
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let found = scan(text, ANCHOR);
    let mut last = 0;
    for item in &found.items {
        prop_assert!(item.span.start < item.span.end, "{text:?} {item:?}");
        prop_assert!(item.span.start >= last, "{text:?} {item:?}");
        prop_assert!(text.get(item.span.clone()).is_some(), "{text:?} {item:?}");
        last = item.span.end;
        if let Value::Days(days) = item.value {
            prop_assert!(days.first <= days.last, "{text:?} {item:?}");
        }
    }
    let records = record(text, &found);
    for item in &records.items {
        let shown: String =
            text.chars().skip(item.place.start).take(item.place.end - item.place.start).collect();
        prop_assert_eq!(&shown, &item.place.text);
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_scanned_in_order(text in words()) {
        check(&text)?;
    }

    #[test]
    fn any_characters_are_scanned(text in "\\PC{0,60}") {
        check(&text)?;
    }

    #[test]
    fn a_printed_amount_is_read_back(whole in 1_u64..99_999, cents in 0_u32..100) {
        let text = format!("到位资金{whole}.{cents:02}亿元。");
        let found = scan(&text, ANCHOR);
        prop_assert_eq!(found.items.len(), 1);
        let item = &found.items[0];
        prop_assert_eq!(item.kind, Kind::Amount);
        let value = item.value.number().unwrap();
        prop_assert_eq!(value.to_string(), (u128::from(whole) * 100_000_000 + u128::from(cents) * 1_000_000).to_string());
    }

    #[test]
    fn verifying_any_text_ends(text in words()) {
        if let Ok(document) = ingest::read(text.as_bytes(), &ingest::Hints::default()) {
            let found = ingest::claim::verify(&document);
            for claim in &found.claims {
                prop_assert!(claim.start <= claim.end && claim.end <= document.text.chars());
            }
        }
    }
}
