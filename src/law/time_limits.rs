//! The time after an act in which somebody can be held liable for it.

use super::article::{Part, date, text};
use crate::model::date::Date;
use crate::model::duration::Duration;
use crate::model::vocabulary::{SentenceType, field};
use crate::tree::NodeRef;

/// The time limits of a code.
#[derive(Debug, Clone)]
pub(crate) struct TimeLimits {
    /// The article that sets them.
    pub article: Option<String>,
    /// The step that must be taken in that time: `judgment-in-force`, `decision` or `referral`.
    pub ends_with: Option<String>,
    /// The date of the last change that is known: what held before it is not.
    pub wording_from: Option<Date>,
    /// The limits, from the shortest term of imprisonment to the longest.
    pub limits: Vec<TimeLimit>,
    /// The articles without a limit; some with a part in brackets.
    pub never: Vec<String>,
    /// The exceptions, in words.
    pub except: Vec<String>,
    /// The places where the limits were seen, if not where the code was.
    pub sources: Vec<String>,
}

/// A time limit for some offences.
#[derive(Debug, Clone)]
pub(crate) struct TimeLimit {
    /// The offences, in words.
    pub offences: String,
    /// The highest term of imprisonment for them; none at all is a term without length.
    imprisonment: Option<Duration>,
    /// The articles to which alone it applies.
    articles: Vec<String>,
    /// The limit.
    pub within: Duration,
    /// The limit for those who are in hiding.
    pub at_latest: Option<Duration>,
}

impl TimeLimits {
    pub(super) fn read(node: NodeRef<'_>) -> Self {
        Self {
            article: text(node, field::ARTICLE),
            ends_with: text(node, field::ENDS_WITH),
            wording_from: date(node, field::WORDING_FROM),
            limits: items(node, field::LIMITS).filter_map(TimeLimit::read).collect(),
            never: texts(node, field::NEVER),
            except: texts(node, field::EXCEPT),
            sources: texts(node, field::SOURCES),
        }
    }

    /// Returns true if a case need only be sent to court in time, so that the day of the verdict says nothing.
    pub(crate) fn ends_with_referral(&self) -> bool {
        self.ends_with.as_deref() == Some("referral")
    }

    /// Returns true if an offence under a part of an article never becomes too old.
    pub(crate) fn is_never(&self, article: &str, part: &str) -> bool {
        self.never.iter().any(|listed| match listed.split_once('(') {
            None => listed == article,
            Some((listed, listed_part)) => listed == article && listed_part.strip_suffix(')') == Some(part),
        })
    }

    /// Returns the longest limit that may apply to an offence under a part of an article, all of whose penalties are listed;
    /// `None` where there is none, or where it cannot be told.
    pub(crate) fn longest(&self, article: &str, part: &Part) -> Option<&TimeLimit> {
        if self.is_never(article, &part.number) {
            return None;
        }
        let highest = highest_term(part)?;
        let holds = |limit: &&TimeLimit| {
            let is_listed = limit.articles.is_empty() || limit.articles.iter().any(|one| one == article);
            is_listed && limit.imprisonment.is_none_or(|most| highest.days() <= most.days())
        };
        let of_term = self.limits.iter().filter(|limit| limit.is_by_term()).find(holds);
        // Without a term of imprisonment it applies to all offences, or to those that no term covers.
        let is_by_term = self.limits.iter().any(TimeLimit::is_by_term);
        let others = self.limits.iter().filter(|limit| !limit.is_by_term()).filter(holds);
        let others = others.filter(|limit| !limit.articles.is_empty() || !is_by_term);
        others.chain(of_term).max_by_key(|limit| limit.within.days())
    }
}

impl TimeLimit {
    /// Returns true if the limit is that of offences with some term of imprisonment.
    pub(crate) fn is_by_term(&self) -> bool {
        self.imprisonment.is_some()
    }

    fn read(node: NodeRef<'_>) -> Option<Self> {
        let term = |key: &str| node.get(key).and_then(NodeRef::as_str).and_then(Duration::parse);
        let has_none = text(node, field::IMPRISONMENT).as_deref() == Some("none");
        Some(Self {
            offences: text(node, field::OFFENCES)?,
            imprisonment: if has_none { Some(Duration::default()) } else { term(field::IMPRISONMENT) },
            articles: texts(node, field::ARTICLES),
            within: term(field::WITHIN)?,
            at_latest: term(field::AT_LATEST),
        })
    }
}

/// Returns the highest term of imprisonment that a part allows; `None` for life, death and terms that are not known.
fn highest_term(part: &Part) -> Option<Duration> {
    let is_endless = |word: SentenceType| part.penalties.iter().any(|penalty| penalty.is(word));
    if part.penalties.is_empty()
        || is_endless(SentenceType::LifeImprisonment)
        || is_endless(SentenceType::DeathPenalty)
    {
        return None;
    }
    let terms = part.penalties.iter().filter(|penalty| penalty.is(SentenceType::Imprisonment));
    let terms: Option<Vec<Duration>> = terms.map(|penalty| penalty.maximum).collect();
    Some(terms?.into_iter().max_by_key(|term| term.days()).unwrap_or_default())
}

fn items<'a>(node: NodeRef<'a>, key: &str) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
    node.get(key).into_iter().flat_map(NodeRef::items)
}

fn texts(node: NodeRef<'_>, key: &str) -> Vec<String> {
    items(node, key).filter_map(NodeRef::scalar_text).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use crate::law::Registry;

    #[test]
    fn the_limit_follows_from_the_highest_term() {
        let registry = Registry::default();
        let limit = |code: &str, article: &str, part: &str| {
            let code = registry.get(code).unwrap();
            let parts = &code.listed_article(article).unwrap().parts;
            let part = parts.iter().find(|one| one.number == part).unwrap();
            code.time_limits.as_ref().unwrap().longest(article, part).map(|limit| limit.within.to_string())
        };
        assert_eq!(limit("KZ-CC", "379", "1").as_deref(), Some("5 years"));
        assert_eq!(limit("KZ-CC", "402", "1").as_deref(), Some("1 year"));
        // Corruption: the longer of both limits.
        assert_eq!(limit("KZ-CC", "189", "1").as_deref(), Some("10 years"));
        // Never, in part or as a whole; and the gravest crimes.
        assert_eq!(limit("KZ-CC", "404", "1").as_deref(), Some("10 years"));
        assert_eq!(limit("KZ-CC", "404", "2"), None);
        assert_eq!(limit("KZ-CC", "405", "2"), None);
        assert_eq!(limit("KZ-CC", "380-1", "1"), None);
        assert_eq!(limit("RU-CC", "319", "").as_deref(), Some("2 years"));
        assert_eq!(limit("KG-CO", "139", "").as_deref(), Some("1 year"));
    }
}
