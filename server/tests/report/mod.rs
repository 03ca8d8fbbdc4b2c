//! The report form and what follows, as a browser without JavaScript sees them.

mod ahead;
mod bad_input;
mod follow;
mod form;
mod told;
