use domain::reaction::NationalForm;
use typeset::Fault;

use super::shelf::Shelf;
use super::toml_file;

/// The national form's fields, and from how many reports on one product on they are urgent.
///
/// # Errors
/// What is wrong in the file, with its line.
pub fn reaction_form(shelf: &Shelf) -> Result<NationalForm, Fault> {
    let file = shelf.text_or_built_in("laws/reaction-form.toml")?;
    let form: NationalForm = toml_file::parse(&file.label, &file.text, 1)?;
    match form.faults().into_iter().next() {
        Some(what) => Err(Fault::new(&file.label, 1, what)),
        None => Ok(form),
    }
}
