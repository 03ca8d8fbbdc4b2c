use tokio::sync::watch;

/// Tells a worker of the same process that a job was committed, so that it need not wait for its
/// next look at the table.
#[derive(Clone, Debug, Default)]
pub struct Bell(watch::Sender<u64>);

impl Bell {
    pub fn ring(&self) {
        self.0.send_modify(|rings| *rings = rings.wrapping_add(1));
    }

    /// Notices every ring from now on, however many listen.
    pub(super) fn listen(&self) -> watch::Receiver<u64> {
        self.0.subscribe()
    }
}
