//! The probe against the mock: as the document says, and otherwise.

use std::collections::BTreeMap;
use std::time::Duration;

use musicapi_mock::{Service, Settings};
use openapi_mock::{Handler as _, Request};
use serde_json::{Value, json};

use super::answer::Answer;
use super::ask::{Line, Time};
use super::questions::{Call, Key, PAUSE, Plan};
use super::*;

const KEY: &str = "mock-key";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn document() -> Document {
    Document::load(&root().join("openapi/musicapi.yaml")).unwrap()
}

fn plan(document: &Document) -> Plan {
    Plan::read(&std::fs::read_to_string(root().join(QUESTIONS)).unwrap(), document).unwrap()
}

/// The mock, with other answers to some questions.
struct Mock {
    service: Service,
    instead: BTreeMap<String, Answer>,
    /// Questions whose answer is lost.
    lost: Vec<String>,
    /// When each call was sent, by the tests' clock, and whether it was a create.
    sent: Vec<(Duration, bool)>,
    now: std::rc::Rc<std::cell::Cell<Duration>>,
    /// Words that it says instead of others, wherever they are.
    said_instead: Option<(String, String)>,
    /// What the balance is instead, from the call of this number on.
    balance: Option<(usize, Value)>,
}

/// A clock that a sleep moves; a call takes a tenth of a second.
struct Moved {
    now: std::rc::Rc<std::cell::Cell<Duration>>,
}

impl Time for Moved {
    fn now(&self) -> Duration {
        self.now.get()
    }

    fn sleep(&mut self, time: Duration) {
        self.now.set(self.now.get() + time);
    }
}

impl Mock {
    fn said(&self, body: &[u8]) -> Vec<u8> {
        let Some((usual, instead)) = &self.said_instead else { return body.to_vec() };
        String::from_utf8_lossy(body).replace(usual.as_str(), instead).into_bytes()
    }
}

impl Line for Mock {
    fn send(&mut self, call: &Call) -> Result<Answer, String> {
        self.sent.push((self.now.get(), call.is_paid()));
        self.now.set(self.now.get() + Duration::from_millis(100));
        if self.lost.contains(&call.name) {
            return Err("the connection was closed".to_owned());
        }
        if let Some(answer) = self.instead.get(&call.name) {
            return Ok(answer.clone());
        }
        if let Some((_, balance)) =
            self.balance.as_ref().filter(|(after, _)| call.path == "/get-credits" && self.sent.len() > *after)
        {
            return Ok(answer(200, balance));
        }
        let path = format!("/api/v1{}", call.path);
        let request = match &call.body {
            Some(body) => Request::post(&path, body),
            None => Request::new(call.method.parse().unwrap(), &path),
        };
        let request = match call.key {
            Key::Good => request.with_header("authorization", &format!("Bearer {KEY}")),
            Key::Wrong => request.with_header("authorization", "Bearer nobody"),
            Key::Bare => request.with_header("authorization", KEY),
            Key::None => request,
        };
        let reply = self.service.handle(request);
        let headers = reply.headers.iter();
        let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned()));
        Ok(Answer { status: reply.status.as_u16(), headers: headers.collect(), body: self.said(&reply.body) })
    }
}

fn answer(status: u16, body: &Value) -> Answer {
    Answer { status, headers: vec![("set-cookie".to_owned(), "a=b".to_owned())], body: body.to_string().into_bytes() }
}

fn mock() -> (Mock, Moved) {
    let now = std::rc::Rc::new(std::cell::Cell::new(Duration::ZERO));
    let service = Service::new(Settings::default()).unwrap();
    let (instead, lost, sent) = (BTreeMap::new(), Vec::new(), Vec::new());
    let (said_instead, balance) = (None, None);
    (Mock { service, instead, lost, sent, now: now.clone(), said_instead, balance }, Moved { now })
}

/// The overrides of the fixture.
fn overrides() -> BTreeMap<String, Answer> {
    let table =
        Document::parse(&format!("all:\n{}", include_str!("../../fixtures/probe/overrides.yaml"))).unwrap().value;
    let rows = table["all"].as_array().unwrap().iter();
    rows.map(|row| {
        let status = row["answer"]["status"].as_u64().unwrap() as u16;
        (row["question"].as_str().unwrap().to_owned(), answer(status, &row["answer"]["body"]))
    })
    .collect()
}

#[test]
fn of_a_service_as_documented_nothing_is_refuted_and_nothing_is_spent() {
    let document = document();
    let plan = plan(&document);
    let (mut mock, mut time) = mock();
    let (text, findings) = asked(&document, &plan, &mut mock, &mut time);
    assert_eq!(findings.ended, None, "{text}");
    assert!(text.starts_with("\nrefuted: 0\n\nsaid in other words: 0\n"), "{text}");
    let count: usize = plan.blocks.iter().map(|block| block.calls.len()).sum();
    assert_eq!((findings.found.len(), mock.sent.len()), (count, count + plan.blocks.len() + 1));
    assert_eq!((mock.service.accepted(), mock.service.balance(KEY).unwrap().total()), (0, 1000));
    let gaps: Vec<Duration> = mock.sent.windows(2).map(|pair| pair[1].0 - pair[0].0).collect();
    assert!(gaps.iter().all(|gap| *gap >= PAUSE), "{gaps:?}");
    assert_eq!(patch::patch("x", "a\n", &document, &findings.found), "");
}

#[test]
fn each_difference_is_found_and_nothing_else() {
    let document = document();
    let (mut mock, mut time) = mock();
    mock.instead = overrides();
    assert_eq!(mock.instead.len(), 10);
    let (text, findings) = asked(&document, &plan(&document), &mut mock, &mut time);
    let mut found: Vec<&str> =
        findings.found.iter().filter(|it| it.verdict.is_finding()).map(|it| it.call.name.as_str()).collect();
    found.sort_unstable();
    assert_eq!(found, mock.instead.keys().map(String::as_str).collect::<Vec<_>>(), "{text}");
    assert_eq!((findings.ended, mock.service.accepted()), (None, 0));
}

#[test]
fn what_is_accepted_is_the_last_that_is_sent() {
    let document = document();
    let (mut mock, mut time) = mock();
    let accepted = answer(200, &json!({"message": "success", "task_id": "468d0e42-f7a6-40ce-9a4c-37db56b13b99"}));
    mock.instead.insert("P4 unknown-model".to_owned(), accepted);
    let (text, findings) = asked(&document, &plan(&document), &mut mock, &mut time);
    let why = findings.ended.unwrap();
    assert!(why.starts_with("P4 unknown-model may have been accepted: 200") && why.contains("468d0e42"), "{why}");
    assert_eq!(findings.exchanges.last().unwrap().call.name, "P4 unknown-model");
    assert!(text.contains("refuted: 1"), "{text}");
    // Nor after an answer that is lost, or a failure of the service.
    for lost in [true, false] {
        let (mut mock, mut time) = self::mock();
        match lost {
            true => mock.lost.push("P2 guard".to_owned()),
            false => drop(mock.instead.insert("P2 guard".to_owned(), answer(502, &json!({})))),
        }
        let (_, findings) = asked(&document, &plan(&document), &mut mock, &mut time);
        assert!(findings.ended.unwrap().contains("may have been accepted"));
        assert!(mock.sent.last().unwrap().1, "the create is the last call");
    }
}

#[test]
fn a_balance_that_differs_ends_it() {
    let document = document();
    let (mut mock, mut time) = mock();
    mock.balance = Some((7, json!({"credits": 980, "extra_credits": 0})));
    let (_, findings) = asked(&document, &plan(&document), &mut mock, &mut time);
    let why = findings.ended.unwrap();
    assert!(why.starts_with("the balance was {\"credits\":1000") && why.contains("after it"), "{why}");
    assert!(mock.sent.len() <= 12, "{}", mock.sent.len());
}

#[test]
fn without_a_guard_no_create_is_sent() {
    let document = document();
    let (mut mock, mut time) = mock();
    mock.instead.insert("P2 guard".to_owned(), answer(422, &json!({"type": "validation_error", "error": "No."})));
    let (_, findings) = asked(&document, &plan(&document), &mut mock, &mut time);
    assert!(findings.ended.unwrap().starts_with("P2 was not refused as expected"));
    let after = findings.exchanges.iter().skip_while(|it| it.call.name != "P2 guard").skip(1);
    let after: Vec<&str> = after.filter(|it| it.call.is_paid()).map(|it| it.call.name.as_str()).collect();
    assert_eq!(after, Vec::<&str>::new());
    assert!(findings.found.iter().any(|it| it.call.name == "P3 sonic"), "what is free is asked");
}

#[test]
fn words_that_are_new_are_told_once_and_known_from_then_on() {
    let document = document();
    let (mut mock, mut time) = mock();
    let guard = "The title character length should be less than 80.";
    mock.said_instead = Some((guard.to_owned(), "Title exceeds the maximum of 80.".to_owned()));
    let (text, findings) = asked(&document, &plan(&document), &mut mock, &mut time);
    let found: Vec<&str> =
        findings.found.iter().filter(|it| it.verdict.is_finding()).map(|it| it.call.name.as_str()).collect();
    assert_eq!((findings.ended, found), (None, vec!["P2 guard"]), "{text}");
}

#[test]
fn new_words_are_put_in_the_place_of_the_old_ones_and_the_rest_is_a_comment() {
    let document = document();
    let (mut mock, mut time) = mock();
    mock.instead = overrides();
    let (_, findings) = asked(&document, &plan(&document), &mut mock, &mut time);
    let text = std::fs::read_to_string(root().join("openapi/musicapi.yaml")).unwrap();
    let patch = patch::patch("openapi/musicapi.yaml", &text, &document, &findings.found);
    assert!(patch.starts_with("--- a/openapi/musicapi.yaml\n+++ b/openapi/musicapi.yaml\n"), "{patch}");
    assert!(
        patch.contains("+      x-messages: {maxLength: \"The 'tags' field exceeds the 1000 character limit.\"}\n"),
        "{patch}"
    );
    assert!(patch.contains("# probe, P3 nuro: it is 410, not 400 or 404"), "{patch}");
    let changed = patch.lines().filter(|line| line.starts_with('+') && !line.starts_with("+++")).count();
    assert_eq!(changed, 10, "{patch}");
}

#[test]
fn a_record_has_no_key() {
    let document = document();
    let (mut mock, mut time) = mock();
    mock.instead
        .insert("P1 wrong-key".to_owned(), answer(401, &json!({"error": format!("unknown key {KEY}"), KEY: [KEY]})));
    let (_, findings) = asked(&document, &plan(&document), &mut mock, &mut time);
    let record = record::Record::of(&findings, "http://127.0.0.1:1/api/v1", true, KEY);
    let text = serde_json::to_string(&record).unwrap();
    assert!(!text.contains(KEY) && !text.contains("set-cookie") && text.contains("unknown key [key]"), "{text}");
    assert!(text.starts_with("{\"of\":\"a mock\""), "{text}");
}

#[test]
fn the_plan_says_what_is_sent_and_what_it_may_cost() {
    let document = document();
    let told = plan(&document).told("https://songs.example", &document);
    assert!(told.starts_with("to https://songs.example:\n  P0  1 call, 1 of them that could cost: "), "{told}");
    assert!(told.contains("it costs 75 credits at most") || told.contains("it costs 20 credits at most"), "{told}");
    // Blocks that creates need are asked though only others are wished for.
    let names = |only: &[&str]| {
        let only: Vec<String> = only.iter().map(|name| (*name).to_owned()).collect();
        plan(&document).only(&only).map(|plan| plan.blocks.into_iter().map(|block| block.name).collect::<Vec<_>>())
    };
    assert_eq!(names(&["P3"]).unwrap(), ["P3"]);
    assert_eq!(names(&["P7"]).unwrap(), ["P0", "P2", "P7"]);
    assert!(names(&["P99"]).unwrap_err().to_string().contains("there are P0, P1"));
}

#[test]
fn a_place_that_the_document_does_not_have_is_an_error() {
    let document = document();
    let text = std::fs::read_to_string(root().join(QUESTIONS)).unwrap();
    let broken = text.replace("/components/schemas/SonicTags/x-messages/maxLength", "/components/schemas/SonicTagz");
    let error = format!("{:#}", Plan::read(&broken, &document).unwrap_err());
    assert!(error.contains("P7 tags: the document has no /components/schemas/SonicTagz"), "{error}");
}

#[test]
fn a_key_is_sent_over_https_or_to_this_machine_alone() {
    assert!(http::Http::new("http://songs.example", KEY).is_err());
    assert!(
        http::Http::new("https://songs.example", KEY).is_ok() && http::Http::new("http://127.0.0.1:1", KEY).is_ok()
    );
    assert!(
        !http::is_this_machine("https://127.0.0.1.example") && http::is_this_machine("http://localhost:4010/api/v1")
    );
}
