//! Programs: tokens with less than their owner may do, and many figures in one call.

use assessment::Role;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::test_app::TestApp;

async fn call(
    city: &TestApp,
    method: Method,
    path: &str,
    token: &str,
    kind: &str,
    body: &str,
) -> (StatusCode, Value) {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, kind)
        .body(Body::from(body.to_owned()));
    let response = city.router.clone().oneshot(request.unwrap()).await.unwrap();
    let status = response.status();
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
}

async fn token(city: &TestApp, role: Role, asked: Value) -> (i64, String) {
    let answer = city.as_role(role).await.json(Method::POST, "/api/v1/tokens", &asked).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    let made = answer.json();
    (made["id"].as_i64().unwrap(), made["secret"].as_str().unwrap().to_owned())
}

const JSON: &str = "application/json";

#[tokio::test]
async fn a_reading_token_reads_and_changes_nothing() {
    let city = TestApp::sample_city().await;
    let (id, secret) = token(&city, Role::Clerk, json!({"name": "统计平台", "days": 30})).await;
    let (status, units) = call(&city, Method::GET, "/api/v1/units", &secret, JSON, "").await;
    assert_eq!((status, units.as_array().unwrap().len()), (StatusCode::OK, 1));
    let path = "/api/v1/figures/1/1/2026-12";
    let (status, answer) = call(&city, Method::PUT, path, &secret, JSON, r#"{"value":"5"}"#).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert!(answer["message"].as_str().unwrap().contains("只能读取"), "{answer}");
    // A token makes no token, opens no page and revokes nothing.
    let (status, _) =
        call(&city, Method::POST, "/api/v1/tokens", &secret, JSON, r#"{"name":"x","days":1}"#).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let page = Request::builder().uri("/workbench").header(header::COOKIE, format!("kaocheng={secret}"));
    let page = city.router.clone().oneshot(page.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(page.status(), StatusCode::SEE_OTHER);
    let clerk = city.as_role(Role::Clerk).await;
    let listed = clerk.get("/api/v1/tokens").await;
    assert!(!listed.text().contains(&secret) && listed.json()[0]["name"] == "统计平台", "{}", listed.text());
    let gone = clerk.json(Method::DELETE, &format!("/api/v1/tokens/{id}"), &json!({})).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    let (status, _) = call(&city, Method::GET, "/api/v1/units", &secret, JSON, "").await;
    assert_eq!(status, StatusCode::UNAUTHORIZED, "revoked at once");
}

#[tokio::test]
async fn a_token_holds_no_role_or_unit_that_its_owner_lacks() {
    let city = TestApp::sample_city().await;
    let clerk = city.as_role(Role::Clerk).await;
    for (asked, field) in [
        (json!({"name": "x", "days": 30, "roles": ["officer"]}), "roles"),
        (json!({"name": "x", "days": 30, "units": [2]}), "units"),
        (json!({"name": "x", "days": 4000}), "days"),
        (json!({"name": " ", "days": 4}), "name"),
    ] {
        let answer = clerk.json(Method::POST, "/api/v1/tokens", &asked).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{asked}");
        assert_eq!(answer.json()["fields"][0]["field"], field, "{}", answer.text());
    }
    let admin = city.as_role(Role::SystemAdmin).await;
    let answer = admin.json(Method::POST, "/api/v1/tokens", &json!({"name": "x", "days": 4})).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_page_shows_a_new_secret_once() {
    let city = TestApp::sample_city().await;
    let clerk = city.as_role(Role::Clerk).await;
    let fields = [("name", "报送程序"), ("may", "write"), ("roles", ""), ("units", ""), ("days", "90")];
    let made = clerk.post("/tokens", &fields).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text());
    assert!(made.text().contains("kct_"));
    let again = clerk.get("/tokens").await.text();
    assert!(!again.contains("kct_") && again.contains("报送程序") && again.contains("读写"));
    let wrong = clerk.post("/tokens", &[("name", ""), ("days", "九十")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_table_is_taken_row_by_row_or_whole_with_a_report_of_every_row() {
    let city = TestApp::sample_city().await;
    let (_, secret) = token(&city, Role::Clerk, json!({"name": "报送", "days": 30, "writes": true})).await;
    let catalogue = city.app.catalogue().await.unwrap();
    let unit = &catalogue.units[0].name;
    let flows: Vec<&str> = catalogue
        .indicators
        .iter()
        .filter(|one| one.basis == assessment::Basis::Stock)
        .map(|one| one.name.as_str())
        .collect();
    let (first, second) = (flows[0], flows[1]);
    let table = format!(
        "单位,指标,期次,当期,完成情况\n{unit},{first},2026-12,\"12.5\",按计划\n{unit},没有这项,2026-12,3,\n{unit},{second},2026-12,七,\n"
    );
    let import = async |mode: &str, table: &str| {
        call(&city, Method::POST, &format!("/api/v1/imports/figures?mode={mode}"), &secret, "text/csv", table)
            .await
    };
    let (status, report) = import("all", &table).await;
    assert_eq!((status, &report["saved"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!(0)), "{report}");
    let words: Vec<_> =
        report["rows"].as_array().unwrap().iter().map(|row| row["outcome"].as_str().unwrap()).collect();
    assert_eq!(words, ["good", "refused", "refused"], "{report}");
    let (status, report) = import("each", &table).await;
    assert_eq!(
        (status, &report["saved"], &report["refused"]),
        (StatusCode::OK, &json!(1), &json!(2)),
        "{report}"
    );
    assert_eq!(report["rows"][1]["field"], "indicator", "{report}");
    assert_eq!(report["rows"][1]["row"], 3);
    let whole = format!("单位,指标,期次,当期\n{unit},{first},2026-12,13\n{unit},{second},2026-12,14\n");
    let (status, report) = import("all", &whole).await;
    assert_eq!((status, &report["saved"]), (StatusCode::OK, &json!(2)), "{report}");
    // Another unit's figures are not the clerk's to write.
    let other = &catalogue.units[1].name;
    let (status, report) =
        import("each", &format!("单位,指标,期次,当期\n{other},{first},2026-12,13\n")).await;
    assert_eq!((status, &report["refused"]), (StatusCode::OK, &json!(1)), "{report}");
    let (status, answer) = import("each", "甲,乙\n1,2\n").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
    assert!(answer["fields"][0]["message"].as_str().unwrap().contains("表头缺少"), "{answer}");
}

#[tokio::test]
async fn what_cannot_be_read_is_answered_like_every_other_refusal() {
    let city = TestApp::sample_city().await;
    let (_, secret) = token(&city, Role::Clerk, json!({"name": "报送", "days": 30, "writes": true})).await;
    for (method, path, body) in [
        (Method::PUT, "/api/v1/figures/1/1/2026-12", "{"),
        (Method::PUT, "/api/v1/figures/1/1/2026-12", r#"{"value": 5}"#),
        (Method::GET, "/api/v1/figures?unit=x&period=2026-12", ""),
    ] {
        let (status, answer) = call(&city, method, path, &secret, JSON, body).await;
        assert_eq!(
            (status, answer["code"].as_str()),
            (StatusCode::BAD_REQUEST, Some("unreadable")),
            "{path} {answer}"
        );
    }
    // What cannot be a unit's number names no unit.
    let (status, answer) = call(&city, Method::PUT, "/api/v1/figures/x/1/2026-12", &secret, JSON, "{}").await;
    assert_eq!((status, answer["code"].as_str()), (StatusCode::NOT_FOUND, Some("not_found")), "{answer}");
}

#[tokio::test]
async fn the_audit_reads_in_words_and_is_handed_out_whole() {
    let city = TestApp::sample_city().await;
    token(&city, Role::Clerk, json!({"name": "报送", "days": 30})).await;
    let audit = city.as_role(Role::AuditAdmin).await;
    let page = audit.get("/audit?who=clerk1&action=token.").await;
    assert!(page.main().contains("令牌") && page.main().contains("只读，30天"), "{}", page.main());
    assert!(!audit.get("/audit?until=2001-01-01").await.main().contains("只读，30天"));
    assert_eq!(audit.get("/audit?from=昨天").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let table = audit.get("/audit/export?format=csv").await.text();
    assert!(table.contains("token.create") && table.contains("末条"), "{table}");
    let lines = audit.get("/audit/export?format=jsonl&action=token.").await.text();
    assert_eq!(lines.lines().count(), 2, "{lines}");
}
