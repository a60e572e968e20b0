//! Calls to the system that fail while a server runs, as they do on a full or broken disk.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// Lets the calls of a process fail until this is dropped.
pub struct Failing(Child);

impl Failing {
    /// Whether this machine lets one process look at another: some containers do not.
    pub fn is_possible() -> bool {
        let status = Command::new("strace").args(["-o", "/dev/null", "true"]).stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    }

    /// Lets these calls, such as `fsync,fdatasync`, fail with this error, such as `EIO`, from now on.
    pub fn calls(process: u32, calls: &str, error: &str) -> Self {
        let [trace, inject] = [format!("trace={calls}"), format!("inject={calls}:error={error}")];
        let mut strace = Command::new("strace")
            .args(["-f", "-o", "/dev/null", "-e", &trace, "-e", &inject, "-p", &process.to_string()])
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("strace");
        let mut said = BufReader::new(strace.stderr.take().expect("its errors")).lines();
        let attached = said.find(|line| line.as_ref().is_ok_and(|line| line.contains("attached")));
        assert!(attached.is_some(), "strace must be allowed to attach to a process of the same user");
        // It goes on telling of new threads, and would stop at a full pipe.
        std::thread::spawn(move || said.for_each(drop));
        Self(strace)
    }
}

impl Drop for Failing {
    fn drop(&mut self) {
        // Killed outright it could leave a thread stopped.
        let stop = format!("kill -TERM {}", self.0.id());
        let _ = Command::new("sh").args(["-c", &stop]).status();
        let _ = self.0.wait();
    }
}
