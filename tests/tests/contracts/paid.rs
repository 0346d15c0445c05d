//! Money: what is paid for is sent once, is never lost, and the key is told to nobody.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use contract_tests::{KEY, Server, TASK, call, client, client_of, clips, created, creates, examples, start};
use http::{Method, StatusCode};
use musicapi::{ClipState, Error, ErrorKind, TaskRef, Wait};
use musicapi_mock::{Clock, MockApi, Settings};
use openapi_replay::{Reply, Wire};
use serde_json::{Value, json};

fn text(status: u16, kind: &str, body: &str) -> Reply {
    let reply = Reply::text(status.try_into().unwrap(), body);
    let mut reply = Reply { headers: http::HeaderMap::new(), ..reply };
    reply.headers.insert("content-type", kind.parse().unwrap());
    reply
}

fn json_reply(status: u16, body: Value) -> Reply {
    Reply::json(status.try_into().unwrap(), &body)
}

/// Sends the document's first create.
async fn create(client: &musicapi::Client) -> Result<musicapi::Task<musicapi::types::SonicClip>, Error> {
    let request: musicapi::types::SonicCreate = serde_json::from_value(creates().remove(0).body.unwrap()).unwrap();
    client.sonic().create(request).await
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
        (json_reply(200, json!({"task_id": null})), OutcomeUnknown, r#"{"task_id":null}"#),
        (json_reply(200, json!([])), OutcomeUnknown, "[]"),
        (json_reply(200, json!(null)), OutcomeUnknown, "null"),
    ] {
        let name = format!("{} {:?}", reply.status, reply.body);
        let server = Server::always(reply.clone());
        let error = create(&server.client()).await.unwrap_err();
        assert_eq!(server.requests().len(), 1, "{name}");
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
            assert_eq!(server.requests().len(), 1, "{status} {target}");
            let error = server.client().account().get_credits().await.unwrap_err();
            assert_eq!((error.status(), server.requests().len()), (Some(status), 2), "{error}");
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
        assert_eq!(server.requests().len(), 1, "{at}");
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
        assert_eq!(count.load(Ordering::SeqCst), 2, "{name}: a free call isn't repeated in secret either");
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
        task.watch(Wait::default())
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
        errors.extend(client.sonic().task(TASK).look().await.err());
        errors.extend(client.sonic().task(TASK).wait().await.err());
        errors.extend(client.download(&format!("{}?{KEY}", server.file()), folder.path().join("song.mp3")).await.err());
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
    let server = Server::mock(Settings { keys: vec![KEY.to_owned()], credits: 100_000, ..Settings::default() });
    for example in examples().into_iter().filter(|example| !example.is_retired()) {
        let before = server.requests().len();
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

/// What a free look may meet and outlive.
fn passing() -> Vec<Reply> {
    vec![
        text(500, "text/plain", "oops"),
        text(502, "text/html", "<html>"),
        text(503, "text/plain", ""),
        Reply::new(StatusCode::TOO_MANY_REQUESTS),
        clips(&["running"]).with_wire(Wire::CutAfter(9)),
    ]
}

#[tokio::test]
async fn a_wait_outlives_failures_that_pass_as_long_as_the_policy_says() {
    let tolerance = Wait::default().tolerance as usize;
    let five = passing();
    assert_eq!(five.len(), tolerance);
    let good = clips(&["running", "running"]);
    let done = clips(&["succeeded", "succeeded"]);
    // Between two that are good any five in a row.
    let mut replies = vec![created(), good.clone()];
    replies.extend(five.clone());
    replies.push(good.clone());
    replies.extend(five.iter().rev().cloned());
    replies.push(done.clone());
    let looks = replies.len() - 1;
    let server = Server::script(replies);
    let outcome = create(&server.client()).await.unwrap().wait().await.unwrap();
    assert_eq!((outcome.succeeded.len(), server.times(Method::GET).len()), (2, looks));

    // One more is one too many, of whichever kind.
    for last in passing() {
        let mut replies = vec![created(), good.clone()];
        replies.extend(five.clone());
        replies.extend([last.clone(), done.clone()]);
        let server = Server::script(replies);
        let error = create(&server.client()).await.unwrap().wait().await.unwrap_err();
        let kind = if last.status == 429 { ErrorKind::Refused } else { ErrorKind::Interrupted };
        assert_eq!((error.kind(), error.is_transient()), (kind, true), "{error}");
        assert_eq!(error.task().unwrap().to_string(), format!("sonic/task/{TASK}"));
        assert_eq!(server.times(Method::GET).len(), 1 + tolerance + 1);
    }
}

#[tokio::test]
async fn a_failure_that_asking_again_cannot_mend_ends_a_wait_at_once() {
    for status in [400, 401, 403, 404, 422] {
        let server = Server::script(vec![created(), json_reply(status, json!({"error": "no"})), clips(&["succeeded"])]);
        let error = create(&server.client()).await.unwrap().wait().await.unwrap_err();
        assert_eq!((error.kind(), error.status()), (ErrorKind::Refused, Some(status)));
        assert_eq!(error.task().map(TaskRef::id), Some(TASK));
        assert_eq!(server.times(Method::GET).len(), 1);
    }
}

#[tokio::test]
async fn looks_come_at_the_documented_pace() {
    let (first, pace) = (Wait::default().first.as_secs_f64(), Wait::default().pace.as_secs_f64());
    for operation in musicapi::facts::OPERATIONS {
        let Some((from, to)) = operation.report.as_ref().map(|report| report.pace) else { continue };
        assert!(first >= f64::from(from) && (f64::from(from)..=f64::from(to)).contains(&pace), "{first} {pace}");
    }
    for seed in 0..5 {
        let server = Server::mock(Settings { keys: vec![KEY.to_owned()], seed, ..Settings::default() });
        let began = server.clock().now().as_secs_f64();
        create(&server.client()).await.unwrap().wait().await.unwrap();
        let looks: Vec<f64> = server.times(Method::GET).iter().map(|time| time - began).collect();
        let wanted: Vec<f64> = (0..looks.len()).map(|index| first + pace * index as f64).collect();
        assert_eq!(looks, wanted, "seed {seed}");
        // Songs take one to three minutes, so that is how many looks there are.
        assert!((4..=10).contains(&looks.len()), "{looks:?}");
    }
}

#[tokio::test]
async fn retry_after_is_obeyed_and_a_mad_one_does_no_harm() {
    let busy = |wait: &str| Reply::new(StatusCode::TOO_MANY_REQUESTS).with_header("retry-after", wait);
    for (wait, looks) in [("90", [15.0, 105.0]), ("1", [15.0, 35.0]), ("soon", [15.0, 35.0]), ("-1", [15.0, 35.0])] {
        let server = Server::script(vec![created(), busy(wait), clips(&["succeeded"])]);
        create(&server.client()).await.unwrap().wait().await.unwrap();
        assert_eq!(server.times(Method::GET), looks, "{wait}");
    }
    // No longer than the deadline, at which there is one last look.
    for wait in ["1000000", "18446744073709551615"] {
        let server = Server::script(vec![created(), busy(wait), clips(&["succeeded"])]);
        create(&server.client()).await.unwrap().wait().await.unwrap();
        assert_eq!(server.times(Method::GET), [15.0, 1800.0], "{wait}");
    }
}

#[tokio::test]
async fn a_wait_without_end_can_be_asked_for() {
    let server = Server::script(vec![created(), clips(&["running"]), clips(&["running"]), clips(&["succeeded"])]);
    server.clock().advance(Duration::from_secs(5));
    let task = create(&server.client()).await.unwrap();
    let mut watch = task.watch(Wait { deadline: Duration::MAX, ..Wait::default() });
    let mut looks = 0;
    while watch.next().await.unwrap().is_some() {
        looks += 1;
    }
    assert_eq!(looks, 3);
    assert!(watch.next().await.unwrap().is_none(), "what is over stays over");
    assert_eq!(server.times(Method::GET).len(), 3);
}

#[tokio::test]
async fn a_wait_that_comes_to_its_end_says_what_it_saw_and_how_to_go_on() {
    for (reply, seen) in [
        (clips(&["succeeded", "remixing"]), "succeeded, remixing"),
        (clips(&["running", "pending"]), "running, pending"),
        (json_reply(202, json!({"type": "not_ready"})), "not ready"),
        (json_reply(200, json!({"type": "not_ready", "error": "The task is not ready."})), "not ready"),
        (text(202, "application/json", "{}"), "not ready"),
        (clips(&[]), "not ready"),
    ] {
        let server = Server::script(vec![created(), reply]);
        let error = create(&server.client()).await.unwrap().wait().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::WaitedTooLong, "{error}");
        assert!(error.to_string().contains(seen), "{error} doesn't say {seen:?}");
        let reference = error.task().unwrap();
        assert_eq!(reference.to_string(), format!("sonic/task/{TASK}"));
        let looks = server.times(Method::GET);
        assert_eq!((looks.len(), looks.last()), (91, Some(&1800.0)), "{seen}: a last look at the deadline");
        assert_eq!(server.times(Method::POST).len(), 1);
    }
}

#[tokio::test]
async fn a_wait_goes_on_until_every_clip_is_final() {
    let looks = [
        json_reply(202, json!({"type": "not_ready"})),
        json_reply(200, json!({"type": "not_ready"})),
        clips(&["pending", "pending"]),
        clips(&["succeeded", "remixing"]),
        clips(&["succeeded", "running"]),
        clips(&["succeeded", "failed"]),
    ];
    let mut replies = vec![created()];
    replies.extend(looks.clone());
    let server = Server::script(replies);
    let task = create(&server.client()).await.unwrap();
    let mut watch = task.watch(Wait::default());
    let mut seen = Vec::new();
    while let Some(look) = watch.next().await.unwrap() {
        seen.push((look.to_string(), look.is_done()));
    }
    let wanted = [
        "not ready",
        "not ready",
        "pending, pending",
        "succeeded, remixing",
        "succeeded, running",
        "succeeded, failed",
    ];
    let wanted: Vec<_> = wanted.iter().enumerate().map(|(index, text)| ((*text).to_owned(), index == 5)).collect();
    assert_eq!(seen, wanted);
    // What succeeded is not lost for what failed.
    let outcome = task.wait().await.unwrap();
    assert_eq!((outcome.succeeded[0].clip_id.as_str(), outcome.failed[0].clip_id.as_str()), ("clip-0", "clip-1"));
    assert_eq!((outcome.succeeded.len(), outcome.failed.len()), (1, 1));
}

#[tokio::test]
async fn a_task_that_failed_says_so_and_whether_the_credits_came_back() {
    for (reply, message, refunded) in [
        (clips(&["failed", "failed"]), "every clip failed", None),
        (json_reply(200, json!({"type": "failed", "error": "no luck"})), "no luck", None),
        (json_reply(200, json!({"type": "timeout", "message": "too slow"})), "too slow", None),
        (
            json_reply(200, json!({"type": "forbidden", "error": "bad words", "already_refunded": false})),
            "bad words",
            Some(false),
        ),
        (
            json_reply(200, json!({"type": "api_error", "error": "upstream", "already_refunded": true})),
            "upstream",
            Some(true),
        ),
        (
            json_reply(202, json!({"type": "api_error", "error": "upstream", "already_refunded": true})),
            "upstream",
            Some(true),
        ),
        (
            json_reply(500, json!({"type": "api_error", "error": "upstream", "already_refunded": true})),
            "upstream",
            Some(true),
        ),
        (json_reply(504, json!({"type": "timeout", "error": "too slow"})), "too slow", None),
    ] {
        let name = format!("{} {:?}", reply.status, reply.body);
        let server = Server::script(vec![created(), clips(&["running"]), reply]);
        let error = create(&server.client()).await.unwrap().wait().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TaskFailed, "{name}: {error}");
        assert_eq!((error.message(), error.is_refunded()), (message, refunded), "{name}");
        assert_eq!(error.task().map(TaskRef::id), Some(TASK), "{name}");
        assert!(!error.is_transient(), "{name}");
        assert_eq!(server.times(Method::GET).len(), 2, "{name}");
    }
}

#[tokio::test]
async fn a_task_that_was_written_down_is_taken_up_by_another_client() {
    let mock = MockApi::start().credits(100_000).await;
    for example in creates() {
        let task = start(&client_of(&mock), example.operation, example.body.unwrap()).await.unwrap();
        let stored = serde_json::to_string(task.reference()).unwrap();
        drop(task);

        let reference: TaskRef = serde_json::from_str(&stored).unwrap();
        let client = client_of(&mock);
        let (now, accepted) = (mock.clock().now(), mock.accepted());
        let task = client.task::<Value>(reference.clone());
        assert_eq!((task.reference(), task.price()), (&reference, None));
        let look = task.look().await.unwrap();
        assert!(!look.is_done());
        assert_eq!(mock.clock().now(), now, "what was begun before is looked at at once");
        let outcome = task.wait().await.unwrap();
        assert!(!outcome.succeeded.is_empty());
        assert_eq!(mock.accepted(), accepted, "nothing was paid for again");
    }
}

#[test]
fn every_id_that_a_service_may_choose_can_be_written_down() {
    let client = client("http://127.0.0.1:1/api/v1", KEY, &Clock::by_hand());
    for id in ["468d0e42-f7a6", "7", "a b", "ä", "a%2Fb", "...", "a/b", "/", "task?x#y", " a "] {
        let reference = client.sonic().task(id).reference().clone();
        let stored = serde_json::to_string(&reference).unwrap();
        let again: TaskRef =
            serde_json::from_str(&stored).unwrap_or_else(|error| panic!("{id:?} as {stored}: {error}"));
        assert_eq!((again.id(), &again), (id, &reference), "{stored}");
    }
}

#[tokio::test]
async fn a_dropped_wait_loses_nothing() {
    let mock = MockApi::start().await;
    let task = create(&client_of(&mock)).await.unwrap();
    let mut watch = task.watch(Wait::default());
    let look = watch.next().await.unwrap().unwrap();
    assert!(look.clips.iter().all(|clip| clip.state == ClipState::Waiting));
    drop(watch);
    assert_eq!(task.wait().await.unwrap().succeeded.len(), 2);
    assert_eq!(mock.accepted(), 1);
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
async fn pairs_of_clips_are_clips_and_what_is_null_is_still_to_come() {
    let clip = |id: &str| json!({"clip_id": id, "state": "succeeded"});
    let pair = |full: Value| {
        json_reply(200, json!({"code": 200, "data": [{"extended": clip("a"), "full": full}], "message": "success"}))
    };
    let server = Server::script(vec![created(), pair(Value::Null), pair(clip("b"))]);
    let outcome = create(&server.client()).await.unwrap().wait().await.unwrap();
    let ids: Vec<&str> = outcome.succeeded.iter().map(|clip| clip.clip_id.as_str()).collect();
    assert_eq!((ids, server.times(Method::GET).len()), (vec!["a", "b"], 2));
    // What has no state at all is told at once, rather than waited for.
    let server = Server::script(vec![
        created(),
        json_reply(200, json!({"code": 200, "data": [{"id": 1}], "message": "success"})),
    ]);
    let error = create(&server.client()).await.unwrap().wait().await.unwrap_err();
    assert_eq!((error.kind(), server.times(Method::GET).len()), (ErrorKind::Unreadable, 1));
    assert!(error.task().is_some() && error.body().is_some());
}

#[tokio::test]
async fn a_key_that_stands_in_an_answer_by_chance_changes_nothing() {
    for key in ["a", "task", "e", "1", "success"] {
        let mock = MockApi::start().key(key).await;
        let task = create(&contract_tests::client_of(&mock)).await.unwrap();
        assert!(task.wait().await.is_ok(), "{key} {:?}", task.reference());
    }
}
