//! The findings beside the document, and what the reader must say about the file.

use super::{VERDICTS, escaped, push};
use crate::claim::{ClaimRecord, Findings};
use crate::document::Document;

/// Writes the findings in the order of the text, then the remarks on the file.
pub(super) fn write(html: &mut String, number: usize, document: &Document, found: &Findings) {
    if found.claims.is_empty() {
        push(html, format_args!("<p>没有找到可以核对的数字说法。</p>"));
    }
    push(html, format_args!("<ol>"));
    for (index, claim) in found.claims.iter().enumerate() {
        finding(html, number, index, claim);
    }
    push(html, format_args!("</ol>"));
    if !document.notes.is_empty() {
        push(html, format_args!("<h3>读取说明</h3><ul class=\"notes\">"));
        for note in &document.notes {
            push(html, format_args!("<li class=\"note\">{}</li>", escaped(&note.message)));
        }
        push(html, format_args!("</ul>"));
    }
}

fn finding(html: &mut String, number: usize, index: usize, claim: &ClaimRecord) {
    let known = VERDICTS.iter().find(|(verdict, _)| verdict.code() == claim.verdict);
    let (words, mark) = known.map_or(("", ""), |(verdict, mark)| (verdict.words(), *mark));
    push(
        html,
        format_args!(
            "<li class=\"{0}\" id=\"f{number}-{index}\"><p><span class=\"tag\">{1}. {mark} {words}</span> <a class=\"q\" href=\"#t{number}-{index}\">{2}</a></p><p>{3}</p>",
            claim.verdict,
            index + 1,
            escaped(&claim.quote),
            escaped(&claim.why)
        ),
    );
    let settle = claim.settle.as_deref().filter(|settle| !settle.is_empty());
    let inputs = claim.inputs.join("、");
    let rows = [
        ("原文", claim.published.as_deref()),
        ("重算", claim.recomputed.as_deref()),
        ("依据", Some(inputs.as_str()).filter(|inputs| !inputs.is_empty())),
        ("还需", settle),
    ];
    if rows.iter().any(|(_, value)| value.is_some()) {
        push(html, format_args!("<dl>"));
        for (name, value) in rows {
            if let Some(value) = value {
                push(html, format_args!("<dt>{name}</dt><dd>{}</dd>", escaped(value)));
            }
        }
        push(html, format_args!("</dl>"));
    }
    push(html, format_args!("</li>"));
}
