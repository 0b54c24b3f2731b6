//! Findings as one self-contained page: the document on one side, the findings on the other, each linked to its place.

use super::Checked;
use ingest::claim::ClaimRecord;
use std::fmt::Write as _;

const STYLE: &str = "\
body{margin:0;font:16px/1.7 \"Noto Serif SC\",\"Songti SC\",SimSun,serif;color:#222}\
main{display:grid;grid-template-columns:3fr 2fr;height:100vh}\
section{overflow:auto;padding:1rem 1.5rem}\
.text{white-space:pre-wrap;border-right:1px solid #ccc}\
mark{color:inherit;border-bottom:2px solid}\
mark.agrees{background:#e8f5e9;border-color:#2e7d32}\
mark.disagrees{background:#ffcdd2;border-color:#b71c1c}\
mark.unsupported{background:#fff8e1;border-color:#f9a825}\
mark.judged{background:#eceff1;border-color:#607d8b}\
mark.damaged{background:#f3e5f5;border-color:#7b1fa2}\
ol{padding-left:0;list-style:none}\
li{border-left:4px solid;margin:0 0 .8rem;padding:.3rem .8rem;background:#fafafa}\
li.agrees{border-color:#2e7d32}li.disagrees{border-color:#b71c1c}li.unsupported{border-color:#f9a825}\
li.judged{border-color:#607d8b}li.damaged{border-color:#7b1fa2}\
li a{color:inherit}small{color:#666}:target{outline:3px solid #1565c0}\
@media print{main{display:block;height:auto}section{overflow:visible}}";

/// The page for all documents, one under the other.
pub(super) fn page(checked: &[Checked]) -> String {
    let mut html = format!(
        "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>核验结果</title><style>{STYLE}</style>"
    );
    for (number, one) in checked.iter().enumerate() {
        html.push_str("<main><section class=\"text\" aria-label=\"原文\">");
        html.push_str(&marked(one.document.text.as_str(), &one.findings.claims, number));
        html.push_str("</section><section aria-label=\"结论\">");
        html.push_str(&list(one, number));
        html.push_str("</section></main>");
    }
    html.push_str("</html>\n");
    html
}

fn list(one: &Checked, number: usize) -> String {
    let counted = one.findings.summary();
    let mut html = format!(
        "<h1>{}</h1><p>相符 {}，不符 {}，无从核对 {}，评定值 {}，文字有损 {}</p><ol>",
        escape(&one.findings.source),
        counted.agrees,
        counted.disagrees,
        counted.unsupported,
        counted.judged,
        counted.damaged
    );
    for (at, claim) in one.findings.claims.iter().enumerate() {
        let _ = write!(
            html,
            "<li class=\"{0}\" id=\"f{number}-{at}\"><a href=\"#t{number}-{at}\">{1}</a><br><b>{2}</b> {3}",
            claim.verdict,
            escape(&claim.quote),
            word(claim.verdict),
            escape(&claim.why)
        );
        if let Some(settle) = &claim.settle {
            let _ = write!(html, "<br>需要：{}", escape(settle));
        }
        let _ = write!(html, "<br><small>{} · {}</small></li>", claim.kind, claim.code);
    }
    html.push_str("</ol>");
    html
}

/// The text with every quote marked. Where quotes overlap, the graver verdict colours the words.
fn marked(text: &str, claims: &[ClaimRecord], number: usize) -> String {
    let mut edges: Vec<usize> = claims.iter().flat_map(|claim| [claim.start, claim.end]).collect();
    edges.push(0);
    edges.sort_unstable();
    edges.dedup();
    let mut html = String::with_capacity(text.len() * 2);
    let mut characters = text.chars();
    let mut open: Vec<usize> = Vec::new();
    let mut next = 0;
    for (index, &from) in edges.iter().enumerate() {
        open.retain(|&at| claims.get(at).is_some_and(|claim| claim.end > from));
        while let Some(claim) = claims.get(next).filter(|claim| claim.start <= from) {
            let _ = write!(html, "<a id=\"t{number}-{next}\"></a>");
            if claim.end > from {
                open.push(next);
            }
            next += 1;
        }
        let length = edges.get(index + 1).map_or(usize::MAX, |to| to - from);
        let part: String = characters.by_ref().take(length).collect();
        let gravest = open
            .iter()
            .filter_map(|&at| Some((at, claims.get(at)?)))
            .max_by_key(|(_, claim)| gravity(claim.verdict));
        match gravest {
            Some((at, claim)) => {
                let _ = write!(
                    html,
                    "<a href=\"#f{number}-{at}\" style=\"color:inherit;text-decoration:none\"><mark class=\"{}\" title=\"{}\">{}</mark></a>",
                    claim.verdict,
                    escape(&claim.why),
                    escape(&part)
                );
            }
            None => html.push_str(&escape(&part)),
        }
    }
    html
}

fn gravity(verdict: &str) -> u8 {
    match verdict {
        "disagrees" => 4,
        "damaged" => 3,
        "unsupported" => 2,
        "judged" => 1,
        _ => 0,
    }
}

fn word(verdict: &str) -> &'static str {
    match verdict {
        "agrees" => "相符",
        "disagrees" => "不符",
        "unsupported" => "无从核对",
        "judged" => "评定值",
        _ => "文字有损",
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
