//! The frame around a page: menu by role, breadcrumb, switches.

use app::Person;
use app::catalogue::Catalogue;
use askama::Template;
use assessment::{Period, Role, UnitId};
use axum::response::Html;

use crate::error::PageError;
use crate::path;
use crate::state::Web;
use crate::view::{Frame, Link, MenuEntry, Switch, SwitchOption};

/// Lists longer than this can be shortened by typing.
const LONG_LIST: usize = 12;

/// Parts of the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Workbench,
    Entry,
    Review,
    Scores,
    Ranks,
    Superior,
    Lights,
    Cycles,
    Targets,
    Units,
    Hierarchies,
    Reorganisations,
    Calendar,
    Reminders,
    Documents,
    Accounts,
    Audit,
    Tokens,
    Help,
}

/// What a page says about itself.
pub(crate) struct Page<'a> {
    pub(crate) part: Part,
    pub(crate) title: &'a str,
    pub(crate) subtitle: String,
    /// Section of the manual.
    pub(crate) help: &'a str,
}

/// Where the person is: which unit and period the page shows, and how the same page is addressed for others.
pub(crate) struct Spot<'a> {
    pub(crate) unit: Option<UnitId>,
    pub(crate) period: Period,
    pub(crate) periods: &'a [Period],
    pub(crate) address: &'a dyn Fn(UnitId, Period) -> String,
}

/// The frame of a page; `at` is the unit and period that the menu leads on to.
pub(crate) fn frame(web: &Web, person: &Person, page: &Page<'_>, at: Option<(UnitId, Period)>) -> Frame {
    Frame {
        place: web.place.clone(),
        title: page.title.to_owned(),
        subtitle: page.subtitle.clone(),
        person: person.display_name.clone(),
        role: roles(person),
        csrf: person.csrf.clone(),
        help: format!("/help#{}", page.help),
        crumbs: vec![
            Link { label: "首页".to_owned(), href: "/".to_owned() },
            Link { label: page.title.to_owned(), href: String::new() },
        ],
        menu: menu(person, page.part, at),
        switches: Vec::new(),
        said: None,
    }
}

/// The switches of a page that shows a unit and a period.
pub(crate) fn switches(person: &Person, catalogue: &Catalogue, spot: &Spot<'_>) -> Vec<Switch> {
    let unit = spot.unit.or_else(|| first_unit(person, catalogue)).unwrap_or(UnitId::new(0));
    let mut switches = vec![Switch {
        name: "期间".to_owned(),
        label: spot.period.label(),
        long: spot.periods.len() > LONG_LIST,
        options: spot
            .periods
            .iter()
            .map(|period| SwitchOption {
                label: period.label(),
                href: (spot.address)(unit, *period),
                current: *period == spot.period,
                group: String::new(),
            })
            .collect(),
    }];
    if let Some(shown) = spot.unit {
        let units: Vec<_> = readable(person, catalogue).collect();
        let mut group = "";
        let mut options = Vec::with_capacity(units.len());
        for unit in &units {
            let fresh = unit.class.as_str() != group;
            group = unit.class.as_str();
            options.push(SwitchOption {
                label: unit.name.clone(),
                href: (spot.address)(unit.id, spot.period),
                current: unit.id == shown,
                group: if fresh { group.to_owned() } else { String::new() },
            });
        }
        let label = catalogue.unit(shown).map_or_else(String::new, |unit| unit.name.clone());
        switches.push(Switch { name: "单位".to_owned(), label, long: units.len() > LONG_LIST, options });
    }
    switches
}

/// Assessed units whose figures the person may read.
pub(crate) fn readable<'a>(
    person: &'a Person,
    catalogue: &'a Catalogue,
) -> impl Iterator<Item = &'a assessment::Unit> {
    catalogue
        .units
        .iter()
        .filter(|unit| unit.kind == assessment::UnitKind::Assessed && person.require_unit(unit.id).is_ok())
}

/// The unit that a person sees first: their own, or the first of the form.
pub(crate) fn first_unit(person: &Person, catalogue: &Catalogue) -> Option<UnitId> {
    readable(person, catalogue).next().map(|unit| unit.id)
}

/// What a page that belongs to no unit and period leads on to: the first unit in the latest period.
pub(crate) async fn spot(web: &Web, person: &Person) -> Result<Option<(UnitId, Period)>, PageError> {
    let catalogue = web.app.catalogue().await?;
    let period = app::period::first(&web.app).await.ok();
    Ok(first_unit(person, &catalogue).zip(period))
}

/// The frame of a page that belongs to no unit and period; its menu is the same as everywhere.
pub(crate) async fn at_first(web: &Web, person: &Person, page: &Page<'_>) -> Result<Frame, PageError> {
    let at = spot(web, person).await?;
    Ok(frame(web, person, page, at))
}

/// Puts the list that a page belongs to before the page in its breadcrumb.
pub(crate) fn under(frame: &mut Frame, label: &str, href: String) {
    let at = frame.crumbs.len().saturating_sub(1);
    frame.crumbs.insert(at, Link { label: label.to_owned(), href });
}

/// Renders a template into a page.
pub(crate) fn html(template: &impl Template) -> Result<Html<String>, PageError> {
    let text = template.render().map_err(|error| app::Error::Internal(error.to_string()))?;
    Ok(Html(text))
}

fn roles(person: &Person) -> String {
    let mut words: Vec<String> = person.actor.grants.iter().map(|grant| grant.role.to_string()).collect();
    words.dedup();
    words.join("、")
}

fn menu(person: &Person, current: Part, at: Option<(UnitId, Period)>) -> Vec<MenuEntry> {
    let mut menu: Vec<MenuEntry> = Vec::new();
    let mut stands = "";
    // The first entry of a group that the person has carries the group's name.
    let mut add = |group: &'static str, part: Part, label: &str, href: String| {
        menu.push(MenuEntry {
            label: label.to_owned(),
            href,
            current: part == current,
            count: String::new(),
            group: if group == stands { String::new() } else { group.to_owned() },
        });
        stands = group;
    };
    let reader = person.require_reader().is_ok();
    if reader {
        add("日常", Part::Workbench, "工作台", "/workbench".to_owned());
        if let Some((unit, period)) = at {
            if person.has(Role::Clerk) {
                add("日常", Part::Entry, "填报", path::entry(unit, period));
            }
            // The office looks at all units first; the others go straight to the reports that they decide on.
            if person.has(Role::Officer) {
                add("日常", Part::Review, "审核", path::reviews(period));
            } else if person.has(Role::UnitLeader) || person.has(Role::Verifier) {
                add("日常", Part::Review, "审核", path::review(unit, period));
            }
        }
        add("日常", Part::Documents, "文档核验", path::documents());
        if let Some((unit, period)) = at {
            add("结果", Part::Scores, "得分表", path::sheet(unit, period));
            add("结果", Part::Ranks, "得分与排名", path::rank(period));
            add("结果", Part::Lights, "红黄绿灯", path::lights(period));
        }
        add("办法与目标", Part::Cycles, "考核周期", "/cycles".to_owned());
        add("办法与目标", Part::Targets, "目标", "/targets".to_owned());
        if let (true, Some((_, period))) = (person.has(Role::Officer), at) {
            add("办法与目标", Part::Superior, "上级公布数", path::superior(period));
        }
        add("办法与目标", Part::Calendar, "工作日历", "/calendar".to_owned());
    }
    if app::access::Access::Wide.admit(person, None).is_ok() {
        add("组织", Part::Units, "单位", "/units".to_owned());
        add("组织", Part::Hierarchies, "组织体系", "/hierarchies".to_owned());
        add("组织", Part::Reorganisations, "机构调整", "/reorganisations".to_owned());
    }
    if person.has(Role::SystemAdmin) || person.has(Role::SecurityAdmin) {
        add("系统", Part::Accounts, "账号与角色", "/accounts".to_owned());
    }
    if person.has(Role::AuditAdmin) {
        add("系统", Part::Audit, "审计记录", "/audit".to_owned());
    }
    if reader {
        add("系统", Part::Reminders, "提醒", "/reminders".to_owned());
        add("系统", Part::Tokens, "程序令牌", "/tokens".to_owned());
    }
    add("系统", Part::Help, "使用手册", "/help".to_owned());
    menu
}

/// A workbook to be kept under a Chinese name.
pub(crate) fn workbook(name: &str, bytes: Vec<u8>) -> axum::response::Response {
    use axum::http::{HeaderValue, header};
    use axum::response::IntoResponse as _;
    const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let disposition = format!("attachment; filename*=UTF-8''{}.xlsx", path::segment(name));
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(TYPE));
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
