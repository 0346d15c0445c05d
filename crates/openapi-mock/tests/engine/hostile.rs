//! What no well-behaved client sends: through both adapters it is answered, or the connection is closed.

use std::{
    io::{Read, Write},
    net::{Shutdown, SocketAddr, TcpStream},
    sync::{Arc, mpsc},
};

use crate::common::bookstore;
use http::StatusCode;
use openapi_mock::{Engine, Handler, Reply, Request, server, wiremock::Server};

/// The statuses of the answers to these bytes, until the connection ends.
fn statuses(address: SocketAddr, bytes: &[u8]) -> Vec<u16> {
    let mut stream = TcpStream::connect(address).unwrap();
    // The server may have ended the connection before all is sent.
    let _ = stream.write_all(bytes);
    if !bytes.windows(7).any(|window| window == b" HTTP/1") {
        // It may wait for the rest of a request: there is none.
        let _ = stream.shutdown(Shutdown::Write);
    }
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer);
    answer.match_indices("HTTP/1.").map(|(at, _)| answer[at + 9..at + 12].parse().unwrap()).collect()
}

/// What is sent, and the statuses of what is answered.
type Case = (&'static str, Vec<u8>, &'static [u16]);

/// Lines end as HTTP has it; a connection is closed after its last request.
fn requests() -> Vec<Case> {
    let case = |name, text: &str, statuses: &'static [u16]| (name, text.replace('\n', "\r\n").into_bytes(), statuses);
    let long = "x".repeat(1_000_000);
    let many: String = (0..500).map(|n| format!("x-{n}: 1\n")).collect();
    let get = |head: &str, status: &'static [u16]| {
        case("a GET", &format!("GET {head}\nx-shop: main\nconnection: close\n\n"), status)
    };
    let order = |rest: &str, statuses: &'static [u16]| {
        case("an order", &format!("POST /api/v1/orders HTTP/1.1\nhost: a\nconnection: close\n{rest}"), statuses)
    };
    vec![
        get("/api/v1/books?limit=2 HTTP/1.0", &[200]),
        get("/api/v1/books?limit=2 HTTP/1.1", &[200]),
        get("http://other.example:99/api/v1/books?limit=2 HTTP/1.1\nhost: a", &[200]),
        get("http://other.example HTTP/1.1\nhost: a", &[404]),
        get("/api/v1/books?limit=2 HTTP/1.1\nhost: a\nupgrade: h2c\nhttp2-settings: AAMAAABkAAQAAP__", &[200]),
        get("/api/v1/books/%e HTTP/1.1\nhost: a\nx-key: a", &[200]),
        get("/api/v1/books/%00 HTTP/1.1\nhost: a\nx-key: a", &[200]),
        get("/a{b} HTTP/1.1\nhost: a", &[404]),
        get("/a\"<>^`c HTTP/1.1\nhost: a", &[400]),
        get("/a b HTTP/1.1\nhost: a", &[400]),
        get("/api/v1/books#x HTTP/1.1\nhost: a", &[200]),
        get("api/v1/books HTTP/1.1\nhost: a", &[400]),
        get("/ HTTP/7.0", &[400]),
        get("/ HTTP/1.1\nx: 1\n 2", &[400]),
        get("/ HTTP/1.1\nx", &[400]),
        get("/ HTTP/1.1\nx: \0", &[400]),
        get(&format!("/ HTTP/1.1\nx: {long}"), &[431]),
        get(&format!("/ HTTP/1.1\n{many}x: 1"), &[431]),
        get(&format!("/{long} HTTP/1.1\nhost: a"), &[431]),
        case("asterisk form", "OPTIONS * HTTP/1.1\nconnection: close\n\n", &[404]),
        case("authority form", "CONNECT a.example:443 HTTP/1.1\nconnection: close\n\n", &[404]),
        case("a long method", &format!("{} / HTTP/1.1\nconnection: close\n\n", &long[..1000]), &[404]),
        case("a small method", "get /api/v1/books HTTP/1.1\nconnection: close\n\n", &[405]),
        case("an odd method", "BR(EW / HTTP/1.1\nhost: a\n\n", &[400]),
        case(
            "two at once",
            "GET /api/v1/books HTTP/1.1\nx-shop: main\n\nGET /nowhere HTTP/1.1\nconnection: close\n\n",
            &[200, 404],
        ),
        order("expect: 100-continue\ncontent-length: 1\n\n1", &[100, 422]),
        order("expect: tea\ncontent-length: 1\n\n1", &[422]),
        order("transfer-encoding: chunked\n\n1;x=y\n1\n0\nx: y\n\n", &[422]),
        order("transfer-encoding: chunked\ncontent-length: 9\n\n1\n1\n0\n\n", &[422]),
        order("transfer-encoding: gzip\n\n1", &[400]),
        order("content-length: 1\ncontent-length: 2\n\n1", &[400]),
        order("content-length: -1\n\n1", &[400]),
        order("content-length: 99999999999999999999\n\n1", &[400]),
        case("0.9", "GET /\n", &[400]),
        case("2.0", "PRI * HTTP/2.0\n\nSM\n\n", &[]),
        case("nothing", "\n\n", &[]),
        ("bare line feeds", b"GET /api/v1/books HTTP/1.1\nx-shop: main\nconnection: close\n\n".to_vec(), &[200]),
        (
            "a key that isn't text",
            b"GET /api/v1/books/7 HTTP/1.1\r\nauthorization: Bearer \xff\xfe\r\nconnection: close\r\n\r\n".to_vec(),
            &[401],
        ),
        ("TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".repeat(30), &[400]),
        ("noise", (0..5000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect(), &[400]),
    ]
}

fn told(name: &str, bytes: &[u8]) -> String {
    format!("{name}: {}", String::from_utf8_lossy(&bytes[..bytes.len().min(150)]))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn through_both_adapters_it_is_answered_alike() {
    let engine: Arc<dyn Handler> = Arc::new(Engine::new(bookstore()));
    let mocked = Server::start(engine.clone()).await.unwrap();
    let served = server::spawn(engine).unwrap();
    for (name, bytes, wanted) in requests() {
        for address in [mocked.address(), served.address()] {
            let adapter = if address == served.address() { "hyper" } else { "wiremock" };
            assert_eq!(statuses(address, &bytes), wanted, "{adapter}, {}", told(name, &bytes));
        }
    }
}

#[test]
fn a_body_that_is_none_is_told() {
    let served = server::spawn(Arc::new(Engine::new(bookstore()))).unwrap();
    let address = served.address();
    // wiremock panics at these, and closes the connection.
    for chunk in ["zz\r\n1\r\n0\r\n\r\n", "ffffffffffffffffff\r\n1", "1\r\n1x\r\n0\r\n\r\n"] {
        let head = "POST /api/v1/orders HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n";
        assert_eq!(statuses(address, format!("{head}{chunk}").as_bytes()), [400], "{chunk}");
    }
    // One without end is read until it is clear that it is too long.
    let mut endless = b"POST /api/v1/orders HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
    let chunk = [b"10000\r\n".to_vec(), vec![b'1'; 0x10000], b"\r\n".to_vec()].concat();
    endless.extend(std::iter::repeat_n(chunk, 1100).flatten());
    assert_eq!(statuses(address, &endless), [413]);
}

#[test]
fn a_connection_that_is_left_costs_nothing_to_the_others() {
    let (seen, requests) = mpsc::channel();
    let handler = move |request: Request| {
        seen.send(request.path).unwrap();
        Reply::new(StatusCode::OK)
    };
    let served = server::spawn(Arc::new(handler)).unwrap();
    let mut open = Vec::new();
    let parts: [&[u8]; 6] = [
        b"",
        b"GE",
        b"GET / HTTP/1.1\r\nhost",
        b"POST / HTTP/1.1\r\ncontent-length: 5\r\n\r\nab",
        b"POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab",
        b"POST / HTTP/1.1\r\ncontent-length: 5\r\nexpect: 100-continue\r\n\r\n",
    ];
    for part in parts {
        for keep in [true, false] {
            let mut stream = TcpStream::connect(served.address()).unwrap();
            stream.write_all(part).unwrap();
            if keep {
                open.push(stream);
            }
            assert_eq!(statuses(served.address(), b"GET /good HTTP/1.1\r\nconnection: close\r\n\r\n"), [200]);
        }
    }
    assert_eq!(requests.try_iter().collect::<Vec<_>>(), ["/good"; 12], "half a request is none");
}
