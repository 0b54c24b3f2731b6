//! `kaocheng lsp`: the language server, over standard input and output.

mod answers;
mod place;
mod wire;

use crate::cli::sources;
use answers::Documents;
use serde_json::{Value, json};
use std::io::{BufRead, Write};
use std::process::ExitCode;

#[derive(clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_args: &Args) -> ExitCode {
    let (input, output) = (std::io::stdin(), std::io::stdout());
    match serve(&mut input.lock(), &mut output.lock()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("与编辑器的连接中断：{error}");
            ExitCode::from(2)
        }
    }
}

/// Answers until the editor says exit; whether it said shutdown before.
fn serve(input: &mut impl BufRead, output: &mut impl Write) -> std::io::Result<bool> {
    let mut documents = Documents::default();
    let mut down = false;
    while let Some(message) = wire::read(input)? {
        let method = message.get("method").and_then(Value::as_str).unwrap_or_default().to_owned();
        let params = message.get("params").cloned().unwrap_or(Value::Null);
        match (method.as_str(), message.get("id").cloned()) {
            ("exit", _) => return Ok(down),
            (_, Some(id)) => {
                down |= method == "shutdown";
                wire::write(output, &reply(&documents, &method, &params, &id))?;
            }
            (_, None) => {
                if let Some(uri) = documents.notice(&method, &params) {
                    let diagnostics = documents.diagnostics(&uri);
                    let params = json!({ "uri": uri, "diagnostics": diagnostics });
                    let method = "textDocument/publishDiagnostics";
                    wire::write(output, &json!({ "jsonrpc": "2.0", "method": method, "params": params }))?;
                }
            }
        }
    }
    Ok(down)
}

fn reply(documents: &Documents, method: &str, params: &Value, id: &Value) -> Value {
    let result = match method {
        "initialize" => capabilities(),
        "shutdown" => Value::Null,
        "textDocument/hover" => documents.hover(params),
        "textDocument/completion" => documents.completion(params),
        "textDocument/formatting" => documents.formatting(params),
        "textDocument/documentSymbol" => documents.symbols(params),
        _ => {
            let error = json!({ "code": -32601, "message": format!("没有这个方法：{method}") });
            return json!({ "jsonrpc": "2.0", "id": id, "error": error });
        }
    };
    json!({ "jsonrpc": "2.0", "id": id, "result": result })
}

fn capabilities() -> Value {
    json!({
        "serverInfo": { "name": "kaocheng", "version": env!("CARGO_PKG_VERSION") },
        "capabilities": {
            "positionEncoding": "utf-16",
            "textDocumentSync": { "openClose": true, "change": 1, "save": true },
            "hoverProvider": true,
            "completionProvider": { "triggerCharacters": [" ", ".", "("] },
            "documentFormattingProvider": true,
            "documentSymbolProvider": true,
        }
    })
}

/// The sources of an open document: its text as the editor has it, its imports from the folder.
fn sources_of(uri: &str, text: &str) -> rules::Sources {
    sources::with_imports(&place::path(uri), text.to_owned())
}
