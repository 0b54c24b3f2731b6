//! A cycle as the API shows it.

use app::StoredScheme;
use app::cycle::{Said, Shown};
use assessment::Coded as _;

/// A cycle.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct CycleBody {
    /// Its id.
    pub(crate) id: i64,
    /// Its name.
    pub(crate) name: String,
    /// The year it assesses.
    pub(crate) year: i64,
    /// `draft`, `open`, `closing`, `settled`, `published` or `archived`.
    pub(crate) state: &'static str,
    /// Published versions of its scheme, the latest first.
    pub(crate) versions: Vec<VersionBody>,
}

/// A cycle with the steps it took.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct CycleDetail {
    /// The cycle.
    #[serde(flatten)]
    pub(crate) cycle: CycleBody,
    /// Its steps, the first first.
    pub(crate) steps: Vec<StepBody>,
    /// The next state; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next: Option<&'static str>,
    /// What stands against the next state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) obstacle: Option<String>,
    /// Requests for other targets that wait.
    pub(crate) open_requests: usize,
}

/// One step.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct StepBody {
    /// State before.
    pub(crate) from: String,
    /// State after.
    pub(crate) to: String,
    /// Why.
    pub(crate) reason: String,
    /// Who.
    pub(crate) by: String,
    /// UTC milliseconds.
    pub(crate) at: i64,
}

/// A published version, without its text.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct VersionBody {
    /// Its number, from 1.
    pub(crate) version: i64,
    /// Title.
    pub(crate) title: String,
    /// First day.
    pub(crate) valid_from: String,
    /// UTC milliseconds.
    pub(crate) published_at: Option<i64>,
    /// Why.
    pub(crate) reason: String,
    /// SHA-256 of the text.
    pub(crate) hash: String,
}

/// What the compiler says at one place.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct SaidBody {
    /// `error`, `warning` or `note`.
    pub(crate) severity: &'static str,
    /// Stable code.
    pub(crate) code: &'static str,
    /// Line, from 1.
    pub(crate) line: u32,
    /// Character in the line, from 1.
    pub(crate) column: u32,
    /// The place itself.
    pub(crate) place: String,
    /// What is wrong.
    pub(crate) message: String,
    /// What to do; may be empty.
    pub(crate) hint: String,
}

impl VersionBody {
    pub(crate) fn new(scheme: &StoredScheme) -> Self {
        Self {
            version: scheme.version,
            title: scheme.title.clone(),
            valid_from: app::catalogue::day(scheme.valid_from)
                .map_or_else(|_| String::new(), |day| day.to_string()),
            published_at: scheme.published_at,
            reason: scheme.reason.clone(),
            hash: scheme.hash.clone(),
        }
    }
}

impl CycleDetail {
    pub(crate) fn new(shown: Shown) -> Self {
        let (next, obstacle) = match shown.next {
            Some((to, obstacle)) => (Some(to.code()), obstacle.map(|refusal| refusal.to_string())),
            None => (None, None),
        };
        Self {
            cycle: CycleBody {
                id: shown.cycle.id.get(),
                name: shown.cycle.name,
                year: shown.cycle.year,
                state: shown.state.code(),
                versions: shown.schemes.iter().map(VersionBody::new).collect(),
            },
            steps: shown
                .steps
                .into_iter()
                .map(|(step, by)| StepBody {
                    from: step.before,
                    to: step.after,
                    reason: step.reason,
                    by,
                    at: step.at,
                })
                .collect(),
            next,
            obstacle,
            open_requests: shown.requests,
        }
    }
}

impl SaidBody {
    pub(crate) fn new(said: Said) -> Self {
        let [_, place, _] = said.parts.clone();
        Self {
            severity: said.kind(),
            code: said.code,
            line: said.line,
            column: said.column,
            place,
            message: said.message,
            hint: said.hint,
        }
    }
}
