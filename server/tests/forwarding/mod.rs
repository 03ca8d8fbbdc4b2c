//! Hand-over to 12315 and the jobs that carry it, over a real database and a gateway on this machine.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]

mod batch;
mod broken_files;
mod callbacks;
mod gateway;
mod house;
mod jobs;
mod links;
mod packet;
mod receiver;
mod schemas;
mod stuck;
