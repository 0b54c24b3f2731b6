//! Findings as one self-contained page: the document on the left, the findings on the right, each linked to its highlighted
//! place. No script is needed, nothing is loaded, and it prints.

mod body;
mod findings;
mod marks;

use crate::claim::{Findings, Verdict};
use crate::document::Document;
use std::fmt::Write as _;

const STYLE: &str = include_str!("html_page/style.css");

/// Verdicts in the order a reader wants them, with a mark that is told apart without colour.
pub(crate) const VERDICTS: [(Verdict, &str); 5] = [
    (Verdict::Disagrees, "≠"),
    (Verdict::Damaged, "!"),
    (Verdict::Unsupported, "?"),
    (Verdict::Judged, "○"),
    (Verdict::Agrees, "="),
];

/// The page for one or several documents, one below the other.
pub fn page(checked: &[(&Document, &Findings)]) -> String {
    let title = match checked {
        [(document, _)] => format!("核验：{}", title_of(document)),
        several => format!("核验：{} 份文档", several.len()),
    };
    let mut html = String::new();
    push(&mut html, format_args!("<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"));
    push(&mut html, format_args!("<meta name=\"viewport\" content=\"width=device-width\">"));
    push(&mut html, format_args!("<title>{}</title><style>{STYLE}</style></head><body>", escaped(&title)));
    if checked.len() > 1 {
        summary(&mut html, checked);
    }
    for (number, (document, found)) in checked.iter().enumerate() {
        one(&mut html, number, document, found);
    }
    html.push_str("</body></html>\n");
    html
}

/// The documents with their counts, each leading to its place on the page.
fn summary(html: &mut String, checked: &[(&Document, &Findings)]) {
    push(html, format_args!("<div class=\"files\"><h1>核验汇总</h1><table><tr><th>文档</th><th>断言</th>"));
    for (verdict, mark) in VERDICTS {
        push(html, format_args!("<th>{mark} {}</th>", verdict.words()));
    }
    push(html, format_args!("</tr>"));
    for (number, (document, found)) in checked.iter().enumerate() {
        let title = escaped(&title_of(document));
        let source = escaped(&found.source);
        push(
            html,
            format_args!("<tr><td><a href=\"#d{number}\">{title}</a><br><small>{source}</small></td>"),
        );
        push(html, format_args!("<td class=\"n\">{}</td>", found.claims.len()));
        for (verdict, _) in VERDICTS {
            let code = verdict.code();
            let count = found.claims.iter().filter(|claim| claim.verdict == code).count();
            let look = if count > 0 { code } else { "" };
            push(html, format_args!("<td class=\"n {look}\">{count}</td>"));
        }
        push(html, format_args!("</tr>"));
    }
    push(html, format_args!("</table></div>"));
}

fn one(html: &mut String, number: usize, document: &Document, found: &Findings) {
    push(html, format_args!("<div class=\"doc\" id=\"d{number}\">"));
    filter(html, number, found);
    push(html, format_args!("<main><section class=\"text\" aria-label=\"原文\">"));
    body::write(html, number, document, found);
    push(html, format_args!("</section><section class=\"findings\" aria-label=\"核验结论\">"));
    findings::write(html, number, document, found);
    push(html, format_args!("</section></main></div>"));
}

/// The line on top: what was read, how many claims came out how, each count a switch that shows only its findings.
fn filter(html: &mut String, number: usize, found: &Findings) {
    let total = found.claims.len();
    push(
        html,
        format_args!(
            "<input class=\"f all\" type=\"radio\" name=\"v{number}\" id=\"v{number}-all\" checked>"
        ),
    );
    for (verdict, _) in VERDICTS {
        let code = verdict.code();
        push(
            html,
            format_args!(
                "<input class=\"f {code}\" type=\"radio\" name=\"v{number}\" id=\"v{number}-{code}\">"
            ),
        );
    }
    push(
        html,
        format_args!(
            "<header><h1>{}</h1><p class=\"from\">依据日期 {}</p>",
            escaped(&found.source),
            escaped(&found.anchor)
        ),
    );
    push(
        html,
        format_args!("<nav aria-label=\"按结论筛选\"><label for=\"v{number}-all\">断言 {total}</label>"),
    );
    for (verdict, mark) in VERDICTS {
        let code = verdict.code();
        let count = found.claims.iter().filter(|claim| claim.verdict == code).count();
        let words = verdict.words();
        push(
            html,
            format_args!("<label class=\"{code}\" for=\"v{number}-{code}\">{mark} {words} {count}</label>"),
        );
    }
    push(html, format_args!("</nav></header>"));
}

fn title_of(document: &Document) -> String {
    document.metadata.title.as_ref().map_or_else(|| document.source.clone(), |title| title.value.clone())
}

/// Appends formatted words; writing to a string cannot fail.
pub(crate) fn push(html: &mut String, words: std::fmt::Arguments<'_>) {
    let written = html.write_fmt(words);
    debug_assert!(written.is_ok(), "a string takes everything");
}

/// Words as HTML.
pub(crate) fn escaped(words: &str) -> String {
    let mut html = String::with_capacity(words.len());
    for ch in words.chars() {
        match ch {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            ch => html.push(ch),
        }
    }
    html
}
