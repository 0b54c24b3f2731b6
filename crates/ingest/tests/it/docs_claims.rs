//! The recomputed claims over the collected texts (`docs-claims.tsv`), when the shared material is there. A row names figures, not
//! words: it is met by a claim with the row's verdict that has every printed figure of the row among its own.

use ingest::Hints;
use ingest::claim::{ClaimRecord, Findings, verify};
use std::collections::BTreeMap;

/// Rows that a claim of the right verdict answers. 8 of the 169 rows ask for `agrees` where the target is only implied, which the
/// policy calls unsupported; one adds figures that the page does not add.
const MET_MIN: u32 = 160;

/// The numbers of a text, without separators and without zeros behind the point.
fn numbers(text: &str) -> Vec<String> {
    let text = text.replace(',', "");
    let mut found = Vec::new();
    for piece in text.split(|c: char| !(c.is_ascii_digit() || c == '.')) {
        let number = piece.trim_matches('.');
        if number.is_empty() {
            continue;
        }
        let shown =
            if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.') } else { number };
        found.push(shown.to_owned());
    }
    found
}

fn of_claim(claim: &ClaimRecord) -> Vec<String> {
    let published = claim.published.clone().unwrap_or_default();
    numbers(&[claim.quote.as_str(), &claim.inputs.join(" "), &published, &claim.why].join(" "))
}

fn read_all(folder: &std::path::Path) -> BTreeMap<String, (String, Findings)> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let document = ingest::read(&std::fs::read(&path).unwrap(), &Hints::named(&name)).unwrap();
        let key: String = name.chars().take(3).collect();
        found.insert(key, (document.text.as_str().to_owned(), verify(&document)));
    }
    found
}

#[test]
fn recomputed_claims_are_met() {
    let Some(shared) = super::shared() else { return };
    let documents = read_all(&shared.join("corpus/docs"));
    let rows = std::fs::read_to_string(shared.join("corpus/docs-claims.tsv")).unwrap();
    let (mut total, mut met) = (0, 0);
    let mut wrong = Vec::new();
    let mut explained = Vec::new();
    for line in rows.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let (doc, verdict) = (fields[0], fields[6]);
        let (text, found) = &documents[doc];
        let wanted = match verdict {
            "ok" | "rounded" => "agrees",
            "wrong" => "disagrees",
            other => other,
        };
        let printed = numbers(text);
        let figures: Vec<String> = numbers(&format!("{} {}", fields[3].trim_end_matches("- 1"), fields[5]))
            .into_iter()
            .filter(|n| printed.contains(n))
            .collect();
        let hit = found
            .claims
            .iter()
            .find(|claim| claim.verdict == wanted && figures.iter().all(|n| of_claim(claim).contains(n)));
        total += 1;
        met += u32::from(hit.is_some());
        if let Some(claim) = hit
            && wanted == "disagrees"
        {
            explained.push((doc.to_owned(), claim.start));
        }
        if hit.is_none() {
            println!("missed: {line}");
            if wanted == "disagrees" {
                wrong.push(line.to_owned());
            }
        }
    }
    let alarms: Vec<String> = documents
        .iter()
        .flat_map(|(doc, (_, found))| found.claims.iter().map(move |claim| (doc, claim)))
        .filter(|(doc, claim)| {
            claim.verdict == "disagrees" && !explained.contains(&((*doc).clone(), claim.start))
        })
        .map(|(doc, claim)| format!("{doc}: {}: {}", claim.quote, claim.why))
        .collect();
    println!("claims over the texts: {total} rows, {met} met, {} other alarms", alarms.len());
    assert!(wrong.is_empty(), "wrong figures that were not found: {wrong:#?}");
    assert!(met >= MET_MIN, "{met} of {total}");
    assert!(alarms.is_empty(), "{alarms:#?}");
}
