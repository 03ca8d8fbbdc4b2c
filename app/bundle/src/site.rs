//! The finished folder: files by name, compressed neighbours, nothing left over from earlier runs.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::compression;
use crate::fault::{Fault, Outcome, While};
use crate::manifest;
use crate::places::{files_under, read};

/// Sixteen hexadecimal digits of SHA-256 tell two builds apart; the whole would only lengthen every page.
const NAME_BYTES: usize = 8;

pub struct Site {
    out: PathBuf,
    files: BTreeMap<String, Vec<u8>>,
}

impl Site {
    /// # Errors
    /// Refuses a folder that holds something else, since whatever is not part of the site is removed from it.
    pub fn new(out: &Path) -> Outcome<Self> {
        let foreign = !files_under(out)?.is_empty() && !out.join(manifest::FILE).exists();
        if foreign {
            return Err(Fault::new(format!(
                "{} holds files that are no earlier bundle; choose an empty folder",
                out.display()
            )));
        }
        Ok(Self { out: out.to_path_buf(), files: BTreeMap::new() })
    }

    pub fn add(&mut self, path: &str, bytes: Vec<u8>) {
        self.files.insert(path.to_owned(), bytes);
    }

    /// Adds under a name that changes with the content, so that browsers may keep it for ever.
    pub fn add_hashed(&mut self, stem: &str, extension: &str, bytes: Vec<u8>) -> String {
        let digest = Sha256::digest(&bytes);
        let short: Vec<u8> = digest.iter().copied().take(NAME_BYTES).collect();
        let path = format!("{stem}.{}.{extension}", hex::encode(short));
        self.add(&path, bytes);
        path
    }

    pub fn paths(&self) -> Vec<String> {
        self.files.keys().cloned().collect()
    }

    /// Leaves files alone that are there already, so that the server's build sees no change where there is none.
    pub fn write(&self) -> Outcome<()> {
        for (path, bytes) in &self.files {
            let path = self.out.join(path);
            let same = fs::read(&path).is_ok_and(|old| old == *bytes);
            if !same {
                put(&path, bytes)?;
            }
            if compression::pays_for(&path) {
                let (br, gz) = (neighbour(&path, "br"), neighbour(&path, "gz"));
                if !(same && br.exists() && gz.exists()) {
                    put(&br, &compression::brotli(bytes)?)?;
                    put(&gz, &compression::gzip(bytes)?)?;
                }
            }
        }
        Ok(())
    }

    pub fn remove_leftovers(&self) -> Outcome<()> {
        for path in files_under(&self.out)? {
            let plain = match path.extension().and_then(|extension| extension.to_str()) {
                Some("br" | "gz") => path.with_extension(""),
                _ => path.clone(),
            };
            let ours =
                plain.strip_prefix(&self.out).is_ok_and(|name| self.files.contains_key(&*name.to_string_lossy()));
            if !ours {
                fs::remove_file(&path).during(path.display())?;
            }
        }
        Ok(())
    }

    /// Prints what browsers will load.
    pub fn report(&self) {
        for (path, bytes) in &self.files {
            let size = |suffix| fs::metadata(neighbour(&self.out.join(path), suffix)).map_or(0, |data| data.len());
            if path.contains('/') && compression::pays_for(Path::new(path)) {
                eprintln!("bundle:   {path}: {} bytes, gzip {}, brotli {}", bytes.len(), size("gz"), size("br"));
            }
        }
    }

    /// Adds every file of a folder under its own name, but for the sources of scripts.
    pub fn add_folder(&mut self, folder: &Path) -> Outcome<()> {
        let is_source =
            |path: &PathBuf| path.extension().is_some_and(|ext| ext == "ts") || path.ends_with("package.json");
        for path in files_under(folder)?.into_iter().filter(|path| !is_source(path)) {
            let name = path.strip_prefix(folder).during(path.display())?.to_string_lossy().into_owned();
            self.add(&name, read(&path)?);
        }
        Ok(())
    }
}

fn put(path: &Path, bytes: &[u8]) -> Outcome<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).during(folder.display())?;
    }
    fs::write(path, bytes).during(path.display())
}

/// `icon.svg` → `icon.svg.br`
fn neighbour(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let strip = |path: PathBuf| path.strip_prefix(folder).unwrap().display().to_string();
        files_under(folder).unwrap().into_iter().map(strip).collect()
    }

    fn lay_out(folder: &Path, style: &[u8]) -> String {
        let mut site = Site::new(folder).unwrap();
        let path = site.add_hashed("css/public", "css", style.to_vec());
        site.add("icon.png", vec![1, 2, 3]);
        site.add(manifest::FILE, b"{}".to_vec());
        site.write().unwrap();
        site.remove_leftovers().unwrap();
        path
    }

    #[test]
    fn compressible_files_have_neighbours_and_pictures_have_none() {
        let folder = tempfile::tempdir().unwrap();
        let css = lay_out(folder.path(), b"p{color:red}");
        let mut expected = vec![css.clone(), format!("{css}.br"), format!("{css}.gz"), "icon.png".to_owned()];
        expected.extend(["manifest.json", "manifest.json.br", "manifest.json.gz"].map(str::to_owned));
        assert_eq!(names(folder.path()), expected);
    }

    #[test]
    fn a_change_changes_the_name_and_removes_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let old = lay_out(folder.path(), b"p{color:red}");
        let new = lay_out(folder.path(), b"p{color:blue}");
        assert_ne!(old, new);
        assert!(!names(folder.path()).iter().any(|name| name.starts_with(&old)));
        assert!(names(folder.path()).contains(&new));
    }

    #[test]
    fn a_folder_with_other_things_in_it_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("letter.txt"), "dear").unwrap();
        assert!(Site::new(folder.path()).is_err());
    }
}
