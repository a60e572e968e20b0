//! The servers that a URL names: one, or several of which one takes writes, written as for libpq.

use sqlx::postgres::PgConnectOptions;

use super::super::DbError;

/// By what it is said which servers will do.
const TARGET: &str = "target_session_attrs";

/// Where a server may be.
#[derive(Debug)]
pub(super) struct Hosts {
    /// How to connect to each, in the order in which they are tried.
    pub each: Vec<PgConnectOptions>,
    /// Whether one that only reads, such as a standby, will not do.
    pub writable: bool,
}

impl Hosts {
    /// Reads `postgres://USER@HOST:PORT,HOST:PORT/NAME?target_session_attrs=read-write`; of several hosts one must take
    /// writes, whether that is said or not.
    ///
    /// # Errors
    /// [`DbError::Other`] for a URL that is none.
    pub fn parse(url: &str) -> Result<Self, DbError> {
        let (url, query) = url.split_once('?').unwrap_or((url, ""));
        let (targets, rest): (Vec<_>, Vec<_>) = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .partition(|pair| pair.split('=').next() == Some(TARGET));
        let targets = targets.iter().map(|pair| &pair[TARGET.len()..]);
        let writable = targets.map(|value| matches!(value, "=read-write" | "=primary")).next_back();
        if writable == Some(false) {
            return Err(sqlx::Error::Configuration(format!("{TARGET} must be read-write").into()).into());
        }
        let query = if rest.is_empty() { String::new() } else { format!("?{}", rest.join("&")) };
        let (scheme, behind) = url.split_once("://").unwrap_or(("", url));
        let (authority, path) = behind.split_at(behind.find('/').unwrap_or(behind.len()));
        let (user, hosts) = authority.split_at(authority.rfind('@').map_or(0, |at| at + 1));
        let each = hosts.split(',').map(|host| format!("{scheme}://{user}{host}{path}{query}").parse());
        let each = each.collect::<Result<Vec<PgConnectOptions>, sqlx::Error>>()?;
        Ok(Self { writable: writable.is_some() || each.len() > 1, each })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(url: &str) -> (Vec<(String, u16)>, bool) {
        let hosts = Hosts::parse(url).expect("a URL");
        let place = |options: &PgConnectOptions| (options.get_host().to_owned(), options.get_port());
        (hosts.each.iter().map(place).collect(), hosts.writable)
    }

    #[test]
    fn each_host_has_a_port_of_its_own_and_the_rest_in_common() {
        let one = ("a".to_owned(), 5432);
        assert_eq!(places("postgres://u:p@a/d"), (vec![one.clone()], false));
        assert_eq!(places("postgres://a/d?target_session_attrs=read-write"), (vec![one.clone()], true));
        let both = (vec![one, ("b.example".to_owned(), 5433)], true);
        assert_eq!(places("postgres://u:p%40@a,b.example:5433/d"), both);
        assert_eq!(places("postgresql://a,b.example:5433?dbname=d&target_session_attrs=primary"), both);
        let options = Hosts::parse("postgres://u@[::1],b/d?sslmode=disable").expect("a URL").each;
        assert!(options.iter().all(|host| host.get_username() == "u" && host.get_database() == Some("d")));
    }

    #[test]
    fn what_cannot_be_done_is_refused() {
        for url in
            ["postgres://a/d?target_session_attrs=standby", "postgres://a:x,b/d", "postgres://a,b:99999/d"]
        {
            assert!(Hosts::parse(url).is_err(), "{url}");
        }
    }
}
