//! Power may fail at any moment: what was acknowledged stands, what was not is whole or absent, and the chain holds.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::json;

use crate::served::{Client, Served, filled, on_both, verified};

const UNITS: usize = 5;
const INDICATORS: usize = 8;
const MONTHS: usize = 2;
const SAVERS: usize = 8;
const SAVES: usize = 1000;

type Cell = (usize, usize, usize);

/// What the savers know of every cell.
#[derive(Default)]
struct Known {
    /// Every value that was acknowledged.
    acknowledged: BTreeMap<Cell, Vec<String>>,
    /// Values whose answer never came: they may stand or not.
    unsure: BTreeMap<Cell, BTreeSet<String>>,
}

fn path((unit, indicator, month): Cell) -> String {
    format!("/api/v1/figures/{unit}/{indicator}/2026-{month:02}")
}

/// Each saver has cells of its own, so that the order of what it saved is known.
fn save(
    client: &Client,
    saver: usize,
    round: usize,
    known: &Mutex<Known>,
    stop: &AtomicBool,
    count: &AtomicUsize,
) {
    let cells: Vec<Cell> = (0..UNITS * INDICATORS * MONTHS)
        .filter(|cell| cell % SAVERS == saver)
        .map(|cell| (cell % UNITS + 1, cell / UNITS % INDICATORS + 1, cell / UNITS / INDICATORS + 1))
        .collect();
    for (turn, cell) in cells.iter().cycle().enumerate() {
        if stop.load(Ordering::Relaxed) {
            return;
        }
        let value = format!("{}.{:04}", round * 10_000 + turn, saver);
        let body = json!({"value": value, "narrative": format!("第{round}轮第{turn}次")});
        let answer = client.json("PUT", &path(*cell), &body);
        let mut known = known.lock().unwrap();
        match answer {
            Ok((200, _)) => {
                known.acknowledged.entry(*cell).or_default().push(value);
                count.fetch_add(1, Ordering::Relaxed);
            }
            Ok((status, answer)) => panic!("{status}: {answer}"),
            Err(_) => {
                known.unsure.entry(*cell).or_default().insert(value);
                return;
            }
        }
    }
}

fn compare(client: &Client, known: &Known) {
    for (cell, values) in &known.acknowledged {
        let (status, answer) = client.get(&format!("{}/history", path(*cell))).unwrap();
        assert_eq!(status, 200, "{answer}");
        let facts = answer.as_array().unwrap();
        let stands: Vec<&str> = facts.iter().filter_map(|fact| fact["value"].as_str()).collect();
        let unsure = known.unsure.get(cell);
        for value in values {
            assert!(stands.contains(&value.as_str()), "{cell:?}: {value} was acknowledged and is gone");
        }
        let last = stands.first().copied().unwrap_or_default();
        let expected = values.last().map(String::as_str) == Some(last);
        assert!(expected || unsure.is_some_and(|unsure| unsure.contains(last)), "{cell:?} shows {last}");
        // A fact is whole: its words came with its number.
        for fact in facts.iter().filter(|fact| fact["source"] == "submission") {
            assert!(fact["narrative"].as_str().unwrap().starts_with('第'), "{fact}");
        }
    }
}

#[test]
fn killed_at_any_moment_during_a_thousand_saves_nothing_acknowledged_is_lost() {
    on_both(|place| {
        let password = filled(place, UNITS, INDICATORS, MONTHS);
        let (known, count) = (Mutex::new(Known::default()), AtomicUsize::new(0));
        let (mut kills, mut moment) = (0_u64, 0x9E37_79B9_7F4A_7C15_u64 ^ u64::from(std::process::id()));
        while count.load(Ordering::Relaxed) < SAVES || kills < 8 {
            kills += 1;
            assert!(kills < 200, "the saves do not get on: {count:?}");
            let mut served = Served::start(place);
            let client = served.sign_in("reporter", &password);
            compare(&client, &known.lock().unwrap());
            let stop = AtomicBool::new(false);
            std::thread::scope(|scope| {
                for saver in 0..SAVERS {
                    let (client, known, stop, count) = (&client, &known, &stop, &count);
                    let round = usize::try_from(kills).unwrap();
                    scope.spawn(move || save(client, saver, round, known, stop, count));
                }
                moment =
                    moment.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                std::thread::sleep(Duration::from_millis(20 + (moment >> 33) % 700));
                served.kill();
                stop.store(true, Ordering::Relaxed);
            });
        }
        let served = Served::start(place);
        compare(&served.sign_in("reporter", &password), &known.lock().unwrap());
        drop(served);
        let words = verified(place);
        assert!(words.contains("没有改动"), "{words}");
        println!("{} saves acknowledged, {kills} kills: {words}", count.load(Ordering::Relaxed));
    });
}

#[test]
fn the_same_request_twice_writes_one_fact() {
    on_both(|place| {
        let password = filled(place, 1, 1, 1);
        let served = Served::start(place);
        let client = served.sign_in("reporter", &password);
        let body = json!({"value": "12.3400", "narrative": "本月完成"});
        let (_, before) = client.get(&path((1, 1, 1))).unwrap();
        let seen = before["version"].to_string();
        let first = client.json_with("PUT", &path((1, 1, 1)), &body, &[("if-match", &seen)]).unwrap();
        let second = client.json_with("PUT", &path((1, 1, 1)), &body, &[("if-match", &seen)]).unwrap();
        assert_eq!(first, second);
        let (_, history) = client.get(&format!("{}/history", path((1, 1, 1)))).unwrap();
        assert_eq!(history.as_array().unwrap().len(), 2, "{history}");
        // Another value over the version that is no longer there is refused and names what stands.
        let other = json!({"value": "99"});
        let (status, answer) =
            client.json_with("PUT", &path((1, 1, 1)), &other, &[("if-match", &seen)]).unwrap();
        assert_eq!((status, answer["code"].as_str()), (412, Some("conflict")), "{answer}");
    });
}
