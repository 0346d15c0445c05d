//! The same handler through wiremock and through hyper.

use std::{
    io::{Read, Write},
    net::{Shutdown, SocketAddr, TcpStream},
    sync::{Arc, mpsc},
};

use crate::common::bookstore;
use http::{HeaderMap, Method, StatusCode};
use openapi_mock::{BODY_LIMIT, Engine, Handler, Reply, Request, Wire, server, wiremock::Server};
use serde_json::json;

/// Sends a request on a connection of its own, and reads what comes until the connection ends.
fn send(address: SocketAddr, request: &Request) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).unwrap();
    let query = request.query.as_ref().map(|query| format!("?{query}")).unwrap_or_default();
    let mut head = format!("{} {}{query} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n", request.method, request.path);
    for (name, value) in &request.headers {
        head.push_str(&format!("{name}: {}\r\n", value.to_str().unwrap()));
    }
    head.push_str(&format!("content-length: {}\r\n\r\n", request.body.len()));
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&request.body).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    answer
}

/// Status line, sorted headers without `date`, and body.
fn parts(answer: &[u8]) -> (String, Vec<String>, Vec<u8>) {
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(answer[..end].to_vec()).unwrap();
    let mut lines = head.lines().map(str::to_owned);
    let status = lines.next().unwrap();
    let mut headers: Vec<String> = lines.filter(|line| !line.starts_with("date:")).collect();
    headers.sort();
    (status, headers, answer[end + 4..].to_vec())
}

fn corpus() -> Vec<Request> {
    let list = || Request::get("/api/v1/books?limit=2").with_header("x-shop", "main");
    let order = |body: &[u8]| {
        let mut request = Request::new(Method::POST, "/api/v1/orders").with_header("content-type", "application/json");
        request.body = body.to_vec().into();
        request
    };
    let mut corpus = vec![
        list(),
        list().with_header("prefer", "code=429, example=closed"),
        list().with_header("prefer", "code=418"),
        Request::get("/api/v1/books?limit=%ff"),
        Request::get("/api/v1/books?tag=a%20b+c&tag=%C3%A9"),
        Request::get("/api/v1/books/a%2Fb").with_header("authorization", "Bearer a"),
        Request::get("/api/v1/books/%ff").with_header("authorization", "Bearer a"),
        Request::get("/api/v1/books/7"),
        Request::get("/nowhere"),
        Request::post("/api/v1/books", &json!({"title": 7})).with_header("x-key", "a"),
        order(br#"{"price": 1}"#),
        order(b"not json"),
        order(b""),
        order("[".repeat(10_000).as_bytes()),
        order(&vec![b'1'; BODY_LIMIT]),
        order(&vec![b'1'; BODY_LIMIT + 1]),
        order(&vec![b'1'; 50 * 1024 * 1024]),
        order(b"a,b").with_header("content-type", "text/csv"),
    ];
    for method in [Method::DELETE, Method::HEAD, Method::OPTIONS, Method::PUT] {
        corpus.push(Request::new(method, "/api/v1/books/7").with_header("x-key", "a"));
    }
    corpus
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_request_gets_the_same_answer() {
    let engine: Arc<dyn Handler> = Arc::new(Engine::new(bookstore()));
    let mocked = Server::start(engine.clone()).await.unwrap();
    let served = server::spawn(engine).unwrap();
    for request in corpus() {
        let (mock, serve) = (parts(&send(mocked.address(), &request)), parts(&send(served.address(), &request)));
        assert!(mock == serve, "{} {}: {mock:?} {serve:?}", request.method, request.path);
        assert_eq!(send(served.address(), &request), send(served.address(), &request));
    }
}

/// Tells how much of a body it was given.
struct Long;

impl Handler for Long {
    fn handle(&self, request: Request) -> Reply {
        Reply::text(StatusCode::OK, request.body.len().to_string())
    }

    fn body_limit(&self, path: &str, _headers: &HeaderMap) -> usize {
        if path == "/long" { 3 * BODY_LIMIT } else { BODY_LIMIT }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_handler_may_be_given_more() {
    let handler: Arc<dyn Handler> = Arc::new(Arc::new(Long));
    let mocked = Server::start(handler.clone()).await.unwrap();
    let served = server::spawn(handler).unwrap();
    for (path, length) in [("/long", 2 * BODY_LIMIT), ("/short", BODY_LIMIT + 1)] {
        let mut request = Request::new(Method::POST, path);
        request.body = vec![b'1'; 2 * BODY_LIMIT].into();
        for address in [mocked.address(), served.address()] {
            assert_eq!(parts(&send(address, &request)).2, length.to_string().as_bytes(), "{path}");
        }
    }
}

#[tokio::test]
async fn two_hundred_servers_are_dropped_in_one_task() {
    let handler: Arc<dyn Handler> = Arc::new(|_: Request| Reply::new(StatusCode::OK));
    let mut servers = Vec::new();
    for _ in 0..200 {
        servers.push(Server::start(handler.clone()).await.unwrap());
    }
    drop(servers);
}

#[tokio::test]
async fn connections_are_broken_by_hyper_and_refused_by_wiremock() {
    let body = "x".repeat(4_000_000);
    for cut in [0, 1, 5, 3_999_999] {
        let text = body.clone();
        let handler: Arc<dyn Handler> =
            Arc::new(move |_: Request| Reply::text(StatusCode::OK, text.clone()).with_wire(Wire::CutAfter(cut)));
        let served = server::spawn(handler.clone()).unwrap();
        let (status, headers, part) = parts(&send(served.address(), &Request::get("/")));
        assert_eq!((&status[..], part.len()), ("HTTP/1.1 200 OK", cut));
        assert!(headers.contains(&"content-length: 4000000".to_owned()));
        let mocked = Server::start(handler).await.unwrap();
        let (status, _, body) = parts(&send(mocked.address(), &Request::get("/")));
        assert_eq!(status, "HTTP/1.1 501 Not Implemented");
        assert!(String::from_utf8(body).unwrap().contains("openapi_mock::server"));
    }
    let whole = |_: Request| Reply::text(StatusCode::OK, "abc").with_wire(Wire::CutAfter(3));
    let served = server::spawn(Arc::new(whole)).unwrap();
    assert_eq!(parts(&send(served.address(), &Request::get("/"))).2, b"abc");
}

#[tokio::test]
async fn a_panic_costs_one_request() {
    let handler: Arc<dyn Handler> = Arc::new(|request: Request| {
        assert_eq!(request.path, "/good", "this panic belongs to the test");
        Reply::new(StatusCode::OK)
    });
    let (served, mocked) = (server::spawn(handler.clone()).unwrap(), Server::start(handler).await.unwrap());
    for address in [served.address(), mocked.address()] {
        let (status, _, body) = parts(&send(address, &Request::get("/bad")));
        assert_eq!(status, "HTTP/1.1 500 Internal Server Error");
        assert!(String::from_utf8(body).unwrap().contains("panicked"));
        assert_eq!(parts(&send(address, &Request::get("/good"))).0, "HTTP/1.1 200 OK");
    }
}

#[test]
fn a_server_stops_with_connections_open() {
    let served = server::spawn(Arc::new(|_: Request| Reply::new(StatusCode::OK))).unwrap();
    let address = served.address();
    let mut idle = TcpStream::connect(address).unwrap();
    idle.write_all(b"GET / HTTP/1.1\r\nhost: a\r\n\r\n").unwrap();
    let mut first = [0; 15];
    idle.read_exact(&mut first).unwrap();
    let mut half = TcpStream::connect(address).unwrap();
    half.write_all(b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\nab").unwrap();
    let mut left = TcpStream::connect(address).unwrap();
    left.write_all(b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\nab").unwrap();
    left.shutdown(Shutdown::Both).unwrap();
    drop(served);
    let mut rest = Vec::new();
    let _ = idle.read_to_end(&mut rest);
    let _ = half.read_to_end(&mut rest);
    assert!(TcpStream::connect(address).is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_on_this_runtime_answers_until_it_is_told_to_stop() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let (seen, requests) = mpsc::channel();
    let handler = Arc::new(move |request: Request| {
        let _ = seen.send(request);
        Reply::new(StatusCode::NO_CONTENT)
    });
    let serving = tokio::spawn(server::serve(listener, handler, async { _ = stopped.await }));
    let request = Request::post("/a%20b?c=d", &json!([1])).with_header("x-twice", "1").with_header("x-twice", "2");
    assert_eq!(parts(&send(address, &request)).0, "HTTP/1.1 204 No Content");
    let seen = requests.recv().unwrap();
    assert_eq!((&seen.path[..], seen.query.as_deref(), &seen.body[..]), ("/a%20b", Some("c=d"), &b"[1]"[..]));
    assert_eq!(seen.headers.get_all("x-twice").iter().count(), 2);
    stop.send(()).unwrap();
    serving.await.unwrap().unwrap();
}
