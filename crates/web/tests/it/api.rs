use assessment::Role;
use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::test_app::TestApp;

#[tokio::test]
async fn a_clerk_saves_a_figure_of_the_own_unit_and_no_other() {
    let city = TestApp::sample_city().await;
    let clerk = city.as_role(Role::Clerk).await;
    let saved = clerk.json(Method::PUT, "/api/v1/figures/1/1/2026-12", &json!({"value": "101.25"})).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.text());
    let read = clerk.get("/api/v1/figures/1/1/2026-12").await.json();
    assert_eq!(read["value"], "101.25");
    assert_eq!(read["version"], saved.json()["version"]);
    let other = clerk.json(Method::PUT, "/api/v1/figures/2/1/2026-12", &json!({"value": "1"})).await;
    assert_eq!((other.status, other.json()["code"].as_str()), (StatusCode::NOT_FOUND, Some("not_found")));
    let locked = clerk.json(Method::PUT, "/api/v1/figures/1/1/2026-08", &json!({"value": "1"})).await;
    assert_eq!((locked.status, locked.json()["code"].as_str()), (StatusCode::CONFLICT, Some("locked")));
}

#[tokio::test]
async fn the_second_of_two_editors_is_told_the_version_that_stands() {
    let city = TestApp::sample_city().await;
    let clerk = city.as_role(Role::Clerk).await;
    let first = clerk.json(Method::PUT, "/api/v1/figures/1/1/2026-12", &json!({"value": "5"})).await;
    let version = first.json()["version"].as_i64().unwrap();
    let request = axum::http::Request::builder()
        .method(Method::PUT)
        .uri("/api/v1/figures/1/1/2026-12")
        .header("content-type", "application/json")
        .header("if-match", format!("\"{}\"", version - 1))
        .header("authorization", format!("Bearer {}", token(&city).await))
        .body(axum::body::Body::from(json!({"value": "6"}).to_string()))
        .unwrap();
    let answer = tower::ServiceExt::oneshot(city.router.clone(), request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::PRECONDITION_FAILED);
    let body = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    let problem: serde_json::Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(problem["now"], version);
    assert_eq!(clerk.get("/api/v1/figures/1/1/2026-12").await.json()["value"], "5.00");
}

async fn token(city: &TestApp) -> String {
    app::session::sign_in(&city.app, "clerk1", &city.password).await.unwrap().token
}

#[tokio::test]
async fn what_is_no_number_is_refused_with_its_field() {
    let city = TestApp::sample_city().await;
    let clerk = city.as_role(Role::Clerk).await;
    let answer = clerk.json(Method::PUT, "/api/v1/figures/1/1/2026-12", &json!({"value": "1.2.6"})).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.json()["fields"][0]["field"], "value");
    assert!(answer.json()["fields"][0]["message"].as_str().unwrap().contains("1.2.6"));
}

#[tokio::test]
async fn every_correction_stays_in_the_history_and_the_chain_holds() {
    let city = TestApp::sample_city().await;
    let clerk = city.as_role(Role::Clerk).await;
    for value in ["7", "8", "9"] {
        clerk.json(Method::PUT, "/api/v1/figures/1/1/2026-12", &json!({"value": value})).await;
    }
    let history = clerk.get("/api/v1/figures/1/1/2026-12/history").await.json();
    let values: Vec<_> =
        history.as_array().unwrap().iter().filter_map(|fact| fact["value"].as_str()).take(3).collect();
    assert_eq!(values, ["9.00", "8.00", "7.00"]);
    let (count, broken) = app::audit::verify_unattended(&city.app).await.unwrap();
    assert_eq!(broken, None);
    assert!(count > 3);
}

#[tokio::test]
async fn the_description_names_every_route_of_the_api() {
    let city = TestApp::sample_city().await;
    let document = city.as_nobody().get("/api/v1/openapi.json").await.json();
    for route in web::ROUTES
        .iter()
        .filter(|route| route.path.starts_with("/api/") && route.path != "/api/v1/openapi.json")
    {
        let described = &document["paths"][route.path][route.method.to_lowercase()];
        assert!(described.is_object(), "{} {}", route.method, route.path);
    }
}
