//! The scripts of the modules, the three of the village officers, the readers' and the report form's, for browsers
//! that know ES2018.

use std::path::Path;
use std::process::Command;

use crate::fault::{Fault, Outcome};
use crate::module::{MODULES, Module};
use crate::places::{Places, files_under, read};
use crate::program;
use crate::stamp::Stamp;

const NODE: &str = "install Node.js 20 or newer";

pub fn make(places: &Places) -> Outcome<()> {
    for module in MODULES {
        make_module_script(places, module)?;
    }
    check_public_scripts(places)?;
    make_officer_scripts(places)?;
    make_reader_worker(places)?;
    make_ahead_script(places)
}

fn make_module_script(places: &Places, module: &Module) -> Outcome<()> {
    let script = places.script(module);
    let (sources, glue) = (contents(places, module)?, glue_script(places, module)?);
    let stamp = Stamp::of(places, &format!("script-{}", module.name), &[&sources, &glue, &places.npm_lock()?]);
    if !(stamp.holds() && script.exists()) {
        let glue = places.glue(module).join(module.name).with_extension("js");
        let alias = format!("--alias:{}={}", module.alias, glue.display());
        bundle(places, &places.root.join(module.start), &script, &[alias])?;
        parse_as_es2018(places, &script)?;
        stamp.set()?;
    }
    Ok(())
}

/// Of every file named, and of everything in every folder named.
fn contents(places: &Places, module: &Module) -> Outcome<Vec<u8>> {
    let mut bytes = Vec::new();
    for source in module.sources {
        let path = places.root.join(source);
        let files = if path.is_file() { vec![path] } else { files_under(&path)? };
        for file in files {
            bytes.extend(read(&file)?);
        }
    }
    Ok(bytes)
}

fn bundle(places: &Places, start: &Path, script: &Path, more: &[String]) -> Outcome<()> {
    let mut esbuild = Command::new(places.npm_program("esbuild")?);
    esbuild
        .arg(start)
        .args(["--bundle", "--minify", "--format=iife", "--target=es2018", "--charset=utf8", "--log-level=warning"])
        .args(more)
        .arg(format!("--outfile={}", script.display()));
    program::run(&mut esbuild, NODE)
}

/// Scripts of public/ are served as they were written, so they must be old enough themselves.
fn check_public_scripts(places: &Places) -> Outcome<()> {
    for path in files_under(&places.public())? {
        if path.extension().is_some_and(|extension| extension == "js") {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let stamp = Stamp::of(places, &format!("es2018-{name}"), &[&read(&path)?, &places.npm_lock()?]);
            if !stamp.holds() {
                parse_as_es2018(places, &path)?;
                stamp.set()?;
            }
        }
    }
    Ok(())
}

/// The village officers' page and workers: TypeScript of public/officer, each one script.
fn make_officer_scripts(places: &Places) -> Outcome<()> {
    let mut sources = read(&places.root.join("app/src/islands/photo_shrink.js"))?;
    for path in files_under(&places.public().join("officer"))? {
        sources.extend(read(&path)?);
    }
    for name in ["page", "worker", "photo_worker"] {
        let script = places.officer_script(name);
        let stamp = Stamp::of(places, &format!("officer-{name}"), &[&sources, &places.npm_lock()?]);
        if !(stamp.holds() && script.exists()) {
            bundle(places, &places.public().join("officer").join(name).with_extension("ts"), &script, &[])?;
            parse_as_es2018(places, &script)?;
            stamp.set()?;
        }
    }
    Ok(())
}

/// The readers' worker: TypeScript of public/reader, with what it shares with the officers'.
fn make_reader_worker(places: &Places) -> Outcome<()> {
    let (folder, script) = (places.public().join("reader"), places.reader_worker());
    let mut sources = read(&places.public().join("officer/patience.ts"))?;
    for path in files_under(&folder)? {
        sources.extend(read(&path)?);
    }
    let stamp = Stamp::of(places, "reader-worker", &[&sources, &places.npm_lock()?]);
    if !(stamp.holds() && script.exists()) {
        bundle(places, &folder.join("worker.ts"), &script, &[])?;
        parse_as_es2018(places, &script)?;
        stamp.set()?;
    }
    Ok(())
}

/// What sends photos ahead of the report form: TypeScript of public/report, with the officers' way of sending.
fn make_ahead_script(places: &Places) -> Outcome<()> {
    let (start, script) = (places.public().join("report/ahead.ts"), places.ahead_script());
    let mut sources = read(&start)?;
    for path in files_under(&places.public().join("officer"))? {
        sources.extend(read(&path)?);
    }
    let stamp = Stamp::of(places, "report-ahead", &[&sources, &places.npm_lock()?]);
    if !(stamp.holds() && script.exists()) {
        bundle(places, &start, &script, &[])?;
        parse_as_es2018(places, &script)?;
        stamp.set()?;
    }
    Ok(())
}

fn parse_as_es2018(places: &Places, script: &Path) -> Outcome<()> {
    let mut acorn = Command::new(places.npm_program("acorn")?);
    acorn.args(["--ecma2018", "--silent"]).arg(script);
    program::run(&mut acorn, NODE).map_err(|fault| {
        Fault::new(format!("{} is not ES2018, so older phones could not run it: {fault}", script.display()))
    })
}

fn glue_script(places: &Places, module: &Module) -> Outcome<Vec<u8>> {
    let mut bytes = Vec::new();
    for path in files_under(&places.glue(module))? {
        if path.extension().is_some_and(|extension| extension == "js") {
            bytes.extend(read(&path)?);
        }
    }
    Ok(bytes)
}
