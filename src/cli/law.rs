//! `reportlint law`

mod limits;
mod shown;

use std::path::PathBuf;

use clap::ValueEnum;

use super::run::{NoRun, legal_codes};
use super::{CliError, Status, error};
use crate::config::Choice;
use crate::law::{LegalCode, Presence, Registry};
use crate::model::citation::Citation;
use crate::model::date::Date;
use crate::suggest::nearest;
use shown::Shown;

/// Arguments of `law`.
#[derive(clap::Args)]
pub(super) struct LawArgs {
    /// The id of a code, such as `KZ-CC`, or a citation as a report has it: `"KZ-CC 272(2)"`
    #[arg(value_name = "CODE")]
    code: String,

    /// An article, such as `272`, `488(6)` or `280.3`, where the code is given by itself
    #[arg(value_name = "ARTICLE")]
    article: Option<String>,

    /// The day whose law is meant: `2022-01-05`, `2022-01` or `2022`
    #[arg(long, value_name = "DATE")]
    on: Option<String>,

    /// The form of the answer
    #[arg(long, default_value = "human")]
    format: AnswerFormat,

    /// Read this configuration instead of the nearest reportlint.yaml
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    config: Option<PathBuf>,

    /// Know only the codes that come with reportlint
    #[arg(long)]
    isolated: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum AnswerFormat {
    /// Lines of text
    Human,
    /// One JSON document (version 1)
    Json,
}

pub(super) fn run(args: &LawArgs) -> Result<Status, CliError> {
    let own = own_codes(args)?;
    let mut law = Registry::default();
    law.extend(own.iter().map(|(_, code)| code.clone()));
    let day = args.on.as_deref().map(read_date).transpose()?;
    let (written, article) = asked(args)?;
    let id = written.to_uppercase();
    let code = law.at(&id, day).ok_or_else(|| unknown_code(&law, written))?;
    let several = || {
        let how = match day {
            Some(_) => "which of them was in force on that day is not known",
            None => "say on which day, `--on DATE`",
        };
        CliError::new(format!("`{}` stands for several codes", code.id))
            .with_help(format!("{how}; or ask for one: {}", code.stands_for.join(", ")))
    };
    if !code.stands_for.is_empty() {
        return Err(several());
    }
    let text = format!("{} {article}", code.id);
    let citation = Citation::parse(&text).ok_or_else(|| {
        CliError::new(format!("`{article}` is no number of an article")).with_help(
            "write it as the code does: `272`, with a part `488(6)`, inserted later `380-1` or `280.3`",
        )
    })?;
    if matches!(code.article(citation.article), Presence::Absent | Presence::BeyondLast(_)) {
        return Err(unknown_article(code, citation.article));
    }
    let file = file_of(&own, code, citation.article);
    let shown = Shown::new(&law, code, citation, day)?.with_file(file);
    error::print(|out| match args.format {
        AnswerFormat::Human => out.write_all(shown.text().as_bytes()),
        AnswerFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &shown)?;
            writeln!(out)
        }
    })?;
    Ok(Status::Clean)
}

/// Returns the code and the article that are asked for, in two arguments or in one.
fn asked(args: &LawArgs) -> Result<(&str, &str), CliError> {
    let code = args.code.trim();
    if let Some(article) = &args.article {
        return Ok((code, article.trim()));
    }
    code.split_once(' ').map(|(code, article)| (code, article.trim())).ok_or_else(|| {
        CliError::new("which article?")
            .with_help(format!("write it behind the code: `reportlint law {code} 272`"))
    })
}

/// Reads the legal codes of the repository, each with the path of its file.
fn own_codes(args: &LawArgs) -> Result<Vec<(String, LegalCode)>, CliError> {
    if args.isolated {
        return Ok(Vec::new());
    }
    legal_codes(Choice::from_args(args.config.as_deref(), false)).map_err(NoRun::into_error)
}

/// Returns the file of the repository that describes an article: the last of those that extend the code with it, or else the
/// one that describes the whole code.
fn file_of<'a>(own: &'a [(String, LegalCode)], code: &LegalCode, article: &str) -> Option<&'a str> {
    let extends = |(_, other): &&(String, LegalCode)| {
        other.extends.as_ref() == Some(&code.id) && other.listed_article(article).is_some()
    };
    let is_it = |(_, other): &&(String, LegalCode)| other.extends.is_none() && other.id == code.id;
    own.iter().rfind(extends).or_else(|| own.iter().rfind(is_it)).map(|(path, _)| path.as_str())
}

fn read_date(text: &str) -> Result<Date, CliError> {
    Date::parse(text).map_err(|fault| CliError::new(format!("`--on {text}`: {fault}")))
}

fn unknown_code(law: &Registry, code: &str) -> CliError {
    let ids: Vec<&str> = law.codes().map(|code| code.id.as_str()).collect();
    let error = CliError::new(format!("there is no legal code `{code}`"));
    match nearest(&code.to_uppercase(), ids.iter().copied()) {
        Some(near) => error.with_help(format!("did you mean `{near}`?")),
        None => error.with_help(format!("those that reportlint knows are {}", ids.join(", "))),
    }
}

fn unknown_article(code: &LegalCode, article: &str) -> CliError {
    let edition = code.known_until.map(|date| format!(", in the edition of {}", date.last_day()));
    let error =
        CliError::new(format!("the {} has no article {article}{}", code.title, edition.unwrap_or_default()));
    let end = article.find(['-', '.']).unwrap_or(article.len());
    let inserted: Vec<&str> =
        article.get(..end).map(|base| code.inserted_after(base).collect()).unwrap_or_default();
    match (inserted.as_slice(), nearest(article, code.numbers()), code.last_article()) {
        ([], Some(near), _) => error.with_help(format!("did you mean `{near}`?")),
        ([], None, Some(last)) => {
            error.with_help(format!("its articles are 1 to {last} and those inserted between them"))
        }
        ([], None, None) => error,
        (inserted, _, _) => error.with_help(format!("those inserted there are {}", inserted.join(", "))),
    }
}
