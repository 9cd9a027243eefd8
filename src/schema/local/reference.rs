//! Explains references that cannot be followed, at the place where they are written.

use std::path::Path;

use super::library::Library;
use super::{SchemaError, SchemaFile};
use crate::schema::bundled::{is_bundled_id, nearest_id};
use crate::schema::check::BrokenReference;
use crate::suggest::nearest;
use crate::tree::{NodeRef, NodeType};
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
    files.extend(library.files().iter().filter_map(|path| SchemaFile::read(path).ok()));
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
    let name = address.rsplit('/').next().unwrap_or_default();
    let reference = find_reference(files, |reference| {
        let target = file_part(reference);
        !target.is_empty() && (address == target || target.rsplit('/').next() == Some(name))
    });
    let Some(Reference { file, node, text }) = reference else {
        let message = format!("it refers to `{address}`, which is not among the schema's files");
        return SchemaError::new(main_path, message);
    };
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
    let reference = find_reference(files, |reference| {
        let written = reference.split_once('#').map(|(_, written)| written);
        written.is_some_and(|written| written == fragment || written.replace("%25", "%") == fragment)
    });
    let Some(Reference { file, node, text }) = reference else {
        let message = format!("a reference leads to `#{fragment}`, where there is nothing");
        return SchemaError::new(main_path, message);
    };
    let definitions = definitions(files);
    let near = nearest(fragment, definitions.iter().map(String::as_str));
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

/// Returns the first `$ref` that `is_meant` accepts.
fn find_reference(files: &[SchemaFile], is_meant: impl Fn(&str) -> bool) -> Option<Reference<'_>> {
    for file in files {
        let mut open = vec![file.document.root()];
        while let Some(node) = open.pop() {
            match node.node_type() {
                NodeType::Mapping => {
                    for entry in node.entries() {
                        let text =
                            entry.value.as_str().filter(|_| matches!(entry.name(), "$ref" | "$dynamicRef"));
                        match text {
                            Some(text) if is_meant(text) => {
                                return Some(Reference { file, node: entry.value, text });
                            }
                            _ => open.push(entry.value),
                        }
                    }
                }
                NodeType::Sequence => open.extend(node.items()),
                _ => {}
            }
        }
    }
    None
}
