use assessment::{AccountId, Grant, Role, UnitId};
use store::{Error, NewAccount};

use crate::both::{NOW, TENANT, on_both};

fn new(name: &str) -> NewAccount {
    NewAccount {
        name: name.to_owned(),
        display_name: "王敏".to_owned(),
        password_hash: "$argon2id$sample".to_owned(),
        must_change: true,
    }
}

#[test]
fn a_sign_in_name_is_given_once_and_what_was_begun_is_not_seen_before_its_commit() {
    on_both(async |store| {
        let mut change = store.change(TENANT, NOW).await.unwrap();
        let id = change.create_account(&new("wangmin")).await.unwrap();
        assert_eq!(store.reader(TENANT).await.unwrap().find_account_by_name("wangmin").await.unwrap(), None);
        change.commit().await.unwrap();
        let found =
            store.reader(TENANT).await.unwrap().find_account_by_name("wangmin").await.unwrap().unwrap();
        assert_eq!((found.id, found.must_change, found.display_name.as_str()), (id, true, "王敏"));
        let mut change = store.change(TENANT, NOW).await.unwrap();
        assert!(matches!(change.create_account(&new("wangmin")).await, Err(Error::Conflict)));
    });
}

#[test]
fn grants_are_replaced_as_a_whole() {
    on_both(async |store| {
        let mut change = store.change(TENANT, NOW).await.unwrap();
        let id = change.create_account(&new("a")).await.unwrap();
        let clerk = Grant { role: Role::Clerk, unit: Some(UnitId::new(7)) };
        let officer = Grant { role: Role::Officer, unit: None };
        change.set_grants(id, &[clerk, officer], AccountId::new(0)).await.unwrap();
        change.set_grants(id, &[officer], AccountId::new(0)).await.unwrap();
        change.commit().await.unwrap();
        assert_eq!(store.reader(TENANT).await.unwrap().list_grants(id).await.unwrap(), [officer]);
    });
}

#[test]
fn a_session_ends_with_its_account_but_for_the_one_that_stays() {
    on_both(async |store| {
        let mut change = store.change(TENANT, NOW).await.unwrap();
        let id = change.create_account(&new("a")).await.unwrap();
        change.create_session(b"one", id).await.unwrap();
        change.create_session(b"two", id).await.unwrap();
        change.end_sessions_of(id, b"two").await.unwrap();
        change.commit().await.unwrap();
        store.see_session(TENANT, b"two", NOW + 60_000).await.unwrap();
        let mut reader = store.reader(TENANT).await.unwrap();
        assert_eq!(reader.find_session(b"one").await.unwrap(), None);
        assert_eq!(reader.find_session(b"two").await.unwrap().unwrap().seen_at, NOW + 60_000);
    });
}
