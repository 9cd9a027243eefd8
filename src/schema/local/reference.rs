//! Explains references that cannot be followed, at the place where they are written.

use std::path::Path;

use super::library::Library;
use super::{SchemaError, SchemaFile};
use crate::schema::bundled::{is_bundled_id, nearest_id};
use crate::schema::check::{BrokenReference, decode, encode};
use crate::suggest::nearest;
use crate::tree::NodeRef;
use crate::words::quoted;

/// A `$ref` as it is written.
struct Reference<'f> {
    file: &'f SchemaFile,
    node: NodeRef<'f>,
    text: &'f str,
}

/// Explains why a reference in `main`, or in a file of its library, cannot be followed.
pub(super) fn explain(broken: &BrokenReference, main: SchemaFile, library: &Library) -> SchemaError {
    let main_path = main.path.clone();
    let mut files = vec![main];
    files.extend(library.files().iter().filter_map(|path| library.read(path).ok()));
    match broken {
        BrokenReference::NoFile { address } => missing_file(address, &files, &main_path, library),
        BrokenReference::NoTarget { fragment } => missing_target(fragment, &files, &main_path),
        BrokenReference::UnknownDraft { draft } => unknown_draft(draft, &files, &main_path),
        BrokenReference::Other(words) => {
            SchemaError::new(&main_path, format!("a reference cannot be followed: {words}"))
        }
    }
}

fn missing_file(address: &str, files: &[SchemaFile], main_path: &Path, library: &Library) -> SchemaError {
    let missing = library.missing();
    let is_missing = |reference: &str| {
        let target = encode(file_part(reference));
        let name = target.rsplit('/').next();
        let mut missing = missing.iter();
        missing.find(|one| !target.is_empty() && (**one == target || one.rsplit('/').next() == name))
    };
    let reference = find_reference(files, |reference| is_missing(reference).is_some());
    let Some(Reference { file, node, text }) = reference else {
        let message = format!("it refers to `{address}`, which is not among the schema's files");
        return SchemaError::new(main_path, message);
    };
    let address = is_missing(text).map_or(address, String::as_str);
    if let Some(fault) = library.take_fault(address) {
        return fault;
    }
    let is_remote = text.starts_with("http://") || text.starts_with("https://");
    let is_mapped = library.is_mapped(address);
    let message = match is_mapped {
        true => format!("`{text}` is not in the folder that `schema_map:` gives its address"),
        false if is_bundled_id(address) => format!("there is no bundled schema `{}`", file_part(text)),
        false if is_remote => {
            format!("`{text}` cannot be found beside the schema, and reportlint never uses the network")
        }
        false => format!("there is no file `{}`", file_part(text)),
    };
    let help = match (is_mapped, library.nearest_file(&file.path, text)) {
        (true, _) => "save a copy of that schema there".to_owned(),
        (false, _) if is_bundled_id(address) => match nearest_id(address) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "their names are those that `reportlint schema` prints".to_owned(),
        },
        (false, Some(near)) => format!("did you mean `{near}`?"),
        (false, None) if is_remote => {
            "save a copy of that schema beside this one, under the same name, or name its folder under `schema_map:`"
                .to_owned()
        }
        (false, None) => "a path is relative to the schema's own folder".to_owned(),
    };
    file.error(node.anchor_span(), message).with_help(Some(help))
}

fn missing_target(fragment: &str, files: &[SchemaFile], main_path: &Path) -> SchemaError {
    let is_same = |written: &str| {
        // The validator gives it as it is written, or without its escapes.
        decode(written) == fragment || decode(written) == decode(fragment)
    };
    let reference = find_reference(files, |reference| {
        reference.split_once('#').is_some_and(|(_, written)| is_same(written))
    });
    let Some(Reference { file, node, text }) = reference else {
        let message = format!("a reference leads to `#{fragment}`, where there is nothing");
        return SchemaError::new(main_path, message);
    };
    let definitions = definitions(files);
    let near = nearest(&decode(fragment), definitions.iter().map(String::as_str));
    let help = near.map(|near| format!("did you mean `{}#{near}`?", file_part(text)));
    file.error(node.anchor_span(), format!("`{text}` leads to nothing")).with_help(help)
}

fn unknown_draft(draft: &str, files: &[SchemaFile], main_path: &Path) -> SchemaError {
    let message = format!("`$schema` names {}, which is not a known draft", quoted(draft));
    let known = "the known drafts are 4, 6, 7, 2019-09 and 2020-12; for example `https://json-schema.org/draft/2020-12/schema`";
    let written = files.iter().find_map(|file| Some((file, file.document.root().get("$schema")?)));
    let error = match written {
        Some((file, node)) => file.error(node.anchor_span(), message),
        None => SchemaError::new(main_path, message),
    };
    error.with_help(Some(known.to_owned()))
}

/// Returns the part of a reference that names a file.
fn file_part(reference: &str) -> &str {
    reference.split('#').next().unwrap_or_default()
}

/// Returns the fragments of all definitions, in order.
fn definitions(files: &[SchemaFile]) -> Vec<String> {
    let mut fragments = Vec::new();
    for file in files {
        for key in ["$defs", "definitions"] {
            let entries = file.document.root().get(key).into_iter().flat_map(NodeRef::entries);
            fragments.extend(entries.map(|entry| format!("/{key}/{}", entry.name())));
        }
    }
    fragments.sort_unstable();
    fragments
}

/// Returns the first `$ref` that `is_meant` accepts, in the order of the files and of their text.
fn find_reference(files: &[SchemaFile], is_meant: impl Fn(&str) -> bool) -> Option<Reference<'_>> {
    for file in files {
        let mut open = vec![file.document.root()];
        while let Some(node) = open.pop() {
            let is_reference = node
                .parent_entry()
                .is_some_and(|entry| matches!(entry.name(), "$ref" | "$dynamicRef" | "$recursiveRef"));
            if let Some(text) = node.as_str().filter(|text| is_reference && is_meant(text)) {
                return Some(Reference { file, node, text });
            }
            let first = open.len();
            open.extend(node.entries().map(|entry| entry.value).chain(node.items()));
            // The last one is taken first.
            open.get_mut(first..).unwrap_or_default().reverse();
        }
    }
    None
}
