//! Documents from the upload to the figure that names its place in them.

use assessment::{Role, UnitId};
use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::test_app::{Answer, Client, TestApp};

/// A report of the sample city: one rate misprinted, one misread, goals for two indicators of the scheme.
const REPORT: &str = "<!doctype html><html><head><meta charset=\"utf-8\"><title>城东区2026年度目标完成情况</title></head><body>\
    <h1>城东区2026年度目标完成情况</h1><table>\
    <tr><th>序号</th><th>目标名称</th><th>考核指标</th><th>年度完成情况</th><th>完成率</th></tr>\
    <tr><td>1</td><td>招商引资</td><td>引进到位资金80亿元。</td><td>2026年1-12月，引进到位资金50.8亿元。</td><td>635%</td></tr>\
    <tr><td>2</td><td>技术改造</td><td>完成技改投资40亿元。</td><td>2026年1-12月，完成技改投资44亿元。</td><td>11O%</td></tr>\
    <tr><td>3</td><td>企业服务</td><td>走访企业300家以上。</td><td>走访企业342家。</td><td>114%</td></tr>\
    </table></body></html>";

const BOUNDARY: &str = "----a";

async fn upload(client: &Client<'_>, unit: &str, name: &str, content: &str) -> Answer {
    let part = |disposition: &str, value: &str| {
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {disposition}\r\n\r\n{value}\r\n")
    };
    let body = [
        part("name=\"csrf\"", &client.csrf),
        part("name=\"unit\"", unit),
        part(&format!("name=\"file\"; filename=\"{name}\""), content),
        part("name=\"text\"", ""),
        format!("--{BOUNDARY}--\r\n"),
    ];
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    client.send(Method::POST, "/documents", Some(&kind), &body.concat()).await
}

/// The address of the first link in the page whose address holds these words.
fn link(page: &str, words: &str) -> String {
    let found = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    found.into_iter().find(|href| href.contains(words)).unwrap().replace("&amp;", "&").replace("&#38;", "&")
}

/// Names and values of hidden fields, and the places of all lines.
fn hidden(page: &str) -> Vec<(String, String)> {
    let attribute = |tag: &str, name: &str| {
        let rest = tag.split(&format!("{name}=\"")).nth(1)?;
        rest.split('"').next().map(ToOwned::to_owned)
    };
    page.split("<input type=\"hidden\"")
        .skip(1)
        .filter_map(|rest| {
            let tag = rest.split('>').next()?;
            Some((attribute(tag, "name")?, attribute(tag, "value")?))
        })
        .filter(|(name, _)| name != "csrf")
        .collect()
}

async fn post(client: &Client<'_>, path: &str, fields: &[(String, String)]) -> Answer {
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    client.post(path, &fields).await
}

/// The place and the suggested indicator of the line with this figure.
fn offered(page: &str, figure: &str) -> (String, String) {
    let row =
        page.split("<tr id=\"line-").skip(1).find(|row| row.contains(&format!(">{figure}</a>"))).unwrap();
    let place = row.split('"').next().unwrap().to_owned();
    let chosen = row.split(" selected").next().unwrap();
    let indicator = chosen.rsplit("value=\"").next().unwrap().split('"').next().unwrap().to_owned();
    (place, indicator)
}

#[tokio::test]
async fn a_report_is_read_and_each_finding_leads_to_its_place() {
    let city = TestApp::sample_city().await;
    let clerk = city.as_role(Role::Clerk).await;
    let sent = upload(&clerk, "1", "自查报告.html", REPORT).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let page = clerk.get(&sent.location).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let main = page.main();
    assert!(main.contains("城东区2026年度目标完成情况"), "{main}");
    let wrong = clerk.get(&format!("{}?verdict=disagrees", sent.location)).await.main();
    assert!(wrong.contains("635%") && wrong.contains("63.5"), "{wrong}");
    let mark = link(&wrong, "#mark-");
    let number = mark.trim_start_matches("#mark-");
    assert!(wrong.contains(&format!("id=\"mark-{number}\"")), "the finding leads to its place: {wrong}");
    assert!(wrong.contains(&format!("href=\"#finding-{number}\"")), "and the place to the finding");
    assert!(!wrong.contains("114%</a>"), "what agrees is not marked when only disagreement is asked for");
    let list = clerk.get("/documents").await.main();
    assert!(list.contains("城东区2026年度目标完成情况") && list.contains("城东区</td>"), "{list}");
}

#[tokio::test]
async fn a_hostile_file_is_refused_with_the_readers_sentence_and_not_kept() {
    let city = TestApp::sample_city().await;
    let clerk = city.as_role(Role::Clerk).await;
    let laughs =
        "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><html><body><p>&b;</p></body></html>";
    let answer = upload(&clerk, "1", "月报.html", laughs).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = "读不了 月报.html：文件自行定义了 XML 实体，可能被用来耗尽内存，没有打开（上限：0 个）";
    assert!(answer.main().contains(said), "{}", answer.main());
    let answer = upload(&clerk, "1", "空.txt", "  ").await;
    assert!(answer.main().contains("文件是空的"), "{}", answer.main());
    let large = upload(&clerk, "1", "大.txt", &"1".repeat(21 << 20)).await;
    assert_eq!(large.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(large.main().contains("文件有 21 MB，超过 20 MB 的上限"), "{}", large.main());
    assert!(clerk.get("/documents").await.main().contains("还没有核验过文档"));
}

#[tokio::test]
async fn documents_of_another_unit_do_not_exist_for_a_clerk() {
    let city = TestApp::sample_city().await;
    let clerk = city.as_role(Role::Clerk).await;
    assert_eq!(upload(&clerk, "2", "a.html", REPORT).await.status, StatusCode::NOT_FOUND);
    let officer = city.as_role(Role::Officer).await;
    let sent = upload(&officer, "2", "a.html", REPORT).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    for path in ["", "/original", "/xlsx", "/accept", "/correction?start=1&end=2"] {
        let answer = clerk.get(&format!("{}{path}", sent.location)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    let original = officer.get(&format!("{}/original", sent.location)).await;
    assert_eq!(original.bytes, REPORT.as_bytes());
    let book = officer.get(&format!("{}/xlsx", sent.location)).await;
    assert_eq!(book.bytes.get(..2), Some(b"PK".as_slice()));
}

#[tokio::test]
async fn a_misread_cell_is_corrected_once_and_the_findings_follow() {
    let city = TestApp::sample_city().await;
    let clerk = city.as_role(Role::Clerk).await;
    let document = upload(&clerk, "1", "a.html", REPORT).await.location;
    let before = clerk.get(&format!("{document}?correct=1")).await.main();
    let fix = before.split("11O%").nth(1).unwrap();
    let fix = link(fix, "/correction?");
    let form = clerk.get(&fix).await.main();
    assert!(form.contains("11O%") && form.contains("单元格"), "{form}");
    let same = clerk.post(&fix, &[("words", "11O%")]).await;
    assert_eq!(same.status, StatusCode::UNPROCESSABLE_ENTITY);
    let corrected = clerk.post(&fix, &[("words", "110%")]).await;
    assert_eq!(corrected.status, StatusCode::SEE_OTHER, "{}", corrected.text());
    let after = clerk.get(&document).await.main();
    assert!(after.contains("110%") && after.contains("更正记录") && after.contains("11O%"), "{after}");
    let agrees = clerk.get(&format!("{document}?verdict=agrees")).await.main();
    assert!(agrees.contains("110%"), "the rate is checked now: {agrees}");
    // Somebody who still sees the earlier reading is told so.
    let late = clerk.post(&fix, &[("words", "111%")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text());
    let earlier = clerk.get(&format!("{document}?version=0")).await.main();
    assert!(earlier.contains("只供查看出处"), "{earlier}");
}

#[tokio::test]
async fn what_a_goal_was_answered_with_becomes_a_figure_that_names_its_place() {
    let city = TestApp::sample_city().await;
    let clerk = city.as_role(Role::Clerk).await;
    let document = upload(&clerk, "1", "a.html", REPORT).await.location;
    let offer = clerk.get(&format!("{document}/accept?period=2026-12")).await.main();
    assert!(!offer.contains(" checked"), "nothing is chosen by itself");
    let (place, indicator) = offered(&offer, "50.8亿元");
    assert!(offer.contains("数字前有“到位资金”"), "{offer}");
    let mut fields = hidden(&offer);
    let nothing = post(&clerk, &format!("{document}/accept/check"), &fields).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    fields.push((format!("take-{place}"), "1".to_owned()));
    fields.push((format!("indicator-{place}"), indicator.clone()));
    fields.push((format!("column-{place}"), "cumulative".to_owned()));
    let check = post(&clerk, &format!("{document}/accept/check"), &fields).await;
    assert_eq!(check.status, StatusCode::OK, "{}", check.text());
    let preview = check.main();
    assert!(
        preview.contains("到位资金") && preview.contains("50.80") && preview.contains("确认采用"),
        "{preview}"
    );
    let path = format!("/api/v1/figures/1/{indicator}/2026-12");
    assert_ne!(clerk.get(&path).await.json()["cumulative"], "50.80", "a preview saves nothing");
    let saved = post(&clerk, &format!("{document}/accept"), &hidden(&preview)).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    assert_eq!(clerk.get(&path).await.json()["cumulative"], "50.80");
    let history = clerk.get(&format!("{path}/history")).await.json();
    let source = history[0]["source"].as_str().unwrap().to_owned();
    let id = document.rsplit('/').next().unwrap();
    assert_eq!(source, format!("document:{id}.0:{place}"), "{history}");
    // The document shows what rests on it, at its place, and can no longer be withdrawn.
    let page = clerk.get(&document).await.main();
    assert!(page.contains("已采用") && page.contains("到位资金数据"), "{page}");
    let at = clerk.get(&link(&page, "#place")).await.main();
    assert!(at.contains("id=\"place\""), "{at}");
    let withdrawn = clerk.post(&format!("{document}/withdrawn"), &[]).await;
    assert_eq!(withdrawn.status, StatusCode::CONFLICT);
    // The same preview confirmed twice is one fact.
    let again = post(&clerk, &format!("{document}/accept"), &hidden(&preview)).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text());
    assert_eq!(clerk.get(&format!("{path}/history")).await.json(), history);
    assert_eq!(app::audit::verify_unattended(&city.app).await.unwrap().1, None);
}

#[tokio::test]
async fn the_office_takes_goals_as_targets_and_clerks_do_not() {
    let city = TestApp::sample_city().await;
    let officer = city.as_role(Role::Officer).await;
    let document = upload(&officer, "1", "a.html", REPORT).await.location;
    let offer = officer.get(&format!("{document}/accept")).await.main();
    let (place, indicator) = offered(&offer, "80亿元");
    let mut fields = hidden(&offer);
    fields.push((format!("take-{place}"), "1".to_owned()));
    fields.push((format!("indicator-{place}"), indicator.clone()));
    fields.push((format!("column-{place}"), "assigned".to_owned()));
    let preview = post(&officer, &format!("{document}/accept/check"), &fields).await.main();
    assert!(preview.contains("≥80.00亿元") || preview.contains("≥80亿元"), "{preview}");
    // A clerk of the unit who sends the same is refused.
    let clerk = city.as_role(Role::Clerk).await;
    let refused = post(&clerk, &format!("{document}/accept"), &hidden(&preview)).await;
    assert_ne!(refused.status, StatusCode::SEE_OTHER);
    let saved = post(&officer, &format!("{document}/accept"), &hidden(&preview)).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let catalogue = city.app.catalogue().await.unwrap();
    let current = catalogue.current.as_ref().unwrap();
    let targets = current.targets(UnitId::new(1), indicator.parse().unwrap());
    let target = targets.iter().find(|target| target.kind == assessment::TargetKind::Assigned).unwrap();
    assert_eq!(target.bound, assessment::Bound::AtLeast("80".parse().unwrap()));
    assert!(target.approval.as_deref().unwrap().contains("城东区2026年度目标完成情况"), "{target:?}");
}

#[tokio::test]
async fn leaders_read_documents_and_change_nothing() {
    let city = TestApp::sample_city().await;
    let officer = city.as_role(Role::Officer).await;
    let document = upload(&officer, "1", "a.html", REPORT).await.location;
    let mayor = city.as_role(Role::Leader).await;
    let page = mayor.get(&document).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.main().contains("采用目标或数据") && !page.main().contains("更正"), "{}", page.main());
    assert_eq!(mayor.get("/documents/new").await.status, StatusCode::FORBIDDEN);
    assert_eq!(upload(&mayor, "1", "a.html", REPORT).await.status, StatusCode::FORBIDDEN);
    let words = json!({}).to_string();
    let correction = format!("{document}/correction?version=0&start=0&end=3");
    assert_eq!(mayor.post(&correction, &[("words", &words)]).await.status, StatusCode::FORBIDDEN);
}

/// What a district reports each month: figures named by their indicator and their time.
const MONTHLY: &str = "城东区2026年1—12月经济运行情况\n\n2026年1—12月，全区累计完成技改投资44.25亿元，同比增长4.2%。其中装备制造3亿元。\n";

#[tokio::test]
async fn a_figure_of_a_monthly_report_is_offered_in_its_row_and_taken_with_one_press() {
    let city = TestApp::sample_city().await;
    let clerk = city.as_role(Role::Clerk).await;
    let id = city.app.catalogue().await.unwrap().indicator_named("技改投资").unwrap().id;
    let sent = upload(&clerk, "1", "运行情况.txt", MONTHLY).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let entry = clerk.get("/entry/1/2026-12").await.main();
    let form =
        entry.split("<form id=\"offer-").nth(1).unwrap_or_else(|| panic!("nothing is offered: {entry}"));
    assert!(form.starts_with(&format!("{id}-1\"")), "{form}");
    assert!(
        entry.contains("累计 44.25") && entry.contains("全区累计完成技改投资44.25亿元"),
        "with its words"
    );
    assert!(!clerk.get("/entry/1/2026-11").await.main().contains("offer-"), "only in the month it speaks of");
    assert!(!city.as_person("clerk2").await.get("/entry/2/2026-12").await.main().contains("offer-"));
    let fields = hidden(form.split("</form>").next().unwrap());
    let mark = format!(
        "href=\"/entry/1/2026-12#row-{id}\" title=\"《城东区2026年1—12月经济运行情况》写有累计 44.25"
    );
    let year = clerk.get("/entry-year/1/2026").await.main();
    assert!(year.contains(&mark), "the cell of the year leads to that row: {year}");
    let taken = post(&clerk, "/entry/1/2026-12/offers", &fields).await;
    assert_eq!(
        (taken.status, taken.location.as_str()),
        (StatusCode::SEE_OTHER, format!("/entry/1/2026-12#row-{id}").as_str()),
        "{}",
        taken.main()
    );
    let figure = clerk.get(&format!("/api/v1/figures/1/{id}/2026-12")).await.json();
    assert_eq!(figure["cumulative"], "44.25");
    let history = clerk.get(&format!("/figures/1/{id}/2026-12/history")).await.main();
    let place = link(&history, "/documents/");
    assert!(history.contains("文档原文第"), "the history names the place");
    assert!(clerk.get(&place).await.main().contains("44.25亿元"), "and leads to it: {place}");
    assert!(
        !clerk.get("/entry/1/2026-12").await.main().contains("offer-"),
        "what stands is not offered again"
    );
    assert!(!clerk.get("/entry-year/1/2026").await.main().contains("写有累计 44.25"), "nor in the year");
    let (cell, other) = (format!("/api/v1/figures/1/{id}/2026-12"), json!({"cumulative": "44.5"}));
    assert_eq!(clerk.json(Method::PUT, &cell, &other).await.status, StatusCode::OK);
    let twice = post(&clerk, "/entry/1/2026-12/offers", &fields).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY, "a second press over a newer figure is told");
}

#[tokio::test]
async fn rows_of_a_monthly_table_are_offered_under_the_heads_that_say_month_and_cumulation() {
    let city = TestApp::sample_city().await;
    let clerk = city.as_role(Role::Clerk).await;
    let id = city.app.catalogue().await.unwrap().indicator_named("技改投资").unwrap().id.get();
    let table = "<!doctype html><html><head><meta charset=\"utf-8\"><title>城东区2026年12月主要指标</title></head><body>\
        <h1>城东区2026年12月主要指标</h1><table><tr><th>指标</th><th>计量单位</th><th>年度目标</th><th>本月</th><th>本年累计</th></tr>\
        <tr><td>技改投资</td><td>万元</td><td>400000</td><td>31500</td><td>442500</td></tr></table></body></html>";
    let sent = upload(&clerk, "1", "主要指标.html", table).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let offers = clerk.get("/api/v1/reports/1/2026-12/offers").await.json();
    let numbers: Vec<_> = offers
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["indicator"] == id)
        .map(|one| (one["column"].as_str().unwrap(), one["number"].as_str().unwrap()))
        .collect();
    assert_eq!(numbers, [("value", "3.1500"), ("cumulative", "44.2500")], "{offers}");
}
