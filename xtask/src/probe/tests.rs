//! Tests of the probe against the mock, which behaves as documented or differs.

mod table;

use std::collections::BTreeMap;
use std::time::Duration;

use musicapi_mock::{Service, Settings};
use openapi_mock::{Handler as _, Request};
use serde_json::{Value, json};

use super::answer::Answer;
use super::ask::{Clock, Findings, Transport};
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

/// A transport to the mock, with other answers to some questions.
struct Mock {
    service: Service,
    instead: BTreeMap<String, Answer>,
    /// The questions whose answer is lost.
    lost: Vec<String>,
    /// The time of each call on the test's clock, and whether it was a create.
    sent: Vec<(Duration, bool)>,
    now: std::rc::Rc<std::cell::Cell<Duration>>,
    /// Texts that replace others in every answer.
    said_instead: Option<(String, String)>,
    /// Another balance, from the call of this number on.
    balance: Option<(usize, Value)>,
    /// Another answer to every create, by its body.
    looks_at: Option<fn(&Value) -> Answer>,
}

/// A clock that sleeping moves; a call takes a tenth of a second.
struct Moved {
    now: std::rc::Rc<std::cell::Cell<Duration>>,
}

impl Clock for Moved {
    fn now(&self) -> Duration {
        self.now.get()
    }

    fn sleep(&mut self, time: Duration) {
        self.now.set(self.now.get() + time);
    }
}

impl Mock {
    fn replaced(&self, body: &[u8]) -> Vec<u8> {
        let Some((usual, instead)) = &self.said_instead else { return body.to_vec() };
        String::from_utf8_lossy(body).replace(usual.as_str(), instead).into_bytes()
    }
}

impl Transport for Mock {
    fn send(&mut self, call: &Call) -> Result<Answer, String> {
        self.sent.push((self.now.get(), call.is_paid()));
        self.now.set(self.now.get() + Duration::from_millis(100));
        if self.lost.contains(&call.name) {
            return Err("the connection was closed".to_owned());
        }
        if let Some(answer) = self.instead.get(&call.name) {
            return Ok(answer.clone());
        }
        if let Some(looks_at) = self.looks_at.filter(|_| call.path.ends_with("/create")) {
            return Ok(looks_at(call.body.as_ref().unwrap()));
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
        Ok(Answer::new(reply.status.as_u16(), headers.collect(), &self.replaced(&reply.body)))
    }
}

fn answer(status: u16, body: &Value) -> Answer {
    Answer::new(status, vec![("set-cookie".to_owned(), "a=b".to_owned())], body.to_string().as_bytes())
}

/// The report and the findings of a probe.
fn asked(document: &Document, plan: &Plan, line: &mut dyn Transport, time: &mut dyn Clock) -> (String, Findings) {
    let mut kept = 0;
    let mut keep = |findings: &Findings| {
        kept += 1;
        assert_eq!(findings.found.len(), kept, "it is kept after each answer");
        Ok(())
    };
    let findings = ask::ask(document, plan, ProbeContext { line, time, key: KEY, keep: &mut keep });
    (report(&findings), findings)
}

fn mock() -> (Mock, Moved) {
    let now = std::rc::Rc::new(std::cell::Cell::new(Duration::ZERO));
    let service = Service::new(Settings::default()).unwrap();
    let (instead, lost, sent) = (BTreeMap::new(), Vec::new(), Vec::new());
    let (said_instead, balance, looks_at) = (None, None, None);
    (Mock { service, instead, lost, sent, now: now.clone(), said_instead, balance, looks_at }, Moved { now })
}

/// The answers in the fixture.
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
fn a_service_as_documented_is_confirmed_and_nothing_is_spent() {
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
fn exactly_the_differences_are_found() {
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
fn an_accepted_call_is_the_last_one() {
    let document = document();
    let (mut mock, mut time) = mock();
    let accepted = answer(200, &json!({"message": "success", "task_id": "468d0e42-f7a6-40ce-9a4c-37db56b13b99"}));
    mock.instead.insert("P4 unknown-model".to_owned(), accepted);
    let (text, findings) = asked(&document, &plan(&document), &mut mock, &mut time);
    let why = findings.ended.unwrap();
    assert!(why.starts_with("P4 unknown-model may have been accepted: 200") && why.contains("468d0e42"), "{why}");
    assert_eq!(findings.found.last().unwrap().call.name, "P4 unknown-model");
    assert!(text.contains("refuted: 1"), "{text}");
    // Nor after an answer that is lost, or a failure of the service.
    for lost in [true, false] {
        let (mut mock, mut time) = self::mock();
        match lost {
            true => mock.lost.push("P2 title".to_owned()),
            false => drop(mock.instead.insert("P2 title".to_owned(), answer(502, &json!({})))),
        }
        let (_, findings) = asked(&document, &plan(&document), &mut mock, &mut time);
        assert!(findings.ended.unwrap().contains("may have been accepted"));
        assert!(mock.sent.last().unwrap().1, "the create is the last call");
    }
}

#[test]
fn a_changed_balance_ends_the_probe() {
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
    mock.instead.insert("P2 title".to_owned(), answer(422, &json!({"type": "validation_error", "error": "No."})));
    let (_, findings) = asked(&document, &plan(&document), &mut mock, &mut time);
    assert!(findings.ended.unwrap().starts_with("P2 title was not refused as expected"));
    let after = findings.found.iter().skip_while(|it| it.call.name != "P2 title").skip(1);
    let after: Vec<&str> = after.filter(|it| it.call.is_paid()).map(|it| it.call.name.as_str()).collect();
    assert_eq!(after, Vec::<&str>::new());
    assert!(findings.found.iter().any(|it| it.call.name == "P3 sonic"), "what is free is asked");
}

#[test]
fn a_new_text_is_reported_once() {
    let document = document();
    let (mut mock, mut time) = mock();
    let guard = "The title character length should be less than 80.";
    mock.said_instead = Some((guard.to_owned(), "Title exceeds the maximum of 80.".to_owned()));
    let (text, findings) = asked(&document, &plan(&document), &mut mock, &mut time);
    let found: Vec<&str> =
        findings.found.iter().filter(|it| it.verdict.is_finding()).map(|it| it.call.name.as_str()).collect();
    assert_eq!((findings.ended, found), (None, vec!["P2 title"]), "{text}");
}

#[test]
fn the_patch_replaces_texts_and_comments_on_the_rest() {
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
fn a_question_passes_only_if_the_service_names_the_fault_of_the_other() {
    let document = document();
    let plan = plan(&document);
    let passes = |findings: &Findings| -> Vec<(String, Verdict)> {
        let found = findings.found.iter().filter(|it| it.call.passes.is_some());
        found.map(|it| (it.call.name.clone(), it.verdict.clone())).collect()
    };
    let (mut mock, mut time) = mock();
    let documented = passes(&asked(&document, &plan, &mut mock, &mut time).1);
    assert!(documented.len() > 20, "{documented:?}");
    let unsettled = documented.iter().filter(|(_, verdict)| *verdict != Verdict::Confirmed);
    // The mock reports faults with documented texts before others.
    assert_eq!(
        unsettled.map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
        [
            "P6 short-extend",
            "P6 short-cover",
            "P6 instrumental-without-prompt",
            "P7 duration-that-passes duration=10",
            "P7 duration-that-passes duration=360",
            "P11 webhook-by-http"
        ]
    );
    // A service that checks only the guards proves nothing.
    let (mut mock, mut time) = self::mock();
    mock.looks_at = Some(|body| {
        let is_long = body["title"].as_str().is_some_and(|title| title.len() > 80);
        let error = if is_long { "The title is too long." } else { "The model is not known." };
        answer(400, &json!({"type": "validation_error", "error": error}))
    });
    let (text, findings) = asked(&document, &plan, &mut mock, &mut time);
    let silent = passes(&findings);
    assert_eq!(silent.len(), documented.len(), "{text}");
    let confirmed: Vec<&str> =
        silent.iter().filter(|(_, verdict)| *verdict != Verdict::Silent).map(|(name, _)| name.as_str()).collect();
    // This service checks the title before the model, so the title passes.
    assert_eq!(confirmed, ["P7 title-of-80"], "{text}");
}

#[test]
fn a_guard_is_recognized_in_every_shape_of_an_error() {
    let document = document();
    let (mut mock, mut time) = mock();
    let guard = "The title character length should be less than 80.";
    for proof in ["P2 title", "P10 title"] {
        let shape = json!({"message": if proof == "P2 title" { guard } else { "Its name is too long." }});
        mock.instead.insert(proof.to_owned(), answer(400, &shape));
    }
    let (text, findings) = asked(&document, &plan(&document), &mut mock, &mut time);
    let verdict = |name: &str| findings.found.iter().find(|it| it.call.name == name).map(|it| it.verdict.clone());
    assert!(matches!(verdict("P2 title"), Some(Verdict::Refuted(_))), "{text}");
    assert_eq!(verdict("P7 tags-that-pass"), Some(Verdict::Confirmed), "{text}");
    // The guard of producer then has another text, so the old one settles none of its questions.
    assert!(!matches!(verdict("P10 older-model"), Some(Verdict::Silent)), "{text}");
}

#[test]
fn a_question_that_does_not_pass_is_reported() {
    let document = document();
    let (mut mock, mut time) = mock();
    let refusal = json!({"type": "validation_error", "error": "The tags field takes 500 letters."});
    mock.instead.insert("P7 tags-that-pass".to_owned(), answer(400, &refusal));
    let (text, _) = asked(&document, &plan(&document), &mut mock, &mut time);
    assert!(text.contains("\nrefuted: 1\n  P7 tags-that-pass: it doesn't pass: \"The tags field"), "{text}");
}

#[test]
fn no_create_relies_on_an_unproven_guard() {
    let document = document();
    for (proof, next) in [("P2 model", "P4 unknown-model"), ("P10 title", "P10 retired task_type=music_variation")] {
        let (mut mock, mut time) = mock();
        mock.instead.insert(proof.to_owned(), answer(422, &json!({"type": "validation_error", "error": "No."})));
        let (_, findings) = asked(&document, &plan(&document), &mut mock, &mut time);
        let why = findings.ended.unwrap();
        assert!(why.starts_with(&format!("{proof} was not refused as expected")), "{why}");
        assert!(findings.found.iter().all(|it| it.call.name != next), "{next}");
    }
    // The create of producer has its own guard, and comes last.
    let plan = plan(&document);
    let last = plan.blocks.last().unwrap();
    assert!(last.calls.iter().all(|call| call.guard.as_deref() == Some("P10 title")), "{last:?}");
}

#[test]
fn the_key_is_masked_in_the_record_the_report_and_the_patch() {
    const KEY: &str = "sk-\"secret\"-äöü";
    let document = document();
    let (mut mock, mut time) = mock();
    let echo = answer(403, &json!({"error": format!("unknown key {KEY}"), KEY: [KEY]}));
    let echo = Answer { headers: vec![("x-key".to_owned(), KEY.to_owned())], ..echo };
    mock.instead.insert("P1 wrong-key".to_owned(), echo.clone());
    mock.instead.insert("P1 no-key".to_owned(), echo.clone());
    mock.instead.insert("P11 no-address".to_owned(), Answer { status: 200, ..echo });
    let folder = tempfile::tempdir().unwrap();
    let record = RecordFile::create(folder.path(), "http://127.0.0.1:1/api/v1", true).unwrap();
    let mut keep = |findings: &Findings| record.write(findings).map_err(|error| format!("{error:#}"));
    let with = ProbeContext { line: &mut mock, time: &mut time, key: KEY, keep: &mut keep };
    let findings = ask::ask(&document, &plan(&document), with);
    let text = std::fs::read_to_string(root().join("openapi/musicapi.yaml")).unwrap();
    let patch = patch::patch("x", &text, &document, &findings.found);
    let written = std::fs::read_to_string(&record.path).unwrap();
    let why = findings.ended.clone().unwrap();
    for (name, text) in [("record", written.as_str()), ("report", &report(&findings)), ("patch", &patch), ("end", &why)]
    {
        assert!(text.contains("[key]") && !text.contains("secret"), "{name}: {text}");
    }
    assert!(written.contains("\"of\": \"a mock\"") && !written.contains("set-cookie"), "{written}");
    // The one that ended it is in the record too.
    assert!(written.contains("P11 no-address"), "{written}");
}

#[test]
fn a_key_is_trimmed() {
    assert_eq!(key(Some(" sk-1 \n".to_owned())).as_deref(), Some("sk-1"));
    assert_eq!((key(Some(" ".to_owned())), key(None)), (None, None));
}

#[test]
fn a_record_that_cannot_be_written_ends_the_probe() {
    let document = document();
    let (mut mock, mut time) = mock();
    let mut keep = |findings: &Findings| match findings.found.len() {
        3 => Err("the disk is full".to_owned()),
        _ => Ok(()),
    };
    let with = ProbeContext { line: &mut mock, time: &mut time, key: KEY, keep: &mut keep };
    let findings = ask::ask(&document, &plan(&document), with);
    assert_eq!((findings.ended.as_deref(), findings.found.len()), (Some("the disk is full"), 3));
}

#[test]
fn two_records_of_one_second_are_two_files() {
    let folder = tempfile::tempdir().unwrap();
    let kept: Vec<RecordFile> = (0..4).map(|_| RecordFile::create(folder.path(), "http://x", true).unwrap()).collect();
    let paths: std::collections::BTreeSet<_> = kept.iter().map(|kept| kept.path.clone()).collect();
    assert_eq!((paths.len(), std::fs::read_dir(folder.path()).unwrap().count()), (4, 4));
}

#[test]
fn an_undocumented_number_is_no_balance() {
    let document = document();
    let (mut mock, mut time) = mock();
    mock.balance = Some((7, json!({"credits": 1000, "extra_credits": 0, "server_time": 1796064645})));
    let (_, findings) = asked(&document, &plan(&document), &mut mock, &mut time);
    assert_eq!(findings.ended, None);
    // Without a number there is nothing to watch.
    let (mut mock, mut time) = self::mock();
    mock.balance = Some((0, json!({"server_time": 1})));
    let (_, findings) = asked(&document, &plan(&document), &mut mock, &mut time);
    assert!(findings.ended.unwrap().starts_with("the balance can't be read: 200"));
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
