use std::sync::Arc;

use tokio::sync::Notify;

/// Tells a worker of the same process that a job was committed, so that it need not wait for its
/// next look at the table. A lost ring costs that wait and nothing else.
#[derive(Clone, Debug, Default)]
pub struct Bell(Arc<Notify>);

impl Bell {
    pub fn ring(&self) {
        self.0.notify_one();
    }

    /// Returns at once if the bell was rung since the last call.
    pub async fn rung(&self) {
        self.0.notified().await;
    }
}
