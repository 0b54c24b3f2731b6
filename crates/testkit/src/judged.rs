//! What bodies judge and report besides figures: judged scores, recognition, vetoes.

use assessment::{Decimal, Period, Unit, UnitId, Value};
use jiff::civil::{Date, date};

use crate::figures::{Profile, decimal};
use crate::rng::Rng;

/// A judged score of the year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleJudgement {
    /// Of which unit.
    pub unit: UnitId,
    /// Code of the line.
    pub line: &'static str,
    /// Who judges.
    pub body: &'static str,
    /// Points of the year, or 未评.
    pub value: Value,
    /// Points of the monthly notices, before the year was judged.
    pub provisional: Value,
    /// Why.
    pub reason: &'static str,
    /// When.
    pub date: Date,
}

impl SampleJudgement {
    /// The score as it stood in a period: within the year every unit has a provisional one.
    pub fn value_in(&self, period: Period) -> Value {
        if period.last_month() == 12 { self.value } else { self.provisional }
    }
}

/// A record of the ledger 表彰.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognition {
    /// Whose.
    pub unit: UnitId,
    /// What for; one matter counts once, by its highest level.
    pub matter: &'static str,
    /// 国家级, 省级 or 市级.
    pub level: &'static str,
    /// When.
    pub date: Date,
}

/// A veto that another body reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleVeto {
    /// Whose.
    pub unit: UnitId,
    /// Name of the veto in the scheme.
    pub name: &'static str,
    /// The body that reported it.
    pub source: &'static str,
    /// What happened.
    pub matter: &'static str,
    /// When it was reported.
    pub date: Date,
}

/// Judged lines with their body and the points that may be given: a range in tenths, or words.
enum Judged {
    Tenths(&'static str, &'static str, i64),
    Words(&'static str, &'static str, [(i64, &'static str); 3]),
}

const JUDGED: [Judged; 5] = [
    Judged::Tenths("4.4", "市招商局", 10),
    Judged::Tenths("5.3", "市科技局", 20),
    Judged::Tenths("7.2", "市经信局", 20),
    Judged::Words(
        "10.1",
        "市经信局",
        [(4, "规划、配套、平台均已落实"), (3, "平台建设进度稍慢"), (1, "配套资金未落实")],
    ),
    Judged::Words(
        "17.2",
        "市市场监管局",
        [(2, "制度健全，覆盖面广"), (1, "制度已建，覆盖面不足"), (0, "未建立制度")],
    ),
];

/// The unit whose analysis nobody has judged yet.
const UNJUDGED: (i64, &str) = (8, "7.2");
/// Two units end with the same total: so many tenths are added to this line of that unit.
const TIE: (i64, &str, i64) = (1, "5.3", 2);

pub(crate) fn judgements(seed: u64, units: &[Unit]) -> Vec<SampleJudgement> {
    let mut all = Vec::new();
    for unit in units {
        let number = unit.id.get();
        let profile = Profile::of(seed, number.unsigned_abs(), unit.class.as_str());
        for (salt, judged) in (500u64..).zip(&JUDGED) {
            let mut rng = Rng::of(seed, &[number.unsigned_abs(), salt]);
            let quality = (profile.strength * 2 + rng.between(0, 100)) / 3;
            let (line, body, value, reason) = match judged {
                Judged::Tenths(line, body, most) => {
                    let more = if (number, *line) == (TIE.0, TIE.1) { TIE.2 } else { 0 };
                    let tenths = most * (40 + quality * 6 / 10) / 100 + more;
                    (*line, *body, decimal(tenths, 1), "按全年工作实绩评定")
                }
                Judged::Words(line, body, words) => {
                    let place = usize::from(quality < 60) + usize::from(quality < 35);
                    let (points, reason) = words.get(place).copied().unwrap_or((0, ""));
                    (*line, *body, Decimal::from_int(points), reason)
                }
            };
            let provisional = Value::Number(value);
            let unjudged = (number, line) == UNJUDGED;
            let (value, reason) =
                if unjudged { (Value::Unjudged, "") } else { (Value::Number(value), reason) };
            all.push(SampleJudgement {
                unit: unit.id,
                line,
                body,
                value,
                provisional,
                reason,
                date: date(2027, 1, 8),
            });
        }
    }
    all
}

pub(crate) fn recognitions(units: &[Unit]) -> Vec<Recognition> {
    let all = [
        (1, "智能制造现场会", "省级", date(2026, 5, 20)),
        (1, "智能制造现场会", "市级", date(2026, 4, 10)),
        (3, "数字化改造试点", "国家级", date(2026, 9, 3)),
        (5, "专精特新培育", "市级", date(2026, 7, 15)),
        (9, "绿色园区建设", "省级", date(2026, 10, 22)),
        (12, "企业上云行动", "市级", date(2026, 11, 5)),
    ];
    let known = |unit: i64| units.iter().any(|known| known.id.get() == unit);
    let record = |(unit, matter, level, date)| Recognition { unit: UnitId::new(unit), matter, level, date };
    all.into_iter().filter(|(unit, ..)| known(*unit)).map(record).collect()
}

pub(crate) fn vetoes(units: &[Unit]) -> Vec<SampleVeto> {
    let all = [
        (2, "党风廉政", "市纪委监委", "领导班子成员严重违纪违法被立案审查", date(2026, 12, 28)),
        (1, "安全事故", "市应急局", "辖区企业发生较大生产安全事故", date(2026, 11, 18)),
    ];
    let known = |unit: i64| units.iter().any(|known| known.id.get() == unit);
    let veto = |(unit, name, source, matter, date)| SampleVeto {
        unit: UnitId::new(unit),
        name,
        source,
        matter,
        date,
    };
    all.into_iter().filter(|(unit, ..)| known(*unit)).map(veto).collect()
}
