//! What the server knows of the open documents, and its answers.

use super::{place, sources_of};
use rules::editor::CompletionKind;
use rules::{Diagnostic, Severity, Span};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Open documents by URI.
#[derive(Default)]
pub(super) struct Documents(BTreeMap<String, String>);

impl Documents {
    /// Takes an open, change or close; the URI whose diagnostics are to be said anew.
    pub(super) fn notice(&mut self, method: &str, params: &Value) -> Option<String> {
        let document = params.get("textDocument")?;
        let uri = document.get("uri")?.as_str()?.to_owned();
        match method {
            "textDocument/didOpen" => {
                let text = document.get("text")?.as_str()?.to_owned();
                self.0.insert(uri.clone(), text);
            }
            "textDocument/didChange" => {
                // The server asked for whole texts: the last change is the document.
                let text =
                    params.get("contentChanges")?.as_array()?.last()?.get("text")?.as_str()?.to_owned();
                self.0.insert(uri.clone(), text);
            }
            "textDocument/didClose" => {
                self.0.remove(&uri);
            }
            "textDocument/didSave" => {}
            _ => return None,
        }
        Some(uri)
    }

    fn text(&self, params: &Value) -> Option<&str> {
        let uri = params.get("textDocument")?.get("uri")?.as_str()?;
        self.0.get(uri).map(String::as_str)
    }

    /// Everything the compiler says about the document; nothing about one without rules, or one that is closed.
    pub(super) fn diagnostics(&self, uri: &str) -> Vec<Value> {
        let Some(text) = self.0.get(uri).filter(|text| has_rules(text)) else { return Vec::new() };
        let sources = sources_of(uri, text);
        let compilation = rules::compile(&sources);
        let own = compilation.diagnostics.iter().filter(|d| d.span.file == 0);
        own.map(|diagnostic| said(uri, text, diagnostic)).collect()
    }

    pub(super) fn hover(&self, params: &Value) -> Value {
        let found = self.text(params).and_then(|text| {
            let found = rules::editor::hover(text, place::byte(text, params)?)?;
            Some(json!({
                "contents": { "kind": "markdown", "value": found.text },
                "range": place::range(text, found.start, found.end),
            }))
        });
        found.unwrap_or(Value::Null)
    }

    pub(super) fn completion(&self, params: &Value) -> Value {
        let offers = self.text(params).and_then(|text| Some((text, place::byte(text, params)?)));
        let offers = offers.map(|(text, at)| rules::editor::complete(text, at)).unwrap_or_default();
        let items: Vec<Value> = offers
            .into_iter()
            .map(|offer| {
                // Numbers of the protocol: 14 keyword, 5 field, 3 function, 6 variable.
                let kind = match offer.kind {
                    CompletionKind::Keyword => 14,
                    CompletionKind::Field => 5,
                    CompletionKind::Function => 3,
                    CompletionKind::Indicator => 6,
                };
                json!({ "label": offer.label, "detail": offer.detail, "insertText": offer.insert, "kind": kind })
            })
            .collect();
        json!(items)
    }

    pub(super) fn formatting(&self, params: &Value) -> Value {
        let Some(text) = self.text(params) else { return Value::Null };
        let done = rules::fmt::format(text);
        if done.text == text {
            return json!([]);
        }
        json!([{ "range": place::range(text, 0, text.len()), "newText": done.text }])
    }

    /// Categories, items and lines, as an outline.
    pub(super) fn symbols(&self, params: &Value) -> Value {
        let Some(text) = self.text(params) else { return json!([]) };
        let sources = rules::Sources::new("", text);
        let statements = rules::parse(&sources).0;
        let symbols: Vec<Value> = statements
            .iter()
            .filter_map(|statement| {
                let words = rules::guide::describe_statement(&statement.kind);
                let name = words.first()?.clone();
                let span = statement.span;
                let range = place::range(text, span.start as usize, span.end as usize);
                // 13 is a variable: the nearest that the protocol has to a rule.
                Some(json!({ "name": name, "kind": 13, "range": range.clone(), "selectionRange": range }))
            })
            .collect();
        json!(symbols)
    }
}

fn has_rules(text: &str) -> bool {
    text.contains("```考核") || text.contains("~~~考核")
}

fn said(uri: &str, text: &str, diagnostic: &Diagnostic) -> Value {
    let severity = match diagnostic.severity {
        Severity::Error => 1,
        Severity::Warning => 2,
        Severity::Note => 3,
    };
    let range = |span: Span| place::range(text, span.start as usize, span.end as usize);
    let hint = diagnostic.hint.as_ref().map(|hint| format!("\n建议：{hint}")).unwrap_or_default();
    let related: Vec<Value> = diagnostic
        .related
        .iter()
        .filter(|other| other.span.file == 0)
        .map(|other| json!({ "location": { "uri": uri, "range": range(other.span) }, "message": other.message }))
        .collect();
    json!({
        "range": range(diagnostic.span),
        "severity": severity,
        "code": diagnostic.code.id(),
        "source": "考成",
        "message": format!("{}{hint}", diagnostic.message),
        "relatedInformation": related,
    })
}
