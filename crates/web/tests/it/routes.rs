//! Every route × every role: who may not, is told so. The list of what is open to everybody may only shrink.

use assessment::{Coded as _, Role};
use axum::http::{Method, StatusCode};
use web::ROUTES;

use crate::test_app::TestApp;

/// Open without signing in.
const OPEN: [&str; 9] = [
    "GET /sign-in",
    "POST /sign-in",
    "GET /assets/{*file}",
    "GET /health",
    "GET /ready",
    "GET /metrics",
    "GET /api/v1/openapi.json",
    "POST /api/v1/session",
    "GET /",
];

/// Open to everybody who is signed in.
const EVERYBODYS: [&str; 7] = [
    "GET /",
    "POST /sign-out",
    "GET /password",
    "POST /password",
    "GET /help",
    "DELETE /api/v1/session",
    "GET /api/v1/openapi.json",
];

fn sample_path(path: &str) -> String {
    path.replace("{unit}", "1")
        .replace("{period}", "2026-08")
        .replace("{indicator}", "1")
        .replace("{year}", "2026")
        .replace("{line}", "%E6%80%BB%E5%88%86")
        .replace("{account}", "999999")
        .replace("{document}", "999999")
        .replace("{*file}", "none.css")
}

async fn status(client: &crate::test_app::Client<'_>, method: &str, path: &str) -> (StatusCode, String) {
    let path = sample_path(path);
    let method = Method::from_bytes(method.as_bytes()).unwrap();
    let answer = if path.starts_with("/api/") {
        client
            .json(
                method,
                &path,
                &serde_json::json!({"name": "x", "password": "x", "rows": [], "cells": [], "view": "value"}),
            )
            .await
    } else if method == Method::GET {
        client.get(&path).await
    } else {
        client.post(&path, &[("username", "x"), ("password", "x")]).await
    };
    (answer.status, answer.location)
}

#[tokio::test]
async fn nobody_gets_behind_the_sign_in() {
    let city = TestApp::sample_city().await;
    let nobody = city.as_nobody();
    for route in ROUTES {
        let name = format!("{} {}", route.method, route.path);
        let (status, location) = status(&nobody, route.method, route.path).await;
        let sent_away = location.starts_with("/sign-in") || status == StatusCode::UNAUTHORIZED;
        assert!(sent_away || OPEN.contains(&name.as_str()), "{name}: {status} {location}");
        assert!(status != StatusCode::INTERNAL_SERVER_ERROR, "{name}");
    }
}

/// Who may open what, where not everybody may. Routes that are not named here are open to those who read figures.
fn may(role: Role, name: &str) -> bool {
    let admin = matches!(role, Role::SystemAdmin | Role::SecurityAdmin | Role::AuditAdmin);
    match name {
        "GET /audit" => role == Role::AuditAdmin,
        "GET /accounts" => matches!(role, Role::SystemAdmin | Role::SecurityAdmin),
        "GET /accounts/new" | "POST /accounts/{account}/closed" | "POST /accounts/{account}/opened" => {
            role == Role::SystemAdmin
        }
        "GET /accounts/{account}/grants" | "POST /accounts/{account}/password" => role == Role::SecurityAdmin,
        "GET /superior/{period}" => {
            matches!(role, Role::Verifier | Role::Officer | Role::Judge | Role::Leader)
        }
        "POST /superior/{period}" => role == Role::Officer,
        "GET /documents/new"
        | "POST /documents"
        | "GET /documents/{document}/correction"
        | "POST /documents/{document}/correction"
        | "GET /documents/{document}/accept"
        | "POST /documents/{document}/accept"
        | "POST /documents/{document}/accept/check"
        | "POST /documents/{document}/withdrawn" => matches!(role, Role::Clerk | Role::Officer),
        _ => !admin,
    }
}

#[tokio::test]
async fn every_role_is_kept_to_its_own_pages() {
    let city = TestApp::sample_city().await;
    for role in Role::ALL {
        for route in ROUTES {
            let name = format!("{} {}", route.method, route.path);
            if EVERYBODYS.contains(&name.as_str()) || OPEN.contains(&name.as_str()) {
                continue;
            }
            let client = city.as_role(*role).await;
            let (status, location) = status(&client, route.method, route.path).await;
            assert!(!location.starts_with("/sign-in"), "{name} as {role}");
            assert_ne!(status, StatusCode::INTERNAL_SERVER_ERROR, "{name} as {role}");
            // A body that cannot be read is refused before anybody asks who sent it.
            let unread = matches!(status.as_u16(), 400 | 409 | 422);
            if !may(*role, &name) && !unread {
                assert_eq!(status, StatusCode::FORBIDDEN, "{name} as {role}");
            }
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
