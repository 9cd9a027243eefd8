//! `penalty-of-other-code`

use crate::diagnostic::Severity;
use crate::law::CodeType;
use crate::model::{Citation, Jurisdiction, Sentence};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "penalty-of-other-code",
    group: Group::Law,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: None,
    page: include_str!("penalty-of-other-code.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for verdict in model.judgments().filter(|verdict| verdict.can_sentence()) {
        let Some(needed) = verdict.jurisdiction().and_then(Jurisdiction::code_type) else { continue };
        for sentence in verdict.sentences() {
            let Some(code_type) = code_of_penalty(sentence).filter(|code_type| *code_type != needed) else {
                continue;
            };
            check_sentence(cx, sentence, needed, code_type);
        }
    }
}

/// Returns the kind of code that has the penalty; `None` where several kinds may have it.
fn code_of_penalty(sentence: Sentence<'_>) -> Option<CodeType> {
    sentence.sentence_type()?.only_jurisdiction().and_then(Jurisdiction::code_type)
}

/// Reports a penalty that does not exist in the cited codes. Codes that do not fit the verdict are reported by
/// `sentence-under-wrong-code`.
fn check_sentence<'a>(
    cx: &mut DocumentContext<'a>,
    sentence: Sentence<'a>,
    needed: CodeType,
    code_type: CodeType,
) {
    let mut cited = sentence.articles_in_force().filter_map(Citation::from_node).peekable();
    let Some(first) = cited.peek().copied() else { return };
    let law = cx.law();
    if !cited.all(|citation| law.get(citation.code()).is_some_and(|code| code.code_type == Some(needed))) {
        return;
    }
    let what = quoted(sentence.type_text().unwrap_or_default());
    let (of_code, others) = match code_type {
        CodeType::Administrative => ("a criminal code", "an administrative offence"),
        _ => ("a code of administrative offences", "a crime"),
    };
    // Some criminal codes have their own arrest: then only the word is wrong.
    let help = match code_type {
        CodeType::Administrative => {
            "look up the penalty and the article in the judgment: for arrest as a penalty for a crime, which some criminal codes \
             have, write `type: criminal-arrest`; if the case is administrative, the article and the `jurisdiction:` of \
             the verdict are wrong"
        }
        _ => {
            "the penalty or the article is wrong: look both up in the judgment; if the case is of the other kind, the \
             `jurisdiction:` of the verdict is wrong too"
        }
    };
    cx.report(sentence, format!("{what} is a penalty for {others}, but the sentence rests on {of_code}"))
        .label(first.code_place(), of_code)
        .help(help);
}
