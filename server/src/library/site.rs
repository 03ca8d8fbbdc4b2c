use std::path::Path;

use domain::site::Site;
use typeset::Fault;

use super::shelf::{File, Shelf};
use super::{front_matter, toml_file};

/// A site file that lies anywhere.
///
/// # Errors
/// When it cannot be read.
pub fn site_file(path: &Path) -> Result<File, Fault> {
    let label = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| Fault::new(&label, 1, format!("打不开：{error}")))?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(File { label, stem, text })
}

/// A site that a shelf's texts may be read for where nobody serves them: the first of the shelf that is sound, or 云县
/// where it has none. Links begin at the root.
///
/// # Errors
/// Never with the sites that are built in.
pub fn any_site(shelf: &Shelf) -> Result<Site, Vec<Fault>> {
    let read = |shelf: &Shelf, path: &str| read_site(&shelf.text(path).map_err(|fault| vec![fault])?);
    let own = shelf.paths("sites", "toml").into_iter().find_map(|path| read(shelf, &path).ok());
    let site = own.map_or_else(|| read(&Shelf::BuiltIn, "sites/yunxian.toml"), Ok)?;
    Ok(Site { base_path: "/".to_owned(), ..site })
}

/// Reads a site file.
///
/// # Errors
/// Everything wrong with it, each with file and line.
pub fn read_site(file: &File) -> Result<Site, Vec<Fault>> {
    let site: Site = toml_file::parse(&file.label, &file.text, 1).map_err(|fault| vec![fault])?;
    let faults: Vec<Fault> = site
        .faults()
        .into_iter()
        .map(|what| {
            // The words of a fault begin with the key they are about.
            let key = what.split([' ', '.', '中']).next().unwrap_or_default().trim();
            Fault::new(&file.label, front_matter::line_of(&file.text, key), what.clone())
        })
        .collect();
    if faults.is_empty() { Ok(site) } else { Err(faults) }
}
