//! The outbox at work: jobs that were written in the same transaction as what they are about are
//! run later, again and again if need be, and never lost.
//!
//! **Invariant:** a job leaves the table only as done. One that was tried as often as makes sense
//! stays on the stuck list until a person sends it off again.
//!
//! A worker holds a job by a lease. If the worker dies, the lease runs out and another one takes
//! the job, so a handler may see the same job twice: the job's id is what tells the other side
//! that it is the same one.

mod bell;
mod delay;
mod handler;
mod worker;

pub use bell::Bell;
pub use delay::delay;
pub use handler::{Attempt, Handler, Outcome};
pub use worker::{Pace, Worker};
