//! Reports coming in and being followed, through the ports and through the JSON API, over a real
//! database and a real vault in a temporary folder.

mod api;
mod api_bad_input;
mod api_document;
mod house;
mod media;
mod repetition;
mod sample;
mod submissions;
mod tracking;
