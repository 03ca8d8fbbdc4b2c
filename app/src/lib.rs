//! What people see.
//!
//! `pages` and `parts` are drawn on the server only; `islands` is the only code that becomes
//! WebAssembly. A page is a function of plain data: it never fetches, and never sees SQL.

// A page is one deep type; the receipt is deeper than the compiler looks by itself.
#![recursion_limit = "256"]

#[cfg(feature = "ssr")]
pub mod frame;
pub mod islands;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod parts;

#[cfg(feature = "ssr")]
pub use frame::{Assets, Frame, Mode, ModuleFiles, Preview, RemarkBox};

/// Called by the start script before it wakes the islands of the page.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
