//! Turns the islands, the editor's preview, the reader of codes, `style/` and `public/` into a folder the
//! server can serve as it is.
//!
//! Islands become one WebAssembly 1.0 module and one ES2018 script, the other two a pair each, style sheets
//! become one file each. Names carry a hash of the content, `.br` and `.gz` lie beside every file worth
//! compressing, and `manifest.json` says what is called what.

mod arguments;
mod compression;
mod fault;
mod glue;
mod lowering;
mod manifest;
mod module;
mod places;
mod program;
mod script;
mod site;
mod stamp;
mod styles;

use std::process::ExitCode;
use std::time::Instant;

use arguments::{Arguments, HELP};
use fault::Outcome;
use manifest::Manifest;
use module::MODULES;
use places::Places;
use site::Site;

fn main() -> ExitCode {
    let outcome = Arguments::parse(std::env::args().skip(1)).and_then(|arguments| match arguments {
        Some(arguments) => bundle(&arguments),
        None => {
            eprint!("{HELP}");
            Ok(())
        }
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("bundle: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn bundle(arguments: &Arguments) -> Outcome<()> {
    let places = Places::new(arguments)?;
    if arguments.release {
        stamp::forget_all(&places)?;
    }
    for module in MODULES {
        timed(&format!("{}, from Rust to WebAssembly", module.package), || glue::make(&places, module))?;
        timed("lowering to WebAssembly 1.0", || lowering::make(&places, module))?;
    }
    timed("scripts", || script::make(&places))?;
    timed("style sheets", || styles::make(&places))?;
    timed("site folder", || lay_out(&places))
}

/// The manifest is written last: whoever reads it finds everything it names.
fn lay_out(places: &Places) -> Outcome<()> {
    let mut site = Site::new(&places.out)?;
    let manifest = Manifest::gather(places, &mut site)?;
    site.write()?;
    manifest.write(&mut site)?;
    site.remove_leftovers()?;
    site.report();
    Ok(())
}

fn timed(step: &str, work: impl FnOnce() -> Outcome<()>) -> Outcome<()> {
    let start = Instant::now();
    work()?;
    eprintln!("bundle: {step}: {:.1} s", start.elapsed().as_secs_f32());
    Ok(())
}
