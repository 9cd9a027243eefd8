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
    let mut g = false;
    let mut ins = vec![];
    for a in std::env::args().skip(1) {
        if a == "-g" {
            g = true
        } else {
            ins.push(Input { path: a.clone(), content: Content::Disk(a.into()) })
        }
    }
    let o = Linter::new(plan).run(&ins, &[], 0);
    let style = Style {
        graphical: g,
        color: g,
        unicode: g,
        hyperlinks: false,
        width: 110,
        quiet: false,
        statistics: true,
    };
    render(OutputFormat::Human, &o, &style, &mut std::io::stdout()).unwrap();
}
