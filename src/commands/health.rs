//! `enrol health`: asks the server that runs with these settings whether it is ready, for containers without a shell.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use crate::cli::CommandError;
use crate::config::Settings;

/// Longer than a server that is ready takes, and shorter than what asks for its health waits.
const TIMEOUT: Duration = Duration::from_secs(3);

pub(super) async fn run(settings: &Settings) -> Result<(), CommandError> {
    let address = reachable(settings.listen);
    let client = reqwest::Client::builder().no_proxy().timeout(TIMEOUT).build()?;
    let answer = client.get(format!("http://{address}/readyz")).send().await.map_err(|error| {
        let why = if error.is_timeout() { "does not answer in time" } else { "cannot be reached" };
        CommandError(format!("the server at {address} {why}"))
    })?;
    let (status, words) = (answer.status(), answer.text().await.unwrap_or_default());
    if status.is_success() {
        println!("{words}");
        Ok(())
    } else {
        Err(CommandError(format!("the server at {address} is not ready: {words}")))
    }
}

/// Where this machine reaches a server that listens there: one that listens everywhere is here, too.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let here = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(here, listen.port())
}

#[cfg(test)]
mod tests {
    use super::reachable;

    #[test]
    fn what_listens_everywhere_is_asked_here() {
        for (listen, asked) in
            [("0.0.0.0:8080", "127.0.0.1:8080"), ("[::]:80", "[::1]:80"), ("192.0.2.1:80", "192.0.2.1:80")]
        {
            assert_eq!(reachable(listen.parse().expect("an address")), asked.parse().expect("an address"));
        }
    }
}
