use store::{Error, Place, Store};

use crate::both::{NOW, on_both_places};

#[test]
fn both_databases_have_the_same_tables_columns_keys_and_indexes() {
    let seen = std::sync::Mutex::new(Vec::new());
    on_both_places(async |place| {
        let described = Store::open(&place).await.unwrap().describe().await.unwrap();
        seen.lock().unwrap().push(described);
    });
    let seen = seen.into_inner().unwrap();
    assert!(seen.iter().all(|one| one.len() > 100), "tables are described");
    for pair in seen.windows(2) {
        assert_eq!(pair.first(), pair.last());
    }
}

#[test]
fn every_key_begins_with_the_tenant() {
    on_both_places(async |place| {
        let described = Store::open(&place).await.unwrap().describe().await.unwrap();
        let tables: std::collections::BTreeSet<_> = described
            .iter()
            .filter_map(|line| line.split_once('.').map(|(table, _)| table))
            .filter(|table| *table != "kaocheng_layout")
            .collect();
        for table in tables {
            assert!(described.iter().any(|line| *line == format!("{table}.tenant bigint 1 1")), "{table}");
        }
    });
}

#[test]
fn opening_twice_changes_nothing_and_a_newer_layout_is_refused_in_words() {
    on_both_places(async |place| {
        let store = Store::open(&place).await.unwrap();
        assert!(store.create_tenant(1, "江州市", NOW).await.unwrap());
        store.close().await;
        let store = Store::open(&place).await.unwrap();
        assert!(!store.create_tenant(1, "别的名字", NOW).await.unwrap());
        assert_eq!(store.list_tenants().await.unwrap(), [(1, "江州市".to_owned())]);
        store.set_layout_for_tests(99).await.unwrap();
        store.close().await;
        let Err(Error::Version(words)) = Store::open(&place).await else {
            panic!("a newer layout was opened")
        };
        assert!(words.contains("更新版本的考成") && words.contains("新版程序"), "{words}");
    });
}

#[tokio::test]
async fn somebody_elses_file_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("kaocheng.sqlite"), "这不是数据库".repeat(100)).unwrap();
    let before = std::fs::read(folder.path().join("kaocheng.sqlite")).unwrap();
    let Err(Error::Unavailable(words)) = Store::open(&Place::Folder(folder.path().to_owned())).await else {
        panic!("it was opened")
    };
    assert!(words.contains("不能打开数据文件"), "{words}");
    assert_eq!(std::fs::read(folder.path().join("kaocheng.sqlite")).unwrap(), before);
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_named() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let place = Place::Folder(file.path().join("data"));
    let Err(Error::Unavailable(words)) = Store::open(&place).await else { panic!("it was opened") };
    assert!(words.contains("不能建立数据目录"), "{words}");
}
