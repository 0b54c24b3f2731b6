//! Official standards → drafts: how many of the sentences that decide about points are understood, over the collected texts.

use rules::draft::draft;

/// Sentences understood over the collected texts, of all that decide about points. May rise, never fall.
const UNDERSTOOD_MIN: usize = 291;

/// The lines of one collected text.
fn lines(path: &std::path::Path) -> Vec<String> {
    std::fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn sentences_of_collected_standards_are_understood() {
    let Some(shared) = super::setting("KAOCHENG_SHARED") else { return };
    let folder = std::path::Path::new(&shared).join("corpus/docs");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let (mut understood, mut all, mut left) = (0, 0, Vec::new());
    for path in &paths {
        let found = draft(None, None, &lines(path));
        all += found.sentences.len();
        understood += found.understood();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        left.extend(
            found.sentences.into_iter().filter(|s| !s.understood).map(|s| format!("{name} {}", s.quote)),
        );
    }
    println!("{understood} of {all} sentences understood");
    assert!(understood >= UNDERSTOOD_MIN, "{understood} of {all} understood; left:\n{}", left.join("\n"));
}

fn drafted(text: &str) -> rules::draft::Draft {
    draft(Some("考核办法"), Some(2026), &[text.to_owned()])
}

fn left(found: &rules::draft::Draft) -> Vec<&str> {
    found.sentences.iter().filter(|s| !s.understood).map(|s| s.quote.as_str()).collect()
}

#[test]
fn a_text_without_numbered_items_is_drafted_all_the_same() {
    let found = drafted("规上得分=亩均税收÷24.097×30+亩均增加值÷136.16×20。");
    assert_eq!(left(&found), Vec::<&str>::new());
    assert!(found.text.contains("按 实绩 ÷ 24.097 得分"), "{}", found.text);
    let found = drafted("信息报送不及时扣1;被通报错误每次扣2。");
    assert_eq!(left(&found), Vec::<&str>::new(), "{}", found.text);
}

#[test]
fn a_cap_said_behind_belongs_to_the_bonus_before_it() {
    for text in [
        "1.创新工作。完成创新目标每项0.5分。累计不超过3分。",
        "1.省下达目标和市新增目标每项0.5分,累计不超过3分。",
    ] {
        let found = drafted(text);
        assert_eq!(left(&found), Vec::<&str>::new(), "{}", found.text);
        assert!(found.text.contains("限 3分"), "{}", found.text);
    }
    let found = drafted("1.创新工作。累计不超过3分。");
    assert_eq!(left(&found), ["累计不超过3分"], "a cap of nothing is left to a person");
}

#[test]
fn a_floor_for_several_deductions_is_left_to_a_person() {
    let found = drafted("1.信息报送10分:漏报一次扣0.5分。扣完为止。");
    assert!(found.text.contains("扣 0.5分 扣完为止"), "{}", found.text);
    let found = drafted("1.信息报送10分:漏报一次扣0.5分。错报一次扣1分。扣完为止。");
    assert_eq!(left(&found), ["扣完为止"], "{}", found.text);
}

#[test]
fn names_and_honours_decide_nothing_about_points() {
    let found =
        drafted("推进“数据要素×”行动,5个县被命名为示范县,在考核中获优秀等次,香加750千伏主变扩建投运。");
    assert_eq!(found.sentences, []);
}

#[test]
fn bare_numbers_that_make_up_the_items_points_are_points() {
    let found = drafted("产业结构20分——三产比重上升4、高技术产业比重上升4、能评4、淘汰落后8。");
    assert_eq!(left(&found), Vec::<&str>::new(), "{}", found.text);
    assert_eq!(found.lines, 4, "{}", found.text);
    let found = drafted("产业结构20分——三产比重上升4、高技术产业比重上升4、能评4、淘汰落后9。");
    assert_eq!(found.lines, 0, "numbers that make 21 are left to a person: {}", found.text);
}
