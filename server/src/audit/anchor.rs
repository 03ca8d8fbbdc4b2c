use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use domain::audit::FaultKind;
use serde::{Deserialize, Serialize};
use storage::{AuditSnapshot, Findings, Seal, StorageError};

/// The newest seal, kept in a file beside the database: whoever cuts rows off the end of the trail
/// would have to know of this file too, and could not make another without the key.
pub struct Anchor {
    path: PathBuf,
}

/// As the file writes it.
#[derive(Serialize, Deserialize)]
struct Written {
    seq: i64,
    at: i64,
    hash: String,
    mac: String,
}

impl Anchor {
    pub const NAME: &str = "audit-seal.json";

    #[must_use]
    pub fn in_folder(data: &Path) -> Self {
        Self { path: data.join(Self::NAME) }
    }

    /// The seal in the file; `None` where there is no file yet.
    ///
    /// # Errors
    /// When the file cannot be read, or holds no seal.
    pub fn read(&self) -> io::Result<Option<Seal>> {
        let text = match fs::read_to_string(&self.path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            other => other?,
        };
        let written: Written = serde_json::from_str(&text)?;
        let bytes = |text: &str| hex::decode(text).map_err(|_| io::Error::from(ErrorKind::InvalidData));
        Ok(Some(Seal { seq: written.seq, at: written.at, hash: bytes(&written.hash)?, mac: bytes(&written.mac)? }))
    }

    /// Puts a newer seal into the file, whole or not at all.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, seal: &Seal) -> io::Result<()> {
        let written =
            Written { seq: seal.seq, at: seal.at, hash: hex::encode(&seal.hash), mac: hex::encode(&seal.mac) };
        // Server and commands write beside each other.
        let draft = self.path.with_extension(format!("new-{}", std::process::id()));
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
        serde_json::to_writer(&mut file, &written)?;
        file.write_all(b"\n")?;
        file.sync_all()?;
        fs::rename(&draft, &self.path)
    }

    /// Holds the trail to the seal that was in the file: its row must be there as it was sealed,
    /// unless it was removed as old since. The file is read before the snapshot is taken: read
    /// after it, it might know of rows written meanwhile.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn hold_against(
        read: io::Result<Option<Seal>>,
        snapshot: &mut AuditSnapshot,
        is_ours: impl Fn(&Seal) -> bool,
        findings: &mut Findings,
    ) -> Result<(), StorageError> {
        let subject = Some(Self::NAME);
        let seal = match read {
            Ok(None) => return Ok(()),
            Ok(Some(seal)) => seal,
            Err(_) => {
                findings.add(None, subject, FaultKind::FalseSeal);
                return Ok(());
            }
        };
        let removed = snapshot.cut().await?.map_or(0, |cut| cut.seq);
        let (newest, _) = snapshot.head().await?;
        let kept = snapshot.hash_of(seal.seq).await?;
        if !is_ours(&seal) {
            findings.add(Some(seal.seq), subject, FaultKind::FalseSeal);
        } else if seal.seq > newest {
            findings.add(Some(seal.seq), subject, FaultKind::TailCut { known: seal.seq });
        } else if seal.seq >= removed && kept.as_ref().is_some_and(|hash| *hash != seal.hash) {
            findings.add(Some(seal.seq), subject, FaultKind::Rewritten);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_comes_back_from_its_file_and_a_torn_file_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let anchor = Anchor::in_folder(folder.path());
        assert_eq!(anchor.read().unwrap(), None);
        let seal = Seal { seq: 7, at: 1, hash: vec![1, 2], mac: vec![3] };
        anchor.write(&seal).unwrap();
        assert_eq!(anchor.read().unwrap(), Some(seal));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no draft is left behind");
        fs::write(folder.path().join(Anchor::NAME), "{\"seq\":7").unwrap();
        assert!(anchor.read().is_err());
    }
}
