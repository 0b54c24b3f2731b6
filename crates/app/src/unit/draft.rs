//! A unit as it was typed: every fault at once, each with its field.

use assessment::{Coded as _, CreditCode, OrganisationCode, Unit, UnitClass, UnitId, UnitKind};
use jiff::civil::Date;

use super::timeline::Timeline;
use crate::{Error, FieldError, Result};

/// Longest name, in characters.
const LONGEST_NAME: usize = 60;
/// An organisation code with its hyphen.
const LONGEST_ORGANISATION_CODE: usize = 10;

/// What was typed for a unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Draft {
    /// 简称, unique on any day.
    pub name: String,
    /// 全称; the short name when it is left empty.
    #[serde(default)]
    pub full_name: String,
    /// 统一社会信用代码 or 组织机构代码.
    #[serde(default)]
    pub code: String,
    /// 行政区划代码, six digits.
    #[serde(default)]
    pub region_code: String,
    /// 单位性质, as word or code.
    pub kind: String,
    /// 单位类别.
    pub class: String,
    /// Place in lists; empty to stand last.
    #[serde(default)]
    pub order: String,
}

/// A draft that was read.
pub(crate) struct Drafted {
    pub(crate) unit: Unit,
    pub(crate) organisation_code: Option<OrganisationCode>,
}

impl Draft {
    /// The draft of what stands.
    pub fn of(state: &super::UnitState) -> Self {
        let unit = &state.unit;
        Self {
            name: unit.name.clone(),
            full_name: unit.full_name.clone(),
            code: state.code(),
            region_code: unit.region_code.clone().unwrap_or_default(),
            kind: unit.kind.label().to_owned(),
            class: unit.class.to_string(),
            order: unit.order.to_string(),
        }
    }

    /// Reads it for a unit, on the day from which it is to hold.
    pub(crate) fn read(&self, id: UnitId, timeline: &Timeline, from: Date) -> Result<Drafted> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, text: String| faults.push(FieldError { field: field.to_owned(), text });
        let name = self.name.trim();
        if name.is_empty() {
            fault("name", "请填写简称".to_owned());
        } else if name.chars().count() > LONGEST_NAME {
            fault("name", format!("简称超过{LONGEST_NAME}字，请缩短"));
        }
        let full_name = if self.full_name.trim().is_empty() { name } else { self.full_name.trim() };
        let (credit_code, organisation_code) = match codes(&self.code) {
            Ok(codes) => codes,
            Err(text) => {
                fault("code", text);
                (None, None)
            }
        };
        let region_code = self.region_code.trim();
        if !(region_code.is_empty()
            || region_code.len() == 6 && region_code.bytes().all(|b| b.is_ascii_digit()))
        {
            fault("region_code", format!("行政区划代码应为6位数字，现为“{region_code}”"));
        }
        let kind = UnitKind::from_label(self.kind.trim());
        if kind.is_none() {
            let words: Vec<&str> = UnitKind::ALL.iter().map(|kind| kind.label()).collect();
            fault("kind", format!("单位性质“{}”不认识，应为{}之一", self.kind.trim(), words.join("、")));
        }
        let class = self.class.trim();
        if class.is_empty() {
            fault("class", "请填写单位类别，如：区、县市、开发区、部门".to_owned());
        }
        let order = match self.order.trim() {
            "" => Some(last(timeline, from)),
            text => text.parse().ok(),
        };
        if order.is_none() {
            fault("order", format!("排序应为整数，现为“{}”", self.order.trim()));
        }
        let (Some(kind), Some(order), true) = (kind, order, faults.is_empty()) else {
            return Err(Error::Invalid(faults));
        };
        let unit = Unit {
            id,
            name: name.to_owned(),
            full_name: full_name.to_owned(),
            credit_code,
            region_code: (!region_code.is_empty()).then(|| region_code.to_owned()),
            kind,
            class: UnitClass::new(class),
            order,
        };
        Ok(Drafted { unit, organisation_code })
    }
}

fn last(timeline: &Timeline, day: Date) -> i32 {
    timeline.states(day).last().map_or(1, |state| state.unit.order.saturating_add(1))
}

type Codes = (Option<CreditCode>, Option<OrganisationCode>);

/// Nine characters are an organisation code, eighteen a credit code; a slip is told with its place.
fn codes(text: &str) -> std::result::Result<Codes, String> {
    let text = text.trim();
    let count = text.chars().filter(|c| !c.is_whitespace()).count();
    if count == 0 {
        return Ok((None, None));
    }
    if count <= LONGEST_ORGANISATION_CODE {
        let code = OrganisationCode::parse(text).map_err(|why| format!("组织机构代码“{text}”：{why}"))?;
        return Ok((None, Some(code)));
    }
    let code = CreditCode::parse(text).map_err(|why| format!("统一社会信用代码“{text}”：{why}"))?;
    Ok((Some(code), None))
}
