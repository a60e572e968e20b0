//! Names looked up by ourselves: a connection is made to an address that was checked, or not at all.

use std::error::Error;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::net::lookup_host;

use crate::domain::webhook::target_url::is_public;

/// The name stands for an address that is not public.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("not an address on the public internet")]
pub struct Private;

/// What a name is asked of, and what comes of it.
pub type DnsResolver = fn(String) -> Pin<Box<dyn Future<Output = io::Result<Vec<SocketAddr>>> + Send>>;

/// Asks the system.
pub const SYSTEM: DnsResolver = |name| Box::pin(async move { Ok(lookup_host((name, 0)).await?.collect()) });

/// Looks up names for the client, which connects to nothing but the answer: it is asked for once,
/// so there is no second answer that nobody checked.
///
/// A host that is an address needs no look-up and never comes here: `domain::webhook::target_url::fit` sees
/// those.
#[derive(Debug, Clone, Copy)]
pub struct Lookup {
    /// Of whom names are asked.
    pub ask: DnsResolver,
    /// Whether private addresses are taken, in development.
    pub private: bool,
}

impl Resolve for Lookup {
    fn resolve(&self, name: Name) -> Resolving {
        let (found, private) = ((self.ask)(name.as_str().to_owned()), self.private);
        Box::pin(async move {
            let found = found.await?;
            let checked = if private { found } else { checked(found)? };
            Ok(Box::new(checked.into_iter()) as Addrs)
        })
    }
}

/// All of the addresses, or none: a name that stands for a private one beside a public one is
/// meant to be tried twice.
fn checked(found: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, Private> {
    if found.iter().all(|address| is_public(address.ip())) { Ok(found) } else { Err(Private) }
}

/// Whether an error has this at its root.
pub(super) fn is_private(error: &reqwest::Error) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause {
        if error.is::<Private>() {
            return true;
        }
        cause = error.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::checked;

    #[test]
    fn one_private_address_spoils_the_name() {
        let found =
            |texts: &[&str]| texts.iter().map(|text| text.parse().expect("an address")).collect::<Vec<_>>();
        assert!(checked(found(&["8.8.8.8:0", "[2606:4700::1]:0"])).is_ok());
        assert!(checked(found(&["8.8.8.8:0", "127.0.0.1:0"])).is_err());
        assert!(checked(found(&["[::ffff:10.0.0.1]:0"])).is_err());
        assert!(checked(found(&["[fe80::1%2]:0"])).is_err());
    }

    #[tokio::test]
    async fn a_name_of_this_machine_is_not_followed() {
        use reqwest::dns::Resolve;
        let lookup = |private| super::Lookup { ask: super::SYSTEM, private };
        let name = || "localhost".parse().expect("a name");
        let found = lookup(false).resolve(name()).await;
        assert!(found.err().is_some_and(|error| error.is::<super::Private>()));
        assert!(lookup(true).resolve(name()).await.is_ok_and(|mut found| found.next().is_some()));
    }
}
