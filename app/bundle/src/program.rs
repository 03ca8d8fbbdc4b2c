//! Running other programs.

use std::io::ErrorKind;
use std::process::Command;

use crate::fault::{Fault, Outcome};

/// Runs to the end with its messages on our terminal. `remedy` says how to get a missing program.
pub fn run(command: &mut Command, remedy: &str) -> Outcome<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Fault::new(format!("{name} failed ({status})"))),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(Fault::new(format!("{name} is missing: {remedy}"))),
        Err(error) => Err(Fault::new(format!("{name} could not be started: {error}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_is_named_with_its_remedy() {
        let fault = run(&mut Command::new("no-such-program-at-all"), "install it").unwrap_err().to_string();
        assert!(fault.contains("no-such-program-at-all is missing: install it"), "{fault}");
    }

    #[test]
    fn a_failing_program_fails_the_step() {
        assert!(run(&mut Command::new("false"), "").unwrap_err().to_string().contains("false failed"));
    }
}
