//! Village officers' phones, through the router.

mod binding;
mod crew;
mod keeping;
mod pages;
mod photos;
mod reports;
mod tus;
