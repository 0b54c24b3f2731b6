//! Every route × every role × own and foreign unit: the answer is the one that docs/access.md states.

use assessment::{Coded as _, Role};
use axum::http::{Method, StatusCode};
use web::ROUTES;

use crate::test_app::TestApp;

const STATED: &str = include_str!("../../../../docs/access.md");
/// Ends the session that it is asked with, so that it is walked last.
const LEAVES: [&str; 3] = ["POST /sign-out", "DELETE /api/v1/session", "POST /password"];

/// The cell of the stated table: 未登录 when no role is given.
fn stated(method: &str, path: &str, role: Option<Role>) -> &'static str {
    let column = role.map_or(3, |role| 4 + Role::ALL.iter().position(|one| *one == role).unwrap());
    let begin = format!("| {method} | `{path}` |");
    let line = STATED.lines().find(|line| line.starts_with(&begin));
    let line = line.unwrap_or_else(|| panic!("docs/access.md does not state {method} {path}"));
    line.split('|').nth(column).unwrap().trim()
}

fn sample_path(path: &str, unit: &str) -> String {
    let path = path
        .replace("{unit}", unit)
        .replace("{period}", "2026-08")
        .replace("{year}", "2026")
        .replace("{line}", "%E6%80%BB%E5%88%86")
        .replace("{*file}", "none.css");
    // Whatever else a path names does not exist: nothing that is walked through changes anything.
    let mut whole = String::new();
    for part in path.split('/').skip(1) {
        whole.push('/');
        whole.push_str(if part == "{indicator}" {
            "1"
        } else if part.starts_with('{') {
            "999999"
        } else {
            part
        });
    }
    whole
}

async fn status(
    client: &crate::test_app::Client<'_>,
    method: &str,
    path: &str,
    unit: &str,
) -> (StatusCode, String) {
    let path = sample_path(path, unit);
    let method = Method::from_bytes(method.as_bytes()).unwrap();
    let answer = if path.starts_with("/api/") {
        client.json(method, &path, &serde_json::json!({"rows": []})).await
    } else if method == Method::GET {
        client.get(&path).await
    } else {
        client.post(&path, &[("username", "x"), ("password", "x")]).await
    };
    (answer.status, answer.location)
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "whoever runs the test says whether the document is to be written"
)]
fn the_document_of_access_is_the_table_of_the_program() {
    let now = web::access::document();
    if std::env::var_os("KAOCHENG_WRITE").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/access.md"), &now).unwrap();
    } else {
        assert_eq!(now, STATED, "run KAOCHENG_WRITE=1 cargo test -p web access, and read the difference");
    }
}

#[tokio::test]
async fn nobody_gets_behind_the_sign_in() {
    let city = TestApp::sample_city().await;
    let nobody = city.as_nobody();
    for route in ROUTES {
        let name = format!("{} {}", route.method, route.path);
        let (status, location) = status(&nobody, route.method, route.path, "1").await;
        assert_ne!(status, StatusCode::INTERNAL_SERVER_ERROR, "{name}");
        let sent_away = location.starts_with("/sign-in") || status == StatusCode::UNAUTHORIZED;
        match stated(route.method, route.path, None) {
            // A wrong name and password are answered so too.
            "可" => assert!(!location.starts_with("/sign-in"), "{name}: {status} {location}"),
            _ => assert!(sent_away, "{name}: {status} {location}"),
        }
    }
}

#[tokio::test]
async fn every_role_is_answered_as_stated_for_its_own_and_for_a_foreign_unit() {
    let city = TestApp::sample_city().await;
    let mut wrong = Vec::new();
    for role in Role::ALL {
        let client = city.as_role(*role).await;
        for route in ROUTES {
            let name = format!("{} {}", route.method, route.path);
            if LEAVES.contains(&name.as_str()) {
                continue;
            }
            for (unit, own) in [("1", true), ("2", false)] {
                if !own && !route.path.contains("{unit}") {
                    continue;
                }
                let (status, location) = status(&client, route.method, route.path, unit).await;
                let who = format!("{name} as {role}, unit {unit}: {status} {location}");
                assert_ne!(status, StatusCode::INTERNAL_SERVER_ERROR, "{who}");
                let open = stated(route.method, route.path, None) == "可";
                assert!(open || !location.starts_with("/sign-in"), "{who}");
                assert!(open || status != StatusCode::UNAUTHORIZED, "{who}");
                let as_stated = match (stated(route.method, route.path, Some(*role)), own) {
                    ("可", _) | ("本单位", true) => status != StatusCode::FORBIDDEN,
                    ("本单位", false) => status == StatusCode::NOT_FOUND,
                    (_, _) => status == StatusCode::FORBIDDEN,
                };
                if !as_stated {
                    wrong.push(who);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "not as docs/access.md states:\n{}", wrong.join("\n"));
}

#[tokio::test]
async fn everybody_may_leave() {
    let city = TestApp::sample_city().await;
    for name in LEAVES {
        let (method, path) = name.split_once(' ').unwrap();
        for role in Role::ALL {
            assert_eq!(stated(method, path, Some(*role)), "可", "{name}");
            let (status, location) = status(&city.as_role(*role).await, method, path, "1").await;
            assert!(status != StatusCode::FORBIDDEN && status != StatusCode::INTERNAL_SERVER_ERROR, "{name}");
            assert!(status != StatusCode::UNAUTHORIZED, "{name} as {role}: {status} {location}");
        }
    }
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_browsers_obey() {
    let city = TestApp::sample_city().await;
    for path in ["/sign-in", "/api/v1/units", "/no-such-page"] {
        let answer = city.as_nobody().get(path).await;
        let headers = answer.response.headers();
        assert!(
            headers.get("content-security-policy").unwrap().to_str().unwrap().contains("default-src 'none'")
        );
        assert_eq!(headers.get("x-content-type-options").unwrap(), "nosniff");
        assert!(headers.get("x-request-id").is_some());
    }
}
