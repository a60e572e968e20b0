//! Sealing, fingerprints and the key file.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tempfile::TempDir;

use super::*;
use crate::domain::moment::Moment;

fn now() -> Moment {
    Moment::parse("2026-11-23T08:00:00Z").expect("a time")
}

fn vault() -> Vault {
    Vault::new(&KeyRing::generate(now())).expect("a vault")
}

const LABEL: AssociatedData<'_> =
    AssociatedData { source: SourceId(7), kind: "customer", record: b"12", field: "mobile" };

fn path(directory: &TempDir) -> PathBuf {
    directory.path().join("keys.toml")
}

#[test]
fn a_value_opens_at_its_own_place_only() {
    let vault = vault();
    let sealed = vault.seal(&LABEL, b"+4366012345");
    assert_eq!(sealed.len(), 11 + 32);
    assert_eq!(*vault.open(&LABEL, &sealed).expect("opens"), b"+4366012345");
    assert_ne!(vault.seal(&LABEL, b"+4366012345"), sealed, "a nonce of its own");
    for other in [
        AssociatedData { source: SourceId(8), ..LABEL },
        AssociatedData { kind: "subscription", ..LABEL },
        AssociatedData { record: b"1", ..LABEL },
        AssociatedData { record: b"", ..LABEL },
        AssociatedData { field: "email", ..LABEL },
        AssociatedData { kind: "customer1", record: b"2", ..LABEL },
        AssociatedData { record: b"12m", field: "obile", ..LABEL },
    ] {
        assert_eq!(vault.open(&other, &sealed), Err(VaultError::Sealed), "{other:?}");
    }
    assert!(vault.open(&LABEL, &vault.seal(&LABEL, b"")).expect("opens").is_empty());
}

#[test]
fn a_damaged_value_does_not_open() {
    let vault = vault();
    let sealed = vault.seal(&LABEL, b"A");
    for end in 0..sealed.len() {
        assert!(vault.open(&LABEL, &sealed[..end]).is_err(), "cut to {end}");
    }
    for bit in 0..sealed.len() * 8 {
        let mut flipped = sealed.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        assert!(vault.open(&LABEL, &flipped).is_err(), "bit {bit}");
    }
}

#[test]
fn old_values_open_until_their_key_is_removed() {
    let mut ring = KeyRing::generate(now());
    let old = Vault::new(&ring).expect("a vault").seal(&LABEL, b"old");
    let id = ring.add(KeyKind::Encryption, now()).expect("an id");
    assert_eq!(Vault::new(&ring).expect("a vault").sealing_key(), 1, "on standby yet");
    ring.activate(KeyKind::Encryption, id).expect("a key");
    let rotated = Vault::new(&ring).expect("a vault");
    assert_eq!(*rotated.open(&LABEL, &old).expect("opens"), b"old");
    let new = rotated.seal(&LABEL, b"new");
    assert_eq!((Vault::key_id(&old), Vault::key_id(&new)), (Some(1), Some(2)));
    assert_eq!(rotated.sealing_key(), 2);

    let refused = ring.remove(KeyKind::Encryption, 2);
    assert!(matches!(refused, Err(KeyFileError::InUse(KeyKind::Encryption, 2))));
    ring.remove(KeyKind::Encryption, 1).expect("retired");
    let pruned = Vault::new(&ring).expect("a vault");
    assert_eq!(pruned.open(&LABEL, &old), Err(VaultError::UnknownKey(1)));
    assert!(pruned.open(&LABEL, &new).is_ok());
}

#[test]
fn fingerprints_differ_by_each_part() {
    let vault = vault();
    let one = vault.fingerprint("mobile", Some(SourceId(7)), b"12");
    assert!(same(one.as_slice(), vault.fingerprint("mobile", Some(SourceId(7)), b"12").as_slice()));
    for other in [
        vault.fingerprint("email", Some(SourceId(7)), b"12"),
        vault.fingerprint("mobile", Some(SourceId(8)), b"12"),
        vault.fingerprint("mobile", None, b"12"),
        vault.fingerprint("mobile", None, &[&7_i64.to_be_bytes()[..], b"12"].concat()),
        vault.fingerprint("mobile1", Some(SourceId(7)), b"2"),
        self::vault().fingerprint("mobile", Some(SourceId(7)), b"12"),
    ] {
        assert!(!same(one.as_slice(), other.as_slice()));
    }
    assert!(!same(one.as_slice(), &one.as_slice()[..31]));
}

#[test]
fn a_key_file_is_private_and_comes_back_as_it_went() {
    let directory = TempDir::new().expect("a directory");
    let path = path(&directory);
    let mut ring = KeyRing::create(&path, now()).expect("a file");
    assert_eq!(path.metadata().expect("a file").permissions().mode() & 0o777, 0o600);
    assert!(matches!(KeyRing::create(&path, now()), Err(KeyFileError::Io(..))), "never replaced");

    let sealed = Vault::load(&path).expect("a vault").seal(&LABEL, b"plain");
    assert_eq!(ring.add(KeyKind::Encryption, now()).expect("an id"), 2);
    ring.activate(KeyKind::Encryption, 2).expect("a key");
    assert_eq!(ring.add(KeyKind::Signing, now()).expect("an id"), 2);
    let missing = ring.activate(KeyKind::Signing, 3);
    assert!(matches!(missing, Err(KeyFileError::Missing(KeyKind::Signing, 3))));
    ring.save(&path).expect("saved");
    assert_eq!(path.metadata().expect("a file").permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read_dir(directory.path()).expect("a directory").count(), 1);

    let again = KeyRing::load(&path).expect("a ring");
    assert_eq!(again.list(), ring.list());
    let states: Vec<_> = again.list().iter().map(|line| line.state.as_str()).collect();
    assert_eq!(states, ["retired", "active", "active", "standby"]);
    let vault = Vault::new(&again).expect("a vault");
    assert_eq!(*vault.open(&LABEL, &sealed).expect("opens"), b"plain");

    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("set");
    assert!(matches!(Vault::load(&path), Err(KeyFileError::Exposed(_))));
}

#[test]
fn an_unsound_key_file_is_refused_without_being_repeated() {
    let directory = TempDir::new().expect("a directory");
    let path = path(&directory);
    KeyRing::create(&path, now()).expect("a file");
    let good = fs::read_to_string(&path).expect("a file");
    for (from, to) in [
        ("\"active\"", "\"retired\""),
        ("\"active\"", "\"sometimes\""),
        ("id = 1", "id = 0"),
        ("id = 1", "id = -1"),
        ("id = 1", "name = 1"),
        ("key = \"", "key = \"AAAA"),
        ("key = \"", "key = \"%"),
        ("fingerprint", "fingerprints"),
    ] {
        let bad = good.replacen(from, to, 1);
        assert_ne!(bad, good, "{from}");
        fs::write(&path, &bad).expect("written");
        let error = Vault::load(&path).expect_err(to);
        let told = format!("{error} {error:?}");
        for key in keys(&good) {
            assert!(!told.contains(&key), "{told}");
        }
    }
}

/// The keys in a key file, as they are written there.
fn keys(file: &str) -> Vec<String> {
    file.split('"').filter(|part| part.len() == 44).map(str::to_owned).collect()
}

#[test]
fn nothing_prints_a_key() {
    let directory = TempDir::new().expect("a directory");
    let path = path(&directory);
    let ring = KeyRing::create(&path, now()).expect("a file");
    let vault = Vault::new(&ring).expect("a vault");
    let hidden = secret();
    let printed = format!("{ring:?} {ring:#?} {vault:?} {vault:#?} {:?} {hidden:?}", ring.list());
    let keys = keys(&fs::read_to_string(&path).expect("a file"));
    assert_eq!(keys.len(), 3);
    for key in keys {
        let bytes = STANDARD.decode(&key).expect("a key");
        assert!(!printed.contains(&key) && !printed.contains(&format!("{bytes:?}")));
    }
    assert!(printed.ends_with("[hidden]"));
    assert_eq!(hidden.reveal().len(), 43);
    assert_ne!(hidden.reveal(), secret().reveal());
}
