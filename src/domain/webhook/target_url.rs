//! Destinations: addresses that we ourselves connect to for a tenant, and may not reach our own house by.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use crate::domain::signup::return_url::{self, InvalidUrl as Address};

/// Why an address is no destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvalidUrl {
    /// It is not an absolute address in its plain spelling.
    Malformed,
    /// It carries a user name, a password or a fragment.
    Extras,
    /// It is not `https`.
    Insecure,
    /// It names this machine or a private network.
    Private,
    /// Its port is not one that webhooks may go to.
    Port,
}

/// How far webhooks may go.
#[derive(Debug, Clone, Copy)]
pub struct DestinationPolicy<'a> {
    /// Whether private hosts are taken, plain `http` to this machine, and any port: for development.
    pub private: bool,
    /// The ports that are taken.
    pub ports: &'a [u16],
}

/// Checks a destination as it is written. What a name stands for is seen only when we connect.
///
/// # Errors
/// [`InvalidUrl`] tells why it is refused.
pub fn check(text: &str, policy: DestinationPolicy<'_>) -> Result<Url, InvalidUrl> {
    let url = return_url::unambiguous(text).map_err(|unfit| match unfit {
        Address::Extras => InvalidUrl::Extras,
        Address::Malformed | Address::Insecure | Address::Reserved | Address::Unregistered => {
            InvalidUrl::Malformed
        }
    })?;
    if url.fragment().is_some() {
        return Err(InvalidUrl::Extras);
    }
    let host = url.host().ok_or(InvalidUrl::Malformed)?;
    let (here, public) = match host {
        Host::Ipv4(ip) => (ip.is_loopback(), is_public(ip.into())),
        Host::Ipv6(ip) => (ip.is_loopback(), is_public(ip.into())),
        Host::Domain(name) => {
            let name = name.trim_end_matches('.');
            let here = name == "localhost" || name.ends_with(".localhost");
            (here, !here && !name.is_empty())
        }
    };
    match url.scheme() {
        "https" => {}
        "http" if policy.private && here => {}
        "http" => return Err(InvalidUrl::Insecure),
        _ => return Err(InvalidUrl::Malformed),
    }
    if policy.private {
        return Ok(url);
    }
    if !public {
        return Err(InvalidUrl::Private);
    }
    // A service that speaks another protocol must not be sent a request that it may misread.
    let served = url.port_or_known_default().is_some_and(|port| policy.ports.contains(&port));
    if served { Ok(url) } else { Err(InvalidUrl::Port) }
}

/// Whether an address is one on the public internet: not this machine, not a private network, not
/// a way around into either.
#[must_use]
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

/// The IANA registry of special-purpose addresses, as first address and prefix length.
const SPECIAL_V4: [(Ipv4Addr, u32); 16] = [
    (Ipv4Addr::UNSPECIFIED, 8),            // this network
    (Ipv4Addr::new(10, 0, 0, 0), 8),       // private
    (Ipv4Addr::new(100, 64, 0, 0), 10),    // shared by a carrier's customers
    (Ipv4Addr::new(127, 0, 0, 0), 8),      // this machine
    (Ipv4Addr::new(169, 254, 0, 0), 16),   // link-local, clouds' metadata
    (Ipv4Addr::new(172, 16, 0, 0), 12),    // private
    (Ipv4Addr::new(192, 0, 0, 0), 24),     // protocols
    (Ipv4Addr::new(192, 0, 2, 0), 24),     // documentation
    (Ipv4Addr::new(192, 88, 99, 0), 24),   // 6to4 relays
    (Ipv4Addr::new(192, 168, 0, 0), 16),   // private
    (Ipv4Addr::new(198, 18, 0, 0), 15),    // benchmarks
    (Ipv4Addr::new(198, 51, 100, 0), 24),  // documentation
    (Ipv4Addr::new(203, 0, 113, 0), 24),   // documentation
    (Ipv4Addr::new(168, 63, 129, 16), 32), // Azure's metadata, on a public address
    (Ipv4Addr::new(224, 0, 0, 0), 4),      // multicast
    (Ipv4Addr::new(240, 0, 0, 0), 4),      // reserved, broadcast
];

fn is_public_v4(ip: Ipv4Addr) -> bool {
    SPECIAL_V4.iter().all(|(first, length)| (ip.to_bits() ^ first.to_bits()) >> (32 - length) != 0)
}

/// Of IPv6 only `2000::/3` is given out. Outside of it lie `::1`, mapped and compatible IPv4
/// addresses, NAT64, private and link-local ones, and multicast.
fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [first, second, ..] = ip.segments();
    let given_out = first & 0xe000 == 0x2000;
    let protocols = first == 0x2001 && second < 0x0200; // Teredo and other tunnels among them
    let documentation = (first == 0x2001 && second == 0x0db8) || (first == 0x3fff && second < 0x1000);
    let six_to_four = first == 0x2002;
    given_out && !protocols && !documentation && !six_to_four
}

#[cfg(test)]
mod tests;
