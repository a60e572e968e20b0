//! A program that is not ours and listens while a test needs it: silent, and gone with what holds it.

use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use super::until;

/// A running program; it ends when this is dropped.
pub struct Daemon(Child);

impl Daemon {
    /// Starts the program, and waits until it listens at this address.
    pub async fn start(command: &mut Command, address: &str) -> Self {
        let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let daemon = Self(quiet.spawn().expect("a program that starts"));
        until("it listens", || async { TcpStream::connect(address).is_ok() }).await;
        daemon
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
