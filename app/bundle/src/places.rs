//! Where everything lies.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::arguments::Arguments;
use crate::fault::{Fault, Outcome, While};
use crate::module::Module;

pub struct Places {
    pub root: PathBuf,
    /// Parts made by the steps, and the stamps that say from what.
    pub work: PathBuf,
    pub out: PathBuf,
    /// Folder of this tool, where npm put its programs.
    tool: PathBuf,
}

impl Places {
    pub fn new(arguments: &Arguments) -> Outcome<Self> {
        let tool = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let root = tool.join("../..").canonicalize().during("finding the workspace")?;
        let work = root.join("target/bundle");
        fs::create_dir_all(&work).during(work.display())?;
        let out = match &arguments.out {
            Some(out) => env::current_dir().during("finding the current folder")?.join(out),
            None => root.join("target/site"),
        };
        Ok(Self { root, work, out, tool })
    }

    /// What wasm-bindgen leaves: a script, a module and snippets.
    pub fn glue(&self, module: &Module) -> PathBuf {
        self.work.join("glue").join(module.name)
    }

    pub fn lowered(&self, module: &Module) -> PathBuf {
        self.work.join(module.name).with_extension("wasm")
    }

    pub fn script(&self, module: &Module) -> PathBuf {
        self.work.join(module.name).with_extension("js")
    }

    /// `page`, `worker` or `photo_worker` of the village officers' app.
    pub fn officer_script(&self, name: &str) -> PathBuf {
        self.work.join(format!("officer-{name}.js"))
    }

    /// What sends photos ahead of the report form.
    pub fn ahead_script(&self) -> PathBuf {
        self.work.join("report-ahead.js")
    }

    /// The worker of the reading pages.
    pub fn reader_worker(&self) -> PathBuf {
        self.work.join("reader-worker.js")
    }

    pub fn sheet(&self, name: &str) -> PathBuf {
        self.work.join(name).with_extension("css")
    }

    pub fn public(&self) -> PathBuf {
        self.root.join("public")
    }

    /// A program that `npm ci` installed beside this tool.
    pub fn npm_program(&self, name: &str) -> Outcome<PathBuf> {
        let program = self.tool.join("node_modules/.bin").join(name);
        if program.exists() {
            return Ok(program);
        }
        Err(Fault::new(format!("{name} is missing: run `npm ci` in app/bundle, or any make target, which does it")))
    }

    /// Changes whenever a program from npm does.
    pub fn npm_lock(&self) -> Outcome<Vec<u8>> {
        read(&self.tool.join("package-lock.json"))
    }
}

pub fn read(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).during(path.display())
}

/// Every file under a folder in a steady order; nothing when the folder is not there.
pub fn files_under(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    for entry in fs::read_dir(folder).during(folder.display())? {
        let path = entry.during(folder.display())?.path();
        if path.is_dir() {
            files.extend(files_under(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
