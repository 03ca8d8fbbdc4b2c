use std::collections::HashSet;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use uuid::Uuid;

/// A folder of sealed files, each under its id. Nothing in it can be read without the key file and
/// the database, and its names say nothing.
#[derive(Debug)]
pub struct Vault {
    root: PathBuf,
}

impl Vault {
    /// # Errors
    /// When the folder is not there and cannot be made.
    pub fn open(root: impl Into<PathBuf>) -> io::Result<Self> {
        let root = root.into();
        DirBuilder::new().recursive(true).mode(0o700).create(&root)?;
        Ok(Self { root })
    }

    /// Returns only when the bytes would survive a power cut.
    ///
    /// # Errors
    /// The disk's own, a full one included; then nothing lies under the id.
    pub async fn put(&self, id: Uuid, sealed: Vec<u8>) -> io::Result<()> {
        let root = self.root.clone();
        blocking(move || put(&root, id, &sealed)).await
    }

    /// # Errors
    /// [`ErrorKind::NotFound`] for an id that was never put.
    pub async fn get(&self, id: Uuid) -> io::Result<Vec<u8>> {
        let path = place(&self.root, id);
        blocking(move || fs::read(path)).await
    }

    /// Removing what is not there is fine.
    ///
    /// # Errors
    /// The disk's own.
    pub async fn remove(&self, id: Uuid) -> io::Result<()> {
        let path = place(&self.root, id);
        blocking(move || match fs::remove_file(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            other => other,
        })
        .await
    }

    /// Removes files no attachment is known for, and what a crash left half written, when they
    /// were last written before `before`: a younger one may belong to a submission under way.
    ///
    /// `known` holds the ids of attachments; their shown copies are known by them.
    ///
    /// # Errors
    /// The disk's own. What was removed until then stays removed.
    pub async fn sweep(&self, known: HashSet<Uuid>, before: SystemTime) -> io::Result<usize> {
        let root = self.root.clone();
        blocking(move || sweep(&root, &known, before)).await
    }
}

static DRAFTS: AtomicU64 = AtomicU64::new(0);

/// Where the shown copy of an attachment lies. Applied twice it gives the attachment again.
#[must_use]
pub fn shown_id(attachment: Uuid) -> Uuid {
    Uuid::from_u128(attachment.as_u128() ^ 0x5348_4f57)
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
}

/// Files are spread over 256 folders by the id's last, random byte.
fn place(root: &Path, id: Uuid) -> PathBuf {
    let name = id.simple().to_string();
    let shard = name.get(30..).unwrap_or_default().to_owned();
    root.join(shard).join(name)
}

fn put(root: &Path, id: Uuid, sealed: &[u8]) -> io::Result<()> {
    let path = place(root, id);
    let folder = path.parent().unwrap_or(root);
    match DirBuilder::new().mode(0o700).create(folder) {
        Ok(()) => sync_folder(root)?,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    // A number of its own: a job that runs twice must not write into its own draft.
    let draft = path.with_extension(format!("{}.part", DRAFTS.fetch_add(1, Ordering::Relaxed)));
    let written = write(&draft, sealed).and_then(|()| fs::rename(&draft, &path));
    if let Err(error) = written {
        // The sweep takes what even this cannot.
        let _ = fs::remove_file(&draft);
        return Err(error);
    }
    sync_folder(folder)
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// A rename lasts only once the folder it happened in is on the disk.
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

fn sweep(root: &Path, known: &HashSet<Uuid>, before: SystemTime) -> io::Result<usize> {
    let mut removed = 0;
    for shard in fs::read_dir(root)? {
        let shard = shard?;
        if !shard.file_type()?.is_dir() {
            continue;
        }
        for file in fs::read_dir(shard.path())? {
            let file = file?;
            if is_orphan(&file, known, before)? {
                fs::remove_file(file.path())?;
                removed += 1;
            }
        }
    }
    Ok(removed)
}

/// Only names this vault gives are ever removed.
fn is_orphan(file: &fs::DirEntry, known: &HashSet<Uuid>, before: SystemTime) -> io::Result<bool> {
    if file.metadata()?.modified()? >= before {
        return Ok(false);
    }
    let name = file.file_name();
    let name = name.to_str().unwrap_or_default();
    let (id, half_written) = match name.strip_suffix(".part").and_then(|draft| draft.split_once('.')) {
        Some((id, _)) => (id, true),
        None => (name, false),
    };
    let Ok(id) = Uuid::try_parse(id) else {
        return Ok(false);
    };
    Ok(half_written || !(known.contains(&id) || known.contains(&shown_id(id))))
}

#[cfg(test)]
mod tests;
