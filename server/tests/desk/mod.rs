//! The desk through its door: who may do what, what is shown to whom, how people get in.

mod accounts;
mod audit;
mod batch;
mod casework;
mod custody;
mod due;
mod identity;
mod lapsed;
mod letters;
mod many;
mod office;
mod rewards;
mod risks;
mod roles;
mod scope;
mod second_factor;
mod sign_in;
mod stuck;
mod supervision;
mod transfers;
