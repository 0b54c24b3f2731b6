use assessment::{AccountId, FigureState, IndicatorId, Period, SubmissionId, SubmissionState, UnitId};
use store::{NewFigure, NumberKind, Place, Refused, SaveOutcome, Store, SubmissionRow, period_code};

use crate::both::{NOW, TENANT, on_both, on_both_places};

fn august() -> Period {
    Period::month(2026, 8).unwrap()
}

fn figure(unit: i64, indicator: i64, hundredths: i64) -> NewFigure {
    NewFigure {
        period: august(),
        unit: UnitId::new(unit),
        indicator: IndicatorId::new(indicator),
        kind: NumberKind::Number,
        decimals: 2,
        value: Some(hundredths),
        cumulative: Some(hundredths * 8),
        self_score: None,
        narrative: "按序时进度完成".to_owned(),
        explanation: String::new(),
        source: "submission".to_owned(),
        author: AccountId::new(5),
    }
}

async fn save(store: &Store, figure: NewFigure, seen: Option<i64>) -> SaveOutcome {
    store.save_figures(TENANT, NOW, "figure.save", vec![(figure, seen)]).await.unwrap()
}

#[test]
fn a_correction_supersedes_and_both_facts_remain() {
    on_both(async |store| {
        assert_eq!(save(&store, figure(1, 1, 46550), Some(0)).await, SaveOutcome::Saved(1));
        assert_eq!(save(&store, figure(1, 1, 4655), Some(1)).await, SaveOutcome::Saved(2));
        let mut reader = store.reader(TENANT).await.unwrap();
        let history = reader.list_history(august(), UnitId::new(1), IndicatorId::new(1)).await.unwrap();
        let seen: Vec<_> = history.iter().map(|fact| (fact.figure.value, fact.supersedes)).collect();
        assert_eq!(seen, [(Some(4655), 1), (Some(46550), 0)]);
        assert_eq!(reader.list_figures(august(), UnitId::new(1)).await.unwrap().len(), 1);
        assert_eq!(reader.verify_audit().await.unwrap(), (2, None));
    });
}

#[test]
fn of_two_people_who_edit_one_cell_the_second_is_told_and_nothing_is_lost() {
    on_both(async |store| {
        save(&store, figure(1, 1, 100), None).await;
        assert_eq!(save(&store, figure(1, 1, 200), Some(1)).await, SaveOutcome::Saved(2));
        let second = save(&store, figure(1, 1, 300), Some(1)).await;
        assert_eq!(second, SaveOutcome::Refused(0, Refused::Changed(2)));
        let now = store.reader(TENANT).await.unwrap().list_figures(august(), UnitId::new(1)).await.unwrap();
        assert_eq!(now.first().unwrap().value, Some(200));
    });
}

#[test]
fn a_list_is_saved_as_a_whole_or_not_at_all() {
    on_both(async |store| {
        save(&store, figure(1, 2, 100), None).await;
        let list = vec![(figure(1, 1, 5), Some(0)), (figure(1, 2, 6), Some(0)), (figure(1, 3, 7), Some(0))];
        let outcome = store.save_figures(TENANT, NOW, "figure.paste", list).await.unwrap();
        assert_eq!(outcome, SaveOutcome::Refused(1, Refused::Changed(1)));
        let now = store.reader(TENANT).await.unwrap().list_figures(august(), UnitId::new(1)).await.unwrap();
        assert_eq!(now.len(), 1);
    });
}

#[test]
fn a_submitted_report_is_closed_to_its_clerk() {
    on_both(async |store| {
        save(&store, figure(1, 1, 100), None).await;
        let mut change = store.change(TENANT, NOW).await.unwrap();
        let mut row = SubmissionRow {
            id: SubmissionId::new(change.new_id()),
            period: august(),
            unit: UnitId::new(1),
            state: SubmissionState::Submitted,
            submitted_by: Some(AccountId::new(5)),
            reopening: None,
            changed_at: NOW,
        };
        change.put_submission(&row).await.unwrap();
        change.commit().await.unwrap();
        let closed = SaveOutcome::Refused(0, Refused::Closed(SubmissionState::Submitted));
        assert_eq!(save(&store, figure(1, 1, 200), None).await, closed);
        assert_eq!(save(&store, figure(2, 1, 200), None).await, SaveOutcome::Saved(2));
        let mut change = store.change(TENANT, NOW).await.unwrap();
        row.state = SubmissionState::Draft;
        change.put_submission(&row).await.unwrap();
        let place = |indicator| (august(), UnitId::new(1), IndicatorId::new(indicator));
        change.put_review(place(1), FigureState::Returned, Some("缺凭证")).await.unwrap();
        change.put_review(place(2), FigureState::Verified, None).await.unwrap();
        change.commit().await.unwrap();
        assert_eq!(save(&store, figure(1, 1, 200), None).await, SaveOutcome::Saved(3));
        let reviews =
            store.reader(TENANT).await.unwrap().list_reviews(august(), UnitId::new(1)).await.unwrap();
        assert!(!reviews.contains_key(&IndicatorId::new(1)), "the returned figure was answered");
        assert_eq!(save(&store, figure(1, 2, 1), None).await, SaveOutcome::Refused(0, Refused::Verified));
    });
}

/// A hundred people save at once; two stores on one database take turns.
#[test]
fn many_savers_in_two_processes_leave_one_unbroken_chain_and_the_same_sums() {
    on_both_places(async |place| {
        let one = Store::open(&place).await.unwrap();
        one.create_tenant(TENANT, "江州市", NOW).await.unwrap();
        // SQLite belongs to one process; there the second store is the first.
        let two =
            if matches!(place, Place::Folder(_)) { one.clone() } else { Store::open(&place).await.unwrap() };
        let mut tasks = tokio::task::JoinSet::new();
        for saver in 0..100_i64 {
            let store = if saver % 2 == 0 { one.clone() } else { two.clone() };
            tasks.spawn(async move {
                for round in 0..5 {
                    let outcome = save(&store, figure(saver % 20, round, saver), None).await;
                    assert!(matches!(outcome, SaveOutcome::Saved(_)));
                }
            });
        }
        tasks.join_all().await;
        assert_eq!(one.reader(TENANT).await.unwrap().verify_audit().await.unwrap(), (500, None));
        let period = period_code(august());
        let sum = |store: Store| async move {
            let add = |columns: &store::Columns| {
                columns
                    .units(period)
                    .flat_map(|(_, row)| row)
                    .filter_map(|(_, cell)| cell.value())
                    .sum::<i64>()
            };
            store.with_columns(TENANT, &[period], add).await.unwrap()
        };
        let mut stored = 0;
        for unit in 0..20 {
            let rows =
                two.reader(TENANT).await.unwrap().list_figures(august(), UnitId::new(unit)).await.unwrap();
            assert_eq!(rows.len(), 5);
            stored += rows.iter().filter_map(|row| row.value).sum::<i64>();
        }
        assert_eq!((sum(one.clone()).await, sum(two).await), (stored, stored));
    });
}
