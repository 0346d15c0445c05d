//! The base address of a service, in one canonical form.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use musicapi_facts::SERVER;
use reqwest::Url;

use crate::display;
use crate::error::Error;

/// The address of a service, in one form for all ways to write it: scheme and host in lower case, without a default port and without a
/// slash at the end. It has no user, no query and no fragment.
///
/// Use it as the key of all that belongs to a service, such as stored credentials.
///
/// ```
/// use musicapi::BaseUrl;
///
/// let service: BaseUrl = "HTTPS://API.musicapi.ai:443/api/v1/".parse()?;
/// assert_eq!(service, BaseUrl::default());
/// assert!(service.is_encrypted() && !service.is_local());
/// let mock: BaseUrl = "http://127.0.0.1:4010/api/v1".parse()?;
/// assert!(mock.is_local() && !mock.is_encrypted());
/// # Ok::<(), musicapi::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BaseUrl {
    text: String,
    is_local: bool,
}

impl BaseUrl {
    /// The address, as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the service is on this machine, so that nothing sent to it goes over a network.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.is_local
    }

    /// Whether what is sent to the service is encrypted.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        self.text.starts_with("https:")
    }

    /// The host, with the port unless it is the default.
    #[must_use]
    pub fn host(&self) -> &str {
        let rest = self.text.split_once("://").map_or(self.as_str(), |(_, rest)| rest);
        rest.split('/').next().unwrap_or_default()
    }
}

/// The service itself.
impl Default for BaseUrl {
    fn default() -> Self {
        Self { text: SERVER.to_owned(), is_local: false }
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

impl FromStr for BaseUrl {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let url = Url::parse(text.trim()).ok();
        let url = url.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
        let Some(url) = url.filter(|url| display::public(url) == *url) else {
            // The given text may contain a password.
            let given = format!("{:?}", display::address(text));
            let wanted = format!("such as {SERVER}, without user, query or fragment");
            return Err(Error::config(format!("{given} is not an address {wanted}")));
        };
        Ok(Self { text: url.as_str().trim_end_matches('/').to_owned(), is_local: is_local(&url) })
    }
}

/// Judged by the address itself: a name that only begins like one of this machine may belong to anyone.
fn is_local(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse().is_ok_and(|ip: IpAddr| ip.to_canonical().is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_has_one_form() {
        assert_eq!(SERVER.parse::<BaseUrl>().unwrap(), BaseUrl::default());
        for (given, wanted) in [
            (" HTTPS://Api.MusicAPI.ai/api/v1// ", SERVER),
            ("https://api.musicapi.ai:443/api/v1", SERVER),
            ("http://H.example:80", "http://h.example"),
            ("http://h.example:8080/Api/", "http://h.example:8080/Api"),
            ("http://[::1]:4010/x", "http://[::1]:4010/x"),
        ] {
            assert_eq!(given.parse::<BaseUrl>().unwrap().as_str(), wanted);
        }
        // Another scheme, port or path is another service.
        for other in ["http://api.musicapi.ai/api/v1", "https://api.musicapi.ai:444/api/v1", "https://api.musicapi.ai"]
        {
            assert_ne!(other.parse::<BaseUrl>().unwrap(), BaseUrl::default());
        }
        for wrong in
            ["", " ", "x", "ftp://h/y", "http://u@h", "http://u:secret@h", "http://h?secret", "http://h/#secret"]
        {
            let error = wrong.parse::<BaseUrl>().unwrap_err().to_string();
            assert!(error.contains("is not an address") && !error.contains("secret"), "{error}");
        }
    }

    #[test]
    fn only_this_machine_is_local() {
        for (address, is_local) in [
            ("http://127.0.0.1:1", true),
            ("http://127.9.8.7", true),
            ("http://127.1", true),
            ("http://localhost:4010/api", true),
            ("http://[::1]", true),
            ("http://[::ffff:127.0.0.1]", true),
            ("http://127.evil.example", false),
            ("http://127.0.0.1.evil.example", false),
            ("http://localhost.evil.example", false),
            ("http://0.0.0.0", false),
            ("http://10.0.0.1", false),
            ("https://api.musicapi.ai", false),
        ] {
            assert_eq!(address.parse::<BaseUrl>().unwrap().is_local(), is_local, "{address}");
        }
    }
}
