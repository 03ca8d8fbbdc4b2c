//! The repository's content in a folder of its own, for tests that change it.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

pub struct Content(pub TempDir);

impl Content {
    pub fn copied() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(&own_content(), folder.path());
        Self(folder)
    }

    /// Replaces what must be there, once.
    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let file = self.0.path().join(path);
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.contains(from), "{from} in {path}");
        fs::write(file, text.replacen(from, to, 1)).unwrap();
    }
}

pub fn own_content() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../content")
}

pub fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
