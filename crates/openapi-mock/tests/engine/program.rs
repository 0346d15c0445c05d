//! The program, as a script would use it.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
};

const DOCUMENT: &str = r"
openapi: 3.0.3
servers: [{url: https://example.com/v1}]
paths:
  /books:
    get:
      responses:
        200: {description: '', content: {application/json: {schema: {type: array, items: {type: string, example: Emma}}}}}
        404: {description: '', content: {application/json: {examples: {gone: {value: gone}}}}}
    post:
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [title]}}}}
      responses: {201: {description: ''}}
";

struct Program {
    child: Child,
    lines: BufReader<ChildStdout>,
    address: String,
}

impl Program {
    fn start(file: &Path, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_openapi-mock"))
            .arg(file)
            .args(["--listen", "127.0.0.1:0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap());
        let mut program = Self { child, lines, address: String::new() };
        let line = program.line();
        program.address = line.strip_prefix("listening on http://").unwrap().to_owned();
        program
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.lines.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// Sends it a signal, and gives what it says until its end.
    #[cfg(feature = "proxy")]
    fn end(mut self, signal: &str) -> String {
        Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        let mut rest = String::new();
        self.lines.read_to_string(&mut rest).unwrap();
        assert!(self.child.wait().unwrap().success(), "it ends by itself");
        rest
    }

    fn ask(&self, head: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let length = body.len();
        write!(stream, "{head}\r\nhost: a\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn document(folder: &Path) -> std::path::PathBuf {
    let file = folder.join("books.yaml");
    fs::write(&file, DOCUMENT).unwrap();
    file
}

#[test]
fn it_tells_its_address_and_each_request() {
    let folder = tempfile::tempdir().unwrap();
    let mut program = Program::start(&document(folder.path()), &["--errors", "422"]);
    for (head, status, body, line) in [
        ("GET /books HTTP/1.1", "200 OK", "[\"Emma\"]", "GET /books 200"),
        ("GET /v1/books HTTP/1.1", "200 OK", "[\"Emma\"]", "GET /v1/books 200"),
        ("GET /books?__code=404&__example=gone HTTP/1.1", "404 Not Found", "\"gone\"", "GET /books 404"),
        ("GET /books HTTP/1.1\r\nprefer: code=404", "404 Not Found", "\"gone\"", "GET /books 404"),
        (
            "GET /boks HTTP/1.1",
            "404 Not Found",
            "nearest",
            "GET /boks 404: the document has no such path; the nearest operation is `GET /books`",
        ),
        ("GET /books HTTP/1.1\r\naccept: text/csv", "406 Not Acceptable", "application/json", "GET /books 406: "),
    ] {
        let answer = program.ask(head, "");
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")) && answer.contains(body), "{head}: {answer}");
        let told = program.line();
        assert!(told.starts_with(line), "{told}");
        assert!(!answer.contains("access-control"));
    }
    let answer = program.ask("POST /books HTTP/1.1", "{}");
    assert!(answer.starts_with("HTTP/1.1 422 "), "{answer}");
    assert_eq!(program.line(), "POST /books 422: `/title` is missing; add it");
}

#[test]
fn pages_of_other_origins_may_read_the_answers() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(&document(folder.path()), &["--cors", "--check", "warn"]);
    let answer = program.ask("OPTIONS /books HTTP/1.1\r\norigin: http://a.example\r\naccess-control-request-method: POST\r\naccess-control-request-headers: x-a", "");
    assert!(answer.starts_with("HTTP/1.1 204 ") && answer.contains("access-control-allow-headers: x-a"), "{answer}");
    let answer = program.ask("POST /books HTTP/1.1\r\norigin: http://a.example", "{}");
    assert!(
        answer.starts_with("HTTP/1.1 201 ") && answer.contains("access-control-allow-origin: http://a.example"),
        "{answer}"
    );
    assert!(answer.contains("x-violations: [{"), "{answer}");
}

#[test]
#[cfg(all(feature = "proxy", unix))]
fn a_real_service_is_checked_by_the_document() {
    use openapi_mock::{Reply, Request, server};

    let service = server::spawn(std::sync::Arc::new(|request: Request| match &request.path[..] {
        "/v1/books" if request.query.is_some() => Reply::text(http::StatusCode::IM_A_TEAPOT, "tea"),
        "/v1/books" => Reply::json(http::StatusCode::OK, &serde_json::json!(["Emma", 7])).with_header("x-own", "1"),
        _ => Reply::text(http::StatusCode::OK, request.headers["x-mine"].to_str().unwrap()),
    }))
    .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut program = Program::start(&document(folder.path()), &["--proxy", &service.uri()]);
    let answer = program.ask("GET /v1/books HTTP/1.1", "");
    assert!(
        answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("[\"Emma\",7]") && answer.contains("x-own: 1"),
        "{answer}"
    );
    assert_eq!(program.line(), "GET /v1/books 200: answer: `/1` must be a string, not an integer");
    program.ask("GET /v1/books?a HTTP/1.1", "");
    assert_eq!(program.line(), "GET /v1/books 418: answer: the status 418 isn't documented");
    program.ask("POST /v1/books HTTP/1.1\r\ncontent-type: application/json", "{}");
    assert!(
        program.line().starts_with("POST /v1/books 200: request: `/title` is missing; add it; answer: the status 200")
    );
    assert!(program.ask("GET /else HTTP/1.1\r\nx-mine: handed on", "").ends_with("handed on"));
    assert_eq!(program.line(), "GET /else 200");
    let rest = program.end("-INT");
    assert!(rest.starts_with("report: 4 requests, 1 of them to no documented operation; 2 of 2 operations were asked\n  GET /books: 2 of 2"), "{rest}");
}

#[test]
#[cfg(all(feature = "proxy", unix))]
fn what_is_compressed_is_handed_on_unread() {
    use openapi_mock::{Handler, Reply, Request, server};

    struct Service;

    impl Handler for Service {
        fn handle(&self, request: Request) -> Reply {
            answer(request)
        }

        fn body_limit(&self, _path: &str, _headers: &http::HeaderMap) -> usize {
            usize::MAX - 1
        }
    }

    fn answer(request: Request) -> Reply {
        let seen = |name: &str| request.headers.contains_key(name);
        let told = format!("{} {} {}", seen("accept-encoding"), seen("x-hop"), seen("connection"));
        let reply = match request.method {
            http::Method::POST => Reply { body: request.body, ..Reply::new(http::StatusCode::CREATED) },
            _ => Reply { body: "no JSON".into(), ..Reply::new(http::StatusCode::OK) }
                .with_header("content-encoding", "gzip"),
        };
        reply.with_header("content-type", "application/json").with_header("x-seen", &told)
    }

    let service = server::spawn(std::sync::Arc::new(Service)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut program = Program::start(&document(folder.path()), &["--proxy", &service.uri(), "--check", "on", "--cors"]);
    let head =
        "GET /v1/books HTTP/1.1\r\naccept-encoding: gzip\r\nconnection: X-Hop\r\nx-hop: 1\r\norigin: http://a.example";
    let answer = program.ask(head, "");
    assert!(answer.contains("content-encoding: gzip\r\n") && answer.ends_with("no JSON"), "{answer}");
    assert!(answer.contains("x-seen: false false false\r\n") && !answer.contains("x-violations"), "{answer}");
    assert!(answer.contains("access-control-allow-origin: http://a.example\r\n"), "{answer}");
    assert_eq!(program.line(), "GET /v1/books 200");
    let head = "POST /v1/books HTTP/1.1\r\ncontent-type: application/json";
    let answer = program.ask(&format!("{head}\r\ncontent-encoding: gzip"), "no JSON");
    assert!(answer.starts_with("HTTP/1.1 201 ") && answer.ends_with("no JSON"), "{answer}");
    assert_eq!(program.line(), "POST /v1/books 201");
    let long = format!("{{\"title\": \"{}\"}}", "x".repeat(openapi_mock::BODY_LIMIT));
    let answer = program.ask(head, &long);
    assert!(answer.ends_with(&long), "it is handed on as a whole, or not at all");
    assert_eq!(program.line(), "POST /v1/books 201");
    assert!(program.ask("HEAD /v1/books HTTP/1.1", "").starts_with("HTTP/1.1 200 "));
    assert_eq!(program.line(), "HEAD /v1/books 200");
    let rest = program.end("-TERM");
    assert!(rest.starts_with("report: 4 requests, 0 of them to no documented operation; 2 of 2"), "{rest}");
}

#[test]
#[cfg(all(feature = "proxy", unix))]
fn a_service_that_does_not_answer_holds_no_end_up() {
    let service = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let url = format!("http://{}", service.local_addr().unwrap());
    let program = Program::start(&document(folder.path()), &["--proxy", &url]);
    let mut asked = TcpStream::connect(&program.address).unwrap();
    asked.write_all(b"GET /v1/books HTTP/1.1\r\nhost: a\r\n\r\n").unwrap();
    // It has handed the request on, and waits.
    let _open = service.accept().unwrap();
    let rest = program.end("-TERM");
    assert!(rest.contains("report: 1 requests"), "{rest}");
    let mut answer = String::new();
    asked.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 502 ") && answer.contains("when the proxy was ended"), "{answer}");
}

#[test]
fn a_program_whose_lines_nobody_reads_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(&document(folder.path()), &[]);
    // More than a pipe holds.
    let head = format!("GET /{} HTTP/1.1", "x".repeat(2_000));
    for _ in 0..100 {
        assert!(program.ask(&head, "").starts_with("HTTP/1.1 404 "));
    }
}

#[test]
fn a_changed_document_is_loaded_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = document(folder.path());
    let mut program = Program::start(&file, &["--watch"]);
    fs::write(&file, DOCUMENT.replace("Emma", "Persuasion")).unwrap();
    assert_eq!(program.line(), "loaded again");
    assert!(program.ask("GET /books HTTP/1.1", "").contains("Persuasion"));
}

#[test]
fn what_can_not_be_served_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("wrong.yaml");
    fs::write(&file, DOCUMENT.replace("{type: object, required: [title]}", "{$ref: '#/none'}")).unwrap();
    let run = |arguments: &[&str]| Command::new(env!("CARGO_BIN_EXE_openapi-mock")).args(arguments).output().unwrap();
    let refused = run(&[file.to_str().unwrap(), "--strict"]);
    let told = String::from_utf8(refused.stderr).unwrap();
    assert!(!refused.status.success() && told.starts_with("error: line 11, at /paths/~1books/post/"), "{told}");
    assert!(told.contains("left out"), "{told}");
    fs::write(&file, DOCUMENT.replace("{examples: {gone: {value: gone}}}", "{schema: {type: integer}, example: gone}"))
        .unwrap();
    let refused = run(&[file.to_str().unwrap(), "--strict"]);
    let told = String::from_utf8(refused.stderr).unwrap();
    assert!(told.contains("the example of 404 breaks its schema: the body must be an integer, not a string"), "{told}");
    fs::write(&file, DOCUMENT).unwrap();
    for wrong in [
        &["none.yaml"][..],
        &[file.to_str().unwrap(), "--listen", "nowhere"],
        &[file.to_str().unwrap(), "--errors", "200"],
    ] {
        assert!(!run(wrong).status.success(), "{wrong:?}");
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_openapi-mock"));
    let mut child = child.args(["-", "--strict"]).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"openapi: 3.0.3\npaths:\n  /a: {get: 1}\n").unwrap();
    let told = String::from_utf8(child.wait_with_output().unwrap().stderr).unwrap();
    assert!(told.starts_with("error: standard input: line 3, at /paths/~1a/get: "), "{told}");
    let told = String::from_utf8(run(&[file.to_str().unwrap(), "--listen", "4010"]).stderr).unwrap();
    assert!(told.contains("write `--listen 127.0.0.1:4010`"), "{told}");
}
