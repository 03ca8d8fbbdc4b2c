//! Hand-over to 12315 and the jobs that carry it, over a real database and a gateway on this machine.

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
