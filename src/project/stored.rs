//! Facts that were stored by another run, in which their file had another number.

use super::facts::{CaseFact, PersonFact, SentenceFact, SourceFact, VerdictFact};
use super::{DocumentFacts, Site, Sited};
use crate::source::FileId;

impl DocumentFacts {
    /// Says which file the facts are from.
    pub(crate) fn set_file(&mut self, file: FileId) {
        self.site.file = file;
        set(&mut self.period, file);
        self.cases.iter_mut().for_each(|case| case.set_file(file));
        self.referred.iter_mut().for_each(|reference| reference.site.file = file);
        self.persons.iter_mut().for_each(|person| person.set_file(file));
        self.sources.iter_mut().for_each(|source| source.set_file(file));
    }
}

fn set<T>(sited: &mut Option<Sited<T>>, file: FileId) {
    if let Some(Sited { site: Site { file: own, .. }, .. }) = sited {
        *own = file;
    }
}

impl CaseFact {
    fn set_file(&mut self, file: FileId) {
        self.site.file = file;
        set(&mut self.continues, file);
        self.verdicts.iter_mut().for_each(|verdict| verdict.set_file(file));
        self.statuses.iter_mut().for_each(|status| status.site.file = file);
    }
}

impl VerdictFact {
    fn set_file(&mut self, file: FileId) {
        set(&mut self.date, file);
        set(&mut self.court, file);
        set(&mut self.outcome, file);
        self.sentences.iter_mut().for_each(|sentence| sentence.set_file(file));
    }
}

impl SentenceFact {
    fn set_file(&mut self, file: FileId) {
        self.site.file = file;
        set(&mut self.duration, file);
        set(&mut self.amount, file);
    }
}

impl PersonFact {
    fn set_file(&mut self, file: FileId) {
        self.site.file = file;
        set(&mut self.name_original, file);
        set(&mut self.birth_year, file);
        set(&mut self.gender, file);
    }
}

impl SourceFact {
    fn set_file(&mut self, file: FileId) {
        self.site.file = file;
        set(&mut self.title, file);
        set(&mut self.published, file);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::Format;
    use crate::model::Model;
    use crate::parse;
    use crate::source::SourceFile;

    #[test]
    fn stored_facts_are_the_same_in_another_run() {
        let report = include_str!("../../fixtures/clean/reports/kg-2024-09.yaml");
        let facts = |file: u32| {
            let source = Arc::new(SourceFile::new(FileId(file), "kg-2024-09.yaml", report));
            let documents = parse::parse(&source, Format::Yaml).documents;
            let models = documents.iter().map(|document| Model::new(document, document.kind()));
            let facts = models.enumerate().filter_map(|(at, model)| DocumentFacts::from_model(&model, at));
            facts.collect::<Vec<_>>()
        };
        let stored = postcard::to_allocvec(&facts(7)).unwrap();
        let mut read: Vec<DocumentFacts> = postcard::from_bytes(&stored).unwrap();
        read.iter_mut().for_each(|facts| facts.set_file(FileId(3)));
        assert_eq!(format!("{read:#?}"), format!("{:#?}", facts(3)));
    }
}
