//! Where requests wait while a build runs.

use std::time::Duration;

use tokio::sync::watch;

/// Open, or closed while a build runs. Opened and closed from any thread, passed by requests.
#[derive(Debug)]
pub struct Gate {
    open: watch::Sender<bool>,
}

impl Gate {
    /// A gate that is open: there are files to show.
    pub fn opened() -> Self {
        Self { open: watch::Sender::new(true) }
    }

    /// A gate that is closed: the first build has not ended.
    pub fn closed() -> Self {
        Self { open: watch::Sender::new(false) }
    }

    /// A build begins.
    pub fn close(&self) {
        self.open.send_replace(false);
    }

    /// A build has ended, well or not.
    pub fn open(&self) {
        self.open.send_replace(true);
    }

    /// Waits until it is open, but not longer than `limit`: old files are better than a page that hangs.
    pub async fn pass(&self, limit: Duration) {
        let mut receiver = self.open.subscribe();
        // The sender lives in `self`, so only the time limit can end this early.
        let _ = tokio::time::timeout(limit, receiver.wait_for(|open| *open)).await;
    }
}
