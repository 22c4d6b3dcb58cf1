//! The signals that ask the server to stop.

use std::io;

use tokio::signal;

/// The signals that ask the server to stop.
pub struct Stop {
    #[cfg(unix)]
    interrupt: signal::unix::Signal,
    #[cfg(unix)]
    terminate: signal::unix::Signal,
}

impl Stop {
    /// From here on the signals no longer end the process by themselves.
    pub fn listen() -> io::Result<Self> {
        #[cfg(unix)]
        {
            use signal::unix::{SignalKind, signal};
            Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
        }
        #[cfg(not(unix))]
        Ok(Self {})
    }

    /// Returns when one has come.
    #[cfg(unix)]
    pub async fn asked(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }

    /// Returns when one has come.
    #[cfg(not(unix))]
    pub async fn asked(&mut self) {
        let _ = signal::ctrl_c().await;
    }
}
