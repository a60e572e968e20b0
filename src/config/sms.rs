//! Who takes text messages to people's phones.

use std::fmt;

use url::{Host, Url};

/// Who takes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sms {
    /// An HTTP gateway of the operator's choice.
    Gateway {
        /// Where messages are posted.
        url: Url,
        /// What authorises us there.
        token: Option<SmsToken>,
    },
    /// Nobody: they are printed, for development and the demo.
    Console,
}

/// The gateway's token, which never prints itself.
#[derive(Clone, PartialEq, Eq)]
pub struct SmsToken(String);

impl Sms {
    /// Who is meant: `console:`, or an address over https. Over plain http only this machine's, unless `anywhere`: codes
    /// and numbers go there.
    #[must_use]
    pub fn parse(text: &str, anywhere: bool) -> Option<Self> {
        if text == "console:" {
            return Some(Self::Console);
        }
        let url = Url::parse(text).ok()?;
        let here = match url.host()? {
            Host::Ipv4(ip) => ip.is_loopback(),
            Host::Ipv6(ip) => ip.is_loopback(),
            Host::Domain(name) => name == "localhost",
        };
        // A password belongs into the token, which is not shown.
        let bare = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
        let safe = url.scheme() == "https" || (url.scheme() == "http" && (here || anywhere));
        (bare && safe).then_some(Self::Gateway { url, token: None })
    }

    /// The same with this token; `None` where nobody takes one, or it cannot be sent.
    #[must_use]
    pub fn authorised(self, token: &str) -> Option<Self> {
        let sendable = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic());
        match self {
            Self::Gateway { url, .. } if sendable => {
                Some(Self::Gateway { url, token: Some(SmsToken(token.to_owned())) })
            }
            Self::Gateway { .. } | Self::Console => None,
        }
    }

    /// The gateway's address with its token; nothing where messages are printed.
    #[must_use]
    pub fn gateway(&self) -> Option<(&Url, Option<&str>)> {
        match self {
            Self::Gateway { url, token } => Some((url, token.as_ref().map(|token| token.0.as_str()))),
            Self::Console => None,
        }
    }
}

impl fmt::Debug for SmsToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[hidden]")
    }
}
