//! Pages, a folder per audience. Each is a function of plain data that draws a whole document.

pub mod check;
pub mod desk;
pub mod home;
pub mod lost;
pub mod officer;
pub mod quiz;
pub mod read;
pub mod report;
pub mod reward;
pub mod track;
