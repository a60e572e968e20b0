//! The key file: TOML that only its owner and its group can read, replaced as a whole.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt, fchown};
use std::path::{Path, PathBuf};

use rustix::process::{Gid, getegid, getgroups};
use zeroize::Zeroizing;

use super::error::KeyFileError;
use super::hidden::random;

/// Reads a key file's text, unless others may read it too.
pub(super) fn read(path: &Path) -> Result<Zeroizing<String>, KeyFileError> {
    let io = |error| KeyFileError::Io(path.to_owned(), error);
    let mut file = File::open(path).map_err(io)?;
    let metadata = file.metadata().map_err(io)?;
    if !is_private(metadata.mode(), metadata.gid(), &groups()) {
        return Err(KeyFileError::Exposed(path.to_owned()));
    }
    let mut text = Zeroizing::new(String::new());
    file.read_to_string(&mut text).map_err(io)?;
    Ok(text)
}

/// Whether a file of this mode and group is for its owner alone, or may also be read in a group that
/// we are in: that is how secrets are mounted into containers.
fn is_private(mode: u32, group: u32, ours: &[u32]) -> bool {
    let open = mode & 0o777 & !0o700;
    open == 0 || (open == 0o040 && ours.contains(&group))
}

/// The groups that this process is in.
fn groups() -> Vec<u32> {
    // Where the system does not say, a file that the group can read is refused.
    let others = getgroups().unwrap_or_default();
    others.into_iter().chain([getegid()]).map(Gid::as_raw).collect()
}

/// Makes a key file where there is none, and its directory, for their owner only.
pub(super) fn create(path: &Path, text: &str) -> Result<(), KeyFileError> {
    let io = |error| KeyFileError::Io(path.to_owned(), error);
    if let Some(directory) = directory_of(path) {
        DirBuilder::new().recursive(true).mode(0o700).create(directory).map_err(io)?;
    }
    let file = make(path).map_err(io)?;
    let done = fill(file, text).and_then(|()| sync_directory(path));
    done.inspect_err(|_| drop(fs::remove_file(path))).map_err(io)
}

/// Replaces a key file: whoever reads it finds the old one or the new one, never a part.
pub(super) fn replace(path: &Path, text: &str) -> Result<(), KeyFileError> {
    let beside = beside(path);
    make(&beside)
        .and_then(|file| {
            // Whoever could read the old one needs the new one too.
            let old = fs::metadata(path)?;
            fchown(&file, None, Some(old.gid()))?;
            file.set_permissions(Permissions::from_mode(old.mode() & 0o640))?;
            fill(file, text)
        })
        .and_then(|()| fs::rename(&beside, path))
        .inspect_err(|_| drop(fs::remove_file(&beside)))
        .and_then(|()| sync_directory(path))
        .map_err(|error| KeyFileError::Io(path.to_owned(), error))
}

fn make(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

fn fill(mut file: File, text: &str) -> io::Result<()> {
    file.write_all(b"# Enrol's keys. Without them the database cannot be read: keep a copy.\n")?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// A name in the same directory that nobody else uses.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{:016x}", u64::from_be_bytes(random())));
    PathBuf::from(name)
}

/// Makes the new name of a file durable too.
fn sync_directory(path: &Path) -> io::Result<()> {
    File::open(directory_of(path).unwrap_or(Path::new(".")))?.sync_all()
}

/// The directory that a path names, if it names one.
fn directory_of(path: &Path) -> Option<&Path> {
    path.parent().filter(|directory| !directory.as_os_str().is_empty())
}

#[cfg(test)]
mod tests {
    use super::is_private;

    #[test]
    fn a_group_of_ours_may_read_and_nobody_else_anything() {
        for (mode, fine) in [
            (0o600, true),
            (0o400, true),
            (0o440, true),
            (0o640, true),
            (0o100_640, true),
            (0o660, false),
            (0o650, false),
            (0o644, false),
            (0o444, false),
            (0o604, false),
            (0o602, false),
            (0o601, false),
        ] {
            assert_eq!(is_private(mode, 7, &[3, 7]), fine, "{mode:o}");
        }
        assert!(!is_private(0o440, 8, &[3, 7]));
        assert!(is_private(0o400, 8, &[3, 7]), "whose group it is does not matter then");
    }
}
