use assessment::{AccountId, IndicatorId, Period, UnitId};
use store::{Break, Digest, NewFigure, NumberKind, SaveOutcome, Store};

use crate::both::{NOW, TENANT, on_both};

fn figure(indicator: i64, value: i64) -> NewFigure {
    NewFigure {
        period: Period::month(2026, 8).unwrap(),
        unit: UnitId::new(1),
        indicator: IndicatorId::new(indicator),
        kind: NumberKind::Number,
        decimals: 2,
        value: Some(value),
        cumulative: None,
        self_score: None,
        narrative: "本月完成".to_owned(),
        explanation: String::new(),
        source: "submission".to_owned(),
        author: AccountId::new(7),
    }
}

async fn save(store: &Store, figure: NewFigure, seen: Option<i64>) -> SaveOutcome {
    store.save_figures(TENANT, NOW, "figure.save", vec![(figure, seen)]).await.unwrap()
}

async fn filled(store: &Store) {
    let mut change = store.change(TENANT, NOW).await.unwrap();
    change.fill_figures(&[figure(1, 100), figure(2, 200), figure(3, 300)]).await.unwrap();
    change.commit().await.unwrap();
    save(store, figure(2, 250), None).await;
    save(store, figure(4, 400), None).await;
}

async fn verified(store: &Store) -> Option<Break> {
    store.reader(TENANT).await.unwrap().verify_audit().await.unwrap().1
}

#[test]
fn a_figure_changed_behind_the_programs_back_is_found() {
    let cases = [
        ("UPDATE fact SET value = 101 WHERE tenant = $1 AND seq = 1", "changed in bulk"),
        ("UPDATE fact SET narrative = '改' WHERE tenant = $1 AND seq = 4", "changed alone"),
        ("DELETE FROM fact WHERE tenant = $1 AND seq = 5", "taken away"),
        ("UPDATE figure SET value = 999 WHERE tenant = $1 AND indicator = 4", "current changed"),
        ("DELETE FROM figure WHERE tenant = $1 AND indicator = 3", "current gone"),
        ("UPDATE figure SET seq = 2, value = 200 WHERE tenant = $1 AND indicator = 2", "set back"),
        (
            "INSERT INTO fact (tenant, seq, period, unit, indicator, kind, decimals, value, cumulative, self_score, \
             narrative, explanation, source, author, at, supersedes) SELECT tenant, 99, period, unit, indicator, \
             kind, decimals, value, cumulative, self_score, narrative, explanation, source, author, at, 5 FROM fact \
             WHERE tenant = $1 AND seq = 5",
            "put in",
        ),
    ];
    for (sql, what) in cases {
        on_both(async |store| {
            filled(&store).await;
            assert_eq!(verified(&store).await, None, "{what}");
            store.run_for_tests(sql, TENANT).await.unwrap();
            let found = verified(&store).await.unwrap_or_else(|| panic!("{what} was not found"));
            let expected = match what {
                "changed in bulk" => Break::FactChanged { first: 1, last: 3 },
                "changed alone" => Break::FactChanged { first: 4, last: 4 },
                "taken away" => Break::FactMissing(5),
                "put in" => Break::FactUnknown(99),
                _ => {
                    assert!(matches!(found, Break::FigureDiffers { .. }), "{what}: {found:?}");
                    return;
                }
            };
            assert_eq!(found, expected, "{what}");
        });
    }
}

#[test]
fn the_chain_goes_on_with_another_digest_and_still_holds() {
    on_both(async |store| {
        filled(&store).await;
        let mut change = store.change(TENANT, NOW).await.unwrap();
        change.set_audit_digest(Digest::Sm3);
        change.commit().await.unwrap();
        save(&store, figure(1, 111), None).await;
        assert_eq!(store.reader(TENANT).await.unwrap().audit_digest().await.unwrap(), Digest::Sm3);
        let last = store.reader(TENANT).await.unwrap().list_audit_after(0, 100).await.unwrap().pop().unwrap();
        assert!(last.detail.contains(" sm3 "), "{}", last.detail);
        assert_eq!(verified(&store).await, None);
        store.tamper_with_audit_for_tests(TENANT, last.seq).await.unwrap();
        assert_eq!(verified(&store).await, Some(Break::Changed(last.seq)));
    });
}

#[test]
fn the_same_save_twice_is_one_fact_and_another_persons_is_its_own() {
    on_both(async |store| {
        let SaveOutcome::Saved(first) = save(&store, figure(1, 100), Some(0)).await else {
            panic!("refused")
        };
        assert_eq!(save(&store, figure(1, 100), Some(0)).await, SaveOutcome::Saved(first));
        let other = NewFigure { author: AccountId::new(8), ..figure(1, 100) };
        assert_eq!(save(&store, other, Some(first)).await, SaveOutcome::Saved(first + 1));
        assert_eq!(verified(&store).await, None);
    });
}
