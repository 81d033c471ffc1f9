//! Which `Host` headers are answered. A page of a foreign name that the attacker's DNS points at this machine ("DNS
//! rebinding") could read all sources otherwise.

use std::net::IpAddr;

/// Names that may stand in the `Host` header, besides `localhost`, addresses and the host that is listened on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AllowedHosts {
    /// Any name: for servers behind something that checks.
    All,
    /// These names, lower case; `.example.com` stands for `example.com` and everything below.
    Listed {
        /// The names.
        names: Vec<String>,
        /// The option that the user can add a name to, such as `app.baseUrl`: named in the answer to others.
        option: String,
    },
}

impl AllowedHosts {
    /// Whether every name is allowed.
    pub(crate) fn is_all(&self) -> bool {
        matches!(self, Self::All)
    }

    /// The text for a request that is refused; `None`: it is allowed. `listen` is the configured host.
    pub(crate) fn refusal(&self, header: &str, listen: &str) -> Option<String> {
        let Self::Listed { names, option } = self else { return None };
        let host = host_name(header).to_ascii_lowercase();
        let allowed = is_local(&host)
            || host.eq_ignore_ascii_case(listen)
            || names.iter().any(|name| matches(&host, &name.to_ascii_lowercase()));
        (!allowed).then(|| {
            format!(
                "The host `{host}` is not allowed: a foreign page could read the sources through it.\n\
                 If the name is yours, add it to `{option}`.\n"
            )
        })
    }
}

impl AllowedHosts {
    /// Whether pages of this origin belong to the developer: those of this server, of this machine, and of the names
    /// that may stand in the `Host` header. `host` is the `Host` header of the request.
    pub(crate) fn trusts(&self, origin: &str, host: &str, listen: &str) -> bool {
        let Self::Listed { names, .. } = self else { return true };
        let Some(authority) = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://")) else {
            // `null`: a sandboxed frame, or a file.
            return false;
        };
        let name = host_name(authority).to_ascii_lowercase();
        authority.eq_ignore_ascii_case(host)
            || is_loopback(&name)
            || name.eq_ignore_ascii_case(listen)
            || names.iter().any(|listed| matches(&name, &listed.to_ascii_lowercase()))
    }
}

/// Names and addresses that only pages of this machine have; other addresses may be those of any server.
fn is_loopback(host: &str) -> bool {
    let is_name = host == "localhost" || host.ends_with(".localhost");
    is_name || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// The host of `host:port`; an IPv6 address without its brackets.
fn host_name(header: &str) -> &str {
    if let Some(rest) = header.strip_prefix('[') {
        return rest.split_once(']').map_or(rest, |(address, _)| address);
    }
    header.rsplit_once(':').map_or(header, |(host, _)| host)
}

/// Names that no foreign DNS server answers for, and addresses, which it is not asked for.
fn is_local(host: &str) -> bool {
    host == "localhost" || host.ends_with(".localhost") || host.parse::<IpAddr>().is_ok()
}

fn matches(host: &str, pattern: &str) -> bool {
    match pattern.strip_prefix('.') {
        Some(domain) => host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')),
        None => host == pattern,
    }
}
