//! The facts of every document, and the references between them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{CaseFact, DocumentFacts};
use crate::document::DocumentKind;
use crate::source::FileId;

/// The facts of every document of a run.
#[derive(Debug, Default)]
pub struct Index {
    files: BTreeMap<FileId, Vec<DocumentFacts>>,
    /// True if they are those of a whole repository, so that what is not among them is nowhere.
    is_whole: bool,
}

/// A case of the index, with the document that it stands in.
#[derive(Debug, Clone, Copy)]
pub struct CaseRef<'i> {
    /// The report, or the case's own file.
    pub document: &'i DocumentFacts,
    /// The case.
    pub case: &'i CaseFact,
}

impl PartialEq for CaseRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.case, other.case)
    }
}

/// The reason why a reference leads nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unresolved<'n> {
    /// It does not have the form `REPORT#CASE`.
    Form,
    /// There is no such report.
    Report(&'n str),
    /// The report has no such case.
    Case(&'n str, &'n str),
}

impl Index {
    /// Puts the facts of a file in place of those that it had.
    pub fn replace(&mut self, file: FileId, facts: Vec<DocumentFacts>) {
        if facts.is_empty() {
            self.files.remove(&file);
        } else {
            self.files.insert(file, facts);
        }
    }

    /// Records whether the index has every file of a repository, and each could be read.
    pub fn set_whole(&mut self, is_whole: bool) {
        self.is_whole = is_whole;
    }

    /// Returns true if what is not in the index is nowhere.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Returns every document, by file and place.
    pub fn documents(&self) -> impl Iterator<Item = &DocumentFacts> {
        self.files.values().flatten()
    }

    /// Returns every case, with the document that writes it out.
    pub fn cases(&self) -> impl Iterator<Item = CaseRef<'_>> {
        self.documents()
            .flat_map(|document| document.cases.iter().map(move |case| CaseRef { document, case }))
    }

    /// Returns the documents of a kind.
    pub fn of_kind(&self, kind: DocumentKind) -> impl Iterator<Item = &DocumentFacts> {
        self.documents().filter(move |facts| facts.kind == kind)
    }

    /// Returns the references between the documents.
    pub fn links(&self) -> Links<'_> {
        Links::new(self)
    }
}

/// The documents by id; of several with one id the first.
#[derive(Debug)]
pub struct Links<'i> {
    reports: HashMap<&'i str, &'i DocumentFacts>,
    /// The cases of the reports that others continue, by both ids.
    continued: HashMap<(&'i str, &'i str), CaseRef<'i>>,
    case_files: HashMap<&'i str, CaseRef<'i>>,
}

impl<'i> Links<'i> {
    fn new(index: &'i Index) -> Self {
        let mut links =
            Self { reports: HashMap::new(), continued: HashMap::new(), case_files: HashMap::new() };
        for document in index.documents() {
            let Some(id) = document.id.as_deref() else { continue };
            match (document.kind, document.cases.first()) {
                (DocumentKind::Report, _) => {
                    links.reports.entry(id).or_insert(document);
                }
                (DocumentKind::Case, Some(case)) => {
                    links.case_files.entry(id).or_insert(CaseRef { document, case });
                }
                _ => {}
            }
        }
        let continued = index.documents().flat_map(|document| &*document.cases);
        let names = continued.filter_map(|case| case.continues.as_ref()?.value.split_once('#'));
        let reports: BTreeSet<&str> = names.map(|(report, _)| report).collect();
        for id in reports {
            let Some(report) = links.report(id) else { continue };
            let cases =
                links.cases_of(report).filter_map(|case| Some(((id, case.case.id.as_deref()?), case)));
            let cases: Vec<_> = cases.collect();
            for (ids, case) in cases {
                links.continued.entry(ids).or_insert(case);
            }
        }
        links
    }

    /// Returns the ids of the reports, in no order.
    pub fn report_ids(&self) -> impl Iterator<Item = &'i str> {
        self.reports.keys().copied()
    }

    /// Returns the ids of the cases in files of their own, in no order.
    pub fn case_file_ids(&self) -> impl Iterator<Item = &'i str> {
        self.case_files.keys().copied()
    }

    /// Returns the report under an id.
    pub fn report(&self, id: &str) -> Option<&'i DocumentFacts> {
        self.reports.get(id).copied()
    }

    /// Returns the case in a file of its own under an id.
    pub fn case_file(&self, id: &str) -> Option<CaseRef<'i>> {
        self.case_files.get(id).copied()
    }

    /// Returns the cases of a report: its own, and those that it takes in.
    pub fn cases_of(&self, report: &'i DocumentFacts) -> impl Iterator<Item = CaseRef<'i>> {
        let own = report.cases.iter().map(move |case| CaseRef { document: report, case });
        let taken_in: Vec<_> = report.referred.iter().filter_map(|id| self.case_file(&id.value)).collect();
        own.chain(taken_in)
    }

    /// Returns the case that `REPORT#CASE` names.
    ///
    /// # Errors
    /// Says which part of the name leads nowhere.
    pub fn case<'n>(&self, name: &'n str) -> Result<CaseRef<'i>, Unresolved<'n>> {
        let (report_id, case_id) = name.split_once('#').ok_or(Unresolved::Form)?;
        self.report(report_id).ok_or(Unresolved::Report(report_id))?;
        self.continued.get(&(report_id, case_id)).copied().ok_or(Unresolved::Case(report_id, case_id))
    }

    /// Returns the case in the earlier report that `case` says it continues.
    pub fn continued_by(&self, case: CaseRef<'i>) -> Option<CaseRef<'i>> {
        self.case(&case.case.continues.as_ref()?.value).ok()
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

    fn facts(file: FileId, text: &str) -> Vec<DocumentFacts> {
        let source = Arc::new(SourceFile::new(file, "a.yaml", text));
        let documents = parse::parse(&source, Format::Yaml).documents;
        let facts = documents.iter().enumerate().filter_map(|(index, document)| {
            DocumentFacts::from_model(&Model::new(document, document.kind()), index)
        });
        facts.collect()
    }

    #[test]
    fn a_changed_file_replaces_its_own_facts_alone() {
        let mut index = Index::default();
        index.replace(FileId(0), facts(FileId(0), "kind: report\nid: a\ncases: [{id: x}]\n"));
        index.replace(FileId(1), facts(FileId(1), "kind: report\nid: b\ncases: [{id: x, continues: a#x}]\n"));
        assert!(index.links().case("a#x").is_ok());
        index.replace(FileId(0), facts(FileId(0), "kind: report\nid: a\ncases: [{id: y}]\n"));
        assert_eq!(index.links().case("a#x").err(), Some(Unresolved::Case("a", "x")));
        assert_eq!(index.links().case("c#x").err(), Some(Unresolved::Report("c")));
        index.replace(FileId(1), Vec::new());
        assert_eq!(index.documents().count(), 1);
    }
}
