use rules::{Severity, Sources, compile};

fn complaints(name: &str, text: &str) -> String {
    let sources = Sources::new(name, text);
    let compilation = compile(&sources);
    let told = compilation.diagnostics.iter().filter(|found| found.severity != Severity::Note);
    told.map(|found| found.render(&sources, false)).collect()
}

#[test]
fn this_years_scheme_compiles_without_a_complaint() {
    assert_eq!(complaints("2026.md", testkit::SCHEME), "");
}

#[test]
fn last_years_scheme_compiles_without_a_complaint() {
    assert_eq!(complaints("2025.md", testkit::LAST_SCHEME), "");
}

#[test]
fn a_generated_scheme_of_any_size_compiles() {
    for items in [1, 7, 300] {
        let compilation = compile(&Sources::new("large.md", testkit::large_scheme(items)));
        let errors = compilation.diagnostics.iter().filter(|found| found.severity == Severity::Error);
        assert_eq!(errors.map(|found| found.message.clone()).collect::<Vec<_>>(), [] as [String; 0]);
        assert_eq!(compilation.scheme.unwrap().items().len(), items);
    }
}
