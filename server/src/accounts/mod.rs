//! Who works here: passwords, second factors, sessions, and the accounts of a demonstration.

mod change;
mod demo;
mod deputies;
mod directory;
mod new_staff;
pub(crate) mod password;
mod second_factor;
mod sign_in;
pub(crate) mod throttle;
pub(crate) mod token;

pub use demo::{DemoAccount, DemoRefused};
pub use directory::Directory;
pub use password::one_time as one_time_password;
