//! Connections that break, stall and dawdle as a reply says.

use std::{
    future::pending,
    io::{ErrorKind, Read, Write},
    net::{Shutdown, TcpStream},
    sync::{Arc, mpsc},
    time::Duration,
};

use http::StatusCode;
use openapi_mock::{Handler, Hold, Reply, Request, Wire, server, wiremock};

const BODY: &str = "0123456789";

/// Answers below `/whole` as HTTP has it, and elsewhere like this.
fn handler(wire: Wire) -> Arc<dyn Handler> {
    Arc::new(move |request: Request| {
        let whole = request.path.starts_with("/whole");
        Reply::text(StatusCode::OK, BODY).with_wire(if whole { Wire::Intact } else { wire })
    })
}

fn ask(server: &server::Running, lines: &[&str]) -> TcpStream {
    let mut stream = TcpStream::connect(server.address()).unwrap();
    // A connection that isn't ended fails a test, rather than keeping it for ever.
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let requests: String = lines.iter().map(|line| format!("{line} HTTP/1.1\r\nhost: a\r\n\r\n")).collect();
    stream.write_all(requests.as_bytes()).unwrap();
    stream
}

/// What comes until the connection ends, and how it ends.
fn read(stream: &mut TcpStream) -> (String, Option<ErrorKind>) {
    let mut bytes = Vec::new();
    let end = stream.read_to_end(&mut bytes).err().map(|error| error.kind());
    (String::from_utf8(bytes).unwrap(), end)
}

/// What `read` gives, in which the head must promise this length.
fn body(stream: &mut TcpStream, promised: usize) -> (String, Option<ErrorKind>) {
    let (answer, end) = read(stream);
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
    assert!(head.ends_with(&format!("content-length: {promised}")), "{head}");
    (body.to_owned(), end)
}

/// Checks that after these bytes of the body nothing comes, and that the connection ends with the server.
fn rests_after(server: server::Running, wanted: &str) {
    let mut stream = ask(&server, &["GET /"]);
    let head =
        if wanted.is_empty() { 0 } else { "HTTP/1.1 200 OK\r\ncontent-type: text/plain; charset=utf-8\r\n".len() };
    let mut answer = vec![0; head];
    stream.read_exact(&mut answer).unwrap();
    while !answer.ends_with(wanted.as_bytes()) {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        answer.push(byte[0]);
    }
    // The server has one thread: once it answers this, all that it had to do for the other connection is done.
    ask(&server, &["GET /whole"]).read_exact(&mut [0; 15]).unwrap();
    stream.set_nonblocking(true).unwrap();
    assert_eq!(stream.read(&mut [0]).unwrap_err().kind(), ErrorKind::WouldBlock, "{wanted:?}");
    stream.set_nonblocking(false).unwrap();
    drop(server);
    assert_eq!(read(&mut stream), (String::new(), None), "{wanted:?}");
}

#[test]
fn without_an_answer_the_connection_is_closed_or_reset() {
    for (wire, wanted) in [(Wire::Close, None), (Wire::Reset, Some(ErrorKind::ConnectionReset))] {
        let served = server::spawn(handler(wire)).unwrap();
        assert_eq!(read(&mut ask(&served, &["GET /"])), (String::new(), wanted), "{wire:?}");
        assert_eq!(read(&mut ask(&served, &["HEAD /"])), (String::new(), wanted), "{wire:?}");
        let (answer, _) = read(&mut ask(&served, &["GET /whole", "GET /"]));
        assert!(answer.ends_with(BODY), "an answer that comes before is whole: {answer}");
    }
}

#[test]
fn within_an_answer_the_connection_is_closed_or_reset() {
    for at in [0, 1, 9] {
        for (wire, wanted) in [(Wire::CutAfter(at), None), (Wire::ResetAfter(at), Some(ErrorKind::ConnectionReset))] {
            let served = server::spawn(handler(wire)).unwrap();
            let mut stream = ask(&served, &["GET /"]);
            // What hasn't been read when the reset arrives is kept on Linux, but not everywhere.
            if cfg!(target_os = "linux") || wanted.is_none() {
                assert_eq!(body(&mut stream, 10), (BODY[..at].to_owned(), wanted), "{wire:?}");
            } else {
                assert_eq!(read(&mut stream).1, wanted, "{wire:?}");
            }
        }
    }
}

#[test]
fn a_reply_that_is_shorter_than_that_is_whole() {
    for wire in [Wire::CutAfter(10), Wire::ResetAfter(10), Wire::StallAfter(10), Wire::CutAfter(usize::MAX)] {
        let served = server::spawn(handler(wire)).unwrap();
        let answer = body(&mut ask(&served, &["GET /", "GET / HTTP/1.1\r\nconnection: close\r\nx:"]), 10).0;
        assert_eq!(answer.matches(BODY).count(), 2, "{wire:?}");
    }
    let parts = [
        Wire::CutAfter(1),
        Wire::ResetAfter(1),
        Wire::StallAfter(1),
        Wire::Trickle { bytes: 1, pause: Duration::from_secs(3600) },
    ];
    for wire in parts {
        let served = server::spawn(handler(wire)).unwrap();
        let (answer, end) = read(&mut ask(&served, &["HEAD / HTTP/1.1\r\nconnection: close\r\nx:"]));
        assert!(answer.ends_with("content-length: 10\r\n\r\n") && end.is_none(), "{wire:?}: {answer}");
    }
}

#[test]
fn a_reply_stalls_until_the_server_stops() {
    rests_after(server::spawn(handler(Wire::Silence)).unwrap(), "");
    rests_after(server::spawn(handler(Wire::StallAfter(0))).unwrap(), "content-length: 10\r\n\r\n");
    rests_after(server::spawn(handler(Wire::StallAfter(4))).unwrap(), "\r\n\r\n0123");
    let pause = Duration::from_secs(3600);
    rests_after(server::spawn(handler(Wire::Trickle { bytes: 3, pause })).unwrap(), "\r\n\r\n012");
    rests_after(server::spawn(handler(Wire::Trickle { bytes: 0, pause })).unwrap(), "\r\n\r\n0");
}

#[test]
fn a_stall_ends_with_the_peer() {
    let pause = Duration::from_secs(3600);
    for wire in [Wire::Silence, Wire::StallAfter(0), Wire::StallAfter(4), Wire::Trickle { bytes: 4, pause }] {
        let (asked, seen) = mpsc::channel();
        let handler = move |_: Request| {
            asked.send(()).unwrap();
            Reply::text(StatusCode::OK, BODY).with_wire(wire)
        };
        let served = server::spawn(Arc::new(handler)).unwrap();
        let mut stream = ask(&served, &["GET /"]);
        seen.recv().unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        let (answer, end) = read(&mut stream);
        assert!(end.is_none() && !answer.ends_with(BODY), "{wire:?}: {answer} {end:?}");
    }
}

#[test]
fn a_trickle_comes_to_its_end() {
    for bytes in [1, 3, 10, usize::MAX] {
        let served = server::spawn(handler(Wire::Trickle { bytes, pause: Duration::from_micros(10) })).unwrap();
        let mut stream = ask(&served, &["GET /", "GET /whole HTTP/1.1\r\nconnection: close\r\nx:"]);
        assert_eq!(read(&mut stream).0.matches(BODY).count(), 2, "{bytes}");
    }
}

#[test]
fn a_length_may_be_wrong() {
    for told in [0, 1, 9, 10, 11, 1_000_000] {
        let served = server::spawn(handler(Wire::Length(told as u64))).unwrap();
        assert_eq!(body(&mut ask(&served, &["GET /"]), told), (BODY.to_owned(), None), "{told}");
    }
    // The excess is more than fits into the buffers of a socket.
    let long = "x".repeat(8_000_000);
    let text = long.clone();
    let handler = move |_: Request| Reply::text(StatusCode::OK, text.clone()).with_wire(Wire::Length(5));
    let served = server::spawn(Arc::new(handler)).unwrap();
    assert_eq!(body(&mut ask(&served, &["GET /"]), 5), (long, None));
}

/// Tells when it is dropped.
struct Dropped(mpsc::Sender<()>);

impl Drop for Dropped {
    fn drop(&mut self) {
        let _ = self.0.send(());
    }
}

#[test]
fn a_reply_is_held_until_it_is_let_go_or_the_peer_or_the_server_gives_up() {
    let (go, went) = tokio::sync::watch::channel(false);
    let (held, holds) = mpsc::channel();
    let (dropped, drops) = mpsc::channel();
    let handler = move |_: Request| {
        let (went, held, dropped) = (went.clone(), held.clone(), dropped.clone());
        let hold = Hold::until(move || {
            held.send(()).unwrap();
            let (mut went, dropped) = (went.clone(), Dropped(dropped.clone()));
            async move {
                let _dropped = dropped;
                let _ = went.wait_for(|went| *went).await;
            }
        });
        Reply::text(StatusCode::OK, BODY).with_hold(hold)
    };
    let served = server::spawn(Arc::new(handler)).unwrap();

    let first = ask(&served, &["GET /"]);
    holds.recv().unwrap();
    drop(first);
    drops.recv().unwrap();

    let mut second = ask(&served, &["GET / HTTP/1.1\r\nconnection: close\r\nx:"]);
    holds.recv().unwrap();
    go.send(true).unwrap();
    assert_eq!(body(&mut second, 10), (BODY.to_owned(), None));

    go.send(false).unwrap();
    let mut third = ask(&served, &["GET /"]);
    holds.recv().unwrap();
    drop(served);
    assert_eq!(read(&mut third), (String::new(), None));
}

#[tokio::test]
async fn wiremock_refuses_what_it_can_not_do() {
    let pause = Duration::from_secs(1);
    let wires = [
        Wire::Close,
        Wire::Reset,
        Wire::Silence,
        Wire::CutAfter(1),
        Wire::ResetAfter(1),
        Wire::StallAfter(1),
        Wire::Trickle { bytes: 1, pause },
        Wire::Length(3),
    ];
    let wires = wires.map(|wire| Reply::text(StatusCode::OK, BODY).with_wire(wire));
    let held = Reply::text(StatusCode::OK, BODY).with_hold(Hold::until(pending));
    for reply in wires.into_iter().chain([held]) {
        let told = format!("{reply:?}");
        let mocked = wiremock::Server::start(Arc::new(move |_: Request| reply.clone())).await.unwrap();
        let mut stream = TcpStream::connect(mocked.address()).unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").unwrap();
        let (answer, _) = read(&mut stream);
        assert!(answer.starts_with("HTTP/1.1 501") && answer.contains("openapi_mock::server"), "{told}: {answer}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_body_that_does_not_come_is_told() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(server::serve(listener, handler(Wire::Intact), pending()));
    for head in ["content-length: 5", "transfer-encoding: chunked", "content-length: 5\r\nexpect: 100-continue"] {
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        stream.write_all(format!("POST / HTTP/1.1\r\nhost: a\r\n{head}\r\n\r\n").as_bytes()).await.unwrap();
        if !head.contains("expect") {
            stream.write_all(b"1").await.unwrap();
        }
        // The clock is tokio's, and moves by itself when nothing else happens.
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        let answer = answer.trim_start_matches("HTTP/1.1 100 Continue\r\n\r\n");
        assert!(answer.starts_with("HTTP/1.1 408 "), "{head}: {answer}");
    }
}
