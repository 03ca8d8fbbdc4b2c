//! Pages, a folder per subject. Each is a function of plain data that draws a whole document.

pub mod ask;
pub mod check;
pub mod desk;
pub mod home;
pub mod lost;
pub mod numbers;
pub mod officer;
pub mod outlets;
pub mod quiz;
pub mod reaction;
pub mod read;
pub mod report;
pub mod reward;
pub mod take_back;
pub mod track;
