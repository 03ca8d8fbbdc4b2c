//! What runs: capabilities behind the domain's ports, and the doors people and programs come in by.

pub mod accounts;
pub mod assemble;
pub mod audit;
pub mod casework;
pub mod clock;
pub mod command;
pub mod data_folder;
pub mod deadlines;
pub mod doors;
pub mod forwarding;
pub mod intake;
pub mod jobs;
pub mod keys;
pub mod ledgers;
pub mod letters;
pub mod library;
pub mod media;
pub mod newsroom;
pub mod rewards;
pub mod risks;
pub mod services;
pub mod settings;
pub mod simulation;
pub mod supervision;
pub mod tracking;
pub mod transfers;
