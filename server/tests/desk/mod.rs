//! The desk through its door: who may do what, what is shown to whom, how people get in.

mod accounts;
mod audit;
mod batch;
mod casework;
mod clues;
mod custody;
mod deputies;
mod due;
mod identity;
mod lapsed;
mod letters;
mod lists;
mod many;
mod office;
mod permissions;
mod rewards;
mod risks;
mod roles;
mod scope;
mod second_factor;
mod sign_in;
mod stale;
mod steps;
mod stuck;
mod supervision;
mod transfers;
