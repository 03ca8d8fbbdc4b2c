//! One style sheet for the public, a smaller one for its forms, one for the desk, one for village officers, and what
//! a form that can be heard needs besides.

use std::process::Command;

use crate::fault::Outcome;
use crate::places::{Places, files_under, read};
use crate::program;
use crate::stamp::Stamp;

pub const SHEETS: [&str; 5] = ["public", "desk", "public-form", "officer", "heard"];

pub fn make(places: &Places) -> Outcome<()> {
    let style = places.root.join("style");
    let mut sources = Vec::new();
    for path in files_under(&style)? {
        sources.extend(path.to_string_lossy().bytes());
        sources.extend(read(&path)?);
    }
    let stamp = Stamp::of(places, "styles", &[&sources, &places.npm_lock()?]);
    if stamp.holds() && SHEETS.iter().all(|name| places.sheet(name).exists()) {
        return Ok(());
    }
    for name in SHEETS {
        let mut esbuild = Command::new(places.npm_program("esbuild")?);
        esbuild
            .arg(style.join(name).with_extension("css"))
            .args(["--bundle", "--minify", "--target=chrome80,safari13", "--charset=utf8", "--log-level=warning"])
            .args(["--loader:.svg=dataurl", "--loader:.png=dataurl"])
            .arg(format!("--outfile={}", places.sheet(name).display()));
        program::run(&mut esbuild, "install Node.js 20 or newer")?;
    }
    stamp.set()
}
