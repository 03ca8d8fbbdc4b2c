//! Chosen files, kept on the phone until their form is sent (`photo_store.js`).

use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

#[wasm_bindgen(module = "/src/islands/photo_store.js")]
extern "C" {
    /// Keeps the file of an input under a slot.
    pub fn keep(slot: u32, input: &Element);
    /// Puts a kept file back into an input, which hears of it as of a choice.
    pub fn restore(slot: u32, input: &Element);
    pub fn drop_one(slot: u32);
    /// Forgets every file kept on this phone.
    pub fn drop_all();
}
