use async_trait::async_trait;
use serde::Deserialize;
use storage::{Job, JobKind};
use uuid::Uuid;

use super::Gallery;
use crate::jobs::{Attempt, Handler, Outcome};

/// Runs the jobs that make the copies staff see.
pub struct CopyMaker {
    gallery: Gallery,
}

#[derive(Deserialize)]
struct Payload {
    attachment: Uuid,
}

impl CopyMaker {
    #[must_use]
    pub fn new(gallery: Gallery) -> Self {
        Self { gallery }
    }
}

#[async_trait]
impl Handler for CopyMaker {
    fn kind(&self) -> JobKind {
        JobKind::MakeShownCopy
    }

    async fn run(&self, job: &Job, _: Attempt) -> Outcome {
        let Ok(payload) = serde_json::from_value::<Payload>(job.payload.clone()) else {
            return Outcome::Stuck { why: "the job names no attachment".to_owned() };
        };
        match self.gallery.make_shown(payload.attachment).await {
            Ok(()) => Outcome::Done,
            Err(error) => Outcome::again(error.to_string()),
        }
    }
}
