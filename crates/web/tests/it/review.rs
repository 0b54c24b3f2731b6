//! Review, evidence and what is owed, through the front door.

use assessment::Role;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::entry::settle;
use crate::test_app::{Client, TestApp};

const REPORT: &str = "/api/v1/reports/1/2026-12";

async fn step(client: &Client<'_>, body: Value) -> (StatusCode, Value) {
    let answer = client.json(Method::POST, &format!("{REPORT}/steps"), &body).await;
    (answer.status, answer.json())
}

fn state(report: &Value, indicator: i64) -> &str {
    let figures = report["figures"].as_array().unwrap();
    figures.iter().find(|one| one["indicator"] == indicator).unwrap()["state"].as_str().unwrap()
}

async fn upload(client: &Client<'_>, path: &str, name: &str, body: &str) -> crate::test_app::Answer {
    let path = format!("{path}?name={name}");
    client.send(Method::POST, &path, Some("application/octet-stream"), body).await
}

#[tokio::test]
async fn a_partly_returned_report_opens_only_what_was_returned() {
    let city = TestApp::sample_city().await;
    let (clerk, leader) = (city.as_role(Role::Clerk).await, city.as_role(Role::UnitLeader).await);
    settle(&city, &clerk).await;
    let (status, report) = step(&clerk, json!({"action": "submit"})).await;
    assert_eq!(status, StatusCode::OK, "{report}");
    let back = json!({"indicator": 1, "decision": "return", "reason": "缺凭证"});
    let (status, report) = step(&leader, json!({"action": "review", "figures": [back]})).await;
    assert_eq!(status, StatusCode::OK, "{report}");
    assert_eq!((state(&report, 1), state(&report, 2)), ("returned", "accepted"));
    let other = clerk.json(Method::PUT, "/api/v1/figures/1/2/2026-12", &json!({"value": "1"})).await;
    assert_eq!(other.json()["code"], "figure_accepted");
    let answered =
        clerk.json(Method::POST, "/api/v1/figures/1/1/2026-12/thread", &json!({"text": "凭证已附"})).await;
    assert_eq!(answered.status, StatusCode::NO_CONTENT, "{}", answered.text());
    let (status, report) = step(&clerk, json!({"action": "submit"})).await;
    assert_eq!((status, report["state"].as_str()), (StatusCode::OK, Some("submitted")));
    let thread = leader.get("/api/v1/figures/1/1/2026-12/thread").await.json();
    let words: Vec<_> =
        thread.as_array().unwrap().iter().map(|word| word["step"].as_str().unwrap()).collect();
    assert_eq!(words, ["退回", "答复"]);
}

#[tokio::test]
async fn a_return_without_a_reason_and_a_decision_on_a_figure_that_changed_are_refused() {
    let city = TestApp::sample_city().await;
    let (clerk, leader) = (city.as_role(Role::Clerk).await, city.as_role(Role::UnitLeader).await);
    settle(&city, &clerk).await;
    let seen = clerk.get("/api/v1/figures/1/1/2026-12").await.json()["version"].as_i64().unwrap();
    step(&clerk, json!({"action": "submit"})).await;
    let (status, said) =
        step(&leader, json!({"action": "review", "figures": [{"indicator": 1, "decision": "return"}]})).await;
    assert_eq!((status, said["code"].as_str()), (StatusCode::CONFLICT, Some("reason_missing")));
    let stale = json!({"indicator": 1, "decision": "return", "reason": "有误", "version": seen - 1});
    let (status, said) = step(&leader, json!({"action": "review", "figures": [stale]})).await;
    assert_eq!((status, said["now"].as_i64()), (StatusCode::CONFLICT, Some(seen)));
}

#[tokio::test]
async fn a_late_submission_is_marked_with_its_working_days() {
    let city = TestApp::sample_city().await;
    let officer = city.as_role(Role::Officer).await;
    let rules = json!({"own": "", "month": 1, "quarter": 1, "half": 1, "whole": 1});
    let set = officer.json(Method::PUT, "/api/v1/calendar", &rules).await;
    assert_eq!(set.status, StatusCode::NO_CONTENT, "{}", set.text());
    let tasks = city.as_role(Role::Clerk).await.get("/api/v1/tasks").await.json();
    assert_eq!(tasks[0]["overdue"], true, "{tasks}");
    let clerk = city.as_role(Role::Clerk).await;
    settle(&city, &clerk).await;
    let (_, report) = step(&clerk, json!({"action": "submit"})).await;
    let late = report["steps"][0]["late"].as_i64().unwrap();
    assert!(late > 0, "{report}");
    let page = officer.get("/review/1/2026-12").await.main();
    assert!(page.contains(&format!("迟交{late}个工作日")), "{page}");
}

#[tokio::test]
async fn a_bad_line_of_the_calendar_is_named_and_nothing_is_saved() {
    let city = TestApp::sample_city().await;
    let officer = city.as_role(Role::Officer).await;
    let rules = json!({"own": "2027-01-01 休\n元旦放假", "month": 0, "quarter": 8, "half": 10, "whole": 15});
    let refused = officer.json(Method::PUT, "/api/v1/calendar", &rules).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = refused.json()["fields"].clone();
    assert!(fields[0]["message"].as_str().unwrap().contains("第2行"), "{fields}");
    assert_eq!(fields[1]["field"], "month");
    assert_eq!(officer.get("/api/v1/calendar/2027").await.json()["known"], false);
    let clerk = city.as_role(Role::Clerk).await.json(Method::PUT, "/api/v1/calendar", &rules).await;
    assert_eq!(clerk.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn evidence_is_seen_by_those_who_see_the_figure_and_withdrawn_with_a_reason() {
    let city = TestApp::sample_city().await;
    let clerk = city.as_role(Role::Clerk).await;
    let path = "/api/v1/figures/1/1/2026-12/evidence";
    let added = upload(&clerk, path, "a.txt", "工业产值 1262.4").await;
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.text());
    let id = added.json()["id"].as_i64().unwrap();
    let again = upload(&clerk, path, "b.txt", "工业产值 1262.4").await;
    assert!(again.json()["fields"][0]["message"].as_str().unwrap().contains("已在这里"));
    let program = upload(&clerk, path, "c.pdf", "MZ 这是程序").await;
    assert_eq!(program.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = format!("/figures/1/1/2026-12/evidence/{id}");
    let officer = city.as_role(Role::Officer).await;
    let opened = officer.get(&page).await;
    assert_eq!((opened.status, opened.text().as_str()), (StatusCode::OK, "工业产值 1262.4"));
    let header = |name: &str| opened.response.headers().get(name).unwrap().to_str().unwrap().to_owned();
    assert!(header("content-disposition").starts_with("attachment"));
    assert!(header("content-security-policy").contains("sandbox"));
    assert_eq!(header("x-content-type-options"), "nosniff");
    let stranger = city.as_person("clerk2").await;
    assert_eq!(stranger.get(&page).await.status, StatusCode::NOT_FOUND);
    assert_eq!(stranger.get(path).await.status, StatusCode::NOT_FOUND);
    let other = "/api/v1/figures/1/2/2026-12/evidence";
    let reused = clerk.json(Method::POST, &format!("{other}/reuse"), &json!({"from": id})).await;
    assert_eq!(reused.status, StatusCode::CREATED, "{}", reused.text());
    assert_eq!(reused.json()["sha256"], added.json()["sha256"]);
    let withdraw = format!("{path}/{id}/withdraw");
    let silent = clerk.json(Method::POST, &withdraw, &json!({"reason": " "})).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let gone = clerk.json(Method::POST, &withdraw, &json!({"reason": "传错了"})).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    let left = clerk.get(path).await.json();
    assert_eq!(left[0]["withdrawn_reason"], "传错了", "what was withdrawn stays");
    assert!(officer.get("/figures/1/1/2026-12/evidence").await.main().contains("传错了"));
    let locked = upload(&clerk, "/api/v1/figures/1/1/2026-08/evidence", "a.txt", "x").await;
    assert_eq!(locked.json()["code"], "locked");
}

#[tokio::test]
async fn a_locked_report_opens_on_request_for_the_figures_it_names_and_the_correction_is_marked() {
    let city = TestApp::sample_city().await;
    let clerk = city.as_role(Role::Clerk).await;
    let officer = city.as_role(Role::Officer).await;
    let at = "/api/v1/reports/1/2026-08/steps";
    let ask = json!({"action": "request_reopening", "reason": "核定数有调整", "figures": [{"indicator": 1}]});
    let asked = clerk.json(Method::POST, at, &ask).await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.text());
    let tasks = officer.get("/api/v1/tasks").await.json();
    assert!(tasks.as_array().unwrap().iter().any(|task| task["kind"] == "decide"), "{tasks}");
    let refused = clerk.json(Method::POST, at, &json!({"action": "reopen"})).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let granted = officer.json(Method::POST, at, &json!({"action": "reopen"})).await.json();
    assert_eq!((state(&granted, 1), state(&granted, 2)), ("returned", "verified"));
    let other = clerk.json(Method::PUT, "/api/v1/figures/1/2/2026-08", &json!({"value": "1"})).await;
    assert_eq!(other.json()["code"], "figure_verified");
}

#[tokio::test]
async fn the_own_unit_has_lights_and_a_movement() {
    let city = TestApp::sample_city().await;
    let page = city.as_role(Role::Clerk).await.get("/workbench").await.main();
    assert!(page.contains("红") && page.contains("绿"), "{page}");
    assert!(page.contains("月报") && page.contains("工作日"), "{page}");
}

#[tokio::test]
async fn a_form_that_was_opened_and_is_incomplete_says_so_without_saying_who_opened_it() {
    let city = TestApp::sample_city().await;
    let clerk = city.as_role(Role::Clerk).await;
    let before = clerk.get("/api/v1/reports?period=2026-12").await.json();
    assert_eq!(before[0]["looked"], false);
    assert_eq!(clerk.get("/entry/1/2026-12").await.status, StatusCode::OK);
    assert_eq!(clerk.get("/api/v1/reports?period=2026-12").await.json()[0]["looked"], true);
}
