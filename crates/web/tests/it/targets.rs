//! 目标 through the front door: set while a cycle is prepared, changed by request once it runs.

use assessment::Role;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::cycles::cycle_of;
use crate::test_app::{Client, TestApp};

/// Next year's cycle, in preparation.
async fn next_year(officer: &Client<'_>) -> i64 {
    let this = cycle_of(officer, 2026).await;
    let text = officer.get(&format!("/api/v1/cycles/{this}/versions/1")).await.json();
    let text = text["text"].as_str().unwrap().replace("年度 2026", "年度 2027");
    let new = json!({"name": "2027年度考核", "year": 2027, "scheme": text});
    let made = officer.json(Method::POST, "/api/v1/cycles", &new).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let cycle = made.json()["id"].as_i64().unwrap();
    let publish = json!({"text": text, "valid_from": "2027-01-01", "reason": "江经信〔2027〕3号"});
    let made = officer.json(Method::POST, &format!("/api/v1/cycles/{cycle}/versions"), &publish).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    cycle
}

async fn save(client: &Client<'_>, cycle: i64, grid: &str, rows: Value) -> Value {
    let path = format!("/api/v1/cycles/{cycle}/targets/{grid}");
    let answer = client.json(Method::POST, &path, &json!({"rows": rows})).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.json()
}

#[tokio::test]
async fn the_whole_is_given_out_and_the_difference_is_shown_not_forced() {
    let city = TestApp::sample_city().await;
    let officer = city.as_role(Role::Officer).await;
    let cycle = next_year(&officer).await;
    let rows = json!([
        {"unit": 0, "version": 0, "assigned": "300亿", "superior": "310"},
        {"unit": 1, "version": 0, "assigned": "1,200,000万元"},
        {"unit": 2, "version": 0, "assigned": "约80亿"},
        {"unit": 3, "version": 0, "assigned": "100.5"},
    ]);
    let answer = save(&officer, cycle, "indicators/1", rows).await;
    assert_eq!(answer["rows"][1]["assigned"], "120.00", "{answer}");
    assert!(answer["rows"][1]["notes"][0].as_str().unwrap().contains("已换算"));
    assert_eq!(answer["rows"][2]["saved"], false);
    assert!(answer["rows"][2]["findings"][0]["text"].as_str().unwrap().contains("约数"));
    assert_eq!(answer["summary"]["sum_assigned"], "220.50");
    assert_eq!(answer["summary"]["difference_assigned"], "少 79.50");
    assert!(
        !answer["rows"][1]["last_year"].as_str().unwrap().is_empty() || answer["rows"][1]["growth"] == ""
    );
    let second =
        save(&officer, cycle, "indicators/1", json!([{"unit": 1, "version": 0, "assigned": "121"}])).await;
    assert_eq!(second["rows"][0]["saved"], false, "the second of two editors is told");
    assert!(second["rows"][0]["conflict"]["by"].is_string());
    assert_eq!(second["rows"][0]["assigned"], "120.00");
    let page = officer.get(&format!("/cycles/{cycle}/targets")).await.main();
    assert!(page.contains("少 79.50"), "the overview shows what is missing");
}

#[tokio::test]
async fn once_the_cycle_runs_a_target_changes_by_an_approved_request_and_both_values_stay() {
    let city = TestApp::sample_city().await;
    let (clerk, officer) = (city.as_role(Role::Clerk).await, city.as_role(Role::Officer).await);
    let cycle = cycle_of(&officer, 2026).await;
    let path = format!("/api/v1/cycles/{cycle}/targets/units/1");
    let before = officer.get(&path).await.json();
    let row = before["rows"].as_array().unwrap().iter().find(|row| row["assigned"] != "").unwrap();
    let indicator = row["indicator"].as_i64().unwrap();
    let direct = json!({"rows": [{"indicator": indicator, "version": row["version"], "assigned": "1"}]});
    let refused = officer.json(Method::POST, &path, &direct).await;
    assert_eq!(refused.json()["code"], "target_by_request_only");
    let requests = format!("/api/v1/cycles/{cycle}/requests");
    let wanted =
        json!({"unit": 1, "indicator": indicator, "kind": "assigned", "wanted": "9.99", "reason": ""});
    let bare = clerk.json(Method::POST, &requests, &wanted).await;
    assert_eq!(bare.json()["fields"][0]["field"], "reason");
    let wanted = json!({"unit": 1, "indicator": indicator, "kind": "assigned", "wanted": "9.99", "reason": "区划调整"});
    let asked = clerk.json(Method::POST, &requests, &wanted).await;
    assert_eq!(asked.status, StatusCode::CREATED, "{}", asked.text());
    let id = asked.json()["id"].as_i64().unwrap();
    assert_eq!(officer.get(&path).await.json(), before, "nothing changes before it is approved");
    let decision = format!("{requests}/{id}/decision");
    let body = json!({"approve": true, "reason": "市政府同意"});
    assert_eq!(clerk.json(Method::POST, &decision, &body).await.status, StatusCode::FORBIDDEN);
    let decided = officer.json(Method::POST, &decision, &body).await;
    assert_eq!(decided.json()["decision"], "approved", "{}", decided.text());
    let again = officer.json(Method::POST, &decision, &body).await;
    assert_eq!(again.json()["code"], "request_decided");
    let after = officer.get(&path).await.json();
    let now = after["rows"].as_array().unwrap().iter().find(|row| row["indicator"] == indicator).unwrap();
    assert_eq!(now["assigned"], "9.99");
    let history = clerk.get(&format!("/cycles/{cycle}/history/1/{indicator}")).await.main();
    for part in ["9.99", row["assigned"].as_str().unwrap(), "区划调整", "市政府同意", "已被取代"]
    {
        assert!(history.contains(part), "{part}");
    }
    let own = json!({"unit": 2, "indicator": indicator, "kind": "assigned", "wanted": "1", "reason": "x"});
    assert_eq!(clerk.json(Method::POST, &requests, &own).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_schedule_by_quarters_moves_what_is_due_and_so_the_scores() {
    let city = TestApp::sample_city().await;
    let officer = city.as_role(Role::Officer).await;
    let cycle = cycle_of(&officer, 2026).await;
    let path = format!("/api/v1/cycles/{cycle}/schedules/1");
    assert_eq!(officer.get(&path).await.json()["shape"], "linear");
    let falling = json!({"shape": "quarters", "shares": ["30", "20", "70", "100"], "reason": "按项目工期"});
    let refused = officer.json(Method::PUT, &path, &falling).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let before = officer.get("/sheet/1/2026-08").await.main();
    let late = json!({"shape": "quarters", "shares": ["5", "10", "15", "100"], "reason": "按项目工期"});
    let set = officer.json(Method::PUT, &path, &late).await;
    assert_eq!(set.json()["shares"][7], "10", "{}", set.text());
    assert_ne!(officer.get("/sheet/1/2026-08").await.main(), before, "less is due in August");
    let page = officer.get(&format!("/cycles/{cycle}/schedules/1")).await.main();
    assert!(page.contains("按季度") && page.contains("按项目工期"));
}

#[tokio::test]
async fn the_workbook_of_targets_comes_back_as_it_went_out() {
    let city = TestApp::sample_city().await;
    let officer = city.as_role(Role::Officer).await;
    let cycle = cycle_of(&officer, 2026).await;
    let book = officer.get(&format!("/cycles/{cycle}/targets/xlsx")).await;
    assert_eq!(book.status, StatusCode::OK);
    let person = app::session::sign_in(&city.app, "officer", &city.password).await.unwrap();
    let person = app::session::find_person(&city.app, &person.token).await.unwrap();
    let id = assessment::CycleId::new(cycle);
    let read = app::target::import_xlsx(&city.app, &person, id, &book.bytes).await.unwrap();
    assert_eq!((read.changes, read.bad), (0, 0), "{:?}", read.rows.first());
    assert!(read.same > 100);
    let csv = "单位,指标,下达目标\n城东区,销售产值,1.2万亿\n没有的区,销售产值,5\n城东区,工业投资,5/5\n";
    let read = app::target::import_xlsx(&city.app, &person, id, csv.as_bytes()).await.unwrap();
    let rows: Vec<_> =
        read.rows.iter().map(|row| (row.number, row.changes.len(), row.faults.len())).collect();
    assert_eq!(rows, [(2, 1, 0), (3, 0, 1), (4, 0, 1)], "{:?}", read.rows);
}
