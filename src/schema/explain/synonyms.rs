//! Names that other forms, spreadsheets and data formats have for the schemas' keys.

/// Names in lower case with `_`, each with the keys that it may stand for; sorted.
const SYNONYMS: &[(&str, &[&str])] = &[
    ("about", &["description", "summary"]),
    ("abstract", &["summary"]),
    ("access_date", &["accessed"]),
    ("accused", &["persons"]),
    ("agency", &["by"]),
    ("author", &["publishers"]),
    ("authors", &["publishers"]),
    ("begin", &["start", "starts"]),
    ("begins", &["start", "starts"]),
    ("birth_date", &["birth_year"]),
    ("birthdate", &["birth_year"]),
    ("birthday", &["birth_year"]),
    ("born", &["birth_year"]),
    ("byline", &["author"]),
    ("charges", &["articles"]),
    ("city", &["place"]),
    ("content", &["text", "summary", "description"]),
    ("date_accessed", &["accessed"]),
    ("date_from", &["start", "starts"]),
    ("date_of_birth", &["birth_year"]),
    ("date_published", &["published"]),
    ("date_to", &["end", "ends"]),
    ("defendants", &["persons"]),
    ("description", &["summary"]),
    ("details", &["description", "summary"]),
    ("dob", &["birth_year"]),
    ("end_date", &["end", "ends"]),
    ("fio", &["name"]),
    ("freed", &["released"]),
    ("from", &["start", "starts"]),
    ("full_name", &["name"]),
    ("fullname", &["name"]),
    ("groups", &["organisations"]),
    ("headline", &["title"]),
    ("href", &["url"]),
    ("job", &["role"]),
    ("journalist", &["author"]),
    ("lang", &["language"]),
    ("law", &["articles"]),
    ("link", &["url"]),
    ("links", &["sources"]),
    ("locale", &["language"]),
    ("location", &["place"]),
    ("measure", &["unit"]),
    ("name", &["title"]),
    ("name_local", &["name_original"]),
    ("narrative", &["summary", "description"]),
    ("native_name", &["name_original"]),
    ("ngo", &["organisations", "publishers"]),
    ("note", &["description", "summary"]),
    ("notes", &["description", "summary"]),
    ("number", &["value", "article"]),
    ("occupation", &["role"]),
    ("original_name", &["name_original"]),
    ("outlet", &["publisher"]),
    ("participant_count", &["participants"]),
    ("penalties", &["sentences"]),
    ("penalty", &["sentences", "type"]),
    ("people", &["persons"]),
    ("position", &["role"]),
    ("profession", &["role"]),
    ("pub_date", &["published"]),
    ("publication_date", &["published"]),
    ("punishment", &["sentences", "type"]),
    ("quotation", &["text"]),
    ("quote", &["text", "quotes"]),
    ("reason", &["why", "description"]),
    ("ref", &["source", "sources"]),
    ("references", &["sources"]),
    ("refs", &["sources"]),
    ("result", &["outcome"]),
    ("retrieved", &["accessed"]),
    ("rights", &["freedoms"]),
    ("role", &["part"]),
    ("said_by", &["speaker"]),
    ("sex", &["gender"]),
    ("since", &["start", "starts"]),
    ("start_date", &["start", "starts"]),
    ("statistics", &["figures"]),
    ("stats", &["figures"]),
    ("sum", &["amount"]),
    ("term", &["duration"]),
    ("text", &["summary", "description"]),
    ("till", &["end", "ends"]),
    ("to", &["end", "ends"]),
    ("tribunal", &["court"]),
    ("until", &["end", "ends"]),
    ("uri", &["url"]),
    ("url", &["target"]),
    ("verdict", &["outcome"]),
    ("victims", &["persons"]),
    ("visited", &["accessed"]),
    ("web", &["url"]),
    ("website", &["url"]),
    ("when", &["date"]),
    ("where", &["place"]),
    ("who", &["speaker", "persons"]),
    ("year_of_birth", &["birth_year"]),
    ("yob", &["birth_year"]),
];

/// Returns the keys that `word` may stand for, the likeliest first.
pub(super) fn keys_for(word: &str) -> &'static [&'static str] {
    let word = word.trim().to_lowercase().replace(['-', ' '], "_");
    SYNONYMS
        .binary_search_by(|(known, _)| (*known).cmp(word.as_str()))
        .ok()
        .and_then(|index| SYNONYMS.get(index))
        .map_or(&[], |(_, keys)| keys)
}

#[cfg(test)]
mod tests {
    use super::{SYNONYMS, keys_for};

    #[test]
    fn the_words_are_sorted_and_each_is_found() {
        assert!(SYNONYMS.is_sorted_by(|(a, _), (b, _)| a < b), "a search needs the order");
        assert_eq!(keys_for("Date of birth"), ["birth_year"]);
        assert_eq!(keys_for("from"), ["start", "starts"]);
        assert!(keys_for("colour").is_empty());
    }
}
