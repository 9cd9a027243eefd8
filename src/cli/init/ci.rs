//! The job of a CI service: a workflow for GitHub, or a job for GitLab.

use super::place::Place;
use super::step::{Step, names_reportlint};

const GITHUB: &str = ".github/workflows/reportlint.yml";
const GITLAB: &str = ".gitlab-ci.yml";

/// The examples in `docs/ci`, which `.ci/packaging` lints. They are texts: their comments explain what to fill in.
const WORKFLOW: &str = include_str!("../../../docs/ci/github-workflow.yml");
const JOB: &str = include_str!("../../../docs/ci/gitlab-ci.yml");

pub(super) fn step(place: &Place) -> Step {
    if place.has(GITLAB) {
        return match place.text(GITLAB) {
            Some(text) if names_reportlint(&text) => Step::Nothing(format!("{GITLAB} has a job already")),
            _ => {
                let text = JOB.to_owned();
                Step::Add { path: GITLAB, text, where_to: "at its end" }
            }
        };
    }
    let note = "the job checks what a merge request changes".to_owned();
    if is_gitlab(place) {
        return Step::Write { path: GITLAB, text: JOB.to_owned(), note };
    }
    let folder = ".github/workflows";
    let is_workflow = |name: &str| name.ends_with(".yml") || name.ends_with(".yaml");
    let workflows = place.texts_in(folder);
    let other = workflows.iter().find(|(name, text)| is_workflow(name) && names_reportlint(text));
    if let Some((name, _)) = other {
        return Step::Nothing(format!("{folder}/{name} runs reportlint already"));
    }
    let note = "the workflow checks what a pull request changes".to_owned();
    Step::Write { path: GITHUB, text: WORKFLOW.to_owned(), note }
}

/// Returns true if the repository comes from a GitLab, by the name of its host.
fn is_gitlab(place: &Place) -> bool {
    place.origin_host().is_some_and(|host| host.split('.').any(|label| label.starts_with("gitlab")))
}

#[cfg(test)]
mod tests {
    use super::super::step::has_placeholders;
    use super::*;

    #[test]
    fn the_examples_leave_the_source_open() {
        assert!(WORKFLOW.contains("uses: OWNER/reportlint@COMMIT\n"));
        assert!(has_placeholders(WORKFLOW) && has_placeholders(JOB));
    }
}
