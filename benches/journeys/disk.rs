//! How fast the disk is just now: durable figures can only be compared together with it.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

/// How often a second 4 KiB can be written over and synced, one after the other.
pub fn syncs_per_second(directory: &Path) -> std::io::Result<u64> {
    use std::io::{Seek, SeekFrom};
    const LENGTH: Duration = Duration::from_secs(1);

    let path = directory.join("syncs");
    let mut file = OpenOptions::new().create(true).truncate(true).write(true).open(&path)?;
    file.write_all(&[0; 4096])?;
    file.sync_all()?;
    let (started, mut count) = (Instant::now(), 0);
    while started.elapsed() < LENGTH {
        file.seek(SeekFrom::Start(0))?;
        file.write_all(&[1; 4096])?;
        file.sync_data()?;
        count += 1;
    }
    std::fs::remove_file(path)?;
    Ok(count)
}
