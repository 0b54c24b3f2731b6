use assessment::{AccountId, HierarchyKind, ReorganisationKind, Unit, UnitClass, UnitId, UnitKind};
use store::{MembershipRow, NewAccount, NewUnitVersion, ReorganisationRow};

use crate::both::{NOW, TENANT, on_both};

fn unit(id: i64, name: &str) -> Unit {
    Unit {
        id: UnitId::new(id),
        name: name.to_owned(),
        full_name: name.to_owned(),
        credit_code: None,
        region_code: None,
        kind: UnitKind::Assessed,
        class: UnitClass::new("区"),
        order: 1,
    }
}

#[test]
fn a_version_of_a_unit_is_added_beside_the_earlier_ones() {
    on_both(async |store| {
        let mut change = store.change(TENANT, NOW).await.unwrap();
        change.put_unit(&unit(1, "城东区")).await.unwrap();
        for (from_day, name) in [(20_260_701, "东城区"), (20_260_701, "东城新区"), (20_270_101, "滨江区")]
        {
            let unit = unit(1, name);
            let new = NewUnitVersion {
                from_day,
                unit: &unit,
                organisation_code: None,
                withdrawn: false,
                reason: "更名",
                author: 7,
            };
            change.add_unit_version(&new).await.unwrap();
        }
        change.commit().await.unwrap();
        let mut reader = store.reader(TENANT).await.unwrap();
        let versions = reader.list_unit_versions().await.unwrap();
        let names: Vec<&str> = versions.iter().map(|version| version.unit.name.as_str()).collect();
        assert_eq!(names, ["东城区", "东城新区", "滨江区"]);
        assert_eq!(reader.list_units().await.unwrap()[0].name, "城东区", "the first name stays");
    });
}

#[test]
fn a_superseded_membership_is_seen_no_more_and_the_version_grows() {
    on_both(async |store| {
        let mut change = store.change(TENANT, NOW).await.unwrap();
        let id = change.create_hierarchy(HierarchyKind::Chain, "产业链").await.unwrap();
        let row = |until_day| MembershipRow {
            id: 0,
            unit: UnitId::new(2),
            parent: None,
            from_day: 20_260_101,
            until_day,
        };
        change.replace_memberships(id, &[], &[row(None)], 7).await.unwrap();
        let old = change.list_memberships(id).await.unwrap();
        change.replace_memberships(id, &[old[0].id], &[row(Some(20_260_630))], 7).await.unwrap();
        change.commit().await.unwrap();
        let mut reader = store.reader(TENANT).await.unwrap();
        let now = reader.list_memberships(id).await.unwrap();
        assert_eq!(now.iter().map(|one| one.until_day).collect::<Vec<_>>(), [Some(20_260_630)]);
        assert_eq!(reader.list_hierarchies().await.unwrap()[0].version, 3);
    });
}

#[test]
fn a_reorganisation_keeps_both_sides() {
    on_both(async |store| {
        let mut change = store.change(TENANT, NOW).await.unwrap();
        let mut new = ReorganisationRow {
            id: 0,
            kind: ReorganisationKind::Merge,
            day: 20_260_701,
            title: "合并".to_owned(),
            basis: String::new(),
            old: vec![UnitId::new(1), UnitId::new(2)],
            new: vec![UnitId::new(1)],
            at: 0,
        };
        new.id = change.create_reorganisation(&new, 7).await.unwrap();
        new.at = NOW;
        change.commit().await.unwrap();
        assert_eq!(store.reader(TENANT).await.unwrap().list_reorganisations().await.unwrap(), [new]);
    });
}

#[test]
fn codes_are_taken_once() {
    on_both(async |store| {
        let mut change = store.change(TENANT, NOW).await.unwrap();
        let new = NewAccount {
            name: "a".to_owned(),
            display_name: "王敏".to_owned(),
            password_hash: "!".to_owned(),
            must_change: false,
        };
        let id = change.create_account(&new).await.unwrap();
        change.set_second_factor(id, b"secret", 5, &[b"one".to_vec(), b"two".to_vec()]).await.unwrap();
        assert!(!change.take_step(id, 5).await.unwrap(), "the step it was set up with is used");
        assert!(change.take_step(id, 6).await.unwrap());
        assert!(!change.take_step(id, 6).await.unwrap());
        assert!(change.take_recovery_code(id, b"one").await.unwrap());
        assert!(!change.take_recovery_code(id, b"one").await.unwrap());
        assert_eq!(change.find_second_factor(id).await.unwrap().unwrap().recovery_left, 1);
        let first = change.create_invitation(id, b"code", NOW + 1, AccountId::new(0)).await.unwrap();
        change.create_invitation(id, b"other", NOW + 1, AccountId::new(0)).await.unwrap();
        let earlier = change.find_invitation(b"code").await.unwrap().unwrap();
        assert_eq!((earlier.id, earlier.withdrawn_at), (first, Some(NOW)), "a later one withdraws it");
        change.commit().await.unwrap();
    });
}
