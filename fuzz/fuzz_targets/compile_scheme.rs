//! Any text as a scheme: the compiler says what is wrong and where, and never panics; what compiles can be scored and explained.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rules::{Facts, Sources, Subject, Unit, compile, evaluate};

fuzz_target!(|text: &str| {
    let sources = Sources::new("办法", text);
    let found = compile(&sources);
    for diagnostic in &found.diagnostics {
        assert!(diagnostic.span.start <= diagnostic.span.end);
        assert!(!diagnostic.render(&sources, false).is_empty());
    }
    let Some(scheme) = found.scheme else { return };
    let class = scheme.classes().first().cloned().unwrap_or_default();
    let units =
        vec![Unit { name: "甲".to_owned(), class: class.clone() }, Unit { name: "乙".to_owned(), class }];
    let facts = Facts::new(&scheme, units, vec!["2026".to_owned()]).expect("the class is the scheme's own");
    let scores = evaluate(&facts);
    for line in 0..scheme.lines().len() {
        let explanation = scores.explain(0, 0, Subject::Line(line)).expect("every line has an explanation");
        assert_eq!(explanation.value, scores.line(0, 0, line));
    }
});
