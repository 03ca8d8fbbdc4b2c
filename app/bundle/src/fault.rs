//! Why a bundle could not be made, in words for the person at the terminal.

use std::fmt::{self, Display};

#[derive(Debug)]
pub struct Fault(String);

pub type Outcome<T> = Result<T, Fault>;

impl Fault {
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }
}

impl Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Says what was being done when something failed.
pub trait While<T> {
    fn during(self, what: impl Display) -> Outcome<T>;
}

impl<T, E: Display> While<T> for Result<T, E> {
    fn during(self, what: impl Display) -> Outcome<T> {
        self.map_err(|error| Fault::new(format!("{what}: {error:#}")))
    }
}
