//! Whether people get to the server by its links.

use std::error::Error as _;
use std::iter::successors;

use url::Host;

use super::{Finding, PATIENCE, State};
use crate::cli::CommandError;
use crate::config::Settings;

/// Whether what links start with is safe, and leads to a server that is ready.
pub(super) async fn look(settings: &Settings) -> Finding {
    const ABOUT: &str = "public URL";
    let origin = settings.origin();
    let is_here = match settings.public_url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    if !settings.secure_cookies() && !is_here {
        let told =
            format!("ENROL_PUBLIC_URL: {origin} is not https: what people type could be read on its way");
        return Finding::new(ABOUT, State::Wrong, told);
    }
    let builder = reqwest::Client::builder().no_proxy().timeout(PATIENCE);
    let client = match builder.redirect(reqwest::redirect::Policy::none()).build() {
        Ok(client) => client,
        Err(error) => return Finding::new(ABOUT, State::Wrong, CommandError::from(error).0),
    };
    match client.get(format!("{origin}/readyz")).send().await {
        Ok(answer) if answer.status().is_success() => {
            Finding::new(ABOUT, State::Ok, format!("{origin} leads to a server that is ready"))
        }
        Ok(answer) => {
            let told = format!("{origin}/readyz answers {}: does the proxy lead here?", answer.status());
            Finding::new(ABOUT, State::Warning, told)
        }
        Err(error) => Finding::new(ABOUT, State::Warning, unanswered(origin, &error)),
    }
}

fn unanswered(origin: &str, error: &reqwest::Error) -> String {
    match distrust(error) {
        Some(why) => format!(
            "the certificate of {origin} is not trusted here ({why}): browsers show people a warning in place of a \
             page, unless it is of an authority that they know, for this name and of today"
        ),
        None => {
            format!("{origin} cannot be reached from here: does a server run, does the proxy lead to it?")
        }
    }
}

/// What is wrong with a certificate, where that is why nothing was answered.
fn distrust(error: &reqwest::Error) -> Option<String> {
    let causes = successors(error.source(), |cause| (*cause).source()).map(ToString::to_string);
    causes.filter(|cause| cause.contains("certificate")).last()
}
