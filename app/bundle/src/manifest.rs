//! `manifest.json`: what the server reads to know the names of this build.

use serde_json::json;

use crate::fault::{Outcome, While};
use crate::module::{EDITOR, ISLANDS, Module, SCAN};
use crate::places::{Places, read};
use crate::site::Site;
use crate::styles::SHEETS;

pub const FILE: &str = "manifest.json";

pub struct Manifest {
    islands: Files,
    editor: Files,
    scan: Files,
    sheets: [String; 5],
    officer_js: String,
    officer_photo_js: String,
    ahead_js: String,
}

/// Names of a module and its script.
struct Files {
    js: String,
    wasm: String,
}

impl Files {
    fn of(module: &Module, places: &Places, site: &mut Site) -> Outcome<Self> {
        let stem = format!("pkg/{}", module.name);
        Ok(Self {
            js: site.add_hashed(&stem, "js", read(&places.script(module))?),
            wasm: site.add_hashed(&stem, "wasm", read(&places.lowered(module))?),
        })
    }
}

impl Manifest {
    /// Puts every made part and everything of public/ into the site and notes the names.
    pub fn gather(places: &Places, site: &mut Site) -> Outcome<Self> {
        let islands = Files::of(&ISLANDS, places, site)?;
        let editor = Files::of(&EDITOR, places, site)?;
        let scan = Files::of(&SCAN, places, site)?;
        let mut sheets = SHEETS.map(str::to_owned);
        for sheet in &mut sheets {
            *sheet = site.add_hashed(&format!("css/{sheet}"), "css", read(&places.sheet(sheet))?);
        }
        let officer_js = site.add_hashed("pkg/officer", "js", read(&places.officer_script("page"))?);
        // A worker is kept for offline only where it lies inside the scope of the one that keeps.
        let officer_photo_js =
            site.add_hashed("officer/pkg/photo", "js", read(&places.officer_script("photo_worker"))?);
        let ahead_js = site.add_hashed("pkg/ahead", "js", read(&places.ahead_script())?);
        // A worker keeps its address for ever; the server writes in front of it what it keeps.
        site.add("officer/sw.js", read(&places.officer_script("worker"))?);
        site.add("sw.js", read(&places.reader_worker())?);
        site.add_folder(&places.public())?;
        Ok(Self { islands, editor, scan, sheets, officer_js, officer_photo_js, ahead_js })
    }

    pub fn write(&self, site: &mut Site) -> Outcome<()> {
        let [public_css, desk_css, form_css, officer_css, heard_css] = &self.sheets;
        let manifest = json!({
            "islands_js": self.islands.js,
            "islands_wasm": self.islands.wasm,
            "editor_js": self.editor.js,
            "editor_wasm": self.editor.wasm,
            "scan_js": self.scan.js,
            "scan_wasm": self.scan.wasm,
            "public_css": public_css,
            "desk_css": desk_css,
            "form_css": form_css,
            "officer_css": officer_css,
            "heard_css": heard_css,
            "officer_js": self.officer_js,
            "officer_photo_js": self.officer_photo_js,
            "ahead_js": self.ahead_js,
            "files": site.paths(),
        });
        site.add(FILE, serde_json::to_vec_pretty(&manifest).during(FILE)?);
        site.write()
    }
}
