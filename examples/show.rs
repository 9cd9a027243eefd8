use reportlint::{document::Format, linter::*, render::*, settings::RuleSet};
use std::sync::Arc;
fn main() {
    let rules = Arc::new(RuleSet::resolve(&[], None).unwrap());
    let plan = |path: &str| Plan {
        format: Format::from_path(path).unwrap(),
        kind: None,
        schema: None,
        rules: Arc::clone(&rules),
    };
    let ins: Vec<_> = std::env::args()
        .skip(1)
        .map(|a| Input { path: a.clone(), content: Content::Disk(a.into()) })
        .collect();
    let o = Linter::new(plan).run(&ins, &[], 0);
    render(OutputFormat::Human, &o, &Style::default(), &mut std::io::stdout()).unwrap();
}
