//! A scripted session with the language server, through its standard input and output.

use serde_json::{Value, json};
use std::io::{Read, Write};
use std::process::{Command, Stdio};

const URI: &str = "file:///nowhere/%E5%8A%9E%E6%B3%95.md";
const BAD: &str = "# 办法\n\n完成产值目标得10分。\n\n```考核\n方案 \"示例\" 年度 2026 总分 10分\n修约 计分 2位 四舍五入\n缺报 待补\n排名 全体 占位\n指标 产值 亿元 2位 来源 统计局\n类 甲 10分\n项 1 \"经济\" 10分\n计分 1.1 产直 10分 依据【完成产值目标得10分】\n  实绩 >= 目标 → 满分\n  否则 → 0分\n```\n";

/// Sends the messages, closes the input, and returns everything that came back.
fn session(messages: &[Value]) -> Vec<Value> {
    let mut server = Command::new(env!("CARGO_BIN_EXE_kaocheng"))
        .arg("lsp")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = server.stdin.take().unwrap();
    for message in messages {
        let body = message.to_string();
        write!(input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
    }
    drop(input);
    let mut raw = String::new();
    server.stdout.take().unwrap().read_to_string(&mut raw).unwrap();
    assert!(server.wait().unwrap().success());
    let mut out = Vec::new();
    let mut rest = raw.as_str();
    while let Some((head, behind)) = rest.split_once("\r\n\r\n") {
        let length: usize = head.rsplit(' ').next().unwrap().parse().unwrap();
        let (body, next) = behind.split_at(length);
        out.push(serde_json::from_str(body).unwrap());
        rest = next;
    }
    out
}

fn request(id: u32, method: &str, params: &Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params })
}

fn notice(method: &str, params: &Value) -> Value {
    json!({ "jsonrpc": "2.0", "method": method, "params": params })
}

fn open(text: &str) -> Value {
    notice(
        "textDocument/didOpen",
        &json!({ "textDocument": { "uri": URI, "languageId": "markdown", "version": 1, "text": text } }),
    )
}

fn at(line: u32, character: u32) -> Value {
    json!({ "textDocument": { "uri": URI }, "position": { "line": line, "character": character } })
}

fn whole(requests: Vec<Value>) -> Vec<Value> {
    let mut all =
        vec![request(0, "initialize", &json!({ "capabilities": {} })), notice("initialized", &json!({}))];
    all.extend(requests);
    all.push(request(99, "shutdown", &Value::Null));
    all.push(notice("exit", &Value::Null));
    session(&all)
}

fn answer(all: &[Value], id: u32) -> Value {
    all.iter().find(|m| m["id"] == id).unwrap()["result"].clone()
}

#[test]
fn errors_are_underlined_where_they_stand_and_go_away_when_mended() {
    let good = BAD.replace("产直", "产值");
    let change = notice(
        "textDocument/didChange",
        &json!({ "textDocument": { "uri": URI, "version": 2 }, "contentChanges": [{ "text": good }] }),
    );
    let all = whole(vec![open(BAD), change]);
    assert_eq!(answer(&all, 0)["capabilities"]["hoverProvider"], true);
    let said: Vec<&Value> = all.iter().filter(|m| m["method"] == "textDocument/publishDiagnostics").collect();
    assert_eq!(said.len(), 2);
    let errors = |m: &Value| -> Vec<Value> {
        let all = m["params"]["diagnostics"].as_array().unwrap().clone();
        all.into_iter().filter(|d| d["severity"] == 1).collect()
    };
    let found = errors(said[0]);
    assert_eq!(found[0]["code"], "E0101");
    assert_eq!(found[0]["range"]["start"], json!({ "line": 12, "character": 7 }));
    assert_eq!(found[0]["range"]["end"], json!({ "line": 12, "character": 9 }));
    assert!(found[0]["message"].as_str().unwrap().contains("产值"), "the nearest name is offered");
    assert!(errors(said[1]).is_empty());
}

#[test]
fn hover_says_what_the_verb_means_and_what_the_clause_comes_to() {
    let all = whole(vec![
        open(BAD),
        request(1, "textDocument/hover", &at(14, 3)),
        request(2, "textDocument/hover", &at(2, 2)),
    ]);
    let text = answer(&all, 1)["contents"]["value"].as_str().unwrap().to_owned();
    assert!(text.contains("前面的条件都不成立时") && text.contains("否则，得 0分"), "{text}");
    assert_eq!(answer(&all, 2), Value::Null, "the prose has no rules");
}

#[test]
fn completion_offers_verbs_and_the_declared_indicators() {
    let text = BAD.replace("  否则 → 0分\n", "  产\n");
    let all = whole(vec![
        open(&text),
        request(1, "textDocument/completion", &at(14, 3)),
        request(2, "textDocument/completion", &at(12, 0)),
    ]);
    let labels = |id: u32| -> Vec<String> {
        answer(&all, id).as_array().unwrap().iter().map(|o| o["label"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(labels(1), ["产值"]);
    assert!(labels(2).contains(&"加分".to_owned()) && labels(2).contains(&"等次".to_owned()));
}

#[test]
fn formatting_and_outline_are_answered_and_an_unknown_request_is_refused() {
    let text = BAD.replace("产直", "产值").replace("实绩 >= 目标 → 满分", "实绩≥目标→满分");
    let document = json!({ "textDocument": { "uri": URI } });
    let all = whole(vec![
        open(&text),
        request(1, "textDocument/formatting", &document),
        request(2, "textDocument/documentSymbol", &document),
        request(3, "textDocument/rename", &document),
    ]);
    assert!(answer(&all, 1)[0]["newText"].as_str().unwrap().contains("  实绩 >= 目标 → 满分\n"));
    let names: Vec<Value> = answer(&all, 2).as_array().unwrap().iter().map(|s| s["name"].clone()).collect();
    assert!(names.iter().any(|n| n.as_str().unwrap().contains("1.1 计分“产值”，满分 10分")), "{names:?}");
    let refused = all.iter().find(|m| m["id"] == 3).unwrap();
    assert_eq!(refused["error"]["code"], -32601);
}
