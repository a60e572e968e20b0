//! A migration that has landed is never changed: databases out there have run it.

use aws_lc_rs::digest::{SHA256, digest};

use super::{collect, root};

/// Every migration by the SHA-256 of its file. A new one is added here; a line never changes.
const LANDED: &[(&str, &str)] = &[
    ("postgres/0001_start.sql", "f44debbdece35653eb7ad337f1e1c4ebb983e106fe2ed467afc82955ce430560"),
    ("postgres/0002_notifiers.sql", "c37945fb16f2cd71357d53fd039f903969beb6a85c92840c2b9ccb005e9f03b1"),
    ("postgres/0003_instances.sql", "d5ef4ae454add2936eb36e797497912a7a14ad085d12c574f3ec027dc375e389"),
    ("postgres/0004_growth.sql", "98f9e75476036d9db8528327d2abea75b592b7d5279c443df06563e9bbfbf137"),
    ("postgres/0005_names.sql", "e20c0e76f2f64aa326d193c757458cb6489feae56030f82dbe7efe45fe940194"),
    ("postgres/0006_forms.sql", "e288c04c2de79aff73a491ed495a4105dc0a5b41f353bd94d7d0bfcc80a075c4"),
    ("postgres/0007_language.sql", "dee3dcd36beac7b85c6a46105f4c6b38a20797dd587722454be2a4f15b105603"),
    ("postgres/0009_logo.sql", "564d256194e22a861677972896a7ef844d3be6d6e8d972cdd66d2664a35d7529"),
    ("postgres/0011_erasure.sql", "d7124369c2704d266db753141aa59fdb85b2a515b1476152c53967442f3258e6"),
    ("postgres/0013_disputed.sql", "027604e02f1ae49df918dd0d7a19ac0ade02f49d5b055d2c16f88971fa2b2321"),
    ("postgres/0014_resume.sql", "8ebfbe2517512200148c0c4a108e1dc84b2743d8fe5a2c9589b60a1da2bfa03a"),
    ("postgres/0015_lists.sql", "d5dc34acb565b56419d9d5b13438132b7dd7f4a94ddc1952a32cd40c728b2fe8"),
    ("postgres/0016_verification.sql", "9528997c593ee698306fddaa240e41331f77cb99e3c5408fff3ecdda6df83d58"),
    ("postgres/0017_payment.sql", "95a35200ec6c0fe1caa458f8057847aed6b615e388c494d656fd15f15c8c676c"),
    ("postgres/0018_consents.sql", "85a6112f39afdf544c0e4c57111f292e8129f49b5429339daaecafd0fab0ed56"),
    ("postgres/0020_audit.sql", "5ef23418e7fe6613bcc0f045a6ad2dbbafc2317b80d8aeb4cf66a0cd0fb2a5f0"),
    ("postgres/0021_funnel_and_feed.sql", "b2a3ab66a690ca0ea82c42daffe49c0c3992b5ea758aa82a47c3a6f18a61f5ca"),
    ("postgres/0022_seen.sql", "6cf3bbdb5510dbd369f719d1e1490a34c9148cc91982fbf9c486ea704e963527"),
    ("sqlite/0001_start.sql", "5bfd0d6b8fe45131aff57f6c036ca5b25bc6630e9c3df97ec019b73983ba9171"),
    ("sqlite/0002_notifiers.sql", "4981575a4e4bded55f82bbd36cf3868864fc192adf7d8db48a050b0bf514478d"),
    ("sqlite/0003_instances.sql", "4bda9559e030680733988e31c4c326efc9349c5800605f55299f1d4b55de8938"),
    ("sqlite/0004_growth.sql", "248126e9f1f0f33448902d6dffd44b0a3f6b4738dfc2946b291e7b20ab4d5376"),
    ("sqlite/0005_names.sql", "e20c0e76f2f64aa326d193c757458cb6489feae56030f82dbe7efe45fe940194"),
    ("sqlite/0006_forms.sql", "7d74655f8f5b6a66e6d36654cb8a0d22292ea04965bc402511df1bc0aba20015"),
    ("sqlite/0007_language.sql", "dee3dcd36beac7b85c6a46105f4c6b38a20797dd587722454be2a4f15b105603"),
    ("sqlite/0009_logo.sql", "37fcf906955473c7e13ce333dd71ddc37b14a60224210f44bbe87798f5c6eab4"),
    ("sqlite/0011_erasure.sql", "9245255a5e329c2767a8ddcc443dc425d64cee5f1fd50d1b713ee75573a75f88"),
    ("sqlite/0013_disputed.sql", "027604e02f1ae49df918dd0d7a19ac0ade02f49d5b055d2c16f88971fa2b2321"),
    ("sqlite/0014_resume.sql", "31095aab2d9739e5f96872546a0d551e3c00b460d603db5f2b2ff80355a2aa8e"),
    ("sqlite/0015_lists.sql", "70da0ff6c4a46576130d4aa68109a204fb2815cb70a5adfe97ef4c778abfa505"),
    ("sqlite/0016_verification.sql", "fd4f781d487c861f74590ebc472d6ee9ad4f623e99a777c847027c7d670b9099"),
    ("sqlite/0017_payment.sql", "d583e334c11ab39b4848f50fef82a6335c47bd1b2ae845ffba2d09b347c1c95e"),
    ("sqlite/0018_consents.sql", "58db86a7cb5b756985b1dabf9738ba054804dfa6ff6871f37015b35109a2480f"),
    ("sqlite/0020_audit.sql", "2f921d5443f5cfcceefd81e515a7d35d13d2c659de0f115ab7757f87c3011de0"),
    ("sqlite/0021_funnel_and_feed.sql", "04c54e219540fca2168aaab60049e1410bff9a3d0da8b4b9fda8e35bd4623311"),
    ("sqlite/0022_seen.sql", "1391c581ea56e39f0d41b24b5c34e57333155dd1cfa70fd2ad9282bf4ec0c2e3"),
];

#[test]
fn migrations_are_only_ever_added() {
    let directory = root().join("migrations");
    let mut files = Vec::new();
    collect(&directory, "sql", &mut files);
    files.sort();
    let found: Vec<(String, String)> = files
        .iter()
        .map(|file| {
            let name = file.strip_prefix(&directory).expect("below migrations").display().to_string();
            let hash = digest(&SHA256, &std::fs::read(file).expect("a migration"));
            (name, hex(hash.as_ref()))
        })
        .collect();
    let landed: Vec<(String, String)> =
        LANDED.iter().map(|(name, hash)| ((*name).to_owned(), (*hash).to_owned())).collect();
    assert_eq!(found, landed, "leave what has landed as it is, and write the change as the next migration");
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}
