//! Whether a service can be reached, step by step: its name, a connection, and which protocol is spoken there. No key is sent.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream, ToSocketAddrs as _};
use std::time::Duration;

use musicapi::{BaseUrl, display};

/// How long a connection is waited for, and an answer there.
const PATIENCE: Duration = Duration::from_secs(5);

/// A step on the way to a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) name: &'static str,
    /// What was found, or what it probably is.
    pub(crate) found: Result<String, String>,
}

/// The steps up to the first that fails. They wait for the network, each for some seconds at most.
pub(crate) async fn steps(service: &BaseUrl) -> Vec<Step> {
    let (is_encrypted, host) = (service.is_encrypted(), service.host().to_owned());
    let proxy = proxy(is_encrypted, &host, |name| std::env::var(name).ok());
    let tried = tokio::task::spawn_blocking(move || tried(is_encrypted, &host, proxy));
    match tokio::time::timeout(4 * PATIENCE, tried).await {
        Ok(Ok(steps)) => steps,
        _ => vec![Step {
            name: "name",
            found: Err("the name of the host wasn't found in time: is there a network?".to_owned()),
        }],
    }
}

/// The proxy that the environment names for a host, with the variable.
fn proxy(is_encrypted: bool, host: &str, variable: impl Fn(&str) -> Option<String>) -> Option<(String, String)> {
    let set = |names: [&str; 2]| {
        names.into_iter().find_map(|name| Some((name.to_owned(), variable(name).filter(|value| !value.is_empty())?)))
    };
    let (name, _) = divided(host, is_encrypted);
    let outside = set(["no_proxy", "NO_PROXY"]).map(|(_, value)| value).unwrap_or_default();
    let is_outside = outside
        .split(',')
        .map(|part| part.trim().trim_start_matches('.'))
        .any(|part| part == "*" || !part.is_empty() && (name == part || name.ends_with(&format!(".{part}"))));
    let own = if is_encrypted { ["https_proxy", "HTTPS_PROXY"] } else { ["http_proxy", "HTTP_PROXY"] };
    set(own).or_else(|| set(["all_proxy", "ALL_PROXY"])).filter(|_| !is_outside)
}

/// A host and its port.
fn divided(host: &str, is_encrypted: bool) -> (&str, u16) {
    let usual = if is_encrypted { 443 } else { 80 };
    match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, port.parse().unwrap_or(usual)),
        _ => (host, usual),
    }
}

fn tried(is_encrypted: bool, host: &str, proxy: Option<(String, String)>) -> Vec<Step> {
    let mut steps = Vec::new();
    let target = match &proxy {
        None => host.to_owned(),
        Some((variable, address)) => {
            let shown = display::address(address);
            if address.starts_with("socks") {
                let text = format!(
                    "{variable} names a SOCKS proxy, {shown}, which isn't supported: name an HTTP proxy, or unset it"
                );
                return vec![Step { name: "proxy", found: Err(text) }];
            }
            steps.push(Step { name: "proxy", found: Ok(format!("{shown}, of {variable}")) });
            let rest = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
            let rest = rest.split('/').next().unwrap_or(rest);
            rest.rsplit('@').next().unwrap_or(rest).to_owned()
        }
    };
    let (name, port) = divided(&target, is_encrypted && proxy.is_none());
    let addresses: Vec<SocketAddr> = match (name.trim_matches(['[', ']']), port).to_socket_addrs() {
        Ok(found) => found.collect(),
        Err(_) => Vec::new(),
    };
    let Some(first) = addresses.first() else {
        let text = format!("no host is called {name}: check how it is written, and whether there is a network");
        steps.push(Step { name: "name", found: Err(text) });
        return steps;
    };
    steps.push(Step { name: "name", found: Ok(format!("{name} is {}", first.ip())) });
    let connected = addresses.iter().find_map(|address| TcpStream::connect_timeout(address, PATIENCE).ok());
    let Some(stream) = connected else {
        let text =
            format!("nothing answers at port {port} of {name}: check the port, and whether a firewall is between");
        steps.push(Step { name: "connection", found: Err(text) });
        return steps;
    };
    steps.push(Step { name: "connection", found: Ok(format!("port {port} is open")) });
    if proxy.is_none()
        && let Some(found) = protocol(stream, is_encrypted, &target)
    {
        steps.push(Step { name: "protocol", found });
    }
    steps
}

/// What is spoken there, as far as the answer to a request in clear tells it. A server of HTTPS answers that in many ways.
fn protocol(mut stream: TcpStream, is_encrypted: bool, host: &str) -> Option<Result<String, String>> {
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    stream.write_all(format!("HEAD / HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n").as_bytes()).ok()?;
    let mut answer = [0; 12];
    let count = stream.read(&mut answer).ok()?;
    // An alert of TLS begins so.
    let is_tls = answer.first() == Some(&0x15);
    match (is_encrypted, is_tls, answer[..count].starts_with(b"HTTP/")) {
        (false, true, _) => Some(Err(format!("https is spoken there, and not http: the address is https://{host}"))),
        // Some servers of HTTPS say in clear that they want HTTPS, which is a 400.
        (true, _, true) if &answer[8..] != b" 400" => {
            Some(Err(format!("http is spoken there, and not https: the address is http://{host}")))
        }
        (false, _, true) => Some(Ok("http".to_owned())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    /// A host that answers the first request so.
    fn answering(answer: &'static [u8]) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let host = listener.local_addr().unwrap().to_string();
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.read(&mut [0; 1024]);
            let _ = stream.write_all(answer);
        });
        host
    }

    #[test]
    fn the_step_that_fails_is_the_last_and_says_what_it_probably_is() {
        let last = |is_encrypted, host: &str, proxy: Option<&str>| {
            let proxy = proxy.map(|proxy| ("ALL_PROXY".to_owned(), proxy.to_owned()));
            let Step { name, found } = tried(is_encrypted, host, proxy).pop().unwrap();
            (name, found.map_or_else(|wrong| wrong, |good| format!("good: {good}")))
        };
        let clear = answering(b"HTTP/1.1 404 Not Found\r\n\r\n");
        assert_eq!(
            last(true, &clear, None),
            ("protocol", format!("http is spoken there, and not https: the address is http://{clear}"))
        );
        let tls = answering(b"\x15\x03\x01\0\x02\x02\x46");
        assert_eq!(
            last(false, &tls, None),
            ("protocol", format!("https is spoken there, and not http: the address is https://{tls}"))
        );
        assert_eq!(last(false, &answering(b"HTTP/1.1 200 OK\r\n\r\n"), None), ("protocol", "good: http".to_owned()));
        assert_eq!(last(true, &answering(b"HTTP/1.1 400 Bad Request\r\n\r\n"), None).0, "connection");
        let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
        let (step, text) = last(true, &closed, None);
        assert!(step == "connection" && text.starts_with("nothing answers at port "), "{text}");
        let (step, text) = last(true, "api.example", Some("socks5://user:secret@127.0.0.1:1"));
        assert!(step == "proxy" && text.contains("SOCKS") && !text.contains("secret"), "{text}");
        let (step, _) = last(true, "api.example", Some(&format!("http://user:secret@{closed}")));
        assert_eq!(step, "connection", "it is the proxy that is reached");
    }

    #[test]
    fn a_proxy_is_the_one_that_the_environment_names() {
        let of = |is_encrypted, host: &str, set: &[(&str, &str)]| {
            let variable =
                |name: &str| set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
            proxy(is_encrypted, host, variable).map(|(name, _)| name)
        };
        let both = [("https_proxy", "http://p"), ("ALL_PROXY", "http://q"), ("NO_PROXY", "localhost, .example")];
        assert_eq!(of(true, "api.musicapi.ai", &both).unwrap(), "https_proxy");
        assert_eq!(of(false, "api.musicapi.ai:80", &both).unwrap(), "ALL_PROXY");
        assert_eq!(
            [of(true, "a.example:1", &both), of(true, "localhost", &both), of(true, "x", &[])],
            [None, None, None]
        );
    }
}
