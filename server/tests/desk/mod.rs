//! The desk through its door: who may do what, what is shown to whom, how people get in.

mod accounts;
mod batch;
mod casework;
mod identity;
mod office;
mod roles;
mod scope;
mod second_factor;
mod sign_in;
mod stuck;
