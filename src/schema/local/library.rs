//! The files that a schema's references name. They are looked up in the files of one state, never on the network.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use super::{SchemaError, SchemaFile};
use crate::document::Format;
use crate::files::Files;
use crate::paths::normalize;
use crate::schema::LoadOptions;
use crate::schema::bundled::root_by_id;
use crate::schema::check::{Fetched, decode, encode};
use crate::suggest::nearest;

/// The files of a schema by address: an address under a schema's `$id` leads to the same relative path beside that
/// schema's file.
#[derive(Debug, Clone)]
pub(super) struct Library(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    /// The state of the files that schemas are read from.
    store: Files,
    /// The main schema's folder.
    home: PathBuf,
    /// Addresses of folders, with the folders on disk that stand for them.
    folders: Vec<(String, PathBuf)>,
    /// The beginnings of addresses that the configuration gives folders.
    map: Vec<(String, PathBuf)>,
    /// The files that were read.
    files: Vec<PathBuf>,
    /// The schemas in those files, by their addresses.
    schemas: HashMap<String, Value>,
    /// The addresses under which no schema is found, each with the fault of the file there, if there is one.
    missing: BTreeMap<String, Option<SchemaError>>,
}

impl Library {
    /// Returns the library of the schema `root` in the file `path`.
    pub(super) fn new(path: &Path, root: &Value, options: &LoadOptions) -> Self {
        let home = absolute(path).parent().map(Path::to_path_buf).unwrap_or_default();
        let (store, map) = (options.files.clone(), options.map.clone());
        let library = Self(Arc::new(Mutex::new(State { store, home, map, ..State::default() })));
        library.add_addresses(path, root);
        library
    }

    fn with<T>(&self, access: impl FnOnce(&mut State) -> T) -> T {
        // A panic elsewhere leaves the lists as they are: they are only added to.
        access(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Adds the folders on disk for the addresses that a schema gives itself.
    fn add_addresses(&self, path: &Path, schema: &Value) {
        let path = absolute(path);
        let folder = path.parent().unwrap_or(Path::new("/")).to_owned();
        let ids = ["$id", "id"].iter().filter_map(|key| schema.get(key)?.as_str());
        let addresses: Vec<String> =
            ids.filter(|id| id.contains("://")).map(|id| folder_of(&encode(id))).collect();
        self.with(|state| {
            state.folders.extend(addresses.into_iter().map(|address| (address, folder.clone())));
        });
    }

    /// Returns the files that were read for references, sorted: the validator reads them in no certain order.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        let mut files = self.with(|state| state.files.clone());
        files.sort_unstable();
        files.dedup();
        files
    }

    /// Returns the addresses under which no schema was found.
    pub(super) fn missing(&self) -> Vec<String> {
        self.with(|state| state.missing.keys().cloned().collect())
    }

    /// Takes out the fault of the file at an address.
    pub(super) fn take_fault(&self, address: &str) -> Option<SchemaError> {
        self.with(|state| state.missing.get_mut(address)?.take())
    }

    /// Returns the schemas that were read for references, by their addresses.
    pub(super) fn schemas(&self) -> HashMap<String, Value> {
        self.with(|state| state.schemas.clone())
    }

    /// Reads and parses a schema.
    pub(super) fn read(&self, path: &Path) -> Result<SchemaFile, SchemaError> {
        SchemaFile::read(&self.with(|state| state.store.clone()), path)
    }

    /// Returns the paths that an address can have on disk, the likeliest first.
    fn candidates(&self, address: &str) -> Vec<PathBuf> {
        if let Some(path) = address.strip_prefix("file://") {
            return vec![PathBuf::from(decode(path))];
        }
        let (mut folders, map) = self.with(|state| (state.folders.clone(), state.map.clone()));
        folders.sort_by_key(|(folder, _)| std::cmp::Reverse(folder.len()));
        let beside =
            folders.iter().filter_map(|(folder, path)| Some(path.join(decode(&relative(folder, address)?))));
        mapped_paths(&map, address).into_iter().chain(beside).collect()
    }

    /// Returns true if the configuration gives the address a folder.
    pub(super) fn is_mapped(&self, address: &str) -> bool {
        self.with(|state| state.map.iter().any(|(beginning, _)| address.starts_with(beginning.as_str())))
    }

    /// Returns a file beside `from` whose name is near to the one that `reference` asks for.
    pub(super) fn nearest_file(&self, from: &Path, reference: &str) -> Option<String> {
        let target = reference.split('#').next().unwrap_or_default();
        let (folder, name) = target.rsplit_once('/').map_or(("", target), |(folder, name)| (folder, name));
        let folder = if folder.contains("://") { "" } else { folder };
        let beside = absolute(from).parent()?.join(folder);
        let (store, home) = self.with(|state| (state.store.clone(), state.home.clone()));
        // A change under review must not list other folders of the machine.
        let mut names = if store.is_at_home(&beside, &home) { store.names_in(&beside) } else { return None };
        // The endings mostly agree, so they do not tell the files apart.
        let stem = |name: &'_ str| name.split('.').next().unwrap_or_default().to_owned();
        names.retain(|name| Format::from_path(name).is_some_and(|format| format != Format::Markdown));
        let stems: Vec<String> = names.iter().map(|name| stem(name)).collect();
        let near = nearest(&stem(name), stems.iter().map(String::as_str))?;
        let near = names.get(stems.iter().position(|stem| stem == near)?)?;
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        Some(format!("{prefix}{near}"))
    }

    /// Returns the bundled schema of this `$id`, or reads the schema at an address, if its file lies in the main schema's
    /// repository.
    pub(super) fn fetch(&self, address: &str) -> Fetched {
        let address = address.split('#').next().unwrap_or_default();
        if let Some(known) = self.with(|state| state.schemas.get(address).cloned()) {
            return Ok(known);
        }
        if let Some(bundled) = root_by_id(address) {
            self.with(|state| state.schemas.insert(address.to_owned(), bundled.clone()));
            return Ok(bundled.clone());
        }
        self.read_at(address).map_err(|fault| {
            self.with(|state| _ = state.missing.insert(address.to_owned(), fault));
            format!("{address} is not among the schema's files").into()
        })
    }

    /// Reads the schema at an address.
    ///
    /// # Errors
    /// There is none, or its file has the fault that is returned.
    fn read_at(&self, address: &str) -> Result<Value, Option<SchemaError>> {
        let (store, home) = self.with(|state| (state.store.clone(), state.home.clone()));
        let path = self.candidates(address).into_iter().find(|path| store.has_file(path)).ok_or(None)?;
        if !store.is_at_home(&path, &home) {
            let message = "this file lies outside of the repository of the schema that refers to it";
            return Err(Some(SchemaError::new(&path, message)));
        }
        let file = SchemaFile::read(&store, &path).map_err(Some)?;
        let schema = file.document.root().to_json();
        self.add_addresses(&path, &schema);
        let own = schema.get("$id").and_then(Value::as_str).map(|own| encode(own).into_owned());
        let own = own.filter(|own| own != address);
        self.with(|state| {
            state.files.push(path);
            state.schemas.extend([address.to_owned()].into_iter().chain(own).map(|id| (id, schema.clone())));
        });
        Ok(schema)
    }
}

/// Returns the paths that an address can have in the folders that the beginnings of addresses have, the likeliest first.
pub(in crate::schema) fn mapped_paths(map: &[(String, PathBuf)], address: &str) -> Vec<PathBuf> {
    let mut fitting: Vec<(&str, &Path)> = map
        .iter()
        .filter_map(|(beginning, folder)| Some((address.strip_prefix(beginning.as_str())?, folder.as_path())))
        .collect();
    fitting.sort_by_key(|(rest, _)| rest.len());
    let paths = fitting.into_iter().flat_map(|(rest, folder)| {
        let rest = decode(rest.trim_start_matches('/'));
        // An address on the web often leaves out the ending.
        [folder.join(&rest), folder.join(format!("{rest}.json"))]
    });
    paths.collect()
}

/// Returns the address of a local file.
pub(super) fn file_url(path: &Path) -> String {
    let path = absolute(path);
    let mut url = String::from("file://");
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => url.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => url.push(char::from(byte)),
            _ => url.push_str(&format!("%{byte:02X}")),
        }
    }
    url
}

/// Returns a path from the file system's root, without `.` and `..`; links are left as they are.
fn absolute(path: &Path) -> PathBuf {
    normalize(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
}

/// Returns an address up to and with its last `/`.
fn folder_of(address: &str) -> String {
    let address = address.split('#').next().unwrap_or_default();
    address.rfind('/').and_then(|end| address.get(..=end)).unwrap_or(address).to_owned()
}

/// Returns the path from the folder at one address to another address of the same host: `../common.json`.
fn relative(folder: &str, address: &str) -> Option<String> {
    let host = |address: &str| {
        let start = address.find("://")? + 3;
        Some(address.get(start..)?.find('/').map_or(address.len(), |end| start + end))
    };
    let end = host(folder)?;
    if host(address)? != end || folder.get(..end)? != address.get(..end)? {
        return None;
    }
    let (from, to) =
        (folder.get(end..)?.trim_start_matches('/'), address.get(end..)?.trim_start_matches('/'));
    let from: Vec<&str> = from.split('/').filter(|step| !step.is_empty()).collect();
    let to: Vec<&str> = to.split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", from.len() - shared);
    Some(up.chain(to.into_iter().skip(shared)).collect::<Vec<_>>().join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_between_addresses() {
        let folder = "https://example.org/schemas/report/";
        assert_eq!(relative(folder, "https://example.org/schemas/report/a.json").as_deref(), Some("a.json"));
        assert_eq!(
            relative(folder, "https://example.org/schemas/common.json").as_deref(),
            Some("../common.json")
        );
        assert_eq!(
            relative(folder, "https://example.org/schemas/report/d/a.json").as_deref(),
            Some("d/a.json")
        );
        assert_eq!(relative(folder, "https://example.com/schemas/report/a.json"), None);
        assert_eq!(folder_of("https://example.org/a/b.json#x"), "https://example.org/a/");
        assert_eq!(decode("a%20b%D0%96.json"), "a bЖ.json");
    }
}
