//! Claims against gold verdicts: a document of our own, and the shared gold list when it is there.

use ingest::Hints;
use ingest::claim::{ClaimRecord, Findings, verify};
use std::collections::BTreeMap;

fn findings(name: &str, bytes: &[u8]) -> (String, Findings) {
    let document = ingest::read(bytes, &Hints::named(name)).unwrap();
    (document.text.as_str().to_owned(), verify(&document))
}

/// Characters of `text` without white space, with the place of each.
fn bare(text: &str) -> (Vec<char>, Vec<usize>) {
    text.chars().enumerate().filter(|(_, c)| !c.is_whitespace()).map(|(at, c)| (c, at)).unzip()
}

/// Every place where `piece` stands, white space ignored.
fn places(text: &str, piece: &str) -> Vec<(usize, usize)> {
    let (characters, at) = bare(text);
    let (wanted, _) = bare(piece);
    if wanted.is_empty() {
        return Vec::new();
    }
    let starts =
        characters.windows(wanted.len()).enumerate().filter(|(_, window)| *window == wanted.as_slice());
    starts.map(|(start, _)| (at[start], at[start + wanted.len() - 1] + 1)).collect()
}

fn touching<'f>(findings: &'f Findings, spans: &[(usize, usize)]) -> Vec<&'f ClaimRecord> {
    let touches =
        |claim: &&ClaimRecord| spans.iter().any(|(start, end)| claim.start < *end && *start < claim.end);
    findings.claims.iter().filter(touches).collect()
}

#[test]
fn every_planted_claim_gets_its_verdict() {
    let page = include_bytes!("../../../../tests/corpus/self-check.html");
    let (text, found) = findings("self-check.html", page);
    assert_eq!(found.anchor, "2024-12-31");
    assert_eq!(found.goals.len(), 6);
    let mut wrong = Vec::new();
    for line in
        include_str!("../../../../tests/corpus/self-check.tsv").lines().filter(|line| !line.starts_with('#'))
    {
        let [quote, kind, verdict] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let spans = places(&text, quote);
        assert!(!spans.is_empty(), "{quote} stands in the page");
        let hits = touching(&found, &spans);
        if !hits.iter().any(|claim| claim.kind == kind && claim.verdict == verdict) {
            let seen: Vec<_> = hits.iter().map(|claim| (claim.kind, claim.verdict, &claim.why)).collect();
            wrong.push(format!("{line}: {seen:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let alarms: Vec<&str> = found
        .claims
        .iter()
        .filter(|claim| claim.verdict == "disagrees")
        .map(|claim| claim.quote.as_str())
        .collect();
    // The missed goal, the row that prints 100 % over it, and the lost decimal point: nothing else.
    assert_eq!(alarms.len(), 3, "{alarms:?}");
}

/// The gold verdicts in the words of the contract.
fn contract(verdict: &str) -> &str {
    match verdict {
        "ok" | "rounded" => "agrees",
        "wrong" => "disagrees",
        other => other,
    }
}

#[test]
fn gold_verdicts_are_met() {
    let Some(shared) = super::shared() else { return };
    let mut documents = BTreeMap::new();
    for entry in std::fs::read_dir(shared.join("seeds")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let key: String = name.chars().take(3).collect();
        documents.insert(key, findings(&name, &std::fs::read(&path).unwrap()));
    }
    let rows_text = std::fs::read_to_string(shared.join("corpus/claims.tsv")).unwrap();
    let (mut rows, mut right, mut same_kind) = (0, 0, 0);
    let mut explained = Vec::new();
    for line in rows_text.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let (seed, quote, kind, verdict, note, exact) =
            (fields[0], fields[1], fields[2], fields[6], fields[7], fields[8]);
        if note.contains("[no-claim]") {
            continue;
        }
        let (text, found) = &documents[seed];
        let spans: Vec<_> = exact.split('‖').flat_map(|piece| places(text, piece)).collect();
        let hits = touching(found, &spans);
        let wanted = contract(verdict);
        let good: Vec<_> = hits
            .iter()
            .filter(|c| c.verdict == wanted || (wanted == "judged" && c.verdict == "unsupported"))
            .collect();
        rows += 1;
        right += u32::from(!good.is_empty());
        same_kind += u32::from(good.iter().any(|claim| claim.kind == kind));
        if good.is_empty() {
            println!("missed: {seed} {kind} {wanted} {quote}");
        }
        if wanted == "disagrees" {
            assert!(!good.is_empty(), "a wrong figure was not found: {seed} {quote}");
            explained.extend(good.iter().map(|claim| (seed.to_owned(), claim.start)));
        }
    }
    let alarms: Vec<_> = documents
        .iter()
        .flat_map(|(key, (_, found))| found.claims.iter().map(move |claim| (key.clone(), claim)))
        .filter(|(key, claim)| {
            claim.verdict == "disagrees" && !explained.contains(&(key.clone(), claim.start))
        })
        .collect();
    println!(
        "gold claims: {rows} rows, {right} verdicts right, {same_kind} with the same kind, {} other alarms",
        alarms.len()
    );
    assert!(f64::from(right) >= f64::from(rows) * 0.97, "verdicts right");
    assert!(alarms.len() <= 2, "{alarms:?}");
    assert_eq!(documents["004"].1.goals.len(), 19, "a table printed twice is read once");
    // The table of 000 has ten rows: its head and nine rows with a rate of completion each, which set twelve goals.
    let first = &documents["000"].1.goals;
    let rates: Vec<&str> =
        first.iter().filter_map(|goal| goal.parts.first()?.completion.as_deref()).collect();
    assert_eq!(
        rates.iter().map(|rate| rate.replace(' ', "")).collect::<Vec<_>>(),
        ["64.78%", "70%", "665%", "85.39%", "80%", "70%", "90%", "95%", "58%"]
    );
    assert_eq!(first.iter().map(|goal| goal.parts.len()).sum::<usize>(), 12);
    assert_eq!(documents["001"].1.goals.len(), 17);
    assert!(documents["001"].1.goals.iter().all(|goal| goal.points.is_some()));
}

#[test]
fn whole_numbers_under_a_head_with_its_unit_are_goals() {
    let table = "序号\t指标名称\t目标(亿元)\t完成(亿元)\t完成率\n1\t固定资产投资\t100\t88\t88%\n2\t工业投资\t50\t41\t92%\n";
    let (_, found) = findings("表.txt", table.as_bytes());
    let pairs: Vec<(String, Option<String>)> = found
        .goals
        .iter()
        .flat_map(|goal| &goal.parts)
        .flat_map(|part| &part.figures)
        .map(|figure| (figure.text.clone(), figure.answer.as_ref().map(|answer| answer.text.clone())))
        .collect();
    assert_eq!(pairs, [("100".to_owned(), Some("88".to_owned())), ("50".to_owned(), Some("41".to_owned()))]);
    let wrong: Vec<&str> = found
        .claims
        .iter()
        .filter(|claim| claim.verdict == "disagrees")
        .map(|claim| claim.quote.as_str())
        .collect();
    assert_eq!(wrong, ["92%"]);
}
