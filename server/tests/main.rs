//! The portal through its front door: the real router and services over a real database, in this
//! process. One binary, so that it is linked once.

#![cfg(test)]

mod desk;
mod forwarding;
mod intake;
mod library;
mod page;
mod portal;
mod reading;
mod report;
mod sheet;
