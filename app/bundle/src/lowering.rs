//! Down to WebAssembly 1.0, and the gate that proves it.

use std::path::Path;
use std::process::Command;

use crate::fault::{Fault, Outcome};
use crate::module::Module;
use crate::places::{Places, read};
use crate::program;
use crate::stamp::Stamp;

/// The standard library comes prebuilt with a few instructions younger than 1.0; these let them in.
const ADMITTED: [&str; 5] = [
    "--mvp-features",
    "--enable-mutable-globals",
    "--enable-bulk-memory-opt",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
];

/// The last three passes replace what was let in.
const PASSES: [&str; 6] = [
    "-Oz",
    "--strip-debug",
    "--strip-producers",
    "--llvm-memory-copy-fill-lowering",
    "--signext-lowering",
    "--llvm-nontrapping-fptoint-lowering",
];

/// Everything younger than WebAssembly 1.0 that the validator would otherwise let through.
const REFUSED: [&str; 6] = [
    "--disable-reference-types",
    "--disable-bulk-memory",
    "--disable-saturating-float-to-int",
    "--disable-sign-extension",
    "--disable-multi-value",
    "--disable-simd",
];

pub fn make(places: &Places, module: &Module) -> Outcome<()> {
    let bound = places.glue(module).join(format!("{}_bg.wasm", module.name));
    let flags = [ADMITTED.as_slice(), PASSES.as_slice(), REFUSED.as_slice()].concat().join(" ");
    let stamp = Stamp::of(
        places,
        &format!("lowering-{}", module.name),
        &[&read(&bound)?, &places.npm_lock()?, flags.as_bytes()],
    );
    let lowered = places.lowered(module);
    if stamp.holds() && lowered.exists() {
        return Ok(());
    }
    lower(places, &bound, &lowered)?;
    validate(&lowered)?;
    stamp.set()
}

fn lower(places: &Places, bound: &Path, lowered: &Path) -> Outcome<()> {
    let mut optimiser = Command::new(places.npm_program("wasm-opt")?);
    optimiser.args(ADMITTED).args(PASSES).arg(bound).arg("-o").arg(lowered);
    program::run(&mut optimiser, "install Node.js 20 or newer")
}

fn validate(module: &Path) -> Outcome<()> {
    let mut validator = Command::new("wasm-validate");
    validator.args(REFUSED).arg(module);
    program::run(&mut validator, "install wabt (Debian and Ubuntu: apt-get install wabt; macOS: brew install wabt)")
        .map_err(|fault| {
            Fault::new(format!(
                "{} is not proven to be WebAssembly 1.0, so older phones could not run it: {fault}",
                module.display()
            ))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `(module (func (result i32) i32.const 1 …))` with room for one instruction before the end.
    fn verdict(instruction: u8) -> Outcome<()> {
        const NOP: u8 = 0x01;
        let header = [0, b'a', b's', b'm', 1, 0, 0, 0];
        let types = [1, 5, 1, 0x60, 0, 1, 0x7f];
        let functions = [3, 2, 1, 0];
        let code = [10, 8, 1, 6, 0, 0x41, 1, NOP, instruction, 0x0b];
        let folder = tempfile::tempdir().unwrap();
        let module = folder.path().join("module.wasm");
        std::fs::write(&module, [header.as_slice(), &types, &functions, &code].concat()).unwrap();
        validate(&module)
    }

    #[test]
    fn the_gate_lets_webassembly_1_through() {
        const I32_EQZ: u8 = 0x45;
        verdict(I32_EQZ).unwrap();
    }

    #[test]
    fn the_gate_stops_sign_extension_which_came_later() {
        const I32_EXTEND8_S: u8 = 0xc0;
        let fault = verdict(I32_EXTEND8_S).unwrap_err().to_string();
        assert!(fault.contains("wasm-validate failed"), "{fault}");
    }
}
