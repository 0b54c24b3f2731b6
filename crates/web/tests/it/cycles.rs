//! 考核周期 through the front door: what a state takes, and what a version of the scheme changes.

use assessment::Role;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::test_app::{Client, TestApp};

pub(crate) async fn cycle_of(client: &Client<'_>, year: i64) -> i64 {
    let cycles = client.get("/api/v1/cycles").await.json();
    let found = cycles.as_array().unwrap().iter().find(|cycle| cycle["year"] == year).unwrap();
    found["id"].as_i64().unwrap()
}

async fn step(client: &Client<'_>, cycle: i64, from: &str, to: &str, reason: &str) -> (StatusCode, Value) {
    let body = json!({"from": from, "to": to, "reason": reason});
    let answer = client.json(Method::POST, &format!("/api/v1/cycles/{cycle}/state"), &body).await;
    (answer.status, answer.json())
}

#[tokio::test]
async fn a_figure_is_taken_only_in_its_year_and_while_the_cycle_runs() {
    let city = TestApp::sample_city().await;
    let (clerk, officer) = (city.as_role(Role::Clerk).await, city.as_role(Role::Officer).await);
    let put = async |period: &str| {
        let path = format!("/api/v1/figures/1/1/{period}");
        let answer = clerk.json(Method::PUT, &path, &json!({"value": "5"})).await;
        (answer.status, answer.json()["code"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(put("2026-12").await.0, StatusCode::OK);
    assert_eq!(put("2031-01").await, (StatusCode::CONFLICT, "cycle_other_year".to_owned()));
    assert_eq!(put("2026").await, (StatusCode::CONFLICT, "indicator_not_due".to_owned()));
    let cycle = cycle_of(&officer, 2026).await;
    let (status, refused) = step(&officer, cycle, "open", "published", "年底").await;
    assert_eq!((status, refused["code"].as_str()), (StatusCode::CONFLICT, Some("cycle_no_such_step")));
    let (status, refused) = step(&officer, cycle, "open", "closing", " ").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused["fields"][0]["field"], "reason");
    let (status, moved) = step(&officer, cycle, "open", "closing", "年度数据报齐").await;
    assert_eq!(status, StatusCode::OK, "{moved}");
    assert_eq!(moved["steps"].as_array().unwrap().last().unwrap()["reason"], "年度数据报齐");
    assert!(moved["obstacle"].as_str().unwrap().contains("没有锁定"), "{moved}");
    assert_eq!(put("2026-12").await, (StatusCode::CONFLICT, "cycle_shut".to_owned()));
    let (status, _) = step(&officer, cycle, "open", "closing", "再来一次").await;
    assert_eq!(status, StatusCode::CONFLICT, "the second of two officers is told");
    assert_eq!(step(&officer, cycle, "closing", "open", "补报一项").await.0, StatusCode::OK);
    assert_eq!(put("2026-12").await.0, StatusCode::OK);
    let page = officer.get(&format!("/cycles/{cycle}")).await.main();
    assert!(page.contains("补报一项") && page.contains("年度数据报齐"), "who, when and why stay");
}

#[tokio::test]
async fn a_version_in_the_middle_of_the_year_scores_from_its_day_and_says_what_changed() {
    let city = TestApp::sample_city().await;
    let officer = city.as_role(Role::Officer).await;
    let cycle = cycle_of(&officer, 2026).await;
    let first = officer.get(&format!("/api/v1/cycles/{cycle}/versions/1")).await.json();
    let old = first["text"].as_str().unwrap();
    let new = old.replace("得分 >= 80分", "得分 >= 95分");
    assert_ne!(old, new, "the sample has a grade from 80 points on");
    let july = officer.get("/sheet/1/2026-07").await.main();
    let publish = async |text: &str, since: &str| {
        let body = json!({"text": text, "valid_from": since, "reason": "市政府专题会议纪要"});
        officer.json(Method::POST, &format!("/api/v1/cycles/{cycle}/versions"), &body).await
    };
    let refused = publish(old, "2026-08-01").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "the same text is no new version");
    let refused = publish(&new, "2026-01-01").await;
    assert!(refused.json()["fields"][0]["message"].as_str().unwrap().contains("不能早于"));
    let made = publish(&new, "2026-08-01").await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    assert_eq!(made.json()["version"], 2);
    assert_ne!(made.json()["hash"], first["hash"]);
    assert_eq!(
        officer.get("/sheet/1/2026-07").await.main(),
        july,
        "older periods keep their version's scores"
    );
    let changes = officer.get(&format!("/api/v1/cycles/{cycle}/versions/2/changes")).await.json();
    assert_eq!((changes["before"].as_i64(), changes["period"].as_str()), (Some(1), Some("2026-12")));
    assert!(!changes["differences"].as_array().unwrap().is_empty());
    let moved = changes["moved"].as_array().unwrap();
    assert!(!moved.is_empty(), "a higher bar moves grades");
    let page = officer.get(&format!("/cycles/{cycle}/versions/2")).await.main();
    assert!(page.contains("与第1版相比改了什么") && page.contains(moved[0]["name"].as_str().unwrap()));
}

#[tokio::test]
async fn a_text_with_errors_is_shown_with_its_places_and_kept() {
    let city = TestApp::sample_city().await;
    let officer = city.as_role(Role::Officer).await;
    let cycle = cycle_of(&officer, 2026).await;
    let path = format!("/api/v1/cycles/{cycle}/scheme");
    let text = "# 办法\n\n完成目标得10分。\n\n```考核\n方案 \"试\" 年度 2026 总分 10分\n缺抱 待补\n```\n";
    let checked = officer.json(Method::POST, &format!("{path}/check"), &json!({"text": text})).await.json();
    assert_eq!(checked["publishable"], false);
    let said = checked["diagnostics"].as_array().unwrap();
    assert!(
        said.iter().any(|one| one["line"] == 7 && !one["message"].as_str().unwrap().is_empty()),
        "{checked}"
    );
    let saved = officer.json(Method::PUT, &path, &json!({"text": text})).await;
    assert_eq!(saved.status, StatusCode::OK);
    assert_eq!(officer.get(&path).await.json()["text"], text);
    let page = officer.get(&format!("/cycles/{cycle}/scheme")).await.main();
    assert!(page.contains("缺抱 待补") && page.contains("草稿"));
    let clerk = city.as_role(Role::Clerk).await;
    let public = clerk.get(&path).await.json();
    assert!(!public["text"].as_str().unwrap().contains("缺抱"), "a draft is the office's own");
}

#[tokio::test]
async fn lights_follow_the_schemes_own_rule_from_the_day_it_holds() {
    let city = TestApp::sample_city().await;
    let officer = city.as_role(Role::Officer).await;
    let cycle = cycle_of(&officer, 2026).await;
    let old = officer.get(&format!("/api/v1/cycles/{cycle}/versions/1")).await.json()["text"].clone();
    let lights = "灯 红 = 完成率 < 100% ； 黄 = 完成率 < 1000% ； 绿 = 其余";
    let new = old.as_str().unwrap().replace("排名 全体 占位", &format!("排名 全体 占位\n{lights}"));
    let usual = officer.get("/api/v1/lights/2026-12").await.text();
    assert!(!usual.contains("按考核办法"), "without a rule of its own the schedule decides");
    let body = json!({"text": new, "valid_from": "2026-12-01", "reason": "市政府专题会议纪要"});
    let made = officer.json(Method::POST, &format!("/api/v1/cycles/{cycle}/versions"), &body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let said = officer.get("/api/v1/lights/2026-12").await.text();
    assert!(said.contains("按考核办法“红：完成率 < 100%”"), "{said}");
    assert!(said.contains("不再符合“完成率 < 100%”即转黄"), "the way to the next light is said: {said}");
    assert!(
        said.contains("按考核办法“黄：完成率 < 1000%”"),
        "what is complete is yellow by this rule: {said}"
    );
    assert!(
        !officer.get("/api/v1/lights/2026-11").await.text().contains("按考核办法"),
        "earlier months stand"
    );
    assert_eq!(officer.get("/lights/2026-12").await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_a_program_changes_over_somebody_elses_change_is_refused_with_a_sentence() {
    let city = TestApp::sample_city().await;
    let officer = city.as_role(Role::Officer).await;
    let cycle = cycle_of(&officer, 2026).await;
    let tag = async |path: &str| {
        let answer = officer.get(path).await;
        answer.response.headers().get("etag").unwrap().to_str().unwrap().to_owned()
    };
    let told = |answer: crate::test_app::Answer| {
        assert_eq!(answer.status, StatusCode::PRECONDITION_FAILED, "{}", answer.text());
        let said = answer.json()["message"].as_str().unwrap().to_owned();
        assert!(said.contains("刚被他人") && said.contains('请'), "{said}");
    };
    let path = format!("/api/v1/cycles/{cycle}");
    let seen = tag(&path).await;
    let step = json!({"from": "open", "to": "closing", "reason": "年度数据报齐"});
    let done = officer.json_if(Method::POST, &format!("{path}/state"), &seen, &step).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text());
    let back = json!({"from": "closing", "to": "open", "reason": "补报"});
    told(officer.json_if(Method::POST, &format!("{path}/state"), &seen, &back).await);
    let text = officer.get(&format!("{path}/versions/1")).await.json()["text"]
        .as_str()
        .unwrap()
        .replace("80分", "81分");
    let version = json!({"text": text, "valid_from": "2026-12-01", "reason": "会议纪要"});
    told(officer.json_if(Method::POST, &format!("{path}/versions"), &seen, &version).await);
    let seen = tag("/api/v1/calendar/2026").await;
    let calendar = json!({"own": "2027-02-20 班", "month": 6, "quarter": 8, "half": 10, "whole": 15});
    let set = officer.json_if(Method::PUT, "/api/v1/calendar", &seen, &calendar).await;
    assert_eq!(set.status, StatusCode::NO_CONTENT, "{}", set.text());
    told(officer.json_if(Method::PUT, "/api/v1/calendar", &seen, &calendar).await);
    told(
        officer
            .json_if(Method::POST, &format!("{path}/targets/units/1"), "\"1\"", &json!({"rows": []}))
            .await,
    );
    let seen = tag(&format!("{path}/targets/units/1")).await;
    let none =
        officer.json_if(Method::POST, &format!("{path}/targets/units/1"), &seen, &json!({"rows": []})).await;
    assert_eq!(none.status, StatusCode::OK, "{}", none.text());
}
