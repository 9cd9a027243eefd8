//! Where a file's bytes come from.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::source::MAX_FILE_BYTES;

/// Where a file's bytes come from.
#[derive(Debug, Clone)]
pub enum Content {
    /// A file on disk.
    Disk(PathBuf),
    /// Bytes at hand, such as those of standard input.
    Bytes(Vec<u8>),
}

impl Content {
    /// The bytes, or in words why they cannot be had.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, String> {
        let bytes = match self {
            Self::Bytes(bytes) => bytes.clone(),
            Self::Disk(path) => read_file(path).map_err(|error| error.to_string())?,
        };
        if bytes.len() as u64 > MAX_FILE_BYTES {
            let most = MAX_FILE_BYTES / (1024 * 1024);
            return Err(format!(
                "the file is larger than {most} MiB, which is the most that reportlint reads"
            ));
        }
        Ok(bytes)
    }
}

/// Reads a file, up to a byte beyond the limit; a pipe or device, which may never end, is none.
fn read_file(path: &Path) -> std::io::Result<Vec<u8>> {
    let file = std::fs::File::open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(std::io::Error::other("this is no ordinary file"));
    }
    let mut bytes =
        Vec::with_capacity(usize::try_from(metadata.len().min(MAX_FILE_BYTES)).unwrap_or_default() + 1);
    file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
