use assessment::Role;
use axum::http::{StatusCode, header};

use crate::test_app::TestApp;

#[tokio::test]
async fn the_fifth_wrong_password_locks_the_account_and_says_for_how_long() {
    let city = TestApp::sample_city().await;
    let nobody = city.as_nobody();
    for wrong in 1..=4 {
        let answer = nobody.post("/sign-in", &[("username", "clerk1"), ("password", "Wrong-2026")]).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert!(answer.text().contains("用户名或密码不对"), "try {wrong}");
    }
    let fifth = nobody.post("/sign-in", &[("username", "clerk1"), ("password", "Wrong-2026")]).await;
    assert!(fifth.text().contains("账号已锁定，请10分钟后再试"), "{}", fifth.main());
    let right = nobody.post("/sign-in", &[("username", "clerk1"), ("password", &city.password)]).await;
    assert_eq!(right.status, StatusCode::UNAUTHORIZED, "the right password does not open a locked account");
    let other = nobody.post("/sign-in", &[("username", "clerk2"), ("password", &city.password)]).await;
    assert_eq!((other.status, other.location.as_str()), (StatusCode::SEE_OTHER, "/"));
}

#[tokio::test]
async fn the_cookie_cannot_be_read_by_script_and_names_that_do_not_exist_are_answered_alike() {
    let city = TestApp::sample_city().await;
    let nobody = city.as_nobody();
    let signed = nobody.post("/sign-in", &[("username", "mayor"), ("password", &city.password)]).await;
    let cookie = signed.response.headers().get(header::SET_COOKIE).unwrap().to_str().unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    let known = nobody.post("/sign-in", &[("username", "clerk3"), ("password", "Wrong-2026")]).await;
    let unknown = nobody.post("/sign-in", &[("username", "nobody"), ("password", "Wrong-2026")]).await;
    assert_eq!(known.main().replace("clerk3", ""), unknown.main().replace("nobody", ""));
}

#[tokio::test]
async fn who_is_not_signed_in_comes_back_to_the_page_afterwards_and_never_to_another_site() {
    let city = TestApp::sample_city().await;
    let nobody = city.as_nobody();
    let asked = nobody.get("/rank/2026-08").await;
    assert_eq!(asked.location, "/sign-in?next=%2Frank%2F2026-08");
    let fields = [("username", "mayor"), ("password", city.password.as_str()), ("next", "/rank/2026-08")];
    assert_eq!(nobody.post("/sign-in", &fields).await.location, "/rank/2026-08");
    let fields = [("username", "mayor"), ("password", city.password.as_str()), ("next", "//evil.example")];
    assert_eq!(nobody.post("/sign-in", &fields).await.location, "/");
}

#[tokio::test]
async fn a_one_time_password_opens_nothing_but_its_change() {
    let city = TestApp::sample_city().await;
    let security = city.as_role(Role::SecurityAdmin).await;
    let rows = security.get("/api/v1/accounts").await.json();
    let id = rows.as_array().unwrap().iter().find(|row| row["name"] == "clerk2").unwrap()["id"].clone();
    let made = security.post(&format!("/accounts/{id}/password"), &[]).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.main());
    let text = made.text();
    let once = text.split("一次性密码 ").nth(1).unwrap().split('。').next().unwrap().to_owned();
    let signed = app::session::sign_in(&city.app, "clerk2", &once).await.unwrap();
    assert!(signed.must_change);
    let person = app::session::find_person(&city.app, &signed.token).await.unwrap();
    assert!(person.must_change);
    let weak = app::session::change_password(&city.app, &person, &once, "abc", "abc").await;
    assert_eq!(weak.unwrap_err().code(), "invalid");
    let changed =
        app::session::change_password(&city.app, &person, &once, "Jiangzhou#2027", "Jiangzhou#2027").await;
    let token = changed.unwrap().token;
    assert_ne!(token, signed.token, "the session gets a new secret");
    assert!(app::session::find_person(&city.app, &signed.token).await.is_err(), "the old one is void");
    assert!(!app::session::find_person(&city.app, &token).await.unwrap().must_change);
}

#[tokio::test]
async fn a_form_of_another_page_or_site_does_nothing() {
    let city = TestApp::sample_city().await;
    let mut admin = city.as_role(Role::SystemAdmin).await;
    admin.csrf = "of another session".to_owned();
    let refused = admin
        .post("/accounts", &[("name", "x1"), ("display_name", "x"), ("role", "judge"), ("unit", "")])
        .await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text().contains("没有提交"));
    admin.csrf.clone_from(&city.as_role(Role::SystemAdmin).await.csrf);
    assert!(!city.as_role(Role::SystemAdmin).await.get("/accounts").await.text().contains(">x1<"));
}
