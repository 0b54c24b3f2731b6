pub(crate) mod amend;
pub(crate) mod create;
pub(crate) mod download;
pub(crate) mod edit;
pub(crate) mod import;
pub(crate) mod list;
pub(crate) mod new;
pub(crate) mod show;
pub(crate) mod upload;
pub(crate) mod withdraw;

use app::unit::Draft;
use assessment::{Coded as _, UnitKind};
use jiff::civil::Date;

use crate::view::Choice;
use crate::view::form::FormField;

/// A unit's form as it was typed.
#[derive(serde::Deserialize)]
pub(crate) struct Typed {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) full_name: String,
    #[serde(default)]
    pub(crate) code: String,
    #[serde(default)]
    pub(crate) region_code: String,
    #[serde(default)]
    pub(crate) kind: String,
    #[serde(default)]
    pub(crate) class: String,
    #[serde(default)]
    pub(crate) order: String,
    #[serde(default)]
    pub(crate) from: String,
    #[serde(default)]
    pub(crate) reason: String,
    #[serde(default)]
    pub(crate) version: String,
}

impl Typed {
    pub(crate) fn draft(&self) -> Draft {
        Draft {
            name: self.name.clone(),
            full_name: self.full_name.clone(),
            code: self.code.clone(),
            region_code: self.region_code.clone(),
            kind: self.kind.clone(),
            class: self.class.clone(),
            order: self.order.clone(),
        }
    }
}

/// A day as it was typed in a field.
pub(crate) fn day(field: &str, text: &str) -> Result<Date, app::Error> {
    text.trim()
        .parse()
        .map_err(|_format| app::Error::field(field, format!("“{}”不是日期，请写成2026-07-01", text.trim())))
}

/// The fields of a unit.
pub(crate) fn fields(draft: &Draft, classes: &[String]) -> Vec<FormField> {
    let field = |id: &str, label: &str, value: &str, hint: &str, need| FormField {
        kind: "text",
        id: id.to_owned(),
        label: label.to_owned(),
        value: value.to_owned(),
        hint: hint.to_owned(),
        need,
        ..FormField::default()
    };
    let chosen = UnitKind::from_label(&draft.kind).unwrap_or(UnitKind::Assessed);
    let kinds = UnitKind::ALL.iter().map(|kind| Choice {
        value: kind.code().to_owned(),
        label: kind.label().to_owned(),
        chosen: *kind == chosen,
    });
    let known = if classes.is_empty() { String::new() } else { format!("现有：{}", classes.join("、")) };
    vec![
        field("name", "简称", &draft.name, "用在表格里，同一天不能有两个单位同名", true),
        field("full_name", "全称", &draft.full_name, "用在通报里；不填时同简称", false),
        field("code", "代码", &draft.code, "18位统一社会信用代码，或9位组织机构代码；校验位当场核对", false),
        field("region_code", "行政区划代码", &draft.region_code, "6位数字", false),
        FormField {
            kind: "select",
            id: "kind".to_owned(),
            label: "单位性质".to_owned(),
            need: true,
            options: kinds.collect(),
            ..FormField::default()
        },
        field("class", "单位类别", &draft.class, &known, true),
        field("order", "排序", &draft.order, "列表中的位置，小的在前；不填排在最后", false),
    ]
}
