use store::{AuditEntry, AuditFilter, Break};

use crate::both::{NOW, TENANT, on_both};

fn entry(action: &str, detail: &str) -> AuditEntry {
    AuditEntry { account: 3, action: action.into(), subject: "unit/7".into(), detail: detail.into() }
}

#[test]
fn the_chain_holds_and_one_changed_word_breaks_it_at_its_line() {
    on_both(async |store| {
        for number in 1..=5 {
            let mut change = store.change(TENANT, NOW + number).await.unwrap();
            change.audit(entry("unit.amend", &format!("名称改为第{number}稿")));
            change.commit().await.unwrap();
        }
        assert_eq!(store.reader(TENANT).await.unwrap().verify_audit().await.unwrap(), (5, None));
        store.tamper_with_audit_for_tests(TENANT, 3).await.unwrap();
        let verified = store.reader(TENANT).await.unwrap().verify_audit().await.unwrap();
        assert_eq!(verified, (2, Some(Break::Changed(3))));
    });
}

#[test]
fn lines_are_found_by_action_and_subject_newest_first() {
    on_both(async |store| {
        let mut change = store.change(TENANT, NOW).await.unwrap();
        change.audit(entry("unit.amend", "一"));
        change.audit(entry("account.create", "二"));
        change.audit(entry("unit.amend", "三"));
        change.commit().await.unwrap();
        let filter =
            AuditFilter { action: "unit.".into(), subject: "7".into(), limit: 10, ..AuditFilter::default() };
        let rows = store.reader(TENANT).await.unwrap().list_audit(&filter).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.detail.as_str()).collect::<Vec<_>>(), ["三", "一"]);
        let nobody = AuditFilter { account: Some(9), limit: 10, ..AuditFilter::default() };
        assert_eq!(store.reader(TENANT).await.unwrap().list_audit(&nobody).await.unwrap(), []);
    });
}

#[test]
fn a_change_that_is_dropped_leaves_no_line() {
    on_both(async |store| {
        let mut change = store.change(TENANT, NOW).await.unwrap();
        change.audit(entry("unit.amend", "作废"));
        drop(change);
        let mut change = store.change(TENANT, NOW).await.unwrap();
        change.audit(entry("unit.amend", "有效"));
        change.commit().await.unwrap();
        assert_eq!(store.reader(TENANT).await.unwrap().verify_audit().await.unwrap(), (1, None));
    });
}
