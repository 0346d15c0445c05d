//! What the contract tests share: the document's examples, requests that are complete, a client on the mock's clock, a server
//! that answers as it is told and remembers what it was asked, and a decoder.

pub mod fast;
pub mod files;
pub mod quirks;

use std::future::Future;
use std::io::{Cursor, Read as _, Write as _};
use std::net::TcpStream;
use std::pin::Pin;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use http::{HeaderName, HeaderValue, Method, StatusCode};
use musicapi::facts::ParameterLocation;
use musicapi::{Builder, Client, Error, Task, facts};
use musicapi_mock::{Clock, MockApi, Service, Settings};
use openapi_mock::{Answer, Document, Handler, Operation, Reply, Request, server};
use serde_json::{Map, Value, json};
use symphonia::core::codecs::audio::AudioDecoderOptions;
use symphonia::core::formats::{FormatOptions, TrackType, probe::Hint};
use symphonia::core::{io::MediaSourceStream, meta::MetadataOptions};

/// The README's examples compile.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;

/// What a plain song costs.
pub const PRICE: u64 = facts::CREATE_SONIC.forms[0].price.unwrap().credits as u64;

/// Notes for `cargo xtask coverage` that an example went through a room: `document`, `client` or `mock`.
///
/// # Panics
/// If the record can't be written.
pub fn exercised(room: &str, operation: &Operation, example: &str) {
    let Some(record) = std::env::var_os("CONTRACT_COVERAGE") else { return };
    let file = std::fs::OpenOptions::new().append(true).open(record);
    // One write a line, so that tests which run side by side don't mix theirs.
    let line = format!("{room} {} {example}\n", operation.id());
    file.and_then(|mut file| file.write_all(line.as_bytes())).expect("the record can be written");
}

/// The name of an answer's example in that record.
pub fn name_of(answer: &Answer<'_>) -> String {
    format!("{}/{}", answer.status.as_u16(), answer.example.unwrap_or("-"))
}

/// A key that nothing else in a test looks like, so that a trace of it is found.
pub const KEY: &str = "sk-5f2c9a71e0b34d68a1c7";

/// The content of a request as the document has it.
pub const BODY: &str = "/requestBody/content/application~1json";

/// The mock's clock as the client's: to sleep is to move it, so a wait of ten minutes takes no time.
pub struct MovedTime(pub Clock);

impl musicapi::Clock for MovedTime {
    fn now(&self) -> Duration {
        self.0.now()
    }

    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        self.0.advance(time);
        Box::pin(std::future::ready(()))
    }

    fn date(&self) -> SystemTime {
        began() + self.0.now()
    }
}

/// When a clock that is moved by hand begins: at the beginning of 2026.
pub fn began() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600)
}

/// A client of the API at this address, on this clock.
pub fn client(uri: &str, key: &str, clock: &Clock) -> Client {
    let builder = Client::builder(key).base_url(uri).clock(Arc::new(MovedTime(clock.clone())));
    builder.build().expect("address and key are good")
}

/// Waits until something is so that happens beside the test.
///
/// # Panics
/// If it isn't within a minute.
pub async fn until(what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(60), "it doesn't come to be that {what}");
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

/// A client of the mock, on its clock.
pub fn client_of(mock: &MockApi) -> Client {
    client(mock.uri(), mock.key(), mock.clock())
}

/// The document, as the mock holds it.
pub fn document() -> &'static Document {
    static SERVICE: LazyLock<Service> =
        LazyLock::new(|| Service::new(Settings::default()).expect("the mock's document is good"));
    SERVICE.document()
}

/// What the facts table has of an operation of the document.
pub fn fact(operation: &Operation) -> &'static facts::Operation {
    facts::operation(operation.id()).unwrap_or_else(|| panic!("{} is not in the facts table", operation.id()))
}

/// What a reference refers to; anything else is itself.
pub fn resolve<'d>(document: &'d Document, value: &'d Value) -> &'d Value {
    match value.get("$ref").and_then(Value::as_str) {
        Some(target) => {
            document.value().pointer(target.trim_start_matches('#')).expect("the reference leads somewhere")
        }
        None => value,
    }
}

/// The component that a schema is, by its name.
pub fn component(document: &Document, schema: &str) -> String {
    let target = document.value().pointer(schema).and_then(|schema| schema.get("$ref")?.as_str());
    let name = target.and_then(|target| target.strip_prefix("#/components/schemas/"));
    name.unwrap_or_else(|| panic!("{schema} is not a reference to a component, so no Rust type belongs to it"))
        .to_owned()
}

/// A documented example of a request.
#[derive(Clone)]
pub struct Example {
    /// The operation.
    pub operation: &'static Operation,
    /// Its name, for messages.
    pub name: String,
    /// Its name in the record of what was exercised.
    pub record: String,
    /// The body; none where the operation takes none.
    pub body: Option<Value>,
}

impl Example {
    /// The pointer to the schema of the body.
    pub fn schema(&self) -> String {
        format!("{}{BODY}/schema", self.operation.pointer())
    }

    /// The form of the body, as the facts table has it.
    pub fn form(&self) -> Option<&'static facts::Form> {
        let (fact, body) = (fact(self.operation), self.body.as_ref()?);
        fact.form(fact.tag.and_then(|tag| body.get(tag.field)?.as_str()))
    }

    /// Whether the service no longer takes it.
    pub fn is_retired(&self) -> bool {
        self.form().is_some_and(|form| form.retired)
    }

    /// The price of the form; none is known of some.
    pub fn price(&self) -> u64 {
        self.body.as_ref().map_or(0, |body| self.price_of(body))
    }

    /// What the mock takes for this body of the same form: of a batch, whose price isn't known, what its items cost alone.
    pub fn price_of(&self, body: &Value) -> u64 {
        let price =
            |form: Option<&facts::Form>| form.and_then(|form| form.price).map_or(0, |price| u64::from(price.credits));
        let items = body.get("items").and_then(Value::as_array).filter(|_| self.operation.id() == "create_sonic_batch");
        let create = &facts::CREATE_SONIC;
        let of_item = |item: &Value| price(create.form(create.tag.and_then(|tag| item.get(tag.field)?.as_str())));
        items.map_or_else(|| price(self.form()), |items| items.iter().map(of_item).sum())
    }

    /// The request, complete.
    pub fn request(&self) -> Request {
        request(self.operation, self.body.as_ref())
    }
}

/// Every example of a request: of operations without a body the one there is.
///
/// # Panics
/// If an operation has a body and no example.
pub fn examples() -> Vec<Example> {
    let mut found = Vec::new();
    for operation in document().operations() {
        let mut add = |name: &str, body: Option<Value>| {
            let (name, record) = (format!("{}: {name}", operation.id()), format!("request/{name}"));
            found.push(Example { operation, name, record, body });
        };
        let Some(content) = operation.value().pointer(BODY) else {
            assert!(operation.value().get("requestBody").is_none(), "{}: its body is not JSON", operation.id());
            add("-", None);
            continue;
        };
        let named = content.get("examples").and_then(Value::as_object).filter(|named| !named.is_empty());
        for (name, example) in named.unwrap_or_else(|| panic!("{} has no example of a request", operation.id())) {
            add(name, Some(example["value"].clone()));
        }
    }
    found
}

/// Those that start a task, and that the service still takes.
pub fn creates() -> Vec<Example> {
    examples().into_iter().filter(|example| fact(example.operation).starts.is_some() && !example.is_retired()).collect()
}

/// The clips of a report, by the document: those of a list, or the only one.
pub fn clips_of<'v>(report: &facts::Report, body: &'v Value) -> Vec<&'v Value> {
    match body.pointer(report.clips) {
        Some(Value::Array(clips)) => clips.iter().collect(),
        Some(only) => vec![only],
        None => Vec::new(),
    }
}

/// The same, with the members of an item that has no state of its own in its place.
pub fn parts_of<'v>(report: &facts::Report, body: &'v Value) -> Vec<&'v Value> {
    let parts = |item: &'v Value| {
        let members = report.members.iter().filter_map(|member| item.pointer(member)).filter(|clip| clip.is_object());
        let members: Vec<_> = members.collect();
        if members.is_empty() { vec![item] } else { members }
    };
    clips_of(report, body).into_iter().flat_map(parts).collect()
}

/// A field of a clip that families call by different names.
fn field<'v>(clip: &'v Value, names: &[&str]) -> Option<&'v Value> {
    names.iter().find_map(|name| clip.get(name)).filter(|value| !value.is_null())
}

/// Where its audio is.
pub fn audio_of(clip: &Value) -> Option<&str> {
    field(clip, &["audio_url", "song_path"]).and_then(Value::as_str)
}

/// The id that is told apart from others; the only clip of a task has that of its task.
pub fn id_of(clip: &Value) -> &str {
    field(clip, &["clip_id", "id", "task_id"]).and_then(Value::as_str).unwrap_or_default()
}

/// How long it says it is, in seconds.
pub fn duration_of(clip: &Value) -> Option<f64> {
    let duration = field(clip, &["duration"])?;
    duration.as_f64().or_else(|| duration.as_str()?.parse().ok())
}

/// Every example of an answer.
pub fn answers() -> Vec<(&'static Operation, Answer<'static>)> {
    document().operations().flat_map(|operation| operation.answers().map(move |answer| (operation, answer))).collect()
}

/// A documented example of what the service sends by itself.
pub struct Word {
    /// The callback, and the example's name.
    pub name: String,
    /// The callback, as the facts table has it.
    pub callback: &'static facts::Callback,
    /// The pointer to the schema of the body.
    pub schema: String,
    /// The body.
    pub value: &'static Value,
}

/// Every example of a callback.
///
/// # Panics
/// If the facts table doesn't have it.
pub fn words() -> Vec<Word> {
    let mut found = Vec::new();
    for callback in facts::CALLBACKS {
        let place = format!("/components/callbacks/{}", callback.name);
        let addresses = document().value().pointer(&place).and_then(Value::as_object).expect("the callback is there");
        for address in addresses.keys() {
            let address = address.replace('~', "~0").replace('/', "~1");
            let content = format!("{place}/{address}/post{BODY}");
            let examples = document().value().pointer(&format!("{content}/examples")).and_then(Value::as_object);
            for (name, example) in examples.expect("it has examples") {
                let (name, schema) = (format!("{} {name}", callback.name), format!("{content}/schema"));
                found.push(Word { name, callback, schema, value: &example["value"] });
            }
        }
    }
    found
}

/// The parameters of an operation by their examples: location, name, example. Optional ones without an example are left out.
///
/// # Panics
/// If a required parameter has no example.
pub fn parameters(operation: &Operation) -> Vec<(ParameterLocation, &'static str, &'static str)> {
    let with_example = |parameter: &&facts::Parameter| {
        let (id, name) = (operation.id(), parameter.name);
        let is_there = parameter.example.is_some();
        assert!(is_there || !parameter.required, "{id}: write an `example` of the parameter {name} into the document");
        is_there
    };
    let parameters = fact(operation).parameters.iter().filter(with_example);
    parameters.map(|it| (it.location, it.name, it.example.unwrap_or_default())).collect()
}

/// A complete request: the parameters by their examples, and the mock's usual key.
pub fn request(operation: &Operation, body: Option<&Value>) -> Request {
    let mut path = format!("{}{}", base_path(), operation.path());
    let (mut query, mut headers) = (Vec::new(), Vec::new());
    for (location, name, example) in parameters(operation) {
        match location {
            ParameterLocation::Path => path = path.replace(&format!("{{{name}}}"), example),
            ParameterLocation::Query => query.push(format!("{name}={example}")),
            ParameterLocation::Header => headers.push((name, example)),
        }
    }
    if !query.is_empty() {
        path = format!("{path}?{}", query.join("&"));
    }
    let mut request = Request::new(operation.method().clone(), &path);
    if let Some(body) = body {
        request = Request { method: operation.method().clone(), ..Request::post(&path, body) };
    }
    let request = request.with_header("authorization", "Bearer mock-key");
    headers.into_iter().fold(request, |request, (name, example)| request.with_header(name, example))
}

/// The path below which the API lies.
pub fn base_path() -> &'static str {
    let host = facts::SERVER.trim_start_matches("https://");
    host.find('/').map_or("", |at| &host[at..])
}

/// Sends a request on a connection of its own and reads the whole answer. The host is always the same, so that answers are.
pub fn send(uri: &str, request: &Request) -> Reply {
    let address = uri.trim_start_matches("http://").split('/').next().unwrap_or_default();
    let mut stream = TcpStream::connect(address).expect("the server listens");
    let query = request.query.as_ref().map(|query| format!("?{query}")).unwrap_or_default();
    let Request { method, path, headers, body, .. } = request;
    let mut head = format!("{method} {path}{query} HTTP/1.1\r\nhost: mock.test\r\nconnection: close\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {}\r\n", value.to_str().expect("a header of a test is text")));
    }
    head.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
    stream.write_all(head.as_bytes()).expect("the server reads");
    stream.write_all(body).expect("the server reads");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("the server answers");
    read(&answer)
}

fn read(answer: &[u8]) -> Reply {
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").expect("the answer has a head");
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).expect("the answer has a status");
    let mut reply = Reply::new(status);
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        let name = HeaderName::try_from(name).expect("a header has a name");
        reply.headers.append(name, HeaderValue::try_from(value).expect("a header has a value"));
    }
    reply.body = answer[end + 4..].to_vec().into();
    reply
}

/// The body of a reply.
pub fn json_of(reply: &Reply) -> Value {
    serde_json::from_slice(&reply.body).unwrap_or_else(|error| panic!("{error}: {:?}", reply.body))
}

/// A server that answers as it is told, and remembers what it was asked and when.
pub struct Server {
    running: server::Running,
    seen: Arc<Mutex<Vec<(Duration, Request)>>>,
    clock: Clock,
}

impl Server {
    /// It answers the first request by `answer(request, 0)`, the second by `answer(request, 1)`, and so on.
    pub fn start(answer: impl Fn(&Request, usize) -> Reply + Send + Sync + 'static) -> Self {
        Self::on(Clock::by_hand(), answer)
    }

    /// It answers every request alike.
    pub fn always(reply: Reply) -> Self {
        Self::start(move |_, _| reply.clone())
    }

    /// It answers by these replies, one after the other, and then by the last again and again.
    pub fn script(replies: Vec<Reply>) -> Self {
        Self::start(move |_, index| replies[index.min(replies.len() - 1)].clone())
    }

    /// It is the mock.
    pub fn mock(settings: Settings) -> Self {
        Self::in_front_of(&service(settings), |_, _, reply| reply)
    }

    /// It hands every request on to the mock, which acts on it, and then does to the answer what it is told: cuts it, say. `alter`
    /// is given the request, how many came before it, and the mock's answer.
    pub fn in_front_of(
        service: &Arc<Service>,
        alter: impl Fn(&Request, usize, Reply) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let service = Arc::clone(service);
        Self::on(service.settings().clock.clone(), move |request, index| {
            alter(request, index, service.handle(request.clone()))
        })
    }

    /// As [`start`](Self::start), on this clock.
    pub fn on(clock: Clock, answer: impl Fn(&Request, usize) -> Reply + Send + Sync + 'static) -> Self {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (log, now) = (Arc::clone(&seen), clock.clone());
        let handler = move |request: Request| {
            let index = {
                let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
                log.push((now.now(), request.clone()));
                log.len() - 1
            };
            answer(&request, index)
        };
        let running = server::spawn(Arc::new(handler)).expect("this machine has a free port");
        Self { running, seen, clock }
    }

    /// The address of its API.
    pub fn uri(&self) -> String {
        format!("{}{}", self.running.uri(), base_path())
    }

    /// The address of a file.
    pub fn file(&self) -> String {
        format!("{}/files/song.mp3", self.running.uri())
    }

    /// A client of it, on its clock, with [`KEY`].
    pub fn client(&self) -> Client {
        client(&self.uri(), KEY, &self.clock)
    }

    /// A client of it, on its clock, with [`KEY`], that can be set up further.
    pub fn builder(&self) -> Builder {
        Client::builder(KEY).base_url(self.uri()).clock(Arc::new(MovedTime(self.clock.clone())))
    }

    /// Its clock.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// What it was asked.
    pub fn requests(&self) -> Vec<Request> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).iter().map(|(_, request)| request.clone()).collect()
    }

    /// How often it was asked.
    pub fn asked(&self) -> usize {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// When it was asked by this method, in seconds.
    pub fn times(&self, method: Method) -> Vec<f64> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.iter().filter(|(_, request)| request.method == method).map(|(time, _)| time.as_secs_f64()).collect()
    }
}

/// A mock without a server, that knows [`KEY`].
pub fn service(settings: Settings) -> Arc<Service> {
    Arc::new(Service::new(settings.with_key(KEY)).expect("the mock's document is good"))
}

/// The task of the document's first example.
pub const TASK: &str = "468d0e42-f7a6-40ce-9a4c-37db56b13b99";

/// What a create answers.
pub fn created() -> Reply {
    Reply::json(StatusCode::OK, &json!({"message": "success", "task_id": TASK}))
}

/// What a look at a task shows that has clips of these states.
pub fn clips(states: &[&str]) -> Reply {
    let clip = |(index, state): (usize, &&str)| json!({"clip_id": format!("clip-{index}"), "state": state});
    let clips: Vec<Value> = states.iter().enumerate().map(clip).collect();
    Reply::json(StatusCode::OK, &json!({"code": 200, "data": clips, "message": "success"}))
}

/// Fills in the task type that is meant where there is none.
pub fn with_tag(operation: &Operation, mut body: Value) -> Value {
    if let (Some(tag), Some(fields)) = (fact(operation).tag, body.as_object_mut()) {
        fields.entry(tag.field).or_insert_with(|| json!(tag.default));
    }
    body
}

/// Starts a task through the client.
///
/// # Errors
/// As the client's.
pub async fn start(client: &Client, operation: &Operation, body: Value) -> Result<Task<Value>, Error> {
    let called = client.call(fact(operation), &[], Some(body)).await?;
    Ok(called.task.expect("the operation starts a task"))
}

/// Calls an operation through the client, and its typed body.
///
/// # Errors
/// As the client's.
pub async fn call(client: &Client, example: &Example) -> Result<(), Error> {
    let parameters: Vec<_> =
        parameters(example.operation).into_iter().map(|(_, name, example)| (name, example)).collect();
    client.call(fact(example.operation), &parameters, example.body.clone()).await.map(drop)
}

/// The same value, with what means the same written the same: a null is absent, and 30 is 30.0.
pub fn normal(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let kept = members.iter().filter(|(_, value)| !value.is_null());
            Value::Object(kept.map(|(key, value)| (key.clone(), normal(value))).collect())
        }
        Value::Array(items) => items.iter().map(normal).collect(),
        Value::Number(number) => json!(number.as_f64()),
        other => other.clone(),
    }
}

/// The same value without tags that say what their absence means.
pub fn without_default_tags(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let tags = || facts::OPERATIONS.iter().filter_map(|operation| operation.tag);
            let said = |key: &str, value: &Value| {
                tags().any(|tag| tag.field == key && tag.default.is_some_and(|default| value == default))
            };
            let kept = members.into_iter().filter(|(key, value)| !said(key, value));
            Value::Object(kept.map(|(key, value)| (key, without_default_tags(value))).collect())
        }
        Value::Array(items) => items.into_iter().map(without_default_tags).collect(),
        other => other,
    }
}

/// The pointers to all values in a value.
pub fn pointers(value: &Value) -> Vec<String> {
    let below: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect(),
        _ => Vec::new(),
    };
    let below =
        below.iter().flat_map(|(key, value)| pointers(value).into_iter().map(move |rest| format!("/{key}{rest}")));
    std::iter::once(String::new()).chain(below).collect()
}

/// A look at a task.
pub fn look(report: &Operation, id: &str) -> Request {
    let mut look = request(report, None);
    let in_path = parameters(report).into_iter().find(|(location, ..)| *location == ParameterLocation::Path);
    let (_, _, documented) = in_path.expect("a report has the task's id in its path");
    look.path = look.path.replace(documented, id);
    look
}

/// The keys of an object, sorted.
pub fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().into_iter().flat_map(Map::keys).map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

/// The length of an MP3 in seconds, by a decoder that shares nothing with the mock; every so many packets is decoded.
pub fn seconds_of(mp3: Vec<u8>, decode_every: usize) -> f64 {
    let source = MediaSourceStream::new(Box::new(Cursor::new(mp3)), Default::default());
    let probe = symphonia::default::get_probe();
    let format = probe.probe(&Hint::new(), source, FormatOptions::default(), MetadataOptions::default());
    let mut format = format.expect("it is a format that is known");
    let track = format.default_track(TrackType::Audio).expect("it has a track");
    let params = track.codec_params.as_ref().and_then(|params| params.audio()).expect("the track is audio").clone();
    let rate = f64::from(params.sample_rate.expect("it has a sample rate"));
    let codecs = symphonia::default::get_codecs();
    let mut decoder = codecs.make_audio_decoder(&params, &AudioDecoderOptions::default()).expect("the codec is known");
    let (mut samples, mut packets) = (0, 0);
    while let Some(packet) = format.next_packet().expect("the packet is whole") {
        let length = packet.dur.get();
        if packets % decode_every == 0 {
            let audio = decoder.decode(&packet).expect("the packet can be decoded");
            assert_eq!(audio.frames() as u64, length, "what is decoded is as long as the packet says");
        }
        (samples, packets) = (samples + length, packets + 1);
    }
    samples as f64 / rate
}
