//! Citations as people write them: `Art. 272 (2) CC`, `ст. 272 ч. 2 УК РК`, `ҚК 272-бабының 2-бөлігі`.

/// The articles that a text cites, and the words in it that name their code.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct FreeformCitation {
    /// The articles, in the order of the text.
    pub articles: Vec<FreeformArticle>,
    /// The text's other words in lower case, without numbers, units and joining words.
    pub code: Vec<String>,
}

/// One article of a freeform citation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct FreeformArticle {
    article: String,
    part: Option<String>,
    paragraph: Option<String>,
}

impl FreeformArticle {
    /// Returns the citation in the standard form, under the code with this id.
    pub(crate) fn under(&self, code: &str) -> String {
        let bracket =
            |text: &Option<String>| text.as_ref().map(|text| format!("({text})")).unwrap_or_default();
        format!("{code} {}{}{}", self.article, bracket(&self.part), bracket(&self.paragraph))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Article,
    Part,
    Paragraph,
}

/// Returns the unit that a word names, in lower case.
fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "article" | "articles" | "art" | "arts" | "ст" | "стст" => Unit::Article,
        "part" | "parts" | "pt" | "ч" | "чч" => Unit::Part,
        "paragraph" | "para" | "item" | "п" => Unit::Paragraph,
        _ if ["стать", "статей"].iter().any(|stem| word.starts_with(stem)) => Unit::Article,
        _ if ["бап", "баб"].iter().any(|stem| word.starts_with(stem)) => Unit::Article,
        _ if ["част", "бөлі"].iter().any(|stem| word.starts_with(stem)) => Unit::Part,
        _ if word.starts_with("пункт") => Unit::Paragraph,
        // `тармақша` is a level below.
        _ if ["тармақ", "тармағ"].iter().any(|stem| word.starts_with(stem)) && !word.contains("тармақш") => {
            Unit::Paragraph
        }
        _ => return None,
    })
}

/// Returns true for words that only join others.
fn joins(word: &str) -> bool {
    matches!(word, "of" | "the" | "and" | "under" | "и" | "по" | "және" | "мен")
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Number(String),
    Word(String),
    Bracketed(String),
    /// A single letter between quotation marks: `«д»`.
    Letter(String),
    Comma,
}

/// Returns the quotation mark that closes what `open` opens.
fn closing_mark(open: char) -> Option<char> {
    Some(match open {
        '«' => '»',
        '“' | '”' => '”',
        '„' => '“',
        '‘' | '’' => '’',
        '"' | '\'' => open,
        _ => return None,
    })
}

/// Splits a text into tokens; `None` if a character has no place in a citation.
fn tokens(text: &str) -> Option<Vec<Token>> {
    let text = text.replace('\u{2011}', "-");
    let mut letters = text.chars().peekable();
    let mut tokens = Vec::new();
    while let Some(letter) = letters.next() {
        if letter == '(' {
            let mut inner = String::new();
            loop {
                match letters.next()? {
                    ')' => break,
                    letter => inner.push(letter),
                }
            }
            tokens.push(Token::Bracketed(inner.trim().to_owned()));
        } else if let Some(close) = closing_mark(letter) {
            let inner = letters.next().filter(|inner| inner.is_alphabetic())?;
            letters.next().filter(|mark| *mark == close)?;
            tokens.push(Token::Letter(inner.to_lowercase().to_string()));
        } else if letter.is_alphanumeric() {
            let is_number = letter.is_ascii_digit();
            let mut word = String::from(letter);
            while let Some(&next) = letters.peek() {
                let mut ahead = letters.clone();
                ahead.next();
                let after = ahead.peek().copied();
                let goes_on = match (is_number, next) {
                    (true, '-' | '.') => after.is_some_and(|after| after.is_ascii_digit()),
                    (true, next) => next.is_ascii_digit(),
                    (false, '-') => after.is_some_and(char::is_alphanumeric),
                    (false, next) => next.is_alphanumeric(),
                };
                if !goes_on {
                    break;
                }
                word.push(next);
                letters.next();
            }
            // `272-бап`: the hyphen joins the number to its unit.
            if is_number && letters.peek() == Some(&'-') {
                letters.next();
                letters.peek().filter(|next| next.is_alphabetic())?;
            }
            tokens.push(if is_number { Token::Number(word) } else { Token::Word(word.to_lowercase()) });
        } else if matches!(letter, ',' | ';') {
            tokens.push(Token::Comma);
        } else if !letter.is_whitespace() && letter != '.' {
            return None;
        }
    }
    Some(tokens)
}

/// Reads a freeform citation; `None` where any of it is not understood.
pub(crate) fn read(text: &str) -> Option<FreeformCitation> {
    let mut reader = Reader::default();
    let mut tokens = tokens(text)?.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            Token::Comma => reader.separate(),
            Token::Word(word) if matches!(word.as_str(), "and" | "и" | "және" | "мен") => {
                reader.separate();
            }
            Token::Letter(letter) => {
                reader.unit.filter(|unit| *unit == Unit::Paragraph)?;
                reader.number(letter, None)?;
            }
            // `п. д ч. 2 ст. 207.3`
            Token::Word(word)
                if reader.unit == Some(Unit::Paragraph)
                    && word.chars().count() == 1
                    && unit(&word).is_none() =>
            {
                reader.number(word, None)?;
            }
            Token::Word(word) if joins(&word) => {}
            Token::Word(word) => match unit(&word) {
                Some(unit) => reader.unit = Some(unit),
                None => {
                    reader.is_beside = false;
                    reader.citation.code.push(word);
                }
            },
            Token::Bracketed(inner) => reader.bracket(inner)?,
            Token::Number(number) => {
                // Kazakh puts the unit after the number.
                let following = match tokens.peek() {
                    Some(Token::Word(word)) if is_kazakh(word) => unit(word),
                    _ => None,
                };
                if following.is_some() {
                    tokens.next();
                }
                reader.number(number, following)?;
            }
        }
    }
    reader.finish()
}

fn is_kazakh(word: &str) -> bool {
    ["бап", "баб", "бөлі", "тармақ", "тармағ"].iter().any(|stem| word.starts_with(stem))
}

#[derive(Default)]
struct Reader {
    citation: FreeformCitation,
    /// The unit of the numbers that follow.
    unit: Option<Unit>,
    /// The part and paragraph that stand before their article, as in `part 2 of article 405`.
    ahead: FreeformArticle,
    /// True if parts stand before their articles.
    is_ahead: bool,
    /// True if nothing has followed the last number or bracket.
    is_beside: bool,
    /// True if a comma or `and` has followed the last number.
    is_separated: bool,
    numbers: usize,
}

impl Reader {
    fn separate(&mut self) {
        self.is_separated = true;
    }

    fn number(&mut self, number: String, following: Option<Unit>) -> Option<()> {
        let written = following.or(self.unit);
        // A number that nothing introduces is an article only at the beginning.
        let unit = written.or((self.numbers == 0).then_some(Unit::Article))?;
        let is_listed = written.is_none() || following.is_none() && self.unit.is_none();
        if is_listed && self.numbers > 0 && !self.is_separated {
            return None;
        }
        match unit {
            Unit::Article => self.article(number)?,
            Unit::Part | Unit::Paragraph => {
                if self.citation.articles.is_empty() {
                    self.is_ahead = true;
                }
                let owner =
                    if self.is_ahead { &mut self.ahead } else { self.citation.articles.last_mut()? };
                let field = if unit == Unit::Part { &mut owner.part } else { &mut owner.paragraph };
                // Two parts of one article would be two citations: too uncertain to suggest.
                if field.replace(number).is_some() {
                    return None;
                }
            }
        }
        self.numbers += 1;
        self.is_beside = true;
        self.is_separated = false;
        // The unit holds for all articles of a list: `articles 272 and 274`.
        self.unit = (unit == Unit::Article && following.is_none()).then_some(Unit::Article);
        Some(())
    }

    fn article(&mut self, number: String) -> Option<()> {
        // `272-274` is a range of articles, not an article inserted after 272.
        let inserted = number.split_once('-').and_then(|(_, last)| last.parse::<u32>().ok());
        if inserted.is_some_and(|inserted| inserted > 50) {
            return None;
        }
        let ahead = std::mem::take(&mut self.ahead);
        // `part 2 of articles 405 and 406` may mean either.
        if self.is_ahead && ahead == FreeformArticle::default() {
            return None;
        }
        if !self.is_ahead && !self.is_separated && !self.citation.articles.is_empty() {
            return None;
        }
        self.citation.articles.push(FreeformArticle { article: number, ..ahead });
        Some(())
    }

    fn bracket(&mut self, inner: String) -> Option<()> {
        let article = self.citation.articles.last_mut().filter(|_| !self.is_ahead && !self.is_separated)?;
        // A bracket after the code's name belongs to the code.
        if !self.is_beside {
            return None;
        }
        let is_number = inner.starts_with(|letter: char| letter.is_ascii_digit());
        let field =
            if is_number && article.part.is_none() { &mut article.part } else { &mut article.paragraph };
        field.replace(inner).is_none().then_some(())
    }

    fn finish(self) -> Option<FreeformCitation> {
        let is_whole = self.ahead == FreeformArticle::default() && !self.citation.articles.is_empty();
        // The standard form would read a paragraph without a part as a part.
        let is_clear = |article: &FreeformArticle| {
            let paragraph = article.paragraph.as_deref();
            article.part.is_some() || paragraph.is_none_or(|text| text.chars().all(char::is_alphabetic))
        };
        let is_form = |article: &FreeformArticle| super::Citation::parse(&article.under("XX-CC")).is_some();
        let articles = &self.citation.articles;
        // No article has a hundred parts: such a number is the year of a code.
        let is_part = |article: &FreeformArticle| {
            article
                .part
                .as_deref()
                .is_none_or(|part| part.len() < 3 || !part.bytes().all(|b| b.is_ascii_digit()))
        };
        let is_year = |article: &FreeformArticle| matches!(article.article.parse::<u32>(), Ok(1900..2100));
        let is_read = is_whole
            && articles.iter().all(|article| {
                is_clear(article) && is_form(article) && is_part(article) && !is_year(article)
            });
        is_read.then_some(self.citation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn practical_forms_are_read() {
        for (text, articles, code) in [
            ("Art. 272 (2) CC", "272(2)", "cc"),
            ("Art. 174(2)", "174(2)", ""),
            ("article 272", "272", ""),
            ("Article 280.3 part 1", "280.3(1)", ""),
            ("part 2 of article 405", "405(2)", ""),
            ("article 272 part 2 of the Criminal Code", "272(2)", "criminal code"),
            ("articles 272 and 274 of the Criminal Code", "272, 274", "criminal code"),
            ("art. 405 part 2 and art. 174 part 1", "405(2), 174(1)", ""),
            ("articles 174(1), 272 (2) and 405", "174(1), 272(2), 405", ""),
            ("ст. 272 ч. 2 УК РК", "272(2)", "ук рк"),
            ("ст.272 ч.2 УК", "272(2)", "ук"),
            ("статья 272 часть 2", "272(2)", ""),
            ("п. 3 ч. 2 ст. 106 УК", "106(2)(3)", "ук"),
            ("ч. 2 ст. 405, ч. 1 ст. 174 УК РК", "405(2), 174(1)", "ук рк"),
            ("п. «д» ч. 2 ст. 207.3 УК РФ", "207.3(2)(д)", "ук рф"),
            ("п. \"а\" ч. 2 ст. 106 УК", "106(2)(а)", "ук"),
            ("п. б ч. 2 ст. 106 УК", "106(2)(б)", "ук"),
            ("ст. 106 ч. 2 п. «в» УК", "106(2)(в)", "ук"),
            ("Article 157, Part 1 of the Criminal Code", "157(1)", "criminal code"),
            ("статьи 380 и 405 УК РК", "380, 405", "ук рк"),
            ("ст. 489 КоАП РК", "489", "коап рк"),
            ("272-бап", "272", ""),
            ("ҚК 272-бабы", "272", "қк"),
            ("ҚК 272-бабының 2-бөлігі", "272(2)", "қк"),
            ("174-1-бап", "174-1", ""),
            ("KZ-CC 174 part 1", "174(1)", "kz-cc"),
            ("kz-cc  272 (2)", "272(2)", "kz-cc"),
            ("KZ-CC-1997 233", "233", "kz-cc-1997"),
        ] {
            let citation = read(text).expect(text);
            let written: Vec<String> =
                citation.articles.iter().map(|article| article.under("").trim().to_owned()).collect();
            assert_eq!(
                (written.join(", ").as_str(), citation.code.join(" ").as_str()),
                (articles, code),
                "{text}"
            );
        }
    }

    #[test]
    fn what_could_mean_two_things_is_not_read() {
        for text in [
            "",
            "hooliganism",
            "articles 272-274",
            "KZ-CC 272 2",
            "part 2 of articles 405 and 406",
            "parts 2 and 3 of article 405",
            "п. 2 ст. 106",
            "ст. «д» УК",
            "п. «дд» ч. 2 ст. 106 УК",
            "п. «а, б» ч. 2 ст. 106 УК",
            "п. «а», «б» ч. 2 ст. 106 УК",
            "ст. 272/2",
            "article 272 (part 2)",
            "272(",
            "272-",
            "part 2",
            "ст. 272 УК РК (2014)",
            "Art. 272 (2) CC (2014)",
            "Criminal Code 2014, art. 174",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
