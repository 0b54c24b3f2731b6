use std::collections::BTreeMap;

use assessment::{Period, RankRow, RankTable, ScoreBook, Value};
use testkit::{Sample, scheme};

fn scored() -> (Sample, ScoreBook) {
    let sample = Sample::city();
    let book = sample.book(&scheme().unwrap()).unwrap();
    (sample, book)
}

fn december(book: &ScoreBook) -> RankTable {
    book.rank_table("2026-12".parse().unwrap(), None).unwrap()
}

fn row<'a>(table: &'a RankTable, name: &str) -> &'a RankRow {
    table.rows.iter().find(|row| row.name == name).unwrap()
}

#[test]
fn the_year_shows_every_state_that_a_score_can_be_in() {
    let (_, book) = scored();
    let table = december(&book);
    let state = |name: &str| {
        let row = row(&table, name);
        (row.total.word(), row.rank.is_some(), row.grade.clone(), row.vetoes.join("、"))
    };
    let some = |grade: &str| Some(grade.to_owned());
    assert_eq!(state("石梁县"), (Some("待补"), false, None, String::new()), "one indicator was not reported");
    assert_eq!(state("云帆区"), (Some("未评"), false, None, String::new()), "one line was not judged");
    assert_eq!(
        state("城西区"),
        (None, false, some("不定等次"), "党风廉政".to_owned()),
        "vetoed, the score stands"
    );
    assert_eq!(
        state("城东区"),
        (None, true, some("达标"), "安全事故".to_owned()),
        "kept from the best grade"
    );
    assert_eq!(state("临溪市"), (None, true, some("优秀"), String::new()));
    assert_eq!(state("青枫区"), (None, true, some("不达标"), String::new()));
}

#[test]
fn two_units_share_a_rank_and_the_next_one_is_left_out() {
    let (_, book) = scored();
    let table = december(&book);
    let tied: Vec<_> = table.rows.iter().filter(|row| row.tied).collect();
    let [one, other] = tied.as_slice() else { unreachable!("{} units are tied", tied.len()) };
    assert_eq!(one.total, other.total);
    let ranks: Vec<u32> = table.rows.iter().filter_map(|row| row.rank).collect();
    assert_eq!(ranks, [1, 2, 2, 4, 5, 6, 7, 8, 9, 10]);
}

#[test]
fn months_within_the_year_are_ranked_in_full_and_ranks_move() {
    let (_, book) = scored();
    for month in 2..=11 {
        let table = book.rank_table(Period::month(2026, month).unwrap(), None).unwrap();
        let numbers = table.rows.iter().filter(|row| row.total.number().is_some()).count();
        // In a month with a figure that could not be taken the unit's total waits.
        assert!(numbers >= 12, "{numbers} of 13 have a total in month {month}");
    }
    assert!(december(&book).rows.iter().any(|row| row.previous.is_some() && row.previous != row.rank));
}

#[test]
fn exactly_a_hundred_and_five_percent_gets_the_bonus() {
    let (sample, book) = scored();
    let unit = sample.units.iter().find(|unit| unit.name == "云帆区").unwrap();
    let sheet = book.sheet(unit.id, "2026-12".parse().unwrap(), &BTreeMap::new(), |_| String::new()).unwrap();
    let bonus = sheet.lines().map(|(_, _, line)| line).find(|line| line.code == "1.2").unwrap();
    assert_eq!(bonus.completion.as_deref(), Some("105.00%"));
    assert_eq!(bonus.score, Value::Number("1".parse().unwrap()));
}

#[test]
fn an_explanation_quotes_the_clause_and_shows_the_figures() {
    let (sample, book) = scored();
    let scheme = scheme().unwrap();
    let line = scheme.line_by_id("1.1").unwrap();
    let december: Period = "2026-12".parse().unwrap();
    let words = book.line_comment(sample.units[0].id, december, line);
    for part in ["完成年度销售产值目标得4分，未完成的按完成率计分", "目标", "实绩", "亿元"]
    {
        assert!(words.contains(part), "{part} is not in {words}");
    }
}

#[test]
fn self_scores_stay_within_the_points_and_differ_from_the_assessed() {
    let (sample, book) = scored();
    let scheme = scheme().unwrap();
    let own = sample.self_scores(&scheme);
    for score in &own {
        let line = scheme.lines().iter().find(|line| line.code == score.line).unwrap();
        assert!(line.points.is_some_and(|points| score.points <= points), "{} {}", score.line, score.points);
    }
    let unit = sample.units[0].id;
    let mine: BTreeMap<_, _> = own
        .iter()
        .filter(|score| score.unit == unit)
        .map(|score| (score.line.clone(), score.points))
        .collect();
    let sheet = book.sheet(unit, "2026-12".parse().unwrap(), &mine, |_| String::new()).unwrap();
    assert!(sheet.difference().is_some_and(|difference| !difference.is_zero()));
}

#[test]
fn the_facts_table_names_every_column_once() {
    let (sample, book) = scored();
    let table = testkit::facts_table(&book);
    let head = table.first().unwrap();
    let names: std::collections::BTreeSet<_> = head.iter().collect();
    assert_eq!(names.len(), head.len());
    assert_eq!(table.len(), 1 + sample.units.len() * 12);
    assert!(table.iter().all(|row| row.len() == head.len()));
}
