//! The scoring benchmark: compiles the 17-item form from its file, scores the harness's data, compares every answer.
//!
//! `cargo run --release -p rules --example scoring_bench -- DIR`, where DIR holds `inputs.bin`, `exact.bin`, `meta.json`.
//! Prints one JSON row per measurement; exits with 1 when an answer is wrong.
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a measuring program may stop at the first surprise"
)]

use rules::{Facts, GradeResult, Scheme, Scores, Sources, Unit, Value, compile, evaluate};
use std::io::Read as _;
use std::time::Instant;

const UNITS: usize = 3000;
const MONTHS: usize = 12;
const ROWS: usize = UNITS * MONTHS;
const ITEMS: usize = 17;

/// The harness's column, the scheme's input and its field.
const COLUMNS: &[(&str, &str, &str)] = &[
    ("sales", "销售产值", "实绩"),
    ("sales_t", "销售产值", "目标"),
    ("sales_prev", "销售产值", "上年"),
    ("inv_g", "投资增幅", "实绩"),
    ("edrop", "能耗降幅", "实绩"),
    ("inv_a", "工业投资", "实绩"),
    ("inv_t", "工业投资", "目标"),
    ("tech_a", "技改投资", "实绩"),
    ("tech_t", "技改投资", "目标"),
    ("push", "推进活动", "实绩"),
    ("land_a", "盘活土地", "实绩"),
    ("land_t", "盘活土地", "目标"),
    ("twok", "重点工程", "实绩"),
    ("b31", "节能措施", "实绩"),
    ("b32", "监测审计", "实绩"),
    ("b33", "网上报送", "实绩"),
    ("cp_a", "清洁生产", "实绩"),
    ("cp_t", "清洁生产", "目标"),
    ("b35", "淘汰设备", "实绩"),
    ("b36", "关闭企业", "实绩"),
    ("b37", "关停任务", "实绩"),
    ("s14", "4.1", "评分"),
    ("htg", "高新产值增幅", "实绩"),
    ("avg_g", "规上产值增幅", "实绩"),
    ("htp", "高新利润增幅", "实绩"),
    ("avg_p", "规上利润增幅", "实绩"),
    ("htt", "高新利税增幅", "实绩"),
    ("avg_t", "规上利税增幅", "实绩"),
    ("org", "机构到位", "实绩"),
    ("plan", "规划制定", "实绩"),
    ("micro_g", "上规增幅", "实绩"),
    ("s21", "7.1", "评分"),
    ("info_n", "信息报送", "实绩"),
    ("month", "信息报送", "目标"),
    ("newp", "新产品", "实绩"),
    ("tc_rate", "中心合格率", "实绩"),
    ("key_done", "重点项目", "实绩"),
    ("key_total", "重点项目", "目标"),
    ("trade_rate", "壁垒攻关率", "实绩"),
    ("s24", "10.1", "评分"),
    ("cem", "散装水泥", "实绩"),
    ("cem_t", "散装水泥", "目标"),
    ("brick", "砖窑整顿", "实绩"),
    ("s26", "12.1", "评分"),
    ("rep_rate", "入库报送率", "实绩"),
    ("acc", "数据准确率", "实绩"),
    ("survey", "全面排查", "实绩"),
    ("s29", "15.1", "评分"),
    ("complaints", "投诉", "实绩"),
    ("loan_g", "担保增幅", "实绩"),
    ("train", "培训任务", "实绩"),
    ("cert", "信用评价率", "实绩"),
    ("veto", "党风廉政", "否决"),
];

fn main() {
    let dir = std::env::args().nth(1).unwrap_or_else(|| "data".to_owned());
    let started = Instant::now();
    let sources = Sources::new("form.md", include_str!("form.md"));
    let compilation = compile(&sources);
    let compile_s = started.elapsed().as_secs_f64();
    for diagnostic in compilation.diagnostics.iter().filter(|d| d.severity == rules::Severity::Error) {
        eprintln!("{}", diagnostic.render(&sources, false));
    }
    let scheme = compilation.scheme.unwrap();
    let facts = read_facts(&scheme, &dir);
    let (scores, times) = median(101, || evaluate(&facts));
    let rss = max_rss_mb();
    let wrong = compare(&scores, &dir);
    print_row(&times, &wrong, rss, compile_s);
    if wrong != [0; 4] {
        std::process::exit(1);
    }
}

fn names(dir: &str) -> Vec<String> {
    let meta: serde_json::Value =
        serde_json::from_slice(&std::fs::read(format!("{dir}/meta.json")).unwrap()).unwrap();
    meta["cols"].as_array().unwrap().iter().map(|c| c[0].as_str().unwrap().to_owned()).collect()
}

/// Reads the columns one by one, so that the file is never held twice.
fn read_facts(scheme: &Scheme, dir: &str) -> Facts {
    let class = |u: usize| if u % 13 < 8 { "区" } else { "县市" };
    let units = (0..UNITS).map(|u| Unit { name: format!("单位{u}"), class: class(u).to_owned() }).collect();
    let periods = (1..=MONTHS).map(|m| format!("{m}月")).collect();
    let mut facts = Facts::new(scheme, units, periods).unwrap();
    let mut file = std::fs::File::open(format!("{dir}/inputs.bin")).unwrap();
    let mut raw = vec![0_u8; ROWS * 8];
    for name in names(dir) {
        file.read_exact(&mut raw).unwrap();
        let Some((_, input, field)) = COLUMNS.iter().find(|(column, _, _)| *column == name) else { continue };
        let values = raw.chunks_exact(8).map(|b| i64::from_le_bytes(b.try_into().unwrap())).collect();
        facts.set_column(scheme.input(input, field).unwrap(), values).unwrap();
    }
    facts
}

fn median<T>(times: usize, mut run: impl FnMut() -> T) -> (T, [f64; 3]) {
    let mut last = run();
    let mut seconds: Vec<f64> = (0..times)
        .map(|_| {
            let start = Instant::now();
            last = run();
            start.elapsed().as_secs_f64()
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    (last, [seconds[times / 2], seconds[0], seconds[times - 1]])
}

/// Wrong item scores, totals, ranks and grades.
fn compare(scores: &Scores, dir: &str) -> [usize; 4] {
    let exact: Vec<i64> = std::fs::read(format!("{dir}/exact.bin"))
        .unwrap()
        .chunks_exact(8)
        .map(|b| i64::from_le_bytes(b.try_into().unwrap()))
        .collect();
    let mut wrong = [0; 4];
    for item in 0..ITEMS {
        let column = scores.item_column(item).unwrap();
        wrong[0] += (0..ROWS).filter(|&row| column[row] != exact[item * ROWS + row]).count();
    }
    let total = scores.total_column().unwrap();
    for row in 0..ROWS {
        let (unit, period) = (row % UNITS, row / UNITS);
        wrong[1] += usize::from(total[row] != exact[ITEMS * ROWS + row]);
        let rank = match scores.rank(unit, period) {
            Value::Number(rank) => rank.mantissa(),
            _ => 0,
        };
        wrong[2] += usize::from(rank != i128::from(exact[(ITEMS + 1) * ROWS + row]));
        let grade = match scores.grade(unit, period) {
            GradeResult::Grade(name) => scores.scheme().grades().iter().position(|g| *g == name).unwrap(),
            _ => 3,
        };
        wrong[3] += usize::from(i64::try_from(grade).unwrap() != exact[(ITEMS + 2) * ROWS + row]);
    }
    wrong
}

fn max_rss_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn print_row(times: &[f64; 3], wrong: &[usize; 4], rss: u64, compile_s: f64) {
    let [median, min, max] = *times;
    #[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
    let (rows, cells) = (ROWS as f64, (ROWS * ITEMS) as f64);
    let row = serde_json::json!({
        "engine": "kaocheng rules", "median_s": median, "min_s": min, "max_s": max, "rows": ROWS,
        "rows_per_s": (rows / median).round(), "item_scores_per_s": (cells / median).round(),
        "wrong_item_scores": wrong[0], "wrong_totals": wrong[1], "wrong_ranks": wrong[2], "wrong_grades": wrong[3],
        "compile_s": compile_s, "maxrss_mb": rss, "note": "compiled from the scheme file, with rank per month and grade",
    });
    println!("{row}");
}
