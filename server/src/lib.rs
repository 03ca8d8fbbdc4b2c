//! What runs: capabilities behind the domain's ports, and the doors people and programs come in by.

pub mod accounts;
pub mod assemble;
pub mod casework;
pub mod clock;
pub mod command;
pub mod data_folder;
pub mod doors;
pub mod forwarding;
pub mod intake;
pub mod jobs;
pub mod keys;
pub mod library;
pub mod media;
pub mod services;
pub mod settings;
pub mod tracking;
