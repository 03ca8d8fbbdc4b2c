//! Signed HTTP to a gateway of the province or city, and what it calls back with.

mod address;
mod answer;
mod client;
mod links;
mod message;
mod notice;

pub use address::parse as parse_address;
pub use answer::Answer;
pub use client::GatewayClient;
pub use links::LinkProof;
pub use message::{Attachment, Message};
pub use notice::{NoticeFault, read as read_notice};
