//! The third step: of several findings about one defect, only one is shown. This is the only place that drops findings.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use super::explain::{Explanation, Premise, Priority};
use crate::diagnostic::Diagnostic;

/// Returns the findings to show, one for each defect, in the order of the file.
pub(super) fn dedupe(explanations: Vec<Explanation<'_>>) -> Vec<Diagnostic> {
    let refuted = refuted_premises(&explanations);
    let founded = explanations
        .into_iter()
        .filter(|explanation| explanation.premise.as_ref().is_none_or(|premise| !refuted.contains(premise)));
    let mut findings = highest_of_each_value(founded);
    findings.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    // Two parts of a schema may ask for the same.
    findings.dedup_by(|b, a| (&a.rule, a.primary.span, &a.message) == (&b.rule, b.primary.span, &b.message));
    findings
}

/// Collects the premises that the explanations refute: by what they say, and by where they lie.
fn refuted_premises(explanations: &[Explanation<'_>]) -> HashSet<Premise> {
    let mut refuted: HashSet<Premise> =
        explanations.iter().flat_map(|one| one.refutes.iter().cloned()).collect();
    for explanation in
        explanations.iter().filter(|one| !matches!(one.premise, Some(Premise::MappingSound(_))))
    {
        let mut node = Some(explanation.node);
        // Above a node that is known to be faulty, all others are.
        while let Some(faulty) = node.filter(|node| refuted.insert(Premise::MappingSound(node.target_id()))) {
            node = faulty.parent();
        }
    }
    refuted
}

/// Keeps, of the findings about the same value, the first of the highest priority.
fn highest_of_each_value<'a>(explanations: impl Iterator<Item = Explanation<'a>>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut highest = HashMap::new();
    for Explanation { priority, finding, .. } in explanations {
        if priority == Priority::Independent {
            findings.push(finding);
            continue;
        }
        let value = (finding.primary.span, finding.pointer.as_ref().map(ToString::to_string));
        match highest.entry(value) {
            Entry::Vacant(place) => {
                place.insert((priority, finding));
            }
            Entry::Occupied(mut place) if place.get().0 < priority => {
                place.insert((priority, finding));
            }
            Entry::Occupied(_) => {}
        }
    }
    findings.extend(highest.into_values().map(|(_, finding)| finding));
    findings
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::Format;
    use crate::parse::parse;
    use crate::source::{FileId, SourceFile};
    use crate::tree::NodeRef;

    /// Returns the keywords of the findings that are left of explanations about `a: {b: 1}`.
    fn left<const N: usize>(
        explain: impl for<'a> FnOnce(NodeRef<'a>) -> [Explanation<'a>; N],
    ) -> Vec<String> {
        let source = Arc::new(SourceFile::new(FileId(0), "a.yaml", "a: {b: 1}"));
        let parsed = parse(&source, Format::Yaml);
        let findings = dedupe(explain(parsed.documents[0].root()).into());
        findings
            .iter()
            .map(|finding| finding.rule.as_str().trim_start_matches("schema/").to_owned())
            .collect()
    }

    fn about<'a>(keyword: &str, node: NodeRef<'a>) -> Explanation<'a> {
        Explanation::new(keyword, node.anchor_span(), node, String::new())
    }

    #[test]
    fn a_misspelt_key_explains_the_missing_one() {
        let is_absent = |root: NodeRef<'_>, key: &str| Premise::KeyAbsent(root.target_id(), key.to_owned());
        let found = left(|root| {
            [
                about("required", root).depends_on(is_absent(root, "type")),
                about("minProperties", root).depends_on(is_absent(root, "date")),
                about("additionalProperties", root).refutes(is_absent(root, "type")),
            ]
        });
        assert_eq!(found, ["additionalProperties", "minProperties"]);
    }

    #[test]
    fn a_fault_below_a_mapping_explains_its_unknown_keys() {
        let unknown = |root: NodeRef<'_>| Premise::MappingSound(root.target_id());
        let beside_fault = left(|root| {
            let value = root.get("a").and_then(|a| a.get("b")).unwrap();
            [about("unevaluatedProperties", root).depends_on(unknown(root)), about("type", value)]
        });
        assert_eq!(beside_fault, ["type"]);
        let alone = left(|root| [about("unevaluatedProperties", root).depends_on(unknown(root))]);
        assert_eq!(alone, ["unevaluatedProperties"]);
    }

    #[test]
    fn of_findings_about_one_value_the_highest_is_left() {
        let found = left(|root| {
            [
                about("minimum", root).with_priority(Priority::Size),
                about("type", root).with_priority(Priority::Type),
                about("enum", root).with_priority(Priority::Choice),
                about("uniqueItems", root),
            ]
        });
        assert_eq!(found, ["type", "uniqueItems"]);
    }
}
