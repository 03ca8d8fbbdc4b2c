//! What becomes WebAssembly: one module for residents' forms, another for the newsroom's editor, so that
//! neither carries the other.

pub struct Module {
    /// Of its files, in the work folder and in the site.
    pub name: &'static str,
    pub package: &'static str,
    /// More words for cargo.
    pub features: &'static [&'static str],
    /// Where its script begins, from the root.
    pub start: &'static str,
    /// The file or folder that script is made of.
    pub sources: &'static str,
    /// How the script calls what wasm-bindgen made.
    pub alias: &'static str,
}

pub const ISLANDS: Module = Module {
    name: "yaoan",
    package: "app",
    features: &["--no-default-features", "--features", "hydrate"],
    start: "app/src/islands/start.js",
    sources: "app/src/islands/start.js",
    alias: "yaoan-islands",
};

pub const EDITOR: Module = Module {
    name: "editor",
    package: "preview",
    features: &[],
    start: "public/editor/editor.ts",
    sources: "public/editor",
    alias: "yaoan-preview",
};

pub const MODULES: [&Module; 2] = [&ISLANDS, &EDITOR];
