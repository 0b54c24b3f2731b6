//! Radicals that stand for characters: many programs write ⽬ (a radical) for 目 in the PDFs they make.

/// Characters of the radicals U+2F00 to U+2FD5 in order, as they are written today.
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨青非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黄黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Radicals of the supplement that are characters of their own today.
const SUPPLEMENT: &[(char, char)] = &[
    ('⺟', '母'),
    ('⺠', '民'),
    ('⻁', '虎'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻑', '长'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻧', '卤'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻬', '齐'),
    ('⻮', '齿'),
    ('⻰', '龙'),
    ('⻳', '龟'),
];

/// The character a radical stands for; any other character stays. One for one, so places do not move.
pub(crate) fn to_character(ch: char) -> char {
    match u32::from(ch) {
        code @ 0x2F00..=0x2FD5 => {
            usize::try_from(code - 0x2F00).ok().and_then(|at| KANGXI.chars().nth(at)).unwrap_or(ch)
        }
        0x2E80..=0x2EFF => {
            SUPPLEMENT.iter().find(|(radical, _)| *radical == ch).map_or(ch, |&(_, character)| character)
        }
        _ => ch,
    }
}

/// Whether a text holds such radicals at all.
pub(crate) fn occur(text: &str) -> bool {
    // Their first two bytes are E2 BA … E2 BF.
    text.as_bytes().windows(2).any(|pair| matches!(pair, [0xE2, 0xBA..=0xBF]))
}

#[cfg(test)]
mod tests {
    use super::{KANGXI, to_character};

    #[test]
    fn radicals_become_characters() {
        assert_eq!(KANGXI.chars().count(), 214);
        assert_eq!("⽬标⻔类⼯业⾦额⻋".chars().map(to_character).collect::<String>(), "目标门类工业金额车");
    }
}
