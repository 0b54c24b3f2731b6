use assessment::{Role, UnitId};
use axum::http::StatusCode;

use crate::test_app::TestApp;

#[tokio::test]
async fn the_score_sheet_is_the_form_with_its_merged_cells_and_explained_scores() {
    let city = TestApp::sample_city().await;
    let officer = city.as_role(Role::Officer).await;
    let page = officer.get("/sheet/1/2026-12").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let text = page.text();
    for head in ["考核内容", "分值", "目标", "实绩", "完成率", "自评分", "考核分", "差异"]
    {
        assert!(text.contains(head), "{head}");
    }
    assert!(text.contains("rowspan"), "cells are merged");
    let main = page.main();
    assert!(main.contains("一类目标") && main.contains("二类目标") && main.contains("合计"), "{main}");
    assert!(main.contains("销售产值") && main.contains("亿元"), "{main}");
}

#[tokio::test]
async fn a_score_says_its_clause_its_figures_and_its_rounding() {
    let city = TestApp::sample_city().await;
    let officer = city.as_role(Role::Officer).await;
    let sheet = officer.get("/sheet/1/2026-12").await.text();
    let link = sheet.split("hx-get=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let page = officer.get(&link).await;
    assert_eq!(page.status, StatusCode::OK, "{link}");
    let text = page.text();
    assert!(text.contains("【完成年度销售产值目标得4分，未完成的按完成率计分】"), "the clause is quoted");
    assert!(text.contains("四舍五入"), "the rounding is said");
    let panel = text.split("<aside").nth(1).unwrap();
    assert!(panel.contains("目标") && panel.contains("实绩"), "the figures are shown: {panel}");
}

#[tokio::test]
async fn ranks_count_down_and_vetoed_units_stand_apart() {
    let city = TestApp::sample_city().await;
    let mayor = city.as_role(Role::Leader).await;
    let page = mayor.get("/rank/2026-12").await;
    assert_eq!(page.status, StatusCode::OK);
    let main = page.main();
    let (ranked, apart) = main.split_once("不参加排名").unwrap();
    assert!(apart.contains("城西区") && apart.contains("一票否决"), "{apart}");
    assert!(!ranked.contains("城西区"), "a vetoed unit has no rank");
}

#[tokio::test]
async fn workbooks_are_workbooks() {
    let city = TestApp::sample_city().await;
    let officer = city.as_role(Role::Officer).await;
    for path in ["/sheet/1/2026-12/xlsx", "/rank/2026-12/xlsx"] {
        let answer = officer.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.bytes.get(..2), Some(b"PK".as_slice()), "{path}");
    }
}

#[tokio::test]
async fn a_clerk_does_not_learn_that_another_unit_has_a_sheet() {
    let city = TestApp::sample_city().await;
    let clerk = city.as_role(Role::Clerk).await;
    assert_eq!(clerk.get("/sheet/1/2026-12").await.status, StatusCode::OK);
    assert_eq!(clerk.get("/sheet/2/2026-12").await.status, StatusCode::NOT_FOUND);
    assert_eq!(clerk.get("/sheet/99999/2026-12").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn errors_are_pages_in_words_with_a_code_and_the_request() {
    let city = TestApp::sample_city().await;
    let page = city.as_role(Role::Officer).await.get("/sheet/1/2031-01").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    let text = page.text();
    assert!(
        text.contains("没有找到") && text.contains("not_found") && text.contains("请求编号 test-"),
        "{text}"
    );
}

#[tokio::test]
async fn a_saved_figure_shows_in_month_cumulative_and_score_at_once() {
    use app::figure::{Entered, Place};
    let city = TestApp::sample_city().await;
    let signed = app::session::sign_in(&city.app, "clerk1", &city.password).await.unwrap();
    let person = app::session::find_person(&city.app, &signed.token).await.unwrap();
    let (unit, period) = (UnitId::new(1), "2026-12".parse().unwrap());
    let catalogue = city.app.catalogue().await.unwrap();
    let indicator = catalogue.indicator_named("销售产值").unwrap().id;
    let before = app::score::sheet(&city.app, &person, unit, period).await.unwrap();
    let place = Place { unit, period, indicator };
    let entered =
        Entered { value: Some(assessment::Value::Number("1".parse().unwrap())), ..Entered::default() };
    app::figure::save(&city.app, &person, place, entered, None).await.unwrap();
    let after = app::score::sheet(&city.app, &person, unit, period).await.unwrap();
    let line =
        |sheet: &assessment::ScoreSheet| sheet.lines().next().map(|(_, _, line)| line.clone()).unwrap();
    let figure = app::figure::get(&city.app, &person, place).await.unwrap();
    assert_ne!(line(&before).actual, line(&after).actual);
    let cumulative = app::figure::decimal(figure.cumulative, figure.decimals).unwrap();
    assert_eq!(line(&after).actual.number(), Some(cumulative));
    assert_ne!(line(&before).score, line(&after).score);
}

#[tokio::test]
async fn growth_within_the_year_is_counted_from_the_same_month_of_last_year() {
    let city = TestApp::sample_city().await;
    let officer = city.as_role(Role::Officer).await;
    let id = city.app.catalogue().await.unwrap().indicator_named("销售产值").unwrap().id;
    for month in ["06", "12"] {
        let before = officer.get(&format!("/api/v1/figures/1/{id}/2025-{month}")).await.json();
        let before = before["cumulative"].as_str().unwrap().parse::<assessment::Decimal>().unwrap().grouped();
        let why = officer.get(&format!("/sheet/1/2026-{month}/why/1.3")).await.main();
        assert!(why.contains(&before), "上年 of month {month} is {before}: {why}");
    }
}

#[tokio::test]
async fn the_help_link_of_each_page_leads_to_its_section() {
    let city = TestApp::sample_city().await;
    for role in [Role::Clerk, Role::Officer, Role::SystemAdmin, Role::AuditAdmin] {
        let person = city.as_role(role).await;
        let manual = person.get("/help").await.text();
        let menu = manual.split("主菜单").nth(1).unwrap().split("</nav>").next().unwrap();
        let pages = menu.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
        for address in pages.filter(|address| *address != "/targets") {
            let page = person.get(address).await.text();
            let section =
                page.split("href=\"/help#").nth(1).unwrap_or_else(|| panic!("no help on {address}"));
            let section = section.split('"').next().unwrap();
            assert!(manual.contains(&format!("<div id=\"{section}\">")), "{address} leads to {section}");
        }
    }
}
