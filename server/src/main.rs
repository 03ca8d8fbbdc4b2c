//! The `yaoan` command.

mod memory;

use std::process::ExitCode;

fn main() -> ExitCode {
    memory::give_back_what_is_large();
    server::command::run()
}
