//! Settings from every source, right and wrong.

use super::*;

#[expect(clippy::needless_pass_by_value, reason = "shorter to call")]
fn read(options: Options) -> Result<Settings, Vec<String>> {
    Settings::read(&options, &[]).map_err(|errors| errors.0)
}

fn text(value: &str) -> Option<String> {
    value.to_owned().into()
}

fn file(content: &str) -> (tempfile::NamedTempFile, Option<String>) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), content).unwrap();
    let path = file.path().to_str().map(str::to_owned);
    (file, path)
}

#[test]
fn nothing_given_is_enough() {
    let settings = read(Options::default()).unwrap();
    assert_eq!(settings.database_url.file(), Some(Path::new("enrol.db")));
    assert_eq!(settings.key_file, Path::new("enrol.keys"));
    assert_eq!(settings.origin(), "http://127.0.0.1:8080");
    assert!(!settings.secure_cookies() && !settings.allow_private_targets);
    assert_eq!(settings.webhook_ports, [443, 8443]);
    let settings = read(Options { webhook_ports: text("443, 9443,"), ..Options::default() }).unwrap();
    assert_eq!(settings.webhook_ports, [443, 9443]);
}

#[test]
fn flags_win_over_the_file() {
    let (_file, config) = file("listen = \"127.0.0.1:1\"\nmax_connections = 7\nhosts = [\"A\", \"b:1\"]");
    let settings = read(Options { config, listen: text("127.0.0.1:2"), ..Options::default() });
    let settings = settings.unwrap();
    assert_eq!((settings.listen.port(), settings.max_connections), (2, 7));
    assert_eq!(settings.hosts, ["a", "b:1"]);
}

#[test]
fn every_mistake_is_told_at_once() {
    let (_file, config) = file("lisen = 1\nlog_format = \"xml\"");
    let errors = read(Options {
        config,
        listen: text("abc"),
        database_url: text("mysql://root:secret@db"),
        allow_private_targets: text("perhaps"),
        webhook_ports: text("443,https"),
        public_url: text("https://a.example/path"),
        hosts: text("a b"),
        ..Options::default()
    })
    .unwrap_err();
    let names: Vec<_> = errors.iter().filter_map(|line| line.split(':').next()).collect();
    let wrong =
        ["CONFIG", "DATABASE_URL", "LISTEN", "PUBLIC_URL", "HOSTS", "ALLOW_PRIVATE_TARGETS", "WEBHOOK_PORTS"];
    let mut expected: Vec<_> = wrong.map(|name| format!("ENROL_{name}")).into();
    expected.push("ENROL_LOG_FORMAT".to_owned());
    assert_eq!(names, expected);
    assert!(errors[0].ends_with("unknown setting \"lisen\"; did you mean \"listen\"?"), "{}", errors[0]);
    assert_eq!(errors[2], "ENROL_LISTEN: \"abc\" is not an address such as 127.0.0.1:8080");
    assert!(!errors.concat().contains("secret"));
}

#[test]
fn a_broken_file_is_named_without_its_content() {
    let (_file, config) = file("log = \"info\"\ndatabase_url = \"postgres://u:secret@h/d");
    let errors = read(Options { config, ..Options::default() }).unwrap_err();
    assert_eq!(errors.len(), 1);
    assert!(errors[0].starts_with("ENROL_CONFIG: "));
    assert!(errors[0].contains("line 2") && !errors[0].contains("secret"), "{}", errors[0]);
}

#[test]
fn postgres_needs_a_key_file_and_hides_its_password() {
    let database_url = text("postgres://u:secret@h/d");
    let errors = read(Options { database_url: database_url.clone(), ..Options::default() });
    assert!(errors.unwrap_err()[0].starts_with("ENROL_KEY_FILE: "));
    let key_file = text("/k");
    let settings = read(Options { database_url, key_file, ..Options::default() }).unwrap();
    assert!(settings.database_url.file().is_none());
    assert!(!format!("{settings:?}").contains("secret"));
}

#[test]
fn a_database_may_have_several_hosts() {
    for (url, fits) in [
        ("postgres://u:p@a:5432,b:5433/d?target_session_attrs=read-write", true),
        ("postgres://a,[::1]:5433?dbname=d", true),
        ("postgres://u:p@a:5432,b:port/d", false),
        ("postgres://u:p@a:5432,b:99999/d", false),
    ] {
        assert_eq!(DatabaseUrl::parse(url).is_some(), fits, "{url}");
    }
}

#[test]
fn a_public_url_is_an_origin_as_browsers_spell_it() {
    let of = |url: &str| read(Options { public_url: text(url), ..Options::default() });
    let settings = of("HTTPS://Signup.Example:443/").unwrap();
    assert_eq!(settings.origin(), "https://signup.example");
    assert!(settings.secure_cookies());
    for url in ["https://a/b", "https://a?b", "https://u@a", "https://a#", "ftp://a", "a.example"] {
        assert!(of(url).is_err(), "{url}");
    }
    let everywhere = Options { listen: text("0.0.0.0:80"), ..Options::default() };
    assert!(read(everywhere).unwrap_err()[0].starts_with("ENROL_PUBLIC_URL: "));
}

#[test]
fn a_gateway_is_reached_safely_and_its_token_is_never_shown() {
    let of = |url: &str, token: Option<&str>, anywhere: Option<&str>| {
        let (sms_url, sms_token) = (text(url), token.and_then(text));
        read(Options {
            sms_url,
            sms_token,
            allow_private_targets: anywhere.and_then(text),
            ..Options::default()
        })
    };
    let token = Some("q9token7x");
    for url in [
        "https://sms.example/send?from=A",
        "https://10.0.0.7/send",
        "http://127.0.0.1:9/",
        "http://localhost:9",
    ] {
        let settings = of(url, token, None).expect(url);
        assert!(!format!("{settings:?}").contains("q9token7x"));
        let (address, sent) = settings.sms.as_ref().and_then(Sms::gateway).expect("a gateway");
        assert_eq!((address.as_str().trim_end_matches('/'), sent), (url.trim_end_matches('/'), token));
    }
    assert!(of("http://sms.internal/", token, Some("yes")).is_ok());
    assert_eq!(of("console:", None, None).expect("settings").sms, Some(Sms::Console));
    assert_eq!(read(Options::default()).expect("settings").sms, None);
    for url in [
        "http://sms.example/",
        "https://u:q9token7x@sms.example/",
        "https://sms.example/#a",
        "ftp://a/",
        "console",
    ] {
        let errors = of(url, None, None).expect_err(url);
        assert!(errors[0].starts_with("ENROL_SMS_URL: ") && !errors[0].contains("q9token7x"), "{errors:?}");
    }
    for (url, token) in [("console:", "q9token7x"), ("https://a.example/", "q9 token7x"), ("", "q9token7x")] {
        let errors = of(url, Some(token), None).expect_err(url);
        assert!(errors[0].starts_with("ENROL_SMS_TOKEN: ") && !errors[0].contains("token7x"), "{errors:?}");
    }
}

#[test]
fn a_gateways_token_may_be_in_a_file() {
    let (_file, sms_token_file) = file("q9token7x\n");
    let options = Options { sms_url: text("https://a.example/"), sms_token_file, ..Options::default() };
    let settings = read(options.clone()).expect("settings");
    assert_eq!(settings.sms.as_ref().and_then(Sms::gateway).and_then(|(_, token)| token), Some("q9token7x"));
    let errors = read(Options { sms_token: text("b"), ..options }).expect_err("both");
    assert!(errors[0].starts_with("ENROL_SMS_TOKEN_FILE: is given beside ENROL_SMS_TOKEN"), "{errors:?}");
}
