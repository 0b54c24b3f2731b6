//! Units, hierarchies and reorganisations through pages and API.

use assessment::Role;
use axum::http::{Method, StatusCode, header};
use serde_json::json;

use crate::test_app::TestApp;

#[tokio::test]
async fn a_code_with_a_slip_is_refused_with_its_place_on_page_and_in_the_api() {
    let city = TestApp::sample_city().await;
    let officer = city.as_role(Role::Officer).await;
    let typed = [
        ("name", "空港经济区"),
        ("kind", "assessed"),
        ("class", "开发区"),
        ("code", "12341700686863395B"),
        ("from", "2026-03-01"),
    ];
    let page = officer.post("/units", &typed).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text().contains("第18位校验码不符：按前17位应为“A”，现为“B”"), "{}", page.main());
    assert!(page.text().contains("value=\"空港经济区\""), "what was typed is kept");
    let body = json!({"name": "空港经济区", "kind": "assessed", "class": "开发区", "code": "002489445"});
    let answer = officer.json(Method::POST, "/api/v1/units", &body).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.json()["fields"][0]["field"], "code");
    assert!(answer.json()["fields"][0]["message"].as_str().unwrap().contains("第9位校验码不符"));
}

#[tokio::test]
async fn an_amendment_keeps_what_was_before_its_day_and_is_not_made_over_anothers() {
    let city = TestApp::sample_city().await;
    let officer = city.as_role(Role::Officer).await;
    let before = officer.get("/api/v1/units/1?day=2026-06-30").await;
    let tag = before.response.headers().get(header::ETAG).unwrap().to_str().unwrap().to_owned();
    assert_eq!(tag, "\"0\"");
    let body =
        json!({"name": "东城新区", "kind": "assessed", "class": "区", "from": "2026-07-01", "order": 1});
    let put = |tag: &'static str| {
        let officer = &officer;
        let body = body.clone();
        async move { officer.json_if(Method::PUT, "/api/v1/units/1", tag, &body).await }
    };
    let first = put("\"0\"").await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.text());
    let second = put("\"0\"").await;
    assert_eq!(second.status, StatusCode::PRECONDITION_FAILED, "somebody else was first");
    assert_eq!(second.json()["code"], "conflict");
    let then = officer.get("/api/v1/units/1?day=2026-06-30").await.json();
    let now = officer.get("/api/v1/units/1?day=2026-07-01").await.json();
    assert_eq!((&then["name"], &now["name"]), (&before.json()["name"], &json!("东城新区")));
}

#[tokio::test]
async fn two_units_of_one_name_do_not_stand_on_one_day() {
    let city = TestApp::sample_city().await;
    let officer = city.as_role(Role::Officer).await;
    let body = json!({"name": "城西区", "kind": "assessed", "class": "区"});
    let twice = officer.json(Method::POST, "/api/v1/units", &body).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    let gone = json!({"from": "2026-07-01", "reason": "撤销"});
    let gone = officer.json(Method::POST, "/api/v1/units/2/withdrawal", &gone).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT, "{}", gone.text());
    assert_eq!(officer.get("/api/v1/units/2?day=2026-07-01").await.json()["withdrawn"], true);
    assert_eq!(officer.get("/api/v1/units/2?day=2026-06-30").await.json()["withdrawn"], false);
    let again = officer.json(Method::POST, "/api/v1/units", &body).await;
    assert_eq!(again.status, StatusCode::CREATED, "{}", again.text());
}

#[tokio::test]
async fn a_tree_is_drawn_in_the_boundaries_of_its_day() {
    let city = TestApp::sample_city().await;
    let officer = city.as_role(Role::Officer).await;
    let body = json!({"kind": "chain", "name": "装备制造产业链"});
    let made = officer.json(Method::POST, "/api/v1/hierarchies", &body);
    let id = made.await.json()["id"].as_i64().unwrap();
    let place = async |unit: i64, body: serde_json::Value| {
        officer.json(Method::PUT, &format!("/api/v1/hierarchies/{id}/members/{unit}"), &body).await
    };
    assert_eq!(place(1, json!({"from": "2026-01-01"})).await.status, StatusCode::NO_CONTENT);
    assert_eq!(place(2, json!({"parent": 1, "from": "2026-01-01"})).await.status, StatusCode::NO_CONTENT);
    assert_eq!(place(3, json!({"parent": 2, "from": "2026-01-01"})).await.status, StatusCode::NO_CONTENT);
    assert_eq!(place(3, json!({"parent": 1, "from": "2026-07-01"})).await.status, StatusCode::NO_CONTENT);
    let circle = place(1, json!({"parent": 3, "from": "2026-08-01"})).await;
    assert_eq!(circle.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(circle.text().contains("隶属于自身"), "{}", circle.text());
    let parent = async |day: &str| {
        let tree = officer.get(&format!("/api/v1/hierarchies/{id}?day={day}")).await.json();
        let branches = tree["branches"].as_array().unwrap().clone();
        branches.iter().find(|branch| branch["unit"] == 3).unwrap()["parent"].clone()
    };
    assert_eq!((parent("2026-06-30").await, parent("2026-07-01").await), (json!(2), json!(1)));
}

#[tokio::test]
async fn a_merger_shows_figures_on_both_boundaries_and_the_unit_that_ended_keeps_its_own() {
    let city = TestApp::sample_city().await;
    let officer = city.as_role(Role::Officer).await;
    let typed = [
        ("kind", "merge"),
        ("day", "2026-07-01"),
        ("title", "城西区并入城东区"),
        ("basis", "江政发〔2026〕40号"),
        ("old", "1"),
        ("old", "2"),
        ("new", "城东区"),
    ];
    let made = officer.post("/reorganisations", &typed).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.main());
    let page = officer.get(&made.location).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("调整前口径") && page.text().contains("未单列"), "{}", page.main());
    assert_eq!(officer.get("/api/v1/units/2").await.json()["withdrawn"], true);
    assert_eq!(officer.get("/api/v1/units/2?day=2026-06-30").await.json()["withdrawn"], false);
    let book = officer.get(&format!("{}/xlsx", made.location)).await;
    assert!(book.bytes.starts_with(b"PK"));
}

#[tokio::test]
async fn what_is_exported_is_imported_unchanged_and_a_faulty_table_changes_nothing() {
    let city = TestApp::sample_city().await;
    let officer = city.as_role(Role::Officer).await;
    let book = officer.get("/units/xlsx").await;
    let seen = officer.upload("/units/import", &[("from", "2026-08-01")], &book.bytes).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.main());
    assert!(seen.text().contains("0行将新增或变更"), "{}", seen.main());
    let head = "编号,简称,全称,统一社会信用代码或组织机构代码,行政区划代码,单位性质,单位类别,排序";
    let faulty =
        format!("{head}\n,云港新区,,,,被考核单位,开发区,\n,坏代码区,,002489445,,被考核单位,开发区,\n");
    let seen = officer.upload("/units/import", &[("from", "2026-08-01")], faulty.as_bytes()).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.text().contains("第3行：组织机构代码“002489445”：第9位校验码不符"), "{}", seen.main());
    let table = json!([
        head.split(',').collect::<Vec<_>>(),
        ["", "云港新区", "", "", "", "被考核单位", "开发区", ""],
        ["", "坏代码区", "", "002489445", "", "被考核单位", "开发区", ""]
    ]);
    let taken =
        officer.post("/units/import/apply", &[("table", &table.to_string()), ("from", "2026-08-01")]).await;
    assert_eq!(taken.status, StatusCode::CONFLICT);
    assert!(!officer.get("/units?text=云港").await.text().contains("云港新区</a>"), "not one row was taken");
}

#[tokio::test]
async fn a_unit_that_ended_within_the_year_is_ranked_in_its_months_and_named_with_its_day_afterwards() {
    let city = TestApp::sample_city().await;
    let officer = city.as_role(Role::Officer).await;
    let before = officer.get("/rank/2026-06").await.main();
    let gone = json!({"from": "2026-07-01", "reason": "撤销"});
    let gone = officer.json(Method::POST, "/api/v1/units/3/withdrawal", &gone).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT, "{}", gone.text());
    let name = city
        .app
        .catalogue()
        .await
        .unwrap()
        .timeline
        .name(assessment::UnitId::new(3), jiff::civil::date(2026, 6, 30));
    let june = officer.get("/rank/2026-06").await.main();
    let row = |page: &str| page.split("<tr").find(|row| row.contains(&name)).unwrap().to_owned();
    assert_eq!(row(&june), row(&before), "the months in which it existed stand as they stood");
    let july = officer.get("/rank/2026-07").await.main();
    let (ranked, apart) = july.split_once("不参加排名").unwrap();
    assert!(!ranked.contains(&name), "it has no rank when it does not exist");
    assert!(
        apart.contains(&name) && apart.contains("2026年7月1日起撤销，撤销前各月照常计分、排名"),
        "{apart}"
    );
    assert_eq!(officer.get("/sheet/3/2026-06").await.status, StatusCode::OK, "its own sheet stays");
    let lights = |month: &str| format!("/api/v1/lights/{month}");
    assert!(officer.get(&lights("2026-06")).await.text().contains("\"unit\":3,"), "so do its lights");
    assert!(!officer.get(&lights("2026-07")).await.text().contains("\"unit\":3,"));
}
