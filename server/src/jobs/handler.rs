use async_trait::async_trait;
use jiff::Timestamp;
use storage::{Job, JobKind};

/// Does the work of one kind of job.
#[async_trait]
pub trait Handler: Send + Sync {
    fn kind(&self) -> JobKind;

    /// Whether its jobs take no time: then many are taken, and written off, together.
    fn is_light(&self) -> bool {
        false
    }

    /// Must bear being called again for a job it has already done: the worker may have died before
    /// it could note the success.
    async fn run(&self, job: &Job, attempt: Attempt) -> Outcome;
}

/// Which try this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Counted from 1.
    pub number: u32,
    /// After this one the job waits for a person.
    pub last: bool,
    pub at: Timestamp,
}

/// What came of a try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// Try again after the usual delay, and not before the moment the other side asked for.
    Again {
        why: String,
        not_before: Option<Timestamp>,
    },
    /// Nothing could be tried yet: look again then. It counts as no try, however often it happens.
    Later {
        why: String,
        at: Timestamp,
    },
    /// Trying again is of no use; a person must look.
    Stuck {
        why: String,
    },
}

impl Outcome {
    #[must_use]
    pub fn again(why: impl Into<String>) -> Self {
        Self::Again { why: why.into(), not_before: None }
    }

    pub(super) fn label(&self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Again { .. } => "again",
            Self::Later { .. } => "later",
            Self::Stuck { .. } => "stuck",
        }
    }
}
