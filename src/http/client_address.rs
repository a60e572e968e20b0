//! Where a request comes from: the address of the client, as limits count it, behind the proxies that are trusted.

use std::convert::Infallible;
use std::fmt;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::Once;

use axum::extract::{FromRequestParts, Request};
use axum::http::header::{FORWARDED, HeaderMap, HeaderName};
use axum::http::request::Parts;
use ipnet::IpNet;

/// What most proxies write, in place of `Forwarded` (RFC 7239).
const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The operator is told once of a proxy that was forgotten.
static NOT_TRUSTED: Once = Once::new();

/// The address at the other end of a connection.
#[derive(Clone, Copy)]
pub(super) struct Peer(pub(super) IpAddr);

/// Where a request comes from; of IPv6 only the network (/64), all of which one subscriber has.
///
/// It is personal data, and is never printed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClientAddress(IpAddr);

impl ClientAddress {
    /// The nearest address that no trusted proxy has: the peer's own, or that which the outermost of the
    /// trusted proxies was called from. What lies beyond that is only what somebody says.
    pub(super) fn of(request: &Request, trusted: &[IpNet]) -> Self {
        // A request that came through no connection, as in tests, comes from nowhere.
        let peer = request.extensions().get::<Peer>().map_or(Ipv6Addr::UNSPECIFIED.into(), |peer| peer.0);
        Self(network(nearest(peer.to_canonical(), request.headers(), trusted)))
    }
}

impl fmt::Debug for ClientAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientAddress(hidden)")
    }
}

impl<S: Send + Sync> FromRequestParts<S> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        // The outermost layer has put it there.
        Ok(parts.extensions.get().copied().unwrap_or(Self(Ipv6Addr::UNSPECIFIED.into())))
    }
}

fn nearest(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(&address));
    if !is_trusted(peer) {
        if is_near(peer) && headers.contains_key(X_FORWARDED_FOR) {
            NOT_TRUSTED.call_once(|| {
                tracing::warn!(
                    "a proxy says for whom it asks, and ENROL_TRUSTED_PROXIES does not name it: all its clients count as one"
                );
            });
        }
        return peer;
    }
    let by_x_forwarded_for = behind(peer, hops(headers, &X_FORWARDED_FOR), address_of_hop, is_trusted);
    let by_forwarded = behind(peer, hops(headers, &FORWARDED), address_of_element, is_trusted);
    match (by_x_forwarded_for, by_forwarded) {
        (Some(address), None) | (None, Some(address)) => address,
        (Some(one), Some(other)) if one == other => one,
        // A proxy writes one of the two, and passes on what a client wrote into the other: whoever writes there
        // shares one address with all who do.
        (Some(_), Some(_)) | (None, None) => peer,
    }
}

/// Whether an address is in a network where one's own proxy would be.
fn is_near(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local(),
    }
}

/// The hops that a header tells, the nearest first.
fn hops<'a>(headers: &'a HeaderMap, name: &HeaderName) -> impl Iterator<Item = Option<&'a str>> {
    let values = headers.get_all(name).iter().rev().map(|value| value.to_str().ok());
    values.flat_map(|value| value.unwrap_or_default().rsplit(',').map(move |hop| value.map(|_| hop.trim())))
}

/// The nearest hop that no trusted proxy has, where there are any hops; where one cannot be read, the proxy that
/// wrote it.
fn behind<'a>(
    peer: IpAddr,
    hops: impl Iterator<Item = Option<&'a str>>,
    read: impl Fn(&str) -> Option<IpAddr>,
    is_trusted: impl Fn(IpAddr) -> bool,
) -> Option<IpAddr> {
    let mut found = None;
    for hop in hops {
        let Some(address) = hop.and_then(&read) else { return found.or(Some(peer)) };
        found = Some(address);
        if !is_trusted(address) {
            break;
        }
    }
    found
}

/// An element of `Forwarded`, such as `for="[2001:db8::1]:4711";proto=https`.
fn address_of_element(element: &str) -> Option<IpAddr> {
    let mut pairs = element.split(';').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case("for"))?;
    address_of_hop(value.trim().trim_matches('"'))
}

/// `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1`, `[2001:db8::1]` or `[2001:db8::1]:4711`.
fn address_of_hop(hop: &str) -> Option<IpAddr> {
    let bare = || hop.strip_prefix('[')?.strip_suffix(']')?.parse().ok().map(IpAddr::V6);
    let with_port = || hop.parse::<SocketAddr>().ok().map(|address| address.ip());
    hop.parse().ok().or_else(with_port).or_else(bare).map(|address| address.to_canonical())
}

/// The address itself, or the IPv6 network that it is in.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX)).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Who is counted where this peer sends these headers and `10.0.0.0/8`, `2001:db8:1::/48` are trusted.
    fn client(peer: &str, headers: &[(&str, &str)]) -> String {
        let trusted = ["10.0.0.0/8", "2001:db8:1::/48"].map(|text| text.parse().expect("a network"));
        let mut request = Request::default();
        request.extensions_mut().insert(Peer(peer.parse().expect("an address")));
        for (name, value) in headers {
            let name: HeaderName = name.parse().expect("a name");
            request.headers_mut().append(name, value.parse().expect("a value"));
        }
        ClientAddress::of(&request, &trusted).0.to_string()
    }

    #[test]
    fn whoever_is_not_trusted_is_the_client_whatever_it_says() {
        let says = [("x-forwarded-for", "203.0.113.9"), ("forwarded", "for=203.0.113.9")];
        for peer in ["192.0.2.1", "::ffff:192.0.2.1"] {
            assert_eq!(client(peer, &says), "192.0.2.1");
            assert_eq!(client(peer, &[]), "192.0.2.1");
        }
    }

    #[test]
    fn a_trusted_proxy_tells_the_nearest_address_that_is_not_trusted() {
        for (hops, expected) in [
            ("203.0.113.9", "203.0.113.9"),
            ("198.51.100.7, 203.0.113.9", "203.0.113.9"),
            ("198.51.100.7,203.0.113.9 , 10.1.2.3,\t10.9.9.9", "203.0.113.9"),
            ("203.0.113.9:4711, 10.1.2.3:80", "203.0.113.9"),
            ("::ffff:203.0.113.9", "203.0.113.9"),
            ("2001:db8:2:3:4:5:6:7", "2001:db8:2:3::"),
            ("[2001:db8:2:3:ffff::1]:4711, [2001:db8:1::1], 10.0.0.2", "2001:db8:2:3::"),
            // Nobody but proxies: the one that is farthest away.
            ("10.1.2.3, 10.9.9.9", "10.1.2.3"),
            // What cannot be read stands for whoever wrote it.
            ("203.0.113.9, unknown", "10.0.0.1"),
            ("203.0.113.9, _hidden, 10.1.2.3", "10.1.2.3"),
            ("", "10.0.0.1"),
            (",", "10.0.0.1"),
        ] {
            assert_eq!(client("10.0.0.1", &[("x-forwarded-for", hops)]), expected, "{hops}");
        }
        assert_eq!(client("2001:db8:1::1", &[]), "2001:db8:1::");
    }

    #[test]
    fn a_header_may_come_in_several_lines() {
        let lines = [("x-forwarded-for", "198.51.100.7"), ("x-forwarded-for", "203.0.113.9, 10.1.2.3")];
        assert_eq!(client("10.0.0.1", &lines), "203.0.113.9");
        assert_eq!(client("10.0.0.1", &[lines[0], ("x-forwarded-for", "10.1.2.3")]), "198.51.100.7");
    }

    #[test]
    fn the_standard_header_is_read_as_well() {
        for (value, expected) in [
            ("for=203.0.113.9", "203.0.113.9"),
            ("by=10.0.0.1;For=\"203.0.113.9:80\" ; proto=https", "203.0.113.9"),
            ("for=198.51.100.7, for=203.0.113.9;proto=http, for=10.1.2.3", "203.0.113.9"),
            ("for=\"[2001:db8:2:3::1]:4711\"", "2001:db8:2:3::"),
            ("for=203.0.113.9, for=_gazonk", "10.0.0.1"),
            ("proto=https", "10.0.0.1"),
        ] {
            assert_eq!(client("10.0.0.1", &[("forwarded", value)]), expected, "{value}");
        }
    }

    #[test]
    fn a_client_that_writes_the_other_header_gains_nothing() {
        let of = |forged: &'static str| {
            client("10.0.0.1", &[("x-forwarded-for", "203.0.113.9"), ("forwarded", forged)])
        };
        for forged in ["for=198.51.100.1", "for=198.51.100.2", "for=unknown"] {
            assert_eq!(of(forged), "10.0.0.1", "{forged}");
        }
        assert_eq!(of("for=203.0.113.9;proto=https"), "203.0.113.9", "both say the same");
    }

    #[test]
    fn an_address_does_not_print_itself() {
        let address = ClientAddress("203.0.113.9".parse().expect("an address"));
        assert_eq!(format!("{address:?}"), "ClientAddress(hidden)");
    }
}
