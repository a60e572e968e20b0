//! Processors for the server and its database, and one for the people: a crowd comes from elsewhere, and must not take from the
//! server what it answers with.

use rustix::process::Pid;
use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

use crate::Failure;

/// The processors of this machine, parted.
pub struct Processors {
    server: CpuSet,
    people: CpuSet,
}

impl Processors {
    /// The last one for the people, and all others for the server.
    pub fn parted() -> Result<Self, Failure> {
        let mut server = sched_getaffinity(None)?;
        let last = (0..CpuSet::MAX_CPU).rev().find(|processor| server.is_set(*processor));
        let last =
            last.filter(|_| server.count() > 1).ok_or("a crowd needs a processor besides the server's")?;
        server.unset(last);
        let mut people = CpuSet::new();
        people.set(last);
        Ok(Self { server, people })
    }

    /// What this thread starts from now on is the server's.
    pub fn start_server(&self) -> Result<(), Failure> {
        Ok(sched_setaffinity(None, &self.server)?)
    }

    /// So are these processes, and what they start.
    pub fn give_server(&self, processes: &[i32]) -> Result<(), Failure> {
        for process in processes.iter().filter_map(|process| Pid::from_raw(*process)) {
            sched_setaffinity(Some(process), &self.server)?;
        }
        Ok(())
    }

    /// What this thread does itself is what people do.
    pub fn be_people(&self) -> Result<(), Failure> {
        Ok(sched_setaffinity(None, &self.people)?)
    }

    /// How many the server has.
    pub fn of_server(&self) -> u32 {
        self.server.count()
    }
}
