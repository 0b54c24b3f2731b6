//! A unit as JSON.

use app::unit::{Draft, UnitState};
use assessment::Coded as _;

/// A unit as it is on a day.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct UnitDetail {
    /// Its id.
    id: i64,
    /// Short name.
    name: String,
    /// Full name.
    full_name: String,
    /// 统一社会信用代码 or 组织机构代码.
    #[serde(skip_serializing_if = "String::is_empty")]
    code: String,
    /// 行政区划代码.
    #[serde(skip_serializing_if = "Option::is_none")]
    region_code: Option<String>,
    /// `assessed`, `source`, `office` or `group`.
    kind: String,
    /// 单位类别.
    class: String,
    /// Place in lists.
    order: i32,
    /// Whether it does not exist on the day.
    withdrawn: bool,
}

impl UnitDetail {
    pub(crate) fn new(state: &UnitState) -> Self {
        let unit = &state.unit;
        Self {
            id: unit.id.get(),
            name: unit.name.clone(),
            full_name: unit.full_name.clone(),
            code: state.code(),
            region_code: unit.region_code.clone(),
            kind: unit.kind.code().to_owned(),
            class: unit.class.to_string(),
            order: unit.order,
            withdrawn: state.withdrawn,
        }
    }
}

/// A unit that is added or amended, from a day on.
#[derive(serde::Deserialize, utoipa::ToSchema)]
pub(crate) struct NewUnit {
    /// Short name.
    name: String,
    /// Full name.
    #[serde(default)]
    full_name: String,
    /// 统一社会信用代码 or 组织机构代码.
    #[serde(default)]
    code: String,
    /// 行政区划代码, six digits.
    #[serde(default)]
    region_code: String,
    /// `assessed`, `source`, `office` or `group`.
    kind: String,
    /// 单位类别.
    class: String,
    /// Place in lists; last when it is left out.
    order: Option<i32>,
    /// First day, `2026-07-01`; today when it is left out.
    pub(crate) from: Option<String>,
    /// The document or the reason.
    #[serde(default)]
    pub(crate) reason: String,
}

impl NewUnit {
    pub(crate) fn draft(&self) -> Draft {
        Draft {
            name: self.name.clone(),
            full_name: self.full_name.clone(),
            code: self.code.clone(),
            region_code: self.region_code.clone(),
            kind: self.kind.clone(),
            class: self.class.clone(),
            order: self.order.map_or_else(String::new, |order| order.to_string()),
        }
    }
}

/// Which day.
#[derive(serde::Deserialize, utoipa::IntoParams)]
pub(crate) struct OnDay {
    /// `2026-07-01`; today when it is left out.
    pub(crate) day: Option<String>,
}
