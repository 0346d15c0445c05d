//! The mock is the same on wiremock and on hyper, and a run repeats itself.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::time::Duration;

use contract_tests::{base_path, creates, document, examples, fact, json_of, send};
use http::Method;
use musicapi_mock::MockApi;
use openapi_mock::{Reply, Request};
use serde_json::{Value, json};

/// What was asked, and the answer with its headers sorted.
type Exchange = (String, Reply, Vec<String>);

struct Run<'m> {
    mock: &'m MockApi,
    exchanges: Vec<Exchange>,
}

impl Run<'_> {
    fn ask(&mut self, what: &str, request: &Request) -> Reply {
        let mut reply = send(self.mock.uri(), request);
        // wiremock's HTTP server dates its answers.
        reply.headers.remove("date");
        let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let mut headers: Vec<String> =
            reply.headers.iter().map(|(name, value)| format!("{name}: {}", text(value))).collect();
        headers.sort();
        let what = format!("{} {} {}: {what}", self.exchanges.len(), request.method, request.path);
        self.exchanges.push((what, Reply { headers: http::HeaderMap::new(), ..reply.clone() }, headers));
        reply
    }

    /// The files of a clip that is done.
    fn files(&mut self, clip: &str) {
        for kind in ["mp3", "m4a", "wav", "mid", "jpeg"] {
            let get = Request::get(&format!("/media/{clip}.{kind}"));
            let head = self.ask("a head", &Request { method: Method::HEAD, ..get.clone() });
            let whole = self.ask("a whole file", &get);
            let told = [&head, &whole].map(|reply| reply.headers["content-length"].to_str().unwrap().parse());
            assert_eq!((told, head.body.len()), ([Ok(whole.body.len()), Ok(whole.body.len())], 0), "{kind}");
            let part = self.ask("a part", &get.clone().with_header("range", "bytes=100-299"));
            assert_eq!((part.status.as_u16(), &part.body[..]), (206, &whole.body[100..300]), "{kind}");
            self.ask("nothing of it", &get.clone().with_header("range", "bytes=999999999-"));
            let tag = whole.headers["etag"].to_str().unwrap();
            let known = get.clone().with_header("if-none-match", tag);
            assert_eq!(self.ask("what is known", &known).status, 304, "{kind}");
            self.ask("what is known", &Request { method: Method::HEAD, ..known });
            self.ask("another version", &get.with_header("if-match", "\"another\""));
        }
    }

    /// The whole corpus, in which each answer may decide what is asked next.
    fn all(&mut self) {
        for (what, request) in bad_input() {
            self.ask(&what, &request);
        }
        let mut looks = Vec::new();
        for example in examples() {
            let reply = self.ask(&example.name, &example.request());
            let started = fact(example.operation).starts.filter(|_| reply.status == 200);
            if let Some(starts) = started {
                let id = json_of(&reply).pointer(starts.task_id).unwrap().as_str().unwrap().to_owned();
                let report = document().operation(starts.operation).unwrap();
                looks.push((contract_tests::look(report, &id), fact(report).report.as_ref().unwrap()));
            }
        }
        for step in 0..12 {
            for (index, (look, report)) in looks.iter().enumerate() {
                let reply = self.ask("a look", look);
                let body = json_of(&reply);
                for clip in contract_tests::parts_of(report, &body) {
                    let file = format!("/media/{}.mp3", contract_tests::id_of(clip));
                    self.ask("a file, its head", &Request::new(Method::HEAD, &file));
                    if index == 0 || step == 11 {
                        self.ask("a file", &Request::get(&file));
                    }
                    if index == 0 && step == 11 {
                        self.files(contract_tests::id_of(clip));
                    }
                }
            }
            self.mock.advance(Duration::from_secs(17));
        }
    }
}

/// Everything that is refused.
fn bad_input() -> Vec<(String, Request)> {
    let mut corpus = Vec::new();
    let example = creates().remove(0);
    let body = example.body.clone().unwrap();
    let post = |body: &Value| contract_tests::request(example.operation, Some(body));
    let mut add = |what: &str, request: Request| corpus.push((what.to_owned(), request));
    for example in examples() {
        let mut request = example.request();
        request.headers.remove("authorization");
        add("no key", request.clone());
        for authorization in
            ["Bearer wrong", "mock-key", "Basic mock-key", "Bearer", "bearer mock-key", "Bearer  mock-key "]
        {
            add(authorization, request.clone().with_header("authorization", authorization));
        }
        for method in ["DELETE", "PUT", "PATCH", "HEAD", "OPTIONS", "GET", "POST", "TRACE", "BREW"] {
            add("another method", Request { method: method.parse().unwrap(), ..request.clone() });
        }
        for prefer in ["code=401", "code=401, example=format", "code=418", "example=nothing", "code=x", "dynamic=true"]
        {
            add(prefer, example.request().with_header("prefer", prefer));
        }
    }
    let with = |field: &str, value: Value| {
        let mut body = body.clone();
        body[field] = value;
        post(&body)
    };
    add("a long title", with("title", json!("t".repeat(81))));
    add("a long title that isn't ASCII", with("title", json!("ü\u{1F3B5}".repeat(81))));
    add("an unknown type", with("task_type", json!("sing")));
    add("an unknown field", with("titel", json!("x")));
    add("no field", post(&json!({})));
    add("no object", post(&json!([1])));
    let raw = |bytes: &[u8]| Request { body: bytes.to_vec().into(), ..post(&json!({})) };
    for bytes in
        [&b""[..], b" ", b"not JSON", b"{\"mv\": 1, \"mv\": 2}", b"\xff\xfe", b"null", &b"[".repeat(100_000)[..]]
    {
        add(&String::from_utf8_lossy(&bytes[..bytes.len().min(20)]), raw(bytes));
    }
    add("a long body", raw(&vec![b'1'; 50 * 1024 * 1024]));
    let nested = |depth: usize| format!("{{\"lyrics\": {}{}}}", "[".repeat(depth), "]".repeat(depth));
    for text in [
        &nested(120),
        &nested(127),
        &nested(5000),
        "\u{feff}{}",
        "{\"mv\": 1e999}",
        "{\"mv\": -0}",
        "{} {}",
        "{\"\\ud800\": 1}",
    ] {
        add(&text[..text.len().min(20)], raw(text.as_bytes()));
    }
    add("a long list", raw(format!("{{\"tags\": [{}1]}}", "1,".repeat(100_000)).as_bytes()));
    // Each field of each form, of a kind that it isn't of.
    let kinds = [json!(null), json!(7), json!("x".repeat(20_000)), json!([{}]), json!({"a": []}), json!(true)];
    let mut turn = 0;
    for example in examples() {
        for field in example.body.iter().filter_map(Value::as_object).flat_map(serde_json::Map::keys) {
            let mut body = example.body.clone().unwrap();
            body[field] = kinds[turn % kinds.len()].clone();
            turn += 1;
            add(&format!("{}, {field}", example.name), contract_tests::request(example.operation, Some(&body)));
        }
    }
    for media_type in ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-8", ""] {
        let mut request = post(&body);
        request.headers.remove("content-type");
        add(media_type, request.with_header("content-type", media_type));
    }
    let base = base_path();
    for path in
        ["/", "", "/nothing", "/sonic", "/sonic/create/", "/sonic/task/", "/sonic/task/nothing", "/sonic/task/a%2Fb"]
    {
        add(
            "a path",
            Request::get(&format!("{base}{path}/").replacen("//", "/", 1))
                .with_header("authorization", "Bearer mock-key"),
        );
        if !path.is_empty() {
            add("a path", Request::get(&format!("{base}{path}")).with_header("authorization", "Bearer mock-key"));
        }
    }
    for path in [
        "/media/",
        "/media/nothing.mp3",
        "/media/nothing",
        "/media/../media/x.mp3",
        "/sonic/create",
        "/get-credits?x=1",
        "/api/v1/%67et-credits",
        "/api/v1/get-credits%2F",
        "/api/v1/sonic/task/%ff",
        "/api/v1/sonic/task/%00%0a",
        "/api/v1/sonic/task/%",
        "/api/v1//get-credits",
        "/api/v1/get-credits?%ff=%ff&&=&a=%",
        "/api/v1/get-credits?",
        "/media/%2e%2e%2fx.mp3",
    ] {
        add("a path", Request::get(path));
        add("a path", Request::post(path, &json!({})));
    }
    corpus
}

fn differ(left: &[Exchange], right: &[Exchange]) -> Vec<String> {
    let pairs = left.iter().zip(right).filter(|(left, right)| left != right);
    let told = |(what, reply, headers): &Exchange| {
        let body = String::from_utf8_lossy(&reply.body).chars().take(300).collect::<String>();
        format!("{what}\n    {} {headers:?} {} bytes: {body}", reply.status, reply.body.len())
    };
    pairs.map(|(left, right)| format!("{}\n{}", told(left), told(right))).collect()
}

fn run(mock: &MockApi) -> Vec<Exchange> {
    let mut run = Run { mock, exchanges: Vec::new() };
    run.all();
    run.exchanges
}

#[tokio::test]
async fn the_same_requests_get_the_same_answers_on_wiremock_and_hyper_and_again() {
    let (on_wiremock, on_hyper) =
        (MockApi::start().credits(100_000).seed(7).await, MockApi::start().credits(100_000).seed(7).over_hyper().await);
    let (left, right) = (run(&on_wiremock), run(&on_hyper));
    assert_eq!(left.len(), right.len());
    let faults = differ(&left, &right);
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), left.len(), faults.join("\n"));
    assert_eq!(on_wiremock.balance(), on_hyper.balance());
    let told = |(what, reply, _): &&Exchange| what.contains(" POST ") && reply.status == 200;
    let accepted = right.iter().filter(told).count() as u64;
    assert_eq!(
        (on_wiremock.accepted(), on_hyper.accepted()),
        (accepted, accepted),
        "each was told, and nothing else was taken"
    );
    // It saw all there is to see, files included.
    for status in [200, 202, 206, 304, 400, 401, 404, 405, 412, 413, 415, 416] {
        assert!(left.iter().any(|(_, reply, _)| reply.status == status), "nothing was answered by {status}");
    }
    assert!(left.iter().any(|(_, reply, _)| reply.body.len() > 100_000), "no file was fetched");

    let again = run(&MockApi::start().credits(100_000).seed(7).over_hyper().await);
    assert_eq!(differ(&right, &again), Vec::<String>::new());
}

#[tokio::test]
async fn another_seed_makes_other_ids_and_other_sound() {
    let mut seen = Vec::new();
    for seed in [0, 1, 7, u64::MAX] {
        let mock = MockApi::start().credits(100_000).seed(seed).over_hyper().await;
        for example in creates() {
            let starts = fact(example.operation).starts.unwrap();
            let id = json_of(&send(mock.uri(), &example.request())).pointer(starts.task_id).unwrap().to_string();
            assert!(!seen.contains(&id), "{id} came twice");
            seen.push(id);
        }
    }
}
