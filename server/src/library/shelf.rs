use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rust_embed::RustEmbed;

use typeset::Fault;

/// `content/` as it was when the program was built; read from disk in debug builds.
#[derive(RustEmbed)]
#[folder = "../content"]
#[exclude = "README.md"]
struct BuiltIn;

/// Where the content files lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shelf {
    BuiltIn,
    /// A folder laid out like `content/`, which replaces the built-in one.
    Folder(PathBuf),
}

/// A text file of the shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// As shown in messages: `content/articles/aconite.md`.
    pub label: String,
    /// File name without its ending.
    pub stem: String,
    pub text: String,
}

impl File {
    /// A text that lies in no file; `stem` is the last part of its address.
    #[must_use]
    pub fn written(stem: &str, text: &str) -> Self {
        Self { label: String::new(), stem: stem.to_owned(), text: text.replace("\r\n", "\n") }
    }
}

/// Size and time of every file: differs when anything was changed.
pub type Stamp = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

impl Shelf {
    /// The bytes of a file, by its path inside the shelf.
    #[must_use]
    pub fn bytes(&self, path: &str) -> Option<Cow<'static, [u8]>> {
        match self {
            Self::BuiltIn => BuiltIn::get(path).map(|file| file.data),
            Self::Folder(root) => std::fs::read(root.join(path)).ok().map(Cow::Owned),
        }
    }

    /// A text file.
    ///
    /// # Errors
    /// When it is missing or not UTF-8.
    pub fn text(&self, path: &str) -> Result<File, Fault> {
        let label = self.label(path);
        let bytes = self.bytes(path).ok_or_else(|| Fault::new(&label, 1, "没有这个文件，或者打不开"))?;
        let text = String::from_utf8(bytes.into_owned()).map_err(|_| Fault::new(&label, 1, "不是 UTF-8 文本"))?;
        let name = path.rsplit('/').next().unwrap_or(path);
        let stem = name.split('.').next().unwrap_or(name).to_owned();
        // Editors on Windows write both; our line rules only know one.
        Ok(File { label, stem, text: text.replace("\r\n", "\n") })
    }

    /// A text file, or the built-in one where the shelf leaves it out.
    ///
    /// # Errors
    /// As [`Self::text`].
    pub fn text_or_built_in(&self, path: &str) -> Result<File, Fault> {
        if self.bytes(path).is_some() { self.text(path) } else { Self::BuiltIn.text(path) }
    }

    /// The paths in a folder that end in `.ending`, in order.
    #[must_use]
    pub fn paths(&self, folder: &str, ending: &str) -> Vec<String> {
        let mut paths: Vec<String> = match self {
            Self::BuiltIn => BuiltIn::iter().map(Cow::into_owned).collect(),
            Self::Folder(root) => names(&root.join(folder)).map(|name| format!("{folder}/{name}")).collect(),
        };
        let wanted = |path: &str| {
            let inside = path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
            inside.is_some_and(|name| !name.contains('/') && name.ends_with(&format!(".{ending}")))
        };
        paths.retain(|path| wanted(path));
        paths.sort();
        paths
    }

    /// Every path, in order; dot files and other folders of a working copy left out.
    #[must_use]
    pub fn all(&self) -> Vec<String> {
        let mut all: Vec<String> = match self {
            Self::BuiltIn => BuiltIn::iter().map(Cow::into_owned).collect(),
            Self::Folder(root) => {
                let mut stamps = Stamp::new();
                add_stamps(root, &mut stamps);
                let inside = |path: &PathBuf| Some(path.strip_prefix(root).ok()?.to_str()?.to_owned());
                stamps.keys().filter_map(inside).collect()
            }
        };
        all.retain(|path| !path.split('/').any(|part| part.starts_with('.')));
        all.sort();
        all
    }

    /// A path as shown in messages.
    #[must_use]
    pub fn label(&self, path: &str) -> String {
        match self {
            Self::BuiltIn => format!("content/{path}"),
            Self::Folder(root) => root.join(path).display().to_string(),
        }
    }

    /// What the files are now; empty for the built-in shelf, which cannot change.
    #[must_use]
    pub fn stamp(&self) -> Stamp {
        let mut stamp = Stamp::new();
        if let Self::Folder(root) = self {
            add_stamps(root, &mut stamp);
        }
        stamp
    }
}

fn names(folder: &Path) -> impl Iterator<Item = String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter(|entry| entry.path().is_file()).filter_map(|entry| entry.file_name().into_string().ok())
}

fn add_stamps(folder: &Path, stamp: &mut Stamp) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(about) = entry.metadata() else { continue };
        if about.is_dir() {
            add_stamps(&entry.path(), stamp);
        } else {
            stamp.insert(entry.path(), (about.len(), about.modified().ok()));
        }
    }
}
