//! Invitations, roles kept apart, the second factor, sessions.

use assessment::Role;
use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::test_app::TestApp;

const OWN: &str = "Jiangzhou#2027";

#[tokio::test]
async fn an_invited_person_sets_the_password_and_waits_for_the_role() {
    let city = TestApp::sample_city().await;
    let admin = city.as_role(Role::SystemAdmin).await;
    let body = json!({"name": "xinlai", "display_name": "新来", "grants": [{"role": "clerk", "unit": 1}]});
    let made = admin.json(Method::POST, "/api/v1/invitations", &body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let code = made.json()["code"].as_str().unwrap().to_owned();
    let nobody = city.as_nobody();
    let weak = nobody.post("/invited", &[("code", &code), ("new", "abc"), ("again", "abc")]).await;
    assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(weak.text().contains("不足8位"), "{}", weak.main());
    let fields = [("code", code.as_str()), ("new", OWN), ("again", OWN)];
    assert_eq!(nobody.post("/invited", &fields).await.status, StatusCode::SEE_OTHER);
    let twice = nobody.post("/invited", &fields).await;
    assert!(twice.text().contains("已用过"), "{}", twice.main());
    let person = city.as_person_with("xinlai", OWN).await;
    assert_eq!(person.get("/workbench").await.status, StatusCode::FORBIDDEN, "nothing was granted yet");
    let security = city.as_role(Role::SecurityAdmin).await;
    let rows = security.get("/api/v1/accounts").await.json();
    let row = rows.as_array().unwrap().iter().find(|row| row["name"] == "xinlai").unwrap().clone();
    assert_eq!(row["proposed"], json!([{"role": "clerk", "unit": 1}]));
    let path = format!("/api/v1/accounts/{}/grants", row["id"]);
    let stale = security.json_if(Method::PUT, &path, "\"another\"", &row["proposed"]).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    let tag = format!("\"{}\"", row["version"].as_str().unwrap());
    let granted = security.json_if(Method::PUT, &path, &tag, &row["proposed"]).await;
    assert_eq!(granted.status, StatusCode::NO_CONTENT, "{}", granted.text());
    assert_eq!(person.get("/workbench").await.status, StatusCode::OK);
}

#[tokio::test]
async fn one_person_never_holds_two_of_the_three_administrators() {
    let city = TestApp::sample_city().await;
    let security = city.as_role(Role::SecurityAdmin).await;
    let rows = security.get("/api/v1/accounts").await.json();
    let of =
        |name: &str| rows.as_array().unwrap().iter().find(|row| row["name"] == name).unwrap()["id"].clone();
    let grant = async |name: &str, grants: serde_json::Value| {
        security.json(Method::PUT, &format!("/api/v1/accounts/{}/grants", of(name)), &grants).await
    };
    let both = grant("sysadmin", json!([{"role": "system_admin"}, {"role": "audit_admin"}])).await;
    assert_eq!(both.status, StatusCode::CONFLICT);
    assert_eq!(both.json()["code"], "roles_apart");
    let assessing = grant("auditadmin", json!([{"role": "audit_admin"}, {"role": "officer"}])).await;
    assert_eq!(assessing.json()["code"], "roles_apart");
    assert_eq!(grant("secadmin", json!([{"role": "officer"}])).await.json()["code"], "own_account");
    let system = city.as_role(Role::SystemAdmin).await;
    let path = format!("/api/v1/accounts/{}/grants", of("clerk1"));
    let by_other = system.json(Method::PUT, &path, &json!([{"role": "officer"}])).await;
    assert_eq!(by_other.status, StatusCode::FORBIDDEN, "the system administrator grants nothing");
}

#[tokio::test]
async fn a_person_ends_own_sessions_and_nobody_elses() {
    let city = TestApp::sample_city().await;
    let (here, there) = (city.as_person("mayor").await, city.as_person("mayor").await);
    let other = city.as_person("clerk1").await;
    let page = here.get("/sessions").await.text();
    assert!(page.contains("2处") && page.contains("本次"), "{page}");
    let ended =
        page.split("/sessions/").filter_map(|part| part.split_once("/ended")).map(|(id, _)| id.to_owned());
    for id in ended.collect::<Vec<_>>() {
        assert_eq!(other.post(&format!("/sessions/{id}/ended"), &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(here.get("/workbench").await.status, StatusCode::OK);
    }
    let mine = there.get("/sessions").await.text();
    let all: Vec<String> = mine
        .split("/sessions/")
        .filter_map(|part| part.split_once("/ended"))
        .map(|(id, _)| id.to_owned())
        .collect();
    assert_eq!(all.len(), 2);
    for id in &all {
        there.post(&format!("/sessions/{id}/ended"), &[]).await;
    }
    assert!(here.get("/workbench").await.location.starts_with("/sign-in"), "ended from elsewhere");
}

#[tokio::test]
async fn a_form_whose_session_ended_is_kept_through_the_sign_in_without_secrets() {
    let city = TestApp::sample_city().await;
    let nobody = city.as_nobody();
    let kept = nobody.post("/units", &[("name", "空港经济区"), ("password", "geheim")]).await;
    assert_eq!(kept.status, StatusCode::UNAUTHORIZED);
    let text = kept.text();
    assert!(text.contains("登录已过期，刚才填写的内容没有提交") && text.contains("空港经济区"), "{text}");
    assert!(!text.contains("geheim"));
    let held =
        json!({"action": "/units", "back": "/units/new", "fields": [["name", "空港经济区"]]}).to_string();
    let fields = [("username", "officer"), ("password", city.password.as_str()), ("held", held.as_str())];
    let again = nobody.post("/sign-in", &fields).await;
    assert_eq!(again.status, StatusCode::OK);
    assert!(again.text().contains("data-held=\"/units/new\"") && again.text().contains("空港经济区"));
    let foreign = held.replace("\"/units\"", "\"https://evil.example\"");
    let fields = [("username", "officer"), ("password", city.password.as_str()), ("held", foreign.as_str())];
    assert_eq!(nobody.post("/sign-in", &fields).await.location, "/");
}
