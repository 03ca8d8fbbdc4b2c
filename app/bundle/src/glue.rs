//! From a crate to a module and the script that binds it to the page.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use wasm_bindgen_cli_support::Bindgen;

use crate::fault::{Outcome, While};
use crate::module::Module;
use crate::places::{Places, read};
use crate::program;
use crate::stamp::Stamp;

/// Since rustc 1.82 the default features of wasm32 need Chromium 96; phones with older ones are still in use.
const RUSTFLAGS: &str = "-C target-cpu=mvp -C target-feature=+mutable-globals";
const TARGET: &str = "wasm32-unknown-unknown";
const PROFILE: &str = "wasm-release";

pub fn make(places: &Places, module: &Module) -> Outcome<()> {
    let compiled = compile(places, module)?;
    let (stamp, glue) =
        (Stamp::of(places, &format!("glue-{}", module.name), &[&read(&compiled)?]), places.glue(module));
    if stamp.holds() && glue.is_dir() {
        return Ok(());
    }
    bind(&compiled, module, &glue)?;
    stamp.set()
}

/// A target folder of its own keeps these flags from rebuilding what runs on this machine.
fn compile(places: &Places, module: &Module) -> Outcome<PathBuf> {
    let target = places.root.join("target/wasm");
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .current_dir(&places.root)
        .args(["build", "--package", module.package, "--lib", "--target", TARGET, "--profile", PROFILE])
        .args(module.features)
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env("RUSTFLAGS", RUSTFLAGS)
        .env("CARGO_TARGET_DIR", &target);
    program::run(&mut cargo, "install Rust with rustup (https://rustup.rs)")?;
    Ok(target.join(TARGET).join(PROFILE).join(module.package).with_extension("wasm"))
}

/// Without a default path the script holds no `import.meta`, which is newer than ES2018.
fn bind(compiled: &Path, module: &Module, glue: &Path) -> Outcome<()> {
    if glue.exists() {
        fs::remove_dir_all(glue).during(glue.display())?;
    }
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(compiled)
        .out_name(module.name)
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true);
    bindgen.web(true).and_then(|bindgen| bindgen.generate(glue)).during("wasm-bindgen")
}
