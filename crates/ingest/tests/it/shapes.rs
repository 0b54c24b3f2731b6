//! Every shape of claim, agreeing, disagreeing, and not to be checked.

use ingest::Hints;
use ingest::claim::verify;

#[test]
fn every_shape_gets_its_verdict() {
    let mut wrong = Vec::new();
    let lines = include_str!("../../../../tests/corpus/shapes.tsv").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let [shape, verdict, figure, words] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let text = words.replace('¶', "\n").replace('→', "\t");
        let document = ingest::read(text.as_bytes(), &Hints::named("shape.txt")).unwrap();
        let found = verify(&document);
        let said = |claim: &&ingest::claim::ClaimRecord| {
            claim.verdict == verdict
                && (claim.published.as_deref() == Some(figure) || claim.quote.contains(figure))
        };
        let hit = verdict == "quiet" || found.claims.iter().any(|claim| said(&claim));
        let alarm = verdict != "disagrees" && found.claims.iter().any(|claim| claim.verdict == "disagrees");
        if !hit || alarm {
            let seen: Vec<_> = found
                .claims
                .iter()
                .map(|c| (c.kind, c.verdict, c.published.as_deref().unwrap_or(""), c.why.as_str()))
                .collect();
            wrong.push(format!("shape {shape} {verdict} {figure}: {words}\n   {seen:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
