//! Send a callback: HTTP/1.1 without TLS, on a connection of its own.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use bytes::Bytes;
use http::header::HOST;
use http::{HeaderMap, HeaderValue, Request, StatusCode, Uri};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout_at};

use super::Receipt;

/// How much of an answer's body is read before the connection is closed, in bytes.
const READ: usize = 64 * 1024;

/// Where a callback goes.
#[derive(Debug, PartialEq)]
pub(super) struct Target {
    /// The name, to be looked up; none where the addresses are known.
    name: Option<String>,
    addresses: Vec<IpAddr>,
    port: u16,
    host: HeaderValue,
    /// Path and query.
    path: Uri,
}

impl Target {
    /// Where the address leads, or why nothing is sent there.
    pub(super) fn of(url: &str, anywhere: bool) -> Result<Self, String> {
        let uri: Uri = url.parse().map_err(|error| format!("it isn't an address: {error}"))?;
        match uri.scheme_str() {
            Some("http") => {}
            Some("https") => {
                return Err("the mock has no TLS; in a test, give it the http address of a receiver".to_owned());
            }
            _ => return Err("only addresses of http are called".to_owned()),
        }
        let authority = uri.authority().ok_or("it names no host")?;
        let host = HeaderValue::from_str(authority.as_str().rsplit('@').next().unwrap_or_default())
            .map_err(|error| format!("it names no host: {error}"))?;
        let name = authority.host().trim_start_matches('[').trim_end_matches(']');
        let (name, addresses) = match name.parse::<IpAddr>() {
            Ok(address) => (None, vec![address]),
            // It means this machine, whatever a server of names says.
            Err(_) if name.eq_ignore_ascii_case("localhost") => {
                (None, vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()])
            }
            Err(_) => (Some(name.to_owned()), Vec::new()),
        };
        if !anywhere && (name.is_some() || !addresses.iter().all(IpAddr::is_loopback)) {
            return Err("it isn't on this machine, and the mock is set to call nobody else".to_owned());
        }
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        let path = path.parse().map_err(|error| format!("its path can't be asked for: {error}"))?;
        Ok(Self { name, addresses, port: authority.port_u16().unwrap_or(80), host, path })
    }

    async fn connect(&self) -> std::io::Result<TcpStream> {
        match &self.name {
            Some(name) => TcpStream::connect((name.as_str(), self.port)).await,
            None => {
                let addresses: Vec<_> = self.addresses.iter().map(|ip| SocketAddr::new(*ip, self.port)).collect();
                TcpStream::connect(addresses.as_slice()).await
            }
        }
    }
}

/// Posts it, and waits for the status for at most this long, by the clock of the machine.
pub(super) async fn post(target: &Target, headers: HeaderMap, body: Bytes, patience: Duration) -> Receipt {
    let now = Instant::now();
    let deadline = now.checked_add(patience).unwrap_or(now);
    match timeout_at(deadline, send(target, headers, body, deadline)).await {
        Ok(Ok(status)) => Receipt::Answered(status.as_u16()),
        Ok(Err(why)) => Receipt::Unanswered(why),
        Err(_) => Receipt::Unanswered(format!("no answer within {} ms", patience.as_millis())),
    }
}

async fn send(target: &Target, headers: HeaderMap, body: Bytes, deadline: Instant) -> Result<StatusCode, String> {
    let stream = target.connect().await.map_err(|error| format!("no connection: {error}"))?;
    let told = |error: hyper::Error| format!("the connection broke: {error}");
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(told)?;
    // Dropped with all the rest at the deadline, it ends the connection.
    let mut driver = JoinSet::new();
    driver.spawn(connection);
    let mut request = Request::post(target.path.clone()).body(Full::new(body)).map_err(|error| error.to_string())?;
    *request.headers_mut() = headers;
    request.headers_mut().insert(HOST, target.host.clone());
    let answer = sender.send_request(request).await.map_err(told)?;
    let status = answer.status();
    // The status is all that counts. The body is read so that the receiver can end in peace, and not for long.
    let _ = timeout_at(deadline, Limited::new(answer.into_body(), READ).collect()).await;
    Ok(status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_called_unless_allowed() {
        for (url, here, anywhere) in [
            ("http://127.0.0.1:8080/hooks?intent=7", true, true),
            ("http://127.8.9.1/", true, true),
            ("http://[::1]:8080", true, true),
            ("http://LOCALHOST:8080/", true, true),
            ("http://user@127.0.0.1/", true, true),
            ("http://127.0.0.1@192.0.2.7/", false, true),
            ("http://127.0.0.1.example.com/", false, true),
            ("http://localhost.example.com/", false, true),
            ("http://192.0.2.7/", false, true),
            ("http://0.0.0.0/", false, true),
            ("http://[::ffff:127.0.0.1]/", false, true),
            ("http://example.com/", false, true),
            ("https://127.0.0.1/", false, false),
            ("ftp://127.0.0.1/", false, false),
            ("/hooks", false, false),
            ("127.0.0.1:8080", false, false),
            ("http://", false, false),
            ("", false, false),
        ] {
            assert_eq!((Target::of(url, false).is_ok(), Target::of(url, true).is_ok()), (here, anywhere), "{url}");
        }
        assert!(Target::of("https://127.0.0.1/", true).unwrap_err().contains("no TLS"));
    }

    #[test]
    fn path_query_and_host_are_those_of_the_address() {
        let target = Target::of("http://127.0.0.1:8080/a%20b?intent=7#here", false).unwrap();
        assert_eq!(
            (target.path.to_string(), target.host.to_str().unwrap()),
            ("/a%20b?intent=7".to_owned(), "127.0.0.1:8080")
        );
        let bare = Target::of("http://user:word@localhost", false).unwrap();
        assert_eq!((bare.path.to_string(), bare.host.to_str().unwrap(), bare.port), ("/".to_owned(), "localhost", 80));
    }
}
