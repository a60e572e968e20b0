//! Many spellings of addresses that must not be reached.

use super::{DestinationPolicy, InvalidUrl, is_public};

const PORTS: [u16; 2] = [443, 8443];

fn check(text: &str, private: bool) -> Result<url::Url, InvalidUrl> {
    super::check(text, DestinationPolicy { private, ports: &PORTS })
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn every_spelling_of_a_private_host_is_refused() {
    for text in [
        "https://127.0.0.1/x",
        "https://127.1",
        "https://127.0.1",
        "https://2130706433",
        "https://0x7f000001",
        "https://0x7f.0.0.1",
        "https://0177.0.0.1",
        "https://017700000001",
        "https://127.0.0.1.",
        "https://127.255.255.254:8443",
        "https://１２７.0.0.1",
        "https://127。0。0。1",
        "https://①②⑦.0.0.1",
        "https://0",
        "https://0.0.0.0",
        "https://0.1.2.3",
        "https://10.0.0.1",
        "https://10.255.255.255",
        "https://012.0.0.1",
        "https://172.16.0.1",
        "https://172.31.255.255",
        "https://192.168.1.1",
        "https://0xc0a80101",
        "https://169.254.169.254/latest/meta-data",
        "https://0xa9fea9fe",
        "https://2852039166",
        "https://169.254.43518",
        "https://100.64.0.1",
        "https://100.100.100.200",
        "https://100.127.255.255",
        "https://168.63.129.16",
        "https://192.0.0.192",
        "https://192.0.2.1",
        "https://192.88.99.1",
        "https://198.18.0.1",
        "https://198.19.255.255",
        "https://198.51.100.1",
        "https://203.0.113.1",
        "https://224.0.0.1",
        "https://239.255.255.255",
        "https://240.0.0.1",
        "https://255.255.255.255",
        "https://[::]",
        "https://[::1]",
        "https://[0:0:0:0:0:0:0:1]",
        "https://[0000::0001]:8443",
        "https://[::ffff:127.0.0.1]",
        "https://[::ffff:7f00:1]",
        "https://[::ffff:8.8.8.8]",
        "https://[::127.0.0.1]",
        "https://[::7f00:1]",
        "https://[::8.8.8.8]",
        "https://[64:ff9b::127.0.0.1]",
        "https://[64:ff9b::a9fe:a9fe]",
        "https://[64:ff9b::8.8.8.8]",
        "https://[64:ff9b:1::10.0.0.1]",
        "https://[100::1]",
        "https://[2001::1]",
        "https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
        "https://[2001:2::1]",
        "https://[2001:10::1]",
        "https://[2001:20::1]",
        "https://[2001:db8::1]",
        "https://[2002:7f00:1::]",
        "https://[2002:a9fe:a9fe::1]",
        "https://[2002:808:808::1]",
        "https://[3fff::1]",
        "https://[5f00::1]",
        "https://[fc00::1]",
        "https://[fd00:ec2::254]",
        "https://[fdff::1]",
        "https://[fe80::1]",
        "https://[febf::1]",
        "https://[fec0::1]",
        "https://[ff02::1]",
        "https://[ff0e::1]",
        "https://localhost",
        "https://LOCALHOST",
        "https://localhost.",
        "https://a.localhost",
        "https://loc\u{ad}alhost",
        "https://ｌｏｃａｌｈｏｓｔ",
    ] {
        assert_eq!(check(text, false).map(|_| ()), Err(InvalidUrl::Private), "{text}");
    }
}

#[test]
fn what_is_no_address_of_its_own_is_refused_whatever_the_setting() {
    for text in [
        "",
        "example.com/x",
        "//example.com",
        "https:example.com",
        "https:///example.com",
        "https:\\\\example.com",
        "https://",
        "https://user@example.com",
        "https://example.com@127.0.0.1",
        "https://127.0.0.1@example.com",
        "https://user:pw@example.com",
        "https://@example.com",
        "https://example.com#x",
        "https://exa mple.com",
        "https://example.com/\r\nHost: x",
        "https://[fe80::1%25eth0]",
        "https://[::1",
        "https://1.2.3.4.5",
        "https://256.0.0.1",
        "https://0x100000000",
        "https://example.com:99999",
        "ftp://example.com",
        "file:///etc/passwd",
        "gopher://example.com",
        "unix:///run/docker.sock",
        "javascript://example.com",
        "http://example.com",
        "http://10.0.0.1",
        "http://8.8.8.8",
        "HTTP://example.com",
    ] {
        assert!(check(text, false).is_err(), "{text:?}");
        assert!(check(text, true).is_err(), "{text:?}");
    }
    assert!(check(&format!("https://example.com/{}", "x".repeat(2100)), true).is_err());
}

#[test]
fn only_the_ports_that_are_allowed_are_taken() {
    for text in [
        "https://example.com:80",
        "https://example.com:22/x",
        "https://8.8.8.8:6379",
        "https://[2606:4700::1]:1",
    ] {
        assert_eq!(check(text, false).map(|_| ()), Err(InvalidUrl::Port), "{text}");
        assert!(check(text, true).is_ok(), "{text}");
        let any = DestinationPolicy { private: false, ports: &[80, 22, 6379, 1] };
        assert!(super::check(text, any).is_ok(), "{text}");
    }
}

#[test]
fn the_public_internet_is_taken_and_this_machine_in_development() {
    for text in [
        "https://example.com",
        "https://example.com:8443/hook?key=1",
        "https://8.8.8.8",
        "https://[2606:4700:4700::1111]",
        "https://localhost.example.com",
        "https://münchen.example",
    ] {
        assert!(check(text, false).is_ok(), "{text}");
    }
    for text in ["http://127.0.0.1:9/x", "http://localhost:9", "http://[::1]:9", "https://10.0.0.1"] {
        assert!(check(text, false).is_err(), "{text}");
        assert!(check(text, true).is_ok(), "{text}");
    }
}

#[test]
fn neighbours_of_special_addresses_are_public() {
    for ip in [
        "1.0.0.0",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2000::1",
        "2001:200::1",
        "2001:4860:4860::8888",
        "2003::1",
        "3ffe::1",
    ] {
        assert!(is_public(ip.parse().expect("an address")), "{ip}");
    }
}
