//! Traditional characters of the words that figures stand among, as their simplified ones: one for one and of equal length, so
//! that every place stays where it is.

/// Characters whose presence says that a text is in traditional characters.
const MARKS: [&str; 6] = ["億", "萬", "個", "項", "務", "標"];

/// Traditional characters, and below them the simplified ones.
const PAIRS: (&str, &str) = (
    "億萬個項資達標務長開產業額佔較於為從與還實現際報預算發園區縣廳門會議銷費貸稅進總計劃戶萬畝噸兩約過餘內來間時將動變漲壓減補貼構設備單價質類別華國貿農鄉鎮條張場處戰經濟財領導負責優勢環節創關鍵團隊徑稱蓄電網線寬幣圓當築體續簽約應該覆蓋層級階段讓樓據統結論",
    "亿万个项资达标务长开产业额占较于为从与还实现际报预算发园区县厅门会议销费贷税进总计划户万亩吨两约过余内来间时将动变涨压减补贴构设备单价质类别华国贸农乡镇条张场处战经济财领导负责优势环节创关键团队径称蓄电网线宽币圆当筑体续签约应该覆盖层级阶段让楼据统结论",
);

/// The text in simplified characters, if it is in traditional ones.
pub(crate) fn simplified(text: &str) -> Option<String> {
    if !MARKS.iter().any(|mark| text.contains(mark)) {
        return None;
    }
    let (from, to) = PAIRS;
    let fold = |c: char| {
        if c.is_ascii() {
            return c;
        }
        from.chars().zip(to.chars()).find(|(old, _)| *old == c).map_or(c, |(_, new)| new)
    };
    Some(text.chars().map(fold).collect())
}

#[cfg(test)]
mod tests {
    use super::{PAIRS, simplified};

    #[test]
    fn characters_are_exchanged_one_for_one_and_keep_their_length() {
        let (from, to) = PAIRS;
        assert_eq!(from.chars().count(), to.chars().count());
        assert!(from.chars().zip(to.chars()).all(|(a, b)| a.len_utf8() == b.len_utf8()));
        assert_eq!(
            simplified("完成目標任務的76.3%,項目315個").as_deref(),
            Some("完成目标任务的76.3%,项目315个")
        );
        assert_eq!(simplified("完成目标任务"), None);
    }
}
