//! Names of settings that are none: what was probably meant.

/// What the names of our variables begin with.
const PREFIX: &str = "ENROL_";

/// Tells of the variables that are meant for us and are no settings, by the names in the file.
pub(super) fn unknown_variables(environment: &[String], known: &[&'static str]) -> Vec<(String, String)> {
    let ours = environment.iter().filter_map(|name| Some((name, name.strip_prefix(PREFIX)?)));
    let unknown = ours.filter(|(_, rest)| {
        let is_known = known.iter().any(|name| name.to_uppercase() == **rest) || *rest == "CONFIG";
        // What the tests and the benchmark tell each other; scripts around the program have its path in `ENROL_BIN`.
        let of_tests = rest.starts_with("TEST_") || rest.starts_with("BENCH_") || *rest == "BIN";
        !is_known && !of_tests && !is_of_a_service(rest)
    });
    unknown
        .map(|(name, rest)| {
            let meant = nearest(&rest.to_lowercase(), known).map(str::to_uppercase);
            let hint = meant.map(|meant| format!("; did you mean {PREFIX}{meant}?"));
            (name.clone(), format!("is not a setting{}", hint.unwrap_or_default()))
        })
        .collect()
}

/// Kubernetes tells every container where services are, in variables that begin with their names: for
/// one that is called "enrol" or "enrol-web", `ENROL_SERVICE_HOST`, `ENROL_WEB_PORT_80_TCP` and others.
fn is_of_a_service(rest: &str) -> bool {
    let behind = |word: &str| {
        let at = rest.rfind(word)?;
        (at == 0 || rest[..at].ends_with('_')).then(|| &rest[at + word.len()..])
    };
    behind("SERVICE_HOST").is_some_and(str::is_empty)
        || behind("SERVICE_PORT").is_some_and(|more| more.is_empty() || more.starts_with('_'))
        || behind("PORT").is_some_and(|more| more.is_empty() || is_address(more))
}

/// `_80_TCP`, and what may follow it.
fn is_address(text: &str) -> bool {
    let mut parts = text.split('_').skip(1);
    let number = parts.next().is_some_and(|part| part.parse::<u16>().is_ok());
    let protocol = parts.next().is_some_and(|part| ["TCP", "UDP", "SCTP"].contains(&part));
    number && protocol && parts.next().is_none_or(|part| ["PROTO", "PORT", "ADDR"].contains(&part))
}

/// The known name that this one is a misspelling of, if it looks like one.
pub(super) fn nearest(name: &str, known: &[&'static str]) -> Option<&'static str> {
    let near = known.iter().map(|known| (strsim::normalized_damerau_levenshtein(name, known), *known));
    near.filter(|(alike, _)| *alike > 0.6)
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 5] = ["database_url", "listen", "hosts", "key_file", "log"];

    fn messages(names: &[&str]) -> Vec<String> {
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        unknown_variables(&names, &KNOWN).into_iter().map(|(name, why)| format!("{name} {why}")).collect()
    }

    #[test]
    fn a_misspelling_is_told_with_what_was_meant() {
        assert_eq!(messages(&["ENROL_LISEN"]), ["ENROL_LISEN is not a setting; did you mean ENROL_LISTEN?"]);
        assert_eq!(messages(&["ENROL_DATABSE_URL"]).concat().matches("ENROL_DATABASE_URL").count(), 1);
        assert_eq!(messages(&["ENROL_KEYFILE"]).concat().matches("ENROL_KEY_FILE").count(), 1);
        assert_eq!(messages(&["ENROL_XYZZY"]), ["ENROL_XYZZY is not a setting"]);
        assert_eq!(messages(&["ENROL_listen", "ENROL_"]).len(), 2);
    }

    #[test]
    fn what_is_not_meant_for_us_is_left_alone() {
        let others = [
            "ENROL_LISTEN",
            "ENROL_CONFIG",
            "PATH",
            "ENROLMENT_X",
            "enrol_listen",
            "ENROL_TEST_POSTGRES_URL",
            "ENROL_BENCH_POSTGRES_URL",
            "ENROL_BIN",
            "ENROL_SERVICE_HOST",
            "ENROL_SERVICE_PORT",
            "ENROL_SERVICE_PORT_HTTP",
            "ENROL_PORT",
            "ENROL_PORT_8080_TCP",
            "ENROL_PORT_8080_TCP_ADDR",
            "ENROL_WEB_SERVICE_HOST",
            "ENROL_WEB_PORT_80_TCP_PROTO",
        ];
        assert_eq!(messages(&others), Vec::<String>::new());
        assert_eq!(
            messages(&["ENROL_PORTS", "ENROL_PORT_X", "ENROL_IMPORT", "ENROL_PORT_80_TCP_X"]).len(),
            4
        );
    }
}
