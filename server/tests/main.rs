//! The portal through its front door: the real router and services over a real database, in this
//! process. One binary, so that it is linked once.

#![cfg(test)]

mod check;
mod collecting;
mod command;
mod content;
mod desk;
mod field;
mod forwarding;
mod intake;
mod law;
mod library;
mod page;
mod portal;
mod questions;
mod quiz;
mod reaction;
mod reading;
mod report;
mod sheet;
mod simulation;
mod street;
