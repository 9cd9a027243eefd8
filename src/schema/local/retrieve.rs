//! Finds the files that a schema's references name. Addresses are looked up on disk only.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use jsonschema::{Retrieve, Uri};
use serde_json::Value;

use super::SchemaFile;
use crate::document::Format;
use crate::read::is_at_home;
use crate::suggest::nearest;

/// The files of a schema, found by address: an address under a schema's `$id` is looked for at the same
/// relative path beside that schema's file.
#[derive(Debug, Clone)]
pub(super) struct Library(Arc<Mutex<Shelves>>);

#[derive(Debug, Default)]
struct Shelves {
    /// The folder of the schema itself.
    home: PathBuf,
    /// Addresses of folders, with the folders on disk that stand for them.
    folders: Vec<(String, PathBuf)>,
    /// The files that were read.
    files: Vec<PathBuf>,
    /// What stands in them, by the addresses that they go under.
    schemas: HashMap<String, Value>,
}

impl Library {
    /// The library of the schema `root`, which lies in the file `path`.
    pub(super) fn new(path: &Path, root: &Value) -> Self {
        let home = absolute(path).parent().map(Path::to_path_buf).unwrap_or_default();
        let library = Self(Arc::new(Mutex::new(Shelves { home, ..Shelves::default() })));
        library.add(path, root);
        library
    }

    fn with<T>(&self, read: impl FnOnce(&mut Shelves) -> T) -> T {
        // A panic elsewhere leaves the lists as they are: they are only added to.
        read(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Notes where the addresses that a schema gives itself lie on disk.
    fn add(&self, path: &Path, schema: &Value) {
        let path = absolute(path);
        let folder = path.parent().unwrap_or(Path::new("/")).to_owned();
        let ids = ["$id", "id"].iter().filter_map(|key| schema.get(key)?.as_str());
        let addresses: Vec<String> = ids.filter(|id| id.contains("://")).map(folder_of).collect();
        self.with(|shelves| {
            shelves.folders.extend(addresses.into_iter().map(|address| (address, folder.clone())));
        });
    }

    /// The files that were read on behalf of references, in order.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        self.with(|shelves| shelves.files.clone())
    }

    /// The schemas that were read on behalf of references, by their addresses.
    pub(super) fn schemas(&self) -> HashMap<String, Value> {
        self.with(|shelves| shelves.schemas.clone())
    }

    /// Where an address can lie on disk, the likeliest place first.
    fn candidates(&self, address: &str) -> Vec<PathBuf> {
        if let Some(path) = address.strip_prefix("file://") {
            return vec![PathBuf::from(decode(path))];
        }
        let mut folders = self.with(|shelves| shelves.folders.clone());
        folders.sort_by_key(|(folder, _)| std::cmp::Reverse(folder.len()));
        folders
            .iter()
            .filter_map(|(folder, path)| Some(path.join(decode(&relative(folder, address)?))))
            .collect()
    }

    /// A file beside `from` whose name is near to the one that `reference` asks for.
    pub(super) fn nearest_file(&self, from: &Path, reference: &str) -> Option<String> {
        let target = reference.split('#').next().unwrap_or_default();
        let (folder, name) = target.rsplit_once('/').map_or(("", target), |(folder, name)| (folder, name));
        let folder = if folder.contains("://") { "" } else { folder };
        let beside = absolute(from).parent()?.join(folder);
        let mut names: Vec<String> = std::fs::read_dir(beside)
            .ok()?
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .take(10_000)
            .collect();
        names.sort_unstable();
        // The endings, which mostly agree, say nothing of what was meant.
        let stem = |name: &'_ str| name.split('.').next().unwrap_or_default().to_owned();
        names.retain(|name| Format::from_path(name).is_some_and(|format| format != Format::Markdown));
        let stems: Vec<String> = names.iter().map(|name| stem(name)).collect();
        let near = nearest(&stem(name), stems.iter().map(String::as_str))?;
        let near = names.get(stems.iter().position(|stem| stem == near)?)?;
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        Some(format!("{prefix}{near}"))
    }
}

impl Retrieve for Library {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        let address = uri.as_str().split('#').next().unwrap_or_default();
        let path = self.candidates(address).into_iter().find(|path| path.is_file());
        let path = path.ok_or_else(|| format!("{address} is not among the schema's files"))?;
        if !is_at_home(&path, &self.with(|shelves| shelves.home.clone())) {
            return Err(format!("{address} lies outside of the schema's repository").into());
        }
        let file = SchemaFile::read(&path)?;
        let schema = file.document.root().to_json();
        self.add(&path, &schema);
        let own = schema.get("$id").and_then(Value::as_str).filter(|own| *own != address).map(str::to_owned);
        self.with(|shelves| {
            shelves.files.push(path);
            shelves
                .schemas
                .extend([address.to_owned()].into_iter().chain(own).map(|id| (id, schema.clone())));
        });
        Ok(schema)
    }
}

/// The address of a local file.
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

/// A path from the file system's root, without `.` and `..`; links are left as they are.
fn absolute(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut clean = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                clean.pop();
            }
            Component::CurDir => {}
            other => clean.push(other),
        }
    }
    clean
}

/// An address up to and with its last `/`.
fn folder_of(address: &str) -> String {
    let address = address.split('#').next().unwrap_or_default();
    address.rfind('/').and_then(|end| address.get(..=end)).unwrap_or(address).to_owned()
}

/// The path from the folder at one address to another address of the same host: `../common.json`.
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

/// A path of an address with `%20` and the like as the characters that they stand for.
fn decode(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = match (first, tail) {
            (b'%', [high, low, ..]) => {
                let digits = [*high, *low];
                std::str::from_utf8(&digits).ok().and_then(|digits| u8::from_str_radix(digits, 16).ok())
            }
            _ => None,
        };
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { tail.get(2..).unwrap_or_default() } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
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
