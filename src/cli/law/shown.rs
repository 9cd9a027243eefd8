//! The answer of `reportlint law`: what is known of an article on a day.

use std::fmt::Write as _;

use serde::Serialize;

use super::limits;
use crate::cli::CliError;
use crate::law::{Article, LegalCode, Part, Penalty, Presence, Registry};
use crate::model::citation::Citation;
use crate::model::date::Date;

/// All that is known of an article; as JSON a contract of its own.
#[derive(Serialize)]
pub(super) struct Shown {
    version: u32,
    code: String,
    code_title: String,
    article: String,
    title: Option<String>,
    title_original: Option<String>,
    /// The day that was asked for.
    on: Option<String>,
    /// The date of the edition that was read.
    known_until: Option<String>,
    in_force: Option<String>,
    repealed: Option<String>,
    /// The remarks that an editor must know before anything else.
    notes: Vec<String>,
    /// True if every main penalty is listed.
    complete: bool,
    parts: Vec<ShownPart>,
    /// The facts of the general part: limits of terms, who may not be arrested, time limits.
    general: Vec<String>,
    /// The file of the repository that describes the article; `None` for a code that comes with reportlint.
    file: Option<String>,
    sources: Vec<String>,
}

#[derive(Serialize)]
struct ShownPart {
    part: String,
    title: Option<String>,
    wording_from: Option<String>,
    /// True if the wording of the day is known; the penalties are those of the edition.
    known: bool,
    penalties: Vec<String>,
    /// The date from which a sentence under the part may not be suspended.
    no_suspension: Option<String>,
    /// The time limit, where the category of the offence is known.
    time_limit: Option<String>,
}

impl Shown {
    pub(super) fn new(
        law: &Registry,
        code: &LegalCode,
        citation: Citation<'_>,
        day: Option<Date>,
    ) -> Result<Self, CliError> {
        let nothing = Article::default();
        let article = code.listed_article(citation.article).unwrap_or(&nothing);
        let is_asked = |part: &&Part| citation.part.is_none_or(|asked| asked == part.number);
        let shown = |part: &Part| ShownPart::new(code, (citation.article, article), part, day);
        let parts: Vec<ShownPart> = article.parts.iter().filter(is_asked).map(shown).collect();
        let has_time_limits = !parts.is_empty() && parts.iter().all(|part| part.time_limit.is_some());
        if let Some(part) = citation.part.filter(|_| parts.is_empty() && !article.parts.is_empty()) {
            let known: Vec<&str> = article.parts.iter().map(|part| part.number.as_str()).collect();
            let known = known.join(", ");
            let help = if known.is_empty() {
                "the article has no parts, as far as its file says: ask for it without one".to_owned()
            } else {
                format!("known are {known}")
            };
            let error = format!("of `{} {}` no part {part} is known", code.id, citation.article);
            return Err(CliError::new(error).with_help(help));
        }
        let sources = if article.sources.is_empty() { &code.sources } else { &article.sources };
        let edition = article.edition(code.known_until);
        Ok(Self {
            version: 1,
            code: code.id.clone(),
            code_title: code.title.clone(),
            article: citation.article.to_owned(),
            title: article.title.clone(),
            title_original: article.title_original.clone(),
            on: day.map(shown_date),
            known_until: edition.map(shown_date),
            in_force: article.in_force.or(code.in_force).map(shown_date),
            repealed: article.repealed.map(shown_date),
            notes: notes(law, code, (citation.article, article), day),
            complete: article.is_complete,
            parts,
            general: limits::of_code(code, day, has_time_limits),
            file: None,
            sources: sources.clone(),
        })
    }

    /// Adds the file of the repository that describes the article.
    pub(super) fn with_file(mut self, file: Option<&str>) -> Self {
        self.file = file.map(str::to_owned);
        self
    }

    /// Returns the answer as lines of text.
    pub(super) fn text(&self) -> String {
        let mut text = format!("{} {}", self.code, self.article);
        if let Some(title) = &self.title {
            let _ = write!(text, ": {title}");
        }
        let _ = writeln!(text);
        if let Some(original) = &self.title_original {
            let _ = writeln!(text, "{original}");
        }
        let edition = self.known_until.as_ref().map(|date| format!(", as known until {date}"));
        let _ = writeln!(text, "{}{}", self.code_title, edition.unwrap_or_default());
        let dates = [("in force since", &self.in_force), ("repealed on", &self.repealed)];
        for (what, date) in dates.into_iter().filter_map(|(what, date)| Some((what, date.as_ref()?))) {
            let _ = writeln!(text, "{what} {date}");
        }
        for note in &self.notes {
            let _ = writeln!(text, "{note}");
        }
        for part in &self.parts {
            text.push_str(&part.text());
        }
        if !self.parts.is_empty() && !self.complete {
            let _ = writeln!(text, "\nother penalties may stand beside these");
        }
        if !self.general.is_empty() {
            let _ = writeln!(text, "\ngeneral part");
        }
        for line in &self.general {
            let _ = writeln!(text, "    {line}");
        }
        let file = self.file.as_ref().map(|file| format!("described in: {file}"));
        let sources = self.sources.iter().map(|source| format!("source: {source}"));
        for line in file.into_iter().chain(sources) {
            let _ = writeln!(text, "\n{line}");
        }
        text
    }
}

impl ShownPart {
    fn new(code: &LegalCode, article: (&str, &Article), part: &Part, day: Option<Date>) -> Self {
        let penalties = part.penalties.iter().filter(|one| day.is_none_or(|day| one.may_apply(&day)));
        Self {
            part: part.number.clone(),
            title: part.title.clone(),
            wording_from: part.wording_from.map(shown_date),
            known: day.is_none_or(|day| part.is_known_on(&day, code.known_until)),
            penalties: penalties.map(shown_penalty).collect(),
            no_suspension: part.no_suspension.or(article.1.no_suspension).map(shown_date),
            time_limit: limits::of_part(code, article, part, day),
        }
    }

    fn text(&self) -> String {
        let number = if self.part.is_empty() { String::new() } else { format!("({}) ", self.part) };
        let heading = format!("{number}{}", self.title.as_deref().unwrap_or_default());
        let mut text =
            format!("\n{}\n", if heading.trim().is_empty() { "penalty" } else { heading.trim_end() });
        if self.known {
            let since = self.wording_from.as_ref().map(|date| format!("    in this wording since {date}\n"));
            text.push_str(&since.unwrap_or_default());
        } else {
            let since = self.wording_from.as_ref().map(|date| format!(", since {date}"));
            let since = since.unwrap_or_default();
            let _ = writeln!(
                text,
                "    the wording of that day is not known; in the edition that was read{since}:"
            );
        }
        if self.penalties.is_empty() {
            let _ = writeln!(text, "    no penalty is known");
        }
        for (index, penalty) in self.penalties.iter().enumerate() {
            let _ = writeln!(text, "    {}{penalty}", if index == 0 { "" } else { "or " });
        }
        if let Some(date) = &self.no_suspension {
            let _ = writeln!(text, "    not to be suspended since {date}");
        }
        if let Some(limit) = &self.time_limit {
            let _ = writeln!(text, "    time limit: {limit}");
        }
        text
    }
}

/// Says what an editor must know before anything else.
fn notes(
    law: &Registry,
    code: &LegalCode,
    (number, article): (&str, &Article),
    day: Option<Date>,
) -> Vec<String> {
    let mut notes = Vec::new();
    if code.article(number) == Presence::Unknown {
        notes.push("nothing is known of this article, not even that there is one".to_owned());
    } else if article.title.is_none() {
        notes.push("only the number of this article is known".to_owned());
    } else if article.parts.is_empty() && article.repealed.is_none() && !code.is_general(number) {
        notes.push("its penalties are not known".to_owned());
    }
    let Some(day) = day else { return notes };
    let start = article.in_force.or(code.earliest_start());
    if start.is_some_and(|start| day.is_before(&start)) {
        let before = code.replaces.as_deref().map(|id| format!("; the code before it was {id}"));
        notes.push(format!("not in force on {}{}", shown_date(day), before.unwrap_or_default()));
    }
    let end = article.repealed.or_else(|| law.end(code));
    if end.is_some_and(|end| day.is_from(&end)) {
        notes.push(format!("no longer in force on {}", shown_date(day)));
    }
    let suspended = code.suspended.iter().filter(|one| one.may_apply(&day));
    for penalty in suspended.filter(|one| has_penalty(article, &one.type_text)) {
        let until = penalty.until.map(|until| format!(" until {}", shown_date(until)));
        let word = words(&penalty.type_text);
        notes.push(format!("{word} is not applied{}, with exceptions", until.unwrap_or_default()));
    }
    notes
}

fn has_penalty(article: &Article, word: &str) -> bool {
    article.parts.iter().flat_map(|part| &part.penalties).any(|penalty| penalty.type_text == word)
}

/// Returns a penalty in words: `imprisonment, 3 years to 8 years`.
pub(super) fn shown_penalty(penalty: &Penalty) -> String {
    let name = penalty.title.clone().unwrap_or_else(|| words(&penalty.type_text));
    let unit = penalty.unit.as_deref().unwrap_or_default();
    let units = |number: u64| format!("{number} {unit}").trim_end().to_owned();
    let least = penalty.minimum.map(|term| term.to_string()).or_else(|| penalty.least.map(units));
    let most = penalty.maximum.map(|term| term.to_string()).or_else(|| penalty.most.map(units));
    let limits = match (least, most) {
        (Some(least), Some(most)) if least == most => format!(", exactly {most}"),
        (Some(least), Some(most)) => format!(", {least} to {most}"),
        (None, Some(most)) => format!(", at most {most}"),
        (Some(least), None) => format!(", at least {least}"),
        (None, None) => String::new(),
    };
    let beside = if penalty.is_additional { " beside it" } else { "" };
    let whom = penalty.whom.as_deref().map(|whom| format!(" ({whom})"));
    format!("{name}{limits}{beside}{}", whom.unwrap_or_default())
}

fn words(type_text: &str) -> String {
    type_text.replace('-', " ")
}

/// Returns a date in the form of the files; with `~` it is about that date.
pub(super) fn shown_date(date: Date) -> String {
    let (first, last) = (date.first_day(), date.last_day());
    let about = if date.is_approximate() { "about " } else { "" };
    let text = first.to_string();
    let shown = match (first == last, first.year() == last.year() && first.month() == last.month()) {
        (true, _) => text.as_str(),
        (false, true) => text.get(..7).unwrap_or(&text),
        (false, false) if first.year() == last.year() => text.get(..4).unwrap_or(&text),
        _ => return format!("{about}{first} to {last}"),
    };
    format!("{about}{shown}")
}
