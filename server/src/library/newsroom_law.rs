use domain::newsroom::workflow::NewsroomLaw;
use domain::tending::Indicators;
use typeset::Fault;

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

/// When something on the site is pointed out.
///
/// # Errors
/// What is wrong in the file, with its line.
pub fn indicators(shelf: &Shelf) -> Result<Indicators, Fault> {
    let file = shelf.text_or_built_in("laws/indicators.toml")?;
    toml_file::parse(&file.label, &file.text, 1)
}
