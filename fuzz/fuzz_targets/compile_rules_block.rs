//! Any text inside one 考核 block: reaches the parser without a fence having to be guessed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rules::{Sources, compile};

fuzz_target!(|text: &str| {
    let scheme = format!(
        "```考核\n方案 \"甲\" 年度 2026 单位类别 区, 县 总分 10分\n修约 计分 2位 四舍五入\n缺报 待补\n{text}\n```\n"
    );
    let sources = Sources::new("办法", scheme);
    for diagnostic in compile(&sources).diagnostics {
        assert!(diagnostic.span.start <= diagnostic.span.end);
    }
});
