//! What the program is made of: whole packages of one registry, under licences that let everybody use and change it.

use std::process::Command;

use spdx::{Expression, LicenseReq, ParseMode};

use super::{read, root};

/// They ask for no more than to be named, and to be passed on with their text.
const LICENCES: [&str; 8] =
    ["Apache-2.0", "BSD-3-Clause", "CDLA-Permissive-2.0", "ISC", "MIT", "Unicode-3.0", "Unlicense", "Zlib"];

fn is_permissive(licence: &LicenseReq) -> bool {
    let named = licence.license.id().is_some_and(|id| LICENCES.contains(&id.name));
    named && licence.addition.is_none()
}

#[test]
fn every_package_is_of_one_registry_and_its_bytes_are_known() {
    let lock = read(&root().join("Cargo.lock"));
    let packages: Vec<_> = lock.split("[[package]]").skip(1).collect();
    let of = |package: &str, key: &str| {
        let line = package.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "));
        line.map(str::to_owned)
    };
    let (ours, others): (Vec<_>, Vec<_>) =
        packages.into_iter().partition(|package| package.contains("\nname = \"enrol\"\n"));
    assert!(ours.len() == 1 && others.len() > 100, "{}", others.len());
    let registry = of(others[0], "source");
    assert!(registry.as_ref().is_some_and(|source| source.starts_with("\"registry+")), "{registry:?}");
    for package in others {
        assert_eq!(of(package, "source"), registry, "{package}");
        assert!(of(package, "checksum").is_some_and(|sum| sum.len() == 66), "{package}");
    }
}

#[test]
fn every_licence_lets_everybody_use_and_change_the_program() {
    let told = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--offline", "--edges", "normal,build", "--prefix", "none"])
        .args(["--format", "{p}\t{l}"])
        .current_dir(root())
        .output()
        .expect("cargo");
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let told = String::from_utf8(told.stdout).expect("a text");
    let packages: Vec<_> = told.lines().filter_map(|line| line.split_once('\t')).collect();
    assert!(packages.len() > 100, "{told}");
    for (package, licence) in packages {
        // A star says that the package was there before.
        let licence = licence.trim_end_matches(" (*)");
        let licence = Expression::parse_mode(licence, ParseMode::LAX).expect(package);
        assert!(licence.evaluate(is_permissive), "{package}: {licence}");
    }
    let copyleft = Expression::parse("MIT AND GPL-3.0-only").expect("an expression");
    assert!(!copyleft.evaluate(is_permissive), "the test finds nothing");
}
