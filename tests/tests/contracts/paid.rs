//! Money: what is paid for is sent once, is never lost, and the key is told to nobody.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use contract_tests::{KEY, Server, TASK, call, client, created, creates, examples};
use http::StatusCode;
use musicapi::{Error, ErrorKind, Policy, PollPolicy, Retry};
use musicapi_mock::{Clock, MockApi, Settings};
use openapi_mock::{Reply, Wire};
use serde_json::{Value, json};

pub(crate) fn text(status: u16, kind: &str, body: &str) -> Reply {
    let reply = Reply::text(status.try_into().unwrap(), body);
    let mut reply = Reply { headers: http::HeaderMap::new(), ..reply };
    reply.headers.insert("content-type", kind.parse().unwrap());
    reply
}

pub(crate) fn json_reply(status: u16, body: Value) -> Reply {
    Reply::json(status.try_into().unwrap(), &body)
}

/// The first example of a song, whatever else the document sells.
pub(crate) fn song() -> musicapi::types::SonicCreate {
    let is_song = |example: &contract_tests::Example| example.operation.id() == musicapi::facts::CREATE_SONIC.id;
    let example = creates().into_iter().find(is_song).unwrap();
    serde_json::from_value(example.body.unwrap()).unwrap()
}

/// Sends it.
pub(crate) async fn create(client: &musicapi::Client) -> Result<musicapi::Task<musicapi::types::SonicClip>, Error> {
    client.sonic().create(song()).await
}

#[tokio::test]
async fn an_answer_without_end_is_not_read_to_its_end() {
    // Whole it would be a good answer.
    let endless =
        text(200, "application/json", &format!("{{\"message\": \"{}\", \"task_id\": \"7\"}}", " ".repeat(17 << 20)));
    let server = Server::always(endless);
    let error = create(&server.client()).await.unwrap_err();
    assert_eq!((error.kind(), server.asked()), (ErrorKind::OutcomeUnknown, 1), "{error}");
    assert!(error.to_string().contains("longer than"), "{error}");
}

#[tokio::test]
async fn a_create_is_sent_once_whatever_is_answered_and_what_it_means_is_told() {
    use ErrorKind::{OutcomeUnknown, Refused};
    let html = "<html><body><h1>502 Bad Gateway</h1></body></html>";
    let (page, json) = ("text/html; charset=utf-8", "application/json");
    for (reply, kind, body) in [
        (
            json_reply(500, json!({"error": "Internal Server Error."})),
            OutcomeUnknown,
            r#"{"error":"Internal Server Error."}"#,
        ),
        (text(502, page, html), OutcomeUnknown, html),
        (text(503, page, ""), OutcomeUnknown, ""),
        (text(504, "text/plain", "upstream timed out"), OutcomeUnknown, "upstream timed out"),
        (text(408, page, "x"), OutcomeUnknown, "x"),
        (
            json_reply(500, json!({"type": "api_error", "already_refunded": true})),
            Refused,
            r#"{"type":"api_error","already_refunded":true}"#,
        ),
        (
            json_reply(500, json!({"type": "api_error", "already_refunded": false})),
            OutcomeUnknown,
            r#"{"type":"api_error","already_refunded":false}"#,
        ),
        (text(429, page, "slow down").with_header("retry-after", "3"), Refused, "slow down"),
        (json_reply(402, json!({"message": "pay"})), Refused, r#"{"message":"pay"}"#),
        (json_reply(422, json!({"detail": [1]})), Refused, r#"{"detail":[1]}"#),
        (text(200, json, ""), OutcomeUnknown, ""),
        (Reply::new(StatusCode::NO_CONTENT), OutcomeUnknown, ""),
        (text(200, json, "{\"message\": \"succ"), OutcomeUnknown, "{\"message\": \"succ"),
        (text(200, page, html), OutcomeUnknown, html),
        (json_reply(200, json!({"message": "success"})), OutcomeUnknown, r#"{"message":"success"}"#),
        (json_reply(200, json!({"task_id": ""})), OutcomeUnknown, r#"{"task_id":""}"#),
        // No path can hold it, so that nobody could find it again.
        (json_reply(200, json!({"task_id": ".."})), OutcomeUnknown, r#"{"task_id":".."}"#),
        (
            json_reply(200, json!({"type": "api_error", "already_refunded": true})),
            Refused,
            r#"{"type":"api_error","already_refunded":true}"#,
        ),
        (text(202, page, ""), OutcomeUnknown, ""),
        (json_reply(200, json!({"task_id": null})), OutcomeUnknown, r#"{"task_id":null}"#),
        (json_reply(200, json!([])), OutcomeUnknown, "[]"),
        (json_reply(200, json!(null)), OutcomeUnknown, "null"),
    ] {
        let name = format!("{} {:?}", reply.status, reply.body);
        let server = Server::always(reply.clone());
        let error = create(&server.client()).await.unwrap_err();
        // What was surely not accepted is sent again, and nothing else.
        let times = if reply.status == 429 { Retry::default().attempts as usize } else { 1 };
        assert_eq!(server.asked(), times, "{name}");
        assert_eq!((error.kind(), error.is_outcome_unknown()), (kind, kind == OutcomeUnknown), "{name}: {error}");
        assert_eq!(error.status(), Some(reply.status.as_u16()), "{name}");
        assert_eq!(error.body(), Some(body), "{name}");
        assert_eq!(error.operation(), Some("create_sonic"), "{name}");
        assert!(!error.message().is_empty() && !error.to_string().contains('<'), "{name}: {error}");
        assert_eq!(
            error.is_transient(),
            reply.status == 429,
            "{name}: only what was surely not accepted may be sent again"
        );
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Server::always(created());
    for status in [301, 302, 303, 307, 308] {
        for target in [format!("{}/sonic/create", elsewhere.uri()), "/api/v1/sonic/create".to_owned()] {
            let server = Server::always(Reply::new(status.try_into().unwrap()).with_header("location", &target));
            let error = create(&server.client()).await.unwrap_err();
            assert_eq!((error.kind(), error.status()), (ErrorKind::OutcomeUnknown, Some(status)), "{error}");
            assert_eq!(server.asked(), 1, "{status} {target}");
            let error = server.client().account().get_credits().await.unwrap_err();
            assert_eq!((error.status(), server.asked()), (Some(status), 2), "{error}");
        }
    }
    assert!(elsewhere.requests().is_empty(), "the key went to another host");
}

#[tokio::test]
async fn an_answer_that_is_cut_off_leaves_the_outcome_unknown() {
    let length = created().body.len();
    for at in [0, 1, length / 2, length - 1] {
        let server = Server::always(created().with_wire(Wire::CutAfter(at)));
        let error = create(&server.client()).await.unwrap_err();
        assert_eq!((error.kind(), error.status()), (ErrorKind::OutcomeUnknown, Some(200)), "{at}: {error}");
        assert_eq!(server.asked(), 1, "{at}");
        let error = server.client().account().get_credits().await.unwrap_err();
        assert_eq!((error.kind(), error.is_transient()), (ErrorKind::Interrupted, true), "{at}: {error}");
    }
}

/// A server that does with each connection what it is told, and counts them. Its thread ends with the test program.
fn raw(act: impl Fn(TcpStream) + Send + 'static) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let uri = format!("http://{}/api/v1", listener.local_addr().unwrap());
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            counted.fetch_add(1, Ordering::SeqCst);
            act(stream);
        }
    });
    (uri, count)
}

/// Reads a request to its end.
fn read_all(stream: &mut TcpStream) {
    let (mut seen, mut chunk) = (Vec::new(), [0; 4096]);
    loop {
        let length = stream.read(&mut chunk).unwrap();
        seen.extend_from_slice(&chunk[..length]);
        let head = seen.windows(4).position(|window| window == b"\r\n\r\n");
        let Some(head) = head.map(|at| at + 4) else { continue };
        let text = String::from_utf8_lossy(&seen[..head]).to_lowercase();
        let length = text.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok()).unwrap_or(0);
        if seen.len() >= head + length {
            return;
        }
    }
}

#[tokio::test]
async fn a_connection_that_breaks_before_the_answer_leaves_the_outcome_unknown() {
    type Break = fn(TcpStream);
    let breaks: [(&str, Break); 4] = [
        ("closed after the request", |mut stream| read_all(&mut stream)),
        // What was not read yet makes the machine reset the connection.
        ("reset amid the request", |mut stream| _ = stream.read(&mut [0; 10])),
        ("half a status line", |mut stream| {
            read_all(&mut stream);
            stream.write_all(b"HTTP/1.1 2").unwrap();
        }),
        ("not HTTP", |mut stream| {
            read_all(&mut stream);
            stream.write_all(b"SSH-2.0-OpenSSH_9.6\r\n\r\n").unwrap();
            let _ = stream.shutdown(Shutdown::Both);
        }),
    ];
    for (name, act) in breaks {
        let (uri, count) = raw(act);
        let client = client(&uri, KEY, &Clock::by_hand());
        let error = create(&client).await.unwrap_err();
        assert_eq!((error.kind(), error.status()), (ErrorKind::OutcomeUnknown, None), "{name}: {error}");
        assert_eq!(count.load(Ordering::SeqCst), 1, "{name}");
        let error = client.account().get_credits().await.unwrap_err();
        assert_eq!((error.kind(), error.is_transient()), (ErrorKind::Interrupted, true), "{name}: {error}");
        assert_eq!(count.load(Ordering::SeqCst), 1 + Retry::default().attempts as usize, "{name}");
        let once = client.with(Policy { retry: Retry::NEVER, ..Policy::default() });
        count.store(0, Ordering::SeqCst);
        once.account().get_credits().await.unwrap_err();
        assert_eq!(count.load(Ordering::SeqCst), 1, "{name}: nothing below repeats it in secret");
    }
}

#[tokio::test]
async fn a_connection_that_was_kept_and_is_dead_does_not_make_a_create_go_twice() {
    // The first answer keeps the connection open; what comes next on it is read and never answered.
    let (uri, count) = raw(|mut stream| {
        read_all(&mut stream);
        let body = r#"{"credits": 50, "extra_credits": 0}"#;
        let head =
            format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n", body.len());
        stream.write_all(format!("{head}{body}").as_bytes()).unwrap();
        read_all(&mut stream);
    });
    let client = client(&uri, KEY, &Clock::by_hand());
    client.account().get_credits().await.unwrap();
    let error = create(&client).await.unwrap_err();
    assert_eq!((error.kind(), count.load(Ordering::SeqCst)), (ErrorKind::OutcomeUnknown, 1), "{error}");
}

#[tokio::test]
async fn where_nobody_listens_nothing_was_accepted() {
    // Nobody but root may listen there, and nobody does.
    let client = client("http://127.0.0.1:1/api/v1", KEY, &Clock::by_hand());
    for example in examples() {
        let error = call(&client, &example).await.unwrap_err();
        assert_eq!((error.kind(), error.status(), error.is_transient()), (ErrorKind::Connect, None, true), "{error}");
        assert_eq!(error.operation(), Some(example.operation.id()));
    }
}

/// Everything that an error tells anybody.
fn told(error: &Error) -> String {
    let parts =
        [error.message(), error.code().unwrap_or(""), error.body().unwrap_or(""), error.request_id().unwrap_or("")];
    let violations = format!(
        "{:?} {:?} {:?}",
        error.violations(),
        error.task(),
        std::error::Error::source(error).map(|it| it.to_string())
    );
    format!("{error} {error:?} {error:#?} {} {violations}", parts.join(" "))
}

/// What stands around the key, or a good part of it.
fn leak(text: &str) -> Option<&str> {
    let at = text.find(&KEY[..8])?;
    let from = (0..=at.saturating_sub(60)).rev().find(|from| text.is_char_boundary(*from))?;
    Some(&text[from..text.len().min(at + KEY.len())])
}

#[tokio::test]
async fn the_key_is_told_to_nobody() {
    let builder = musicapi::Client::builder(KEY).base_url("http://127.0.0.1:1/api/v1");
    let built = builder.build().unwrap();
    let task = built.sonic().task(TASK);
    let shown = format!(
        "{:?} {:#?} {built:?} {built:#?} {:?} {:?} {task:?} {:?}",
        musicapi::Client::builder(KEY),
        musicapi::Client::builder(KEY),
        built.sonic(),
        built.account(),
        task.poller(PollPolicy::default())
    );
    let mut shown = vec![("what is printed".to_owned(), shown)];
    for wrong in ["", "ftp://x/y", "not an address"] {
        shown.push((wrong.to_owned(), told(&musicapi::Client::builder(KEY).base_url(wrong).build().unwrap_err())));
    }
    shown.push(("a bad key".to_owned(), told(&musicapi::Client::builder(format!("{KEY}\u{7f}")).build().unwrap_err())));

    // Where a service, or what stands before it, may echo what it was sent.
    let bearer = format!("Bearer {KEY}");
    let long = |before: usize| format!("{}{KEY}", "x".repeat(before));
    let replies = [
        json_reply(401, json!({"error": format!("the key {KEY} is unknown")})),
        json_reply(401, json!({"message": bearer, "code": KEY})),
        json_reply(400, json!({"type": KEY, "error": {"authorization": bearer}})),
        json_reply(500, json!({"error": bearer})).with_header("x-request-id", KEY),
        text(502, "text/plain", &bearer),
        text(400, "text/plain", &long(190)),
        text(400, "text/plain", &long(4086)),
        text(500, "text/html", &format!("<html>{bearer}</html>")),
        text(200, "application/json", &format!("{{\"oops\": \"{KEY}\"")),
        text(200, "text/plain", KEY),
        json_reply(200, json!({"message": KEY})),
        json_reply(200, json!({"error": KEY})),
        json_reply(200, json!({"credits": KEY, "data": KEY, "type": KEY})).with_header("x-request-id", KEY),
        json_reply(200, json!({"code": 200, "data": [{"clip_id": [KEY], "state": "succeeded"}], "message": "success"})),
        json_reply(200, json!({"type": "failed", "error": KEY})),
        json_reply(202, json!(KEY)),
        Reply::new(StatusCode::TEMPORARY_REDIRECT).with_header("location", &format!("http://{KEY}.test/{KEY}")),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (index, reply) in replies.iter().enumerate() {
        let server = Server::always(reply.clone());
        let client = server.client();
        let mut errors = Vec::new();
        for example in examples() {
            errors.extend(call(&client, &example).await.err());
        }
        errors.extend(client.sonic().task(TASK).poll().await.err());
        errors.extend(client.sonic().task(TASK).wait().await.err());
        errors.extend(client.download(format!("{}?{KEY}", server.file()), folder.path().join("song.mp3")).await.err());
        assert!(!errors.is_empty(), "{index}");
        shown.extend(errors.iter().map(|error| (format!("reply {index} for {:?}", error.operation()), told(error))));
    }
    // Half of it is as good as a leak: it says where the rest begins.
    let leaks: Vec<String> =
        shown.iter().filter_map(|(what, text)| leak(text).map(|text| format!("{what}: {text}"))).collect();
    assert!(leaks.is_empty(), "{} of {} leak:\n{}", leaks.len(), shown.len(), leaks.join("\n"));
}

#[tokio::test]
async fn a_request_carries_what_it_must_and_nothing_else() {
    let server = Server::mock(Settings::default().with_key(KEY).with_credits(100_000));
    for example in examples().into_iter().filter(|example| !example.is_retired()) {
        let before = server.asked();
        call(&server.client(), &example).await.unwrap();
        let request = server.requests().remove(before);
        let mut names: Vec<&str> = request.headers.keys().map(|name| name.as_str()).collect();
        names.sort_unstable();
        let with_body = ["accept", "authorization", "content-length", "content-type", "host", "user-agent"];
        let without_body = ["accept", "authorization", "host", "user-agent"];
        let wanted: &[&str] = if example.body.is_some() { &with_body } else { &without_body };
        assert_eq!(names, wanted, "{}", example.name);
        assert_eq!(request.headers["authorization"], format!("Bearer {KEY}"), "{}", example.name);
        assert_eq!(
            (request.query, &request.method),
            (example.request().query, example.operation.method()),
            "{}",
            example.name
        );
        if let Some(body) = &example.body {
            let sent: Value = serde_json::from_slice(&request.body).unwrap();
            let wanted = contract_tests::with_tag(example.operation, body.clone());
            let told = |value| contract_tests::without_default_tags(contract_tests::normal(value));
            assert_eq!(told(&sent), told(&wanted), "{}", example.name);
            assert!(
                !contract_tests::pointers(&sent).iter().any(|at| sent.pointer(at) == Some(&Value::Null)),
                "a null was sent"
            );
        } else {
            assert!(request.body.is_empty(), "{}", example.name);
        }
    }
}

#[tokio::test]
async fn a_task_id_is_never_lost_however_it_is_told() {
    let whole = json_reply(200, json!({"message": "success", "task_id": TASK}));
    let mut marked = whole.clone();
    marked.body = [b"\xef\xbb\xbf".as_slice(), &whole.body].concat().into();
    let mut number = whole.clone();
    number.body = r#"{"message": "success", "task_id": 7}"#.into();
    // The answer is whole, and then the connection breaks where more was promised.
    let mut cut = whole.clone();
    let length = cut.body.len();
    cut.body = [&whole.body[..], b"                "].concat().into();
    for (reply, id) in [(marked, TASK), (number, "7"), (cut.with_wire(Wire::CutAfter(length)), TASK)] {
        let server = Server::script(vec![reply]);
        assert_eq!(create(&server.client()).await.unwrap().reference().id(), id);
    }
}

#[tokio::test]
async fn a_key_that_stands_in_an_answer_by_chance_changes_nothing() {
    for key in ["a", "task", "e", "1", "success"] {
        let mock = MockApi::start().key(key).await;
        let task = create(&contract_tests::client_of(&mock)).await.unwrap();
        assert!(task.wait().await.is_ok(), "{key} {:?}", task.reference());
    }
}
