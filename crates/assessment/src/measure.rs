//! Units of measure are those of the rule language; here is what reading and showing figures adds to them.

use rules::{Kind, Measure};

/// The measure of this name, as the rule language's catalogue has it; an unknown word counts things of that name.
pub fn measure_named(name: &str) -> Measure {
    let name: String = name.chars().map(crate::text::half_width).filter(|c| !c.is_whitespace()).collect();
    Measure::find(&name).unwrap_or_else(|| Measure::custom(&name))
}

/// Whether figures of this measure are plain numbers (not days or yes and no).
pub(crate) fn is_numeric(measure: &Measure) -> bool {
    !matches!(measure.kind, Kind::Date | Kind::YesNo)
}

/// The power of ten that a scale word alone stands for: 亿 → 8.
pub(crate) fn scale_word(word: &str) -> Option<u8> {
    match word {
        "万亿" => Some(12),
        "千亿" => Some(11),
        "百亿" => Some(10),
        "十亿" => Some(9),
        "亿" => Some(8),
        "千万" => Some(7),
        "百万" => Some(6),
        "十万" => Some(5),
        "万" => Some(4),
        _ => None,
    }
}
