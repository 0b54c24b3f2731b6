//! 填报 through the front door: what is typed, what the checks ask, what two people do to one cell, what comes back in
//! a workbook.

use assessment::Role;
use axum::http::{Method, StatusCode, header};
use serde_json::{Value, json};

use crate::test_app::{Answer, Client, TestApp};

/// An open month of the sample; 2026-08 is locked.
const MONTH: &str = "2026-12";
const FIGURES: &str = "/api/v1/reports/1/2026-12/figures";

async fn save(clerk: &Client<'_>, rows: Value) -> Value {
    let answer = clerk.json(Method::POST, FIGURES, &json!({ "rows": rows })).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.json()["rows"].clone()
}

async fn id_of(city: &TestApp, name: &str) -> i64 {
    city.app.catalogue().await.unwrap().indicator_named(name).unwrap().id.get()
}

async fn version(clerk: &Client<'_>, indicator: i64) -> i64 {
    let figure = clerk.get(&format!("/api/v1/figures/1/{indicator}/{MONTH}")).await;
    figure.json()["version"].as_i64().unwrap_or(0)
}

#[tokio::test]
async fn the_second_of_two_editors_keeps_both_when_they_changed_different_columns() {
    let city = TestApp::sample_city().await;
    let clerk = city.as_role(Role::Clerk).await;
    let id = id_of(&city, "销售产值").await;
    let seen = version(&clerk, id).await;
    let first = save(&clerk, json!([{"indicator": id, "version": seen, "value": "101.5"}])).await;
    assert_eq!(first[0]["saved"], true, "{first}");
    let second = save(&clerk, json!([{"indicator": id, "version": seen, "narrative": "按计划推进。"}])).await;
    assert_eq!((&second[0]["saved"], &second[0]["conflict"]), (&json!(true), &Value::Null), "{second}");
    let figure = clerk.get(&format!("/api/v1/figures/1/{id}/{MONTH}")).await.json();
    assert_eq!(
        (figure["value"].as_str(), figure["narrative"].as_str()),
        (Some("101.50"), Some("按计划推进。"))
    );
    let clash = save(&clerk, json!([{"indicator": id, "version": seen, "value": "99"}])).await;
    assert_eq!(clash[0]["saved"], false);
    assert!(clash[0]["conflict"]["by"].is_string() && clash[0]["conflict"]["at"].is_string(), "{clash}");
    assert_eq!(clerk.get(&format!("/api/v1/figures/1/{id}/{MONTH}")).await.json()["value"], "101.50");
}

#[tokio::test]
async fn a_yes_of_the_month_before_stands_as_the_word() {
    let city = TestApp::sample_city().await;
    let clerk = city.as_role(Role::Clerk).await;
    let id = id_of(&city, "节能措施").await;
    let page = clerk.get(&format!("/entry/1/{MONTH}")).await.text();
    let row = page.split(&format!("id=\"row-{id}\"")).nth(1).and_then(|rest| rest.split("</tr>").next());
    assert!(row.is_some_and(|row| row.contains("<td class=\"num\">是</td>")), "{row:?}");
}

#[tokio::test]
async fn the_same_save_sent_twice_is_one_fact() {
    let city = TestApp::sample_city().await;
    let clerk = city.as_role(Role::Clerk).await;
    let id = id_of(&city, "销售产值").await;
    let seen = version(&clerk, id).await;
    let rows = json!([{"indicator": id, "version": seen, "value": "77.25"}]);
    let first = save(&clerk, rows.clone()).await;
    let again = save(&clerk, rows).await;
    assert_eq!(again[0]["saved"], true);
    assert_eq!(first[0]["version"], again[0]["version"], "no second fact was appended");
}

#[tokio::test]
async fn typing_one_of_month_and_cumulative_gives_the_other_and_a_contradiction_is_said() {
    let city = TestApp::sample_city().await;
    let clerk = city.as_role(Role::Clerk).await;
    let id = id_of(&city, "销售产值").await;
    let before = clerk.get(&format!("/api/v1/figures/1/{id}/2026-11")).await.json();
    let sum: assessment::Decimal = before["cumulative"].as_str().unwrap().parse().unwrap();
    let expected = sum.checked_add("10".parse().unwrap()).unwrap().grouped();
    let seen = version(&clerk, id).await;
    let row = save(&clerk, json!([{"indicator": id, "version": seen, "value": "10"}])).await[0].clone();
    assert_eq!(row["cumulative"].as_str(), Some(expected.as_str()));
    let seen = row["version"].clone();
    let both = json!([{"indicator": id, "version": seen, "value": "10", "cumulative": "1"}]);
    let row = save(&clerk, both).await[0].clone();
    assert_eq!(row["saved"], false);
    assert!(row["findings"][0]["text"].as_str().unwrap().contains("上期累计加当期不符"), "{row}");
    let scaled = json!([{"indicator": id, "version": seen, "value": "100,000万元"}]);
    let row = save(&clerk, scaled).await[0].clone();
    assert_eq!(row["value"].as_str(), Some("10.00"), "100,000万元 is 10亿元： {row}");
}

#[tokio::test]
async fn a_slip_of_ten_thousand_must_be_explained_and_the_reason_stays_with_the_figure() {
    let city = TestApp::sample_city().await;
    let clerk = city.as_role(Role::Clerk).await;
    let id = id_of(&city, "销售产值").await;
    let usual = clerk.get(&format!("/api/v1/figures/1/{id}/2025-12")).await.json();
    let usual: assessment::Decimal = usual["value"].as_str().unwrap().parse().unwrap();
    let slip = usual.checked_mul(assessment::Decimal::from_int(10_000)).unwrap().to_string();
    let seen = version(&clerk, id).await;
    let row = save(&clerk, json!([{"indicator": id, "version": seen, "value": slip}])).await[0].clone();
    assert_eq!((row["saved"].clone(), row["state"].as_str()), (json!(true), Some("wrong")), "{row}");
    assert!(row["findings"].as_array().unwrap().iter().any(|one| one["code"] == "scale_slip"), "{row}");
    let check = clerk.get(&format!("/entry/1/{MONTH}/check")).await.main();
    assert!(check.contains("比通常的") && !check.contains("确认提交"), "{check}");
    let seen = row["version"].clone();
    let reason =
        json!([{"indicator": id, "version": seen, "explanation": "新投产项目一次入统，附统计局核定表。"}]);
    let row = save(&clerk, reason).await[0].clone();
    assert!(row["findings"].as_array().unwrap().iter().all(|one| one["explained"] == true), "{row}");
    let leader = city.as_role(Role::UnitLeader).await;
    let review = leader.get(&format!("/review/1/{MONTH}")).await.main();
    assert!(review.contains("新投产项目一次入统"), "those who review read the reason");
    let seen = row["version"].clone();
    let row = save(&clerk, json!([{"indicator": id, "version": seen, "value": "12"}])).await[0].clone();
    assert_eq!(row["explanation"], "", "another number needs its own reason");
}

#[tokio::test]
async fn words_that_state_another_completion_than_the_row_are_an_error() {
    let city = TestApp::sample_city().await;
    let clerk = city.as_role(Role::Clerk).await;
    let id = id_of(&city, "销售产值").await;
    let seen = version(&clerk, id).await;
    let words = "累计实现销售产值1亿元，完成年度目标的665%。";
    let row = save(&clerk, json!([{"indicator": id, "version": seen, "narrative": words}])).await[0].clone();
    let codes: Vec<&str> =
        row["findings"].as_array().unwrap().iter().filter_map(|one| one["code"].as_str()).collect();
    assert!(codes.contains(&"completion_differs") && codes.contains(&"narrative_differs"), "{row}");
}

#[tokio::test]
async fn a_draft_is_kept_for_its_person_until_the_cell_is_saved() {
    let city = TestApp::sample_city().await;
    let clerk = city.as_role(Role::Clerk).await;
    let id = id_of(&city, "销售产值").await;
    let seen = version(&clerk, id).await;
    let cell = json!({"period": MONTH, "indicator": id, "field": "value", "text": "12.3.4", "version": seen});
    let kept = clerk.json(Method::POST, "/api/v1/drafts/1", &json!({"cells": [cell]})).await;
    assert_eq!(kept.status, StatusCode::NO_CONTENT, "{}", kept.text());
    let page = |answer: Answer| answer.text().contains("12.3.4");
    assert!(page(clerk.get(&format!("/entry/1/{MONTH}")).await), "the next visit finds it");
    assert!(page(clerk.get("/entry-year/1/2026").await), "so does the page of the year");
    let other = city.as_role(Role::Officer).await;
    assert!(!page(other.get(&format!("/entry/1/{MONTH}")).await), "nobody else sees it");
    save(&clerk, json!([{"indicator": id, "version": seen, "value": "12.34"}])).await;
    assert!(!page(clerk.get(&format!("/entry/1/{MONTH}")).await), "saved, it is forgotten");
}

#[tokio::test]
async fn a_year_pasted_month_by_month_carries_its_sums_along() {
    let city = TestApp::sample_city().await;
    let clerk = city.as_role(Role::Clerk).await;
    let id = id_of(&city, "销售产值").await;
    let figure = |month: &str| format!("/api/v1/figures/1/{id}/{month}");
    let (october, november) =
        (clerk.get(&figure("2026-10")).await.json(), clerk.get(&figure("2026-11")).await.json());
    let open = |answer: &Answer| answer.text().contains("data-field=\"2026-12\"");
    assert!(open(&clerk.get("/entry-year/1/2026").await), "December is open to its clerk");
    let cells = json!({"view": "value", "cells": [
        {"indicator": id, "period": "2026-12", "version": version(&clerk, id).await, "text": "100,000万元"},
        {"indicator": id, "period": "2026-08", "version": 0, "text": "1"},
    ]});
    let seen = clerk.json(Method::POST, "/api/v1/years/1/2026/figures/preview", &cells).await.json();
    let of = |answer: &Value, period: &str| {
        let cells = answer["cells"].as_array().unwrap();
        cells.iter().find(|cell| cell["period"] == period).cloned().unwrap_or_default()
    };
    assert!(of(&seen, "2026-08")["findings"][0]["text"].as_str().unwrap().contains("已锁定"), "{seen}");
    assert_eq!(version(&clerk, id).await, cells["cells"][0]["version"], "a preview saves nothing");
    let saved = clerk.json(Method::POST, "/api/v1/years/1/2026/figures", &cells).await.json();
    let sum: assessment::Decimal = november["cumulative"].as_str().unwrap().parse().unwrap();
    let expected = sum.checked_add("10".parse().unwrap()).unwrap().grouped();
    assert_eq!(of(&saved, "2026-12")["cumulative"].as_str(), Some(expected.as_str()), "{saved}");
    assert_eq!(of(&saved, "2026-12")["saved"], true);
    assert_eq!(clerk.get(&figure("2026-10")).await.json(), october, "closed months stand as they stood");
}

async fn bring_back(clerk: &Client<'_>, path: &str, bytes: &[u8]) -> Answer {
    let mut body = Vec::new();
    let csrf = &clerk.csrf;
    body.extend_from_slice(
        format!("--mark\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n--mark\r\n")
            .as_bytes(),
    );
    body.extend_from_slice(
        b"Content-Disposition: form-data; name=\"file\"; filename=\"form.xlsx\"\r\nContent-Type: application/octet-stream\r\n\r\n",
    );
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--mark--\r\n");
    clerk.send_bytes(Method::POST, path, "multipart/form-data; boundary=mark", body).await
}

#[tokio::test]
async fn a_form_comes_back_with_a_report_per_row_and_only_where_it_belongs() {
    let city = TestApp::sample_city().await;
    let clerk = city.as_role(Role::Clerk).await;
    let form = clerk.get(&format!("/entry/1/{MONTH}/xlsx")).await;
    assert_eq!(form.status, StatusCode::OK);
    let same = bring_back(&clerk, &format!("/entry/1/{MONTH}/import"), &form.bytes).await;
    assert_eq!(same.status, StatusCode::OK, "{}", same.main());
    assert!(same.main().contains("0 行有改动") && !same.main().contains("采用并保存"), "{}", same.main());
    let other = bring_back(&clerk, "/entry/1/2026-11/import", &form.bytes).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(other.main().contains("这是2026年12月的填报表，不能导入2026年11月"), "{}", other.main());
    let csv = "单位,期,指标,当月,完成情况\n城东区,2026-12,销售产值,\"100,000万元\",\n城西区,2026-12,工业投资,1,\n城东区,2026-12,没有的指标,1,\n城东区,2026-12,工业投资,5/5,\n";
    let read = bring_back(&clerk, &format!("/entry/1/{MONTH}/import"), csv.as_bytes()).await;
    let main = read.main();
    for words in
        ["10.00", "已换算", "这一行是“城西区”的", "本期填报表中没有这项指标", "5/5", "像是日期", "采用并保存"]
    {
        assert!(main.contains(words), "{words}: {main}");
    }
    let sent: Vec<(String, String)> = main
        .split("<input type=\"hidden\" name=\"")
        .skip(1)
        .filter_map(|part| {
            let (name, rest) = part.split_once("\" value=\"")?;
            Some((name.to_owned(), rest.split('"').next()?.to_owned()))
        })
        .filter(|(name, _)| name != "csrf")
        .collect();
    let fields: Vec<(&str, &str)> = sent.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let done = clerk.post(&format!("/entry/1/{MONTH}"), &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
    let id = id_of(&city, "销售产值").await;
    assert_eq!(clerk.get(&format!("/api/v1/figures/1/{id}/{MONTH}")).await.json()["value"], "10.00");
    let stale = bring_back(&clerk, &format!("/entry/1/{MONTH}/import"), &form.bytes).await;
    assert!(stale.main().contains("改过这一行，没有读入"), "a row that changed since is left out");
    assert_eq!(stale.response.headers().get(header::CONTENT_TYPE).unwrap(), "text/html; charset=utf-8");
}

#[tokio::test]
async fn one_saved_figure_reads_the_same_on_every_page_at_once() {
    let city = TestApp::sample_city().await;
    let clerk = city.as_role(Role::Clerk).await;
    let id = id_of(&city, "销售产值").await;
    let total =
        |page: &str| page.split("合计").nth(1).unwrap_or_default().chars().take(400).collect::<String>();
    let sheet_before = clerk.get(&format!("/sheet/1/{MONTH}")).await.main();
    let rank_before = clerk.get(&format!("/rank/{MONTH}")).await.main();
    let seen = version(&clerk, id).await;
    let row = save(&clerk, json!([{"indicator": id, "version": seen, "value": "0.01"}])).await[0].clone();
    let (sum, completion) = (row["cumulative"].as_str().unwrap(), row["completion"].as_str().unwrap());
    let entry = clerk.get(&format!("/entry/1/{MONTH}")).await.main();
    let sheet = clerk.get(&format!("/sheet/1/{MONTH}")).await.main();
    let check = clerk.get(&format!("/entry/1/{MONTH}/check")).await.main();
    let year = clerk.get("/entry-year/1/2026?view=cumulative").await.main();
    for (name, page) in [("entry", &entry), ("check", &check)] {
        assert!(page.contains(sum) && page.contains(completion), "{name}: {sum} {completion}");
    }
    assert!(year.contains(sum), "year: {sum}");
    let plain = sum.replace(',', "");
    let grouped = plain.parse::<assessment::Decimal>().unwrap().grouped();
    assert!(sheet.contains(&grouped) && sheet.contains(completion), "sheet: {grouped} {completion}");
    let api = clerk.get(&format!("/api/v1/figures/1/{id}/{MONTH}")).await.json();
    assert_eq!(api["cumulative"].as_str(), Some(plain.as_str()));
    assert_ne!(total(&sheet), total(&sheet_before), "the score moved with it");
    assert_ne!(clerk.get(&format!("/rank/{MONTH}")).await.main(), rank_before, "and the rank's points");
}

#[tokio::test]
async fn submitting_twice_is_harmless() {
    let city = TestApp::sample_city().await;
    let clerk = city.as_role(Role::Clerk).await;
    settle(&city, &clerk).await;
    for _ in 0..2 {
        let sent = clerk.post(&format!("/entry/1/{MONTH}/submit"), &[]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.main());
    }
    let late =
        save(&clerk, json!([{"indicator": id_of(&city, "销售产值").await, "version": 0, "value": "1"}]))
            .await;
    assert_eq!(late[0]["saved"], false, "a page from before the report was sent saves nothing");
}

/// Gives every owed row a figure and every question a reason.
pub(crate) async fn settle(city: &TestApp, clerk: &Client<'_>) {
    let board = {
        let signed = app::session::sign_in(&city.app, "clerk1", &city.password).await.unwrap();
        let person = app::session::find_person(&city.app, &signed.token).await.unwrap();
        app::entry::show(&city.app, &person, assessment::UnitId::new(1), MONTH.parse().unwrap())
            .await
            .unwrap()
    };
    for row in board.rows().unwrap() {
        let id = row.indicator.id.get();
        let seen = row.figure.as_ref().map_or(0, |figure| figure.seq);
        if row.figure.is_none() {
            save(clerk, json!([{"indicator": id, "version": 0, "value": "待补"}])).await;
        } else if !row.findings.is_empty() {
            let reason = json!([{"indicator": id, "version": seen, "explanation": "已核实，情况属实。"}]);
            save(clerk, reason).await;
        }
    }
}

#[tokio::test]
async fn what_the_superior_published_is_held_against_the_report() {
    let city = TestApp::sample_city().await;
    let officer = city.as_role(Role::Officer).await;
    let address = format!("/superior/{MONTH}");
    let refused =
        officer.post(&address, &[("source", ""), ("list", "单位\t指标\t累计\n没有的区\t销售产值\t1")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = refused.main();
    assert!(said.contains("请写明出处") && said.contains("没有单位“没有的区”"), "{said}");
    let unit = city.app.catalogue().await.unwrap().unit(assessment::UnitId::new(1)).unwrap().name.clone();
    let list = format!("单位\t指标\t累计\n{unit}\t销售产值\t1万元");
    let taken = officer.post(&address, &[("source", "全市工业经济月报"), ("list", &list)]).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.main());
    let page = officer.get(&address).await.main();
    assert!(page.contains("0.0001") && page.contains("全市工业经济月报"), "{page}");
    let clerk = city.as_role(Role::Clerk).await;
    let entry = clerk.get(&format!("/entry/1/{MONTH}")).await.main();
    assert!(entry.contains("与上级公布的0.0001亿元不符"), "the clerk is asked to explain");
    assert_eq!(clerk.get(&address).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_figure_with_more_decimals_than_its_indicator_is_refused_with_what_to_write() {
    let city = TestApp::sample_city().await;
    let clerk = city.as_role(Role::Clerk).await;
    let id = id_of(&city, "销售产值").await;
    let seen = version(&clerk, id).await;
    let row = save(&clerk, json!([{"indicator": id, "version": seen, "value": "101.255"}])).await[0].clone();
    assert_eq!(row["saved"], false, "{row}");
    let said = row["findings"][0]["text"].as_str().unwrap();
    assert!(said.contains("保留2位小数") && said.contains("四舍五入为101.26"), "{said}");
    let put = json!({"value": "101.255"});
    let put = clerk.json(Method::PUT, &format!("/api/v1/figures/1/{id}/{MONTH}"), &put).await;
    assert_eq!(put.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", put.text());
}

#[tokio::test]
async fn a_figure_that_stands_with_too_many_decimals_leaves_only_its_own_unit_without_a_score() {
    let city = TestApp::sample_city().await;
    let (period, unit) = (MONTH.parse().unwrap(), assessment::UnitId::new(1));
    let id = id_of(&city, "销售产值").await;
    // As it was stored before surplus decimals were refused.
    let figure = store::NewFigure {
        period,
        unit,
        indicator: assessment::IndicatorId::new(id),
        kind: store::NumberKind::Number,
        decimals: 3,
        value: Some(101_255),
        cumulative: Some(1_101_255),
        self_score: None,
        narrative: String::new(),
        explanation: String::new(),
        source: "submission".to_owned(),
        author: assessment::AccountId::new(0),
    };
    let stored =
        city.app.store().save_figures(city.app.tenant(), city.app.now(), "figure.save", vec![(figure, None)]);
    assert!(matches!(stored.await.unwrap(), store::SaveOutcome::Saved(_)));
    let officer = city.as_role(Role::Officer).await;
    for page in ["/sheet/1/2026-12", "/sheet/2/2026-12", "/rank/2026-12", "/rank/2026-11", "/lights/2026-12"]
    {
        let answer = officer.get(page).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}: {}", answer.main());
    }
    let sheet = officer.get("/sheet/1/2026-12").await.main();
    assert!(sheet.contains("无意义"), "what cannot be read is no score and no zero: {sheet}");
    let clerk = city.as_role(Role::Clerk).await;
    let entry = clerk.get(&format!("/entry/1/{MONTH}")).await.main();
    assert!(
        entry.contains("小数位过多") && entry.contains("请按规定修约后重新填写"),
        "the clerk is told what to do"
    );
}

#[tokio::test]
async fn a_milestone_that_is_reached_asks_for_its_proof_until_a_file_stands_beside_it() {
    let city = TestApp::sample_city().await;
    let clerk = city.as_role(Role::Clerk).await;
    let id = id_of(&city, "节能措施").await;
    let codes = |row: &Value| -> Vec<String> {
        let found = row["findings"].as_array().unwrap();
        found.iter().filter_map(|one| one["code"].as_str().map(str::to_owned)).collect()
    };
    let seen = version(&clerk, id).await;
    let row = save(&clerk, json!([{"indicator": id, "version": seen, "value": "否"}])).await[0].clone();
    assert!(
        !codes(&row).contains(&"evidence_missing".to_owned()),
        "what is not reached needs no proof: {row}"
    );
    let seen = row["version"].clone();
    let row = save(&clerk, json!([{"indicator": id, "version": seen, "value": "是"}])).await[0].clone();
    assert!(codes(&row).contains(&"evidence_missing".to_owned()), "{row}");
    let check = clerk.get(&format!("/entry/1/{MONTH}/check")).await.main();
    assert!(check.contains("节能措施：请说明，还没有佐证"), "submitting asks for it: {check}");
    let mark = format!("href=\"/entry/1/{MONTH}#row-{id}\" title=\"须附证明材料");
    let year = clerk.get("/entry-year/1/2026").await.main();
    assert!(year.contains(&mark), "the cell of the year leads to the row that asks: {year}");
    let files = format!("/api/v1/figures/1/{id}/{MONTH}/evidence?name=批复.txt");
    let added = clerk.send(Method::POST, &files, Some("application/octet-stream"), "节能措施已落实").await;
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.text());
    let check = clerk.get(&format!("/entry/1/{MONTH}/check")).await.main();
    assert!(!check.contains("节能措施：请说明"), "{check}");
    assert!(!clerk.get("/entry-year/1/2026").await.main().contains(&mark), "what is proved asks no more");
    assert!(check.contains("监测审计：请说明"), "another milestone has its own proof: {check}");
}

#[tokio::test]
async fn the_office_says_for_a_cycle_which_figures_have_to_be_proved() {
    let city = TestApp::sample_city().await;
    let (clerk, officer) = (city.as_role(Role::Clerk).await, city.as_role(Role::Officer).await);
    let (id, cycle) =
        (id_of(&city, "销售产值").await, city.app.catalogue().await.unwrap().current().unwrap().cycle.id);
    let path = format!("/api/v1/cycles/{cycle}/evidence");
    let seen = version(&clerk, id).await;
    let row = save(&clerk, json!([{"indicator": id, "version": seen, "value": "101.5"}])).await[0].clone();
    assert!(!row.to_string().contains("evidence_missing"), "no number is proved by rule: {row}");
    assert_eq!(
        clerk.json_if(Method::PUT, &path, "\"0\"", &json!({"asked": [id]})).await.status,
        StatusCode::FORBIDDEN
    );
    let set = officer.json_if(Method::PUT, &path, "\"0\"", &json!({"asked": [id]})).await;
    assert_eq!(set.status, StatusCode::OK, "{}", set.text());
    let late = officer.json_if(Method::PUT, &path, "\"0\"", &json!({"asked": []})).await;
    assert_eq!(late.status, StatusCode::PRECONDITION_FAILED, "{}", late.text());
    assert!(late.json()["message"].as_str().unwrap().contains("刚被他人改过"), "{}", late.text());
    let entry = clerk.get(&format!("/entry/1/{MONTH}")).await.main();
    assert!(entry.contains("本项须附证明材料"), "the row asks at once");
    let told = clerk.get(&format!("/cycles/{cycle}/evidence")).await.main();
    assert!(told.contains("销售产值") && !told.contains("保存"), "clerks read what is asked: {told}");
}
