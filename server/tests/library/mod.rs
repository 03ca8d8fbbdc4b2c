//! Content files: what the check finds, and what happens when they change.

mod check;
mod newsroom;
mod numbers;
mod reload;
