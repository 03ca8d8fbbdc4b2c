//! Village officers' phones, through the router.

mod binding;
pub mod crew;
mod keeping;
mod outlets;
mod pages;
mod photos;
mod reports;
mod tus;
