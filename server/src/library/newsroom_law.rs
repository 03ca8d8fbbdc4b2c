use domain::newsroom::workflow::NewsroomLaw;

use super::fault::Fault;
use super::shelf::Shelf;
use super::toml_file;

pub const FILE: &str = "laws/newsroom.toml";

/// The newsroom's rules, terms and public reasons.
///
/// # Errors
/// What is wrong in the file, with its line.
pub fn newsroom_law(shelf: &Shelf) -> Result<NewsroomLaw, Fault> {
    let file = shelf.text(FILE)?;
    toml_file::parse(&file.label, &file.text, 1).map(NewsroomLaw::new)
}
