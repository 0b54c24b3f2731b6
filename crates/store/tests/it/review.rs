//! Evidence, steps and reminders.

use assessment::{
    AccountId, Channel, FileState, IndicatorId, Period, ReminderState, SubmissionState, UnitId,
};
use store::{FileRow, NewEvidence, NewReminder, NewStep, Store};

use crate::both::{NOW, TENANT, on_both, on_both_places};

fn period() -> Period {
    Period::month(2026, 8).unwrap()
}

fn file(hash: &[u8], size: usize) -> FileRow {
    FileRow {
        hash: hash.to_vec(),
        size: i64::try_from(size).unwrap(),
        media: "application/pdf".to_owned(),
        state: FileState::Clean,
        said: String::new(),
    }
}

fn beside(hash: &[u8], indicator: i64) -> NewEvidence {
    NewEvidence {
        period: period(),
        unit: UnitId::new(1),
        indicator: IndicatorId::new(indicator),
        hash: hash.to_vec(),
        name: "月报.pdf".to_owned(),
        note: String::new(),
        author: AccountId::new(9),
    }
}

#[test]
fn a_file_of_several_pieces_comes_back_byte_for_byte_and_stands_once_for_two_figures() {
    on_both(async |store| {
        let bytes: Vec<u8> = (0..1_400_000_u32).map(|n| u8::try_from(n % 251).unwrap()).collect();
        let hash = [7_u8; 32];
        store.put_bytes(TENANT, &hash, &bytes).await.unwrap();
        store.put_bytes(TENANT, &hash, &bytes).await.unwrap();
        let mut change = store.change(TENANT, NOW).await.unwrap();
        change.put_file(&file(&hash, bytes.len())).await.unwrap();
        let first = change.add_evidence(&beside(&hash, 1)).await.unwrap();
        change.add_evidence(&beside(&hash, 2)).await.unwrap();
        change.commit().await.unwrap();
        let mut reader = store.reader(TENANT).await.unwrap();
        assert_eq!(reader.read_file(&hash).await.unwrap(), bytes);
        let counts = reader.count_evidence(period(), UnitId::new(1)).await.unwrap();
        assert_eq!(counts, [(IndicatorId::new(1), 1), (IndicatorId::new(2), 1)]);
        let mut change = store.change(TENANT, NOW + 1).await.unwrap();
        change.withdraw_evidence(first, AccountId::new(9), "传错了").await.unwrap();
        change.commit().await.unwrap();
        let left = reader.list_evidence(period(), UnitId::new(1), IndicatorId::new(1)).await.unwrap();
        assert_eq!(left.len(), 1, "what was withdrawn stays");
        assert_eq!(left[0].withdrawn, Some((AccountId::new(9), NOW + 1, "传错了".to_owned())));
        assert_eq!(reader.count_evidence(period(), UnitId::new(1)).await.unwrap().len(), 1);
    });
}

#[test]
fn a_step_remembers_the_last_fact_of_its_time() {
    on_both(async |store| {
        let mut change = store.change(TENANT, NOW).await.unwrap();
        let step = NewStep {
            period: period(),
            unit: UnitId::new(1),
            action: "锁定".to_owned(),
            before: SubmissionState::Verified,
            after: SubmissionState::Locked,
            reason: String::new(),
            late: 0,
            author: AccountId::new(9),
        };
        change.add_step(&step).await.unwrap();
        change.commit().await.unwrap();
        store.look(TENANT, period(), UnitId::new(1), NOW).await.unwrap();
        store.look(TENANT, period(), UnitId::new(1), NOW + 5).await.unwrap();
        let mut reader = store.reader(TENANT).await.unwrap();
        let steps = reader.list_steps(period(), UnitId::new(1)).await.unwrap();
        assert_eq!((steps.len(), steps[0].fact, steps[0].after), (1, 0, SubmissionState::Locked));
        assert_eq!(reader.list_steps_of(AccountId::new(9), 10).await.unwrap(), steps);
        assert_eq!(reader.list_looked(period()).await.unwrap(), [UnitId::new(1)]);
    });
}

#[test]
fn a_reminder_is_queued_once_a_day_and_taken_by_one_of_two_processes() {
    on_both_places(async |place| {
        let one = Store::open(&place).await.unwrap();
        one.create_tenant(TENANT, "江州市", NOW).await.unwrap();
        let two = Store::open(&place).await.unwrap();
        let new = NewReminder {
            day: 20_260_901,
            account: AccountId::new(9),
            channel: Channel::Mail,
            address: "a@example.gov.cn".to_owned(),
            subject: "考成".to_owned(),
            body: "待办".to_owned(),
        };
        let queue = async |store: &Store| {
            let mut change = store.change(TENANT, NOW).await.unwrap();
            let queued = change.queue_reminder(&new).await.unwrap();
            change.commit().await.unwrap();
            queued
        };
        let (first, second) = tokio::join!(queue(&one), queue(&two));
        assert!(first != second, "one of them queued it");
        let take = async |store: &Store| {
            let mut change = store.change(TENANT, NOW).await.unwrap();
            let taken = change.take_reminder(NOW + 1000).await.unwrap();
            change.commit().await.unwrap();
            taken
        };
        let (first, second) = tokio::join!(take(&one), take(&two));
        assert!(first.is_some() != second.is_some(), "one of them took it");
        let id = first.or(second).unwrap().id;
        let mut change = two.change(TENANT, NOW + 2000).await.unwrap();
        assert!(change.take_reminder(NOW + 9000).await.unwrap().is_some(), "who took it died: another may");
        change.settle_reminder(id, ReminderState::Sent, "", NOW).await.unwrap();
        change.commit().await.unwrap();
        let sent = one.reader(TENANT).await.unwrap().list_reminders(None, 10).await.unwrap();
        assert_eq!((sent.len(), sent[0].tries, sent[0].state), (1, 2, ReminderState::Sent));
    });
}
