use std::path::Path;

use domain::site::Site;
use typeset::Fault;

use super::shelf::File;
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
