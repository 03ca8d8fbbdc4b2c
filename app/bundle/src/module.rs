//! What becomes WebAssembly: one module for residents' forms, one for the newsroom's editor, one for the page
//! that checks numbers, so that none carries another.

pub struct Module {
    /// Of its files, in the work folder and in the site.
    pub name: &'static str,
    pub package: &'static str,
    /// More words for cargo.
    pub features: &'static [&'static str],
    /// Where its script begins, from the root.
    pub start: &'static str,
    /// The files and folders that script is made of.
    pub sources: &'static [&'static str],
    /// How the script calls what wasm-bindgen made.
    pub alias: &'static str,
}

pub const ISLANDS: Module = Module {
    name: "yaoan",
    package: "app",
    features: &["--no-default-features", "--features", "hydrate"],
    start: "app/src/islands/start.js",
    sources: &["app/src/islands/start.js"],
    alias: "yaoan-islands",
};

pub const EDITOR: Module = Module {
    name: "editor",
    package: "preview",
    features: &[],
    start: "public/editor/editor.ts",
    sources: &["public/editor"],
    alias: "yaoan-preview",
};

pub const SCAN: Module = Module {
    name: "scan",
    package: "scan",
    features: &[],
    start: "public/scan/scan.ts",
    sources: &["public/scan", "public/officer/element.ts", "app/src/islands/photo_shrink.js"],
    alias: "yaoan-scan",
};

pub const MODULES: [&Module; 3] = [&ISLANDS, &EDITOR, &SCAN];
