use assessment::{AccountId, IndicatorId, Period, UnitId};
use store::{CorrectionRow, NewDocument, Store, UseRow};

use crate::both::{NOW, TENANT, on_both};

fn new<'a>(unit: i64, name: &'a str, bytes: &'a [u8]) -> NewDocument<'a> {
    NewDocument {
        unit: UnitId::new(unit),
        name,
        title: "自查报告",
        hash: b"digest",
        bytes,
        format: "文本文件",
        summary: "{}",
        author: AccountId::new(7),
    }
}

fn correction(number: i64) -> CorrectionRow {
    CorrectionRow {
        number,
        start: 3,
        end: 6,
        printed: "11O%".to_owned(),
        words: "110%".to_owned(),
        author: AccountId::new(7),
        at: NOW,
    }
}

async fn create(store: &Store, new: &NewDocument<'_>) -> assessment::DocumentId {
    let mut change = store.change(TENANT, NOW).await.unwrap();
    let id = change.create_document(new).await.unwrap();
    change.commit().await.unwrap();
    id
}

#[test]
fn the_same_bytes_are_kept_once_and_every_document_stays() {
    on_both(async |store| {
        let bytes: Vec<u8> = (0..=255).collect();
        let first = create(&store, &new(1, "a.txt", &bytes)).await;
        let second = create(&store, &new(2, "b.txt", &bytes)).await;
        let mut reader = store.reader(TENANT).await.unwrap();
        let all = reader.list_documents(None, None, 10).await.unwrap();
        assert_eq!(all.iter().map(|row| row.id).collect::<Vec<_>>(), [second, first], "the latest first");
        let own = reader.list_documents(Some(UnitId::new(1)), None, 10).await.unwrap();
        assert_eq!(own.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["a.txt"]);
        let before = reader.list_documents(None, Some(second), 10).await.unwrap();
        assert_eq!(before.len(), 1);
        let row = reader.find_document(first).await.unwrap().unwrap();
        assert_eq!((row.size, row.at, row.title.as_str()), (256, NOW, "自查报告"));
        assert_eq!(reader.find_document_bytes(&row.hash).await.unwrap(), Some(bytes));
        assert_eq!(reader.find_document_bytes(b"other").await.unwrap(), None);
    });
}

#[test]
fn corrections_are_appended_in_order_and_a_number_is_given_once() {
    on_both(async |store| {
        let id = create(&store, &new(1, "a.txt", b"1")).await;
        for number in [1, 2] {
            let mut change = store.change(TENANT, NOW).await.unwrap();
            change.append_correction(id, &correction(number), "{\"agrees\":1}").await.unwrap();
            change.commit().await.unwrap();
        }
        let mut change = store.change(TENANT, NOW).await.unwrap();
        assert!(change.append_correction(id, &correction(2), "{}").await.is_err());
        drop(change);
        let mut reader = store.reader(TENANT).await.unwrap();
        assert_eq!(reader.list_corrections(id).await.unwrap(), [correction(1), correction(2)]);
        assert_eq!(reader.find_document(id).await.unwrap().unwrap().summary, "{\"agrees\":1}");
    });
}

#[test]
fn what_was_taken_is_listed_and_a_withdrawn_document_is_not() {
    on_both(async |store| {
        let id = create(&store, &new(1, "a.txt", b"1")).await;
        let taken = UseRow {
            version: 2,
            start: 3,
            end: 6,
            words: "50.8亿元".to_owned(),
            purpose: "figure".to_owned(),
            unit: UnitId::new(1),
            indicator: IndicatorId::new(16),
            period: Period::month(2026, 8).unwrap(),
            author: AccountId::new(7),
            at: NOW,
        };
        let mut change = store.change(TENANT, NOW).await.unwrap();
        change.append_document_use(id, &taken).await.unwrap();
        change.commit().await.unwrap();
        let mut reader = store.reader(TENANT).await.unwrap();
        assert_eq!(reader.list_document_uses(id).await.unwrap(), [taken]);
        drop(reader);
        let mut change = store.change(TENANT, NOW).await.unwrap();
        change.withdraw_document(id).await.unwrap();
        change.commit().await.unwrap();
        let mut reader = store.reader(TENANT).await.unwrap();
        assert_eq!(reader.find_document(id).await.unwrap(), None);
        assert!(reader.list_documents(None, None, 10).await.unwrap().is_empty());
    });
}
