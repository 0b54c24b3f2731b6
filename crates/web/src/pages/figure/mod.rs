pub(crate) mod evidence;
pub(crate) mod history;
pub(crate) mod open;
pub(crate) mod reply;
pub(crate) mod reuse;
pub(crate) mod upload;
pub(crate) mod withdraw;

use app::Person;
use app::figure::Place;
use app::trail::Trail;
use assessment::{IndicatorId, Period, UnitId};

use crate::shell::{self, Page, Part};
use crate::state::Web;
use crate::view::{Frame, Link};

/// A cell as addresses name it.
pub(crate) type At = (UnitId, IndicatorId, Period);

pub(crate) fn place((unit, indicator, period): At) -> Place {
    Place { unit, indicator, period }
}

/// The frame of a page about one figure: it belongs to the report.
fn frame(web: &Web, person: &Person, trail: &Trail, title: &str, at: At) -> Frame {
    let (unit, _, period) = at;
    let name = trail.catalogue.unit(unit).map_or("", |unit| unit.name.as_str());
    let part = if person.actor.holds(assessment::Role::Clerk, unit) { Part::Entry } else { Part::Review };
    let subtitle = format!("{} · {name} {}", trail.indicator.name, period.label());
    let about = Page { part, title, subtitle, help: "figure" };
    let mut frame = shell::frame(web, person, &about, Some((unit, period)));
    let back = report(person, at);
    frame.crumbs.insert(1, back);
    frame
}

/// The page of the report that this person works on.
fn report(person: &Person, (unit, _, period): At) -> Link {
    if person.actor.holds(assessment::Role::Clerk, unit) {
        Link { label: "填报".to_owned(), href: crate::path::entry(unit, period) }
    } else {
        Link { label: "审核".to_owned(), href: crate::path::review(unit, period) }
    }
}

/// Where the figure stands, as the look and word of a tag.
fn standing(trail: &Trail) -> (&'static str, String) {
    use assessment::{FigureState, SubmissionState};
    let figure = trail.submission.figures.get(&trail.indicator.id);
    match (figure.map(|figure| figure.state), trail.submission.state) {
        (None, _) => ("plain", "本期不填".to_owned()),
        (Some(FigureState::Returned), _) => ("refused", "退回".to_owned()),
        (_, SubmissionState::Locked | SubmissionState::Published) => {
            ("locked", trail.submission.state.to_string())
        }
        (Some(FigureState::Empty), _) => ("plain", "未填".to_owned()),
        (Some(FigureState::Verified), _) => ("done", "已核验".to_owned()),
        (Some(FigureState::Accepted), SubmissionState::Draft) => ("done", "已通过".to_owned()),
        (_, SubmissionState::Draft) => ("act", "填写中".to_owned()),
        (_, state) => ("act", state.to_string()),
    }
}
