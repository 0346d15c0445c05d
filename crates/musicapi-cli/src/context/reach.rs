//! Diagnoses the connection to a service for `musicapi doctor`: proxy, name resolution, TCP connection, protocol. It sends no key.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream, ToSocketAddrs as _};
use std::time::Duration;

use http::Uri;
use hyper_util::client::proxy::matcher::Matcher;
use musicapi::BaseUrl;

/// The timeout for a connection, and for an answer.
const TIMEOUT: Duration = Duration::from_secs(5);

/// A step on the way to a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) name: &'static str,
    /// What was found, or the probable cause of the failure.
    pub(crate) found: Result<String, String>,
}

/// Runs the steps up to the first that fails, each with a timeout.
pub(crate) async fn steps(service: &BaseUrl) -> Vec<Step> {
    let (is_encrypted, host) = (service.is_encrypted(), service.host().to_owned());
    let proxy = proxy(service);
    let steps = tokio::task::spawn_blocking(move || run_steps(is_encrypted, &host, proxy.as_ref()));
    match tokio::time::timeout(4 * TIMEOUT, steps).await {
        Ok(Ok(steps)) => steps,
        _ => vec![Step {
            name: "name",
            found: Err("the name of the host wasn't found in time: is there a network?".to_owned()),
        }],
    }
}

/// The proxy for a service, from the environment; none for this machine. The client chooses by the same rules.
fn proxy(service: &BaseUrl) -> Option<Uri> {
    let address: Uri = service.as_str().parse().ok().filter(|_| !service.is_local())?;
    Some(Matcher::from_system().intercept(&address)?.uri().clone())
}

/// Splits a host from its port, which is none if it isn't a valid number.
fn split_port(host: &str, is_encrypted: bool) -> (&str, Option<u16>) {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, port.parse().ok()),
        _ => (host, Some(if is_encrypted { 443 } else { 80 })),
    }
}

fn run_steps(is_encrypted: bool, host: &str, proxy: Option<&Uri>) -> Vec<Step> {
    let mut steps = Vec::new();
    let target = proxy.and_then(Uri::authority).map_or(host, |authority| authority.as_str());
    let scheme = proxy.and_then(Uri::scheme_str);
    let (name, port) = split_port(target, scheme.map_or(is_encrypted, |scheme| scheme == "https"));
    let found = match (scheme, port) {
        (Some(scheme), _) if scheme.starts_with("socks") => {
            Err(format!("{target} is a SOCKS proxy, which isn't supported: name an HTTP proxy, or unset the variable"))
        }
        (_, None) => Err(format!("{target} has no port from 0 to 65535")),
        _ => Ok(format!("{target}, from the environment")),
    };
    if scheme.is_some() || found.is_err() {
        steps.push(Step { name: "proxy", found });
    }
    let Some(port) = port.filter(|_| steps.iter().all(|step| step.found.is_ok())) else { return steps };
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
    let connected = addresses.iter().find_map(|address| TcpStream::connect_timeout(address, TIMEOUT).ok());
    let Some(stream) = connected else {
        let text =
            format!("nothing answers at port {port} of {name}: check the port, and whether a firewall is between");
        steps.push(Step { name: "connection", found: Err(text) });
        return steps;
    };
    steps.push(Step { name: "connection", found: Ok(format!("port {port} is open")) });
    if proxy.is_none()
        && let Some(found) = detect_protocol(stream, is_encrypted, target)
    {
        steps.push(Step { name: "protocol", found });
    }
    steps
}

/// Sends an unencrypted request, and concludes from the answer whether the server speaks HTTP or TLS. None if the answer proves neither.
fn detect_protocol(mut stream: TcpStream, is_encrypted: bool, host: &str) -> Option<Result<String, String>> {
    stream.set_read_timeout(Some(TIMEOUT)).ok()?;
    stream.write_all(format!("HEAD / HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n").as_bytes()).ok()?;
    let mut answer = [0; 12];
    let count = stream.read(&mut answer).ok()?;
    // A TLS alert record.
    let is_tls = answer.first() == Some(&0x15);
    match (is_encrypted, is_tls, answer[..count].starts_with(b"HTTP/")) {
        (false, true, _) => Some(Err(format!("https is spoken there, and not http: the address is https://{host}"))),
        // Some HTTPS servers answer an unencrypted request with a plain 400.
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

    /// A host that gives this answer to the first request.
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
    fn the_failing_step_comes_last_and_names_the_probable_cause() {
        let last = |is_encrypted, host: &str, proxy: Option<&str>| {
            let proxy = proxy.map(|proxy| proxy.parse().unwrap());
            let Step { name, found } = run_steps(is_encrypted, host, proxy.as_ref()).pop().unwrap();
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
        let (step, text) = last(true, "api.example", Some("socks5://127.0.0.1:1"));
        assert!(step == "proxy" && text.contains("SOCKS"), "{text}");
        let (step, text) = last(true, "api.example", Some("http://127.0.0.1:99999"));
        assert!(step == "proxy" && text.contains("127.0.0.1:99999 has no port"), "{text}");
        let (step, _) = last(true, "api.example", Some(&format!("http://{closed}")));
        assert_eq!(step, "connection", "it is the proxy that is reached");
    }
}
