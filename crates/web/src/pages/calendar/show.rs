//! 工作日历: which days are worked, where that comes from, and when reports are due.

use app::Person;
use app::due::Calendar;
use assessment::Role;
use axum::extract::{Query, State};
use axum::response::Html;

use crate::error::PageError;
use crate::session::Signed;
use crate::shell::{self, Page, Part, html};
use crate::state::Web;
use crate::view::figure::{CalendarDay, CalendarPage};
use crate::view::{FieldError, Link};

#[derive(serde::Deserialize)]
pub(crate) struct Asked {
    year: Option<i16>,
}

/// What was typed: the office's lines and the working days by length of period.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub(crate) struct Typed {
    pub(crate) own: String,
    pub(crate) month: String,
    pub(crate) quarter: String,
    pub(crate) half: String,
    #[serde(rename = "year")]
    pub(crate) whole: String,
}

pub(crate) async fn show(
    State(web): State<Web>,
    Signed(person): Signed,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    html(&page(&web, &person, asked.year, None, Vec::new()).await?)
}

/// The page with what was typed and is wrong with it.
pub(crate) async fn page(
    web: &Web,
    person: &Person,
    year: Option<i16>,
    typed: Option<Typed>,
    errors: Vec<FieldError>,
) -> Result<CalendarPage, PageError> {
    let this = app::due::this_year(&web.app);
    let year = year.unwrap_or(this);
    let calendar = app::due::calendar(&web.app, person, year).await?;
    let about =
        Page {
            part: Part::Calendar, title: "工作日历", subtitle: format!("{year}年"), help: "calendar"
        };
    let known = calendar.years.contains(&year);
    let mut years = calendar.years.clone();
    years.extend([this, this + 1]);
    years.sort_unstable();
    years.dedup();
    let typed = typed.unwrap_or_else(|| stands(&calendar));
    Ok(CalendarPage {
        frame: shell::at_first(web, person, &about).await?,
        years: years
            .into_iter()
            .map(|one| Link {
                label: format!("{one}年"),
                href: if one == year { String::new() } else { format!("/calendar?year={one}") },
            })
            .collect(),
        unknown: if known {
            String::new()
        } else {
            format!(
                "{year}年的放假调休通知还没有录入，现在只按周一至周五算工作日。请考核办照国务院办公厅的通知录入。"
            )
        },
        days: calendar.days.iter().map(day).collect(),
        edits: person.has(Role::Officer),
        own: typed.own,
        month: typed.month,
        quarter: typed.quarter,
        half: typed.half,
        year: typed.whole,
        errors,
    })
}

fn stands(calendar: &Calendar) -> Typed {
    let rules = calendar.rules;
    Typed {
        own: calendar.own.clone(),
        month: rules.month.to_string(),
        quarter: rules.quarter.to_string(),
        half: rules.half.to_string(),
        whole: rules.year.to_string(),
    }
}

fn day(day: &app::due::Day) -> CalendarDay {
    CalendarDay {
        day: day.label.clone(),
        weekday: day.weekday.to_owned(),
        word: if day.worked { "上班" } else { "放假" }.to_owned(),
        kind: if day.worked { "care" } else { "done" },
        name: day.name.clone(),
    }
}
