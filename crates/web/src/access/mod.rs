//! The door before every route. A route that is not in the table of [`table::ACCESS`] does not compile.

mod table;

use app::Error;
use app::access::Access;
use assessment::{Coded as _, Role, UnitId};
use axum::extract::{MatchedPath, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::error::{ApiError, PageError};
use crate::route::{ROUTES, Route};
use crate::session;
use crate::state::Web;
use table::{ACCESS, Line};

const _: () =
    assert!(every_route_is_listed(ROUTES, ACCESS), "a route has no line in crates/web/src/access/table.rs");

/// Who may come in at a route.
pub fn access(route: &Route) -> Option<Access> {
    find(route.method, route.path)
}

fn find(method: &str, path: &str) -> Option<Access> {
    let line = ACCESS.iter().find(|line| line.0 == method && line.1 == path);
    line.map(|line| line.2)
}

/// Asks who comes and lets them in or not; the person is handed on, so that nobody is looked up twice.
pub(crate) async fn door(State(web): State<Web>, request: Request, next: Next) -> Response {
    let method = if *request.method() == Method::HEAD { "GET" } else { request.method().as_str() };
    let matched = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let Some(access) = matched.as_deref().and_then(|path| find(method, path)) else {
        // Nothing is listed for a method that the path does not know; the router answers 405.
        return next.run(request).await;
    };
    if access == Access::Open {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let api = parts.uri.path().starts_with("/api/");
    let unit = matched.as_deref().and_then(|path| unit(path, parts.uri.path()));
    let person = match session::person(&mut parts, &web).await {
        Ok(person) => person,
        // Who is not signed in is answered by the handler: a page keeps what was typed and sends to the sign-in.
        Err(Error::SignedOut) => return next.run(Request::from_parts(parts, body)).await,
        Err(error) => return refuse(api, error),
    };
    if person.held_back().is_none()
        && let Err(error) = access.admit(&person, unit)
    {
        return refuse(api, error);
    }
    next.run(Request::from_parts(parts, body)).await
}

fn refuse(api: bool, error: Error) -> Response {
    if api { ApiError(error).into_response() } else { PageError(error).into_response() }
}

/// The unit that an address names at the place of `{unit}`.
fn unit(template: &str, path: &str) -> Option<UnitId> {
    let at = template.split('/').position(|part| part == "{unit}")?;
    path.split('/').nth(at)?.parse().ok()
}

const fn every_route_is_listed(routes: &[Route], lines: &[Line]) -> bool {
    let mut route = 0;
    while route < routes.len() {
        let mut line = 0;
        let mut found = false;
        while line < lines.len() && !found {
            #[expect(
                clippy::indexing_slicing,
                reason = "constants have no iterators; both places are below the lengths"
            )]
            let (one, other) = (&routes[route], &lines[line]);
            found = same(one.path, other.1) && same(one.method, other.0);
            line += 1;
        }
        if !found {
            return false;
        }
        route += 1;
    }
    true
}

const fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    // From the end: paths begin alike.
    let mut at = one.len();
    while at > 0 {
        at -= 1;
        #[expect(clippy::indexing_slicing, reason = "the place is below both lengths")]
        if one[at] != other[at] {
            return false;
        }
    }
    true
}

/// The table as a document: docs/access.md is this text.
pub fn document() -> String {
    let mut text = String::from(HEAD);
    text.push_str("| 方法 | 地址 | 未登录 |");
    for role in Role::ALL {
        text.extend([" ", role.label(), " |"]);
    }
    text.push_str("\n|---|---|---|");
    text.push_str(&"---|".repeat(Role::ALL.len()));
    for route in ROUTES {
        let Some(access) = access(route) else { continue };
        let open = if access == Access::Open { "可" } else { "—" };
        text.extend(["\n| ", route.method, " | `", route.path, "` | ", open, " |"]);
        for role in Role::ALL {
            text.push_str(match access.answer(*role) {
                app::access::Answer::Yes => " 可 |",
                app::access::Answer::OwnUnit => " 本单位 |",
                app::access::Answer::No => " — |",
            });
        }
    }
    text.push('\n');
    text
}

const HEAD: &str = "# 谁能到哪里

每个地址由谁进入，只在 `crates/web/src/access/table.rs` 一处写明；没有写明的地址不能编译。本表由程序写出，测试逐行逐角色走一遍。

- **可**：放行；事情本身还要看状态和归属（如核验员只核验本部门的指标），由 `app` 再判断。
- **本单位**：只对本人所属单位放行；别的单位对他不存在（没有找到）。
- **—**：拒绝，并说明由谁办理。未登录的，页面转到登录，接口答 401。

";
